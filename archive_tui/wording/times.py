"""Times as a person reads them: dates ISO, 24 hours, in the archive's zone; ``4 h`` counts down as ``3:42``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from archive_tui.regulation.settings import Settings
from archive_tui.wording import _

_DAY = 24 * 60
_zone: tzinfo | None = None


def install_zone(tz: tzinfo) -> None:
    """Show times inside sentences in ``tz`` from now on: the zone of the archive that was opened."""
    global _zone
    _zone = tz


def zone() -> tzinfo:
    """Return the zone in which times inside sentences are shown: the opened archive's, else the default one."""
    return _zone or Settings().tz


def date_text(at: datetime, tz: tzinfo) -> str:
    """Return the day, ``2026-03-05``."""
    return at.astimezone(tz).strftime("%Y-%m-%d")


def time_text(at: datetime, tz: tzinfo) -> str:
    """Return the time of day, ``17:30``."""
    return at.astimezone(tz).strftime("%H:%M")


def moment_text(at: datetime, tz: tzinfo | None = None) -> str:
    """Return day and time, ``2026-03-05 17:30``, in the archive's zone where none is given."""
    return at.astimezone(tz or zone()).strftime("%Y-%m-%d %H:%M")


def moment_of(seconds: int) -> datetime:
    """Return the moment of UTC seconds, as entries of the trail hold them."""
    return datetime.fromtimestamp(seconds, UTC)


def due_text(due: datetime, now: datetime, tz: tzinfo) -> str:
    """Return when something is due as short as it stays clear: ``17:30``, ``tomorrow 09:00``, ``12-08``.

    The time stands for today and tomorrow, the day without its year within this year, the whole date beyond it.
    """
    days = (due.astimezone(tz).date() - now.astimezone(tz).date()).days
    if days == 0:
        return time_text(due, tz)
    if days == 1:
        return _("tomorrow {time}").format(time=time_text(due, tz))
    day = date_text(due, tz)
    return day[5:] if day[:4] == date_text(now, tz)[:4] else day


def left_text(left: timedelta) -> str:
    """Return what is left of a loan, or by how much it is overdue: ``3:42``, ``6 d``, ``0:12 overdue``.

    Counted in whole minutes that are surely left: the last minute reads ``0:00``, the first one over ``0:01 overdue``.
    """
    minutes = minutes_left(left)
    if minutes >= 0:
        return _length(minutes)
    return _("{length} overdue").format(length=_length(-minutes))


def minutes_left(left: timedelta) -> int:
    """Return the whole minutes that are left; negative from the first second overdue."""
    return int(left.total_seconds()) // 60


def wait_text(seconds: int) -> str:
    """Return how long to wait: ``40 s``, ``3 min``."""
    if seconds < 60:
        return _("{number} s").format(number=seconds)
    return _("{number} min").format(number=-(-seconds // 60))


def _length(minutes: int) -> str:
    if minutes >= _DAY:
        return _("{number} d").format(number=minutes // _DAY)
    return f"{minutes // 60}:{minutes % 60:02d}"
