"""Time as the rules count it: a wall clock and a boot clock that no clock step can move (6.7.3; trust.md, Time)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of both clocks: ``utc`` (aware), ``boot_ns`` (ns since boot, suspend included), ``boot_id``."""

    utc: datetime
    boot_id: str
    boot_ns: int


def same_boot(earlier: Moment, later: Moment) -> bool:
    """Return whether the boot clocks of two moments can be compared: the machine was not restarted in between."""
    return bool(earlier.boot_id) and earlier.boot_id == later.boot_id and later.boot_ns >= earlier.boot_ns


def elapsed(earlier: Moment, later: Moment) -> timedelta:
    """Return the time from ``earlier`` to ``later``: by the boot clock within one boot, else by the wall clock."""
    if same_boot(earlier, later):
        return timedelta(microseconds=(later.boot_ns - earlier.boot_ns) // 1000)
    return later.utc - earlier.utc


def clock_step(earlier: Moment, later: Moment) -> timedelta:
    """Return how far the wall clock moved against the boot clock; zero when the boots can't be compared."""
    if not same_boot(earlier, later):
        return timedelta(0)
    return (later.utc - earlier.utc) - elapsed(earlier, later)


def left(out: Moment, due_at: datetime, now: Moment) -> timedelta:
    """Return what is left of a loan that went out at ``out`` and is due at ``due_at``; negative means overdue."""
    return (due_at - out.utc) - elapsed(out, now)


def is_late(out: Moment, due_at: datetime, back: Moment) -> bool:
    """Return whether a return at ``back`` is late, counted in whole seconds: exactly 4:00:00 is on time."""
    return left(out, due_at, back) <= timedelta(seconds=-1)


def closing_of_day(at: datetime, closes: time, zone: ZoneInfo) -> datetime:
    """Return the moment at which the reading room closes on the local day of ``at`` (6.7.3 reading b)."""
    local = at.astimezone(zone)
    return datetime.combine(local.date(), closes, zone).astimezone(at.tzinfo)
