"""Clients: the four ways to divide them (1.1 to 1.4), what their card holds (2.1 to 2.4), and when it is stale (5.1).

How the divisions that follow from the facts are derived, each open to a person's word with a reason:

- by time (1.1): *future* until there is a contract or rental; *new* until ``new_client_years`` calendar years, from the
  first with rental on, have closed (4.2.1); then *established*;
- by dealings (1.2): *now* while a contract runs or money of one is owed; else *about to* with an offer open or a
  contract that has yet to start; else *before* once there was a contract or rental; else *none*;
- by volume (1.4): *key* with ``key_leases`` contracts or more and rental of ``key_percent`` of the highest client's or
  more; *occasional* with one contract at most; else *general*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive_tui.regulation.grading import counts_as_new


class Division(StrEnum):
    """The divisions that follow from the facts and may be overridden by a person, with a reason."""

    TIME = "time"
    DEALINGS = "dealings"
    VOLUME = "volume"


class Time(StrEnum):
    """1.1, by time."""

    FUTURE = "future"
    NEW = "new"
    ESTABLISHED = "established"


class Dealings(StrEnum):
    """1.2, by dealings; ``none`` where there never were any and none are about to be."""

    NOW = "now"
    ABOUT = "about"
    BEFORE = "before"
    NONE = "none"


class Volume(StrEnum):
    """1.4, by volume and market position."""

    KEY = "key"
    GENERAL = "general"
    OCCASIONAL = "occasional"


class Position(StrEnum):
    """Market position (1.4), entered by a person; empty while nobody has said."""

    UNSAID = ""
    LEADING = "leading"
    MIDDLING = "middling"
    MINOR = "minor"


class Source(StrEnum):
    """Where a card entry comes from (3.1)."""

    SURVEY = "survey"
    FORM = "form"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the client card: its code and its article; ``about`` people is the contacts' own table."""

    code: str
    article: str


#: What a card holds, in the card's order (2.1 to 2.4). The name stands on the client itself, people are contacts.
SECTIONS: tuple[Section, ...] = (
    Section("address", "2.1"),
    Section("phone", "2.1"),
    Section("people", "2.1"),
    Section("founded", "2.1"),
    Section("client_since", "2.1"),
    Section("assets", "2.1"),
    Section("potential", "2.2"),
    Section("philosophy", "2.2"),
    Section("management", "2.2"),
    Section("construction", "2.3"),
    Section("leasing_record", "2.3"),
    Section("ties", "2.3"),
    Section("attitude", "2.3"),
    Section("leasing_now", "2.4"),
    Section("problems", "2.4"),
    Section("advantages", "2.4"),
    Section("plans", "2.4"),
    Section("answer", "2.4"),
)
CODES: tuple[str, ...] = tuple(section.code for section in SECTIONS)
PEOPLE = "people"
#: Sections that take card entries: all but the people, who are contacts.
ENTRY_CODES: frozenset[str] = frozenset(CODES) - {PEOPLE}
_CHOICES: Mapping[Division, type[StrEnum]] = {
    Division.TIME: Time, Division.DEALINGS: Dealings, Division.VOLUME: Volume,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dealt:
    """What the divisions of a client are derived from, as of a day.

    ``contracts`` counts the contracts ever entered, ``first_year`` is the first calendar year with rental; ``running``:
    a contract runs; ``owed``: money of a contract is not paid; ``ahead``: an offer is open or a contract yet to start.
    """

    contracts: int = 0
    first_year: int | None = None
    rental: int = 0
    highest: int = 0
    running: bool = False
    owed: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class DivisionRules:
    """What a company may choose otherwise about the divisions (settings)."""

    new_client_years: int = 1
    key_leases: int = 3
    key_percent: int = 10


def by_time(first_year: int | None, contracts: int, year: int, new_years: int = 1) -> Time:
    """Return the division by time in calendar year ``year`` (1.1 and the reading of 4.2.1)."""
    if first_year is None or first_year > year:
        return Time.NEW if contracts else Time.FUTURE
    return Time.NEW if counts_as_new(first_year, year, new_years) else Time.ESTABLISHED


def by_dealings(dealt: Dealt) -> Dealings:
    """Return the division by dealings (1.2)."""
    if dealt.running or dealt.owed:
        return Dealings.NOW
    if dealt.ahead:
        return Dealings.ABOUT
    return Dealings.BEFORE if dealt.contracts or dealt.first_year is not None else Dealings.NONE


def by_volume(dealt: Dealt, rules: DivisionRules) -> Volume:
    """Return the division by volume (1.4)."""
    many = dealt.contracts >= rules.key_leases
    if many and dealt.rental > 0 and dealt.rental * 100 >= dealt.highest * rules.key_percent:
        return Volume.KEY
    return Volume.OCCASIONAL if dealt.contracts <= 1 else Volume.GENERAL


def choices(division: Division) -> tuple[str, ...]:
    """Return what a division can be."""
    return tuple(_CHOICES[division])


def counts_as_checked(source: Source, checked: bool) -> bool:
    """Return whether an entry may be current: a client's own form only once somebody else has checked it (3.1 ②)."""
    return checked or source is not Source.FORM


def may_check(source: Source, collector_id: int, checker_id: int) -> bool:
    """Return whether ``checker_id`` may check the entry: whoever collected a client's own form can't (3.1 ②)."""
    return source is not Source.FORM or collector_id != checker_id


def empty_sections(filled: Collection[str], asked: Iterable[str] = CODES) -> tuple[str, ...]:
    """Return the sections that are asked for and still empty, in the card's order (1.2, 2.1 to 2.4)."""
    wanted = set(asked)
    return tuple(code for code in CODES if code in wanted and code not in filled)


def stale_before(today: date, months: int) -> date:
    """Return the day before which a card must have been touched to count as stale today (5.1)."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return date(year, month + 1, min(today.day, last[month]))


def attention(time: Time, volume: Volume) -> int:
    """Return how early a client comes on a worklist, 0 first: future and new clients, then key ones (1.1, 1.4, 5.2)."""
    if time in (Time.FUTURE, Time.NEW):
        return 0 if time is Time.FUTURE else 1
    return {Volume.KEY: 2, Volume.GENERAL: 3, Volume.OCCASIONAL: 4}[volume]
