"""The columns of the import and export of clients, leases and payments (commands.md)."""

from __future__ import annotations

from archive_tui.exchange.csv_table import Table
from archive_tui.exchange.headings import Column, Headed, read_header

CLIENTS: tuple[Column, ...] = (
    Column("code", "编号"),
    Column("name", "名称"),
    Column("nature", "性质"),
    Column("volume", "客户类别"),
    Column("through", "经由"),
    Column("address", "地址"),
    Column("phone", "电话"),
    Column("founded", "成立时间"),
    Column("client_since", "交易时间"),
    Column("assets", "资产"),
    Column("remark", "备注"),
)
LEASES: tuple[Column, ...] = (
    Column("number", "合同号"),
    Column("client", "客户"),
    Column("leased_item", "租赁物"),
    Column("starts", "起"),
    Column("ends", "止"),
    Column("amount", "租赁额"),
    Column("market_price", "市场价"),
    Column("market_low", "市场最低价"),
    Column("agreed_price", "合同价"),
    Column("payment_way", "付款方式"),
)
PAYMENTS: tuple[Column, ...] = (
    Column("lease", "合同号"),
    Column("due_on", "应付日期"),
    Column("amount", "金额"),
    Column("paid_on", "实付日期"),
    Column("paid", "实付金额"),
    Column("way", "方式"),
)


def client_header(table: Table) -> Headed:
    """Return where the columns of a file of clients stand; raises BadFile."""
    return read_header(table, CLIENTS, lambda _: ("name",))


def lease_header(table: Table) -> Headed:
    """Return where the columns of a file of leases stand; raises BadFile."""
    needed = ("number", "client", "leased_item", "starts", "ends", "amount", "market_price", "agreed_price")
    return read_header(table, LEASES, lambda _: needed)


def payment_header(table: Table) -> Headed:
    """Return where the columns of a file of payments stand; raises BadFile."""
    return read_header(table, PAYMENTS, lambda _: ("lease", "due_on", "amount"))
