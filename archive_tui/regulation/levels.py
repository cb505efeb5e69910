"""The levels and what each ever allows (6.7.3); how a level may change (invariants 5 and 6)."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The secrecy level of an item; in this company confidential stands above secret (6.7.3)."""

    UNCLASSIFIED = "unclassified"
    SECRET = "secret"
    CONFIDENTIAL = "confidential"
    TOP_SECRET = "top_secret"

    @property
    def rank(self) -> int:
        """Return 0 for unclassified up to 3 for top secret."""
        return _RANKS[self]

    @property
    def classified(self) -> bool:
        """Return whether the level is secret or above."""
        return self is not Level.UNCLASSIFIED

    @property
    def guarded(self) -> bool:
        """Return whether the level is confidential or above (机密以上): original in the room, title withheld."""
        return self.rank >= Level.CONFIDENTIAL.rank


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Kind(StrEnum):
    """What a person may get of an item: take it out, read it in the room, have a copy made, or nothing."""

    OUT = "out"
    READING = "reading"
    COPY = "copy"
    NONE = "none"


class State(StrEnum):
    """Where an item is (invariant 7: in one place at a time)."""

    IN_PLACE = "in_place"
    OUT = "out"
    READING = "reading"
    MISSING = "missing"
    DESTROYED = "destroyed"


class Change(StrEnum):
    """What changing a level comes to."""

    NONE = "none"
    RAISE = "raise"
    LOWER = "lower"


def most_allowed(level: Level) -> Kind:
    """Return the most that a level ever allows: lending, reading in the room, or nothing at all (6.7.3)."""
    if level is Level.TOP_SECRET:
        return Kind.NONE
    return Kind.READING if level is Level.CONFIDENTIAL else Kind.OUT


def ever_allowed(level: Level, kind: Kind) -> bool:
    """Return whether ``kind`` can ever be had at ``level``; a copy is for secret and below only (6.7.6)."""
    if level is Level.TOP_SECRET or kind is Kind.NONE:
        return False
    return level is not Level.CONFIDENTIAL or kind is Kind.READING


def change_of(old: Level, new: Level) -> Change:
    """Return whether going from ``old`` to ``new`` raises or lowers the level (invariant 5)."""
    if old is new:
        return Change.NONE
    return Change.RAISE if new.rank > old.rank else Change.LOWER


def original_owed(level: Level, original_in_room: bool) -> bool:
    """Return whether the item's original must be chased: confidential and above without it (6.5.4, invariant 6)."""
    return level.guarded and not original_in_room
