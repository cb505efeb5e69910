"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.wording import times

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 30, 15, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(hours=4), "4:00"),
        (timedelta(hours=3, minutes=42, seconds=59), "3:42"),
        (timedelta(seconds=59), "0:00"),
        (timedelta(0), "0:00"),
        (timedelta(milliseconds=-400), "0:00"),
        (timedelta(seconds=-1), "0:01 overdue"),
        (timedelta(minutes=-12), "0:12 overdue"),
        (timedelta(hours=23, minutes=59), "23:59"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=6, hours=23), "6 d"),
        (timedelta(days=-3), "3 d overdue"),
    ],
)
def test_what_is_left_counts_down_in_hours_and_minutes_and_beyond_a_day_in_days(left: timedelta, text: str) -> None:
    assert times.left_text(left) == text


def test_what_is_left_reads_in_chinese_too() -> None:
    wording.install("zh_CN")
    assert times.left_text(timedelta(hours=3, minutes=42)) == "3:42"
    assert times.left_text(timedelta(minutes=-12)) == "逾期 0:12"
    assert times.left_text(timedelta(days=6)) == "6 天"


@given(st.integers(-10_000_000, 10_000_000))
def test_overdue_is_said_from_the_first_whole_second_over(seconds: int) -> None:
    assert ("overdue" in times.left_text(timedelta(seconds=seconds))) is (seconds <= -1)


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (datetime(2026, 12, 30, 17, 30, tzinfo=SHANGHAI), "17:30"),
        (datetime(2026, 12, 30, 23, 59, tzinfo=SHANGHAI), "23:59"),
        (datetime(2026, 12, 31, 9, 0, tzinfo=SHANGHAI), "tomorrow 09:00"),
        (datetime(2026, 12, 30, 16, 30, tzinfo=UTC), "tomorrow 00:30"),
        (datetime(2026, 12, 8, 9, 0, tzinfo=SHANGHAI), "12-08"),
        (datetime(2027, 1, 13, 9, 0, tzinfo=SHANGHAI), "2027-01-13"),
    ],
)
def test_a_due_time_is_as_short_as_it_stays_clear(due: datetime, text: str) -> None:
    assert times.due_text(due, NOW, SHANGHAI) == text


def test_days_and_times_are_iso_and_of_24_hours_in_the_zone_asked_for() -> None:
    at = datetime(2026, 3, 5, 16, 5, tzinfo=UTC)
    assert times.date_text(at, SHANGHAI) == "2026-03-06"
    assert times.time_text(at, SHANGHAI) == "00:05"
    assert times.moment_text(at, UTC) == "2026-03-05 16:05"


def test_times_in_sentences_are_in_the_archives_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "_zone", None)
    at = datetime(2026, 3, 5, 16, 5, tzinfo=UTC)
    assert times.moment_text(at) == "2026-03-06 00:05"
    times.install_zone(timezone(timedelta(hours=-5)))
    assert times.moment_text(at) == "2026-03-05 11:05"


def test_a_wait_is_said_in_seconds_or_whole_minutes() -> None:
    assert [times.wait_text(s) for s in (5, 59, 60, 61, 320)] == ["5 s", "59 s", "1 min", "2 min", "6 min"]
