"""``may BORROWER ITEM``: the ruling on a person and an item, without doing anything."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from archive_tui.cli import printing, whom
from archive_tui.cli.endings import Exit
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import signer_json, way_forward
from archive_tui.regulation.levels import Kind
from archive_tui.regulation.rulings import Ruling
from archive_tui.services.finding import ItemShown, PersonShown, ruling_for
from archive_tui.wording import _
from archive_tui.wording.names import kind_word, level_handling
from archive_tui.wording.rulings import clause_text, decision_text, signer_text

EXAMPLE = "archive-tui may 陈晓梅 I0002214-3"
KINDS = [kind.value for kind in (Kind.OUT, Kind.READING, Kind.COPY)]


def arguments(parser: Parser) -> None:
    """Take the person, the item, and what is wanted of it."""
    parser.add_argument("borrower", metavar="BORROWER", help=_("a card, login or name"))
    parser.add_argument("item", metavar="ITEM", help=_("a label, archival code or piece of the title"))
    parser.add_argument("--kind", choices=KINDS, metavar="|".join(KINDS), help=_("else the most that the level allows"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Show the ruling; a refusal is an answer too and ends with 0."""
    with sitting(asked) as here:
        borrower, item = whom.person(here, asked.borrower), whom.item(here, asked.item)
        kind = Kind(asked.kind) if asked.kind else None
        ruling = ruling_for(here.archive, here.actor, borrower.id, item.id, kind)
        if asked.json:
            printing.document(_as_json(ruling))
        else:
            _show(borrower, item, ruling)
    return Exit.DONE


def _as_json(ruling: Ruling) -> dict[str, Any]:
    return {
        "decision": ruling.decision.value,
        "kind": ruling.most.value,
        "clauses": [{"article": c.article, "holds": c.holds, "text": clause_text(c)} for c in ruling.clauses],
        "signers": [signer_json(signer) for signer in ruling.signers],
        "way_forward": way_forward(ruling),
    }


def _show(borrower: PersonShown, item: ItemShown, ruling: Ruling) -> None:
    printing.say(f"{borrower.name}  {borrower.department}".rstrip())
    title = item.title or _("(title withheld)")
    printing.say(f"{item.label}  {title}  {level_handling(item.level)}")
    printing.say(_("{kind}: {decision}").format(kind=kind_word(ruling.kind), decision=decision_text(ruling.decision)))
    for clause in ruling.clauses:
        printing.say(f"  {'+' if clause.holds else 'x'} {clause.article}  {clause_text(clause)}")
    for signer in ruling.signers:
        printing.say("  " + _("can sign: {signer}").format(signer=signer_text(signer)))
    ways = way_forward(ruling)
    if ways:
        printing.say(_("Way forward: {ways}").format(ways=ways))
