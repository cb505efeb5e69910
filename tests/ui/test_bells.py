"""When the desk rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.moments import Moment
from archive_tui.services.board import BoardRow
from archive_tui.ui.bells import due_now, passed, rung_for
from tests.ui.test_slip import item

NOW = Moment(datetime(2026, 3, 5, 9, 0, tzinfo=UTC), "boot", 0)


def row(minutes: float, loan_id: int = 1) -> BoardRow:
    return BoardRow(
        loan_id, item(), 1, "刘洋", Kind.OUT, Level.SECRET, NOW, NOW.utc, timedelta(minutes=minutes), minutes < 0,
        False, None, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(("minutes", "bells"), [(31, 0), (30, 1), (10.5, 1), (10, 2), (0.5, 2), (0, 3), (-5, 3)])
def test_a_loan_has_come_past_so_many_bells(minutes: float, bells: int) -> None:
    assert passed(timedelta(minutes=minutes)) == bells


def test_each_bell_rings_once() -> None:
    rung = rung_for([row(40)], [])
    heard = []
    for minutes in (35, 30, 29, 11, 10, 9, 1, 0, -1, -30):
        rows = [row(minutes)]
        heard += [minutes for _row in due_now(rung, rows)]
        rung = rung_for(rows, [])
    assert heard == [30, 10, 0]


def test_bells_that_were_missed_ring_once_for_all() -> None:
    assert len(due_now(rung_for([row(40)], []), [row(-3)])) == 1


def test_a_loan_that_is_new_on_the_board_rings_from_its_next_bell_on() -> None:
    rung = rung_for([row(100)], [])
    assert due_now(rung, [row(100), row(20, 2)]) == ()
    rung = rung_for([row(100), row(20, 2)], [])
    assert [each.loan_id for each in due_now(rung, [row(90), row(10, 2)])] == [2]


def test_a_renewed_loan_rings_anew() -> None:
    rung = rung_for([row(5)], [])
    rung = rung_for([replace(row(5), left=timedelta(days=14))], [])
    assert len(due_now(rung, [row(29)])) == 1
