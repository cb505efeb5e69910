"""The watch over a session left alone: a thread, for a frozen terminal stops Textual's loop. Only keys reset it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_LOOKS = 60  # how often the thread looks within the shortest term


def boot_time() -> float:
    """Return seconds of a clock that runs while the machine sleeps and that nobody can set."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Watchdog:
    """Calls ``blank`` once after ``blank_after`` seconds without a key, and ``end`` after ``end_after``."""

    def __init__(
        self, blank_after: float, end_after: float, blank: Callable[[], None], end: Callable[[], None],
        clock: Callable[[], float] = boot_time,
    ) -> None:  # fmt: skip
        """Take both terms, what to do then (called on the thread), and the clock to go by."""
        self._blank_after, self._end_after = blank_after, end_after
        self._blank, self._end, self._clock = blank, end, clock
        self._touched, self._blanked = clock(), False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def touch(self) -> None:
        """Note that a key was pressed."""
        self._touched, self._blanked = self._clock(), False

    def look(self) -> None:
        """Do what is due now; the thread calls this every so often."""
        idle = self._clock() - self._touched
        if idle >= self._end_after:
            self._stopped.set()
            self._end()
        elif idle >= self._blank_after and not self._blanked:
            self._blanked = True
            self._blank()

    def _watch(self) -> None:
        while not self._stopped.wait(min(self._blank_after, self._end_after) / _LOOKS):
            self.look()
