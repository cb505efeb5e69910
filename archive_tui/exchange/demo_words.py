"""The word lists of the demo company, read from ``data/``: CSV files in UTF-8 with a header line."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archive_tui.data_files import data_path

Row = Mapping[str, str]
_EVERY_MONTH = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class Project:
    """A building project (``kind`` building or civil), its client, and the years (0 to 11) it leases in."""

    name: str
    client: str
    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Leased:
    """A leased item: its name, model and family, and how much of the company's trade it is."""

    name: str
    model: str
    family: str
    fits: str
    weight: int


@dataclass(frozen=True, slots=True)
class Goods:
    """What is bought from whom, by which departments."""

    kind: str
    name: str
    supplier: str
    offices: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All lists: words by list and month, clients by short name, projects by year, leased items by kind."""

    months: Mapping[tuple[str, int], Sequence[str]]
    clients: Mapping[str, str]
    projects: Mapping[int, Sequence[Project]]
    leased: Mapping[str, Sequence[Leased]]
    goods: Sequence[Goods]

    def of(self, name: str, month: int = 0) -> Sequence[str]:
        """Return the words of a list that are used in a month, all of them for month 0; raises KeyError."""
        return self.months[name, month]


def table(*parts: str) -> tuple[Row, ...]:
    """Return the rows of a file below ``data/``; raises OSError where it can't be read."""
    with open(data_path(*parts), encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words() -> Words:
    """Return the word lists; they are read once."""
    projects = [
        Project(r["project"], r["client"], int(r["first"]), int(r["last"]), r["kind"])
        for r in table("demo", "projects.csv")
    ]
    leased = [
        Leased(r["name"], r["model"], r["family"], r["fits"], int(r["weight"]))
        for r in table("demo", "leased_items.csv")
    ]
    return Words(
        _lists(),
        {row["short"]: row["name"] for row in table("demo", "clients.csv")},
        {year: [p for p in projects if p.first <= year <= p.last] for year in range(12)},
        # As often in the list as it weighs: a plain choice then falls on it that often.
        {
            kind: [item for item in leased if item.fits in (kind, "both") for _ in range(item.weight)]
            for kind in ("building", "civil")
        },
        [
            Goods(row["kind"], row["name"], row["supplier"], tuple(row["offices"].split()))
            for row in table("demo", "goods.csv")
        ],
    )


def _lists() -> dict[tuple[str, int], list[str]]:
    lists: dict[tuple[str, int], list[str]] = {}
    for row in table("demo", "words.csv"):
        for month in (0, *sorted(_span(row["months"]))):
            lists.setdefault((row["list"], month), []).append(row["word"])
    return lists


def _span(text: str) -> frozenset[int]:
    """Return the months of ``11-2``: from November on, over the turn of the year, to February."""
    if not text:
        return _EVERY_MONTH
    first, last = (int(part) for part in text.split("-"))
    if first <= last:
        return frozenset(range(first, last + 1))
    return frozenset((*range(first, 13), *range(1, last + 1)))
