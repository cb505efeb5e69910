"""``sign REQUEST``: signs a loan application, or refuses it, by one's own PIN."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from archive_tui.cli import printing, secrets_asked, whom
from archive_tui.cli.endings import Exit, complain
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.services.signing import sign_off
from archive_tui.services.worklists import LineShown, request_shown
from archive_tui.wording import _
from archive_tui.wording.names import kind_word, level_handling, line_state_word
from archive_tui.wording.rulings import form_label

EXAMPLE = (
    'archive-tui sign F0000381-6\narchive-tui sign 381 --refuse --reason "not needed for the work"\n'
    "archive-tui sign 381 --pin-stdin < pin-file"
)


def arguments(parser: Parser) -> None:
    """Take the application and the decision."""
    parser.add_argument("request", metavar="REQUEST", help=_("the application's number or label"))
    parser.add_argument("--refuse", action="store_true", help=_("refuse it; a reason belongs to it"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why"))
    secrets_asked.arguments(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Sign every item of the application that waits for this person, or refuse them."""
    with sitting(asked, writes=True) as here:
        number = whom.request_number(asked.request)
        lines = request_shown(here.archive, here.actor, number)
        if not asked.pin_stdin:
            _show(lines)
        pin = secrets_asked.secret(asked, _("PIN of {name}:").format(name=here.seat.name))
        outcome = sign_off(
            here.archive, here.actor, number, here.seat.login, pin, approve=not asked.refuse, reason=asked.reason
        )
        if outcome.done is None:
            return refuse(form_label(number), outcome.ruling)
        if asked.json:
            printing.document({"request": outcome.done.request_id, "state": outcome.done.state})
        else:
            printing.say(f"{form_label(number)}  {line_state_word(outcome.done.state)}")
    return Exit.DONE


def _show(lines: Sequence[LineShown]) -> None:
    """Show what is about to be signed, before the PIN is asked for."""
    first = lines[0]
    complain(f"{first.label}  {first.borrower}  {first.borrower_department}  {first.purpose}".rstrip())
    for line in lines:
        title = line.item.title or _("(title withheld)")
        state = line_state_word(line.state)
        complain(f"  {line.item.label}  {title}  {level_handling(line.item.level)}  {kind_word(line.kind)}  {state}")
