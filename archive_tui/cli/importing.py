"""``import KIND FILE``: takes items, staff, departments or client files in from a CSV file, all of it or nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_tui.cli import printing
from archive_tui.cli.endings import Exit, complain
from archive_tui.cli.opening import Sitting, sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.showing import visible
from archive_tui.wording import _, ngettext

if TYPE_CHECKING:
    from archive_tui.exchange.imported import Imported
    from archive_tui.services.archive import Outcome

EXAMPLE = "archive-tui import items register.csv --dry-run\narchive-tui import items register.csv"
_STDIN = "-"
_KINDS = ("items", "staff", "departments", "clients", "leases", "payments")


def arguments(parser: Parser) -> None:
    """Take what is imported, and how."""
    parser.add_argument(
        "kind", metavar="KIND", choices=_KINDS, help=_("what the file holds: {kinds}").format(kinds=", ".join(_KINDS))
    )
    parser.add_argument("file", metavar="FILE", help=_("a .csv file, UTF-8 or GB18030; - is stdin"))
    parser.add_argument("--dry-run", action="store_true", help=_("check everything and write nothing"))
    parser.add_argument(
        "--partial",
        action="store_true",
        help=_("take the good rows, put the bad ones beside the file (for stdin: on stdout)"),
    )
    parser.add_argument("--format", choices=["csv"], metavar="csv", default="csv", help=_("what stdin brings"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Import the file; any bad row is named, and ends with 2."""
    from archive_tui.cli.watching import watched
    from archive_tui.exchange.progress import Stopped

    with sitting(asked, writes=True) as here:
        try:
            with watched() as progress:
                outcome = _imported(here, asked, progress)
        except Stopped:
            complain(_("Stopped. Nothing was imported."))
            return Exit.INTERRUPTED
        if outcome.done is None:
            return refuse(asked.file, outcome.ruling)
        if asked.json:
            printing.document(_as_json(outcome.done))
        else:
            _tell(outcome.done, asked)
    return Exit.USAGE if outcome.done.rejected else Exit.DONE


def _imported(here: Sitting, asked: Namespace, progress: Any) -> Outcome[Imported]:
    from archive_tui.exchange.csv_table import MOST_BYTES
    from archive_tui.exchange.imported import How
    from archive_tui.exchange.importing import import_data, import_file

    how = How(partial=asked.partial, dry_run=asked.dry_run)
    if asked.file == _STDIN:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)  # one byte more, so that too much is noticed
        return import_data(here.archive, here.actor, asked.kind, data, how, progress)
    return import_file(here.archive, here.actor, asked.kind, Path(asked.file), how, progress)


def _as_json(done: Imported) -> dict[str, Any]:
    from archive_tui.wording.imports import import_fault_text

    rejected = [{"row": f.row, "column": f.column, "why": import_fault_text(f)} for f in done.rejected]
    told = {"rows": done.rows, "added": done.added, "updated": done.updated, "rejected": rejected}
    if done.proposed:
        told["proposed"] = done.proposed
    if done.rejected_file is not None:
        told["rejected_file"] = str(done.rejected_file)
    if done.rejected_text:
        told["rejected_csv"] = done.rejected_text
    return told


def _tell(done: Imported, asked: Namespace) -> None:
    from archive_tui.wording.imports import import_fault_text, import_place_text, outcome_lines

    for fault in done.rejected:
        place, why = import_place_text(fault), import_fault_text(fault)
        complain(_("{place}: {why}").format(place=place, why=why) if place else why)
    taken = done.rejected_file or done.rejected_text or (asked.partial and asked.dry_run)
    if done.rejected and not taken:
        count = done.rejected_rows
        if not done.rows or not count:  # the file as a whole is wrong: its header, its encoding
            complain(_("Nothing was imported."))
            return
        complain(
            ngettext(
                "{count} row is wrong; nothing was imported.", "{count} rows are wrong; nothing was imported.", count
            ).format(count=count)
        )
        return
    # What stdin brought and was bad goes on to stdout, so that it can be piped; then what is said goes to stderr.
    say = complain if done.rejected_text else printing.say
    for line in outcome_lines(asked.kind, asked.file, done, dry_run=asked.dry_run):
        say(line)
    if done.rejected_text:
        _hand_on(done.rejected_text)


def _hand_on(text: str) -> None:
    """Write the bad rows as they came; harmless where somebody looks on."""
    if sys.stdout.isatty():
        text = "".join(f"{visible(line)}\n" for line in text.splitlines())
    sys.stdout.write(text)
