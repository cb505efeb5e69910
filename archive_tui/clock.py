"""The clocks that services are handed: nothing below the command line and the screens asks the machine for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from archive_tui.regulation.moments import Moment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Anything that can be asked for the time."""

    def now(self) -> Moment:
        """Return the present moment."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        """Read the boot id once: it cannot change while this process lives."""
        try:
            self._boot_id = _BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            self._boot_id = ""

    def now(self) -> Moment:
        """Return the present moment; with no boot id (not Linux) the wall clock alone counts."""
        clock_id = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return Moment(datetime.fromtimestamp(int(time.time()), UTC), self._boot_id, time.clock_gettime_ns(clock_id))
