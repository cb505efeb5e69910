"""When the papers of the demo archive were filed: each quarter's after its end, some at once, a backlog at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from archive_tui.exchange.demo_records import DemoItem
from archive_tui.exchange.demo_times import is_open, local, moment

#: The day of April, July, October and January on which a quarter's papers are filed (6.5.1), if the office is open.
_DAY = 12


def filings(
    items: Iterable[DemoItem], begins: datetime, needed: Mapping[str, datetime], now: datetime
) -> list[tuple[datetime, Sequence[DemoItem]]]:
    """Return which items were filed at what moment, in order of time, none before ``begins`` or after ``now``.

    ``needed`` says when an item was first asked for: it was filed at once where the quarter's filing came too late
    (6.5.3), as was what this quarter brought. Papers older than the archive were filed in its first weeks, by year.
    """
    batches: dict[datetime, list[DemoItem]] = defaultdict(list)
    for item in items:
        day = date.fromisoformat(item.document_date)
        at = moment(_filing_day(day), 14, 20)
        if at >= min(now, needed.get(item.archival_code, now)):
            at = _at_once(day, now)
        if at <= begins + timedelta(days=1):
            at = moment(_open_day(local(begins).date() + timedelta(days=1 + item.year % 12)), 9 + item.year % 8, 45)
        batches[at].append(item)
    return sorted(batches.items())


def _filing_day(day: date) -> date:
    """Return the day on which the papers of a day's quarter are filed."""
    month = (day.month - 1) // 3 * 3 + 4
    return _open_day(date(day.year + month // 13, (month - 1) % 12 + 1, _DAY))


def _at_once(day: date, now: datetime) -> datetime:
    """Return the afternoon of the next day on which the office is open; what just came in was filed today."""
    at = moment(_open_day(day + timedelta(days=1)), 16, 30)
    return at if at < now else max(moment(day, 0), now - timedelta(minutes=95))


def _open_day(day: date) -> date:
    """Return the day itself, or the first one after it on which the office is open."""
    return next(d for d in (day + timedelta(days=n) for n in range(15)) if is_open(d))
