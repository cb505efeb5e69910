"""Keeping the staff list: people and departments come in and are corrected; what is theirs to sign is elsewhere."""

from __future__ import annotations

from archive_tui.regulation import short_codes
from archive_tui.regulation.people import Roster
from archive_tui.regulation.permissions import Act
from archive_tui.services import office
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.texts import checked
from archive_tui.store import office_rows, roster_rows, search

#: How long a card's code may be: what scanners send in one go.
MOST_CARD = 40


def new_person(archive: Archive, actor: Actor, login: str, name: str, department_id: int | None) -> Outcome[int]:
    """Put a person on the staff list, as a plain employee; return the id. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("staff_add", ruling)
        _department_there(txn, department_id)
        return Outcome(ruling, office.add_person(txn, login, name, department_id))


def edit_person(
    archive: Archive, actor: Actor, person_id: int, name: str, department_id: int | None, card: str
) -> Outcome[None]:
    """Correct a person's name, department and card; an empty card is the label's own code. Raises NotThere, BadInput.

    The login stays for ever: it is how the trail and the sign-offs know the person.
    """
    with archive.act(actor) as txn:
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("staff_edit", ruling, about=[person_id])
        correct_person(txn, person_id, name, department_id, card)
        return Outcome(ruling)


def correct_person(
    txn: Transaction, person_id: int, name: str, department_id: int | None, card: str, among: Roster | None = None
) -> None:
    """Write a person's name, department and card within a running act; nothing where nothing differs.

    ``among`` is everybody as of now, where the caller knows. Raises NotThere, BadInput.
    """
    roster = among or roster_rows.load_roster(txn.store)  # the person may have come in by this very act
    person = roster.persons[person_id]
    if department_id is not None and department_id not in roster.departments:
        raise NotThere("department", str(department_id))
    clean = checked("name", name, 80, needed=True)
    code = checked("card", card, MOST_CARD) or short_codes.make(short_codes.STAFF, person_id)
    if code != person.card:
        _check_card(person_id, code)
        other = next((p for p in roster.persons.values() if p.id != person_id and _same_card(p.card, code)), None)
        if other is not None:
            raise BadInput("card_there", card=code, name=other.name)
    if (clean, department_id, code) == (person.name, person.department_id, person.card):
        return
    hay = search.haystack(clean, (person.login,))
    office_rows.change_person(txn.store, person_id, clean, hay, department_id, code)
    txn.record("staff_edit", about=[person_id], department=department_id, card=code, renamed=clean != person.name)


def new_department(archive: Archive, actor: Actor, code: str, name: str) -> Outcome[int]:
    """Add a department by its three letters and its name; return its id. Raises BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("department", ruling)
        return Outcome(ruling, office.add_department(txn, code, name))


def rename_department(archive: Archive, actor: Actor, department_id: int, name: str) -> Outcome[None]:
    """Give a department another name; its letters stay, for archival codes bear them. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        department = txn.roster.departments.get(department_id)
        if department is None:
            raise NotThere("department", str(department_id))
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("department_name", ruling)
        clean = checked("name", name, 80, needed=True)
        if clean == department.name:
            raise BadInput("department_same")
        office_rows.rename_department(txn.store, department_id, clean)
        txn.record("department_name", department=department_id, code=department.code, was=department.name, now=clean)
        return Outcome(ruling)


def _department_there(txn: Transaction, department_id: int | None) -> None:
    if department_id is not None and department_id not in roster_rows.load_roster(txn.store).departments:
        raise NotThere("department", str(department_id))


def _check_card(person_id: int, code: str) -> None:
    """Refuse what would be read as something else at the desk: an item's label, a form, another one's card."""
    try:
        label = short_codes.read(code)
    except short_codes.BadCheckDigit:
        raise BadInput("card_is_label", card=code) from None
    if (label is not None and label != (short_codes.STAFF, person_id)) or not search.fold(code):
        raise BadInput("card_is_label", card=code)


def _same_card(one: str, other: str) -> bool:
    return search.fold(one) == search.fold(other)
