"""The header of a table that is imported: columns by their names in English or Chinese, in any order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from archive_tui.exchange.cells import plain
from archive_tui.exchange.csv_table import Row, Table
from archive_tui.exchange.import_faults import BadFile, Fact, ImportFault
from archive_tui.showing import cut, visible


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in English and Chinese."""

    name: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Headed:
    """A header that was read: where each of our columns stands, and how it is headed in the file."""

    places: Mapping[str, int]
    heads: Mapping[str, str]
    width: int

    def cells(self, row: Row) -> dict[str, str]:
        """Return a row's cells by our names, blanks around them cut off; what is not there is empty."""
        return {
            name: plain(row.cells[place].strip()) if place < len(row.cells) else ""
            for name, place in self.places.items()
        }

    def head(self, name: str) -> str:
        """Return how a column of ours is headed in the file, our own name where it is not there."""
        return self.heads.get(name, name)


#: Who exported a table, and when: every exported row says it, and an import passes over it.
STAMPS = (Column("exported_by", "导出人"), Column("exported_at", "导出时间"))
#: How much of a heading a sentence repeats, in columns of a terminal.
_SHOWN = 40


def read_header(table: Table, columns: Sequence[Column], needed: Callable[[Collection[str]], Sequence[str]]) -> Headed:
    """Return where columns stand in a table; raises BadFile for unknown, double, nameless and missing ones.

    ``needed`` gives the names that must be there, beside those that are.
    """
    known = {_fold(word): column.name for column in (*columns, *STAMPS) for word in (column.name, column.chinese)}
    chinese = {column.name: column.chinese for column in columns}
    faults: list[ImportFault] = []
    places: dict[str, int] = {}
    for place, cell in enumerate(table.header.cells):
        text, name = cell.strip(), known.get(_fold(cell))
        if not text:
            if any(len(row.cells) > place and row.cells[place].strip() for row in table.rows):
                faults.append(_fault(table, "", "nameless_column", number=place + 1))
        elif name is None:
            faults.append(_fault(table, text, "unknown_column", columns=[f"{c.name} {c.chinese}" for c in columns]))
        elif name in places:
            faults.append(_fault(table, text, "double_column", other=shown(table.header.cells[places[name]])))
        else:
            places[name] = place
    faults += [
        _fault(table, "", "missing_column", name=name, chinese=chinese[name])
        for name in needed(places)
        if name not in places
    ]
    if faults:
        raise BadFile(*faults)
    ours = {name: place for name, place in places.items() if name in chinese}
    heads = {name: shown(table.header.cells[place]) for name, place in ours.items()}
    return Headed(ours, heads, len(table.header.cells))


def shown(heading: str) -> str:
    """Return a heading as a sentence may repeat it: harmless, on one line, not too long."""
    return cut(visible(heading.strip()), _SHOWN)


def _fault(table: Table, column: str, code: str, **facts: Fact) -> ImportFault:
    return ImportFault(table.header.number, shown(column), code, facts)


def _fold(text: str) -> str:
    """Return a heading as it is compared: case, width and separators don't matter."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())
