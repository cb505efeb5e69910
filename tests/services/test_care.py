"""Levels, recalls, reminders, incidents and clock steps through a real archive: 6.5.4, 6.7.6, invariants 5 and 6."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.services import care, delegation, filing, verifying
from archive_tui.services.archive import BadInput, NotThere, Outcome
from archive_tui.services.care import LevelChanged
from archive_tui.services.filing import NewItem
from archive_tui.services.pins import PinRefused
from tests.services.desk import (
    FINANCE_CONFIDENTIAL,
    LEASING_SECRET,
    OTHER_PLAIN,
    PLAIN,
    TOP_SECRET,
    acts,
    ask,
    back,
    codes,
    last_body,
    lend,
    lent,
    rows,
    sign,
    state,
)
from tests.world import PIN, World


def up(world: World, item: str, new: Level, by: str = "archivist") -> Outcome[LevelChanged]:
    return care.raise_level(world.archive, world.actor(by), world.item(item), new, "核定")


def down(world: World, item: str, new: Level, by: str = "gm", pin: str = PIN) -> Outcome[LevelChanged]:
    return care.lower_level(world.archive, world.actor(), world.item(item), new, "核定", by, pin)


def level(world: World, item: str) -> Level:
    return Level(rows(world, "SELECT level FROM item WHERE id = ?", world.item(item))[0][0])


@pytest.mark.parametrize(
    ("by", "allowed"), [("archivist", True), ("gm", True), ("deputy1", False), ("director", False), ("liuyang", False)]
)
def test_invariant_5_who_raises_a_level(world: World, by: str, allowed: bool) -> None:
    outcome = up(world, PLAIN, Level.SECRET, by)
    assert outcome.ruling.allowed is allowed
    assert level(world, PLAIN) is (Level.SECRET if allowed else Level.UNCLASSIFIED)


@pytest.mark.parametrize("by", ["archivist", "deputy1", "director", "heyong", "liuyang"])
def test_invariant_5_only_the_gms_sign_off_lowers_a_level(world: World, by: str) -> None:
    assert codes(down(world, LEASING_SECRET, Level.UNCLASSIFIED, by).ruling) == ["6.7.3 lowering_is_gms"]
    with pytest.raises(PinRefused):
        down(world, LEASING_SECRET, Level.UNCLASSIFIED, "gm", "246801")
    assert level(world, LEASING_SECRET) is Level.SECRET
    assert down(world, LEASING_SECRET, Level.UNCLASSIFIED).done
    assert level(world, LEASING_SECRET) is Level.UNCLASSIFIED


def test_invariant_5_6_7_3e_no_letter_lowers_a_level(world: World) -> None:
    now = world.clock.wall
    delegation.record_absence(world.archive, world.actor(), world.people["gm"], now, None)
    delegation.give_letter(
        world.archive, world.actor(), world.people["deputy1"], now, now + timedelta(days=1), None,
        [Level.SECRET, Level.CONFIDENTIAL], "gm", PIN,
    )  # fmt: skip
    assert codes(down(world, LEASING_SECRET, Level.UNCLASSIFIED, "deputy1").ruling) == ["6.7.3 lowering_is_gms"]


@pytest.mark.parametrize("kind", [Kind.OUT, Kind.READING])
def test_invariant_5_a_lowering_waits_until_the_item_is_back(world: World, kind: Kind) -> None:
    sign(world, "liuyang", LEASING_SECRET, "gm", kind)
    lent(world, "liuyang", LEASING_SECRET, kind)
    assert codes(down(world, LEASING_SECRET, Level.UNCLASSIFIED).ruling) == ["6.7.3 lowering_waits"]
    back(world, LEASING_SECRET)
    assert down(world, LEASING_SECRET, Level.UNCLASSIFIED).done


def test_invariant_5_what_is_missing_is_not_back(world: World) -> None:
    sign(world, "liuyang", LEASING_SECRET, "gm")
    lent(world, "liuyang", LEASING_SECRET)
    back(world, LEASING_SECRET, incident="loss")
    assert codes(down(world, LEASING_SECRET, Level.UNCLASSIFIED).ruling) == ["6.7.3 lowering_waits"]


def test_invariant_5_a_raise_recalls_what_is_out_and_leaves_its_trace(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    done = up(world, PLAIN, Level.TOP_SECRET).done
    assert done is not None and done.recall_id == 1 and not done.owed
    assert rows(world, "SELECT loan_id, cause, closed_at FROM recall") == [(loan.loan_id, "level_raised", None)]
    body = last_body(world)
    assert (body["act"], body["old"], body["new"], body["recall"]) == ("level_change", "unclassified", "top_secret", 1)
    assert state(world, PLAIN) is State.OUT
    assert back(world, PLAIN).done
    assert rows(world, "SELECT closed_at IS NULL FROM recall") == [(0,)]
    assert codes(lend(world, "gm", PLAIN).ruling) == ["6.7.3 top_secret_never"]


def test_invariant_5_a_second_raise_does_not_recall_twice(world: World) -> None:
    lent(world, "gm", PLAIN)
    up(world, PLAIN, Level.SECRET)
    done = up(world, PLAIN, Level.CONFIDENTIAL).done
    assert done is not None and done.recall_id is None
    assert len(rows(world, "SELECT 1 FROM recall")) == 1


def test_invariant_5_a_raise_ends_applications_that_nobody_signed_yet(world: World) -> None:
    ask(world, "liuyang", PLAIN)
    done = up(world, PLAIN, Level.SECRET).done
    assert done is not None and done.voided == 1
    assert ask(world, "liuyang", PLAIN).request_id == 2


@pytest.mark.parametrize("item", [PLAIN, LEASING_SECRET, FINANCE_CONFIDENTIAL])
def test_a_raise_raises_and_a_lowering_lowers(world: World, item: str) -> None:
    now = level(world, item)
    for new in Level:
        if new.rank <= now.rank:
            with pytest.raises(BadInput, match="no_raise"):
                up(world, item, new)
        if new.rank >= now.rank:
            with pytest.raises(BadInput, match="no_lowering"):
                down(world, item, new)
    assert rows(world, "SELECT 1 FROM level_change") == []


def test_6_5_4_invariant_6_a_raise_without_the_original_is_recorded_as_owed(world: World) -> None:
    new = NewItem(
        "", filing.series_of("Z109", "WS", 2019, "D10", "BGS"), "传真件", "通知", 2019, world.departments["BGS"],
        Level.SECRET, "D10", original=False,
    )  # fmt: skip
    filed = filing.file_batch(world.archive, world.actor(), [new], "test").done
    assert filed is not None
    item = rows(world, "SELECT max(id) FROM item")[0][0]
    owed = care.raise_level(world.archive, world.actor(), item, Level.CONFIDENTIAL, "核定").done
    assert owed is not None and owed.owed
    assert rows(world, "SELECT original_owed FROM item WHERE id = ?", item) == [(1,)]
    lowered = care.lower_level(world.archive, world.actor(), item, Level.SECRET, "核定", "gm", PIN).done
    assert lowered is not None and not lowered.owed
    assert rows(world, "SELECT original_owed FROM item WHERE id = ?", item) == [(0,)]


@pytest.mark.parametrize(
    ("by", "allowed"), [("archivist", True), ("gm", True), ("director", False), ("liuyang", False)]
)
def test_who_recalls_what_is_out(world: World, by: str, allowed: bool) -> None:
    loan = lent(world, "gm", PLAIN)
    assert care.recall(world.archive, world.actor(by), loan.loan_id, "盘点").ruling.allowed is allowed
    assert len(rows(world, "SELECT 1 FROM recall")) == int(allowed)


def test_an_item_is_recalled_once_and_only_while_it_is_out(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    assert care.recall(world.archive, world.actor(), loan.loan_id).done == 1
    assert codes(care.recall(world.archive, world.actor(), loan.loan_id).ruling) == ["6.7 recalled_already"]
    back(world, PLAIN)
    assert codes(care.recall(world.archive, world.actor(), loan.loan_id).ruling) == ["6.7 not_out"]
    with pytest.raises(NotThere):
        care.recall(world.archive, world.actor(), 999)


def test_reminders_are_counted_while_the_item_is_out(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    assert [care.remind(world.archive, world.actor(), loan.loan_id).done for _ in range(2)] == [1, 2]
    assert codes(care.remind(world.archive, world.actor("gm"), loan.loan_id).ruling) == ["6.3 may_not"]
    back(world, PLAIN)
    assert codes(care.remind(world.archive, world.actor(), loan.loan_id).ruling) == ["6.7 not_out"]
    with pytest.raises(NotThere):
        care.remind(world.archive, world.actor(), 999)


def test_6_7_6_an_incident_found_later_stands_against_who_had_it_last(world: World) -> None:
    a, desk = world.archive, world.actor()
    assert care.open_incident(a, desk, world.item(OTHER_PLAIN), "damage", "受潮").done == 1
    lent(world, "gm", PLAIN)
    back(world, PLAIN)
    lent(world, "director", PLAIN)
    care.open_incident(a, desk, world.item(PLAIN), "copied", "拍照")
    back(world, PLAIN)
    care.open_incident(a, desk, world.item(PLAIN), "alteration", "涂改")
    people = world.people
    assert rows(world, "SELECT kind, borrower_id FROM incident ORDER BY id") == [
        ("damage", None), ("copied", people["director"]), ("alteration", people["director"]),
    ]  # fmt: skip


def test_invariant_7_what_is_lost_from_its_place_is_missing_and_what_is_away_once_its_return_says_so(
    world: World,
) -> None:
    care.open_incident(world.archive, world.actor(), world.item(OTHER_PLAIN), "loss", "盘点未见")
    assert state(world, OTHER_PLAIN) is State.MISSING
    lent(world, "gm", PLAIN)
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "loss", "借阅人报失")
    assert state(world, PLAIN) is State.OUT
    back(world, PLAIN, incident="loss")
    assert state(world, PLAIN) is State.MISSING
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize(
    ("by", "allowed"), [("archivist", True), ("director", True), ("gm", True), ("deputy1", False), ("liuyang", False)]
)
def test_6_7_6_who_closes_an_incident(world: World, by: str, allowed: bool) -> None:
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "damage", "")
    assert care.close_incident(world.archive, world.actor(by), 1, "已修复").ruling.allowed is allowed


def test_6_7_6_an_incident_is_closed_with_a_reason_once_and_never_by_whom_it_stands_against(world: World) -> None:
    a = world.archive
    lent(world, "gm", PLAIN)
    back(world, PLAIN, incident="damage")
    with pytest.raises(BadInput, match="no_reason"):
        care.close_incident(a, world.actor(), 1, " ")
    assert codes(care.close_incident(a, world.actor("gm"), 1, "没事").ruling) == ["6.7.6 own_incident"]
    assert care.close_incident(a, world.actor("director"), 1, "已修复").ruling.allowed
    assert codes(care.close_incident(a, world.actor(), 1, "再次").ruling) == ["6.7.6 incident_closed"]
    with pytest.raises(NotThere):
        care.close_incident(a, world.actor(), 999, "x")


@pytest.mark.parametrize("by", ["gm", "director", "liuyang"])
def test_6_7_6_only_the_archivist_opens_an_incident(world: World, by: str) -> None:
    outcome = care.open_incident(world.archive, world.actor(by), world.item(PLAIN), "damage", "")
    assert codes(outcome.ruling) == ["6.3 may_not"]
    assert rows(world, "SELECT 1 FROM incident") == []


@pytest.mark.parametrize("text", ["x" * 501, "\x00", "a\nb", "\u200b", "e\u0301"])
def test_no_text_enters_that_could_harm_a_terminal(world: World, text: str) -> None:
    a, desk, item = world.archive, world.actor(), world.item(PLAIN)
    loan = lent(world, "gm", PLAIN)
    tries: list[Callable[[], object]] = [
        lambda: care.raise_level(a, desk, item, Level.SECRET, text),
        lambda: care.lower_level(a, desk, world.item(TOP_SECRET), Level.SECRET, text, "gm", PIN),
        lambda: care.recall(a, desk, loan.loan_id, text),
        lambda: care.open_incident(a, desk, item, "damage", text),
    ]
    for attempt in tries:
        with pytest.raises(BadInput):
            attempt()
    assert acts(world)[-1] == "check_out"


def test_a_clock_step_is_recorded(world: World) -> None:
    seq = care.note_clock_step(world.archive, world.actor(), timedelta(seconds=-3600))
    assert rows(world, "SELECT max(seq) FROM trail") == [(seq,)]
    assert (last_body(world)["act"], last_body(world)["seconds"]) == ("clock_step", -3600)


def test_a_clock_step_that_several_sessions_notice_is_recorded_once(world: World) -> None:
    def note(by: int) -> int | None:
        return care.note_clock_step(world.archive, world.actor(), timedelta(seconds=by))

    world.clock.turn(timedelta(hours=1))
    assert note(3600) is not None
    world.clock.pass_(timedelta(minutes=5))
    assert note(3600) is None
    world.clock.turn(-timedelta(hours=1))
    assert note(-3600) is not None
    assert note(-3600) is None
    world.clock.boot_id = "another"
    assert note(-3600) is not None
    assert acts(world)[-3:] == ["clock_step"] * 3


def test_an_incident_of_no_known_kind_is_refused(world: World) -> None:
    with pytest.raises(BadInput, match="incident_kind"):
        care.open_incident(world.archive, world.actor(), world.item(PLAIN), "eaten", "")
    with pytest.raises(NotThere):
        care.open_incident(world.archive, world.actor(), 999, "damage", "")
