"""A row under way: its cells by our names, read one by one, and all that is wrong with them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from archive_tui.exchange.csv_table import Row
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import Fact, ImportFault
from archive_tui.services.item_values import BadValue

T = TypeVar("T")


@dataclass
class RowCells:
    """A row's cells by our names, and what was found wrong with them so far."""

    row: Row
    head: Headed
    cells: Mapping[str, str]
    faulty: set[str] = field(default_factory=set)
    _placed: list[tuple[int, ImportFault]] = field(default_factory=list)
    _of_new: list[tuple[int, ImportFault]] = field(default_factory=list)

    @classmethod
    def of(cls, row: Row, head: Headed) -> RowCells:
        """Begin with a row; cells beyond the header are a fault of the whole row."""
        one = cls(row, head, head.cells(row))
        if any(cell.strip() for cell in row.cells[head.width :]):
            one.fault("", "too_many_cells", cells=len(row.cells), columns=head.width)
        return one

    def read(self, name: str, reader: Callable[[str], T], otherwise: T) -> T:
        """Return what a column says, ``otherwise`` where that can't be."""
        try:
            return reader(self.cells.get(name, ""))
        except BadValue as bad:
            self.fault(name, bad.code, **bad.facts)
            return otherwise

    def fault(self, name: str, code: str, /, **facts: Fact) -> None:
        """Note a fault of a column of ours, of the whole row where ``name`` is empty; kept in the file's order."""
        self.faulty.add(name)
        self._note(self._placed, name, ImportFault(self.row.number, self.head.head(name) if name else "", code, facts))

    def fault_of_new(self, name: str, code: str, /, **facts: Fact) -> None:
        """Note what is a fault only where the row says something that is not there yet."""
        self._note(self._of_new, name, ImportFault(self.row.number, self.head.head(name), code, facts))

    def _note(self, placed: list[tuple[int, ImportFault]], name: str, fault: ImportFault) -> None:
        bisect.insort(placed, (self.head.places.get(name, -1), fault), key=lambda each: each[0])

    @property
    def said(self) -> frozenset[str]:
        """Return which of our columns say something about the row."""
        return frozenset(name for name, cell in self.cells.items() if cell)

    @property
    def faults(self) -> list[ImportFault]:
        """Return what was found wrong, in the order of the file's columns."""
        return [fault for _, fault in self._placed]

    @property
    def faults_of_new(self) -> tuple[ImportFault, ...]:
        """Return what is wrong only if the row is new, in the order of the file's columns."""
        return tuple(fault for _, fault in self._of_new)

    @property
    def every_fault(self) -> list[ImportFault]:
        """Return all of them, in the order of the file's columns."""
        return [fault for _, fault in sorted((*self._placed, *self._of_new), key=lambda each: each[0])]
