"""``export KIND FILE``: writes items, loans, the trail or the staff list to a new CSV file, or to stdout."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_tui.cli import misread, printing
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import Sitting, sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.wording import _, ngettext

if TYPE_CHECKING:
    from archive_tui.exchange.exporting import Exported
    from archive_tui.services.archive import Outcome

EXAMPLE = "archive-tui export items register.csv\narchive-tui export trail - --format csv"
_STDOUT = "-"
_KINDS = ("items", "loans", "trail", "staff", "clients", "leases", "payments")


def arguments(parser: Parser) -> None:
    """Take what is exported, and where to."""
    parser.add_argument(
        "kind", metavar="KIND", choices=_KINDS, help=_("what is exported: {kinds}").format(kinds=", ".join(_KINDS))
    )
    parser.add_argument("file", metavar="FILE", help=_("a new .csv file; - is stdout"))
    parser.add_argument("--format", choices=["csv"], metavar="csv", default=None, help=_("what goes to stdout"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Export to a new file; never over one that is there."""
    from archive_tui.cli.watching import watched
    from archive_tui.exchange.progress import Stopped

    if asked.file == _STDOUT and asked.json:
        raise Stop(Exit.USAGE, _("--json tells of a file; what goes to stdout is the export itself."))
    if asked.file == _STDOUT and asked.format is None:
        raise Stop(Exit.USAGE, misread.valueless("--format"))
    with sitting(asked, writes=True) as here:
        try:
            with watched() as progress:
                outcome = _exported(here, asked, progress)
        except Stopped:
            complain(_("Stopped. Nothing was exported."))
            return Exit.INTERRUPTED
    if outcome.done is None:
        return refuse(asked.file, outcome.ruling)
    count = outcome.done.rows
    if asked.json:
        printing.document({"rows": count, "added": 0, "updated": 0, "rejected": [], "file": asked.file})
    elif asked.file != _STDOUT:
        words = ngettext("{count} row was exported", "{count} rows were exported", count).format(count=count)
        printing.say(_("{file}: {words}.").format(file=asked.file, words=words))
    return Exit.DONE


def _exported(here: Sitting, asked: Namespace, progress: Any) -> Outcome[Exported]:
    from archive_tui.exchange.exporting import export_file, export_to

    if asked.file != _STDOUT:
        return export_file(here.archive, here.actor, asked.kind, Path(asked.file), progress)
    # Whole before the first byte leaves: a reader that goes away, or a fault, leaves no export without its entry.
    with tempfile.TemporaryFile() as whole:
        outcome = export_to(here.archive, here.actor, asked.kind, whole, progress)
        if outcome.done is not None:
            whole.seek(0)
            sys.stdout.flush()
            shutil.copyfileobj(whole, sys.stdout.buffer)
    return outcome
