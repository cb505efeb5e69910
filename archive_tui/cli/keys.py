"""``keys``: the keys of all screens."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli import printing
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit
from archive_tui.cli.parsing import Parser
from archive_tui.wording import _

EXAMPLE = "archive-tui keys\narchive-tui keys --json"


def arguments(parser: Parser) -> None:
    """Take nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """List the keys, in the language spoken; no archive is needed."""
    from archive_tui.ui.actions import key_rows  # plain data: it loads no screen library

    rows = list(key_rows())
    if asked.json:
        printing.document([row._asdict() for row in rows])
    else:
        columns = heads("screen", "key", "does", "help")
        printing.table(columns, [(row.screen, row.key, row.action, row.help) for row in rows])
    return Exit.DONE
