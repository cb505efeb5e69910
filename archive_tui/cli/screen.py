"""What a desk needs around it, looked at before any screen is drawn: a terminal, its size, a UTF-8 locale."""

from __future__ import annotations

import locale
import os
import sys

from archive_tui.cli.endings import Exit, Stop
from archive_tui.wording import _

COLUMNS, LINES = 80, 24


def check_screen() -> None:
    """Return if a desk can be opened here; else raise Stop with what to change."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(
            Exit.COULD_NOT,
            _('The desk needs a terminal, and this is none. "archive-tui --help" lists what goes without one.'),
        )
    for told in (bad_kind(), bad_locale(), bad_size()):
        if told:
            raise Stop(Exit.COULD_NOT, told)


def bad_kind() -> str:
    """Return what is wrong with the kind of terminal, empty for nothing."""
    kind = os.environ.get("TERM", "")
    if kind not in ("", "dumb", "unknown"):
        return ""
    text = _('The desk can\'t be drawn on a terminal of the kind "{kind}". Set it, for example: TERM=xterm-256color')
    return text.format(kind=kind)


def bad_locale() -> str:
    """Return what is wrong with the locale, empty for nothing; what counts is the locale, not Python's own choice."""
    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") == "utf8":
        return ""
    text = _("The locale's encoding is {encoding}, and the desk needs UTF-8. Set it, for example: LC_ALL=C.UTF-8")
    return text.format(encoding=encoding)


def bad_size() -> str:
    """Return what is wrong with the terminal's size, empty for nothing."""
    size = terminal_size()
    if size is None or (size[0] >= COLUMNS and size[1] >= LINES):
        return ""
    text = _("The desk needs a terminal of 80 by 24, and this one is {columns} by {lines}. Please enlarge it.")
    return text.format(columns=size[0], lines=size[1])


def terminal_size() -> tuple[int, int] | None:
    """Return columns and lines of the terminal, None where there is none or it does not say."""
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return None
    return (columns, lines) if columns and lines else None
