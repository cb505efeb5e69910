"""Open work: recalls, incidents, originals owed, forms to be fetched and forms with others, each with its act."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui import wording
from archive_tui.regulation.levels import Kind
from archive_tui.services import care, lending, signing
from archive_tui.services.open_work import incidents
from tests.journeys.desk_work import BOOKS, CHECK, MINUTES, NOTICE, PAPER, TOWER, desk_of, lend
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.test_open_work import raised_without_original
from tests.world import PIN, World

HOUR = timedelta(hours=1)


@pytest.fixture
def busy(world: World) -> World:
    """Give a company with something in every list."""
    a, desk = world.archive, world.actor()
    lend(world, "liuyang", TOWER)
    care.recall(a, desk, 1, "审计要用")
    care.remind(a, desk, 1)
    lend(world, "director", NOTICE)
    lending.give_back(a, desk, world.item(NOTICE), incident="damage", note="封面破损")
    world.clock.pass_(HOUR)
    lend(world, "gm", CHECK)
    care.open_incident(a, desk, world.item(CHECK), "copied", "拍照")
    raised_without_original(world)
    signing.sign_here(a, desk, world.people["qinchuan"], signing.Asked(world.item(BOOKS)), "gm", PIN)
    signing.request(a, desk, world.people["chenxiaomei"], [signing.Asked(world.item(PAPER))], "对账")
    signing.request(a, desk, world.people["heyong"], [signing.Asked(world.item(MINUTES), Kind.READING)])
    world.clock.pass_(HOUR)
    return world


async def opened(at: Sitting) -> None:
    await at.press("f2")
    await at.sees("Recalls: 1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
async def test_the_lists_show_what_they_always_show(
    busy: World, size: tuple[int, int], language: str, number: int
) -> None:
    async with sitting(busy, start="desk", size=size, language=language) as at:
        await at.sees("I0000003-1")
        await at.press("f2")
        await at.until(lambda: at.app.work_screen.SCREEN == "work")
        await at.press(str(number))
        await at.matches(f"open_work_{number}")


async def test_the_desk_says_how_much_is_open_and_one_key_leads_there_and_back(busy: World) -> None:
    async with desk_of(busy) as desk:
        await desk.sees("Recalls 1  Incidents 2", "F2 open work (5)")
        await desk.at.press("f2")
        await desk.sees(
            "1 Recalls: 1  2 Incidents: 2  3 Originals: 1  4 To fetch: 1  5 With others: 2",
            "刘洋",
            "2:00",
            "called back",
            "审计要用",
            "once, 2026-03-10 09:00",
        )
        await desk.at.press("f2")
        await desk.sees("Out and in the room")


async def test_an_incident_is_settled_with_a_reason_from_its_list(busy: World) -> None:
    async with sitting(busy, "director", "sign_offs") as at:
        await at.sees("5 Open work")
        await at.press("5")
        await at.sees("Incidents (2)")
        await at.press("2")
        await at.sees("damage", "单国栋", "封面破损")
        await at.press("t")
        await at.sees("Close an incident")
        await at.type("repaired\n")
        await at.sees("6.7.6 an incident is closed by somebody else")
        await at.press("escape", "escape")
        await at.no_longer_sees("Close an incident")
        await at.press("down", "t")
        await at.sees("Close an incident", "copied or transcribed")
        await at.type("talked to\n")
        await at.sees("The incident is closed.", "Incidents (1)")
        assert [each.kind for each in incidents(busy.archive, busy.actor())] == ["damage"]


async def test_a_borrower_is_reminded_from_the_list_of_recalls(busy: World) -> None:
    async with sitting(busy, start="desk") as at:
        await at.sees("open work")
        await opened(at)
        await at.press("m")
        await at.sees("刘洋 was reminded, 2 times by now.", "2 times, the last time 2026-03-10 11:00")


async def test_a_form_is_served_at_the_desk_from_the_list_of_what_waits_to_be_fetched(busy: World) -> None:
    async with desk_of(busy) as desk:
        await desk.sees("open work")
        await desk.at.press("f2", "4")
        await desk.sees("To fetch", "秦川", "23:00", "Enter to the desk")
        await desk.at.press("enter")
        await desk.sees("秦川", "Enter lend 1")
        await desk.press("enter")
        await desk.sees("I0000004-0 out to 秦川")


async def test_a_form_that_waits_for_others_is_withdrawn_by_who_may_ask(busy: World) -> None:
    async with sitting(busy, "zhoumin", "sign_offs") as at:
        await at.sees("Waits for me (1)")
        await at.press("5", "5")
        await at.sees("No form waits for another's signature.")
    async with sitting(busy, start="sign_offs") as at:
        await at.sees("4 With others")
        await at.press("4")
        await at.sees("陈晓梅", "waits for the department manager", "对账", "周敏")
        await at.press("u")
        await at.sees("is withdrawn.")
        await at.press("enter")
        await at.no_longer_sees("陈晓梅")


async def test_an_original_that_came_in_is_corrected_from_its_list(busy: World) -> None:
    async with sitting(busy, start="desk") as at:
        await at.sees("open work")
        await opened(at)
        await at.press("3")
        await at.sees("传真件", "confidential", "Owed since")
        await at.press("e")
        await at.until(lambda: at.app.work_screen.SCREEN == "edit_item")
        await at.press("escape")
        await at.sees("Originals: 1")
        await at.press("h")
        await at.sees("original owed")


async def test_an_act_of_another_list_says_so(busy: World) -> None:
    async with sitting(busy, start="desk") as at:
        await at.sees("open work")
        await opened(at)
        await at.press("t")
        await at.sees("That belongs to another list: Incidents.")


async def test_an_employee_sees_what_is_ones_own(busy: World) -> None:
    async with sitting(busy, "liuyang", "sign_offs") as at:
        await at.sees("Recalls 1")
        await at.press("ctrl+o", "w")
        await at.sees("Recalls (1)    2 Incidents    3", "called back")
        await at.press("escape")
        await at.sees("Waits for me")


async def test_what_another_session_settles_leaves_the_list(busy: World) -> None:
    async with sitting(busy, start="desk") as at:
        await at.sees("open work")
        await opened(at)
        await at.press("2")
        await at.sees("Incidents: 2")
        care.close_incident(busy.archive, busy.actor("gm"), 1, "已修补")
        await at.sees("Incidents: 1", "Incidents 1")


async def test_the_language_changes_on_the_lists_too(busy: World) -> None:
    async with sitting(busy, start="desk") as at:
        await at.sees("open work")
        await opened(at)
        await at.press("ctrl+o", "l")
        await at.until(lambda: wording.current_language() == wording.CHINESE)
        await at.sees("借阅者")
