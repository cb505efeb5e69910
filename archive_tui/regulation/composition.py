"""Composition (3.3): what share of our rental, and of the market, each kind of client and each leased item holds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Analysis(StrEnum):
    """The analyses of 3.3, to which conclusions belong."""

    GRADE = "grade"
    ITEM = "item"
    NATURE = "nature"
    VOLUME = "volume"
    ITEM_BY_GRADE = "item_by_grade"
    CREDIT = "credit"


class Conclusion(StrEnum):
    """What a conclusion of an analysis is: a weakness found, a priority set, a measure taken (3.3)."""

    WEAKNESS = "weakness"
    PRIORITY = "priority"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Share(Generic[K]):
    """One part of the whole: fen, its share of ours, and of the market where a total of that is known."""

    key: K
    amount: int
    ours: Fraction
    market: Fraction | None = None


def shares(amounts: Mapping[K, int], market: Mapping[K, int] | int | None = None) -> tuple[Share[K], ...]:
    """Return the parts of a whole, the largest first; the shares of ours come to exactly 1 unless there is nothing.

    ``market`` is the whole market's total, or each part's own (leased items have markets of their own).
    """
    whole = sum(amounts.values())
    return tuple(
        Share(key, amount, Fraction(amount, whole) if whole else Fraction(0), _of_market(amount, key, market))
        for key, amount in sorted(amounts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    )


def _of_market(amount: int, key: K, market: Mapping[K, int] | int | None) -> Fraction | None:
    total = market.get(key) if isinstance(market, Mapping) else market
    return Fraction(amount, total) if total else None


def percent(share: Fraction) -> str:
    """Return a share as it is shown: one decimal, half up."""
    tenths = (share * 1000 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"
