"""Terms (4.3): what each grade gets, and whether an offer or a contract keeps to them.

The regulation's own words are the frame that no schedule may leave: A may be eased as the market allows, B may go down
to the market's lowest price, C pays the market price in money only, below C there is no co-operation. A schedule fills
the frame in by grade, and by nature where the company wants (3.2 ①); it applies from the GM's sign-off on (4.3-end).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.regulation.rulings import Clause


class Way(StrEnum):
    """Ways of payment (4.3.3, 4.3.4)."""

    MONEY = "money"
    MORTGAGE = "mortgage"
    IN_KIND = "in_kind"
    SET_OFF = "set_off"


class Base(StrEnum):
    """Which price a floor is taken of: the market's lowest, or the market price."""

    MARKET_LOW = "market_low"
    MARKET = "market"


class Cycle(StrEnum):
    """The cycle of collection: strictly by contract, or eased (4.3.1, 4.3.3)."""

    STRICT = "strict"
    EASED = "eased"


#: The grades that get terms; below C and ungraded clients get no contract.
GRADED = (Grade.A, Grade.B, Grade.C)
#: A percentage of 100 in the hundredths that floors are kept in.
WHOLE = 100_00
_EVERY_WAY = frozenset(Way)


class BadTerms(ValueError):
    """A schedule that leaves the regulation's frame: ``code`` says how, ``grade`` and ``nature`` where."""

    def __init__(self, code: str, article: str, grade: str, nature: str = "") -> None:
        """Keep what is wrong, by which article, and where."""
        super().__init__(f"{article} {code} {grade} {nature}".rstrip())
        self.code = code
        self.article = article
        self.grade = grade
        self.nature = nature


@dataclass(frozen=True, slots=True)
class Terms:
    """What a grade gets: price floor, ways of payment, cycle, credit ceiling (fen, None: none set), priority, handling.

    ``nature`` is empty for every nature that has no line of its own; ``percent`` is in hundredths of a per cent.
    """

    grade: Grade
    nature: str = ""
    base: Base = Base.MARKET
    percent: int = WHOLE
    ways: frozenset[Way] = frozenset({Way.MONEY})
    cycle: Cycle = Cycle.STRICT
    ceiling: int | None = None
    priority: int = 1
    handling: str = ""

    def floor(self, market: int, market_low: int) -> int:
        """Return the lowest price allowed, in fen, rounded up: a price is never let under the floor by rounding."""
        price = market_low if self.base is Base.MARKET_LOW else market
        return -(-price * self.percent // WHOLE)


#: What 4.3 gives each grade while no schedule is in force.
REGULATION: Mapping[Grade, Terms] = {
    Grade.A: Terms(Grade.A, "", Base.MARKET_LOW, WHOLE, _EVERY_WAY, Cycle.EASED, None, 1),
    Grade.B: Terms(Grade.B, "", Base.MARKET_LOW, WHOLE, _EVERY_WAY, Cycle.STRICT, None, 2),
    Grade.C: Terms(Grade.C, "", Base.MARKET, WHOLE, frozenset({Way.MONEY}), Cycle.STRICT, None, 3),
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """A version of the schedule; number 0 is the regulation itself, while the GM has signed none."""

    number: int = 0
    lines: tuple[Terms, ...] = ()

    def terms_for(self, grade: Grade, nature: str) -> Terms | None:
        """Return what a client of that grade and nature gets; None below C and while ungraded."""
        if grade not in GRADED:
            return None
        own = next((t for t in self.lines if t.grade is grade and t.nature == nature), None)
        general = next((t for t in self.lines if t.grade is grade and not t.nature), None)
        return own or general or REGULATION[grade]


def check_schedule(lines: Iterable[Terms]) -> None:
    """Raise BadTerms where a schedule leaves the frame of 4.3 or says the same thing twice."""
    given = tuple(lines)
    if not given:
        raise BadTerms("terms_empty", "4.3-end", "")
    seen: set[tuple[Grade, str]] = set()
    for line in given:
        if (line.grade, line.nature) in seen:
            raise BadTerms("terms_twice", "4.3-end", line.grade, line.nature)
        seen.add((line.grade, line.nature))
        _check_line(line)
    schedule = Schedule(1, given)
    for nature in {line.nature for line in given} | {""}:
        a, b = schedule.terms_for(Grade.A, nature), schedule.terms_for(Grade.B, nature)
        assert a is not None and b is not None
        if not _never_above(a, b):
            raise BadTerms("terms_a_above_b", "4.3-end", Grade.A, nature)


def _check_line(line: Terms) -> None:
    if line.grade not in GRADED:
        raise BadTerms("terms_below_c", "4.3.5", line.grade, line.nature)
    if not 0 < line.percent <= 10 * WHOLE or not 1 <= line.priority <= 9:
        raise BadTerms("terms_number", "4.3-end", line.grade, line.nature)
    if line.ceiling is not None and line.ceiling < 0:
        raise BadTerms("terms_number", "4.3-end", line.grade, line.nature)
    if not line.ways or Way.MONEY not in line.ways:
        raise BadTerms("terms_no_money", "4.3.3", line.grade, line.nature)
    if line.cycle is Cycle.EASED and line.grade is not Grade.A:
        raise BadTerms("terms_cycle", "4.3.3" if line.grade is Grade.B else "4.3.4", line.grade, line.nature)
    if line.grade is Grade.B and line.percent < WHOLE:
        raise BadTerms("terms_b_under_lowest", "4.3.3", line.grade, line.nature)
    if line.grade is Grade.C and (line.base is not Base.MARKET or line.percent < WHOLE):
        raise BadTerms("terms_c_under_market", "4.3.4", line.grade, line.nature)
    if line.grade is Grade.C and line.ways != {Way.MONEY}:
        raise BadTerms("terms_c_money_only", "4.3.4", line.grade, line.nature)


def _never_above(a: Terms, b: Terms) -> bool:
    """Return whether A's floor is never above B's, whatever the market is (its lowest price never above its price)."""
    if a.base is Base.MARKET and b.base is Base.MARKET_LOW:
        return False
    return a.percent <= b.percent


@dataclass(frozen=True, slots=True)
class Deal:
    """An offer or a contract as far as terms go, and its client's standing as of now.

    ``open`` is what the client owes on its other contracts, ``limit`` the client's own credit limit where there is one,
    ``amount`` what this lease comes to; all in fen.
    """

    grade: Grade
    nature: str
    amount: int
    market_price: int
    market_low: int
    agreed_price: int
    way: Way
    open: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Excepted:
    """The GM's dated exception: which clauses it lets pass; its number and last day stand in the sentence."""

    number: int
    codes: frozenset[str]
    until: str


#: The clauses that can speak against a lease; an exception names which of them it covers.
CLAUSES = ("terms_ungraded", "terms_below_c", "terms_price", "terms_way", "terms_limit")


def credit_limit(terms: Terms | None, own: int | None) -> int | None:
    """Return the limit that counts: the client's own, never above the grade's ceiling; None where none is set."""
    if terms is None:
        return 0
    given = [limit for limit in (own, terms.ceiling) if limit is not None]
    return min(given) if given else None


def against_terms(deal: Deal, schedule: Schedule) -> tuple[Clause, ...]:
    """Return the clauses that speak against a lease, none where it keeps to the client's terms (4.3)."""
    if deal.grade is Grade.UNGRADED:
        return (Clause("4.3-end", False, "terms_ungraded"),)
    terms = schedule.terms_for(deal.grade, deal.nature)
    if terms is None:
        return (Clause("4.3.5", False, "terms_below_c"),)
    article, found = ARTICLES[deal.grade], []
    floor = terms.floor(deal.market_price, deal.market_low)
    if deal.agreed_price < floor:
        facts = {"price": grouped(deal.agreed_price), "floor": grouped(floor), "grade": deal.grade.value}
        found.append(Clause(article, False, "terms_price", facts))
    if deal.way not in terms.ways:
        found.append(Clause(article, False, "terms_way", {"way": deal.way.value, "grade": deal.grade.value}))
    limit = credit_limit(terms, deal.limit)
    if limit is not None and deal.open + deal.amount > limit:
        facts = {"limit": grouped(limit), "open": grouped(deal.open), "amount": grouped(deal.amount)}
        found.append(Clause("3.3", False, "terms_limit", facts))
    return tuple(found)


def with_exception(against: Iterable[Clause], exception: Excepted | None) -> tuple[Clause, ...]:
    """Return the clauses with those that the GM's exception covers turned into one that speaks for the lease."""
    if exception is None:
        return tuple(against)
    left = tuple(c for c in against if c.code not in exception.codes)
    covered = Clause("4.3-end", True, "terms_exception", {"number": exception.number, "until": exception.until})
    return (*left, covered)


#: The article that a grade's terms stand in.
ARTICLES: Mapping[Grade, str] = {
    Grade.A: "4.3.1", Grade.B: "4.3.3", Grade.C: "4.3.4", Grade.BELOW_C: "4.3.5", Grade.UNGRADED: "4.3-end",
}  # fmt: skip
