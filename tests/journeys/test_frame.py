"""What works on every screen: the ways between them, menu, palette, help, looks, the blank screen, leaving."""

from __future__ import annotations

import pytest
from textual.containers import Horizontal

from archive_tui import wording
from archive_tui.services import signing
from archive_tui.services.board import board
from archive_tui.ui import theme
from archive_tui.ui.actions import ACTIONS, EVERYWHERE, LISTS, of_screen, screen_help
from archive_tui.ui.look import Look, look_of
from archive_tui.ui.screens.help import HelpPanel
from archive_tui.ui.screens.lock import LockScreen
from archive_tui.ui.widgets.frame import StatusLine
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.desk import lent
from tests.world import PIN, World


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["menu", "palette", "help"])
async def test_the_panels_show_what_they_always_show(world: World, name: str, language: str) -> None:
    async with sitting(world, start="trail", language=language) as at:
        await at.sees("29")
        await at.press({"menu": "ctrl+o", "palette": "ctrl+p", "help": "f1"}[name])
        await at.until(lambda: len(at.app.screen_stack) == 2)
        await at.matches(name)


async def test_function_keys_and_the_menu_lead_to_the_same_screens(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("f8")
        await at.sees("29 entries")
        await at.press("ctrl+o", "3")
        await at.sees("8 items")
        await at.press("ctrl+o")
        await at.sees("Menu")
        await at.press(*["down"] * 5, "enter")
        await at.sees("29 entries")
        await at.press("f3")
        await at.sees("8 items")


async def test_a_screen_is_as_it_was_when_one_comes_back(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("htz")
        await at.sees("1 item")
        await at.press("f8")
        await at.sees("29 entries")
        await at.press("f3")
        await at.sees("1 item", "Find  htz")


async def test_digits_and_letters_typed_into_a_field_switch_no_screen(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.type("2368q")
        await at.sees("Find  2368q")
        assert at.line(0).startswith(" Register")


async def test_the_palette_finds_an_act_by_a_word_and_does_it(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+p")
        await at.sees("All acts")
        await at.type("who did")
        await at.until(lambda: "sort by" not in at.text().split("All acts")[1].split("Esc back")[0])
        await at.press("enter")
        await at.sees("29 entries")


async def test_the_palette_does_an_act_of_another_screen(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+p")
        await at.type("refusals\n")
        await at.sees("Shown: refusals.", "0 entries")


async def test_the_palette_shows_the_row_first_that_an_act_of_the_board_is_about(world: World) -> None:
    lent(world, "director", "放假")
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+p")
        await at.type("remind\n")
        await at.sees("What else", "remind", "I0000001-5  单国栋")
        assert board(world.archive, world.actor()).rows[0].reminders == 0
        await at.press("m")
        await at.sees("Reminder", "To 单国栋")


async def test_the_palette_knows_pinyin_initials_in_chinese(world: World) -> None:
    async with sitting(world, start="register", language=wording.CHINESE) as at:
        await at.press("ctrl+p")
        await at.sees("F8")
        await at.type("czrz")
        await at.until(lambda: "F8" in at.text() and "F6" not in at.text().split("\n", 2)[2])
        await at.press("enter")
        await at.sees("29")


async def test_help_explains_the_screen_in_front(world: World) -> None:
    async with sitting(world, start="trail") as at:
        await at.sees("29 entries")
        await at.press("f1")
        await at.sees("Help: Trail", "Every act, refusals too.", "Ctrl+R", "F8, Ctrl+O 8")
        await at.press("f1")
        await at.no_longer_sees("Help: Trail")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_help_is_cut_off_at_80_columns(world: World, language: str) -> None:
    async with sitting(world, start="register", language=language) as at:
        for screen in dict.fromkeys(each.screen for each in ACTIONS if each.screen not in (EVERYWHERE, LISTS)):
            panel = HelpPanel(screen)
            at.app.push_screen(panel)
            await shown(at, panel)
            for _row in range(40):
                assert theme.UNICODE.ellipsis not in at.text(), at.text()
                await at.press("down")
            await at.press("escape")


async def shown(at: Sitting, panel: HelpPanel) -> None:
    await at.until(lambda: at.app.screen is panel and "F1" in at.text())


def test_every_screen_has_a_help_of_its_own_and_every_action_words() -> None:
    for screen in {each.screen for each in ACTIONS} - {EVERYWHERE, LISTS}:
        assert screen_help(screen)
    assert all(each.word and each.help.endswith(".") for each in ACTIONS)


def test_no_key_means_two_things_on_one_screen() -> None:
    everywhere = [key for each in of_screen(EVERYWHERE) for key in each.keys]
    assert len(set(everywhere)) == len(everywhere)
    for screen in {each.screen for each in ACTIONS} - {EVERYWHERE, LISTS}:
        own = [key for each in of_screen(screen) for key in each.keys]
        assert len(set(own)) == len(own), screen
        assert not set(own) & set(everywhere), screen


async def test_themes_and_signs_are_chosen_in_the_menu_and_kept_for_the_person(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o", "t")
        await at.sees("Theme: light.")
        assert at.app.theme == theme.LIGHT
        await at.press("ctrl+o", "a")
        await at.sees("Signs: ASCII only.", ">I0000008-2")
        assert look_of("archivist") == Look(theme.LIGHT, True)
        assert look_of("gm") == Look()
        await at.press("ctrl+o", "a")
        await at.sees("Signs: Unicode.", "›I0000008-2")


async def test_in_the_ascii_style_no_sign_of_doubtful_width_is_drawn(world: World) -> None:
    async with sitting(world, start="register", look=Look(ascii=True)) as at:
        await at.press("enter")
        await at.sees("Archival code  Z109-WS-2018")
        await at.press("l")
        await at.sees("secret - sign-off, 4 h")
        ours = "·“”—…×✓✗›▴▾⋯"
        assert not any(sign in at.text() for sign in ours)


async def test_a_function_key_over_a_panel_says_that_the_panel_comes_first(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o")
        await at.sees("Menu")
        await at.press("f8")
        await at.sees("Enter or Esc ends this first.")


async def test_ctrl_c_says_how_to_leave_and_ctrl_q_leaves(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.press("ctrl+c")
        await at.sees("Ctrl+Q leaves the program.")
        await at.press("ctrl+q")
        await at.until(lambda: at.app.return_value == 0)


async def test_the_blank_screen_shows_nothing_until_the_right_pin_and_esc_does_not_pass(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o", "b")
        await at.sees("The session of 沈静文 rests")
        assert "I0000008" not in at.text() and "Register" not in at.text()
        for keys in (["escape"], ["f8"], ["ctrl+o"], ["ctrl+p"], ["f1"]):
            await at.press(*keys)
        assert isinstance(at.app.screen, LockScreen)
        await at.type("000000\n")
        await at.sees("That is not the right PIN or code.")
        await at.type(f"{PIN}\n")
        await at.sees("8 items")


async def test_an_application_that_comes_rings_and_is_counted_on_the_top_line(world: World) -> None:
    async with sitting(world, "gm", "register") as at:
        await at.sees("8 items")
        rung: list[bool] = []
        at.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        asked = [signing.Asked(world.item("塔式"))]
        signing.request(world.archive, world.actor("heyong"), world.people["heyong"], asked)
        await at.sees("Sign-offs 1", "Something new waits for your signature: F6.")
        assert rung


async def test_a_terminal_made_too_small_says_so_until_it_is_large_enough(world: World) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.pilot.resize_terminal(60, 20)
        await at.sees("This terminal has 60 by 20 cells.", "make it 80 by 24")
        await at.pilot.resize_terminal(80, 24)
        await at.sees("8 items", "I0000008-2")


async def test_an_answer_longer_than_the_line_is_shown_whole(world: World) -> None:
    async with sitting(world, start="register") as at:
        words = "This reason goes on and on, for it names the article, what stands in the way and what now: nothing."
        at.app.work_screen.refuse(words)
        await at.sees("what now:")
        assert words in " ".join(at.text().split()).replace("✗ ", "")
        assert at.app.screen.query_one(StatusLine).size.height == 2
        at.app.work_screen.note("")
        await at.sees("沈静文 - archivist")


@pytest.mark.parametrize("size", SIZES)
async def test_the_body_fills_what_the_lines_leave(world: World, size: tuple[int, int]) -> None:
    async with sitting(world, start="register", size=size) as at:
        await at.sees("8 items")
        assert at.line(0).startswith(" Register") and at.line(-1).startswith(" Enter")
        assert at.app.screen.query_one(Horizontal).region.y == 1
