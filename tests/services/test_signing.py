"""Applications and sign-offs through a real archive: 6.7.2, 6.7.3, by the signer's own PIN, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Stage
from archive_tui.services import care, office, signing
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.pins import PinRefused
from archive_tui.services.signing import Asked
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
    last_body,
    lend,
    lent,
    request,
    rows,
    sign,
)
from tests.world import PIN, World

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CLERK = "liuyang"


def outcomes(world: World) -> list[str | None]:
    return [row[0] for row in rows(world, "SELECT outcome FROM request_item ORDER BY id")]


@pytest.mark.parametrize(
    ("by", "borrower", "allowed"),
    [
        pytest.param("liuyang", "liuyang", True, id="6.7.2 for oneself"),
        pytest.param("liuyang", "chenxiaomei", False, id="6.7.2 not for a colleague"),
        pytest.param("heyong", "liuyang", True, id="6.7.2 a manager for his people"),
        pytest.param("heyong", "chenxiaomei", False, id="6.7.2 not for another department's"),
        pytest.param("archivist", "chenxiaomei", True, id="6.7.2 the archivist for anybody"),
        pytest.param("gm", "liuyang", False, id="6.7.2 the GM not for others"),
    ],
)
def test_6_7_2_who_may_start_an_application(world: World, by: str, borrower: str, allowed: bool) -> None:
    outcome = request(world, borrower, PLAIN, by=by)
    assert outcome.ruling.allowed is allowed
    if not allowed:
        assert codes(outcome.ruling) == ["6.3 may_not"]
    assert len(rows(world, "SELECT 1 FROM loan_request")) == int(allowed)
    assert acts(world)[-1] == ("request" if allowed else "refused")


def test_6_7_2_an_application_says_what_it_needs_and_who_can_give_it(world: World) -> None:
    needs = ask(world, CLERK, PLAIN, LEASING_SECRET).needs
    told = [(stage, [s.login for s in signers]) for _, stage, signers in needs]
    assert told == [(Stage.MANAGER, ["heyong"]), (Stage.SECRET, ["gm", "deputy1"])]


@pytest.mark.parametrize(
    ("borrower", "item", "kind", "code"),
    [
        pytest.param(CLERK, TOP_SECRET, None, "6.7.3 top_secret_never", id="6.7.3f"),
        pytest.param(CLERK, FINANCE_CONFIDENTIAL, Kind.OUT, "6.7.3 confidential_not_lent", id="6.7.3 not lent"),
        pytest.param(CLERK, FINANCE_CONFIDENTIAL, Kind.COPY, "6.7.3 confidential_no_copy", id="6.7.6 no copy"),
        pytest.param("gm", PLAIN, None, "6.7.1 no_application_needed", id="6.7.1 the GM"),
        pytest.param("director", PLAIN, Kind.READING, "6.7.1 no_application_needed", id="6.7.1 the director"),
    ],
)
def test_what_can_never_be_had_that_way_is_not_asked_for(
    world: World, borrower: str, item: str, kind: Kind | None, code: str
) -> None:
    assert codes(request(world, borrower, item, kind=kind).ruling) == [code]
    assert rows(world, "SELECT 1 FROM loan_request") == []


def test_6_7_2_nobody_who_has_left_asks_or_is_asked_for(world: World) -> None:
    office.leave(world.archive, world.actor(), world.people[CLERK])
    assert codes(request(world, CLERK, PLAIN).ruling) == ["6.7 borrower_not_on_staff"]
    assert codes(request(world, CLERK, PLAIN, by=CLERK).ruling) == ["6.3 may_not"]


def test_what_is_asked_for_badly_is_refused_before_anything_is_written(world: World) -> None:
    a, desk, clerk, item = world.archive, world.actor(), world.people[CLERK], world.item(PLAIN)
    for asked, code in (
        ([], "nothing_asked"),
        ([Asked(item), Asked(item)], "asked_twice"),
        ([Asked(item, Kind.NONE)], "nothing_asked"),
    ):
        with pytest.raises(BadInput, match=code):
            signing.request(a, desk, clerk, asked)
    for purpose, code in (("x" * 501, "too_long"), ("\x1b]52;c;\x07", "character")):
        with pytest.raises(BadInput, match=code):
            signing.request(a, desk, clerk, [Asked(item)], purpose)
    for borrower, wanted in ((999, item), (clerk, 999)):
        with pytest.raises(NotThere):
            signing.request(a, desk, borrower, [Asked(wanted)])
    assert rows(world, "SELECT 1 FROM loan_request") == []


def test_6_7_2_the_same_thing_is_asked_for_once_at_a_time(world: World) -> None:
    ask(world, CLERK, PLAIN)
    with pytest.raises(BadInput, match="asked_already"):
        request(world, CLERK, PLAIN)
    assert request(world, CLERK, PLAIN, kind=Kind.READING).done
    assert request(world, "chenxiaomei", PLAIN).done


def test_6_7_2_the_manager_signs_first_and_then_the_office(world: World) -> None:
    number = ask(world, CLERK, PLAIN).request_id
    assert codes(decide(world, number, "director").ruling) == ["6.7.2 may_not_sign_manager"]
    first = decide(world, number, "heyong").done
    assert first is not None and first.state == "signed"
    assert codes(decide(world, number, "heyong").ruling) == ["6.7.2 may_not_sign_office"]
    second = decide(world, number, "director").done
    assert second is not None and second.state == "approved"
    assert codes(decide(world, number, "director").ruling) == ["6.7.2 request_signed_already"]
    assert lend(world, CLERK, PLAIN).done


@pytest.mark.parametrize("by", ["zhoumin", "director", "gm", "deputy1", "archivist", "liuyang"])
def test_6_7_2_nobody_but_the_borrowers_manager_makes_out_the_form(world: World, by: str) -> None:
    number = ask(world, CLERK, PLAIN).request_id
    assert codes(decide(world, number, by).ruling) == ["6.7.2 may_not_sign_manager"]
    assert rows(world, "SELECT 1 FROM sign_off") == []


@pytest.mark.parametrize(("by", "decides"), [("gm", True), ("director", True), ("deputy1", False), ("heyong", False)])
def test_6_7_2_the_gms_office_decides(world: World, by: str, decides: bool) -> None:
    number = ask(world, CLERK, PLAIN).request_id
    decide(world, number, "heyong")
    assert decide(world, number, by).ruling.allowed is decides


@pytest.mark.parametrize(
    ("item", "by", "approves"),
    [
        pytest.param(LEASING_SECRET, "gm", True, id="6.7.3 the GM"),
        pytest.param(LEASING_SECRET, "deputy1", True, id="6.7.3c in charge of the origin"),
        pytest.param(LEASING_SECRET, "deputy2", False, id="6.7.3c in charge of another department"),
        pytest.param(LEASING_SECRET, "director", False, id="6.7.3 the director"),
        pytest.param(LEASING_SECRET, "heyong", False, id="6.7.3 the manager"),
        pytest.param(FINANCE_CONFIDENTIAL, "deputy1", True, id="6.7.3b as for a secret loan"),
        pytest.param(OFFICE_CONFIDENTIAL, "deputy1", False, id="6.7.3c a department in nobody's charge"),
    ],
)
def test_6_7_3_who_approves_what_is_classified(world: World, item: str, by: str, approves: bool) -> None:
    outcome = sign(world, CLERK, item, by)
    assert outcome.ruling.allowed is approves
    if not approves:
        assert codes(outcome.ruling) == ["6.7.3 may_not_sign_secret"]
        # A signature that is not good leaves nothing behind but its refusal.
        assert rows(world, "SELECT 1 FROM loan_request") == []
        assert last_body(world)["of"] == "sign_off"


def test_6_7_3c_setting_the_borrowers_department(world: World) -> None:
    office.choose_setting(world.archive, world.actor(), "in_charge_of", "borrower", "gm", PIN)
    assert sign(world, "qinchuan", LEASING_SECRET, "deputy2").done
    assert not sign(world, "qinchuan", FINANCE_SECRET, "deputy1").ruling.allowed


def test_6_7_3b_setting_the_gm_alone_for_confidential(world: World) -> None:
    office.choose_setting(world.archive, world.actor(), "confidential_by", "gm_only", "gm", PIN)
    assert not sign(world, CLERK, FINANCE_CONFIDENTIAL, "deputy1").ruling.allowed
    assert sign(world, CLERK, FINANCE_CONFIDENTIAL, "gm").done


def test_6_7_3_a_refusal_takes_a_reason_and_ends_the_line(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET).request_id
    with pytest.raises(BadInput, match="no_reason"):
        decide(world, number, "gm", approve=False, reason="  ")
    done = decide(world, number, "gm", approve=False, reason="正在盘点").done
    assert done is not None and done.state == "refused"
    assert outcomes(world) == ["refused"]
    assert codes(decide(world, number, "gm").ruling) == ["6.7.2 request_closed"]
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_refused"]


def test_6_7_3_nobody_refuses_what_he_could_not_approve(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET).request_id
    assert not decide(world, number, "heyong", approve=False, reason="不同意").ruling.allowed
    assert outcomes(world) == [None]


def test_of_a_mixed_application_each_signer_signs_what_waits_for_him(world: World) -> None:
    number = ask(world, CLERK, PLAIN, LEASING_SECRET).request_id
    assert decide(world, number, "gm").done
    assert rows(world, "SELECT stage FROM sign_off") == [("secret",)]
    assert decide(world, number, "heyong").done
    assert decide(world, number, "gm").done
    assert rows(world, "SELECT stage FROM sign_off") == [("secret",), ("manager",), ("office",)]
    assert lend(world, CLERK, PLAIN).done and lend(world, CLERK, LEASING_SECRET).done


def test_lines_that_are_named_are_signed_all_or_none(world: World) -> None:
    number = ask(world, CLERK, PLAIN, LEASING_SECRET).request_id
    plain, secret = (row[0] for row in rows(world, "SELECT id FROM request_item ORDER BY id"))
    assert not decide(world, number, "gm", line_ids=[plain, secret]).ruling.allowed
    assert rows(world, "SELECT 1 FROM sign_off") == []
    done = decide(world, number, "gm", line_ids=[secret]).done
    assert done is not None and done.line_ids == (secret,)
    with pytest.raises(NotThere):
        decide(world, number, "gm", line_ids=[999])


def test_every_reason_is_named_once_where_nobody_can_sign_anything(world: World) -> None:
    number = ask(world, CLERK, PLAIN, LEASING_SECRET, FINANCE_SECRET).request_id
    ruling = decide(world, number, "zhoumin").ruling
    assert codes(ruling) == ["6.7.2 may_not_sign_manager", "6.7.3 may_not_sign_secret"]


def test_a_sign_off_takes_the_signers_own_pin(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET).request_id
    with pytest.raises(PinRefused, match="wrong"):
        signing.sign_off(world.archive, world.actor(), number, "gm", "000001")
    with pytest.raises(PinRefused, match="unknown"):
        signing.sign_off(world.archive, world.actor(), number, "nobody", PIN)
    assert rows(world, "SELECT 1 FROM sign_off") == []
    signed = signing.sign_off(world.archive, world.actor("chenxiaomei"), number, "gm", PIN)
    assert signed.done  # in whoever's session
    assert (last_body(world)["by"], last_body(world)["signer"]) == (world.people["chenxiaomei"], world.people["gm"])


def test_on_the_spot_the_open_application_is_signed_and_none_made_out(world: World) -> None:
    number = ask(world, CLERK, PLAIN).request_id
    done = sign(world, CLERK, PLAIN, "heyong").done
    assert done is not None and done.request_id == number
    done = sign(world, CLERK, PLAIN, "gm").done
    assert done is not None and done.request_id == number and done.state == "approved"
    assert len(rows(world, "SELECT 1 FROM loan_request")) == 1
    assert codes(sign(world, CLERK, PLAIN, "gm").ruling) == ["6.7.2 request_signed_already"]


def test_on_the_spot_after_a_refusal_the_manager_begins_again(world: World) -> None:
    number = ask(world, CLERK, PLAIN).request_id
    decide(world, number, "heyong")
    decide(world, number, "director", approve=False, reason="在用")
    assert codes(sign(world, CLERK, PLAIN, "director").ruling) == ["6.7.2 may_not_sign_manager"]
    assert len(rows(world, "SELECT 1 FROM loan_request")) == 1
    assert sign(world, CLERK, PLAIN, "heyong").done


def test_on_the_spot_for_what_is_out_the_approval_waits_for_its_return(world: World) -> None:
    lent(world, "gm", PLAIN)
    assert sign(world, CLERK, PLAIN, "heyong").done
    assert sign(world, CLERK, PLAIN, "director").done
    assert codes(lend(world, CLERK, PLAIN).ruling) == ["6.7 item_out"]


def test_6_7_2_an_application_is_withdrawn_by_who_may_make_it(world: World) -> None:
    number = ask(world, CLERK, PLAIN, LEASING_SECRET).request_id
    decide(world, number, "gm")
    withdraw = signing.withdraw
    assert codes(withdraw(world.archive, world.actor("chenxiaomei"), number).ruling) == ["6.3 may_not"]
    assert withdraw(world.archive, world.actor(CLERK), number).done == 2
    assert outcomes(world) == ["withdrawn", "withdrawn"]
    assert withdraw(world.archive, world.actor(CLERK), number).done == 0
    assert acts(world).count("withdraw") == 1
    assert not decide(world, number, "gm").ruling.allowed
    with pytest.raises(NotThere):
        withdraw(world.archive, world.actor(CLERK), 999)


def test_invariant_5_a_raise_voids_what_was_approved(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm", Kind.READING)
    raised = care.raise_level(world.archive, world.actor(), world.item(LEASING_SECRET), Level.CONFIDENTIAL, "含底价")
    assert raised.done is not None and raised.done.voided == 1
    assert outcomes(world) == ["void"]
    assert codes(lend(world, CLERK, LEASING_SECRET, Kind.READING).ruling) == ["6.7.3 sign_off_void"]
    lowered = care.lower_level(
        world.archive, world.actor(), world.item(LEASING_SECRET), Level.SECRET, "误定", "gm", PIN
    )
    assert lowered.done
    assert lend(world, CLERK, LEASING_SECRET, Kind.READING).done is None  # back at its level, the approval is not


def test_invariant_5_a_lowering_needs_signatures_of_the_new_level(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    care.lower_level(world.archive, world.actor(), world.item(LEASING_SECRET), Level.UNCLASSIFIED, "解密", "gm", PIN)
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.2 unsigned_manager"]
    assert sign(world, CLERK, LEASING_SECRET, "heyong").done
    assert sign(world, CLERK, LEASING_SECRET, "director").done
    assert lend(world, CLERK, LEASING_SECRET).done


def test_6_7_3_a_lapsed_application_is_signed_no_more_and_may_be_made_again(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET).request_id
    decide(world, number, "gm")
    world.clock.pass_(DAY + SECOND)
    assert codes(decide(world, number, "gm").ruling) == ["6.7.3 request_lapsed"]
    again = ask(world, CLERK, LEASING_SECRET).request_id
    assert outcomes(world) == ["lapsed", None]
    assert decide(world, again, "gm").done


def test_6_7_3_when_the_signer_is_lost_another_signs_the_same_application(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET).request_id
    decide(world, number, "deputy1")
    office.leave(world.archive, world.actor(), world.people["deputy1"])
    assert decide(world, number, "gm").done
    assert lend(world, CLERK, LEASING_SECRET).done


def test_invariant_3_one_application_signed_for_two_items_is_good_for_each_once(world: World) -> None:
    number = ask(world, CLERK, LEASING_SECRET, FINANCE_SECRET).request_id
    decide(world, number, "deputy1")
    assert lend(world, CLERK, LEASING_SECRET).done
    assert lend(world, "chenxiaomei", FINANCE_SECRET).done is None  # signed for somebody else
    assert lend(world, CLERK, FINANCE_SECRET).done
    assert outcomes(world) == ["used", "used"]
    used = rows(world, "SELECT count(DISTINCT sign_off_id), count(*) FROM loan")
    assert used == [(2, 2)]


def test_the_direct_way_closes_an_application_that_is_needed_no_more(world: World) -> None:
    sign(world, CLERK, PLAIN, "heyong")
    sign(world, CLERK, PLAIN, "director")
    office.give_role(world.archive, world.actor(), world.people[CLERK], Role.DEPUTY, None, "gm", PIN)
    lent(world, CLERK, PLAIN)
    assert outcomes(world) == ["used"]
    office.end_role(world.archive, world.actor(), world.people[CLERK], Role.DEPUTY, None, "gm", PIN)
    back(world, PLAIN)
    assert lend(world, CLERK, PLAIN).done is None


def test_nothing_is_signed_of_an_application_that_is_not_there(world: World) -> None:
    with pytest.raises(NotThere):
        decide(world, 999, "gm")
    with pytest.raises(NotThere):
        signing.sign_here(world.archive, world.actor(), 999, Asked(world.item(OTHER_PLAIN)), "gm", PIN)
