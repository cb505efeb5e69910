"""What leaves the archive as a file: items, loans, the trail, the staff list; who may, what of it, and its entry.

It is read page by page, each in a look of its own, so that nobody waits for a long export. Every export is an entry of
the trail with what and how much it was, written before anything leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Ruling
from archive_tui.services.archive import Actor, Archive, Outcome, Transaction
from archive_tui.services.intake import intake_of
from archive_tui.services.item_values import Categories
from archive_tui.services.shown import department_of, item_label, name_of, show_item
from archive_tui.services.sight import Readers
from archive_tui.services.trail_view import EntryShown, show_entries
from archive_tui.store import item_rows, loan_rows, request_rows, trail_rows
from archive_tui.store.records import ItemRecord, LoanRecord

#: What can be exported, and what it takes besides the right to export.
KINDS = {
    "items": Act.SEE_REGISTER, "loans": Act.SEE_REGISTER, "trail": Act.TRAIL, "staff": Act.STAFF,
    "clients": Act.EXPORT_CLIENTS, "leases": Act.EXPORT_CLIENTS, "payments": Act.EXPORT_CLIENTS,
}  # fmt: skip
_PAGE = 500


@dataclass(frozen=True)
class Begun:
    """An export that may be made: about how many rows it has, by whom it is, when, and what its words go by."""

    rows: int
    by: str
    at: datetime
    tz: tzinfo
    categories: Categories


@dataclass(frozen=True, slots=True)
class ItemOut:
    """An item as it leaves, with its department's name."""

    item: ItemRecord
    department: str


@dataclass(frozen=True, slots=True)
class LoanOut:
    """A loan as it leaves; ``title`` is None where it is withheld from who exports."""

    loan_id: int
    label: str
    borrower: str
    department: str
    out_at: datetime
    archival_code: str
    title: str | None
    level: Level
    kind: Kind
    place: str
    approved_by: str
    due_at: datetime
    returned_at: datetime | None
    late: bool
    reversed: bool
    pages_back: int | None
    state_back: str


@dataclass(frozen=True, slots=True)
class PersonOut:
    """A person as it leaves: roles held now, each once, and the departments that a deputy is in charge of.

    ``card`` is empty where it is the label's own code, which says nothing in another archive.
    """

    login: str
    name: str
    department: str
    roles: tuple[Role, ...]
    oversees: tuple[str, ...]
    card: str


def begin_export(archive: Archive, actor: Actor, kind: str) -> Outcome[Begun]:
    """Return what an export of one of ``KINDS`` goes by, if the actor may make it; a refusal is recorded."""
    with archive.look(actor) as txn:
        ruling = _may(txn, kind)
        if ruling.allowed:
            person = txn.roster.persons[actor.person_id]
            return Outcome(
                ruling,
                Begun(
                    _count(txn, kind), f"{person.name} ({person.login})", txn.now.utc, txn.settings.tz,
                    intake_of(txn).categories,
                ),
            )  # fmt: skip
    with archive.act(actor) as txn:
        return txn.refuse("export", ruling, kind=kind)


def record_export(archive: Archive, actor: Actor, kind: str, count: int) -> Outcome[int]:
    """Record that so many rows are about to leave; return the entry's number. A refusal is recorded as well."""
    with archive.act(actor) as txn:
        ruling = _may(txn, kind)
        if not ruling.allowed:
            return txn.refuse("export", ruling, kind=kind)
        return Outcome(ruling, txn.record("export", kind=kind, count=count))


def items_out(archive: Archive, actor: Actor) -> Iterator[ItemOut]:
    """Yield every item that the actor may know of, as they were filed; the others are not there."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            page, readers = item_rows.items_after(txn.store, after, _PAGE), Readers(txn)
            told = [ItemOut(item, department_of(txn, item.department_id)) for item in page if readers.know(item)]
        yield from told
        if len(page) < _PAGE:
            return
        after = page[-1].id


def loans_out(archive: Archive, actor: Actor) -> Iterator[LoanOut]:
    """Yield every loan and reading there was, in order; titles that the actor may not know are withheld."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            page = loan_rows.loans_after(txn.store, after, _PAGE)
            told = _loans(txn, page)
        yield from told
        if len(page) < _PAGE:
            return
        after = page[-1].id


def entries_out(archive: Archive, actor: Actor) -> Iterator[tuple[EntryShown, str]]:
    """Yield the trail's entries in order, each with its body as it was hashed."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            page = trail_rows.entries_after(txn.store, after, _PAGE)
            told = list(zip(show_entries(txn, page), (record.body for record in page), strict=True))
        yield from told
        if len(page) < _PAGE:
            return
        after = page[-1].seq


def staff_out(archive: Archive, actor: Actor) -> Iterator[PersonOut]:
    """Yield everybody who is with the company now, by login."""
    with archive.look(actor) as txn:
        at = txn.now.utc
        people = sorted((p for p in txn.roster.persons.values() if p.active(at)), key=lambda person: person.login)
        told = []
        for person in people:
            held = txn.roster.roles(person.id, at)
            overseen = sorted(txn.roster.departments_of(person.id, Role.DEPUTY, at))
            label = short_codes.make(short_codes.STAFF, person.id)
            told.append(
                PersonOut(
                    person.login, person.name, department_of(txn, person.department_id),
                    tuple(role for role in Role if role in held and (role is not Role.EMPLOYEE or len(held) == 1)),
                    tuple(department_of(txn, each) for each in overseen),
                    "" if person.card == label else person.card,
                )
            )  # fmt: skip
    yield from told


def _may(txn: Transaction, kind: str) -> Ruling:
    if KINDS[kind] is Act.EXPORT_CLIENTS:  # the keeper's alone, whoever else may export (5.3)
        return txn.may(Act.EXPORT_CLIENTS)
    ruling = txn.may(Act.EXPORT)
    return txn.may(KINDS[kind]) if ruling.allowed else ruling


def _count(txn: Transaction, kind: str) -> int:
    match kind:
        case "items":
            from archive_tui.store import register_rows

            return register_rows.count_items(txn.store, "", Readers(txn).sight)
        case "loans":
            return loan_rows.count_loans(txn.store)
        case "trail":
            return trail_rows.head(txn.store)[0]
        case "clients" | "leases" | "payments":
            from archive_tui.services import client_exporting

            return client_exporting.count(txn, kind)
    return sum(1 for person in txn.roster.persons.values() if person.active(txn.now.utc))


def _loans(txn: Transaction, page: list[LoanRecord]) -> list[LoanOut]:
    readers = Readers(txn)
    items = item_rows.items(txn.store, (loan.item_id for loan in page))
    signers = request_rows.signers_of(txn.store, [loan.sign_off_id for loan in page if loan.sign_off_id is not None])
    told = []
    for loan in page:
        shown = show_item(txn, readers, items[loan.item_id])
        borrower = txn.roster.persons[loan.borrower_id]
        told.append(
            LoanOut(
                loan.id, item_label(loan.item_id), borrower.name, department_of(txn, borrower.department_id),
                loan.out.utc, shown.archival_code, shown.title, loan.level, loan.kind, shown.place,
                name_of(txn, signers.get(loan.sign_off_id or 0)), loan.due_at, loan.returned_at, loan.late,
                loan.reversed, loan.pages_back, loan.state_back,
            )
        )  # fmt: skip
    return told
