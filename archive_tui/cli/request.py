"""``request BORROWER ITEM...``: starts a loan application."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from archive_tui.cli import printing, whom
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit
from archive_tui.cli.may import KINDS
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse, signer_json
from archive_tui.regulation.levels import Kind
from archive_tui.services.finding import ItemShown
from archive_tui.services.signing import Asked, Requested, request
from archive_tui.wording import _
from archive_tui.wording.joining import one_of
from archive_tui.wording.names import stage_word
from archive_tui.wording.rulings import form_label, signer_text

EXAMPLE = 'archive-tui request chenxiaomei I0002214-3 --purpose "year-end report"'


def arguments(parser: Parser) -> None:
    """Take the person, the items, and what they are for."""
    parser.add_argument("borrower", metavar="BORROWER", help=_("a card, login or name"))
    parser.add_argument("items", metavar="ITEM", nargs="+", help=_("a label, archival code or piece of the title"))
    parser.add_argument("--purpose", metavar="TEXT", default="", help=_("what the items are needed for"))
    parser.add_argument("--kind", choices=KINDS, metavar="|".join(KINDS), help=_("else the most that the level allows"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Start the application and say who signs next."""
    with sitting(asked, writes=True) as here:
        borrower, items = whom.person(here, asked.borrower), whom.items(here, asked.items)
        kind = Kind(asked.kind) if asked.kind else None
        wanted = [Asked(item.id, kind) for item in items]
        outcome = request(here.archive, here.actor, borrower.id, wanted, asked.purpose)
        if outcome.done is None:
            return refuse(", ".join(item.label for item in items), outcome.ruling)
        if asked.json:
            printing.document(_as_json(outcome.done, items))
        else:
            _tell(outcome.done, items)
    return Exit.DONE


def _as_json(done: Requested, items: list[ItemShown]) -> dict[str, Any]:
    codes = {item.id: item.archival_code for item in items}
    needs = [
        {"archival_code": codes[item_id], "stage": stage.value if stage else None,
         "signers": [signer_json(signer) for signer in signers]}
        for item_id, stage, signers in done.needs
    ]  # fmt: skip
    return {"request": done.request_id, "needs": needs}


def _tell(done: Requested, items: list[ItemShown]) -> None:
    labels = {item.id: item.label for item in items}
    printing.say(_("Application {form} is under way.").format(form=form_label(done.request_id)))
    rows = [
        (labels[i], stage_word(stage) if stage else "", one_of([signer_text(s) for s in signers]) or _("nobody now"))
        for i, stage, signers in done.needs
    ]
    printing.table(heads("label", "needs", "by"), rows, stretch=2)
