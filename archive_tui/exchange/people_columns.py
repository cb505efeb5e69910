"""The columns of the import and export of staff and departments (commands.md)."""

from __future__ import annotations

from archive_tui.exchange.csv_table import Table
from archive_tui.exchange.headings import Column, Headed, read_header

STAFF: tuple[Column, ...] = (
    Column("login", "账号"),
    Column("name", "姓名"),
    Column("department", "部门"),
    Column("role", "职务"),
    Column("oversees", "分管部门"),
    Column("card", "卡号"),
)
DEPARTMENTS: tuple[Column, ...] = (Column("code", "部门代码"), Column("name", "部门名称"))


def staff_header(table: Table) -> Headed:
    """Return where the columns of a staff file stand; raises BadFile."""
    return read_header(table, STAFF, lambda _: ("login", "name"))


def department_header(table: Table) -> Headed:
    """Return where the columns of a file of departments stand; raises BadFile."""
    return read_header(table, DEPARTMENTS, lambda _: ("code", "name"))
