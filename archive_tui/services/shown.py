"""Items and people as they are shown: what screens and commands know of them, titles withheld where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Level, State
from archive_tui.regulation.moments import is_late
from archive_tui.regulation.people import Role
from archive_tui.services.archive import Transaction
from archive_tui.services.sight import Readers
from archive_tui.store.item_records import ItemRecord


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person with what stands with them now: items out, of these overdue, and open incidents.

    ``department`` is its name, empty if there is none; ``roles`` are in the order of Role, employee only where alone.
    """

    id: int
    login: str
    name: str
    card: str
    department: str
    department_id: int | None
    roles: tuple[Role, ...]
    out: int
    overdue: int
    open_incidents: int
    active: bool = True


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item as it may be shown: ``title`` is None where it is withheld, and with it all that tells of it.

    ``label`` is the short code on its label. Where it lies and who has it is empty only for an actor who may not
    know the item, not for a borrower who reads along.
    """

    id: int
    label: str
    archival_code: str
    title: str | None
    level: Level
    state: State
    year: int
    category: str
    author: str
    document_number: str
    document_date: str
    department_id: int | None
    department: str
    retention: str
    pages: int | None
    place: str
    box: str
    original_owed: bool
    holder_id: int | None
    holder: str
    due_at: datetime | None


def item_label(item_id: int) -> str:
    """Return the short code on an item's label."""
    return short_codes.make(short_codes.ITEM, item_id)


def form_label(request_id: int) -> str:
    """Return the short code of a loan application."""
    return short_codes.make(short_codes.FORM, request_id)


def name_of(txn: Transaction, person_id: int | None) -> str:
    """Return a person's name, empty for nobody."""
    person = txn.roster.persons.get(person_id) if person_id is not None else None
    return person.name if person else ""


def department_of(txn: Transaction, department_id: int | None) -> str:
    """Return a department's name, empty for none."""
    department = txn.roster.departments.get(department_id) if department_id is not None else None
    return department.name if department else ""


def show_item(txn: Transaction, readers: Readers, item: ItemRecord) -> ItemShown:
    """Return an item as those who read along may see it."""
    told = readers.know(item)
    # The borrower who reads along hides the title; the archivist still has to find the shelf.
    found = told or readers.actor_knows(item)
    return ItemShown(
        id=item.id, label=item_label(item.id), archival_code=item.archival_code, title=item.title if told else None,
        level=item.level, state=item.state, year=item.year, category=item.category if told else "",
        author=item.author if told else "", document_number=item.document_number if told else "",
        document_date=item.document_date if told else "", department_id=item.department_id,
        department=department_of(txn, item.department_id), retention=item.retention,
        pages=item.pages if found else None, place=item.place if found else "", box=item.box if found else "",
        original_owed=item.original_owed and found, holder_id=item.holder_id if found else None,
        holder=name_of(txn, item.holder_id) if found else "", due_at=item.due_at if found else None,
    )  # fmt: skip


def show_items(txn: Transaction, readers: Readers, items: Iterable[ItemRecord]) -> list[ItemShown]:
    """Return items as those who read along may see them."""
    return [show_item(txn, readers, item) for item in items]


def show_people(txn: Transaction, ids: Sequence[int]) -> list[PersonShown]:
    """Return people of the roster with what stands with them now, in the order of ``ids``."""
    from archive_tui.store import loan_rows  # a look-up of items starts without it

    out, overdue = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    for borrower_id, since, due_at in loan_rows.open_terms(txn.store, ids[0] if len(ids) == 1 else None):
        if borrower_id in out:
            out[borrower_id] += 1
            overdue[borrower_id] += is_late(since, due_at, txn.now)
    incidents = loan_rows.count_open_incidents(txn.store) if ids else {}
    return [_person(txn, i, out[i], overdue[i], incidents.get(i, 0)) for i in ids]


def _person(txn: Transaction, person_id: int, out: int, overdue: int, incidents: int) -> PersonShown:
    person, held = txn.roster.persons[person_id], txn.roster.roles(person_id, txn.now.utc)
    roles = tuple(role for role in Role if role in held and (role is not Role.EMPLOYEE or len(held) == 1))
    return PersonShown(
        person.id, person.login, person.name, person.card, department_of(txn, person.department_id),
        person.department_id, roles, out, overdue, incidents, person.active(txn.now.utc),
    )  # fmt: skip
