"""The columns of the import of items (commands.md): their names in both languages, and how a header is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_tui.exchange.csv_table import Row, Table
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.services.item_values import LENGTHS
from archive_tui.showing import cut, visible


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in English and Chinese."""

    name: str
    chinese: str

    @property
    def most(self) -> int:
        """Return how long its text may be."""
        return LENGTHS[self.name]


COLUMNS: tuple[Column, ...] = (
    Column("archival_code", "档号"),
    Column("title", "题名"),
    Column("category", "类别"),
    Column("year", "年度"),
    Column("department", "部门"),
    Column("level", "密级"),
    Column("retention", "保管期限"),
    Column("document_number", "文号"),
    Column("document_date", "成文日期"),
    Column("author", "责任者"),
    Column("original", "原件"),
    Column("pages", "页数"),
    Column("box", "盒号"),
    Column("place", "库位"),
    Column("keywords", "关键词"),
    Column("remark", "备注"),
)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
#: Without these nothing can be filed; without an archival code these too.
NEEDED, NEEDED_FOR_NUMBER = ("title",), ("category", "year", "retention")
#: How much of a heading a sentence repeats, in columns of a terminal.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Headed:
    """A header that was read: where each of our columns stands, and how it is headed in the file."""

    places: Mapping[str, int]
    heads: Mapping[str, str]
    width: int

    def cells(self, row: Row) -> dict[str, str]:
        """Return a row's cells by our names, blanks around them cut off; what is not there is empty."""
        return {name: row.cells[place].strip() if place < len(row.cells) else "" for name, place in self.places.items()}

    def head(self, name: str) -> str:
        """Return how a column of ours is headed in the file, our own name where it is not there."""
        return self.heads.get(name, name)


def headed(table: Table) -> Headed:
    """Return where our columns stand in a table; raises BadFile for unknown, double, nameless and missing ones."""
    known = {_fold(word): column.name for column in COLUMNS for word in (column.name, column.chinese)}
    faults: list[ImportFault] = []
    places: dict[str, int] = {}
    width = len(table.header.cells)
    for place, cell in enumerate(table.header.cells):
        text, name = cell.strip(), known.get(_fold(cell))
        if not text:
            if any(len(row.cells) > place and row.cells[place].strip() for row in table.rows):
                faults.append(_fault(table, "", "nameless_column", number=place + 1))
        elif name is None:
            faults.append(_fault(table, text, "unknown_column"))
        elif name in places:
            faults.append(_fault(table, text, "double_column", other=shown(table.header.cells[places[name]])))
        else:
            places[name] = place
    faults += [_fault(table, "", "missing_column", name=n, chinese=BY_NAME[n].chinese) for n in _missing(places)]
    if faults:
        raise BadFile(*faults)
    return Headed(places, {name: shown(table.header.cells[place]) for name, place in places.items()}, width)


def _missing(places: Mapping[str, int]) -> Sequence[str]:
    needed = NEEDED if "archival_code" in places else NEEDED + NEEDED_FOR_NUMBER
    return [name for name in needed if name not in places]


def _fault(table: Table, column: str, code: str, **facts: str | int) -> ImportFault:
    return ImportFault(table.header.number, shown(column), code, facts)


def shown(heading: str) -> str:
    """Return a heading as a sentence may repeat it: harmless, on one line, not too long."""
    return cut(visible(heading.strip()), _SHOWN)


def _fold(text: str) -> str:
    """Return a heading as it is compared: case, width and separators don't matter."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())
