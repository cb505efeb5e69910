"""Lending at the desk, through the real screen; what it takes is counted."""

from __future__ import annotations

import pytest

from archive_tui import wording
from archive_tui.services.trail_view import Wanted, page_entries
from archive_tui.ui.slip import Stage
from tests.journeys.desk_work import BID, CHECK, MINUTES, NOTICE, PAPER, TOWER, desk_of, lend, state_of
from tests.journeys.screen import LANGUAGES, SIZES
from tests.world import World


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_desk_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    lend(world, "gm", CHECK)
    lend(world, "heyong", TOWER)
    async with desk_of(world, size, language) as desk:
        await desk.sees("何勇")
        await desk.at.matches("desk_idle")
        await desk.card("chenxiaomei")
        for part in (NOTICE, BID, MINUTES):
            await desk.item(part)
        await desk.at.matches("desk_slip")


async def test_a_check_out_that_the_person_is_entitled_to_is_two_scans_and_one_enter(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.sees("✓ 6.7.1", "6.7.6: kept clean and unaltered", "due 03-24", "Enter lend 1")
        await desk.press("enter")
        await desk.sees("I0000001-5 out to 单国栋, due 03-24.", "out, 03-24", "1 item out, nothing overdue")
        assert (desk.scans, desk.keys) == (2, 1)
        assert state_of(world, NOTICE) == "out"


async def test_several_items_take_one_scan_more_each_and_one_enter(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        for part in (NOTICE, PAPER, CHECK):
            await desk.item(part)
        await desk.sees("Enter lend 3")
        await desk.press("enter")
        await desk.sees("3 items out to 单国栋.")
        assert (desk.scans, desk.keys) == (4, 1)


async def test_the_item_may_come_before_the_card(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.item(NOTICE)
        await desk.sees("No card yet", "I0000001-5 is here; scan the borrower's card.", "in place")
        await desk.card("director")
        await desk.press("enter")
        await desk.sees("I0000001-5 out to 单国栋")


async def test_a_refusal_needs_no_key_to_be_understood_and_is_in_the_trail(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("gm")
        await desk.item(BID)
        await desk.sees("✗ 6.7.3", "nobody has access to a top-secret paper", "refused", "top secret · never")
    entries = page_entries(world.archive, world.actor(), Wanted(refusals_only=True), 0, 10)
    assert [entry.facts["clauses"] for entry in entries] == [["6.7.3 top_secret_never"]]


async def test_what_is_not_ready_stays_while_the_rest_goes_out(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.item(TOWER)
        await desk.press("enter")
        await desk.sees("I0000001-5 out to 单国栋")
        assert [line.stage for line in desk.slip.lines] == [Stage.LENT, Stage.SIGN]
        await desk.press("enter")
        await desk.sees("I0000003-1 still needs a sign-off; Enter once more ends the visit.")
        await desk.press("enter")
        await desk.sees("The visit of 单国栋 has ended.")


async def test_a_double_scan_says_that_it_is_one_and_changes_nothing(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.scan(desk.label(NOTICE), after=1.0)
        await desk.sees("was scanned twice")
        assert len(desk.slip.lines) == 1
        await desk.scan(desk.label(NOTICE))
        await desk.sees("lies here already")


async def test_a_label_scanned_once_more_behind_its_enter_takes_nothing_back(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("enter")
        await desk.scan(desk.label(NOTICE), after=1.0)
        await desk.sees("was scanned twice")
        assert state_of(world, NOTICE) == "out"


async def test_the_next_card_begins_the_next_visit_when_all_is_done(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("enter")
        await desk.card("gm")
        assert desk.slip.person is not None
        assert (desk.slip.person.login, desk.slip.lines) == ("gm", ())


async def test_the_next_card_asks_while_something_is_open(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.card("gm")
        await desk.sees("王建勋 is next: Enter serves 王建勋 and leaves 1 item undone", "Enter serve 王建勋")
        await desk.scan(desk.label(PAPER))
        await desk.sees("was not taken")
        await desk.press("escape")
        await desk.sees("单国栋 stays.", "Enter lend 1")
        await desk.scan("gm", after=5.0)
        await desk.press("enter")
        assert desk.slip.person is not None
        assert desk.slip.person.login == "gm"
        assert state_of(world, NOTICE) == "in_place"


async def test_a_text_that_fits_several_things_is_chosen_from_a_list(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.scan("通知")
        await desk.sees("things: choose one", "Name or title", "Enter choose")
        await desk.press("down", "enter")
        await desk.at.until(lambda: len(desk.slip.lines) == 1)
        await desk.sees("Enter lend 1")


async def test_esc_closes_the_list_and_goes_back_step_by_step(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.scan("通知")
        await desk.sees("Name or title")
        await desk.press("escape")
        await desk.at.no_longer_sees("Name or title")
        await desk.press("escape")
        await desk.sees("I0000001-5 taken off the slip.")
        await desk.press("escape")
        await desk.sees("The visit of 单国栋 has ended.")
        await desk.press("escape")
        await desk.sees("The desk is clear.")


async def test_esc_asks_before_it_clears_what_is_typed(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.at.type("holid")
        await desk.press("escape")
        await desk.sees("holid", "Esc once more clears what is typed.")
        await desk.press("escape")
        await desk.at.no_longer_sees("holid")
        assert desk.slip.person is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zzzz", 'Nothing fits "zzzz".'),
        ("xYZ 合同", 'Nothing fits "xYZ 合同".'),
        ("I0000001-6", '"I0000001-6" was misread: its check digit is wrong'),
        ("S0000001-6", "was misread"),
    ],
)
async def test_what_means_nothing_is_said(world: World, text: str, said: str) -> None:
    async with desk_of(world) as desk:
        await desk.scan(text)
        await desk.sees(said)


async def test_what_was_typed_is_told_as_it_was_typed(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.scan("hT")
        await desk.sees('"hT" fits 2 things: choose one.')
        await desk.scan("i0000001-5")
        await desk.scan("i0000001-5", after=0.5)
        await desk.sees('"i0000001-5" was scanned twice')


async def test_an_input_method_that_is_on_is_noticed(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.scan("爱0002214")
        await desk.sees("an input method seems to be on")


async def test_titles_that_the_borrower_may_not_know_are_withheld_on_the_slip_and_on_the_board(world: World) -> None:
    lend(world, "heyong", MINUTES)
    async with desk_of(world) as desk:
        await desk.sees("董事会会议记录")
        await desk.card("chenxiaomei")
        await desk.at.no_longer_sees("董事会会议记录")
        await desk.sees("(title withheld)")
        await desk.press("enter")
        await desk.sees("董事会会议记录")


async def test_the_room_is_chosen_by_one_key_and_by_one_key_taken_back(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("ctrl+f")
        await desk.sees("I0000001-5 to read in the room.", "read, 17:30")
        await desk.press("enter")
        await desk.sees("I0000001-5 to 单国栋 in the room, until 17:30.", "in room,")
        assert state_of(world, NOTICE) == "reading"


async def test_a_confidential_item_can_be_had_in_one_way_only(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(MINUTES)
        await desk.press("ctrl+f")
        await desk.sees("This item can be had in one way only.")


async def test_a_copy_is_an_act_of_its_own(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("tab")
        await desk.sees("What else", "copy")
        await desk.press("y")
        await desk.sees("Enter copy 1")
        await desk.press("enter")
        await desk.sees("I0000001-5 copied for 单国栋.")
        assert state_of(world, NOTICE) == "in_place"


async def test_a_loan_taken_out_wrongly_is_reversed_with_a_reason(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("enter")
        await desk.press("tab")
        await desk.sees("undo  ")
        await desk.press("u")
        await desk.sees("Both acts stay in the trail.")
        await desk.at.type("wrong item\n")
        await desk.sees("I0000001-5 is back in its place; undone.")
        assert state_of(world, NOTICE) == "in_place"
        assert not desk.slip.lines


async def test_a_label_scanned_into_the_menu_of_acts_does_nothing(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("tab")
        await desk.sees("What else")
        await desk.at.type(desk.label(PAPER) + "\n")
        await desk.sees("Nothing is scanned here.", "What else")
        await desk.press("escape")
        assert len(desk.slip.lines) == 1


async def test_leaving_with_something_ready_asks_first(world: World) -> None:
    async with desk_of(world) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.press("ctrl+q")
        await desk.sees("1 item on the slip isn't done yet.")


async def test_a_whole_visit_in_chinese(world: World) -> None:
    async with desk_of(world, language=wording.CHINESE) as desk:
        await desk.card("director")
        await desk.item(NOTICE)
        await desk.sees("单国栋", "Enter 借出 1", "应还 03-24")
        await desk.press("enter")
        await desk.sees("I0000001-5 已借给单国栋，应还 03-24。", "在借 1 件，无逾期")
        await desk.press("enter")
        await desk.sees("单国栋的手续已办完。")
        await desk.item(NOTICE)
        await desk.sees("Enter 归还 1", "单国栋交回：10 页，完好")
        await desk.press("enter")
        await desk.sees("I0000001-5 已由单国栋归还。")
        assert state_of(world, NOTICE) == "in_place"


async def test_the_keys_of_the_desk_fit_the_line_in_both_languages(world: World) -> None:
    for language in LANGUAGES:
        async with desk_of(world, language=language) as desk:
            assert "F1" in desk.at.line(-1)
            await desk.card("director")
            await desk.item(NOTICE)
            assert "F1" in desk.at.line(-1)
