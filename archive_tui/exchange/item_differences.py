"""Rows of an import against each other and against the register: what is new, there already, or contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_tui.exchange.import_faults import Fact, ImportFault
from archive_tui.exchange.item_columns import Headed
from archive_tui.exchange.item_reader import ReadRow
from archive_tui.services.filing import NewItem
from archive_tui.services.intake import ItemRecord, There

#: What is compared where a code is there already; the department by its id.
_DESCRIBED = (
    "title", "category", "year", "department", "retention", "document_number", "document_date", "author", "original",
    "pages", "box", "place", "keywords", "remark",
)  # fmt: skip
#: What tells an item without a code from others: where it lies and what was remarked on it may have changed since.
_SAME = ("title", "category", "year", "department", "retention", "document_number", "document_date", "author", "pages")


@dataclass
class Compared:
    """Rows sorted out: new items in order, rows that are there already with their codes, and faults."""

    new: list[NewItem] = field(default_factory=list)
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)


def compared(rows: Sequence[ReadRow], there: There, head: Headed) -> Compared:
    """Sort rows out against each other and against the register."""
    result = Compared()
    of_code: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        of_code[row.item.archival_code].append(row.row.number)
    unmatched: dict[tuple[object, ...], list[ItemRecord]] = defaultdict(list)
    for known in there.in_series:
        unmatched[_same(known)].append(known)
    for row in rows:
        code = row.item.archival_code
        others = [number for number in of_code[code] if number != row.row.number] if code else []
        record = there.by_code.get(code) if code else next(iter(unmatched[_same(row.item)]), None)
        faults: list[ImportFault] = []
        if others:
            faults = [_fault(row, head, "archival_code", "code_twice", other=others[0])]
        elif record is not None and code:
            faults = list(_differences(row, record, head))
        result.faults += faults
        if not faults and record is not None:
            # Counted out, so that a file that is read twice adds nothing, and two equal papers in it are two.
            unmatched[_same(row.item)] = unmatched[_same(row.item)][1:]
            result.unchanged.append((row.row.number, record.archival_code))
        elif not faults:
            result.new.append(row.item)
    return result


def _same(described: NewItem | ItemRecord) -> tuple[object, ...]:
    return tuple(_value(described, name) for name in _SAME)


def _differences(row: ReadRow, record: ItemRecord, head: Headed) -> Iterator[ImportFault]:
    if row.item.title != record.title:
        yield _fault(row, head, "title", "there_other_title", named=record.archival_code)
        return
    if "level" in row.said and row.item.level is not record.level:
        yield _fault(row, head, "level", "there_other_level", named=record.archival_code)
    for name in _DESCRIBED:
        if name in row.said and _value(row.item, name) != _value(record, name):
            yield _fault(row, head, name, "there_different", named=record.archival_code)


def _value(described: NewItem | ItemRecord, name: str) -> Any:
    return getattr(described, "department_id" if name == "department" else name)


def _fault(row: ReadRow, head: Headed, name: str, code: str, /, **facts: Fact) -> ImportFault:
    return ImportFault(row.row.number, head.head(name), code, facts)
