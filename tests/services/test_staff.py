"""Keeping the staff list: who may, what a name and a card can be, departments, leaving (6.3, 6.4, 6.7.6)."""

from __future__ import annotations

import pytest

from archive_tui.regulation.people import Role
from archive_tui.services import office, staff, verifying
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.finding import meaning_of
from tests.services.desk import FINANCE_SECRET, PLAIN, acts, ask, back, codes, form, last_body, lent, rows, sign
from tests.world import PIN, World

KEEPERS, OTHERS = ["archivist", "director", "gm"], ["deputy1", "heyong", "liuyang"]


@pytest.mark.parametrize("by", KEEPERS)
def test_6_3_a_new_person_comes_in_as_a_plain_employee(world: World, by: str) -> None:
    done = staff.new_person(world.archive, world.actor(by), "sunli", "孙丽", world.departments["CWB"])
    assert done.done is not None
    found = meaning_of(world.archive, world.actor(), "sl")  # by pinyin initials
    assert found.person is not None and found.person.roles == (Role.EMPLOYEE,)
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize("by", OTHERS)
def test_6_3_the_staff_list_and_the_departments_are_not_everybodys(world: World, by: str) -> None:
    a, actor, clerk = world.archive, world.actor(by), world.people["chenxiaomei"]
    before = rows(world, "SELECT * FROM staff"), rows(world, "SELECT * FROM department")
    for outcome in (
        staff.new_person(a, actor, "sunli", "孙丽", None), staff.edit_person(a, actor, clerk, "陈小梅", None, ""),
        staff.new_department(a, actor, "AQB", "安全部"),
        staff.rename_department(a, actor, world.departments["CWB"], "财务处"),
    ):  # fmt: skip
        assert codes(outcome.ruling) == ["6.3 may_not"]
        assert acts(world)[-1] == "refused"
    assert (rows(world, "SELECT * FROM staff"), rows(world, "SELECT * FROM department")) == before


def test_a_person_is_corrected_and_found_by_the_new_name_and_card(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["chenxiaomei"]
    staff.edit_person(a, desk, clerk, "程晓梅", world.departments["ZLB"], "A-0815")
    for text in ("cxm", "程晓梅", "chenxiaomei", "a0815"):
        found = meaning_of(a, desk, text).person
        assert found is not None and (found.id, found.department) == (clerk, "租赁部")
    assert last_body(world)["renamed"] is True and "程晓梅" not in str(last_body(world))
    assert verifying.verify(a).ok
    staff.edit_person(a, desk, clerk, "程晓梅", world.departments["ZLB"], "")
    assert rows(world, "SELECT card FROM staff WHERE id = ?", clerk)[0][0].startswith("S0000007-")


def test_6_7_2_the_new_departments_manager_makes_out_the_form(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["chenxiaomei"]
    staff.edit_person(a, desk, clerk, "陈晓梅", world.departments["ZLB"], "")
    assert not sign(world, "chenxiaomei", PLAIN, "zhoumin").ruling.allowed
    form(world, "chenxiaomei", PLAIN, "heyong")


def test_a_correction_that_changes_nothing_leaves_no_entry(world: World) -> None:
    size = len(acts(world))
    card = rows(world, "SELECT card FROM staff WHERE login = 'liuyang'")[0][0]
    staff.edit_person(
        world.archive, world.actor(), world.people["liuyang"], " 刘洋 ", world.departments["ZLB"], card
    )  # fmt: skip
    assert len(acts(world)) == size


def test_a_login_is_taken_in_whatever_case(world: World) -> None:
    with pytest.raises(BadInput, match="login_there"):
        staff.new_person(world.archive, world.actor(), "GM", "另一位", None)


@pytest.mark.parametrize(
    ("name", "card", "fault"),
    [
        ("", "", "empty"), ("王" * 81, "", "too_long"), ("王\u202e", "", "character"), ("陈晓梅", "x" * 41, "too_long"),
        ("陈晓梅", "I0000001-0", "card_is_label"), ("陈晓梅", "S0000002-0", "card_is_label"),
        ("陈晓梅", "F0000001-5", "card_is_label"), ("陈晓梅", "---", "card_is_label"), ("陈晓梅", "ｂ07", "card_there"),
    ],
)  # fmt: skip
def test_names_and_cards_that_cannot_be_are_refused(world: World, name: str, card: str, fault: str) -> None:
    a, desk = world.archive, world.actor()
    staff.edit_person(a, desk, world.people["liuyang"], "刘洋", world.departments["ZLB"], "B-07")
    with pytest.raises(BadInput, match=fault):
        staff.edit_person(a, desk, world.people["chenxiaomei"], name, None, card)


def test_departments_are_added_and_renamed_but_their_letters_stay(world: World) -> None:
    a, desk = world.archive, world.actor()
    assert staff.new_department(a, desk, "AQB", "安全部").done == 5
    staff.rename_department(a, desk, 5, "安全质量部")
    assert rows(world, "SELECT code, name FROM department WHERE id = 5") == [("AQB", "安全质量部")]
    with pytest.raises(BadInput, match="department_same"):
        staff.rename_department(a, desk, 5, "安全质量部")
    with pytest.raises(BadInput, match="department_there"):
        staff.new_department(a, desk, "AQB", "再一个")
    for call in (
        lambda: staff.rename_department(a, desk, 99, "x"), lambda: staff.new_person(a, desk, "x", "x", 99),
        lambda: staff.edit_person(a, desk, 999, "x", None, ""),
        lambda: staff.edit_person(a, desk, world.people["gm"], "x", 99, ""),
    ):  # fmt: skip
        with pytest.raises(NotThere):
            call()
    assert verifying.verify(a).ok


def test_6_7_6_a_leaver_with_items_out_is_refused_and_what_was_asked_for_is_withdrawn(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    sign(world, "liuyang", "塔式", "deputy1")
    lent(world, "liuyang", "塔式")
    ask(world, "liuyang", FINANCE_SECRET, PLAIN)
    assert codes(office.leave(a, desk, clerk).ruling) == ["6.7.6 leaver_has_items"]
    back(world, "塔式")
    assert office.leave(a, desk, clerk).ruling.allowed
    assert rows(world, "SELECT DISTINCT outcome FROM request_item") == [("used",), ("withdrawn",)]
    assert len(last_body(world)["withdrawn"]) == 2
    assert verifying.verify(a).ok


def test_6_4_the_archivist_leaves_once_the_role_is_handed_on(world: World) -> None:
    a, director, archivist = world.archive, world.actor("director"), world.people["archivist"]
    assert codes(office.leave(a, director, archivist).ruling) == ["6.4 room_handed_over_first"]
    office.give_role(a, director, world.people["liuyang"], Role.ARCHIVIST, None, "gm", PIN)
    office.end_role(a, director, archivist, Role.ARCHIVIST, None, "gm", PIN)
    assert office.leave(a, director, archivist).ruling.allowed


def test_6_3_a_gm_leaves_once_the_role_was_ended(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    assert codes(office.leave(a, desk, gm).ruling) == ["6.3 last_gm"]
    office.give_role(a, desk, world.people["deputy1"], Role.GM, None, "gm", PIN)
    assert codes(office.leave(a, desk, gm).ruling) == ["6.3 gm_role_first"]
    office.end_role(a, desk, gm, Role.GM, None, "deputy1", PIN)
    assert office.leave(a, desk, gm).ruling.allowed
