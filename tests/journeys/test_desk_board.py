"""The clock board: order, bells, reminders, recalls, renewals, the reading room, and a clock that was moved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind
from archive_tui.services.trail_view import Wanted, page_entries
from tests.journeys.desk_work import CHECK, MINUTES, NOTICE, PAPER, TOWER, AtTheDesk, desk_of, lend, state_of
from tests.journeys.screen import sitting
from tests.world import World


def acts(world: World) -> list[str]:
    return [entry.act for entry in page_entries(world.archive, world.actor(), Wanted(), 0, 5)]


def count_bells(desk: AtTheDesk, patch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the screen's words each time the bell rings."""
    rung: list[str] = []
    patch.setattr(desk.at.app, "bell", lambda: rung.append(desk.at.text()))
    return rung


async def tick(desk: AtTheDesk) -> None:
    """Let the board be looked at, as it is every twenty seconds."""
    desk.at.app.tick()
    await desk.at.settled()


async def test_the_board_has_what_is_overdue_on_top_and_then_what_is_due_soonest(world: World) -> None:
    lend(world, "director", NOTICE)
    lend(world, "liuyang", TOWER)
    world.clock.pass_(timedelta(hours=5))
    lend(world, "heyong", MINUTES)
    async with desk_of(world) as desk:
        await desk.sees("1:00 overdue")
        rows = [line.split()[0].lstrip("›") for line in desk.at.text().split("\n") if "I00000" in line]
        assert rows == ["I0000003-1", "I0000005-8", "I0000001-5"]


async def test_the_desk_rings_at_thirty_and_ten_minutes_and_when_it_is_due(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(world, "liuyang", TOWER)
    async with desk_of(world) as desk:
        rung = count_bells(desk, monkeypatch)
        world.clock.pass_(timedelta(hours=3, minutes=29))
        await tick(desk)
        assert not rung
        world.clock.pass_(timedelta(minutes=2))
        await tick(desk)
        await desk.sees("I0000003-1 with 刘洋: 29 minutes left.")
        world.clock.pass_(timedelta(minutes=20))
        await tick(desk)
        await desk.sees("I0000003-1 with 刘洋: 9 minutes left.")
        world.clock.pass_(timedelta(minutes=9))
        await tick(desk)
        await desk.sees("I0000003-1 with 刘洋 is due now.")
        await tick(desk)
        assert len(rung) == 3


@pytest.mark.parametrize("screen", ["register", "trail", "sign_offs"])
async def test_what_is_due_rings_on_every_screen(world: World, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lend(world, "liuyang", TOWER)
    async with sitting(world, start=screen) as at:
        rung: list[str] = []
        monkeypatch.setattr(at.app, "bell", lambda: rung.append(at.text()))
        world.clock.pass_(timedelta(hours=3, minutes=31))
        at.app.tick()
        await at.sees("I0000003-1 with 刘洋: 29 minutes left.")
        assert len(rung) == 1


async def test_what_another_person_has_rings_only_where_the_room_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(world, "liuyang", TOWER)
    lend(world, "director", NOTICE, Kind.READING)
    world.clock.pass_(timedelta(hours=1))
    async with sitting(world, "liuyang", "register") as at:
        rung: list[str] = []
        monkeypatch.setattr(at.app, "ring", rung.append)
        world.clock.pass_(timedelta(hours=2, minutes=31))
        at.app.tick()
        await at.until(lambda: rung)
        world.clock.pass_(timedelta(hours=5))  # past the room's closing
        at.app.tick()
        await at.until(lambda: len(rung) == 2)
        assert rung == ["I0000003-1 with 刘洋: 29 minutes left.", "I0000003-1 with 刘洋 is due now."]


async def test_what_was_due_before_the_desk_opened_rings_no_bell(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lend(world, "liuyang", TOWER)
    world.clock.pass_(timedelta(hours=3, minutes=45))
    async with desk_of(world) as desk:
        rung = count_bells(desk, monkeypatch)
        await tick(desk)
        assert not rung


async def test_one_key_writes_the_reminder_and_records_it(world: World) -> None:
    lend(world, "liuyang", TOWER)
    world.clock.pass_(timedelta(hours=4, minutes=30))
    async with desk_of(world) as desk:
        await desk.press("tab")
        await desk.sees("remind", "I0000003-1  刘洋")
        await desk.press("m")
        await desk.sees(
            "Reminder", "To 刘洋", "2019年塔式起重机租赁合同", "It was due back", "0:30 overdue", "reminder 1"
        )
        await desk.press("escape")
        await desk.sees("刘洋 was reminded.")
        assert acts(world)[0] == "remind"


async def test_an_item_is_recalled_from_its_row(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.press("tab", "r")
        await desk.sees("Recall", "with 单国栋")
        await desk.at.type("needed\n")
        await desk.sees("I0000001-5 is recalled from 单国栋.", "recalled, 14 d")
        await desk.press("tab", "r")
        await desk.sees("It has been recalled already.")


async def test_an_unclassified_loan_is_renewed_and_a_secret_one_never(world: World) -> None:
    lend(world, "director", NOTICE)
    lend(world, "liuyang", TOWER)
    async with desk_of(world) as desk:
        await desk.press("tab", "w")
        await desk.sees("6.7.3 a classified paper is not renewed")
        world.clock.pass_(timedelta(hours=1))
        await desk.press("down", "tab", "w")
        await desk.sees("I0000001-5 is renewed until 2026-03-24.")


async def test_an_item_without_its_label_is_taken_back_from_its_row(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.press("tab", "b")
        await desk.sees("I0000001-5 comes back from 单国栋.")
        await desk.press("enter")
        await desk.sees("I0000001-5 back from 单国栋.")
        assert state_of(world, NOTICE) == "in_place"


async def test_an_incident_is_recorded_on_what_is_out(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.press("tab", "i")
        await desk.sees("Incident", "damage")
        await desk.press("3", "enter", "enter")
        await desk.sees("An incident on I0000001-5 is recorded.")
        assert acts(world)[0] == "incident_open"


async def test_the_row_opens_the_card_of_its_item(world: World) -> None:
    lend(world, "director", NOTICE)
    async with desk_of(world) as desk:
        await desk.at.press("tab", "h")
        await desk.sees("Item I0000001-5")
        await desk.at.press("escape")
        await desk.sees("Out and in the room")


async def test_closing_the_room_lists_what_has_not_come_back(world: World) -> None:
    lend(world, "heyong", MINUTES)
    lend(world, "director", NOTICE, Kind.READING)
    lend(world, "director", PAPER)
    async with desk_of(world) as desk:
        await desk.press("tab", "z")
        await desk.sees("Closing the room", "2 items have not come back", "董事会会议记录")
        await desk.press("enter")
        await desk.at.no_longer_sees("Closing the room")


async def test_an_empty_room_can_be_closed(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.press("tab", "z")
        await desk.sees("Nothing is being read: the room can be closed.")


async def test_what_another_session_lends_and_takes_back_is_on_the_board_within_a_second(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.sees("Everything is in its place.")
        lend(world, "gm", CHECK)
        await desk.sees("I0000008-2", "王建勋")


async def test_a_wall_clock_that_was_moved_is_a_banner_and_an_entry_and_changes_no_loan(world: World) -> None:
    lend(world, "liuyang", TOWER)
    async with desk_of(world) as desk:
        await desk.sees("4:00")
        world.clock.turn(timedelta(minutes=45))
        await tick(desk)
        await desk.sees("! The clock was moved by +2700 s; it is 09:45 now.", "4:00")
        await desk.at.until(lambda: "clock_step" in acts(world))
        await tick(desk)
        assert acts(world).count("clock_step") == 1
        await desk.press("escape")
        await desk.at.no_longer_sees("The clock was moved")


async def test_a_step_of_the_clock_is_one_entry_however_many_sessions_are_open(world: World) -> None:
    async with desk_of(world) as desk, sitting(world, start="trail") as other:
        for step in (45, -45):
            world.clock.turn(timedelta(minutes=step))
            await tick(desk)
            other.app.tick()
            await other.sees(f"The clock was moved by {step * 60:+d} s")
            await desk.sees(f"The clock was moved by {step * 60:+d} s")
            await other.settled()
        assert [each for each in acts(world) if each == "clock_step"] == ["clock_step"] * 2


async def test_a_step_of_less_than_half_a_minute_is_none(world: World) -> None:
    async with desk_of(world) as desk:
        world.clock.turn(timedelta(seconds=30))
        await tick(desk)
        assert "clock_step" not in acts(world)
