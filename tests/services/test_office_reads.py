"""Accounts, the change of archivist, categories, unlocking by two, and what the office's screens read."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from archive_tui.regulation import settings
from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.services import accounts, categories, delegation, handover, identity, office, pins, verifying
from archive_tui.services.archive import Actor, BadInput, NotThere
from archive_tui.services.categories import CategoryRecord
from archive_tui.services.identity import Account
from archive_tui.services.letters_view import LetterState, letters
from archive_tui.services.person_card import Pin, person_card
from archive_tui.services.pins import PinRefused
from archive_tui.services.settings_view import settings_shown
from archive_tui.services.staff_list import count_staff, departments, page_staff
from tests.services.desk import FINANCE_SECRET, PLAIN, ask, back, codes, last_body, lent, rows, sign
from tests.world import PIN, World

DAY = timedelta(days=1)


def test_an_account_is_bound_by_the_persons_own_pin_and_lets_that_person_in(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    with pytest.raises(PinRefused):
        accounts.bind_account(a, desk, 4711, "gm", "246802")
    assert accounts.bind_account(a, desk, 4711, "gm", PIN).done == gm
    assert identity.identify(a, Account(4711), None, "desk") == Actor(gm, "desk")
    assert person_card(a, desk, gm).accounts == ((4711, "4711"),)
    with pytest.raises(BadInput, match="account_there"):
        accounts.bind_account(a, desk, 4711, "director", PIN)
    assert verifying.verify(a).ok
    assert codes(accounts.unbind_account(a, world.actor("gm"), 4711).ruling) == ["6.3 own_account"]
    assert accounts.unbind_account(a, desk, 4711).ruling.allowed
    with pytest.raises(identity.NotOnStaff):
        identity.identify(a, Account(4711), None, "desk")
    with pytest.raises(NotThere):
        accounts.unbind_account(a, desk, 4711)
    assert verifying.verify(a).ok


@pytest.mark.parametrize("by", ["deputy1", "liuyang"])
def test_accounts_are_bound_by_who_keeps_the_staff_list(world: World, by: str) -> None:
    outcome = accounts.bind_account(world.archive, world.actor(by), 4711, by, PIN)
    assert codes(outcome.ruling) == ["6.3 may_not"]
    accounts.bind_account(world.archive, world.actor(), 4711, "gm", PIN)
    assert codes(accounts.unbind_account(world.archive, world.actor(by), 4711).ruling) == ["6.3 may_not"]


def test_an_account_is_named_or_numbered() -> None:
    me = os.getuid()
    assert accounts.uid_of(accounts.account_name(me)) == accounts.uid_of(f" {me} ") == me
    for none in ("", "nobody of that name", "99999999", "9" * 30, "-1"):
        with pytest.raises(BadInput, match="account"):
            accounts.uid_of(none)


def second_archivist(world: World) -> None:
    office.give_role(world.archive, world.actor(), world.people["liuyang"], Role.ARCHIVIST, None, "gm", PIN)


def test_6_4_the_room_is_handed_over_with_the_list_of_what_is_out(world: World) -> None:
    a, desk = world.archive, world.actor()
    second_archivist(world)
    lent(world, "director", PLAIN)
    sign(world, "qinchuan", "董事会", "gm")
    lent(world, "qinchuan", "董事会")
    seen = handover.handover_list(a, world.actor("director"))
    assert [row.borrower for row in seen.out] == ["秦川", "单国栋"]
    assert seen.out[0].item.title is None  # the office director may not know it, but it stands on the list
    assert handover.hand_over(a, desk, "archivist", PIN, "liuyang", PIN, seen.loans).done == 2
    body = last_body(world)
    assert (body["act"], body["about"], sorted(body["loans"])) == (
        "handover", [world.people["archivist"], world.people["liuyang"]], [1, 2],
    )  # fmt: skip
    assert verifying.verify(a).ok


def test_6_4_both_confirm_by_their_own_pins_and_both_are_archivists(world: World) -> None:
    a, desk = world.archive, world.actor()
    assert codes(handover.hand_over(a, desk, "archivist", PIN, "liuyang", PIN, []).ruling) == [
        "6.4 handover_of_archivists"
    ]
    second_archivist(world)
    assert not handover.hand_over(a, desk, "archivist", PIN, "archivist", PIN, []).ruling.allowed
    for pair in (("246802", PIN), (PIN, "246802")):
        with pytest.raises(PinRefused):
            handover.hand_over(a, desk, "archivist", pair[0], "liuyang", pair[1], [])
    lent(world, "director", PLAIN)
    with pytest.raises(BadInput, match="list_changed"):
        handover.hand_over(a, desk, "archivist", PIN, "liuyang", PIN, [])
    assert handover.handover_list(a, world.actor("qinchuan")).out == ()


NEW = CategoryRecord("drawings", "图纸", "Drawings", "KJ", "Y")


def test_6_5_5_the_archivist_adds_a_category(world: World) -> None:
    assert categories.add_category(world.archive, world.actor(), NEW).ruling.allowed
    assert categories.categories(world.archive, world.actor("liuyang"))[-1] == NEW
    assert len(categories.schedule(world.archive, world.actor())) > 30
    for by in ("gm", "director", "liuyang"):
        outcome = categories.add_category(world.archive, world.actor(by), NEW)
        assert codes(outcome.ruling) == ["6.3 may_not"]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (CategoryRecord("Drawings", "图纸", "Drawings", "KJ", "Y"), "category_code"),
        (CategoryRecord("", "图纸", "Drawings", "KJ", "Y"), "category_code"),
        (CategoryRecord("drawings", "图纸", "Drawings", "XX", "Y"), "category_class"),
        (CategoryRecord("drawings", "图纸", "Drawings", "KJ", "D5"), "category_retention"),
        (CategoryRecord("drawings", "", "Drawings", "KJ", "Y"), "empty"),
        (CategoryRecord("drawings", "图纸", "x" * 81, "KJ", "Y"), "too_long"),
        (CategoryRecord("contracts", "图纸", "Drawings", "KJ", "Y"), "category_there"),
        (CategoryRecord("drawings", "合同", "Drawings", "KJ", "Y"), "category_there"),
        (CategoryRecord("drawings", "图纸", "contracts", "KJ", "Y"), "category_there"),
    ],
)
def test_a_category_that_cannot_be_is_refused(world: World, wrong: CategoryRecord, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        categories.add_category(world.archive, world.actor(), wrong)


def locked(world: World, login: str) -> None:
    world.archive.store.db.execute_sql("UPDATE credential SET tries = 10 WHERE staff_id = ?", (world.people[login],))


def test_the_gms_pin_takes_archivist_and_office_director_together(world: World) -> None:
    a, gm = world.archive, world.people["gm"]
    locked(world, "gm")
    assert codes(pins.unlock(a, (world.actor(),), gm).ruling) == ["6.3 may_not_unlock"]
    assert not pins.unlock_with(a, world.actor(), gm, "deputy1", PIN).ruling.allowed
    with pytest.raises(PinRefused):
        pins.unlock_with(a, world.actor(), gm, "director", "246802")
    assert person_card(a, world.actor(), gm).pin is Pin.LOCKED
    assert pins.unlock_with(a, world.actor(), gm, "director", PIN).ruling.allowed
    assert person_card(a, world.actor(), gm).pin is Pin.SET


def test_a_card_tells_what_stands_with_a_person(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    sign(world, "liuyang", "塔式", "deputy1")
    lent(world, "liuyang", "塔式")
    ask(world, "liuyang", FINANCE_SECRET)
    card = person_card(a, desk, clerk)
    assert [row.item.title for row in card.out] == ["2019年塔式起重机租赁合同"]
    assert [(each.item[:8], each.state) for each in card.forms] == [("I0000004", "waiting_secret")]
    assert (card.pin, card.posts, card.to_sign) == (Pin.SET, (), 0)
    assert [e.act for e in card.entries][-1] == "staff_add"
    deputy = person_card(a, desk, world.people["deputy1"])
    assert [(p.role, p.department) for p in deputy.posts] == [(Role.DEPUTY, "租赁部"), (Role.DEPUTY, "财务部")]
    assert deputy.to_sign == 1
    assert pins.issue_code(a, desk, clerk).done
    assert person_card(a, desk, clerk).pin is Pin.CODE
    world.clock.pass_(8 * DAY)
    assert person_card(a, desk, clerk).pin is Pin.CODE_EXPIRED
    back(world, "塔式")
    assert [i.kind for i in person_card(a, desk, clerk).incidents] == ["late"]


@pytest.mark.parametrize("by", ["deputy1", "liuyang"])
def test_cards_lists_and_letters_are_not_for_everybody(world: World, by: str) -> None:
    a, actor = world.archive, world.actor(by)
    with pytest.raises(NotThere):
        person_card(a, actor, world.people["gm"])
    assert count_staff(a, actor, "", False) == 0
    assert letters(a, actor).gms == ()


def test_the_staff_list_is_filtered_by_name_pinyin_login_department_and_card(world: World) -> None:
    a, desk = world.archive, world.actor()

    def found(text: str, gone: bool = False) -> list[str]:
        people = page_staff(a, desk, text, gone, 0, 50)
        assert count_staff(a, desk, text, gone) == len(people)
        return [p.login for p in people]

    assert len(found("")) == 10
    assert found("cxm") == found("陈") == found("chenxiaom") == found("s0000007") == ["chenxiaomei"]
    assert found("财务") == found("cwb") == ["chenxiaomei", "zhoumin"]
    assert found("cwb zm") == ["zhoumin"]
    office.leave(a, desk, world.people["zhoumin"])
    assert found("cwb") == ["chenxiaomei"]
    assert found("", gone=True) == ["zhoumin"]
    assert [d.code for d in departments(a, desk)] == ["BGS", "CWB", "GCB", "ZLB"]
    form_of = page_staff(a, desk, "", False, 1, 1)
    assert [p.login for p in form_of] == ["chenxiaomei"]


def test_6_7_3e_letters_say_how_they_stand(world: World) -> None:
    a, desk, now, gm = world.archive, world.actor(), world.clock.wall, world.people["gm"]

    def give(holder: str, since: timedelta, until: timedelta) -> None:
        deputy = world.people[holder]
        delegation.give_letter(a, desk, deputy, now + since, now + until, [1], [Level.SECRET], "gm", PIN)

    for holder, since, until in (
        ("deputy1", -2 * DAY, -DAY), ("deputy1", DAY, 2 * DAY), ("deputy1", -DAY, DAY), ("deputy1", -DAY, DAY),
        ("deputy2", -DAY, DAY),
    ):  # fmt: skip
        give(holder, since, until)
    delegation.revoke_letter(a, desk, 4, "gm", PIN)
    office.end_role(a, desk, world.people["deputy2"], Role.DEPUTY, None, "gm", PIN)
    states = {each.number: each.state for each in letters(a, desk).letters}
    assert states == {
        1: LetterState.EXPIRED, 2: LetterState.TO_COME, 3: LetterState.WAITS, 4: LetterState.REVOKED,
        5: LetterState.NO_DEPUTY,
    }  # fmt: skip
    delegation.record_absence(a, desk, gm, now, None)
    found = letters(a, desk)
    assert found.away and found.letters[2].state is LetterState.IN_FORCE
    assert (found.letters[0].departments, found.deputies) == (("总经理办公室",), ((world.people["deputy1"], "李卫东"),))


def test_settings_say_whose_reading_they_are_and_who_chose_otherwise(world: World) -> None:
    office.choose_setting(world.archive, world.actor(), "loan_days", "7", "gm", PIN)
    found = {each.name: each for each in settings_shown(world.archive, world.actor())}
    assert tuple(found) == settings.names()
    days = found["loan_days"]
    assert (days.article, days.value, days.default, days.changed_by) == ("6.7.2", "7", "14", "王建勋")
    assert days.changed_at == world.clock.wall
    assert found["renewals"].changed_at is None
    assert found["zone"].changed_by == ""
    assert found["in_charge_of"].choices == ("origin", "borrower", "both")
    assert rows(world, "SELECT 1 FROM setting WHERE name = 'loan_days'")
