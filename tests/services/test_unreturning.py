"""Undoing a return that was none, through a real archive: 6.7.3, 6.7.6, invariants 1, 3, 5 and 7."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.services import care, lending, office, verifying
from archive_tui.services.archive import BadInput, NotThere, Outcome
from archive_tui.services.lending import Lent
from archive_tui.services.unreturning import latest_return, may_unreturn, unreturn
from tests.services.desk import (
    LEASING_SECRET,
    OFFICE_CONFIDENTIAL,
    PLAIN,
    acts,
    back,
    codes,
    last_body,
    lend,
    lent,
    rows,
    sign,
    state,
)
from tests.services.test_verifying import unguarded
from tests.world import PIN, World

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CLERK = "liuyang"
LOAN = "SELECT due_at, returned_at, taken_by_id, pages_back, state_back, late, renewed, sign_off_id FROM loan"


def undo(world: World, loan_id: int = 1, reason: str = "误扫", by: str = "archivist") -> Outcome[Lent]:
    return unreturn(world.archive, world.actor(by), loan_id, reason)


def secret_out(world: World) -> Lent:
    sign(world, CLERK, LEASING_SECRET, "gm")
    return lent(world, CLERK, LEASING_SECRET)


def refused(world: World, **of: Any) -> list[str]:
    """Return why it can't be undone; nothing but the refusal is recorded, and looking says the same."""
    looked = codes(may_unreturn(world.archive, world.actor(of.get("by", "archivist")), of.get("loan_id", 1)))
    before = rows(world, LOAN)
    outcome = undo(world, **of)
    assert outcome.done is None and codes(outcome.ruling) == looked
    assert rows(world, LOAN) == before and acts(world)[-1] == "refused"
    return looked


def test_6_7_3_the_loan_goes_on_under_its_old_due_time_and_sign_off_and_both_acts_stay(world: World) -> None:
    loan = secret_out(world)
    before = rows(world, LOAN)
    world.clock.pass_(HOUR)
    back(world, LEASING_SECRET, pages=9, state="封面折角")
    world.clock.pass_(5 * MINUTE)
    done = undo(world).done
    assert done is not None and done.due_at == loan.due_at
    assert rows(world, LOAN) == before
    assert state(world, LEASING_SECRET) is State.OUT
    assert acts(world)[-2:] == ["give_back", "unreturn"]
    assert rows(world, "SELECT pages_back, state_back, late, reason FROM unreturn") == [(9, "封面折角", 0, "误扫")]
    assert verifying.verify(world.archive).problems == ()


def test_invariant_3_the_four_hours_run_on_from_the_check_out(world: World) -> None:
    secret_out(world)
    world.clock.pass_(4 * HOUR - MINUTE)
    back(world, LEASING_SECRET)
    world.clock.pass_(MINUTE + timedelta(seconds=1))
    assert undo(world).done
    done = back(world, LEASING_SECRET).done
    assert done is not None and done.late


def test_invariant_3_no_second_use_of_a_sign_off_comes_of_it(world: World) -> None:
    secret_out(world)
    back(world, LEASING_SECRET)
    assert undo(world).done
    back(world, LEASING_SECRET)
    assert refused(world) == ["6.7.3 unreturned_before"]
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_used"]
    assert rows(world, "SELECT count(*) FROM loan WHERE sign_off_id = 1") == [(1,)]


@pytest.mark.parametrize(("after", "allowed"), [(0, True), (30 * 60, True), (30 * 60 + 1, False)])
def test_it_is_undone_within_half_an_hour(world: World, after: int, allowed: bool) -> None:
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    world.clock.pass_(timedelta(seconds=after))
    if allowed:
        assert undo(world).done
    else:
        assert refused(world) == ["6.7.3 return_stands"]


@pytest.mark.parametrize(("minutes", "code"), [("0", "unreturn_never"), ("4", "return_stands"), ("5", None)])
def test_setting_for_how_long_it_is_undone(world: World, minutes: str, code: str | None) -> None:
    office.choose_setting(world.archive, world.actor(), "unreturn_minutes", minutes, "gm", PIN)
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    world.clock.pass_(5 * MINUTE)
    assert (refused(world) if code else []) == ([f"6.7.3 {code}"] if code else [])
    assert (undo(world).done is not None) is (code is None)


@pytest.mark.parametrize("turned", [-HOUR, HOUR])
def test_no_turned_clock_gives_more_time(world: World, turned: timedelta) -> None:
    lent(world, "gm", PLAIN)
    world.clock.pass_(HOUR)
    back(world, PLAIN)
    world.clock.pass_(31 * MINUTE)
    world.clock.turn(turned)
    assert refused(world) == ["6.7.3 return_stands"]


@pytest.mark.parametrize("by", ["gm", "director", "deputy1", CLERK])
def test_only_the_archivist_undoes_a_return(world: World, by: str) -> None:
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    assert refused(world, by=by) == ["6.3 may_not"]


def test_invariant_7_what_is_with_another_or_lost_stays_there(world: World) -> None:
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    second = lent(world, "director", PLAIN)
    assert refused(world) == ["6.7 item_out"]
    back(world, PLAIN)
    assert refused(world) == ["6.7.3 lent_since"]
    assert undo(world, second.loan_id).done
    back(world, PLAIN, incident="loss")
    assert "6.4 item_missing" in refused(world, loan_id=second.loan_id)


def test_a_loan_that_runs_or_was_reversed_has_no_return_to_undo(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    assert refused(world) == ["6.7 not_back"]
    lending.reverse(world.archive, world.actor(), loan.loan_id, "拿错")
    assert refused(world) == ["6.7 slip_reversed"]


def test_whoever_has_left_the_company_has_nothing_out_again(world: World) -> None:
    sign(world, "qinchuan", LEASING_SECRET, "gm")
    lent(world, "qinchuan", LEASING_SECRET)
    back(world, LEASING_SECRET)
    office.leave(world.archive, world.actor(), world.people["qinchuan"])
    assert refused(world) == ["6.7 borrower_not_on_staff"]


def test_invariant_5_a_level_lowered_meanwhile_was_lowered_in_place(world: World) -> None:
    secret_out(world)
    back(world, LEASING_SECRET)
    item = world.item(LEASING_SECRET)
    care.lower_level(world.archive, world.actor(), item, Level.UNCLASSIFIED, "已公开", "gm", PIN)
    assert refused(world) == ["6.7.3 lowered_since"]
    care.raise_level(world.archive, world.actor(), item, Level.SECRET, "不公开")
    assert refused(world) == ["6.7.3 lowered_since"]


@pytest.mark.parametrize("new", [Level.CONFIDENTIAL, Level.TOP_SECRET])
def test_invariants_1_and_2_what_was_raised_meanwhile_is_recalled_at_once(world: World, new: Level) -> None:
    secret_out(world)
    back(world, LEASING_SECRET)
    care.raise_level(world.archive, world.actor(), world.item(LEASING_SECRET), new, "含底价")
    assert undo(world).done
    assert rows(world, "SELECT cause, closed_at FROM recall") == [("level_raised", None)]
    assert last_body(world)["recall"] == 1
    assert verifying.verify(world.archive).ok


def test_what_was_under_recall_is_so_again(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    care.recall(world.archive, world.actor(), loan.loan_id, "盘点")
    back(world, PLAIN)
    assert undo(world).done
    assert rows(world, "SELECT cause, reason, closed_at IS NULL FROM recall ORDER BY id") == [
        ("asked", "盘点", 0), ("asked", "盘点", 1),
    ]  # fmt: skip
    assert codes(care.recall(world.archive, world.actor(), loan.loan_id).ruling) == ["6.7 recalled_already"]
    assert verifying.verify(world.archive).ok


def test_6_7_6_what_the_return_opened_stays_open_and_one_lateness_is_one_incident(world: World) -> None:
    lent(world, "gm", PLAIN)
    world.clock.pass_(timedelta(days=15))
    back(world, PLAIN, incident="damage")
    assert undo(world).done
    done = back(world, PLAIN).done
    assert done is not None and done.late and done.incidents == ()
    assert rows(world, "SELECT kind, closed_at FROM incident") == [("damage", None), ("late", None)]
    assert verifying.verify(world.archive).ok


def test_6_7_6_a_lateness_that_was_closed_is_another_at_the_next_late_return(world: World) -> None:
    lent(world, "gm", PLAIN)
    world.clock.pass_(timedelta(days=15))
    back(world, PLAIN)
    care.close_incident(world.archive, world.actor(), 1, "误收")
    assert undo(world).done
    done = back(world, PLAIN).done
    assert done is not None and len(done.incidents) == 1


def test_a_reading_goes_on_in_the_room(world: World) -> None:
    sign(world, "heyong", OFFICE_CONFIDENTIAL, "gm", Kind.READING)
    lent(world, "heyong", OFFICE_CONFIDENTIAL)
    back(world, OFFICE_CONFIDENTIAL)
    assert undo(world).done
    assert state(world, OFFICE_CONFIDENTIAL) is State.READING


def test_a_return_that_was_undone_is_not_told_again_by_its_key(world: World) -> None:
    lent(world, "gm", PLAIN)
    back(world, PLAIN, key="k")
    assert undo(world).done
    assert codes(back(world, PLAIN, key="k").ruling) == ["6.7 return_undone"]
    assert state(world, PLAIN) is State.OUT


def test_it_takes_a_reason_and_a_loan_that_is_there(world: World) -> None:
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    with pytest.raises(BadInput, match="no_reason"):
        undo(world, reason=" ")
    with pytest.raises(BadInput, match="character"):
        undo(world, reason="\x1b[31m")
    with pytest.raises(NotThere):
        undo(world, 99)
    with pytest.raises(NotThere):
        may_unreturn(world.archive, world.actor(), 99)
    assert latest_return(world.archive, world.actor(), world.item(PLAIN)) == 1
    assert latest_return(world.archive, world.actor(), world.item(LEASING_SECRET)) is None


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("DELETE FROM unreturn", ("unreturns 1", "row_missing")),
        ("UPDATE unreturn SET returned_at = returned_at - 60", ("unreturns 1", "row_differs")),
        ("UPDATE unreturn SET by_id = 1", ("unreturns 1", "row_differs")),
        ("UPDATE loan SET due_at = due_at - 60", ("loans 1", "row_differs")),
    ],
)
def test_verify_finds_what_was_done_to_the_rows_of_it(world: World, sql: str, found: tuple[str, str]) -> None:
    secret_out(world)
    back(world, LEASING_SECRET)
    assert undo(world).done
    unguarded(world, sql)
    assert found in [(problem.where, problem.what) for problem in verifying.verify(world.archive).problems]
