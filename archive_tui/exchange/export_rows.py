"""The columns of every export, and its rows as texts, in the language spoken; nothing here knows of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, tzinfo

from archive_tui.exchange.client_columns import CLIENTS, LEASES, PAYMENTS
from archive_tui.exchange.headings import STAMPS, Column
from archive_tui.exchange.item_columns import COLUMNS
from archive_tui.exchange.known_words import LEVELS, RETENTIONS, ROLES, VOLUMES, WAYS, YES_NO
from archive_tui.exchange.people_columns import STAFF
from archive_tui.regulation.clients import Volume
from archive_tui.regulation.money import yuan
from archive_tui.regulation.people import Role
from archive_tui.regulation.terms import Way
from archive_tui.services import client_exporting, exporting
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.exporting import Begun, ItemOut, LoanOut
from archive_tui.services.trail_view import EntryShown
from archive_tui.wording import CHINESE, _, current_language
from archive_tui.wording.names import kind_word
from archive_tui.wording.trail import act_word, entry_text

LOANS: tuple[Column, ...] = (
    Column("loan", "借阅号"),
    Column("borrower", "借阅人"),
    Column("department", "部门"),
    Column("out_at", "借出时间"),
    Column("label", "标签"),
    Column("archival_code", "档号"),
    Column("title", "题名"),
    Column("level", "密级"),
    Column("kind", "方式"),
    Column("place", "库位"),
    Column("approved_by", "审批人"),
    Column("due_at", "应还时间"),
    Column("returned_at", "归还时间"),
    Column("late", "逾期"),
    Column("reversed", "撤销"),
    Column("pages_back", "归还页数"),
    Column("state_at_return", "归还状况"),
)
TRAIL: tuple[Column, ...] = (
    Column("seq", "序号"),
    Column("at", "时间"),
    Column("by", "操作人"),
    Column("act", "操作"),
    Column("what", "内容"),
    Column("body", "原文"),
    Column("hash", "哈希值"),
)
_COLUMNS = {
    "items": COLUMNS, "loans": LOANS, "trail": TRAIL, "staff": STAFF, "clients": CLIENTS, "leases": LEASES,
    "payments": PAYMENTS,
}  # fmt: skip


def heads(kind: str) -> list[str]:
    """Return the header of an export."""
    return [_said(column.name, column.chinese) for column in (*_COLUMNS[kind], *STAMPS)]


def rows(archive: Archive, actor: Actor, kind: str, begun: Begun) -> Iterator[list[str]]:
    """Yield the rows of an export, each with who made it and when."""
    stamps = [begun.by, begun.at.astimezone(begun.tz).isoformat(timespec="seconds")]
    for row in _ROWS[kind](archive, actor, begun):
        yield [*row, *stamps]


def _items(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for out in exporting.items_out(archive, actor):
        yield _item(out, begun)


def _item(out: ItemOut, begun: Begun) -> list[str]:
    item = out.item
    category = begun.categories.named(item.category)
    return [
        item.archival_code, item.title, _said(category.english, category.chinese) if category else item.category,
        str(item.year), out.department, _said(*LEVELS[item.level]), _said(*RETENTIONS[item.retention]),
        item.document_number, item.document_date, item.author, _said(*YES_NO[item.original]),
        "" if item.pages is None else str(item.pages), item.box, item.place, item.keywords, item.remark,
    ]  # fmt: skip


def _loans(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for loan in exporting.loans_out(archive, actor):
        yield _loan(loan, begun.tz)


def _loan(loan: LoanOut, tz: tzinfo) -> list[str]:
    return [
        str(loan.loan_id), loan.borrower, loan.department, _time(loan.out_at, tz), loan.label, loan.archival_code,
        _("(title withheld)") if loan.title is None else loan.title, _said(*LEVELS[loan.level]), kind_word(loan.kind),
        loan.place, loan.approved_by, _time(loan.due_at, tz), _time(loan.returned_at, tz), _said(*YES_NO[loan.late]),
        _said(*YES_NO[loan.reversed]), "" if loan.pages_back is None else str(loan.pages_back), loan.state_back,
    ]  # fmt: skip


def _trail(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for entry, body in exporting.entries_out(archive, actor):
        yield _entry(entry, body, begun.tz)


def _entry(entry: EntryShown, body: str, tz: tzinfo) -> list[str]:
    return [
        str(entry.seq), _time(entry.at, tz), entry.actor, act_word(entry.act), entry_text(entry), body, entry.hash
    ]  # fmt: skip


def _staff(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for person in exporting.staff_out(archive, actor):
        yield [
            person.login, person.name, person.department, _listed([_role(role) for role in person.roles]),
            _listed(person.oversees), person.card,
        ]  # fmt: skip


def _clients(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for out in client_exporting.clients_out(archive, actor):
        one, card = out.client, out.card
        yield [
            one.code, one.name, _said(*out.nature), _said(*VOLUMES[Volume(out.volume)][:2]), one.through,
            *(card.get(section, "") for section in ("address", "phone", "founded", "client_since", "assets")),
            one.remark,
        ]  # fmt: skip


def _leases(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for lease, code in client_exporting.leases_out(archive, actor):
        yield [
            lease.number, code, lease.leased_item, lease.starts.isoformat(), lease.ends.isoformat(),
            *map(yuan, (lease.amount, lease.market_price, lease.market_low, lease.agreed_price)),
            _said(*WAYS[Way(lease.payment_way)][:2]),
        ]  # fmt: skip


def _payments(archive: Archive, actor: Actor, begun: Begun) -> Iterator[list[str]]:
    for one in client_exporting.payments_out(archive, actor):
        yield [
            one.number, one.due_on, yuan(one.amount), one.paid_on, "" if one.paid is None else yuan(one.paid),
            _said(*WAYS[Way(one.way)][:2]) if one.way else "",
        ]  # fmt: skip


def _role(role: Role) -> str:
    return _said(*ROLES[role][:2])


def _listed(words: Sequence[str]) -> str:
    return _said("; ", "、").join(words)


def _time(at: datetime | None, tz: tzinfo) -> str:
    return "" if at is None else at.astimezone(tz).strftime("%Y-%m-%d %H:%M:%S")


def _said(english: str, chinese: str) -> str:
    return chinese if current_language() == CHINESE else english


_ROWS: dict[str, Callable[[Archive, Actor, Begun], Iterator[list[str]]]] = {
    "items": _items,
    "loans": _loans,
    "trail": _trail,
    "staff": _staff,
    "clients": _clients,
    "leases": _leases,
    "payments": _payments,
}
