"""``import items FILE``: takes items into the register from a CSV file, all of it or nothing."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from archive_tui.cli import printing
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.wording import _, ngettext

EXAMPLE = "archive-tui import items register.csv --dry-run\narchive-tui import items register.csv"
_STDIN = "-"


def arguments(parser: Parser) -> None:
    """Take what is imported, and how."""
    parser.add_argument("kind", metavar="KIND", choices=["items"], help=_("what the file holds: items"))
    parser.add_argument("file", metavar="FILE", help=_("a .csv file, UTF-8 or GB18030; - is stdin"))
    parser.add_argument("--dry-run", action="store_true", help=_("check everything and write nothing"))
    parser.add_argument(
        "--partial", action="store_true", help=_("take the good rows, put the bad ones beside the file")
    )
    parser.add_argument("--format", choices=["csv"], metavar="csv", default="csv", help=_("what stdin brings"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Import the file; any bad row is named, and ends with 2."""
    from archive_tui.exchange import items_csv

    with sitting(asked, writes=True) as here:
        if asked.file == _STDIN:
            import sys

            if asked.partial:
                raise Stop(Exit.USAGE, _("--partial needs a file to put the bad rows beside."))
            data = sys.stdin.buffer.read()
            outcome = items_csv.import_items(
                here.archive, here.actor, data, dry_run=asked.dry_run, progress=printing.counter()
            )
        else:
            outcome = items_csv.import_items_file(
                here.archive,
                here.actor,
                Path(asked.file),
                partial=asked.partial,
                dry_run=asked.dry_run,
                progress=printing.counter(),
            )
        if outcome.done is None:
            return refuse(asked.file, outcome.ruling)
        if asked.json:
            printing.document(_as_json(outcome.done))
        else:
            _tell(outcome.done, asked)
    return Exit.USAGE if outcome.done.rejected else Exit.DONE


def _as_json(done: Any) -> dict[str, Any]:
    from archive_tui.wording.imports import import_fault_text

    rejected = [{"row": f.row, "column": f.column, "why": import_fault_text(f)} for f in done.rejected]
    return {"rows": done.rows, "added": done.added, "updated": done.updated, "rejected": rejected}


def _tell(done: Any, asked: Namespace) -> None:
    from archive_tui.wording.imports import encoding_text, import_fault_text, import_place_text

    for fault in done.rejected:
        place, why = import_place_text(fault), import_fault_text(fault)
        complain(_("{place}: {why}").format(place=place, why=why) if place else why)
    if done.rejected and not done.added and not done.rejected_file:
        complain(_("Nothing was imported."))
        return
    words = (
        ngettext("{count} item would be added", "{count} items would be added", done.added)
        if asked.dry_run
        else ngettext("{count} item was added", "{count} items were added", done.added)
    ).format(count=done.added)
    printing.say(
        _("{file} ({encoding}): {words}.").format(file=asked.file, encoding=encoding_text(done.encoding), words=words)
    )
    if done.unchanged:
        count = len(done.unchanged)
        printing.say(
            ngettext(
                "{count} row was in the register already.", "{count} rows were in the register already.", count
            ).format(count=count)
        )
    if done.rejected_file:
        printing.say(_("The bad rows are in {path}.").format(path=done.rejected_file))
