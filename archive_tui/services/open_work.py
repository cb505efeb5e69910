"""What is open in the room and has to be followed up: recalls, incidents, originals owed, forms on their way.

Each list holds what the actor may act on or answers for. A guarded item that the actor may not know is in none of
them, and in none of their counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive_tui.regulation.moments import is_late, left
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Stage
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.line_states import LineState, states_of
from archive_tui.services.shown import ItemShown, name_of, show_item
from archive_tui.services.sight import Readers
from archive_tui.services.worklists import LineShown, show_lines, states_approved
from archive_tui.store import item_rows, loan_rows, open_rows, request_rows
from archive_tui.store.records import IncidentRecord, ItemRecord


@dataclass(frozen=True, slots=True)
class RecallShown:
    """An item that was called back and is still away; ``left`` is what is left of its loan."""

    loan_id: int
    item: ItemShown
    borrower_id: int
    borrower: str
    cause: str
    reason: str
    by: str
    since: datetime
    due_at: datetime
    left: timedelta
    overdue: bool
    reminders: int
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """An incident that waits to be closed with a reason; ``borrower`` is empty where it stands against nobody."""

    incident_id: int
    kind: str
    item: ItemShown
    borrower_id: int | None
    borrower: str
    note: str
    by: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """An item of confidential or above whose original is not in the room (6.5.4)."""

    item: ItemShown
    by: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Fetching:
    """A line that is approved and not handed over; its approval lapses at ``lapses_at``, ``left`` from now."""

    line: LineShown
    lapses_at: datetime
    left: timedelta


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How much each list holds for the actor."""

    recalls: int = 0
    incidents: int = 0
    originals: int = 0


def recalls(archive: Archive, actor: Actor) -> tuple[RecallShown, ...]:
    """Return what was called back and is still away, called longest ago first.

    Who doesn't read the trail sees what was called back from themselves.
    """
    with archive.look(actor) as txn:
        called = open_rows.open_recalls(txn.store)
        readers, known = _readers_and_items(txn, (each.item_id for each in called))
        shown = []
        for each in called:
            loan, item = loan_rows.loan(txn.store, each.loan_id), known.get(each.item_id)
            if loan is None or item is None or not _concerns(txn, loan.borrower_id):
                continue
            shown.append(RecallShown(
                loan.id, show_item(txn, readers, item), loan.borrower_id, name_of(txn, loan.borrower_id), each.cause,
                each.reason, name_of(txn, each.by), each.at, loan.due_at, left(loan.out, loan.due_at, txn.now),
                is_late(loan.out, loan.due_at, txn.now), loan.reminders, loan.reminded_at,
            ))  # fmt: skip
        return tuple(shown)


def incidents(archive: Archive, actor: Actor) -> tuple[OpenIncident, ...]:
    """Return the incidents that are open, the oldest first.

    Who doesn't read the trail sees those against themselves.
    """
    with archive.look(actor) as txn:
        found = _incidents(txn)
        readers, known = _readers_and_items(txn, (each.item_id for each in found))
        return tuple(
            OpenIncident(
                each.id, each.kind, show_item(txn, readers, known[each.item_id]), each.borrower_id,
                name_of(txn, each.borrower_id), each.note, name_of(txn, each.opened_by), each.opened_at,
            )
            for each in found
            if each.item_id in known
        )  # fmt: skip


def originals_owed(archive: Archive, actor: Actor) -> tuple[Owed, ...]:
    """Return the items whose original is owed, for who reads the trail and may know them; owed for longest first."""
    with archive.look(actor) as txn:
        found = open_rows.originals_owed(txn.store) if txn.may(Act.TRAIL).allowed else []
        readers, known = _readers_and_items(txn, (each.item_id for each in found))
        return tuple(
            Owed(show_item(txn, readers, known[each.item_id]), name_of(txn, each.by), each.since)
            for each in found
            if each.item_id in known
        )


def to_fetch(archive: Archive, actor: Actor) -> tuple[Fetching, ...]:
    """Return what is approved and not handed over, soonest lapsing first.

    All of it is for who hands over; everybody else sees their own.
    """
    with archive.look(actor) as txn:
        states = sorted(states_approved(txn), key=lambda state: (_lapse(txn, state), state.line.id))
        lines = show_lines(txn, states)
        return tuple(
            Fetching(line, _lapse(txn, state), _lapse(txn, state) - txn.now.utc)
            for line, state in zip(lines, states, strict=True)
        )


def with_others(archive: Archive, actor: Actor) -> tuple[LineShown, ...]:
    """Return the lines that wait for another's signature, the oldest first, of whom the actor may ask for.

    That is oneself, for a manager the department, and for the archivist everybody (6.7.2).
    """
    with archive.look(actor) as txn:
        me = txn.actor.person_id
        lines = [line for line in request_rows.open_lines(txn.store) if _may_ask_for(txn, line.borrower_id)]
        states = [state for state in states_of(txn, lines) if state.stage is not None and not state.can_sign(me)]
        return show_lines(txn, states)


def open_counts(txn: Transaction) -> OpenCounts:
    """Return how much of recalls, incidents and originals owed there is for the actor, as the lists have it."""
    called = open_rows.open_recalls(txn.store)
    found = _incidents(txn)
    owed = open_rows.originals_owed(txn.store) if txn.may(Act.TRAIL).allowed else []
    if not (called or found or owed):
        return OpenCounts()
    wanted = [*(each.item_id for each in called), *(each.item_id for each in found), *(each.item_id for each in owed)]
    _readers, known = _readers_and_items(txn, wanted)
    everybody = txn.may(Act.TRAIL).allowed
    return OpenCounts(
        sum(each.item_id in known and (everybody or _is_mine(txn, each.loan_id)) for each in called),
        sum(each.item_id in known for each in found),
        sum(each.item_id in known for each in owed),
    )


def _incidents(txn: Transaction) -> list[IncidentRecord]:
    if txn.may(Act.TRAIL).allowed:
        return loan_rows.open_incidents(txn.store)[::-1]
    return loan_rows.open_incidents_of(txn.store, txn.actor.person_id)[::-1]


def _readers_and_items(txn: Transaction, ids: Iterable[int]) -> tuple[Readers, dict[int, ItemRecord]]:
    """Return who reads along, and those of the items that they may know."""
    readers = Readers(txn)
    return readers, {i: item for i, item in item_rows.items(txn.store, ids).items() if readers.actor_knows(item)}


def _concerns(txn: Transaction, borrower_id: int) -> bool:
    return txn.may(Act.TRAIL).allowed or borrower_id == txn.actor.person_id


def _is_mine(txn: Transaction, loan_id: int) -> bool:
    loan = loan_rows.loan(txn.store, loan_id)
    return loan is not None and loan.borrower_id == txn.actor.person_id


def _may_ask_for(txn: Transaction, borrower_id: int) -> bool:
    return txn.may(Act.ASK, txn.roster.persons[borrower_id].department_id, borrower_id).allowed


def _lapse(txn: Transaction, state: LineState) -> datetime:
    """Return when an approval lapses: the manager's form waits for ever, the decision on it for a day (setting)."""
    given = [s.at for s in state.signed if s.approve and s.stage is not Stage.MANAGER]
    return max(given, default=txn.now.utc) + txn.settings.sign_off_lapse
