"""A CSV file's bytes as a table: encodings, headers, rows as a spreadsheet counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.exchange import csv_table
from archive_tui.exchange.csv_table import read_table
from archive_tui.exchange.import_faults import BadFile
from archive_tui.exchange.item_columns import COLUMNS, headed

TEXT = "题名,年度\r\n关于“放假”的通知〔2018〕,2018\r\n"


def faults(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(BadFile) as bad:
        headed(read_table(data))
    return [(fault.row, fault.column, fault.code) for fault in bad.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_encoding_is_told_by_itself(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert (table.encoding, table.rows[0].cells) == (encoding, ["关于“放假”的通知〔2018〕", "2018"])


def test_utf8_wins_where_the_bytes_are_both() -> None:
    both = "título\n1".encode()
    assert both.decode("gb18030") != both.decode("utf-8")
    assert read_table(both).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"), (b"\xef\xbb\xbf", "empty_file"), (b",,\r\n\r\n", "empty_file"), (b"title", "no_rows"),
        (b"title\n\n,,\n", "no_rows"), (b"PK\x03\x04rest", "workbook"), (b"\xd0\xcf\x11\xe0", "workbook"),
        ("题名\n1".encode("utf-16"), "utf16"), (b"\xff\xff\xff", "encoding"), ("题".encode() + b"\xff", "encoding"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_as_what_it_is(data: bytes, code: str) -> None:
    assert [fault[2] for fault in faults(data)] == [code]


@pytest.mark.parametrize("mark", [";", "\t", "，"])
def test_another_separator_is_named(mark: str) -> None:
    assert faults(mark.join(["题名", "年度"]).encode() + b"\n1\n") == [(1, "", "separator")]


@pytest.mark.parametrize("body", ['"open,1\nx,2\n', '"a"b,1\n'])
def test_a_quotation_mark_that_does_not_fit_is_refused_with_its_row(body: str) -> None:
    assert faults(f"title,year\nfine,1\n{body}".encode()) == [(3, "", "quotes")]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    table = read_table(b'\ntitle,year\r\n"two\nlines",1\n,,\n\nlast,2\n')
    assert table.header.number == 2
    assert [(row.number, row.cells[0]) for row in table.rows] == [(3, "two\nlines"), (6, "last")]


def test_a_file_too_big_or_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MOST_ROWS", 2)
    assert faults(b"title\na\nb\nc\n") == [(4, "", "too_many_rows")]
    monkeypatch.setattr(csv_table, "MOST_BYTES", 10)
    assert faults(b"title\n" + b"a" * 9) == [(0, "", "too_big")]


def test_headings_are_read_in_both_languages_in_any_order() -> None:
    for names in ([c.name for c in COLUMNS], [c.chinese for c in reversed(COLUMNS)]):
        head = headed(read_table(f"{','.join(names)}\n{','.join(names)}".encode()))
        assert set(head.places) == {c.name for c in COLUMNS}
    mixed = headed(read_table(" Archival Code ,题名,DOCUMENT-DATE\n1,2,3".encode()))
    assert mixed.cells(read_table(" Archival Code ,题名,DOCUMENT-DATE\n 1,2 ".encode()).rows[0]) == {
        "archival_code": "1", "title": "2", "document_date": "",
    }  # fmt: skip


def test_unknown_and_double_columns_are_named_all_at_once_with_what_is_missing() -> None:
    assert faults("题名,colour,title,秘\x1b密\n1,2,3,4\n".encode()) == [
        (1, "colour", "unknown_column"),
        (1, "title", "double_column"),
        (1, "秘^[密", "unknown_column"),
        (1, "", "missing_column"),
        (1, "", "missing_column"),
        (1, "", "missing_column"),
    ]


def test_a_column_without_a_heading_counts_only_if_something_stands_in_it() -> None:
    assert headed(read_table(b"archival_code,title,,\n1,2,,\n")).places == {"archival_code": 0, "title": 1}
    assert faults(b"archival_code,title,,\n1,2,,x\n") == [(1, "", "nameless_column")]


def test_with_archival_codes_only_the_title_is_needed() -> None:
    assert faults("档号\n1".encode()) == [(1, "", "missing_column")]
    assert headed(read_table("档号,题名\n1,2".encode())).head("title") == "题名"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        headed(read_table(data))
    except BadFile as bad:
        assert bad.faults
