"""A CSV file's bytes as a table: which encoding it is in, its header, and its rows as a spreadsheet counts them.

Rows are read anew each time they are gone through, so that a large file is never in memory row by row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from archive_tui.exchange.import_faults import BadFile, ImportFault

MOST_BYTES = 64 << 20
MOST_ROWS = 200_000
_PART = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx is a zip, .xls an OLE file
_OTHER_SEPARATORS = {";": "semicolon", "\t": "tab", "，": "full_width_comma", "；": "semicolon", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number (header 1) and its cells, as they stand in the file."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: ``encoding`` is utf-8, utf-8-sig (with BOM) or gb18030."""

    encoding: str
    header: Row
    rows: Sequence[Row]


def read_table(data: bytes) -> Table:
    """Return the table in a file's bytes; raises BadFile. Empty rows are left out but counted."""
    encoding = encoding_of(data)
    rows = _rows(data, encoding)
    header = next(rows, None)
    if header is None:
        raise _bad("empty_file")
    if len(header.cells) == 1:
        for mark, name in _OTHER_SEPARATORS.items():
            if mark in header.cells[0]:
                raise _bad("separator", header.number, found=name)
    count = 0
    for row in rows:
        if count == MOST_ROWS:
            raise _bad("too_many_rows", row.number, most=MOST_ROWS)
        count += 1
    if not count:
        raise _bad("no_rows", header.number)
    return Table(encoding, header, _Rows(data, encoding, count))


def encoding_of(data: bytes) -> str:
    """Return a file's encoding: utf-8 or utf-8-sig where it is that, else gb18030; raises BadFile."""
    if len(data) > MOST_BYTES:
        raise _bad("too_big", most=MOST_BYTES >> 20)
    if data.startswith(_WORKBOOKS):
        raise _bad("workbook")
    if data.startswith(_UTF16):
        raise _bad("utf16")
    wrong_utf8 = _first_wrong(data, "utf-8")
    if wrong_utf8 is None:
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    wrong_gb18030 = _first_wrong(data, "gb18030")
    if wrong_gb18030 is None:
        return "gb18030"
    raise _bad("encoding", utf8=wrong_utf8 + 1, gb18030=wrong_gb18030 + 1)


def _first_wrong(data: bytes, encoding: str) -> int | None:
    """Return the first byte that is wrong in an encoding, or None; bit by bit, so that no whole text is held."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), _PART):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _PART], final=start + _PART >= len(data))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return None


class _Rows(Sequence[Row]):
    """The rows beneath the header, read from the file's bytes each time."""

    def __init__(self, data: bytes, encoding: str, count: int) -> None:
        self._data, self._encoding, self._count = data, encoding, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return islice(_rows(self._data, self._encoding), 1, None)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return list(self)[index]


def _rows(data: bytes, encoding: str) -> Iterator[Row]:
    # newline="": the reader itself must see line ends, which may stand inside quotes.
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Not closed, closed too early, or so long that it can only be one that is not closed.
            raise _bad("quotes", number) from None
        if any(cell.strip() for cell in cells):
            yield Row(number, cells)


def _bad(code: str, row: int = 0, **facts: str | int) -> BadFile:
    return BadFile(ImportFault(row, "", code, facts))
