"""Handing over and copying through a real archive: 6.7.1 to 6.7.6 and invariants 1 to 4, 7 and 12."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.rulings import Decision
from archive_tui.services import delegation, lending, office, signing
from archive_tui.services.archive import Archive, BadInput, NotThere
from archive_tui.services.lending import Wanted
from tests.services.desk import (
    FINANCE_CONFIDENTIAL,
    FINANCE_SECRET,
    LEASING_SECRET,
    OFFICE_CONFIDENTIAL,
    OTHER_PLAIN,
    PLAIN,
    TOP_SECRET,
    acts,
    ask,
    back,
    codes,
    decide,
    form,
    last_body,
    lend,
    lent,
    rows,
    sign,
    state,
)
from tests.world import PIN, World

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
CLERK = "liuyang"


@pytest.mark.parametrize("person", ["gm", "deputy1", "deputy2", "director"])
def test_6_7_1_gm_deputies_and_office_director_take_an_unclassified_paper_directly(world: World, person: str) -> None:
    done = lent(world, person, PLAIN)
    assert done.due_at == world.clock.wall + 14 * DAY
    assert state(world, PLAIN) is State.OUT
    assert (last_body(world)["act"], last_body(world)["uses"]) == ("check_out", [])


@pytest.mark.parametrize("person", ["archivist", "zhoumin", "chenxiaomei", "liuyang"])
def test_6_7_2_nobody_else_takes_one_without_an_application(world: World, person: str) -> None:
    outcome = lend(world, person, PLAIN)
    assert outcome.done is None and outcome.ruling.decision is Decision.NEEDS_SIGN_OFF
    assert codes(outcome.ruling) == ["6.7.2 unsigned_manager"]
    assert (state(world, PLAIN), last_body(world)["act"]) == (State.IN_PLACE, "refused")


def test_6_7_2_the_managers_form_and_the_offices_decision_let_it_out_once(world: World) -> None:
    assert sign(world, CLERK, PLAIN, "heyong").done
    assert codes(lend(world, CLERK, PLAIN).ruling) == ["6.7.2 unsigned_office"]
    assert sign(world, CLERK, PLAIN, "director").done
    lent(world, CLERK, PLAIN)
    assert back(world, PLAIN).done
    again = lend(world, CLERK, PLAIN)
    assert again.done is None and codes(again.ruling) == ["6.7.2 sign_off_used"]


def test_6_7_2_another_application_for_the_same_paper_is_judged_by_itself(world: World) -> None:
    form(world, CLERK, PLAIN, "heyong")
    lent(world, CLERK, PLAIN)
    back(world, PLAIN)
    ask(world, CLERK, PLAIN)
    assert codes(lend(world, CLERK, PLAIN).ruling) == ["6.7.2 unsigned_manager"]
    form(world, CLERK, PLAIN, "heyong")
    lent(world, CLERK, PLAIN)


def test_6_7_2_a_withdrawn_application_lets_nothing_out(world: World) -> None:
    assert sign(world, CLERK, LEASING_SECRET, "gm").done
    assert signing.withdraw(world.archive, world.actor(CLERK), 1).done == 1
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 unsigned_secret"]


@pytest.mark.parametrize("person", ["gm", "deputy1", "liuyang"])
@pytest.mark.parametrize("kind", [None, Kind.OUT, Kind.READING])
def test_6_7_3_invariant_1_a_top_secret_item_goes_to_nobody(world: World, person: str, kind: Kind | None) -> None:
    assert not sign(world, person, TOP_SECRET, "gm", kind).ruling.allowed
    outcome = lend(world, person, TOP_SECRET, kind)
    assert (outcome.ruling.decision, codes(outcome.ruling)) == (Decision.REFUSED, ["6.7.3 top_secret_never"])
    assert state(world, TOP_SECRET) is State.IN_PLACE


def test_6_7_3_invariant_2_a_confidential_item_is_read_in_the_room_and_never_lent(world: World) -> None:
    assert not sign(world, CLERK, FINANCE_CONFIDENTIAL, "gm", Kind.OUT).ruling.allowed
    assert codes(lend(world, CLERK, FINANCE_CONFIDENTIAL, Kind.OUT).ruling) == ["6.7.3 confidential_not_lent"]
    assert codes(lend(world, CLERK, FINANCE_CONFIDENTIAL).ruling) == ["6.7.3 unsigned_secret"]
    assert sign(world, CLERK, FINANCE_CONFIDENTIAL, "deputy1").done
    done = lent(world, CLERK, FINANCE_CONFIDENTIAL)
    assert state(world, FINANCE_CONFIDENTIAL) is State.READING
    assert done.due_at == world.clock.wall + timedelta(hours=8, minutes=30)  # 17:30, the room's closing


def test_6_7_3a_invariant_3_a_secret_loan_takes_a_sign_off_lasts_four_hours_and_uses_it_up(world: World) -> None:
    assert lend(world, CLERK, LEASING_SECRET).done is None
    assert sign(world, CLERK, LEASING_SECRET, "deputy1").done
    done = lent(world, CLERK, LEASING_SECRET)
    assert done.due_at == world.clock.wall + 4 * HOUR
    back(world, LEASING_SECRET)
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_used"]


@pytest.mark.parametrize(
    ("passed", "turned", "late"),
    [
        pytest.param(4 * HOUR, 0 * HOUR, False, id="6.7.3a exactly four hours"),
        pytest.param(4 * HOUR + SECOND, 0 * HOUR, True, id="6.7.3a a second more"),
        pytest.param(4 * HOUR + SECOND, -3 * HOUR, True, id="6.7.3a the wall clock was set back"),
        pytest.param(4 * HOUR, 3 * HOUR, False, id="6.7.3a the wall clock was set forward"),
    ],
)
def test_6_7_3a_the_four_hours_run_on_the_clock(world: World, passed: timedelta, turned: timedelta, late: bool) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    lent(world, CLERK, LEASING_SECRET)
    world.clock.pass_(passed)
    world.clock.turn(turned)
    done = back(world, LEASING_SECRET).done
    assert done is not None and done.late is late
    assert rows(world, "SELECT kind FROM incident") == ([("late",)] if late else [])


def test_6_7_3a_after_a_restart_the_wall_clock_counts_and_that_is_marked(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    lent(world, CLERK, LEASING_SECRET)
    world.clock.pass_(4 * HOUR + SECOND)
    world.clock.boot_id, world.clock.boot_ns = "another-boot", 1
    done = back(world, LEASING_SECRET).done
    assert done is not None and done.late
    assert last_body(world)["by_wall_clock"] is True
    assert rows(world, "SELECT by_wall_clock FROM loan") == [(1,)]


def test_6_7_3a_a_loan_may_be_shortened_and_never_lengthened(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    item, now = world.item(LEASING_SECRET), world.clock.wall
    for due_at in (now + 4 * HOUR + SECOND, now, now - HOUR):
        wanted = Wanted(item, due_at=due_at)
        outcome = lending.check_out(world.archive, world.actor(), world.people[CLERK], [wanted], pledged=True)[item]
        assert codes(outcome.ruling) == ["6.7.3 due_too_late"]
    wanted = Wanted(item, due_at=now + 2 * HOUR)
    outcome = lending.check_out(world.archive, world.actor(), world.people[CLERK], [wanted], pledged=True)[item]
    assert outcome.done is not None and outcome.done.due_at == now + 2 * HOUR


def test_6_7_3b_a_sign_off_for_the_room_lets_nothing_out_of_it(world: World) -> None:
    assert sign(world, CLERK, LEASING_SECRET, "gm", Kind.READING).done
    assert lend(world, CLERK, LEASING_SECRET, Kind.OUT).done is None
    assert lend(world, CLERK, LEASING_SECRET, Kind.READING).done


def test_6_7_3b_nothing_is_handed_over_to_read_once_the_room_is_closed(world: World) -> None:
    world.clock.pass_(timedelta(hours=8, minutes=30))
    for item in (PLAIN, OFFICE_CONFIDENTIAL):
        sign(world, "gm", item, "gm", Kind.READING)
        assert "6.7.3 room_closed" in codes(lend(world, "gm", item, Kind.READING).ruling)


def test_6_7_3d_the_gms_own_approval_is_marked_and_a_deputys_own_is_refused(world: World) -> None:
    assert sign(world, "gm", LEASING_SECRET, "gm").done
    assert last_body(world)["self_approved"] is True
    assert codes(sign(world, "deputy1", FINANCE_SECRET, "deputy1").ruling) == ["6.7.3 own_signature"]


def test_6_7_3_a_sign_off_lapses_after_its_hours(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    world.clock.pass_(DAY + SECOND)
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_lapsed"]
    assert sign(world, CLERK, LEASING_SECRET, "gm").done  # asking again is all it takes
    world.clock.pass_(DAY)
    lent(world, CLERK, LEASING_SECRET)


def test_6_7_3_the_signer_is_judged_again_at_the_check_out(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "deputy1")
    assert office.leave(world.archive, world.actor(), world.people["deputy1"]).ruling.allowed
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_signer_lost"]


def test_6_7_3e_a_letter_counts_while_the_gm_is_away(world: World) -> None:
    a, now = world.archive, world.clock.wall
    letter = delegation.give_letter(
        a, world.actor(), world.people["deputy2"], now, now + DAY, None, [Level.SECRET], "gm", PIN
    )
    assert letter.done == 1
    assert not sign(world, CLERK, LEASING_SECRET, "deputy2").ruling.allowed
    delegation.record_absence(a, world.actor(), world.people["gm"], now, None)
    assert sign(world, CLERK, LEASING_SECRET, "deputy2").done
    assert (last_body(world)["capacity"], last_body(world)["letter"]) == ("delegate", 1)
    assert not sign(world, CLERK, OFFICE_CONFIDENTIAL, "deputy2").ruling.allowed  # beyond the letter's scope
    delegation.come_back(a, world.actor(), world.people["gm"])
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_signer_lost"]


def test_6_7_6_nothing_goes_out_without_the_pledge(world: World) -> None:
    with pytest.raises(BadInput, match="no_pledge"):
        lending.check_out(world.archive, world.actor(), world.people["gm"], [Wanted(world.item(PLAIN))], pledged=False)
    assert state(world, PLAIN) is State.IN_PLACE


@pytest.mark.parametrize("person", ["gm", "deputy1", "director", "heyong", "liuyang"])
def test_6_3_only_the_archivist_hands_over_and_takes_back(world: World, person: str) -> None:
    assert codes(lend(world, "gm", PLAIN, by=person).ruling) == ["6.3 may_not"]
    loan = lent(world, "gm", PLAIN)
    a, actor = world.archive, world.actor(person)
    for ruling in (
        lending.give_back(a, actor, world.item(PLAIN)).ruling,
        lending.reverse(a, actor, loan.loan_id, "").ruling,
        lending.renew(a, actor, loan.loan_id).ruling,
        lending.make_copy(a, actor, world.people["gm"], world.item(OTHER_PLAIN)).ruling,
    ):
        assert codes(ruling) == ["6.3 may_not"]
    assert state(world, PLAIN) is State.OUT


def test_invariant_7_what_is_out_goes_to_nobody_else(world: World) -> None:
    lent(world, "gm", PLAIN)
    for person in ("gm", "director"):
        assert codes(lend(world, person, PLAIN).ruling) == ["6.7 item_out"]
    assert len(rows(world, "SELECT 1 FROM loan")) == 1


def test_all_or_none_goes_out(world: World) -> None:
    good, bad = world.item(PLAIN), world.item(TOP_SECRET)
    wanted = [Wanted(good), Wanted(bad)]
    done = lending.check_out(world.archive, world.actor(), world.people["gm"], wanted, pledged=True)
    assert done[good].ruling.allowed and done[good].done is None and done[bad].done is None
    assert state(world, PLAIN) is State.IN_PLACE
    assert acts(world)[-1] == "refused" and last_body(world)["item"] == bad


def test_the_same_item_twice_in_one_act_is_refused(world: World) -> None:
    wanted = [Wanted(world.item(PLAIN)), Wanted(world.item(PLAIN), Kind.READING)]
    with pytest.raises(BadInput, match="asked_twice"):
        lending.check_out(world.archive, world.actor(), world.people["gm"], wanted, pledged=True)


@pytest.mark.parametrize(("kind", "code"), [(Kind.NONE, "nothing_asked"), (Kind.COPY, "copy_is_no_loan")])
def test_nothing_and_a_copy_are_no_loans(world: World, kind: Kind, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        lend(world, "gm", PLAIN, kind)


def test_a_person_or_item_that_is_not_there_is_named(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    for borrower, item, what in ((999, world.item(PLAIN), "person"), (gm, 999, "item")):
        with pytest.raises(NotThere) as missing:
            lending.check_out(a, desk, borrower, [Wanted(item)], pledged=True)
        assert (missing.value.what, missing.value.name) == (what, "999")
    for act in (lambda: lending.reverse(a, desk, 999, ""), lambda: lending.renew(a, desk, 999)):
        with pytest.raises(NotThere):
            act()


def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(world: World) -> None:
    a, desk, item, gm = world.archive, world.actor(), world.item(PLAIN), world.people["gm"]
    first = lending.check_out(a, desk, gm, [Wanted(item)], pledged=True, key="k1")[item].done
    size = len(acts(world))
    assert lending.check_out(a, desk, gm, [Wanted(item)], pledged=True, key="k1")[item].done == first
    assert len(acts(world)) == size
    returned = lending.give_back(a, desk, item, pages=9, key="k2").done
    assert lending.give_back(a, desk, item, pages=9, key="k2").done == returned
    assert len(acts(world)) == size + 1


def test_somebody_elses_key_tells_nothing_of_what_they_did(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    assert lending.check_out(a, desk, gm, [Wanted(world.item(PLAIN))], pledged=True, key="k1")[world.item(PLAIN)].done
    top = world.item(TOP_SECRET)
    told = lending.check_out(a, world.actor(CLERK), world.people[CLERK], [Wanted(top)], pledged=True, key="k1")
    assert told.keys() == {top} and told[top].done is None


def test_a_refusal_is_not_remembered_as_done(world: World) -> None:
    a, desk, item, clerk = world.archive, world.actor(), world.item(LEASING_SECRET), world.people[CLERK]
    assert lending.check_out(a, desk, clerk, [Wanted(item)], pledged=True, key="k")[item].done is None
    sign(world, CLERK, LEASING_SECRET, "gm")
    assert lending.check_out(a, desk, clerk, [Wanted(item)], pledged=True, key="k")[item].done


def test_a_refusal_at_the_desk_is_an_entry_and_what_could_be_had_is_none(world: World) -> None:
    a, desk, size = world.archive, world.actor(), len(acts(world))
    ruling = lending.note_refusal(a, desk, world.people["gm"], world.item(TOP_SECRET))
    assert ruling.decision is Decision.REFUSED and len(acts(world)) == size + 1
    assert last_body(world)["clauses"] == ["6.7.3 top_secret_never"]
    lending.note_refusal(a, desk, world.people["gm"], world.item(PLAIN))
    lending.note_refusal(a, desk, world.people[CLERK], world.item(LEASING_SECRET))
    assert len(acts(world)) == size + 1


def test_6_7_6_a_copy_is_signed_off_like_a_loan_and_recorded(world: World) -> None:
    a, desk, clerk, item = world.archive, world.actor(), world.people[CLERK], world.item(LEASING_SECRET)
    assert codes(lending.make_copy(a, desk, clerk, item).ruling) == ["6.7.3 unsigned_secret"]
    assert sign(world, CLERK, LEASING_SECRET, "gm", Kind.COPY).done
    assert lending.make_copy(a, desk, clerk, item).done == 1
    assert (last_body(world)["act"], state(world, LEASING_SECRET)) == ("copy", State.IN_PLACE)
    assert codes(lending.make_copy(a, desk, clerk, item).ruling) == ["6.7.3 sign_off_used"]
    assert lending.make_copy(a, desk, world.people["gm"], world.item(PLAIN)).done == 2


def test_6_7_6_a_sign_off_for_a_copy_lets_no_paper_out_and_the_other_way_round(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people[CLERK]
    sign(world, CLERK, LEASING_SECRET, "gm", Kind.COPY)
    sign(world, CLERK, FINANCE_SECRET, "gm", Kind.OUT)
    assert lend(world, CLERK, LEASING_SECRET).done is None
    assert lending.make_copy(a, desk, clerk, world.item(FINANCE_SECRET)).done is None


@pytest.mark.parametrize("item", [FINANCE_CONFIDENTIAL, TOP_SECRET])
def test_6_7_6_confidential_and_above_are_never_copied(world: World, item: str) -> None:
    assert not sign(world, "gm", item, "gm", Kind.COPY).ruling.allowed
    ruling = lending.make_copy(world.archive, world.actor(), world.people["gm"], world.item(item)).ruling
    assert ruling.decision is Decision.REFUSED


def test_invariant_12_what_was_confirmed_is_there_when_the_archive_is_opened_again(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    with_another = Archive.open(world.path, world.clock)
    try:
        with with_another.store.read():
            there = with_another.store.db.execute_sql("SELECT id, returned_at FROM loan").fetchall()
        assert there == [(loan.loan_id, None)]
    finally:
        with_another.close()


def test_two_sessions_cannot_hand_the_same_item_to_two_people(world: World) -> None:
    other = Archive.open(world.path, world.clock)
    try:
        second = replace(world, archive=other)
        assert lend(world, "gm", PLAIN).done
        assert codes(lend(second, "director", PLAIN).ruling) == ["6.7 item_out"]
    finally:
        other.close()


def test_6_7_2_an_application_refused_by_the_office_lets_nothing_out_and_says_who(world: World) -> None:
    request = ask(world, CLERK, PLAIN)
    assert decide(world, request.request_id, "heyong").done
    assert decide(world, request.request_id, "director", approve=False, reason="在用").done
    ruling = lend(world, CLERK, PLAIN).ruling
    assert codes(ruling) == ["6.7.2 sign_off_refused"]
    assert ruling.against[0].facts["name"] == "单国栋"
    assert [s.login for s in ruling.signers] == ["heyong"]
