"""What stands behind the staff list: letters, settings, proposals, the hand-over, categories, the schedule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui import wording
from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.services import delegation, office, proposals
from archive_tui.services.finding import person_by_login
from tests.journeys.desk_work import MINUTES, NOTICE, TOWER, AtTheDesk, desk_of, lend
from tests.journeys.office_work import BEHIND, behind
from tests.journeys.screen import LANGUAGES, SIZES, sitting
from tests.world import PIN, World

DAY = timedelta(days=1)


def filled(world: World) -> None:
    """Give the lists something to show."""
    a, desk, now = world.archive, world.actor(), world.clock.wall
    lend(world, "director", NOTICE)
    lend(world, "qinchuan", MINUTES)
    for holder, since, until, scope, levels in (
        ("deputy1", -3 * DAY, -DAY, None, [Level.SECRET]),
        ("deputy2", timedelta(0), timedelta(days=5, hours=15), [1, 2], [Level.SECRET, Level.CONFIDENTIAL]),
    ):
        delegation.give_letter(a, desk, world.people[holder], now + since, now + until, scope, levels, "gm", PIN)
    delegation.record_absence(a, desk, world.people["gm"], now, None)
    office.choose_setting(a, desk, "loan_days", "7", "gm", PIN)
    with a.act(desk) as txn:
        proposals.propose_roles(
            txn, [(world.people["liuyang"], Role.DEPUTY, 2), (world.people["qinchuan"], Role.SALESPERSON, None)]
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", BEHIND)
async def test_the_lists_show_what_they_always_show(
    world: World, screen: str, size: tuple[int, int], language: str
) -> None:
    filled(world)
    async with sitting(world, start="office", size=size, language=language) as at:
        await at.sees("陈晓梅")
        await behind(at, screen)
        await at.matches(f"office_{screen}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_6_7_3e_a_letter_and_the_gms_absence_let_the_deputy_sign_at_the_desk(world: World, language: str) -> None:
    english = language == wording.ENGLISH
    async with sitting(world, "gm", "office", language=language) as at:
        await at.sees("陈晓梅")
        await behind(at, "letters")
        await at.press("n")
        await at.sees("Letter of delegation" if english else "委托书")
        await at.press("2", "enter", "enter")  # deputy2, from now
        await at.type("+7d\n")
        await at.press("enter", "enter")  # secret and confidential, all departments
        await at.type(PIN + "\n")
        await at.sees("2026-03-17", "Letter 1 is entered." if english else "委托书 1 已登记。")
        await at.sees("waits for the GM's absence" if english else "待总经理外出")
        await at.press("a")
        await at.sees("赵启明 (1)")
        await at.press("enter", "enter", "enter")
        await at.sees("in force" if english else "生效中", "王建勋")
    async with desk_of(world, language=language) as desk:
        await signs_as_delegate(desk)
    async with sitting(world, "director", "office", language=language) as at:
        await at.sees("陈晓梅")
        await behind(at, "letters")
        await at.press("b")
        await at.sees("letters stop counting" if english else "立即停止生效")
        await at.press("enter")
        await at.sees("waits for the GM's absence" if english else "待总经理外出")


async def signs_as_delegate(desk: AtTheDesk) -> None:
    """Have the deputy, whose department it isn't, sign a leasing contract by the letter."""
    await desk.card("liuyang")
    await desk.item(TOWER)
    await desk.sees("赵启明")
    await desk.press("ctrl+s")
    await desk.at.until(lambda: desk.at.app.screen is not desk.screen)
    await desk.at.press("shift+tab", "ctrl+u")
    await desk.at.type("deputy2\n" + PIN + "\n")
    await desk.at.until(lambda: desk.at.app.screen is desk.screen)
    await desk.at.until(lambda: "letter 1" in desk.at.text() or "第 1 号委托书" in desk.at.text())


async def test_a_letter_is_taken_back_and_one_that_is_over_is_not(world: World) -> None:
    filled(world)
    async with sitting(world, start="office") as at:
        await at.sees("陈晓梅")
        await behind(at, "letters")
        await at.sees("in force", "总经理办公室, 租赁部: secret and confidential")
        await at.press("d")
        await at.sees("Letter 2 of 赵启明")
        await at.type(PIN + "\n")
        await at.sees("Letter 2 no longer counts.", "taken back 2026-03-10 09:00")
        await at.press("down", "d")
        await at.sees("This letter is over already.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-02-30", 'There is no day "2026-02-30". Please check month and day.'),
        ("soon", '"soon" is no day. It reads 2026-03-31, 20260331, 3-31 or +7d.'),
        ("2026-03-09", '"2026-03-09" is over already. Please choose a day to come.'),
    ],
)
async def test_a_day_that_cannot_be_is_said_and_everything_stays_typed(world: World, typed: str, said: str) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "letters")
        await at.press("n")
        await at.sees("Letter of delegation")
        await at.press("enter", "enter")
        await at.type(typed + "\n")
        await at.press("enter")
        await at.type("cwb zlb\n\n" + PIN + "\n")
        await at.sees(said)
        assert "cwb zlb" in at.text() and typed in at.text()


async def test_a_setting_is_explained_and_changed_by_the_gms_pin(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "settings")
        await at.press("down", "down")
        await at.sees("never: it is the default", "6.7.2    Reading: an unclassified paper is lent for 14 days")
        await at.press("enter")
        await at.sees("Choose otherwise", "From 1 to 365.")
        await at.type("900\n\n" + PIN + "\n")
        await at.sees('"900" can\'t be chosen for: days of an unclassified loan.')
        await at.press("shift+tab", "shift+tab", "ctrl+u")
        await at.type("7\n\n\n")
        await at.sees("days of an unclassified loan: 7.", "2026-03-10 09:00, by 王建勋")


async def test_a_setting_of_few_values_is_chosen_among_them(world: World) -> None:
    async with sitting(world, "gm", "office") as at:
        await at.sees("10 people")
        await behind(at, "settings")
        await at.press(*["down"] * 6)
        await at.sees("6.7.3    Reading (b)")
        await at.press("e")
        await at.sees("1 as for a secret loan", "2 the GM alone")
        await at.press("2", "enter")
        await at.type(PIN + "\n")
        await at.sees("who approves the reading of a confidential paper: the GM alone.")


async def test_6_3_the_gm_gives_all_proposed_roles_by_one_signature(world: World) -> None:
    filled(world)
    async with sitting(world, "gm", "office") as at:
        await at.sees("10 people")
        await at.press("tab")
        await at.sees("2 wait for the GM")
        await at.press("p")
        await at.sees("2 roles wait for the GM", "deputy general manager", "salesperson")
        await at.press("s")
        await at.sees("Give all these roles")
        await at.type(PIN + "\n")
        await at.sees("2 roles are given.", "No role is proposed now.")
        assert Role.DEPUTY in person_by_login(world.archive, world.actor(), "liuyang").roles
        await at.press("s")
        await at.sees("The list is empty.")


async def test_6_3_the_gm_gives_none_of_them(world: World) -> None:
    filled(world)
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "proposals")
        await at.press("f")
        await at.sees("Give none of these roles", "王建勋")
        await at.type(PIN + "\n")
        await at.sees("None of them is given.")
        assert Role.DEPUTY not in person_by_login(world.archive, world.actor(), "liuyang").roles


async def test_6_4_the_room_is_handed_over_by_both_pins(world: World) -> None:
    filled(world)
    office.give_role(world.archive, world.actor(), world.people["liuyang"], Role.ARCHIVIST, None, "gm", PIN)
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "handover")
        await at.sees("2 items are out", "秦川", "In the room     6")
        await at.press("s")
        await at.sees("Handed over by  沈静文", "Taken over by   刘洋")
        await at.type(PIN + "\n\n")
        await at.type("000000\n")
        await at.sees("That is not the right PIN or code.")
        await at.press("ctrl+u")
        await at.type(PIN + "\n")
        await at.sees("The room is handed over; the list stands in the trail.")


async def test_6_5_5_the_archivist_adds_a_category(world: World) -> None:
    async with sitting(world, start="office") as at:
        await at.sees("10 people")
        await behind(at, "categories")
        await at.sees("Contracts")
        await at.press("n")
        await at.sees("New category")
        await at.type("图纸\nDrawings\ncontracts\n")
        await at.press("2", "enter", "1", "enter")
        await at.sees("The category contracts is there already.")
        await at.press("shift+tab", "shift+tab", "ctrl+u")
        await at.type("drawings\n\n\n")
        await at.sees("The category is added.")
        await at.press("end")
        await at.sees("Drawings", "drawings", "KJ")


async def test_who_files_nothing_adds_no_category(world: World) -> None:
    async with sitting(world, "gm", "office") as at:
        await at.sees("10 people")
        await behind(at, "categories")
        await at.press("n")
        await at.no_longer_sees("n new")
        assert at.app.screen is at.app.work_screen
