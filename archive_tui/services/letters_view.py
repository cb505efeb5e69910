"""Letters of delegation and the GM's absences, as the office sees them (6.7.3 reading e)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Delegation, Role
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.shown import department_of, name_of


class LetterState(StrEnum):
    """How a letter stands: it counts only while the GM's absence is recorded, and its holder is a deputy."""

    IN_FORCE = "in_force"
    WAITS = "waits"
    TO_COME = "to_come"
    NO_DEPUTY = "no_deputy"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter: its holder, period and scope; ``departments`` is None for all of them."""

    number: int
    deputy_id: int
    deputy: str
    since: datetime
    until: datetime
    departments: tuple[str, ...] | None
    levels: tuple[Level, ...]
    state: LetterState
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class AbsenceShown:
    """An absence of a GM on business; ``until`` is None while nobody knows when it ends."""

    gm: str
    since: datetime
    until: datetime | None
    running: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters and absences, the newest first; ``gms`` and ``deputies`` are who can be named now (id, name)."""

    letters: tuple[LetterShown, ...]
    absences: tuple[AbsenceShown, ...]
    gms: tuple[tuple[int, str], ...]
    deputies: tuple[tuple[int, str], ...]

    @property
    def away(self) -> bool:
        """Return whether a GM is recorded as away now."""
        return any(absence.running for absence in self.absences)


def letters(archive: Archive, actor: Actor) -> Letters:
    """Return letters and absences; none for who may not keep the staff list."""
    with archive.look(actor) as txn:
        if not txn.may(Act.STAFF).allowed:
            return Letters((), (), (), ())
        at, roster = txn.now.utc, txn.roster
        return Letters(
            tuple(_letter(txn, one) for one in sorted(roster.delegations, key=lambda d: -d.number)),
            tuple(
                AbsenceShown(
                    name_of(txn, one.person_id), one.since, one.until,
                    one.running(at) and roster.holds(one.person_id, Role.GM, at),
                )
                for one in sorted(roster.absences, key=lambda a: a.since, reverse=True)
            ),
            tuple((p.id, p.name) for p in roster.holders(Role.GM, at)),
            tuple((p.id, p.name) for p in roster.holders(Role.DEPUTY, at)),
        )  # fmt: skip


def _letter(txn: Transaction, one: Delegation) -> LetterShown:
    scope = None if one.departments is None else tuple(department_of(txn, d) for d in sorted(one.departments))
    return LetterShown(
        one.number, one.deputy_id, name_of(txn, one.deputy_id), one.since, one.until, scope,
        tuple(level for level in (Level.SECRET, Level.CONFIDENTIAL) if level in one.levels), _state(txn, one),
        one.revoked_at,
    )  # fmt: skip


def _state(txn: Transaction, one: Delegation) -> LetterState:
    at = txn.now.utc
    if one.revoked_at is not None:
        return LetterState.REVOKED
    if one.until <= at:
        return LetterState.EXPIRED
    if not txn.roster.holds(one.deputy_id, Role.DEPUTY, at):
        return LetterState.NO_DEPUTY
    if at < one.since:
        return LetterState.TO_COME
    return LetterState.IN_FORCE if txn.roster.gm_away(at) else LetterState.WAITS
