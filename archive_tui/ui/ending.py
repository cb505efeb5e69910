"""Ending at once: a line that dropped, a SIGTERM, a session left alone. The act that runs is undone, nothing is asked.

A frozen terminal stops Textual's loop and its way of leaving, so this goes round both: the terminal is put back as it
was in a moment's time or not at all, and the process is gone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from archive_tui.showing import visible

#: End the keyboard protocol, bracketed paste, focus and size reports; wrap lines again; leave the alternate screen; and
#: show the cursor.
_BACK = b"\x1b[<u\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"
_PATIENCE = 0.3


class Ending:
    """Remembers how the terminal was, and ends the process."""

    def __init__(self) -> None:
        """Remember how the terminal is now."""
        self._modes: list[object] | None = None
        with contextlib.suppress(Exception):
            import termios

            self._modes = termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]

    def on_signals(self) -> Callable[[], None]:
        """End on SIGHUP and SIGTERM; return what takes that back."""
        before = {number: signal.signal(number, self._signalled) for number in (signal.SIGHUP, signal.SIGTERM)}

        def undo() -> None:
            for number, handler in before.items():
                signal.signal(number, handler)

        return undo

    def now(self, number: int = signal.SIGTERM, words: str = "") -> None:
        """End the process as if by that signal; ``words`` stay on the terminal."""
        restoring = threading.Thread(target=self._restore, args=(words,), daemon=True)
        restoring.start()
        restoring.join(_PATIENCE)
        os._exit(128 + number)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.now(number)

    def _restore(self, words: str) -> None:
        with contextlib.suppress(Exception):
            import termios

            if self._modes is not None:
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, self._modes)  # type: ignore[union-attr,arg-type]
        with contextlib.suppress(OSError):
            last = f"{visible(words)}\r\n".encode() if words else b""
            os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, _BACK + last)
