"""The clock that services are handed: wall time, and a boot clock that no clock step can move (trust.md, Time)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of both clocks: ``utc`` (aware), ``boot_ns`` (ns since boot, suspend included), ``boot_id``."""

    utc: datetime
    boot_id: str
    boot_ns: int


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
        """Return the present moment; without a boot id the boot clock is not to be compared across readings."""
        clock_id = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return Moment(
            datetime.fromtimestamp(int(time.time()), UTC), self._boot_id, time.clock_gettime_ns(clock_id)
        )
