"""Credit grades (4.1, 4.2): points by six weights, the relative points of cumulative rental, the grade of a total.

Everything is exact: judged points are hundredths, the points of rental a fraction, and the exact total is compared.
Only what is shown is rounded, to two decimals and half up; so 89.996 is shown as 90.00 and is B, and what is missing to
the next grade, rounded up, says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Criterion(StrEnum):
    """What points are given for (4.2), in the order of the table."""

    STRENGTH = "strength"
    POTENTIAL = "potential"
    REPUTATION = "reputation"
    RENTAL = "rental"
    PAYMENT = "payment"
    OTHER = "other"


class Grade(StrEnum):
    """A client's grade (4.2.3); a client without a score is its own state."""

    A = "A"
    B = "B"
    C = "C"
    BELOW_C = "below C"
    UNGRADED = "ungraded"

    @property
    def rank(self) -> int:
        """Return 0 for A, and more for what is served later (4.3.1)."""
        return _ORDER[self]


_ORDER = {grade: rank for rank, grade in enumerate(Grade)}
#: The weights, 100 in all (4.2).
WEIGHTS: Mapping[Criterion, int] = {
    Criterion.STRENGTH: 10, Criterion.POTENTIAL: 15, Criterion.REPUTATION: 20, Criterion.RENTAL: 15,
    Criterion.PAYMENT: 30, Criterion.OTHER: 10,
}  # fmt: skip
#: The five that a salesperson judges (4.2.2).
JUDGED: tuple[Criterion, ...] = tuple(c for c in Criterion if c is not Criterion.RENTAL)
#: From which total on a grade is given (4.2.3), the best first.
BOUNDARIES: tuple[tuple[Grade, int], ...] = ((Grade.A, 90), (Grade.B, 80), (Grade.C, 70))
#: What a new client counts for cumulative rental (4.2.1).
NEW_CLIENT_POINTS = 10
_POINTS = re.compile(r"(\d{1,3})(?:[.](\d{1,2}))?", re.ASCII)


class BadPoints(ValueError):
    """Points that can't be: ``code`` is no_points or over_weight; ``weight`` is the most that there is."""

    def __init__(self, code: str, text: str, weight: int) -> None:
        """Keep the code, what was typed, and the weight."""
        super().__init__(f"{code} {text!r}")
        self.code = code
        self.text = text
        self.weight = weight


@dataclass(frozen=True, slots=True)
class RentalFigures:
    """What the points of cumulative rental are worked out from (4.2.1): fen, and whether the client is new."""

    own: int
    highest: int
    new: bool


@dataclass(frozen=True, slots=True)
class Points:
    """Everything that a grade follows from: judged points in hundredths, and the figures of rental."""

    judged: Mapping[Criterion, int]
    rental: RentalFigures

    @property
    def total(self) -> Fraction:
        """Return the exact total."""
        return Fraction(sum(self.judged[c] for c in JUDGED), 100) + rental_points(self.rental)

    @property
    def grade(self) -> Grade:
        """Return the grade of the exact total."""
        return grade_of(self.total)


def counts_as_new(first_year: int | None, year: int, new_years: int = 1) -> bool:
    """Return whether a client counts as new for 4.2.1: until its first calendar year(s) with rental have closed."""
    return first_year is None or year - first_year < new_years


def rental_points(figures: RentalFigures) -> Fraction:
    """Return the exact points of cumulative rental (4.2.1).

    A new client counts 10; the established client with the highest cumulative rental gets 15 and every other one in
    proportion; while nobody has any rental an established client has 0.
    """
    if figures.new:
        return Fraction(NEW_CLIENT_POINTS)
    if figures.highest <= 0 or figures.own <= 0:
        return Fraction(0)
    return min(Fraction(WEIGHTS[Criterion.RENTAL] * figures.own, figures.highest), Fraction(WEIGHTS[Criterion.RENTAL]))


def exact_total(judged: int, figures: RentalFigures) -> Fraction:
    """Return the exact total of a sum of judged points in hundredths: what ``Points`` comes to, quickly."""
    if figures.new:
        return Fraction(judged + 100 * NEW_CLIENT_POINTS, 100)
    if figures.highest <= 0 or figures.own <= 0:
        return Fraction(judged, 100)
    most = 100 * WEIGHTS[Criterion.RENTAL]
    return Fraction(judged * figures.highest + most * min(figures.own, figures.highest), 100 * figures.highest)


def grade_of(total: Fraction) -> Grade:
    """Return the grade of an exact total: 90 and up A, 80 and up B, 70 and up C, else below C (4.2.3)."""
    return next((grade for grade, least in BOUNDARIES if total >= least), Grade.BELOW_C)


def missing_to_next(total: Fraction) -> tuple[Grade, Fraction] | None:
    """Return the next better grade and what is missing to it, exactly; None for an A."""
    better = [(grade, Fraction(least) - total) for grade, least in reversed(BOUNDARIES) if total < least]
    return better[0] if better else None


def in_range(criterion: Criterion, hundredths: int) -> bool:
    """Return whether judged points lie between 0 and their weight."""
    return 0 <= hundredths <= WEIGHTS[criterion] * 100


def read_points(criterion: Criterion, text: str) -> int:
    """Return judged points in hundredths: ``18``, ``18.5``, ``18.25``; raises BadPoints."""
    typed = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    found = _POINTS.fullmatch(typed)
    if found is None:
        raise BadPoints("no_points", text, WEIGHTS[criterion])
    hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if not in_range(criterion, hundredths):
        raise BadPoints("over_weight", text, WEIGHTS[criterion])
    return hundredths


def shown(points: Fraction) -> str:
    """Return points as they are shown: two decimals, half up."""
    return _decimal((points * 100 + Fraction(1, 2)).__floor__())


def shown_missing(points: Fraction) -> str:
    """Return what is missing as it is shown: two decimals, rounded up, so that something missing is never 0.00."""
    return _decimal((points * 100).__ceil__())


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
