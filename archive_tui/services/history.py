"""An item's card: its whole description, and what became of it since it was filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.lending import item_or_raise
from archive_tui.services.shown import ItemShown, name_of, show_item
from archive_tui.services.sight import Readers
from archive_tui.services.trail_view import EntryShown, show_entries
from archive_tui.store import level_rows, loan_rows, revision_rows, trail_rows, unreturn_rows, volume_rows
from archive_tui.store.records import IncidentRecord, LevelChangeRecord, LoanRecord
from archive_tui.store.revision_rows import RevisionRecord
from archive_tui.store.unreturn_rows import UnreturnRecord

#: How many of the newest trail entries a card shows; the Trail screen shows them all.
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class LoanShown:
    """One loan or reading of the item; still running while ``returned_at`` is None.

    ``undone_return`` is when it had been taken back by mistake, ``undone_by`` who undid that, and why.
    """

    loan_id: int
    borrower_id: int
    borrower: str
    kind: Kind
    level: Level
    out_at: datetime
    due_at: datetime
    returned_at: datetime | None
    late: bool
    reversed: bool
    pages_back: int | None
    state_back: str
    renewed: int
    recalled: bool
    reminders: int
    undone_return: datetime | None = None
    undone_by: str = ""
    undone_reason: str = ""


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """What was found wrong with the item (6.7.6); open while ``closed_at`` is None."""

    incident_id: int
    kind: str
    borrower_id: int | None
    borrower: str
    note: str
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    close_reason: str


@dataclass(frozen=True, slots=True)
class LevelChangeShown:
    """One change of the item's level, with who signed it."""

    old: Level
    new: Level
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """One field of the description that was changed, with its text or code before and after; departments by name."""

    field: str
    old: str
    new: str
    by: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item with all that is told of it; every list has the newest first.

    Where the title is withheld, nothing but the item's existence and level is told. Who may not read the trail sees
    of loans and incidents only their own and the one running, and no earlier descriptions. ``volume`` is the archival
    code of the volume that it is in.
    """

    item: ItemShown
    keywords: str
    remark: str
    original: bool
    filed_level: Level
    loans: tuple[LoanShown, ...] = ()
    incidents: tuple[IncidentShown, ...] = ()
    levels: tuple[LevelChangeShown, ...] = ()
    entries: tuple[EntryShown, ...] = ()
    revisions: tuple[RevisionShown, ...] = ()
    volume_id: int | None = None
    volume: str = ""


def card(archive: Archive, actor: Actor, item_id: int) -> ItemCard:
    """Return an item's card as the actor may see it; raises NotThere."""
    with archive.look(actor) as txn:
        item = item_or_raise(txn, item_id)
        readers = Readers(txn)
        shown = show_item(txn, readers, item)
        if not readers.know(item):
            return ItemCard(shown, "", "", item.original, item.level)
        volume = volume_rows.volume(txn.store, volume_rows.volume_of(txn.store, item_id) or 0)
        return ItemCard(
            shown, item.keywords, item.remark, item.original, item.filed_level, _loans(txn, item_id),
            _incidents(txn, item_id),
            tuple(_level(txn, change) for change in level_rows.changes_of(txn.store, item_id)), _entries(txn, item_id),
            _revisions(txn, item_id), volume.id if volume else None, volume.archival_code if volume else "",
        )  # fmt: skip


def _entries(txn: Transaction, item_id: int) -> tuple[EntryShown, ...]:
    if not txn.may(Act.TRAIL).allowed:
        return ()
    about = trail_rows.TrailFilter(item=item_id)
    return tuple(show_entries(txn, trail_rows.list_trail(txn.store, about, 0, MOST_ENTRIES)))


def _revisions(txn: Transaction, item_id: int) -> tuple[RevisionShown, ...]:
    if not txn.may(Act.TRAIL).allowed:
        return ()
    return tuple(_revision(txn, each) for each in revision_rows.of_item(txn.store, item_id))


def _loans(txn: Transaction, item_id: int) -> tuple[LoanShown, ...]:
    every = txn.may(Act.TRAIL).allowed
    undone = {each.loan_id: each for each in unreturn_rows.unreturns_of(txn.store, item_id)}
    return tuple(
        _loan(txn, loan, undone.get(loan.id))
        for loan in loan_rows.loans_of_item(txn.store, item_id)
        if every or loan.returned_at is None or loan.borrower_id == txn.actor.person_id
    )


def _incidents(txn: Transaction, item_id: int) -> tuple[IncidentShown, ...]:
    every = txn.may(Act.TRAIL).allowed
    return tuple(
        _incident(txn, incident)
        for incident in loan_rows.incidents_of_item(txn.store, item_id)
        if every or incident.borrower_id == txn.actor.person_id
    )


def _revision(txn: Transaction, record: RevisionRecord) -> RevisionShown:
    old, new = record.old, record.new
    if record.field == "department":
        names = {d.code: d.name for d in txn.roster.departments.values()}
        old, new = names.get(old, old), names.get(new, new)
    return RevisionShown(record.field, old, new, name_of(txn, record.by), record.at, record.seq)


def _loan(txn: Transaction, loan: LoanRecord, undone: UnreturnRecord | None) -> LoanShown:
    return LoanShown(
        loan_id=loan.id, borrower_id=loan.borrower_id, borrower=name_of(txn, loan.borrower_id), kind=loan.kind,
        level=loan.level, out_at=loan.out.utc, due_at=loan.due_at, returned_at=loan.returned_at, late=loan.late,
        reversed=loan.reversed, pages_back=loan.pages_back, state_back=loan.state_back, renewed=loan.renewed,
        recalled=loan.recalled_at is not None, reminders=loan.reminders,
        undone_return=undone.returned_at if undone else None, undone_by=name_of(txn, undone.by) if undone else "",
        undone_reason=undone.reason if undone else "",
    )  # fmt: skip


def _incident(txn: Transaction, incident: IncidentRecord) -> IncidentShown:
    return IncidentShown(
        incident.id, incident.kind, incident.borrower_id, name_of(txn, incident.borrower_id), incident.note,
        name_of(txn, incident.opened_by), incident.opened_at, name_of(txn, incident.closed_by), incident.closed_at,
        incident.close_reason,
    )  # fmt: skip


def _level(txn: Transaction, change: LevelChangeRecord) -> LevelChangeShown:
    return LevelChangeShown(change.old, change.new, name_of(txn, change.by), change.at, change.reason)
