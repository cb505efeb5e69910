"""The register and an item's card, through the real screens."""

from __future__ import annotations

import pytest

from archive_tui import wording
from archive_tui.regulation.levels import Kind
from archive_tui.services import care, lending, signing
from archive_tui.services.lending import Wanted
from archive_tui.services.worklists import asked_by
from tests.journeys.screen import LANGUAGES, SIZES, sitting
from tests.world import PIN, World

TOWER, PAPER, MINUTES, BID = "塔式", "合同纸", "董事会", "投标"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_register_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    lend_secret(world)
    async with sitting(world, start="register", size=size, language=language) as at:
        await at.sees("2019年塔式起重机租赁合同", "何勇")
        await at.matches("register")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_card_of_an_item_that_is_out_shows_what_it_always_shows(
    world: World, size: tuple[int, int], language: str
) -> None:
    lend_secret(world)
    care.open_incident(world.archive, world.actor(), world.item(TOWER), "damage", "封面撕裂")
    async with sitting(world, start="register", size=size, language=language) as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("Z109-WS", "封面撕裂")
        await at.matches("item_card")


async def test_typing_narrows_the_list_by_initials_and_esc_clears_and_brings_back(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.type("htz")
        await at.sees("合同纸采购合同", "1 item")
        await at.press("escape")
        await at.sees("8 items", "Esc once more brings htz back")
        await at.press("escape")
        await at.sees("1 item", "Find  htz")
        await at.no_longer_sees("Esc once more")


async def test_nothing_found_is_said_and_more_letters_supersede(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("zzzz")
        await at.sees("No item fits that", "0 items")
        await at.press(*["backspace"] * 4)
        await at.sees("8 items")


async def test_the_sort_keys_go_through_the_columns_and_turn_round(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+s", "ctrl+s")
        await at.sees("Sorted by Title, upwards.", "Title ▴")
        await at.press("ctrl+r")
        await at.sees("Sorted by Title, downwards.", "Title ▾")
        await at.press("ctrl+s", "ctrl+s")
        await at.sees("Sorted by Level, downwards.")
        assert "重大项目投标底价" in at.line(3)


async def test_an_employee_finds_no_guarded_title_and_no_acts_of_the_archive_room(world: World) -> None:
    async with sitting(world, "liuyang", "register") as at:
        await at.sees("5 items")
        assert not any(title in at.text() for title in ("董事会", "信用", "投标"))
        assert "F2" not in at.line(0) and "F8" not in at.line(0)
        await at.type("dsh")
        await at.sees("0 items")
        await at.press("escape", "enter")
        await at.sees("Item I0000008-2")
        assert at.line(-1).startswith(" Esc back   h history   a ask for it   F1 help")
        await at.press("l")
        await at.sees("That is for somebody in another role.")


async def test_a_level_raised_from_the_card_recalls_and_voids_and_says_so(world: World) -> None:
    lend_secret(world)
    async with sitting(world, start="register") as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("out, with 何勇")
        await at.press("l")
        await at.sees("Change the level", "1 unclassified")
        await at.press("2", "tab")
        await at.type("\n")
        await at.sees("Please fill in: Reason.")
        await at.type("new terms\n")
        await at.sees("The level is changed. It is recalled at once.", "confidential", "filed as secret")


async def test_a_level_is_lowered_by_the_gms_pin_and_a_wrong_one_loses_nothing_else(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("secret")
        await at.press("l")
        await at.sees("Change the level")
        await at.press("1", "tab")
        await at.type("old\n")
        await at.sees("Lower the level", "PIN")
        await at.type("gm\n000000\n")
        await at.sees("That is not the right PIN or code.")
        assert "old" in at.text() and "gm" in at.text() and "*" not in at.text()
        await at.type(f"{PIN}\n")
        await at.sees("The level is changed.", "unclassified", "filed as secret")


async def test_typing_ahead_of_a_dialog_keeps_its_order(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("secret")
        await at.press("i")
        await at.sees("Record an incident", "pages missing")
        await at.press("down", "enter", *"torn cover".replace(" ", "_"), "enter")
        await at.sees("Recorded: alteration.", "torn_cover")
        await at.press("t")
        await at.sees("Close an incident", "alteration, torn_cover")
        await at.type("\nmended\n")
        await at.sees("The incident is closed.", "closed 2026-03-10 09:00")
        await at.press("enter")
        await at.sees("沈静文; mended")
        await at.press("t")
        await at.sees("No incident is open on it.")


async def test_a_recall_and_a_reminder_are_on_the_card_and_a_key_that_does_nothing_says_why(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("secret")
        await at.press("r")
        await at.sees("It is not out.")
        lend_secret(world)
        await at.sees("out, with 何勇")  # another session's act, seen within a second
        await at.press("m")
        await at.sees("Reminder 1 for 何勇 is recorded.", "1 reminder")
        await at.press("r")
        await at.sees("Recall", "Reason")
        await at.type("urgent\n")
        await at.sees("Recalled from 何勇.")
        await at.press("w")
        await at.sees("Renew the loan", "another term")
        await at.press("enter")
        await at.sees("a classified paper is not renewed")


async def test_esc_in_a_dialog_asks_before_it_drops_what_was_typed(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("Item I0000008-2")
        await at.press("i")
        await at.sees("Record an incident")
        await at.type("\nwet")
        await at.press("escape")
        await at.sees("Esc once more drops what you typed.", "wet")
        await at.press("escape")
        await at.no_longer_sees("Record an incident")


async def test_the_history_of_an_item_turns_into_the_trails_entries_and_back(world: World) -> None:
    lend_secret(world)
    async with sitting(world, start="register") as at:
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("何勇; due")
        await at.press("h")
        await at.sees("lent I0000003-1 to 何勇")
        await at.press("h")
        await at.sees("何勇; due")


async def test_a_withheld_title_stays_withheld_on_the_card(world: World) -> None:
    from archive_tui.ui.screens.item_card import ItemCardScreen

    async with sitting(world, "liuyang", "register") as at:
        await at.sees("5 items")
        at.app.push_screen(ItemCardScreen(world.item(BID)))
        await at.sees("(title withheld)", "top secret")
        assert "投标" not in at.text() and "岳衡租办" not in at.text()
        await at.press("a")
        await at.sees("The title is withheld from you")


async def test_an_employee_asks_for_an_item_from_its_card(world: World) -> None:
    async with sitting(world, "liuyang", "register") as at:
        await at.type("htz")
        await at.sees("1 item")
        await at.press("enter")
        await at.sees("合同纸采购合同", "Archival code")
        await at.press("a")
        await at.sees("Ask for it", "Purpose")
        await at.no_longer_sees("For  ")
        await at.type("audit\n\n")
        await at.sees("Application F0000001-5 is under way")


async def test_a_manager_asks_for_people_of_the_department_and_for_no_others(world: World) -> None:
    async with sitting(world, "zhoumin", "register") as at:
        await at.type("htz\n")
        await at.sees("合同纸采购合同", "Archival code")
        await at.press("a")
        await at.sees("Ask for it", "For      周敏")
        await at.press("shift+tab", *["backspace"] * 2)
        await at.type("liuyang\n\n\n")
        await at.sees("6.3 an application is for the borrower, the manager of the")
        await at.press("shift+tab", "shift+tab", *["backspace"] * 7)
        await at.type("cxm\naudit\n\n")
        await at.sees("Application F0000001-5 is under way")
    (line,) = asked_by(world.archive, world.actor("chenxiaomei"))
    assert (line.borrower, line.made_by, line.purpose, line.kind) == ("陈晓梅", "周敏", "audit", Kind.OUT)


async def test_a_copy_or_a_reading_is_asked_for_from_the_card(world: World) -> None:
    async with sitting(world, "liuyang", "register") as at:
        await at.type("塔式\n")
        await at.sees("2019年塔式起重机租赁合同", "Archival code")
        await at.press("a")
        await at.sees("Ask for it", "loan", "reading", "copy")
        await at.type("\n3\n")
        await at.sees("Application F0000001-5 is under way")
    (line,) = asked_by(world.archive, world.actor("liuyang"))
    assert line.kind is Kind.COPY


async def test_the_language_of_a_running_screen_can_be_switched_and_is_kept(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o")
        await at.sees("Menu")
        await at.press("l")
        await at.until(lambda: wording.current_language() == wording.CHINESE)
        await at.no_longer_sees("Register")


def lend_secret(world: World) -> None:
    """Have 何勇 take the tower cranes' lease, on the GM's sign-off."""
    item, borrower = world.item(TOWER), world.people["heyong"]
    signing.sign_here(world.archive, world.actor(), borrower, signing.Asked(item), "gm", PIN)
    lending.check_out(world.archive, world.actor(), borrower, [Wanted(item)], pledged=True)
