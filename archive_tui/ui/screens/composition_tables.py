"""The tables of composition (3.3): each with its bars, and the same as cells for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from textual.content import Content

from archive_tui.regulation.clients import Volume
from archive_tui.regulation.composition import Analysis, percent
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped, yuan
from archive_tui.services.analyses import Composition, GradeCredit
from archive_tui.services.client_worklists import Waiting
from archive_tui.ui.charts import Ink, bar, parts_bar
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import analysis_word, grade_word, nature_word, volume_word

#: The tables in the order of their tabs: the analyses, and credit by client.
BY_CLIENT = "by_client"
TABLES: tuple[str, ...] = (
    Analysis.GRADE, Analysis.ITEM, Analysis.NATURE, Analysis.VOLUME, Analysis.ITEM_BY_GRADE, Analysis.CREDIT, BY_CLIENT,
)  # fmt: skip
_NARROW, _WIDE, _FROM = 22, 44, 100


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for one table of one year."""

    table: str
    year: int
    composition: Composition | None = None
    credit: tuple[GradeCredit, ...] = ()
    owing: tuple[Waiting, ...] = ()
    natures: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def table_word(table: str) -> str:
    """Return the name of a table."""
    return pgettext("analysis", "credit by client") if table == BY_CLIENT else analysis_word(Analysis(table))


def tab_word(table: str) -> str:
    """Return the name of a table as short as all of them stand in one line."""
    return {
        Analysis.GRADE: pgettext("tab", "grade"),
        Analysis.ITEM: pgettext("tab", "item"),
        Analysis.NATURE: pgettext("tab", "nature"),
        Analysis.VOLUME: pgettext("tab", "volume"),
        Analysis.ITEM_BY_GRADE: pgettext("tab", "item by grade"),
        Analysis.CREDIT: pgettext("tab", "credit"),
        BY_CLIENT: pgettext("tab", "clients"),
    }[table]


def key_word(read: Read, key: str) -> str:
    """Return what a part of a table is called: a grade, a nature, a volume, or a leased item as it is named."""
    if read.table == Analysis.GRADE:
        return grade_word(Grade(key))
    if read.table == Analysis.NATURE:
        return nature_word(key, *read.natures.get(key, ("", "")))
    return volume_word(Volume(key)) if read.table == Analysis.VOLUME else key


def columns(read: Read) -> list[Column]:
    """Return the columns of a table: its bars are wider where there is room."""
    if read.table == BY_CLIENT:
        return [_text("client", lambda: pgettext("column", "Client")), _grade(), *_bars(_open), _late(), _limit()]
    if read.table == Analysis.CREDIT:
        return [
            _text("grade", lambda: pgettext("column", "Grade")),
            _number("clients", lambda: pgettext("column", "Clients"), 7), *_bars(_open), _late(), _limit(),
            _number("without", lambda: pgettext("column", "No limit"), 8),
        ]  # fmt: skip
    first = _text("part", lambda: tab_word(read.table).capitalize())
    return [
        first, *_bars(lambda: pgettext("column", "Share of our rental")),
        _number("amount", lambda: pgettext("column", "Yuan"), 15),
        _number("market", lambda: pgettext("column", "Market"), 7),
        _number("clients", lambda: pgettext("column", "Clients"), 7),
    ]  # fmt: skip


def rows(read: Read, ink: Ink) -> list[Row]:
    """Return the rows of a table."""
    if read.table == BY_CLIENT:
        return [_owing(each, max((w.open for w in read.owing), default=0), ink) for each in read.owing]
    if read.table == Analysis.CREDIT:
        most = max((each.open for each in read.credit), default=0)
        return [_credit(each, most, ink) for each in read.credit]
    if read.composition is None:
        return []
    if read.table == Analysis.ITEM_BY_GRADE:
        return [_item(read.composition, name, parts, ink) for name, parts in by_item(read.composition).items()]
    return [_share(read, number, ink) for number in range(len(read.composition.parts))]


def by_item(found: Composition) -> dict[str, dict[Grade, int]]:
    """Return the amounts of each leased item by grade, the item with the largest rental first."""
    items: dict[str, dict[Grade, int]] = {}
    for part in found.parts:
        name, _sep, grade = part.key.partition("\n")
        items.setdefault(name, {})[Grade(grade)] = part.amount
    return dict(sorted(items.items(), key=lambda pair: -sum(pair[1].values())))


def cells(read: Read) -> tuple[list[str], list[list[str]]]:
    """Return a table for a file: heads and rows; money in yuan, shares in per cent."""
    if read.table == BY_CLIENT:
        heads = [_("code"), _("client"), _("grade"), _("open"), _("late"), _("limit")]
        return heads, [
            [
                w.client.code, w.client.name, grade_word(Grade(w.client.grade)), yuan(w.open), yuan(w.late),
                "" if w.limit is None else yuan(w.limit),
            ]
            for w in read.owing
        ]  # fmt: skip
    if read.table == Analysis.CREDIT:
        heads = [_("grade"), _("clients"), _("limits"), _("without a limit"), _("open"), _("late")]
        return heads, [
            [grade_word(c.grade), str(c.clients), yuan(c.limits), str(c.without_limit), yuan(c.open), yuan(c.late)]
            for c in read.credit
        ]
    heads = [table_word(read.table), _("yuan"), _("share of ours, %"), _("share of the market, %"), _("clients")]
    found = read.composition
    if found is None:
        return heads, []
    return heads, [
        [
            _plain_key(read, p.key), yuan(p.amount), percent(p.ours), percent(p.market) if p.market is not None else "",
            str(found.clients.get(p.key, 0)),
        ]
        for p in found.parts
    ]  # fmt: skip


def _plain_key(read: Read, key: str) -> str:
    name, sep, grade = key.partition("\n")
    return f"{name}, {grade_word(Grade(grade))}" if sep else key_word(read, key)


def _share(read: Read, number: int, ink: Ink) -> Row:
    assert read.composition is not None
    part = read.composition.parts[number]
    most = read.composition.parts[0].ours or Fraction(1)
    label = f"{percent(part.ours)} %"
    rest = (
        grouped(part.amount), f"{percent(part.market)} %" if part.market is not None else "",
        str(read.composition.clients.get(part.key, 0)),
    )  # fmt: skip
    return _row(part.key, (key_word(read, part.key),), lambda w, i: bar(part.ours / most, label, w, i), rest, ink)


def _item(found: Composition, name: str, parts: Mapping[Grade, int], ink: Ink) -> Row:
    whole = sum(parts.values())
    ordered = [(grade, parts.get(grade, 0)) for grade in Grade]
    market = next((p.market for p in found.parts if p.key.startswith(f"{name}\n")), None)
    told = ""
    if market is not None:
        first = next(p for p in found.parts if p.key.startswith(f"{name}\n"))
        told = f"{percent(market * whole / first.amount)} %" if first.amount else ""
    clients = sum(n for key, n in found.clients.items() if key.startswith(f"{name}\n"))
    return _row(name, (name,), lambda w, i: parts_bar(ordered, whole, w, i), (grouped(whole), told, str(clients)), ink)


def _credit(one: GradeCredit, most: int, ink: Ink) -> Row:
    share = Fraction(one.open, most) if most else Fraction(0)
    rest = (_late_cell(one.late), _whole(one.limits) if one.limits else "", str(one.without_limit))
    lead = (grade_word(one.grade), str(one.clients))
    return _row(one.grade.value, lead, lambda w, i: bar(share, _whole(one.open), w, i), rest, ink)


def _owing(one: Waiting, most: int, ink: Ink) -> Row:
    share = Fraction(one.open, most) if most else Fraction(0)
    lead = (one.client.name, grade_word(Grade(one.client.grade)))
    rest = (_late_cell(one.late), "" if one.limit is None else _whole(one.limit))
    return _row(one.client.id, lead, lambda w, i: bar(share, _whole(one.open), w, i), rest, ink)


def _row(
    key: str | int, lead: Sequence[str], draw: Callable[[int, Ink], Content], rest: Sequence[str | Content], ink: Ink
) -> Row:
    """Return a row with its bar in both widths, and as it is under the cursor."""
    under = Ink(ink.plain, under=True)
    return Row(
        key, (*lead, draw(_NARROW, ink), draw(_WIDE, ink), *rest),
        under=(*lead, draw(_NARROW, under), draw(_WIDE, under), *rest),
    )  # fmt: skip


def _whole(fen: int) -> str:
    return grouped(fen).partition(".")[0]


def _late_cell(late: int) -> str:
    return _whole(late) if late else ""


def _open() -> str:
    return pgettext("column", "Open, yuan")


def _bars(title: Callable[[], str]) -> list[Column]:
    return [
        Column("bar", title, _NARROW, below_width=_FROM),
        Column("bar_wide", title, _WIDE, from_width=_FROM),
    ]


def _text(name: str, title: Callable[[], str]) -> Column:
    return Column(name, title, Share())


def _number(name: str, title: Callable[[], str], width: int) -> Column:
    return Column(name, title, width, "right")


def _grade() -> Column:
    return Column("grade", lambda: pgettext("column", "Grade"), 8)


def _late() -> Column:
    return _number("late", lambda: pgettext("column", "Late"), 11)


def _limit() -> Column:
    return _number("limit", lambda: pgettext("column", "Limit"), 11)
