"""The clock board: what is out or in the reading room, soonest due first, overdue on top (desk.md, The desk)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.moments import Moment, is_late, left
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.open_work import open_counts
from archive_tui.services.shown import ItemShown, name_of, show_item
from archive_tui.services.sight import Readers
from archive_tui.services.worklists import states_approved, states_waiting_for
from archive_tui.store import item_rows, loan_rows
from archive_tui.store.records import ItemRecord, LoanRecord

#: What is due within this time counts as due: the board's first bell (desk.md).
DUE_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One item that is away: ``level`` is its level now, ``left`` what is left by the boot clock."""

    loan_id: int
    item: ItemShown
    borrower_id: int
    borrower: str
    kind: Kind
    level: Level
    out: Moment
    due_at: datetime
    left: timedelta
    overdue: bool
    recalled: bool
    recall_cause: str | None
    reminders: int
    renewed: int
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The board as of ``now``; screens count on from there without asking again."""

    rows: tuple[BoardRow, ...]
    now: Moment


@dataclass(frozen=True, slots=True)
class Counters:
    """What waits for the actor: signatures to give, items due within 30 minutes or overdue, approvals to hand over.

    And what is open: recalls that have not been met, incidents, originals owed (6.5.4, 6.7.6).
    """

    sign_offs: int
    due: int
    requests: int
    recalls: int = 0
    incidents: int = 0
    originals: int = 0

    @property
    def open_work(self) -> int:
        """Return how much there is to follow up."""
        return self.requests + self.recalls + self.incidents + self.originals


def board(archive: Archive, actor: Actor, eyes: int | None = None) -> Board:
    """Return what is away, of the items that the actor may know of; ``eyes`` is the borrower who reads along."""
    with archive.look(actor) as txn:
        return Board(_rows(txn, eyes), txn.now)


def closing_list(archive: Archive, actor: Actor) -> tuple[BoardRow, ...]:
    """Return what is still in the reading room, for closing it at the day's end."""
    with archive.look(actor) as txn:
        return tuple(row for row in _rows(txn, None) if row.kind is Kind.READING)


def counters(archive: Archive, actor: Actor) -> Counters:
    """Return what waits for the actor: who keeps the room counts everybody's loans, everybody else their own."""
    with archive.look(actor) as txn:
        whose = None if txn.may(Act.TAKE_BACK).allowed else actor.person_id
        due = sum(left(out, due_at, txn.now) <= DUE_SOON for _, out, due_at in loan_rows.open_terms(txn.store, whose))
        counts = open_counts(txn)
        return Counters(
            len(states_waiting_for(txn)), due, len(states_approved(txn)), counts.recalls, counts.incidents,
            counts.originals,
        )  # fmt: skip


def rows_away(txn: Transaction) -> tuple[BoardRow, ...]:
    """Return all that is away, also what the actor may not know of: for a list that has to be whole."""
    return _of_loans(txn, Readers(txn), loan_rows.open_loans(txn.store))


def rows_with(txn: Transaction, borrower_id: int) -> tuple[BoardRow, ...]:
    """Return all that a person has, also what the actor may not know of."""
    return _of_loans(txn, Readers(txn), loan_rows.open_loans_of(txn.store, borrower_id))


def _rows(txn: Transaction, eyes: int | None) -> tuple[BoardRow, ...]:
    readers = Readers(txn, eyes)
    loans = loan_rows.open_loans(txn.store)
    known = item_rows.items(txn.store, (loan.item_id for loan in loans))
    return _of_loans(txn, readers, [loan for loan in loans if readers.actor_knows(known[loan.item_id])])


def _of_loans(txn: Transaction, readers: Readers, loans: Sequence[LoanRecord]) -> tuple[BoardRow, ...]:
    items = item_rows.items(txn.store, (loan.item_id for loan in loans))
    rows = [_row(txn, readers, loan, items[loan.item_id]) for loan in loans]
    # What is overdue has less than nothing left, and so stands on top.
    return tuple(sorted(rows, key=lambda row: (row.left, row.loan_id)))


def _row(txn: Transaction, readers: Readers, loan: LoanRecord, item: ItemRecord) -> BoardRow:
    return BoardRow(
        loan_id=loan.id, item=show_item(txn, readers, item), borrower_id=loan.borrower_id,
        borrower=name_of(txn, loan.borrower_id), kind=loan.kind, level=item.level, out=loan.out, due_at=loan.due_at,
        left=left(loan.out, loan.due_at, txn.now), overdue=is_late(loan.out, loan.due_at, txn.now),
        recalled=loan.recalled_at is not None, recall_cause=loan.recall_cause, reminders=loan.reminders,
        renewed=loan.renewed, reminded_at=loan.reminded_at,
    )  # fmt: skip
