"""What goes wrong at the screens: one clear sentence, nothing half done, nothing typed is lost."""

from __future__ import annotations

from archive_tui import wording
from archive_tui.regulation.levels import Level
from archive_tui.services import care, office, pins
from archive_tui.services.finding import item_shown
from archive_tui.services.identity import NotOnStaff
from tests.journeys.screen import sitting
from tests.world import PIN, World


async def test_an_archive_that_is_moved_away_is_said_once_and_the_screen_stays(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        world.path.rename(world.path.with_name("elsewhere"))
        await at.sees("was moved, deleted or replaced", "I0000008-2")
        world.path.with_name("elsewhere").rename(world.path)
        await at.press("enter")
        await at.sees("Item I0000008-2")


async def test_an_act_that_fails_leaves_the_dialog_with_all_that_was_typed(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("Item I0000008-2")
        await at.press("i")
        await at.sees("Record an incident")
        await at.type("\nwet")
        world.path.rename(world.path.with_name("elsewhere"))
        await at.press("enter")
        await at.sees("was moved, deleted or", "wet")
        world.path.with_name("elsewhere").rename(world.path)
        await at.press("enter")
        await at.sees("Recorded: damage.", "wet")


async def test_whoever_has_no_pin_yet_sets_it_with_the_one_time_code_while_signing(world: World) -> None:
    code = pins.issue_code_with(world.archive, world.actor(), world.people["gm"], "director", PIN).done
    assert code is not None
    care.raise_level(world.archive, world.actor(), world.item("设备"), Level.SECRET, "test")
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("Item I0000008-2", "secret")
        await at.press("l")
        await at.sees("Change the level")
        await at.type("1\nno longer secret\n")
        await at.sees("Lower the level")
        await at.type(f"gm\n{PIN}\n")
        await at.sees("No PIN has been set yet.", "One-time code", "New PIN again")
        await at.type(f"{code}\n864209\n864200\n")
        await at.sees("The two PINs differ.")
        await at.type("864209\n864209\n")
        await at.sees("The level is changed.", "unclassified")
    assert item_shown(world.archive, world.actor(), world.item("设备")).level is Level.UNCLASSIFIED
    assert pins.prove(world.archive, world.actor(), "gm", "864209") == world.people["gm"]


async def test_a_pin_field_never_shows_what_is_typed(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.press("ctrl+o", "b")
        await at.sees("rests")
        await at.type("864209")
        await at.sees("******")
        assert "864209" not in at.text()


async def test_who_leaves_the_company_meanwhile_is_taken_off_the_screens(world: World) -> None:
    async with sitting(world, "liuyang", "register") as at:
        await at.sees("5 items")
        office.leave(world.archive, world.actor(), world.people["liuyang"])
        await at.until(lambda: at.app.ended_by is not None)
        assert isinstance(at.app.ended_by, NotOnStaff)


async def test_the_language_chosen_is_the_persons_from_then_on(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o", "a", "ctrl+o", "l")
        await at.until(lambda: wording.current_language() == wording.CHINESE)
        await at.no_longer_sees("Signs:")
        await at.until(lambda: at.app.session.seat.language == wording.CHINESE)
