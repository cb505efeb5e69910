"""The clock board: all that is out or in the room, soonest due first, overdue on top."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.levels import Kind, Level
from archive_tui.services.board import Board, BoardRow
from archive_tui.ui.screens.desk_words import title_of
from archive_tui.ui.widgets.columns import Column, Row, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.joining import all_of
from archive_tui.wording.names import level_handling, level_word
from archive_tui.wording.times import due_text, left_text, moment_text

#: From this width on there is room for since when, due when, and whole names.
WIDE = 100
_BORROWER, _LEFT, _SINCE, _DUE, _NOTED = 8, 15, 10, 14, 20
#: From this width on, the handling too, and what has been done about a loan.
_WIDEST = 140


def columns() -> list[Column]:
    """Return the board's columns, in the language spoken now."""
    short = max(Content(level_word(level)).cell_length for level in Level)
    handling = max(Content(level_handling(level)).cell_length for level in Level)
    return [
        Column("code", lambda: pgettext("column", "Label"), 10),
        Column("level", lambda: pgettext("column", "Level"), short, below_width=_WIDEST),
        Column("handling", lambda: pgettext("column", "Level"), handling, from_width=_WIDEST),
        Column("borrower", lambda: pgettext("column", "Borrower"), _BORROWER, below_width=WIDE),
        Column("name", lambda: pgettext("column", "Borrower"), _BORROWER + 4, from_width=WIDE),
        Column("title", lambda: pgettext("column", "Title"), Share(1)),
        Column("noted", lambda: pgettext("column", "Noted"), _NOTED, from_width=_WIDEST),
        Column("since", lambda: pgettext("column", "Since"), _SINCE, "right", from_width=WIDE),
        Column("due", lambda: pgettext("column", "Due"), _DUE, "right", from_width=WIDE),
        Column("left", lambda: pgettext("column", "Left"), _LEFT, "right"),
    ]


def rows_of(board: Board, tz: tzinfo) -> list[Row]:
    """Return the board as rows of a list, each with its loan as its key."""
    return [_row(row, board.now.utc, tz) for row in board.rows]


def _row(row: BoardRow, now: datetime, tz: tzinfo) -> Row:
    title, title_style = title_of(row.item)
    levels, who = (level_word(row.level), level_handling(row.level)), (row.borrower, row.borrower)
    told = (noted(row), due_text(row.out.utc, now, tz), due_text(row.due_at, now, tz), _left(row))
    return Row(row.loan_id, (row.item.label, *levels, *who, shown(title, title_style), *told))


def _left(row: BoardRow) -> Content:
    """Return what is left, in red once it is overdue; a recall is said before the time."""
    left = left_text(row.left)
    if row.overdue:
        return shown(left, "bold $error")
    if row.recalled:
        return shown(_("recalled, {left}").format(left=left), "bold")
    return shown(_("in room, {left}").format(left=left) if row.kind is Kind.READING else left)


def noted(row: BoardRow) -> str:
    """Return what has been done about a loan: recalled, reminded, renewed."""
    parts = []
    if row.recalled:
        parts.append(pgettext("loan", "recalled"))
    if row.reminders:
        parts.append(ngettext("reminded", "reminded {count} times", row.reminders).format(count=row.reminders))
    if row.renewed:
        parts.append(pgettext("loan", "renewed"))
    return all_of(parts)


def reminder(row: BoardRow, count: int, now: datetime, tz: tzinfo) -> list[str]:
    """Return the words of the reminder (催还) for a loan, the ``count``-th one."""
    about = {
        "name": row.borrower, "code": row.item.label, "title": title_of(row.item)[0],
        "level": level_word(row.level), "out": moment_text(row.out.utc, tz), "due": moment_text(row.due_at, tz),
        "left": left_text(row.left), "now": moment_text(now, tz), "count": count,
    }  # fmt: skip
    due = (
        _("It was due back {due} and is {left}. Please bring it to the archive room at once.")
        if row.overdue
        else _("It is due back {due}, in {left}. Please bring it to the archive room in time.")
    )
    return [
        _("To {name}").format(**about),
        _("On {out} you took {code}, {title} ({level}).").format(**about),
        due.format(**about),
        _("The archive room, {now}; reminder {count}").format(**about),
    ]
