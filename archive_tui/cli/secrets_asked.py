"""PINs and one-time codes as they are asked for: without echo on the terminal, or line by line from stdin."""

from __future__ import annotations

import sys
from argparse import Namespace

from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.parsing import Parser
from archive_tui.showing import visible
from archive_tui.wording import _


def arguments(parser: Parser) -> None:
    """Take how the PIN comes in."""
    parser.add_argument("--pin-stdin", action="store_true", help=_("read the PIN from the first line of stdin"))


def secret(asked: Namespace, question: str) -> str:
    """Return what was typed unseen after ``question``, or the next line of stdin; raises Stop where neither can be."""
    if asked.pin_stdin:
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            line = ""
        if not line:
            raise Stop(Exit.USAGE, _("stdin ended before a PIN came."))
        return line.rstrip("\r\n")
    if not on_terminal():
        raise Stop(Exit.USAGE, _("There is no terminal to ask for the PIN on. --pin-stdin reads it from stdin."))
    from getpass import getpass

    try:
        return getpass(f"{visible(question)} ")
    except EOFError:
        raise KeyboardInterrupt from None


def on_terminal() -> bool:
    """Return whether somebody can be asked: stdin and stderr are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
