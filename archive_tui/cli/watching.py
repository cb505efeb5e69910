"""Long work on a terminal: how far it is, and Ctrl-C that stops it where nothing is half done."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from archive_tui.exchange.progress import Progress, Step, Stopped

_CLEAR = "\r\x1b[K"


@contextmanager
def watched() -> Iterator[Progress]:
    """Give what is to be told of each step; it raises Stopped once Ctrl-C was pressed.

    A second Ctrl-C ends the program at once; what was begun is then cleared away by the next import.
    """
    asked = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    shown = sys.stderr.isatty()

    def told(step: Step) -> None:
        if asked.is_set():
            raise Stopped
        if shown:
            from archive_tui.wording.imports import progress_text

            words = progress_text(step.stage, step.done, step.of)
            print(f"{_CLEAR}{words}", end="", file=sys.stderr, flush=True)

    before: Any = None
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGINT, stop)
    try:
        yield told
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
        if shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
