"""A return that was none: what must hold for the loan to go on (6.7.3; invariants 3, 5 and 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive_tui.regulation.levels import State
from archive_tui.regulation.settings import Settings
from archive_tui.regulation.wrong_returns import WrongReturn, rule_unreturn

AT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CASE = WrongReturn(AT + timedelta(hours=1), AT - MINUTE, MINUTE, State.IN_PLACE, borrower_active=True)


def against(settings: Settings | None = None, **other: Any) -> list[str]:
    ruling = rule_unreturn(replace(CASE, **other), settings or Settings(), AT)
    assert ruling.allowed is not bool(ruling.against)
    return [f"{clause.article} {clause.code}" for clause in ruling.against]


def test_a_return_made_by_mistake_is_undone_and_the_loan_is_due_as_it_was() -> None:
    (clause,) = rule_unreturn(CASE, Settings(), AT).clauses
    assert (clause.code, clause.holds, clause.facts["due_at"]) == ("loan_goes_on", True, CASE.due_at)


def test_a_loan_that_has_not_been_taken_back_has_nothing_to_undo() -> None:
    assert against(returned_at=None) == ["6.7 not_back"]


@pytest.mark.parametrize(
    ("minutes", "allowed"), [(0, True), (29, True), (30, True), (30.1, False), (-0.1, False), (600, False)]
)
def test_a_return_is_undone_within_half_an_hour_and_not_before_it_was_made(minutes: float, allowed: bool) -> None:
    ago = minutes * MINUTE
    assert against(returned_at=AT - ago, since=ago) == ([] if allowed else ["6.7.3 return_stands"])


@pytest.mark.parametrize(("wall", "boot"), [(5, 31), (31, 5)])
def test_both_clocks_must_say_that_it_was_lately(wall: int, boot: int) -> None:
    assert against(returned_at=AT - wall * MINUTE, since=boot * MINUTE) == ["6.7.3 return_stands"]


@pytest.mark.parametrize(
    ("chosen", "ago", "codes"),
    [
        (5, 5, []), (5, 6, ["6.7.3 return_stands"]), (120, 120, []), (0, 0, ["6.7.3 unreturn_never"]),
        (0, 5, ["6.7.3 unreturn_never"]),
    ],
)  # fmt: skip
def test_setting_for_how_many_minutes_it_is_undone(chosen: int, ago: int, codes: list[str]) -> None:
    assert against(Settings(unreturn_minutes=chosen), returned_at=AT - ago * MINUTE, since=ago * MINUTE) == codes


@pytest.mark.parametrize(
    ("other", "code"),
    [
        pytest.param({"undone": True}, "6.7.3 unreturned_before", id="3: once a loan"),
        pytest.param({"reversed": True}, "6.7 slip_reversed", id="no return at all"),
        pytest.param({"state": State.OUT, "holder": "刘洋"}, "6.7 item_out", id="7: with another"),
        pytest.param({"state": State.READING, "holder": "刘洋"}, "6.7 item_reading", id="7: read by another"),
        pytest.param({"state": State.MISSING}, "6.4 item_missing", id="7: missing"),
        pytest.param({"state": State.DESTROYED}, "6.8.4 item_destroyed", id="7: destroyed"),
        pytest.param({"last": False}, "6.7.3 lent_since", id="3: lent again since"),
        pytest.param({"lowered": True}, "6.7.3 lowered_since", id="5: lowered since"),
        pytest.param({"borrower_active": False}, "6.7 borrower_not_on_staff", id="the borrower has left"),
    ],
)
def test_what_has_become_of_the_loan_or_the_item_since_stands_in_the_way(other: dict[str, Any], code: str) -> None:
    assert against() == []
    assert against(**other) == [code]


def test_everything_that_stands_in_the_way_is_told_at_once() -> None:
    assert len(against(undone=True, lowered=True, last=False, since=timedelta(days=1))) == 4
