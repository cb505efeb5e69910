"""``due``: what is out or in the reading room, soonest due first."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo
from typing import Any

from archive_tui.cli import printing
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.services.board import BoardRow, board
from archive_tui.wording import _
from archive_tui.wording.times import left_text, minutes_left, moment_text

EXAMPLE = "archive-tui due --json"


def arguments(parser: Parser) -> None:
    """Take nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """List it; an empty list ends with 0 too."""
    with sitting(asked) as here:
        rows = board(here.archive, here.actor).rows
        tz = here.seat.settings.tz
    if asked.json:
        printing.document([_as_json(row, tz) for row in rows])
    elif rows:
        _list(rows, tz)
    else:
        printing.say(_("Nothing is out."))
    return Exit.DONE


def _as_json(row: BoardRow, tz: tzinfo) -> dict[str, Any]:
    return {
        "archival_code": row.item.archival_code, "holder": row.borrower, "kind": row.kind.value,
        "out_at": printing.iso(row.out.utc, tz), "due_at": printing.iso(row.due_at, tz),
        "minutes_left": minutes_left(row.left),
    }  # fmt: skip


def _list(rows: tuple[BoardRow, ...], tz: tzinfo) -> None:
    from archive_tui.wording.names import kind_word, level_word

    columns = heads("label", "title", "level", "holder", "kind", "due", "left")
    printing.table(
        columns,
        [
            (
                row.item.label, row.item.title or _("(title withheld)"), level_word(row.level), row.borrower,
                kind_word(row.kind), moment_text(row.due_at, tz), left_text(row.left),
            )
            for row in rows
        ],
        stretch=1,
    )  # fmt: skip
