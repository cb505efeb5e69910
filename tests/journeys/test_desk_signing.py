"""Signatures at the desk: on the spot, by application, and what a second session signs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.services import care, signing
from archive_tui.services.worklists import request_shown
from archive_tui.ui.slip import Stage
from tests.journeys.desk_work import BOOKS, MINUTES, NOTICE, TOWER, desk_of, state_of
from tests.world import PIN, START, World


async def test_a_secret_item_takes_one_signature_on_the_spot_more(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.sees("! 6.7.3", "王建勋 (GM) or 李卫东 (deputy in charge) can sign now", "Ctrl+S sign here")
        await desk.press("ctrl+s")
        await desk.sees("Sign here", "loan for 刘洋", "PIN")
        await desk.at.type(PIN + "\n")
        await desk.sees("F0000001-5 is approved.", "approved by 王建勋 (GM)", "Enter lend 1", "due 13:00")
        await desk.press("enter")
        await desk.sees("I0000003-1 out to 刘洋, due 13:00.", "4:00")
        assert state_of(world, TOWER) == "out"


async def test_signing_is_for_the_item_that_needs_it_wherever_the_cursor_is(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(TOWER)
        await desk.item(NOTICE)
        assert desk.slip.line is not None and desk.slip.line.item.id == world.item(NOTICE)
        await desk.sees("Ctrl+S sign here")
        await desk.press("ctrl+s")
        await desk.sees("Sign here", "2019年塔式起重机租赁合同")
        await desk.at.type(PIN + "\n")
        await desk.sees("F0000001-5 is approved.", "Enter lend 2")


async def test_asking_is_for_the_items_that_need_it_wherever_the_cursor_is(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(TOWER)
        await desk.item(NOTICE)
        await desk.press("ctrl+r")
        await desk.sees("Loan application", "2019年塔式起重机租赁合同  (loan)")
        await desk.at.type("\n")
        await desk.sees("F0000001-5 is with")


async def test_another_signer_is_named_by_login_and_signs_in_that_capacity(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.press("ctrl+s")
        await desk.sees("Sign here")
        await desk.press("shift+tab", "down", "tab")
        await desk.sees("Name  李卫东")
        await desk.at.type(PIN + "\n")
        await desk.sees("approved by 李卫东 (deputy in charge)")


async def test_a_wrong_pin_signs_nothing_and_loses_nothing(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.press("ctrl+s")
        await desk.sees("Sign here")
        await desk.at.type("000000\n")
        await desk.sees("That is not the right PIN or code.", "王建勋")
        await desk.press("escape")
        await desk.sees("needs sign-off")


async def test_who_may_not_sign_is_told_why_in_the_dialog(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.press("ctrl+s")
        await desk.sees("Sign here")
        await desk.press("shift+tab", "ctrl+u")
        await desk.at.type("heyong\n" + PIN + "\n")
        await desk.sees("6.7.3", "the GM or the deputy in charge approves")


async def test_an_unclassified_item_takes_the_managers_and_the_offices_signature(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("chenxiaomei")
        await desk.item(NOTICE)
        await desk.sees("周敏 (department manager) can sign now")
        await desk.press("ctrl+s")
        await desk.sees("Sign here", "made out by the department manager")
        await desk.at.type(PIN + "\n")
        await desk.sees("F0000001-5 is signed; one more to come.", "application F0000001-5 made out by 周敏")
        await desk.press("ctrl+s")
        await desk.sees("Sign here", "decided by the GM's office")
        await desk.at.type(PIN + "\n")
        await desk.sees("F0000001-5 is approved.", "Enter lend 1")


async def test_the_application_is_offered_filled_in_by_one_key(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.item(BOOKS)
        await desk.press("ctrl+r")
        await desk.sees("Loan application", "For 刘洋, 租赁部", "I0000003-1", "I0000004-0", "Purpose")
        await desk.at.type("contract talks\n")
        await desk.sees("F0000001-5 is with 王建勋 (GM) or 李卫东 (deputy in charge).")
        lines = request_shown(world.archive, world.actor(), 1)
        assert [(line.purpose, line.state) for line in lines] == [("contract talks", "waiting_secret")] * 2
        await desk.press("ctrl+r")
        await desk.sees("Nothing on the slip needs an application.")
        await desk.press("enter")
        await desk.sees("The visit of 刘洋 has ended.")


async def test_a_form_number_brings_its_borrower_and_what_was_approved(world: World) -> None:
    asked = signing.Asked(world.item(TOWER))
    signing.sign_here(world.archive, world.actor(), world.people["liuyang"], asked, "gm", PIN)
    async with desk_of(world) as desk:
        await desk.form(1)
        await desk.sees("F0000001-5: 1 item for 刘洋.", "刘洋", "Enter lend 1")
        await desk.press("enter")
        await desk.sees("I0000003-1 out to 刘洋")
        assert (desk.scans, desk.keys) == (1, 1)


async def test_a_confidential_item_is_signed_for_and_handed_over_in_the_room_only(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(MINUTES)
        await desk.sees("confidential · room only", "room, sign-off", "(title withheld)")
        await desk.press("ctrl+s")
        await desk.sees("Sign here")
        await desk.at.type(PIN + "\n")
        await desk.sees("董事会会议记录", "read, 17:30", "Enter lend 1")
        await desk.press("enter")
        await desk.sees("in the room, until 17:30.")
        assert state_of(world, MINUTES) == "reading"


async def test_a_loan_that_would_end_after_closing_is_offered_shorter(world: World) -> None:
    world.clock.pass_(_until(15))
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.press("ctrl+s")
        await desk.sees("Sign here")
        await desk.at.type(PIN + "\n")
        await desk.sees("due 19:00", "four hours end after closing at 17:30; Ctrl+N ends it then")
        await desk.press("ctrl+n")
        await desk.sees("due 17:30", "I0000003-1 is due when the room closes.")
        await desk.press("enter")
        await desk.sees("out to 刘洋, due 17:30.")


async def test_what_a_second_session_signs_is_there_within_a_second_with_a_bell(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, borrower = world.item(TOWER), world.people["liuyang"]
    signing.request(world.archive, world.actor("liuyang"), borrower, [signing.Asked(item)])
    async with desk_of(world) as desk:
        rung: list[bool] = []
        monkeypatch.setattr(desk.at.app, "bell", lambda: rung.append(True))
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.sees("needs sign-off")
        world.clock.pass_(timedelta(seconds=5))
        signing.sign_off(world.archive, world.actor("gm"), 1, "gm", PIN)
        await desk.sees("王建勋 signed F0000001-5 for 刘洋.", "✓ I0000003-1", "Enter lend 1")
        assert rung == [True]


async def test_what_a_second_session_refuses_is_said_with_a_bell(world: World) -> None:
    item, borrower = world.item(TOWER), world.people["liuyang"]
    signing.request(world.archive, world.actor("liuyang"), borrower, [signing.Asked(item)])
    async with desk_of(world) as desk:
        await desk.card("liuyang")
        await desk.item(TOWER)
        await desk.sees("needs sign-off")
        signing.sign_off(world.archive, world.actor("gm"), 1, "gm", PIN, approve=False, reason="not now")
        await desk.sees("王建勋 did not sign for I0000003-1.", "✗ 6.7.3", "did not approve application")


async def test_a_level_raised_meanwhile_stops_the_check_out_at_enter(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.sees("Enter lend 1")
        care.raise_level(
            world.archive, world.actor("gm"), world.item(NOTICE), Level.TOP_SECRET, "by mistake filed open"
        )
        await desk.press("enter")
        await desk.sees("top secret · never", "nobody has access")
        assert state_of(world, NOTICE) == "in_place"
        assert [line.stage for line in desk.slip.lines] in ([Stage.REFUSED], [])


def _until(hour: int) -> timedelta:
    local = START + timedelta(hours=8)
    return datetime(local.year, local.month, local.day, hour, tzinfo=START.tzinfo) - local
