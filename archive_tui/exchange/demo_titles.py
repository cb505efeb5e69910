"""Which papers the demo company filed in which year: the plan that titles and codes are made from."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from archive_tui.exchange.demo_times import is_open
from archive_tui.exchange.demo_words import Row, table

#: For how many calendar years the archive reaches back, this year included.
YEARS = 12
#: With fewer items than this, the papers of each year are thinned out too.
FULL = 3000

_LEVELS = {"U": "unclassified", "S": "secret", "C": "confidential", "T": "top_secret"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of titles.csv: a kind of paper, how often it comes, and the pattern of its title."""

    kind: str
    offices: tuple[str, ...]
    times: str
    years: tuple[int, int] | None
    months: tuple[int, int]
    day: str
    levels: tuple[str, ...]
    retention: str
    pages: tuple[int, int]
    number: str
    author: str
    original: int
    keywords: str
    title: str

    @property
    def yearly(self) -> int:
        """Return how often the paper comes each year, 0 for one that comes by chance."""
        return int(self.times[:-1]) if self.times.endswith("y") else 0

    @property
    def weight(self) -> float:
        """Return the weight of a paper that comes by chance, else 0."""
        return float(self.times[1:]) if self.times.startswith("w") else 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper to be: pattern, office, the date that it bears, its year's place in the archive (0 to 11)."""

    pattern: Pattern
    office: str
    day: date
    place: int


def patterns(offices: Sequence[str]) -> tuple[Pattern, ...]:
    """Return all patterns; ``offices`` are the departments that ``*`` stands for."""
    defaults = {row["code"]: row["retention"] for row in table("categories.csv")}
    return tuple(_pattern(row, tuple(offices), defaults[row["kind"]]) for row in table("demo", "titles.csv"))


def plan(rng: Random, today: date, count: int, every: Sequence[Pattern]) -> list[Draft]:
    """Return ``count`` drafts over the years up to ``today``, in order of their dates."""
    drafts = [*_regular(rng, today, every), *_single(rng, today, every)]
    if count < FULL:
        drafts = [d for d in drafts if rng.random() * FULL < count]
    drafts = [*drafts, *_by_weight(rng, today, max(0, count - len(drafts)), every)][:count]
    return sorted(drafts, key=lambda draft: draft.day)


def _pattern(row: Row, every: tuple[str, ...], retention: str) -> Pattern:
    shares = row["levels"] or "U"
    levels = [
        _LEVELS[letter]
        for letter, share in zip(shares[::2], shares[1::2] or "1", strict=True)
        for _ in range(int(share))
    ]
    return Pattern(
        row["kind"], every if row["office"] == "*" else tuple(row["office"].split()), row["times"],
        _span(row["years"]), _span(row["months"]) or (1, 12), row["day"], tuple(levels),
        row["retention"] or retention, _span(row["pages"]) or (1, 12), row["number"], row["author"],
        int(row["original"] or 100), row["keywords"], row["title"],
    )  # fmt: skip


def _span(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _regular(rng: Random, today: date, every: Sequence[Pattern]) -> Iterator[Draft]:
    for year in range(today.year - YEARS + 1, today.year + 1):
        for pattern in every:
            for office in pattern.offices if pattern.yearly else ():
                for turn in range(pattern.yearly):
                    month = (turn + 1) * 12 // pattern.yearly
                    months = pattern.months if pattern.yearly == 1 else (month, month)
                    yield from _draft(rng, today, pattern, office, year, months)


def _single(rng: Random, today: date, every: Sequence[Pattern]) -> Iterator[Draft]:
    for pattern in every:
        if pattern.times == "once":
            year = pattern.years[0] if pattern.years else today.year - rng.randrange(1, YEARS - 1)
            if today.year - YEARS < year <= today.year:
                yield from _draft(rng, today, pattern, rng.choice(pattern.offices), year, pattern.months)


def _by_weight(rng: Random, today: date, count: int, every: Sequence[Pattern]) -> Iterator[Draft]:
    """Yield ``count`` papers that come by chance, spread evenly over patterns and growing years."""
    first = today.year - YEARS + 1
    part = today.timetuple().tm_yday / 366
    grown = {year: 0.75 + 0.045 * (year - first) for year in range(first, today.year)}
    grown[today.year] = part * 1.245
    cells = [
        (pattern, year, pattern.weight * grown[year])
        for year in grown
        for pattern in every
        if pattern.weight and _months(pattern, year, pattern.months, today)
    ]
    total, reached, given = sum(weight for _, _, weight in cells), 0.0, 0
    for pattern, year, weight in cells:
        reached += weight
        upto = round(count * reached / total)
        for _ in range(upto - given):
            yield from _draft(rng, today, pattern, rng.choice(pattern.offices), year, pattern.months)
        given = upto


def _months(pattern: Pattern, year: int, wanted: tuple[int, int], today: date) -> list[int]:
    if year < today.year:
        return list(range(wanted[0], wanted[1] + 1))
    months = range(wanted[0], min(wanted[1], today.month) + 1)
    return [m for m in months if not pattern.day or _fixed(pattern.day, year, m) <= today]


def _draft(
    rng: Random, today: date, pattern: Pattern, office: str, year: int, wanted: tuple[int, int]
) -> Iterator[Draft]:
    months = _months(pattern, year, wanted, today)
    if not months:
        return
    month, place = rng.choice(months), year - today.year + YEARS - 1
    if pattern.day:
        yield Draft(pattern, office, _fixed(pattern.day, year, month), place)
        return
    yield Draft(pattern, office, _office_day(rng, today, year, month), place)


def _office_day(rng: Random, today: date, year: int, month: int) -> date:
    """Return a day of the month, up to ``today``, on which the office is open, if one is found."""
    last = today.day if (year, month) == (today.year, today.month) else calendar.monthrange(year, month)[1]
    for _ in range(9):
        day = date(year, month, rng.randrange(1, last + 1))
        if is_open(day):
            break
    return day


def _fixed(day: str, year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1] if day == "end" else int(day))
