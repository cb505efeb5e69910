"""The trail on the screen: finding, reading and never losing one's place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.services import lending, signing
from archive_tui.services.lending import Wanted
from tests.journeys.screen import LANGUAGES, SIZES, sitting
from tests.world import PIN, World


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_trail_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    some_days(world)
    async with sitting(world, start="trail", size=size, language=language) as at:
        await at.sees("I0000003-1")
        await at.matches("trail")


async def test_a_person_an_item_an_act_and_a_day_narrow_the_list_and_are_said_back(world: World) -> None:
    some_days(world)
    async with sitting(world, start="trail") as at:
        await at.type("何勇")
        await at.sees("Shown: 何勇.", "lent I0000003-1 to 何勇")
        await at.type(" return")
        await at.sees("Shown: 何勇 and return.", "1 entry", "took I0000003-1 back from 何勇")
        await at.press("escape")
        await at.type("I0000003-1 2026-03-11")
        await at.sees("Shown: I0000003-1 and 2026-03-11.", "3 entries")
        await at.press("escape")
        await at.type("yesterday")
        await at.sees("Shown: 2026-03-11.", "3 entries")


async def test_what_is_not_understood_is_said_and_hides_nothing(world: World) -> None:
    async with sitting(world, start="trail") as at:
        await at.type("qqqq")
        await at.sees("Shown: not understood: qqqq.", "29 entries")


async def test_refusals_alone_by_word_and_by_key(world: World) -> None:
    refuse_one(world)
    async with sitting(world, start="trail") as at:
        await at.type("拒绝")
        await at.sees("1 entry", "Shown: refusals.", "✗ check-out refused; I0000007-4 and 何勇; 6.7")
        await at.press("escape")
        await at.sees("30 entries")
        await at.press("ctrl+r")
        await at.sees("1 entry", "Shown: refusals.")
        await at.press("ctrl+r")
        await at.sees("30 entries")


async def test_an_entry_opens_with_its_facts_and_hash_and_arrows_go_on(world: World) -> None:
    async with sitting(world, start="trail") as at:
        await at.sees("29 entries")
        await at.press("enter")
        await at.sees("Trail entry 29", "Asia/Shanghai", "act     import", "Hash")
        await at.press("up")
        await at.sees("This is the newest one.")
        await at.press("down")
        assert "newest" not in await at.sees("Trail entry 28", "staff_add")
        await at.press("escape")
        await at.sees("29 entries")


async def test_entries_that_come_meanwhile_move_neither_the_cursor_nor_the_open_entry(world: World) -> None:
    async with sitting(world, start="trail") as at:
        await at.sees("29 entries")
        await at.press("down", "down", "enter")
        await at.sees("Trail entry 27")
        refuse_one(world)
        await at.press("down")
        await at.sees("Trail entry 26")
        await at.press("escape")
        await at.sees("30 entries", "›2026-03-10 09:00              put 刘洋")


async def test_a_new_entry_appears_within_a_second_while_the_newest_is_looked_at(world: World) -> None:
    async with sitting(world, start="trail") as at:
        await at.sees("29 entries")
        refuse_one(world)
        await at.sees("30 entries")
        assert "refused" in at.line(3)


async def test_who_may_not_read_the_trail_has_no_key_for_it(world: World) -> None:
    async with sitting(world, "liuyang") as at:
        await at.sees("F3 Register")
        assert "F8" not in at.line(0)
        await at.press("f8")
        await at.sees("That is for somebody in another role.")


def some_days(world: World) -> None:
    """Have a secret item lent, signed and taken back over two days."""
    item, borrower = world.item("塔式"), world.people["heyong"]
    world.clock.pass_(timedelta(days=1))
    signing.sign_here(world.archive, world.actor(), borrower, signing.Asked(item), "gm", PIN)
    lending.check_out(world.archive, world.actor(), borrower, [Wanted(item)], pledged=True)
    world.clock.pass_(timedelta(days=1))
    lending.give_back(world.archive, world.actor(), item, pages=9)


def refuse_one(world: World) -> None:
    """Have a top-secret item refused."""
    lending.note_refusal(world.archive, world.actor(), world.people["heyong"], world.item("投标"))
