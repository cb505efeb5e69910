"""People and powers: roles, letters, absences, settings by the GM's PIN; leavers (6.7.3 e, 6.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.services import delegation, office, verifying
from archive_tui.services.archive import BadInput, NotThere, Outcome
from archive_tui.services.pins import PinRefused
from tests.services.desk import PLAIN, acts, back, codes, lend, lent, rows, sign
from tests.world import PIN, World

DAY = timedelta(days=1)
OTHERS = ["archivist", "director", "deputy1", "heyong", "liuyang"]


def acts_of_the_gm(world: World, by: str, pin: str = PIN) -> list[Callable[[], Outcome[Any]]]:
    """Return everything that takes the GM's PIN, signed by somebody."""
    a, desk, clerk, now = world.archive, world.actor(), world.people["liuyang"], world.clock.wall
    deputy = world.people["deputy2"]
    return [
        lambda: office.give_role(a, desk, clerk, Role.DEPUTY, None, by, pin),
        lambda: office.end_role(a, desk, deputy, Role.DEPUTY, None, by, pin),
        lambda: delegation.give_letter(a, desk, deputy, now, now + DAY, None, [Level.SECRET], by, pin),
        lambda: office.choose_setting(a, desk, "loan_days", "3", by, pin),
    ]


@pytest.mark.parametrize("by", OTHERS)
def test_6_3_roles_letters_and_settings_are_the_gms(world: World, by: str) -> None:
    size = len(rows(world, "SELECT 1 FROM post")), len(rows(world, "SELECT 1 FROM setting"))
    for act in acts_of_the_gm(world, by):
        assert codes(act().ruling) == ["6.3 only_gm_signs"]
        assert acts(world)[-1] == "refused"
    assert (len(rows(world, "SELECT 1 FROM post")), len(rows(world, "SELECT 1 FROM setting"))) == size
    assert rows(world, "SELECT 1 FROM delegation") == []


def test_6_3_the_gms_name_without_his_pin_is_worth_nothing(world: World) -> None:
    for act in acts_of_the_gm(world, "gm", "246802")[:3]:
        with pytest.raises(PinRefused):
            act()


def test_6_3_with_the_gms_pin_they_are_done(world: World) -> None:
    give, end, letter_, setting = acts_of_the_gm(world, "gm")
    assert all(act().ruling.allowed for act in (give, letter_, setting, end))
    assert rows(world, "SELECT value FROM setting WHERE name = 'loan_days'") == [("3",)]
    assert lend(world, "liuyang", PLAIN).done  # a deputy now (6.7.1)
    assert lend(world, "deputy2", PLAIN).done is None


def test_6_7_1_a_role_counts_until_it_ends(world: World) -> None:
    a, desk, deputy = world.archive, world.actor(), world.people["deputy2"]
    assert lend(world, "deputy2", PLAIN).done
    back(world, PLAIN)
    assert office.end_role(a, desk, deputy, Role.DEPUTY, None, "gm", PIN).done == 1
    assert lend(world, "deputy2", PLAIN).done is None
    assert office.end_role(a, desk, deputy, Role.DEPUTY, None, "gm", PIN).done == 0


def test_6_7_1_a_role_that_was_to_end_later_can_be_ended_now(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    with a.act(desk) as txn:
        office.appoint(txn, clerk, Role.DEPUTY, None, None, world.clock.wall + 30 * DAY)
    assert lend(world, "liuyang", PLAIN).done
    back(world, PLAIN)
    assert office.end_role(a, desk, clerk, Role.DEPUTY, None, "gm", PIN).done == 1
    assert lend(world, "liuyang", PLAIN).done is None
    assert verifying.verify(a).ok


def test_6_7_3c_one_department_in_charge_ends_and_the_other_stays(world: World) -> None:
    a, desk, deputy = world.archive, world.actor(), world.people["deputy1"]
    assert office.end_role(a, desk, deputy, Role.DEPUTY, world.departments["CWB"], "gm", PIN).done == 1
    assert sign(world, "liuyang", "塔式", "deputy1").done
    assert not sign(world, "liuyang", "结算书", "deputy1").ruling.allowed


def test_6_3_the_last_gm_stays(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    assert codes(office.end_role(a, desk, gm, Role.GM, None, "gm", PIN).ruling) == ["6.3 last_gm"]
    assert codes(office.leave(a, desk, gm).ruling) == ["6.3 last_gm"]
    office.give_role(a, desk, world.people["deputy1"], Role.GM, None, "gm", PIN)
    assert office.end_role(a, desk, gm, Role.GM, None, "deputy1", PIN).done == 1
    assert not sign(world, "liuyang", "塔式", "gm").ruling.allowed


def test_what_no_role_can_be_is_refused(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    with pytest.raises(BadInput, match="manager_of_what"):
        office.give_role(a, desk, clerk, Role.MANAGER, None, "gm", PIN)
    for role in (Role.MANAGER, Role.DEPUTY):
        with pytest.raises(NotThere, match="department"):
            office.give_role(a, desk, clerk, role, 99, "gm", PIN)
    with pytest.raises(NotThere):
        office.give_role(a, desk, 999, Role.DEPUTY, None, "gm", PIN)
    with pytest.raises(NotThere):
        office.end_role(a, desk, 999, Role.DEPUTY, None, "gm", PIN)


def letter(
    world: World,
    holder: str = "deputy2",
    *,
    lasts: timedelta = DAY,
    departments: Sequence[int] | None = None,
    levels: Sequence[Level] = (Level.SECRET, Level.CONFIDENTIAL),
) -> Outcome[int]:
    now, deputy = world.clock.wall, world.people[holder]
    return delegation.give_letter(
        world.archive, world.actor(), deputy, now, now + lasts, departments, levels, "gm", PIN
    )


@pytest.mark.parametrize("holder", ["director", "heyong", "archivist", "liuyang", "gm"])
def test_6_7_3e_only_a_deputy_may_hold_a_letter(world: World, holder: str) -> None:
    with pytest.raises(BadInput, match="letter_holder"):
        letter(world, holder)
    assert rows(world, "SELECT 1 FROM delegation") == []


@pytest.mark.parametrize("levels", [[], [Level.UNCLASSIFIED], [Level.TOP_SECRET], [Level.SECRET, Level.TOP_SECRET]])
def test_6_7_3e_a_letter_reaches_secret_loans_and_confidential_readings_only(world: World, levels: list[Level]) -> None:
    with pytest.raises(BadInput, match="letter_scope"):
        letter(world, levels=levels)


@pytest.mark.parametrize("departments", [[], [99], [1, 99]])
def test_6_7_3e_a_letter_names_departments_that_are_there(world: World, departments: list[int]) -> None:
    with pytest.raises(BadInput, match="letter_scope"):
        letter(world, departments=departments)


@pytest.mark.parametrize("lasts", [timedelta(0), -DAY])
def test_6_7_3e_a_letter_ends_after_it_begins(world: World, lasts: timedelta) -> None:
    with pytest.raises(BadInput, match="letter_period"):
        letter(world, lasts=lasts)


def test_6_7_3e_letters_are_numbered_and_can_be_taken_back(world: World) -> None:
    assert [letter(world).done, letter(world, "deputy1").done] == [1, 2]
    delegation.record_absence(world.archive, world.actor(), world.people["gm"], world.clock.wall, None)
    assert sign(world, "liuyang", "塔式", "deputy2").done
    assert delegation.revoke_letter(world.archive, world.actor(), 1, "gm", PIN).ruling.allowed
    assert not sign(world, "liuyang", "结算书", "deputy2").ruling.allowed
    assert codes(delegation.revoke_letter(world.archive, world.actor(), 2, "deputy1", PIN).ruling) == [
        "6.3 only_gm_signs"
    ]
    with pytest.raises(NotThere):
        delegation.revoke_letter(world.archive, world.actor(), 99, "gm", PIN)


@pytest.mark.parametrize(
    ("by", "allowed"), [("gm", True), ("director", True), ("archivist", True), ("deputy1", False), ("liuyang", False)]
)
def test_6_7_3_who_records_the_gms_absence(world: World, by: str, allowed: bool) -> None:
    a, gm, now = world.archive, world.people["gm"], world.clock.wall
    assert delegation.record_absence(a, world.actor(by), gm, now, now + DAY).ruling.allowed is allowed
    assert len(rows(world, "SELECT 1 FROM absence")) == int(allowed)
    assert delegation.come_back(a, world.actor(by), gm).ruling.allowed is allowed


def test_6_7_3_only_the_gms_absence_is_recorded_and_it_ends_after_it_begins(world: World) -> None:
    a, desk, now = world.archive, world.actor(), world.clock.wall
    with pytest.raises(BadInput, match="absence_is_gms"):
        delegation.record_absence(a, desk, world.people["deputy1"], now, None)
    with pytest.raises(BadInput, match="absence_period"):
        delegation.record_absence(a, desk, world.people["gm"], now, now)


def test_6_7_6_a_leaver_returns_everything_first(world: World) -> None:
    a, desk = world.archive, world.actor()
    lent(world, "deputy2", PLAIN)
    outcome = office.leave(a, desk, world.people["deputy2"])
    assert codes(outcome.ruling) == ["6.7.6 leaver_has_items"]
    assert outcome.ruling.against[0].facts == {"count": 1}
    back(world, PLAIN)
    assert office.leave(a, desk, world.people["deputy2"]).ruling.allowed
    assert lend(world, "deputy2", PLAIN).done is None


def test_who_has_left_does_not_leave_again(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    office.leave(a, desk, clerk)
    left_at = rows(world, "SELECT left_at FROM staff WHERE id = ?", clerk)
    world.clock.pass_(DAY)
    assert codes(office.leave(a, desk, clerk).ruling) == ["6.3 left_already"]
    assert rows(world, "SELECT left_at FROM staff WHERE id = ?", clerk) == left_at


@pytest.mark.parametrize("by", ["deputy1", "heyong", "liuyang"])
def test_6_3_the_staff_list_is_not_everybodys(world: World, by: str) -> None:
    outcome = office.leave(world.archive, world.actor(by), world.people["chenxiaomei"])
    assert codes(outcome.ruling) == ["6.3 may_not"]
    with pytest.raises(NotThere):
        office.leave(world.archive, world.actor(), 999)


@pytest.mark.parametrize(
    ("name", "value"), [("loan_days", "0"), ("colour", "red"), ("zone", "Mars"), ("room_closes", "17")]
)
def test_a_setting_that_cannot_be_is_refused(world: World, name: str, value: str) -> None:
    with pytest.raises(BadInput, match="setting"):
        office.choose_setting(world.archive, world.actor(), name, value, "gm", PIN)
    assert acts(world)[-1] != "setting"


def test_people_and_departments_are_added_with_names_that_can_be(world: World) -> None:
    with world.archive.act(world.actor()) as txn:
        for code in ("bgs", "BG", "BGSS", "财务部"):
            with pytest.raises(BadInput, match="department_code"):
                office.add_department(txn, code, "x")
        with pytest.raises(BadInput, match="department_there"):
            office.add_department(txn, "BGS", "x")
        for login in ("", "a" * 33, "a b", "王", "-", "a/b", "a\n"):
            with pytest.raises(BadInput, match="login"):
                office.add_person(txn, login, "王", None)
        with pytest.raises(BadInput, match="login_there"):
            office.add_person(txn, "gm", "王", None)
        for name, code in (("", "empty"), ("  ", "empty"), ("王" * 81, "too_long"), ("王\u202e", "character")):
            with pytest.raises(BadInput, match=code):
                office.add_person(txn, "new", name, None)


def test_everybody_chooses_his_own_language(world: World) -> None:
    office.choose_language(world.archive, world.actor("liuyang"), "zh_CN")
    assert rows(world, "SELECT login FROM staff WHERE language = 'zh_CN'") == [("liuyang",)]
    office.choose_language(world.archive, world.actor("liuyang"), None)
    assert rows(world, "SELECT 1 FROM staff WHERE language IS NOT NULL") == []
