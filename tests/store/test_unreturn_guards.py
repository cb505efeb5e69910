"""What careless SQL can't do with a loan that was taken back, tried with a plain client (invariants 1, 3, 5 and 7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.services import care, lending, office, signing, verifying
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from archive_tui.services.unreturning import unreturn
from tests.store.plain_client import refused, run
from tests.world import PIN, START, World

NOW = int(START.timestamp())
SEQ = "(SELECT max(seq) + 1 FROM trail)"


@pytest.fixture
def back(world: World) -> World:
    """Give a company in which a secret item, loan 1, has just been taken back."""
    a, desk, clerk, item = world.archive, world.actor(), world.people["liuyang"], world.item("塔式")
    assert signing.sign_here(a, desk, clerk, Asked(item), "gm", PIN).done
    assert lending.check_out(a, desk, clerk, [Wanted(item)], pledged=True)[item].done
    assert lending.give_back(a, desk, item, pages=10, state="完好").done
    return world


def undone(world: World, by: str = "archivist", at: int = NOW, verb: str = "INSERT", loan: int = 1, **said: Any) -> str:
    """Return SQL that keeps what a return had said, or something else in the columns of ``said``."""
    values = {
        "loan_id": "id", "by_id": str(world.people[by]), "at": str(at), "reason": "'x'", "returned_at": "returned_at",
        "taken_by_id": "taken_by_id", "pages_back": "pages_back", "state_back": "state_back", "late": "late",
        "by_wall_clock": "by_wall_clock", "seq": SEQ,
    } | said  # fmt: skip
    return f"{verb} INTO unreturn({', '.join(values)}) SELECT {', '.join(values.values())} FROM loan WHERE id = {loan}"


def gone_on(**other: str) -> str:
    """Return SQL that lets the loan go on, with something else in the columns of ``other``."""
    values = dict.fromkeys(("returned_at", "taken_by_id", "pages_back"), "NULL")
    values |= {"state_back": "''", "late": "0", "by_wall_clock": "0"} | other
    return f"UPDATE loan SET {', '.join(f'{column} = {value}' for column, value in values.items())} WHERE id = 1"


def test_a_loan_that_ended_does_not_go_on_by_itself_3(back: World) -> None:
    assert "loan_ends_once" in refused(back.path, gone_on())
    assert "loan_ends_once" in refused(back.path, "UPDATE loan SET returned_at = returned_at + 1 WHERE id = 1")
    assert "loan_ends_once" in refused(back.path, "UPDATE loan SET late = 1 WHERE id = 1")


def test_the_one_way_on_leaves_the_term_and_the_sign_off_3(back: World) -> None:
    assert run(back.path, "BEGIN", undone(back), gone_on(), "ROLLBACK")[0] is None
    for other in (
        {"due_at": "due_at + 3600"}, {"due_at": "due_at - 60"}, {"renewed": "1"}, {"out_at": "out_at + 60"},
        {"sign_off_id": "NULL"}, {"borrower_id": "1"}, {"kind": "'reading'"}, {"level": "'unclassified'"},
        {"reversed_seq": "1"}, {"late": "1"}, {"state_back": "'x'"}, {"taken_by_id": "1"}, {"pages_back": "3"},
        {"by_wall_clock": "1"}, {"returned_at": "returned_at + 1"}, {"seq": "1"}, {"out_boot_ns": "9"},
    ):  # fmt: skip
        assert "loan" in refused(back.path, "BEGIN", undone(back), gone_on(**other)), other


def test_what_the_return_had_said_is_kept_as_it_was_and_once_3(back: World) -> None:
    others: tuple[dict[str, Any], ...] = (
        {"returned_at": "returned_at - 1"}, {"taken_by_id": "1"}, {"pages_back": "9"}, {"pages_back": "NULL"},
        {"state_back": "''"}, {"late": "1"}, {"by_wall_clock": "1"}, {"seq": "1"}, {"loan_id": "99"}, {"by_id": "99"},
    )  # fmt: skip
    for said in others:
        assert "unreturn_is_lawful" in refused(back.path, undone(back, **said)), said
    assert "length(reason)" in refused(back.path, undone(back, reason="''"))
    assert unreturn(back.archive, back.actor(), 1, "误扫").done
    assert lending.give_back(back.archive, back.actor(), back.item("塔式")).done
    for verb in ("INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
        refused(back.path, undone(back, verb=verb), gone_on())
    for sql in ("UPDATE unreturn SET returned_at = 0", "UPDATE unreturn SET seq = seq + 9", "DELETE FROM unreturn"):
        refused(back.path, sql)


@pytest.mark.parametrize("by", ["gm", "director", "deputy1", "liuyang"])
def test_only_the_archivist_undoes_a_return(back: World, by: str) -> None:
    assert "unreturn_is_lawful" in refused(back.path, undone(back, by=by))


@pytest.mark.parametrize("at", [NOW - 1, NOW + 30 * 60 + 1, NOW + 86400])
def test_a_return_stands_after_half_an_hour_and_before_it_was_made(back: World, at: int) -> None:
    assert "unreturn_is_lawful" in refused(back.path, undone(back, at=at))
    assert run(back.path, undone(back, at=NOW + 30 * 60))[0] is None


def test_where_the_company_chose_never_it_is_never(back: World) -> None:
    office.choose_setting(back.archive, back.actor(), "unreturn_minutes", "0", "gm", PIN)
    assert "unreturn_is_lawful" in refused(back.path, undone(back))


def test_a_reversed_slip_does_not_go_on(back: World) -> None:
    item = back.item("放假")
    lending.check_out(back.archive, back.actor(), back.people["gm"], [Wanted(item)], pledged=True)
    lending.reverse(back.archive, back.actor(), 2, "拿错")
    assert "unreturn_is_lawful" in refused(back.path, undone(back, loan=2))


def test_an_item_that_was_lent_since_or_is_missing_has_no_second_holder_7(back: World) -> None:
    a, desk, item = back.archive, back.actor(), back.item("塔式")
    assert signing.sign_here(a, desk, back.people["qinchuan"], Asked(item, Kind.READING), "gm", PIN).done
    lending.check_out(a, desk, back.people["qinchuan"], [Wanted(item, Kind.READING)], pledged=True)
    assert "unreturn_is_lawful" in refused(back.path, undone(back))
    assert lending.give_back(a, desk, item).done
    assert "unreturn_is_lawful" in refused(back.path, undone(back))  # not the latest loan any more
    care.open_incident(a, desk, item, "loss", "未见")
    assert "unreturn_is_lawful" in refused(back.path, undone(back, loan=2))


def test_a_level_lowered_since_keeps_the_item_in_its_place_5(back: World) -> None:
    care.lower_level(back.archive, back.actor(), back.item("塔式"), Level.UNCLASSIFIED, "公开", "gm", PIN)
    assert "unreturn_is_lawful" in refused(back.path, undone(back))


@pytest.mark.parametrize("new", [Level.CONFIDENTIAL, Level.TOP_SECRET])
def test_an_item_raised_since_goes_on_under_recall_only_1(back: World, new: Level) -> None:
    care.raise_level(back.archive, back.actor(), back.item("塔式"), new, "含底价")
    assert "loan_ends_once" in refused(back.path, "BEGIN", undone(back), gone_on())
    recall = f"INSERT INTO recall(loan_id, made_by_id, at, cause, reason) VALUES (1, 2, {NOW}, 'level_raised', '')"
    assert run(back.path, "BEGIN", undone(back), recall, gone_on(), "ROLLBACK")[0] is None


def test_a_recall_is_not_shaken_off_by_a_return_that_was_none(world: World) -> None:
    item = world.item("放假")
    lending.check_out(world.archive, world.actor(), world.people["gm"], [Wanted(item)], pledged=True)
    care.recall(world.archive, world.actor(), 1, "盘点")
    lending.give_back(world.archive, world.actor(), item)
    assert "loan_ends_once" in refused(world.path, "BEGIN", undone(world), gone_on())


def test_the_item_follows_a_loan_that_goes_on_and_verify_finds_it_untold(back: World) -> None:
    back.clock.pass_(timedelta(minutes=1))
    assert run(back.path, "BEGIN", undone(back), gone_on(), "COMMIT")[0] is None
    assert run(back.path, f"SELECT state FROM item WHERE id = {back.item('塔式')}")[1] == [[["out"]]]
    found = {(problem.where, problem.what) for problem in verifying.verify(back.archive).problems}
    assert {("loans 1", "row_differs"), ("unreturns 1", "row_untold")} <= found
