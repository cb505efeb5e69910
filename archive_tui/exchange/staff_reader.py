"""One row of the import of staff as a person, or all that is wrong with it."""

from __future__ import annotations

from functools import partial

from archive_tui.exchange.csv_table import Row
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import ImportFault
from archive_tui.exchange.known_words import ROLES, parts_of, role_of
from archive_tui.exchange.row_cells import RowCells
from archive_tui.regulation.people import Role
from archive_tui.services.item_values import BadValue, shown
from archive_tui.services.staff import MOST_CARD
from archive_tui.services.staff_intake import Known, PersonRow, reads_as_label
from archive_tui.showing import refused_character

_MOST_NAME = 80
_MOST_LOGIN = 32


def read_person(row: Row, head: Headed, known: Known) -> tuple[PersonRow | None, list[ImportFault]]:
    """Return a row as a person, or None with every fault that it has."""
    one = RowCells.of(row, head)
    login = one.read("login", login_of, "")
    name = one.read("name", partial(name_of, _MOST_NAME), "")
    card = one.read("card", card_of, "")
    there = known.persons.get(login)
    department_id = _department(one, known, "department", one.cells.get("department", ""))
    if there is not None and not one.cells.get("department"):
        department_id = there.department_id
    roles = _roles(one, known, department_id)
    if there is not None and there.name != name and "name" not in one.faulty:
        one.fault("name", "login_of_another", login=login, name=shown(there.name))
    if there is not None and not there.active(known.at):
        one.fault("login", "has_left", name=shown(there.name))
    if card and (holder := known.card_holder(card)) not in (None, login):
        one.fault("card", "card_taken", text=shown(card), login=str(holder))
    if one.faults:
        return None, one.faults
    if there is not None:  # a role that is held or waits already is not proposed again
        roles = tuple(each for each in roles if (there.id, *each) not in known.given)
    return PersonRow(login, name, department_id, card, roles, there), []


def login_of(cell: str) -> str:
    """Return a login; raises BadValue."""
    if not cell:
        raise BadValue("empty")
    bare = cell.replace("-", "").replace(".", "")
    if not (len(cell) <= _MOST_LOGIN and cell.isascii() and bare.isalnum()):
        raise BadValue("login", text=shown(cell))
    return cell


def name_of(most: int, cell: str) -> str:
    """Return a name of at most so many characters; raises BadValue."""
    if not cell:
        raise BadValue("empty")
    bad = refused_character(cell)
    if bad is not None:
        raise BadValue("character", position=bad[0] + 1, name=bad[1])
    if len(cell) > most:
        raise BadValue("too_long", length=len(cell), most=most)
    return cell


def card_of(cell: str) -> str:
    """Return a card's code, empty for none; raises BadValue."""
    if not cell:
        return ""
    if reads_as_label(name_of(MOST_CARD, cell)):
        raise BadValue("card_is_label", text=shown(cell))
    return cell


def _department(one: RowCells, known: Known, column: str, word: str) -> int | None:
    if not word:
        return None
    found = known.department(word)
    if found is None:
        one.fault(column, "department", text=shown(word), known=known.intake.department_words())
    return found.id if found else None


def _roles(one: RowCells, known: Known, department_id: int | None) -> tuple[tuple[Role, int | None], ...]:
    words = parts_of(one.cells.get("role", ""))
    roles = list(dict.fromkeys(role_of(word) for word in words))
    for word in words:
        if role_of(word) is None:
            one.fault("role", "role", text=shown(word), known=[f"{names[0]} {names[1]}" for names in ROLES.values()])
    overseen = [_department(one, known, "oversees", word) for word in parts_of(one.cells.get("oversees", ""))]
    if overseen and Role.DEPUTY not in roles and "role" not in one.faulty:
        one.fault("oversees", "oversees_without_deputy")
    if Role.MANAGER in roles and department_id is None and "department" not in one.faulty:
        one.fault("department", "manager_of_what")
    found: list[tuple[Role, int | None]] = []
    for role in roles:
        if role is Role.DEPUTY and overseen:
            found += [(role, department) for department in dict.fromkeys(overseen)]
        elif role is not None and role is not Role.EMPLOYEE:
            found.append((role, department_id if role is Role.MANAGER else None))
    return tuple(found)
