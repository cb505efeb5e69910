"""Time as 6.7.3 counts it: four hours on the boot clock, exactly 4:00:00 is on time, the room's closing."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.moments import Moment, clock_step, closing_of_day, elapsed, is_late, left, same_boot

OUT_AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
FOUR = timedelta(hours=4)
DUE = OUT_AT + FOUR
SECOND = timedelta(seconds=1)


def moment(wall: timedelta, boot: timedelta | None = None, boot_id: str = "a") -> Moment:
    """Return the moment at which the wall clock shows ``wall`` and the boot clock ``boot`` since the check-out."""
    run = wall if boot is None else boot
    return Moment(OUT_AT + wall, boot_id, 10**15 + int(run / timedelta(microseconds=1)) * 1000)


OUT = moment(timedelta(0))


@pytest.mark.parametrize(
    ("back", "late"),
    [
        pytest.param(moment(FOUR - SECOND), False, id="6.7.3a 3:59:59 is on time"),
        pytest.param(moment(FOUR), False, id="6.7.3a exactly 4:00:00 is on time"),
        pytest.param(moment(FOUR, FOUR + timedelta(milliseconds=999)), False, id="6.7.3a whole seconds are counted"),
        pytest.param(moment(FOUR + SECOND), True, id="6.7.3a 4:00:01 is late"),
        pytest.param(moment(timedelta(0), FOUR + SECOND), True, id="6.7.3a wall set back does not help"),
        pytest.param(moment(FOUR + timedelta(hours=9), FOUR), False, id="6.7.3a wall set forward does not hurt"),
        pytest.param(moment(FOUR + SECOND, timedelta(1), "b"), True, id="6.7.3a another boot: the wall clock counts"),
        pytest.param(moment(FOUR, timedelta(1), "b"), False, id="6.7.3a another boot, on time by the wall"),
    ],
)
def test_late_is_more_than_four_hours_on_the_clock(back: Moment, late: bool) -> None:
    assert is_late(OUT, DUE, back) is late


def test_nights_and_holidays_count_like_any_hour() -> None:
    evening = Moment(datetime(2026, 9, 30, 12, 0, tzinfo=UTC), "a", 10**15)
    next_day = Moment(evening.utc + FOUR + SECOND, "a", 10**15 + int((FOUR + SECOND).total_seconds()) * 10**9)
    assert is_late(evening, evening.utc + FOUR, next_day)


@pytest.mark.parametrize(
    ("earlier", "later", "same"),
    [
        pytest.param(OUT, moment(FOUR), True, id="one boot"),
        pytest.param(OUT, moment(FOUR, boot_id="b"), False, id="another boot"),
        pytest.param(moment(SECOND, boot_id=""), moment(FOUR, boot_id=""), False, id="no boot id known"),
        pytest.param(moment(FOUR), moment(FOUR, timedelta(0)), False, id="a boot clock that ran backwards"),
    ],
)
def test_boot_clocks_compare_within_one_boot_only(earlier: Moment, later: Moment, same: bool) -> None:
    assert same_boot(earlier, later) is same


steps = st.timedeltas(timedelta(days=-30), timedelta(days=30))
runs = st.timedeltas(timedelta(0), timedelta(days=30))


@given(run=runs, step=steps)
def test_no_clock_step_moves_what_is_left(run: timedelta, step: timedelta) -> None:
    assert left(OUT, DUE, moment(run + step, run)) == left(OUT, DUE, moment(run))


@given(run=runs, step=steps)
def test_a_clock_step_is_measured_exactly(run: timedelta, step: timedelta) -> None:
    assert clock_step(OUT, moment(run + step, run)) == step
    assert clock_step(OUT, moment(run + step, run, "b")) == timedelta(0)


@given(run=runs)
def test_what_is_left_and_what_has_passed_make_the_term(run: timedelta) -> None:
    assert left(OUT, DUE, moment(run)) + elapsed(OUT, moment(run)) == FOUR


@pytest.mark.parametrize(
    ("at", "closing"),
    [
        pytest.param("2026-05-12T02:00+00:00", "2026-05-12T09:30+00:00", id="6.7.3b morning"),
        pytest.param("2026-05-12T09:30+00:00", "2026-05-12T09:30+00:00", id="6.7.3b at closing"),
        pytest.param("2026-05-12T15:59+00:00", "2026-05-12T09:30+00:00", id="6.7.3b 23:59 is still that local day"),
        pytest.param("2026-05-12T16:00+00:00", "2026-05-13T09:30+00:00", id="6.7.3b local midnight is the next day"),
    ],
)
def test_the_room_closes_on_the_local_day(at: str, closing: str) -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert closing_of_day(datetime.fromisoformat(at), time(17, 30), shanghai) == datetime.fromisoformat(closing)


def test_closing_follows_summer_time_where_a_zone_has_it() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    winter, summer = datetime(2026, 3, 28, 10, tzinfo=UTC), datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert closing_of_day(winter, time(17, 30), berlin).hour == 16
    assert closing_of_day(summer, time(17, 30), berlin).hour == 15
