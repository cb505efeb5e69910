"""``pin``: sets one's PIN with the one-time code, or changes it by the present one."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli import printing, secrets_asked
from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.wording import _

EXAMPLE = "archive-tui pin\narchive-tui pin --pin-stdin < code-and-new-pin"


def arguments(parser: Parser) -> None:
    """Take how the PINs come in: with ``--pin-stdin`` two lines, the code or present PIN, then the new PIN."""
    secrets_asked.arguments(parser)


def run(asked: Namespace) -> int:
    """Set or change the PIN of whoever runs this."""
    with sitting(asked, writes=True) as here:
        from archive_tui.services.pins import change_pin, set_pin

        known = secrets_asked.secret(asked, _("One-time code, or present PIN, of {name}:").format(name=here.seat.name))
        new = secrets_asked.secret(asked, _("New PIN, six digits or more:"))
        if not asked.pin_stdin and new != secrets_asked.secret(asked, _("The new PIN once more:")):
            raise Stop(Exit.USAGE, _("The two new PINs differ. Nothing was changed; please try again."))
        if known.isascii() and known.isdigit():
            change_pin(here.archive, here.actor, here.seat.login, known, new)
        else:
            set_pin(here.archive, here.actor, here.seat.login, known, new)
        printing.say(_("The PIN is set. It signs for {name} from now on.").format(name=here.seat.name))
    return Exit.DONE
