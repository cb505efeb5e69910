"""One row of the import of items as a new item, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from archive_tui.exchange.csv_table import Row
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import ImportFault
from archive_tui.exchange.item_columns import NEEDED_FOR_NUMBER
from archive_tui.exchange.row_cells import RowCells
from archive_tui.regulation.archival_codes import ArchivalCode
from archive_tui.regulation.levels import Level
from archive_tui.services import item_values as values
from archive_tui.services.filing import NewItem, series_of
from archive_tui.services.founding import OFFICE_CODE
from archive_tui.services.intake import Intake

_PLAIN = ("title", "document_number", "author", "box", "place", "keywords", "remark")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that could be read: the item, and which of our columns said something about it.

    ``if_new`` are its faults where the item is not in the register yet: what an item is filed with must be right, what
    became of it since (an original owed, a year corrected) may stand in an export that comes back.
    """

    row: Row
    item: NewItem
    said: frozenset[str]
    if_new: tuple[ImportFault, ...] = ()


def read_row(row: Row, head: Headed, intake: Intake) -> tuple[ReadRow | None, list[ImportFault]]:
    """Return a row as a new item, or None with every fault that it has."""
    one = RowCells.of(row, head)
    texts = {name: one.read(name, partial(values.text_of, name), "-") for name in _PLAIN}
    if not texts["title"]:
        one.fault("title", "empty")
    code = one.read("archival_code", values.code_of, None)
    level, original = _level(one)
    year, category, retention = _class(one, intake, code)
    department_id, office = _department(one, intake, code)
    date, pages = one.read("document_date", values.date_of, ""), one.read("pages", values.pages_of, None)
    if one.faults:
        return None, one.every_fault
    known = intake.categories.named(category)
    klass = known.series_class if known else ""
    item = NewItem(
        archival_code=str(code) if code else "",
        series=code.series if code else series_of(intake.fonds, klass, year, retention, office),
        category=category, year=year, department_id=department_id, level=level, retention=retention,
        document_date=date, original=original, pages=pages, **texts,
    )  # fmt: skip
    return ReadRow(row, item, one.said, one.faults_of_new), []


def _level(one: RowCells) -> tuple[Level, bool]:
    level = one.read("level", values.level_of, Level.UNCLASSIFIED)
    original = one.read("original", values.original_of, None)
    if level.guarded and "original" not in one.faulty:
        if original is None:
            one.fault_of_new("original", "original_unsaid", level=level.value)
        elif not original:
            one.fault_of_new("original", "original_needed", level=level.value)
    return level, original is not False


def _class(one: RowCells, intake: Intake, code: ArchivalCode | None) -> tuple[int, str, str]:
    year = one.read("year", values.year_of, None)
    category = one.read("category", intake.categories.read, "")
    retention = one.read("retention", values.retention_of, "")
    if code is not None:
        if year not in (None, code.year):
            one.fault_of_new("year", "code_year", named=str(code), year=code.year)
        return year or code.year, category, retention or code.retention
    if "archival_code" not in one.faulty:
        given = {"category": category, "year": year, "retention": retention}
        for name in NEEDED_FOR_NUMBER:
            if not given[name] and name not in one.faulty:
                one.fault(name, "needed_for_number")
    return year or 0, category, retention


def _department(one: RowCells, intake: Intake, code: ArchivalCode | None) -> tuple[int | None, str]:
    """Return the department's id and letters: as it stands there, else the code's, else the GM's office."""
    said = one.cells.get("department", "")
    named = said or (code.office if code else OFFICE_CODE)
    department = intake.department(named)
    if department is not None:
        return department.id, department.code
    if said:
        one.fault("department", "department", text=values.shown(said), known=intake.department_words())
    else:
        one.fault("department", "department_unsaid", office=named)
    return None, named
