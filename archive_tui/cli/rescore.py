"""``rescore --preview``: the grades that would change with today's figures, before anything changes."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli import printing
from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.regulation.grading import shown
from archive_tui.services.quick_grade import may_look_up
from archive_tui.services.scoring import rescore_preview
from archive_tui.wording import _, ngettext

EXAMPLE = "archive-tui rescore --preview\narchive-tui rescore --preview --json"


def arguments(parser: Parser) -> None:
    """Take that only a preview is wanted: a re-score is an act of a person at the screen."""
    parser.add_argument(
        "--preview", action="store_true", required=True, help=_("list what would change, and change nothing")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """List the grades that would change, those that get worse first."""
    with sitting(asked) as here:
        if not may_look_up(here.archive, here.actor):
            from archive_tui.wording.permissions import permission_text

            words = _("{article} {clause}").format(article="5.3", clause=permission_text("see_clients"))
            raise Stop(Exit.REFUSED, words)
        changes = rescore_preview(here.archive, here.actor)
    if asked.json:
        printing.document(
            [
                {"code": c.code, "name": c.name, "old_grade": c.old.value, "old_total": shown(c.old_total),
                 "new_grade": c.new.value, "new_total": shown(c.new_total)}
                for c in changes
            ]
        )  # fmt: skip
        return Exit.DONE
    if not changes:
        printing.say(_("No grade would change with today's figures."))
        return Exit.DONE
    from archive_tui.cli.columns import heads
    from archive_tui.wording.clients import grade_word

    rows = [
        (c.code, c.name, grade_word(c.old), shown(c.old_total), grade_word(c.new), shown(c.new_total)) for c in changes
    ]
    printing.table(heads("code", "client", "grade", "total", "grade_now", "total_now"), rows, stretch=1)
    count = len(changes)
    printing.say(ngettext("{count} grade would change.", "{count} grades would change.", count).format(count=count))
    return Exit.DONE
