"""The worklists about clients: what waits, for whom first, and what is done about it from there (1, 3.1, 4.3, 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive_tui.services import client_views, leases
from tests.journeys.credit_work import must
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.journeys.test_client_card import kept
from tests.services.credit_ground import Credit
from tests.world import World


async def lists_of(at: Sitting) -> None:
    """Open the worklists from the list of clients."""
    await at.sees("K00003")
    await at.press("tab")
    await at.until(lambda: at.app.screen is not at.app.work_screen and at.app.screen.is_mounted)
    await at.press("w")
    await at.until(lambda: at.app.work_screen.SCREEN == "client_work")
    await at.sees("催还欠款")


def busy(world: World) -> Credit:
    """Return the company with something in most lists, some weeks later."""
    credit = kept(world)
    must(leases.offer(world.archive, credit.sales, credit.lease("BJ-1", 1, starts=date(2026, 5, 1))))
    world.clock.pass_(timedelta(days=12))
    return credit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_worklists_look_as_they_always_do(world: World, size: tuple[int, int], language: str) -> None:
    busy(world)
    async with sitting(world, "liuyang", "clients", size=size, language=language) as at:
        await lists_of(at)
        await at.matches("client_work")


async def test_each_list_says_what_it_holds(world: World) -> None:
    busy(world)
    async with sitting(world, "liuyang", "clients") as at:
        await lists_of(at)
        for digit, told in (
            ("2", "philosophy"), ("3", "No card is stale."), ("4", "sent 2026-03-01, due back 2026-03-20"),
            ("5", "BJ-1"), ("6", "Nothing is late."), ("7", "yuan open"), ("8", "No contract ends within two months."),
            ("9", "No exception to the terms runs now."), ("0", "BJ-1"), ("1", "催还欠款"),
        ):  # fmt: skip
            await at.press(digit)
            await at.sees(told)


async def test_a_follow_up_is_finished_from_its_list(world: World) -> None:
    credit = busy(world)
    async with sitting(world, "liuyang", "clients") as at:
        await lists_of(at)
        await at.press("t")
        await at.type("已付清\n")
        await at.sees("The follow-up is done.")
        await at.no_longer_sees("催还欠款")
        await at.press("4", "t")
        await at.sees("Form is back")
        await at.press("enter")
        await at.sees("The form is back")
    card = client_views.card(world.archive, credit.keeper, credit.clients[0])
    assert card is not None and card.forms[0].received_on == date(2026, 3, 22)


async def test_a_visit_is_entered_from_a_worklist_and_the_card_opens_from_it(world: World) -> None:
    busy(world)
    async with sitting(world, "liuyang", "clients") as at:
        await lists_of(at)
        await at.press("v")
        await at.sees("Last visit 2026-03-09")
        await at.press("tab", "tab")
        await at.type("当面催款")
        await at.press("enter")
        await at.sees("The visit is recorded.")
        await at.press("enter")
        await at.sees("Client K00001")
        await at.press("escape", "tab")
        await at.sees("philosophy")
        await at.press("shift+tab", "shift+tab")
        await at.sees("4.3-end")


async def test_who_only_reads_them_is_told_that_it_is_for_others(world: World) -> None:
    busy(world)
    async with sitting(world, "zhoumin", "clients") as at:
        await lists_of(at)
        await at.press("t")
        await at.sees("That is for somebody in another role.")
