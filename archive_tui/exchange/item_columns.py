"""The columns of the import and export of items (commands.md), and which of them a file must have."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archive_tui.exchange.csv_table import Table
from archive_tui.exchange.headings import Column, Headed, read_header

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
#: Without these nothing can be filed; without an archival code these too.
NEEDED, NEEDED_FOR_NUMBER = ("title",), ("category", "year", "retention")


def headed(table: Table) -> Headed:
    """Return where our columns stand in a table; raises BadFile for unknown, double, nameless and missing ones."""
    return read_header(table, COLUMNS, _needed)


def _needed(there: Collection[str]) -> Sequence[str]:
    return NEEDED if "archival_code" in there else NEEDED + NEEDED_FOR_NUMBER
