"""The imports of staff and of departments from CSV (commands.md): every bad row named, all of it or nothing.

People come in as plain employees: the roles that a file proposes wait for one sign-off of the GM over the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from archive_tui.exchange.csv_table import Table, read_table
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.exchange.imported import ALL_OR_NOTHING, How, Imported, carried_out
from archive_tui.exchange.people_columns import department_header, staff_header
from archive_tui.exchange.progress import Progress, Step, silent
from archive_tui.exchange.row_cells import RowCells
from archive_tui.exchange.staff_reader import name_of, read_person
from archive_tui.regulation.rulings import permission
from archive_tui.services import staff_intake
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.item_values import BadValue, shown
from archive_tui.services.staff_intake import Known, PersonRow, card_key

T = TypeVar("T")

#: More people or departments than this are no staff list; all of them come in by one act.
MOST = 2000


def import_staff(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import people from a CSV file's bytes; the ruling is a refusal where the actor doesn't keep the staff list."""
    return _imported(archive, actor, data, how, progress, "staff_add", staff_header, _staff)


def import_departments(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import departments from a CSV file's bytes; the ruling is a refusal where the actor may not add any."""
    return _imported(archive, actor, data, how, progress, "department", department_header, _departments)


_Write = Callable[[Archive, Actor], Outcome[staff_intake.TakenIn]]
_Sort = Callable[[Table, Headed, Known, Progress], tuple[Imported, _Write]]


def _imported(
    archive: Archive, actor: Actor, data: bytes, how: How, progress: Progress, act: str,
    header: Callable[[Table], Headed], sort: _Sort,
) -> Outcome[Imported]:  # fmt: skip
    try:
        table = read_table(data)
        if len(table.rows) > MOST:
            raise BadFile(ImportFault(0, "", "too_many_rows", {"most": MOST}))
        head = header(table)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    begun = staff_intake.begin_intake(archive, actor, act, len(table.rows))
    if begun.done is None:
        return Outcome(begun.ruling)
    staff_intake.learn_readings()
    found, write = sort(table, head, begun.done, progress)

    def written(result: Imported) -> Outcome[Imported]:
        progress(Step("appearing", len(table.rows), len(table.rows)))
        if not found.added and not found.updated and not found.proposed:
            return Outcome(begun.ruling, result)
        outcome = write(archive, actor)
        if outcome.done is None:
            return Outcome(outcome.ruling)
        done = outcome.done
        return Outcome(outcome.ruling, replace(result, added=done.added, updated=done.updated, proposed=done.proposed))

    return carried_out(table, begun.ruling, found, how, written)


def _staff(table: Table, head: Headed, known: Known, progress: Progress) -> tuple[Imported, _Write]:
    people: list[PersonRow] = []
    faults: list[ImportFault] = []
    unchanged: list[tuple[int, str]] = []
    twice = {
        **dict(_twice(table, head, "login", "login_twice", str.casefold)),
        **dict(_twice(table, head, "card", "card_twice", card_key)),
    }
    for number, row in enumerate(table.rows):
        progress(Step("checking", number, len(table.rows)))
        person, wrong = read_person(row, head, known)
        wrong += [twice[row.number]] if row.number in twice else []
        if wrong or person is None:
            faults += wrong
        elif person.person is not None and not person.corrects and not person.roles:
            unchanged.append((row.number, person.login))
        else:
            people.append(person)
    added = sum(1 for each in people if each.person is None)
    found = Imported(
        added=added, updated=sum(1 for each in people if each.corrects), rejected=tuple(faults),
        unchanged=tuple(unchanged), proposed=sum(len(each.roles) for each in people),
    )  # fmt: skip
    return found, lambda archive, actor: staff_intake.take_in_people(archive, actor, people)


def _departments(table: Table, head: Headed, known: Known, progress: Progress) -> tuple[Imported, _Write]:
    new: list[tuple[str, str]] = []
    faults: list[ImportFault] = []
    unchanged: list[tuple[int, str]] = []
    twice = {
        **dict(_twice(table, head, "code", "code_letters_twice", str.upper)),
        **dict(_twice(table, head, "name", "name_twice", str.casefold)),
    }
    for number, row in enumerate(table.rows):
        progress(Step("checking", number, len(table.rows)))
        one = RowCells.of(row, head)
        code, name = one.read("code", _letters_of, ""), one.read("name", lambda cell: name_of(80, cell), "")
        there = next((each for each in known.intake.departments if each.code == code), None)
        if there is not None and there.name != name and "name" not in one.faulty:
            one.fault("name", "letters_of_another", code=code, name=shown(there.name))
        other = known.department(name) if name else None
        if there is None and other is not None:
            one.fault("name", "name_of_another", code=other.code)
        wrong = [*one.faults, *([twice[row.number]] if row.number in twice else [])]
        if wrong:
            faults += wrong
        elif there is not None:
            unchanged.append((row.number, code))
        else:
            new.append((code, name))
    found = Imported(added=len(new), rejected=tuple(faults), unchanged=tuple(unchanged))
    return found, lambda archive, actor: staff_intake.take_in_departments(archive, actor, new)


def _letters_of(cell: str) -> str:
    letters = cell.upper()
    if not cell:
        raise BadValue("empty")
    if not (len(letters) == 3 and letters.isascii() and letters.isalpha()):
        raise BadValue("letters", text=shown(cell))
    return letters


def _twice(
    table: Table, head: Headed, column: str, code: str, key: Callable[[str], str]
) -> Iterator[tuple[int, ImportFault]]:
    """Yield the rows whose cell in a column stands in another row too."""
    first: dict[str, int] = {}
    for row in table.rows:
        cell = head.cells(row).get(column, "")
        other = first.setdefault(key(cell), row.number) if cell else row.number
        if other != row.number:
            yield row.number, ImportFault(row.number, head.head(column), code, {"other": other})
            yield other, ImportFault(other, head.head(column), code, {"other": row.number})
