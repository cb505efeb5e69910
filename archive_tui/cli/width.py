"""How wide a terminal draws an ambiguous character: print one, ask where the cursor is now."""

from __future__ import annotations

import os
import re
import select
import time

_ASKED = b"\r\xc2\xb7\x1b[6n"  # a middle dot, and DSR 6: report the cursor's position (ECMA-48)
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE = 1.0


def ambiguous_width() -> int | None:
    """Return how many cells the terminal gives a ``·``, None where there is no terminal or it does not answer."""
    try:
        import termios
        import tty

        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except (ImportError, OSError):
        return None
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setraw(terminal, termios.TCSANOW)
            os.write(terminal, _ASKED)
            column = _column(terminal)
            os.write(terminal, b"\r\x1b[K")
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (termios.error, OSError):
        return None
    finally:
        os.close(terminal)
    return None if column is None else column - 1


def _column(terminal: int) -> int | None:
    answer, until = b"", time.monotonic() + _PATIENCE
    while (left := until - time.monotonic()) > 0 and select.select([terminal], [], [], left)[0]:
        answer += os.read(terminal, 64)
        found = _ANSWER.search(answer)
        if found is not None:
            return int(found[1])
    return None
