"""One parser of dates for everything that is typed (desk.md, Words)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.dates import BadDate, read_date

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "typed",
    [
        "20160831",
        "2016-08-31",
        "2016-8-31",
        "2016/8/31",
        "2016.8.31",
        "2016年8月31日",
        "2016年8月31",
        " ２０１６/８/３１ ",
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert read_date(typed) == date(2016, 8, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("8-31", date(2026, 8, 31)), ("8/31", date(2026, 8, 31)), ("8月31日", date(2026, 8, 31)),
        ("1-5", date(2026, 1, 5)), ("+3d", date(2026, 3, 13)), ("＋３", date(2026, 3, 13)), ("+2w", date(2026, 3, 24)),
        ("-1d", date(2026, 3, 9)), ("+3天", date(2026, 3, 13)), ("+0", TODAY),
    ],
)  # fmt: skip
def test_a_short_day_is_counted_from_today(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3-10", TODAY), ("3-9", date(2027, 3, 9)), ("2-29", date(2028, 2, 29)), ("12-31", date(2026, 12, 31))],
)
def test_a_day_ahead_is_the_next_one_that_comes(typed: str, day: date) -> None:
    assert read_date(typed, TODAY, ahead=True) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2016-02-30", "no_such_day"), ("20161301", "no_such_day"), ("00160831", "no_such_day"),
        ("2-29", "no_such_day"),
        ("13-1", "no_such_day"), ("2016-08/31", "no_date"), ("yesterday", "no_date"), ("", "no_date"),
        ("42613", "no_date"),
        ("2016", "no_date"), ("2016-8-31 0:00", "no_date"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str, code: str) -> None:
    with pytest.raises(BadDate) as refused:
        read_date(typed, TODAY)
    assert (refused.value.code, refused.value.text) == (code, typed)


@pytest.mark.parametrize("typed", ["8-31", "+3d"])
def test_a_short_day_is_refused_where_there_is_no_today(typed: str) -> None:
    with pytest.raises(BadDate, match="needs_year"):
        read_date(typed)


def test_no_step_leaves_the_calendar() -> None:
    with pytest.raises(BadDate, match="no_such_day"):
        read_date("+9999w", date(9999, 1, 1))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_from_all_its_forms(day: date) -> None:
    for typed in (f"{day:%Y%m%d}" if day.year > 999 else "", day.isoformat(), f"{day.year}/{day.month}/{day.day}"):
        assert read_date(typed) == day


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_day_or_refused(typed: str, ahead: bool) -> None:
    try:
        day = read_date(typed, TODAY, ahead=ahead)
    except BadDate:
        return
    assert not ahead or day >= TODAY - timedelta(days=70_000)
