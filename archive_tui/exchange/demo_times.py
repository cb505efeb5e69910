"""Moments of the demo company: office hours in the archive's zone, given back in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

#: The zone that the demo archive keeps its time in.
ZONE = "Asia/Shanghai"
_TZ = ZoneInfo(ZONE)
#: The first days of months that are holidays: New Year, May Day, the National Day.
_HOLIDAYS = {1: 3, 5: 3, 10: 7}


def local(at: datetime) -> datetime:
    """Return a moment on the archive's own clock."""
    return at.astimezone(_TZ)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the moment, in UTC, at which the archive's clock shows that day, hour and minute."""
    return datetime.combine(day, time(hour, minute), _TZ).astimezone(UTC)


def months_ago(now: datetime, months: int) -> datetime:
    """Return half past eight in the morning of the day that lies about so many months before ``now``."""
    return moment(local(now).date() - timedelta(days=round(months * 30.44)), 8, 30)


def days_ago(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """Return that hour and minute on the day ``days`` before ``now``, but never after ``now``."""
    return min(now, moment(local(now).date() - timedelta(days=days), hour, minute))


def is_open(day: date) -> bool:
    """Return whether the office is open on a day: no weekend, none of the long holidays."""
    return day.weekday() < 5 and day.day > _HOLIDAYS.get(day.month, 0)


def office_day(before: date) -> date:
    """Return the day itself, or the last one before it on which the office was open."""
    return next(day for day in (before - timedelta(days=n) for n in range(15)) if is_open(day))


def office_hour(rng: Random, day: date, first: int, last: int) -> datetime:
    """Return some moment of a day between the hours ``first`` and ``last``."""
    return moment(day, rng.randrange(first, last), rng.randrange(60))


def closing_time(now: datetime) -> time:
    """Return when the demo's reading room closes: half past five, later for those who try it in the evening.

    A confidential item is read until closing time (6.7.3 reading b); after it none could be tried.
    """
    wall = local(now).time()
    return next((t for t in (time(17, 30), time(21, 30)) if wall < time(t.hour - 1, t.minute)), time(23, 59))


def closing_of(at: datetime, closes: time) -> datetime:
    """Return the moment, in UTC, at which the room closes on the day of ``at``."""
    return datetime.combine(local(at).date(), closes, _TZ).astimezone(UTC)
