"""Rows of an import against each other and against the register: what is new, there already, corrects it, or can't be.

A row with an archival code that is there corrects that item's description where it says something else. It never
changes a level or a place, nor a title: under one code with another title stands another paper, and which of the two
is right is for a person to say.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_tui.exchange.csv_table import Table
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import Fact, ImportFault
from archive_tui.exchange.item_reader import ReadRow
from archive_tui.regulation.archival_codes import RETENTIONS
from archive_tui.regulation.levels import State
from archive_tui.services import item_values as values
from archive_tui.services.describing import Correction
from archive_tui.services.filing import NewItem
from archive_tui.services.intake import ItemRecord, There

#: What is corrected where a code is there already; the department by its id.
_CORRECTED = (
    "category", "year", "department", "retention", "document_number", "document_date", "author", "original", "pages",
    "box", "keywords", "remark",
)  # fmt: skip
#: What tells an item without a code from others: where it lies and what was remarked on it may have changed since.
_SAME = ("title", "category", "year", "department", "retention", "document_number", "document_date", "author", "pages")
#: How many items one file may correct: each is an entry of the trail, and all are written in the one flip.
MOST_CORRECTIONS = 2000

#: Gives what is in the register of these codes, and of these series.
LookUp = Callable[[set[str], set[str]], There]


@dataclass
class SortedOut:
    """Rows sorted out: how many are new, which are there already with their codes, corrections, and faults.

    ``passed`` are the rows that add no item; ``floors`` the highest numbers that new rows give in each series.
    """

    added: int = 0
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    floors: dict[str, int] = field(default_factory=dict)


class Sorter:
    """Takes rows bit by bit and sorts them out."""

    def __init__(self, table: Table, head: Headed, look_up: LookUp) -> None:
        """Find the codes that stand twice in the file; the rows themselves come by ``take``."""
        self.found = SortedOut()
        self._head, self._look_up = head, look_up
        self._twice = codes_twice(table, head)
        self._unmatched: dict[bytes, list[str]] = defaultdict(list)
        self._known_series: set[str] = set()

    def reject(self, row: int, faults: Sequence[ImportFault]) -> None:
        """Take a row that could not be read."""
        self.found.passed.add(row)
        self.found.faults += faults

    def take(self, rows: Sequence[ReadRow]) -> None:
        """Take rows that could be read."""
        codes = {row.item.archival_code for row in rows if row.item.archival_code}
        series = {row.item.series for row in rows if not row.item.archival_code} - self._known_series
        there = self._look_up(codes, series)
        self._known_series |= series
        for known in there.in_series:
            self._unmatched[_same(known)].append(known.archival_code)
        for row in rows:
            self._take(row, there.by_code)

    def _take(self, row: ReadRow, by_code: Mapping[str, ItemRecord]) -> None:
        number, code = row.row.number, row.item.archival_code
        record = by_code.get(code) if code else None
        same = _same(record or row.item)
        if number in self._twice:
            self.reject(number, [_fault(row, self._head, "archival_code", "code_twice", other=self._twice[number])])
        elif record is not None:
            self._meet(row, record)
            # Counted out, so that a file that is read twice adds nothing, and two equal papers in it are two.
            if code in self._unmatched.get(same, ()):
                self._unmatched[same].remove(code)
        elif row.if_new:
            self.reject(number, row.if_new)
        elif not code and self._unmatched.get(same):
            self.found.passed.add(number)
            self.found.unchanged.append((number, self._unmatched[same].pop(0)))
        else:
            self.found.added += 1
            if code:
                given = int(code.rpartition("-")[2])
                self.found.floors[row.item.series] = max(given, self.found.floors.get(row.item.series, 0))

    def _meet(self, row: ReadRow, record: ItemRecord) -> None:
        changes = {
            name: _value(row.item, name)
            for name in _CORRECTED
            if name in row.said and _value(row.item, name) != _value(record, name)
        }
        faults = list(_against(row, record, changes, self._head))
        if changes and not faults and len(self.found.corrections) >= MOST_CORRECTIONS:
            faults.append(_fault(row, self._head, "", "too_many_corrections", most=MOST_CORRECTIONS))
        if faults:
            self.reject(row.row.number, faults)
            return
        self.found.passed.add(row.row.number)
        if changes:
            self.found.corrections.append(Correction(record.id, record.archival_code, record.title, changes))
        else:
            self.found.unchanged.append((row.row.number, record.archival_code))


def codes_twice(table: Table, head: Headed) -> dict[int, int]:
    """Return the rows whose archival code stands in another row too, and in which."""
    first: dict[str, int] = {}
    twice: dict[int, int] = {}
    if "archival_code" not in head.places:
        return twice
    for row in table.rows:
        try:
            code = values.code_of(head.cells(row)["archival_code"])
        except values.BadValue:
            continue
        if code is None:
            continue
        other = first.setdefault(str(code), row.number)
        if other != row.number:
            twice[row.number] = other
            twice.setdefault(other, row.number)
    return twice


def _against(row: ReadRow, record: ItemRecord, changes: Mapping[str, Any], head: Headed) -> Iterator[ImportFault]:
    """Yield what of a row can't be, against what is there under its code."""
    named = record.archival_code
    if row.item.title != record.title:
        yield _fault(row, head, "title", "there_other_title", named=named)
        return
    if "level" in row.said and row.item.level is not record.level:
        yield _fault(row, head, "level", "there_other_level", named=named)
    if "place" in row.said and row.item.place != record.place:
        yield _fault(row, head, "place", "there_other_place", named=named)
    if "year" in changes:
        yield from (fault for fault in row.if_new if fault.code == "code_year")
    if changes and record.state is State.DESTROYED:
        yield _fault(row, head, "", "there_destroyed", named=named)
    if "department" in changes and record.level.classified:
        yield _fault(row, head, "department", "there_department_is_gms", named=named)
    if "retention" in changes and RETENTIONS.index(changes["retention"]) > RETENTIONS.index(record.retention):
        yield _fault(row, head, "retention", "there_retention_is_gms", named=named)
    if changes.get("original") is False and record.level.guarded:
        yield _fault(row, head, "original", "original_needed", level=record.level.value)


def _same(described: NewItem | ItemRecord) -> bytes:
    told = repr(tuple(_value(described, name) for name in _SAME))
    return hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=16).digest()


def _value(described: NewItem | ItemRecord, name: str) -> Any:
    return getattr(described, "department_id" if name == "department" else name)


def _fault(row: ReadRow, head: Headed, name: str, code: str, /, **facts: Fact) -> ImportFault:
    return ImportFault(row.row.number, head.head(name) if name else "", code, facts)
