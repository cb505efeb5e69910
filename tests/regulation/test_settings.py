"""Settings: the defaults are the readings, texts go there and back, and what can't be is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.settings import (
    BadSetting,
    ConfidentialBy,
    InChargeOf,
    Settings,
    as_text,
    names,
    with_text,
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("loan_days", "14", id="6.7.2 fourteen days"),
        pytest.param("renewals", "1", id="6.7.2 renewable"),
        pytest.param("sign_off_hours", "24", id="6.7.3 approvals lapse after a day"),
        pytest.param("in_charge_of", "origin", id="6.7.3c where the paper came from"),
        pytest.param("confidential_by", "as_secret", id="6.7.3b as a secret loan"),
        pytest.param("blocks_classified", "yes", id="6.7.6 overdue blocks classified papers"),
        pytest.param("unreturn_minutes", "30", id="6.7.3 a mistaken return is undone at once or not at all"),
        pytest.param("room_closes", "17:30", id="6.7.3b the room's closing"),
        pytest.param("zone", "Asia/Shanghai", id="zone"),
    ],
)
def test_the_default_is_the_reading(name: str, text: str) -> None:
    assert as_text(Settings(), name) == text


def test_the_lapse_and_the_zone_are_ready_to_use() -> None:
    assert Settings(sign_off_hours=3).sign_off_lapse == timedelta(hours=3)
    assert str(Settings(zone="Europe/Berlin").tz) == "Europe/Berlin"


settings = st.builds(
    Settings,
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "UTC", "America/St_Johns"]),
    room_closes=st.integers(1, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60)),
    loan_days=st.integers(1, 365),
    renewals=st.integers(0, 99),
    sign_off_hours=st.integers(1, 24 * 14),
    in_charge_of=st.sampled_from(InChargeOf),
    confidential_by=st.sampled_from(ConfidentialBy),
    blocks_classified=st.booleans(),
    unreturn_minutes=st.integers(0, 120),
    bell=st.booleans(),
    blank_minutes=st.integers(1, 24 * 60),
    end_minutes=st.integers(1, 24 * 60),
)


@given(wanted=settings)
def test_every_setting_comes_back_from_its_text(wanted: Settings) -> None:
    read = Settings()
    for name in names():
        read = with_text(read, name, as_text(wanted, name))
    assert read == wanted


@given(name=st.sampled_from(names()), text=st.text(max_size=12))
def test_what_is_read_is_written_the_same_and_all_else_is_refused(name: str, text: str) -> None:
    try:
        read = with_text(Settings(), name, text)
    except BadSetting as refused:
        assert (refused.name, refused.value) == (name, text)
    else:
        assert as_text(read, name) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("loan_days", "0"), ("loan_days", "366"), ("loan_days", "-1"), ("loan_days", "two"), ("loan_days", ""),
        ("loan_days", "014"), ("loan_days", "1_4"), ("loan_days", " 14"), ("loan_days", "１４"), ("loan_days", "14.0"),
        ("renewals", "-1"), ("renewals", "100"), ("sign_off_hours", "0"), ("sign_off_hours", "337"),
        ("unreturn_minutes", "-1"), ("unreturn_minutes", "121"),
        ("blank_minutes", "0"), ("end_minutes", "1441"),
        ("room_closes", "24:00"), ("room_closes", "25:00"), ("room_closes", "00:00"), ("room_closes", "17"),
        ("room_closes", "17:30:15"), ("room_closes", "17:30+08:00"), ("room_closes", "1730"), ("room_closes", ""),
        ("in_charge_of", "nobody"), ("in_charge_of", "ORIGIN"), ("confidential_by", "anybody"),
        ("blocks_classified", "1"), ("blocks_classified", "Yes"), ("bell", ""),
        ("zone", ""), ("zone", "Mars/Olympus"), ("zone", "../etc/passwd"), ("zone", "Asia"), ("zone", "/etc/localtime"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadSetting) as refused:
        with_text(Settings(), name, text)
    assert (refused.value.name, refused.value.value) == (name, text)


@pytest.mark.parametrize("name", ["", "tz", "sign_off_lapse", "colour", "__class__"])
def test_an_unknown_setting_is_refused(name: str) -> None:
    with pytest.raises(BadSetting):
        with_text(Settings(), name, "1")
    with pytest.raises(BadSetting):
        as_text(Settings(), name)


def test_changing_one_setting_leaves_the_others() -> None:
    assert with_text(Settings(), "loan_days", "7") == replace(Settings(), loan_days=7)
