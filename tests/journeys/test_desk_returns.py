"""Taking back at the desk: pages, state, incidents, and lateness."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.services import lending
from archive_tui.services.history import card
from tests.journeys.desk_work import CHECK, MINUTES, NOTICE, PAPER, TOWER, desk_of, lend, state_of
from tests.journeys.screen import sitting
from tests.world import World


def incidents(world: World, part: str) -> list[str]:
    return [each.kind for each in card(world.archive, world.actor(), world.item(part)).incidents]


async def test_a_return_is_one_scan_and_one_enter(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.sees("I0000001-5 comes back from 单国栋.", "10 pages, in good order", "Enter take back 1")
        await desk.press("enter")
        await desk.sees("I0000001-5 back from 单国栋.", "returned")
        assert (desk.scans, desk.keys) == (1, 1)
        assert state_of(world, NOTICE) == "in_place"
        assert incidents(world, NOTICE) == []
        await desk.press("enter")
        await desk.sees("Everything is in its place.", "Cleared.")


async def test_several_items_come_back_by_one_enter(world: World) -> None:
    for part in (NOTICE, PAPER, CHECK):
        lend(world, "director", part)
    async with desk_of(world) as desk:
        for part in (NOTICE, PAPER, CHECK):
            await desk.item(part)
        await desk.sees("Enter take back 3")
        await desk.press("enter")
        await desk.sees("Everything is in its place.")


async def test_fewer_pages_than_there_were_open_an_incident_once_enter_confirms_it(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.scan("9")
        await desk.sees("9 of 10 pages, 1 is missing; Enter takes it back so.", "9 of 10 pages: 1 page is missing")
        assert state_of(world, NOTICE) == "out"
        await desk.press("enter")
        await desk.sees("1 incident opened")
        assert incidents(world, NOTICE) == ["pages_missing"]


async def test_a_count_can_be_corrected_before_enter(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.scan("9")
        await desk.scan("10")
        await desk.sees("I0000001-5: 10 pages, complete.")
        await desk.press("enter")
        await desk.sees("I0000001-5 back from 单国栋.")
        assert incidents(world, NOTICE) == []


@pytest.mark.parametrize(("digit", "kind"), [("2", "damage"), ("3", "alteration"), ("5", "lent_on"), ("6", "copied")])
async def test_what_was_found_wrong_is_noted_and_opens_an_incident(world: World, digit: str, kind: str) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.press("tab")
        await desk.sees("what is wrong")
        await desk.press("d")
        await desk.sees("Found", "in good order")
        await desk.press(digit, "enter")
        await desk.at.type("first page\n")
        await desk.sees("noted, Enter takes it back.", "first page")
        await desk.press("enter")
        await desk.sees("1 incident opened")
        assert incidents(world, NOTICE) == [kind]


async def test_a_lost_item_is_missing_from_then_on(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.press("tab")
        await desk.press("d")
        await desk.sees("Found")
        await desk.press("4", "enter", "enter")
        await desk.sees("loss")
        await desk.press("enter")
        await desk.sees("1 incident opened")
        assert state_of(world, NOTICE) == "missing"


async def test_lateness_is_said_before_and_is_an_incident_behind_the_enter(world: World) -> None:
    lend(world, "liuyang", TOWER)
    world.clock.pass_(timedelta(hours=4, minutes=12, seconds=30))
    async with desk_of(world) as desk:
        await desk.sees("0:13 overdue")
        await desk.item(TOWER)
        await desk.sees("刘洋 brings it back 0:13 overdue: recorded as an incident")
        await desk.press("enter")
        await desk.sees("returned, late", "1 incident opened")
        assert incidents(world, TOWER) == ["late"]


async def test_exactly_four_hours_are_on_time(world: World) -> None:
    lend(world, "liuyang", TOWER)
    async with desk_of(world) as desk:
        world.clock.pass_(timedelta(hours=4, seconds=-3))
        await desk.item(TOWER)
        await desk.press("enter")
        await desk.sees("I0000003-1 back from 刘洋.")
        assert incidents(world, TOWER) == []


async def test_a_borrower_with_something_overdue_or_an_open_incident_is_said_at_once(world: World) -> None:
    lend(world, "liuyang", TOWER)
    world.clock.pass_(timedelta(hours=5))
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.sees("刘洋: 1 item overdue.", "1 item out, 1 overdue")
        await desk.item(MINUTES)
        await desk.sees("✗ 6.7.6", "1 item is overdue with the borrower", "return what is overdue first")


async def test_one_may_return_and_another_take_out_in_one_visit(world: World) -> None:
    lend(world, "gm", CHECK)
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(CHECK)
        await desk.item(NOTICE)
        await desk.sees("Enter lend 1, take back 1")
        await desk.press("enter")
        await desk.sees("I0000008-2 back from 王建勋; I0000001-5 out to 单国栋")


async def test_a_return_made_by_mistake_is_undone_at_the_desk_and_the_loan_goes_on(world: World) -> None:
    lend(world, "liuyang", TOWER)
    async with desk_of(world) as desk:
        await desk.item(TOWER)
        await desk.press("enter")
        await desk.sees("I0000003-1 back from 刘洋.", "Everything is in its place.")
        await desk.press("tab")
        await desk.sees("undo")
        await desk.press("u")
        await desk.sees("Undo return", "It is still with the borrower: the loan goes on as it was.", "Reason")
        await desk.at.type("scanned the wrong one\n")
        await desk.sees("I0000003-1 is still out: the loan goes on.", "3:59")
        assert state_of(world, TOWER) == "out"
        assert not desk.slip.lines


async def test_a_return_is_undone_from_the_items_card_which_keeps_both(world: World) -> None:
    lend(world, "director", NOTICE)
    lending.give_back(world.archive, world.actor(), world.item(NOTICE))
    async with sitting(world, start="register") as at:
        await at.type("国庆\n")
        await at.sees("Item I0000001-5", "back 2026-03-10 09:00")
        await at.press("u")
        await at.sees("Undo return", "It is still with 单国栋")
        await at.type("still with him\n")
        await at.sees("It is still with 单国栋: the loan goes on.", "return of 2026-03-10 09:00 un")
        await at.press("enter")
        await at.sees("return of 2026-03-10 09:00 undone", "by 沈静文: still with him")
        await at.press("u")
        await at.sees("It has not been taken back.")


async def test_a_return_that_stands_says_why_and_keeps_what_was_typed(world: World) -> None:
    lend(world, "director", NOTICE)
    lending.give_back(world.archive, world.actor(), world.item(NOTICE))
    world.clock.pass_(timedelta(minutes=31))
    async with sitting(world, start="register") as at:
        await at.type("国庆\n")
        await at.sees("Item I0000001-5")
        await at.press("u")
        await at.sees("Undo return")
        await at.type("still with him\n")
        await at.sees("6.7.3 a return is undone within 30 minutes; after that it is", "lent anew.", "still with him")
        assert state_of(world, NOTICE) == "in_place"
