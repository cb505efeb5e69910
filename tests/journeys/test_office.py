"""The office (F9): the staff list and a person's card, with what can be done there."""

from __future__ import annotations

import os

import pytest

from archive_tui import wording
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.services import accounts, office, pins, staff
from archive_tui.services.finding import person_by_login
from archive_tui.services.person_card import person_card
from archive_tui.ui.screens.code_panel import CodePanel
from tests.journeys.desk_work import BOOKS, NOTICE, TOWER, lend
from tests.journeys.office_work import behind, card
from tests.journeys.screen import LANGUAGES, SIZES, sitting
from tests.journeys.test_sign_offs import ask
from tests.world import PIN, World


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_staff_list_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    lend(world, "liuyang", TOWER)
    async with sitting(world, start="office", size=size, language=language) as at:
        await at.sees("陈晓梅")
        await at.matches("office")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_card_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    lend(world, "liuyang", TOWER)
    ask(world, "liuyang", BOOKS)
    office.give_role(
        world.archive, world.actor(), world.people["liuyang"], Role.DEPUTY, world.departments["GCB"], "gm", PIN
    )
    accounts.bind_account(world.archive, world.actor(), 4711, "liuyang", PIN)
    async with sitting(world, start="office", size=size, language=language) as at:
        await at.sees("陈晓梅")
        await card(at, "liuyang")
        await at.sees("4711")
        await at.matches("person")


@pytest.mark.parametrize("login", ["archivist", "director", "gm"])
async def test_the_office_is_there_for_who_keeps_the_staff_list(world: World, login: str) -> None:
    async with sitting(world, login, "register") as at:
        await at.press("f9")
        await at.sees("10 people")
        await at.press("f3")
        await at.sees("Label")
        await at.press("ctrl+o", "9")
        await at.sees("10 people")


@pytest.mark.parametrize("login", ["deputy1", "heyong", "liuyang"])
async def test_the_office_is_not_there_for_anybody_else(world: World, login: str) -> None:
    async with sitting(world, login, "register") as at:
        await at.sees("Label")
        assert Act.STAFF not in at.app.session.seat.acts
        await at.press("f9")
        await at.sees("That is for somebody in another role.")
        await at.press("ctrl+o")
        await at.sees("Menu")
        assert "F9" not in at.text()


async def test_the_list_is_filtered_while_a_name_is_typed(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await at.type("cxm")
        await at.sees("1 person", "陈晓梅")
        await at.press("escape")
        await at.sees("10 people", "Esc once more brings cxm back.")
        await at.type("cwb")
        await at.sees("2 people")
        office.leave(world.archive, world.actor(), world.people["zhoumin"])
        await at.sees("1 person")
        await at.press("ctrl+r")
        await at.sees("周敏", "Shown: who has left.")


async def test_a_new_person_is_put_on_the_list_and_gets_a_code_and_a_pin(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await at.press("ctrl+n")
        await at.sees("New person")
        await at.type("gm\n孙丽\ncwb\n")
        await at.sees("The login gm is taken. Please choose another.")
        await at.press("shift+tab", "shift+tab", "ctrl+u")
        await at.type("sunli\n\n\n")
        await at.sees("Person sunli", "财务部", "none yet: a one-time code is needed")
        await at.press("c")
        await at.sees("孙丽 sets a new PIN with it.")
        await at.press("enter")
        await at.sees("One-time code for 孙丽", "It is shown this once.", "Good until 2026-03-17 09:00")
        panel = at.app.screen
        assert isinstance(panel, CodePanel)
        await at.press("enter")
        await at.sees("It is shown this once.")
        await at.press("escape")
        await at.sees("one-time code open until 2026-03-17 09:00")
        assert panel._code not in at.text()
        pins.set_pin(world.archive, world.actor(), "sunli", panel._code, "802531")
        await at.sees("PIN         set")


async def test_nobody_gives_himself_a_code_at_the_screen(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "archivist")
        await at.press("c", "enter")
        await at.sees("6.3 a one-time code for one's own PIN is issued by somebody else.")


async def test_a_person_is_corrected(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "liuyang")
        await at.press("e")
        await at.sees("The login liuyang stays")
        await at.press("ctrl+u")
        await at.type("刘阳\n")
        await at.press("ctrl+u")
        await at.type("wrong\n\n")
        await at.sees('There is no department "wrong". They are: BGS, CWB, GCB, ZLB.')
        await at.press("shift+tab", "ctrl+u")
        await at.type("gcb\n\n")
        await at.sees("The staff list is corrected.", "刘阳", "工程部")


async def test_a_role_is_given_for_a_time_and_ended_by_the_gms_pin(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "liuyang")
        await at.press("r")
        await at.sees("Give 刘洋 a role")
        await at.press("4", "enter")
        await at.type("zlb\n\n+30d\n\n")
        await at.type(PIN + "\n")
        await at.sees("刘洋: department manager.", "until 2026-04-09")
        await at.press("d")
        await at.sees("End a role of 刘洋", "department manager (租赁部)")
        await at.press("enter", "enter")
        await at.type("000000\n")
        await at.sees("That is not the right PIN or code.")
        await at.type(PIN + "\n")
        await at.sees("Ended: department manager (租赁部).", "Roles       employee")


async def test_a_role_takes_the_gm_and_nobody_else(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "liuyang")
        await at.press("r", "7", "enter", "enter", "enter", "enter")
        await at.press("ctrl+u")
        await at.type("director\n" + PIN + "\n")
        await at.sees("6.3 this takes the GM's signature.")
        assert Role.SALESPERSON not in person_by_login(world.archive, world.actor(), "liuyang").roles


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_leaver_with_items_out_is_named_with_them_and_refused(world: World, language: str) -> None:
    lend(world, "liuyang", TOWER)
    form = ask(world, "liuyang", BOOKS)
    assert form == 2
    async with sitting(world, start="office", language=language) as at:
        await at.sees("陈晓梅")
        await card(at, "liuyang")
        await at.press("l")
        english = language == wording.ENGLISH
        await at.sees("I0000003-1", "F0000002-3", "1 item out" if english else "在外 1 件")
        await at.press("enter")
        await at.sees("6.7.6", "1 item has to come back" if english else "✗")
        assert person_card(world.archive, world.actor(), world.people["liuyang"]).left_at is None


async def test_who_leaves_takes_the_open_forms_along(world: World) -> None:
    ask(world, "chenxiaomei", NOTICE)
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "chenxiaomei")
        await at.sees("asked", "waits for the department manager")
        await at.press("l")
        await at.sees("1 item asked for, which is withdrawn: F0000001-5")
        await at.press("enter")
        await at.sees("陈晓梅 has left.", "left 2026-03-10", "Nothing stands open.")
        await at.press("c")
        await at.sees("This person has left the company.")


async def test_a_locked_pin_is_unlocked_and_the_gms_takes_two(world: World) -> None:
    for login in ("liuyang", "gm"):
        world.archive.store.db.execute_sql(
            "UPDATE credential SET tries = 10 WHERE staff_id = ?", (world.people[login],)
        )  # fmt: skip
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "liuyang")
        await at.sees("locked after ten wrong tries")
        await at.press("u", "enter")
        await at.sees("The PIN of 刘洋 is unlocked.", "PIN         set")
        await at.press("u")
        await at.sees("The PIN is not locked.")
        await at.press("escape")
        await at.press("ctrl+u")
        await card(at, "gm")
        await at.press("u")
        await at.sees("by archivist and office director", "单国栋")
        await at.type(PIN + "\n")
        await at.sees("The PIN of 王建勋 is unlocked.")


async def test_an_account_is_bound_by_the_persons_own_pin_and_unbound(world: World) -> None:
    me = accounts.account_name(os.getuid())
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "gm")
        await at.press("o")
        await at.sees("OS account", "who says yes")
        await at.type("nobody-of-that-name\n" + PIN + "\n")
        await at.sees('There is no OS account "nobody-of-that-name"')
        await at.press("shift+tab", "ctrl+u")
        await at.type(me + "\n\n")
        await at.sees(f"{me} comes in as 王建勋 from now on.")
        await at.press("o")
        await at.sees(f"unbind {me}")
        await at.press("2", "enter")
        await at.sees("unbind")
        await at.press("enter")
        await at.sees(f"{me} no longer comes in.")


async def test_who_has_no_pin_yet_sets_it_on_the_way_to_an_account(world: World) -> None:
    a, desk = world.archive, world.actor()
    sunli = staff.new_person(a, desk, "sunli", "孙丽", None).done
    assert sunli is not None
    code = pins.issue_code(a, desk, sunli).done
    async with sitting(world, start="office") as at:
        await at.sees("11 people")
        await card(at, "sunli")
        await at.press("o")
        await at.sees("OS account")
        await at.type(f"{os.getuid()}\n{PIN}\n")
        await at.sees("No PIN has been set yet. The one-time code sets it here.")
        await at.type(f"{code}\n802531\n802531\n")
        await at.sees(f"{os.getuid()} comes in as 孙丽 from now on.", "PIN         set")


async def test_the_card_shows_the_trail_about_the_person(world: World) -> None:
    staff.edit_person(world.archive, world.actor(), world.people["liuyang"], "刘阳", None, "")
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await card(at, "liuyang")
        await at.press("h")
        await at.sees("corrected the staff list: 刘阳", "put 刘阳 on the staff list, login liuyang")


async def test_departments_are_added_and_renamed(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "departments")
        await at.sees("CWB     财务部")
        await at.press("n")
        await at.sees("New department")
        await at.type("aqb\n安全部\n")
        await at.sees("The department is added.", "AQB     安全部")
        await at.press("home", "e")
        await at.sees("AQB stays")
        await at.press("ctrl+u")
        await at.type("安全质量部\n")
        await at.sees("The department is renamed.", "安全质量部")
