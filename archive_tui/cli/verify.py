"""``verify``: checks trail, rules and database against each other, and says exactly what that proves."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from archive_tui.cli import printing
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.services.archive import StoreFault
from archive_tui.services.verifying import Verified, anchor_from, verify
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text
from archive_tui.wording.verifying import place_text, problem_text, proof_text

EXAMPLE = "archive-tui verify\narchive-tui verify --anchor 5210:9f2c... --note checkpoint.txt"
_MOST_NOTE = 100_000


def arguments(parser: Parser) -> None:
    """Take the anchors that stand outside the file."""
    parser.add_argument("--anchor", metavar="SIZE:HEAD", help=_("an anchor as it stands on a paper"))
    parser.add_argument("--note", metavar="FILE", help=_("a signed checkpoint"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Check everything; anything found ends with 1."""
    anchor = anchor_from(asked.anchor) if asked.anchor else None
    note = _note(Path(asked.note)) if asked.note else None
    try:
        with sitting(asked) as here:
            found = verify(here.archive, anchor=anchor, note=note, progress=printing.counter())
    except StoreFault as fault:
        if fault.code != "damaged":
            raise
        return _damaged(fault, asked.json)
    if asked.json:
        printing.document(_as_json(found))
    else:
        _tell(found)
    return Exit.DONE if found.ok else Exit.NOTHING


def _as_json(found: Verified) -> dict[str, Any]:
    problems = [{"where": p.where, "what": problem_text(p.what)} for p in found.problems]
    return {"ok": found.ok, "entries": found.entries, "head": found.head, "problems": problems}


def _tell(found: Verified) -> None:
    printing.say(_("Entries: {entries}. Head: {head}").format(entries=found.entries, head=found.head))
    if found.ok:
        printing.say(proof_text(found.entries, found.anchored))
    for problem in found.problems:
        complain(_("{place}: {why}").format(place=place_text(problem.where), why=problem_text(problem.what)))


def _damaged(fault: StoreFault, as_json: bool) -> Exit:
    """Tell of a file that is too damaged to be gone through: that is what was to be found out."""
    text = fault_text(fault)
    if as_json:
        problems = [{"where": str(fault.facts["path"]), "what": text}]
        printing.document({"ok": False, "entries": 0, "head": "", "problems": problems})
    else:
        complain(text)
    return Exit.NOTHING


def _note(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_MOST_NOTE)
    except (OSError, UnicodeDecodeError):
        raise Stop(Exit.USAGE, _("{path} can't be read as a signed checkpoint.").format(path=path)) from None
