"""A sheet of many fields: choices by what they begin with, faults at their fields, and nothing typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events, on
from textual.app import App, ComposeResult

from archive_tui.ui.widgets.sheet import Sheet
from archive_tui.ui.widgets.sheet_fields import Cell, Choice, SheetField, fold
from archive_tui.ui.widgets.typed_numbers import counted_on

LEVEL = SheetField(
    "level", "Level",
    choices=(Choice("secret", "秘密", ("mimi", "mm")), Choice("confidential", "机密", ("jimi", "jm")),
             Choice("top_secret", "绝密", ("juemi", "jm"))),
)  # fmt: skip
FIELDS = (
    SheetField("title", "Title"),
    SheetField("date", "Date", "20160831", tidy=lambda text: "2016-08-31" if text == "20160831" else text),
    LEVEL,
    SheetField("code", "Code", fixed=True),
)


class SheetApp(App[None]):
    """One sheet, and what it tells of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.handed_in: list[dict[str, str]] = []
        self.stays_busy = False

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.set_fields(FIELDS)
        self.sheet.fill({"code": "Z109"})
        self.sheet.focus()

    @on(Sheet.Submitted)
    def _submitted(self) -> None:
        self.handed_in.append(self.sheet.values)
        if not self.stays_busy:
            self.sheet.busy = False

    def lines(self) -> list[str]:
        return [self.sheet.render_line(y).text.rstrip() for y in range(self.sheet.size.height)]


async def test_a_choice_is_found_by_what_it_begins_with_and_settled_when_its_field_is_left() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", "tab", "m", "m")
        assert app.lines()[2] == "Level   mm   › 秘密"
        await pilot.press("up")
        assert app.lines()[2] == "Level   秘密"
        assert app.sheet.values["level"] == "secret"


async def test_what_fits_several_choices_stays_typed_and_is_none_of_them() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", "tab", "j", "m", "enter")
        assert app.handed_in[0]["level"] == "jm"
        assert [each.value for each in app.sheet.fitting("level")] == ["confidential", "top_secret"]


async def test_left_and_right_go_through_the_choices_and_typing_means_another_one() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", "tab", "right", "right", "right", "right")
        assert app.sheet.values["level"] == "top_secret"
        await pilot.press("left", "left", "left", "left")
        assert app.sheet.values["level"] == "secret"
        await pilot.press("backspace")
        assert app.sheet.values["level"] == ""
        await pilot.press("right", "j", "i", "tab")
        assert app.sheet.values["level"] == "confidential"


async def test_a_field_that_is_left_says_what_was_understood() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", *"20160831", "tab")
        assert app.lines()[1] == "Date    2016-08-31"


async def test_a_fixed_field_is_shown_and_takes_nothing() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("up", "x", "backspace")
        app.sheet.post_message(events.Paste("more"))
        await pilot.pause()
        assert app.sheet.values["code"] == "Z109"


async def test_faults_stand_beneath_their_fields_and_the_caret_goes_to_the_first_until_it_is_mended() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.sheet.show_faults({"date": "no such day", "level": "several", "other": "x"})
        assert app.lines()[:5] == ["Title", "Date     20160831", "        ✗ no such day", "Level", "        ✗ several"]
        assert app.sheet.fault == "no such day"
        await pilot.press("1")
        assert app.sheet.fault == "" and "no such day" not in "".join(app.lines())


async def test_a_sheet_that_is_higher_than_its_room_scrolls_to_the_caret_and_its_fault() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.press("tab", "tab")
        assert [line.split()[0] for line in app.lines() if line] == ["Date", "Level"]
        app.sheet.show_faults({"level": "several"})
        assert app.lines()[1].strip() == "✗ several"


async def test_keys_typed_while_it_is_busy_wait_and_keep_their_order() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.stays_busy = True
        for character in "one\rtwo\rthree":
            key = "enter" if character == "\r" else character
            app.sheet.post_message(events.Key(key, character))
        await pilot.pause()
        assert [each["title"] for each in app.handed_in] == ["one"]
        for expected in ("two", "three"):
            app.sheet.fill({})
            app.sheet.busy = False
            await pilot.pause()
            assert app.sheet.values["title"] == expected
        assert [each["title"] for each in app.handed_in] == ["one", "two"]


async def test_cr_lf_hands_in_once_and_a_line_feed_alone_does_too() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("a", "enter", "ctrl+j", "ctrl+j")
        assert len(app.handed_in) == 2


async def test_other_words_keep_what_stands_there() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("a", "tab", "tab", "m", "m", "tab")
        english = SheetField("level", "Level", choices=(Choice("secret", "secret"), Choice("top_secret", "top secret")))
        app.sheet.set_fields((FIELDS[0], english))
        assert app.sheet.values == {"title": "a", "level": "secret"}
        assert app.lines()[1] == "Level   secret"
        assert app.sheet.touched == {"title", "level"}


async def test_full_width_is_folded_and_hostile_text_is_made_harmless() -> None:
    app = SheetApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.sheet.post_message(events.Paste("ＧＭ\x1b]52;c;x\x07[/]\nmore"))
        await pilot.pause()
        assert app.sheet.values["title"] == "GM]52;c;x[/]"


KEYS = st.one_of(
    st.sampled_from(["left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+w"]),
    st.sampled_from("mijuexszq秘机绝密 123-"),
)


@settings(max_examples=300)
@given(st.lists(KEYS, max_size=12), st.booleans())
def test_whatever_is_typed_into_a_choice_is_a_choice_or_stands_there_as_it_was_typed(
    keys: list[str], begun: bool
) -> None:
    cell = Cell(LEVEL)
    if begun:
        cell.put("secret")
    for key in keys:
        cell.key(key, key if len(key) == 1 else None)
    typed, fitting = cell.typed.text, cell.fitting()
    cell.leave()
    if cell.settled is None:
        assert cell.typed.text == typed and (len(fitting) != 1 or not fold(typed))
    else:
        assert cell.value in {each.value for each in LEVEL.choices} and len(fitting) <= 1


@pytest.mark.parametrize(
    ("text", "next_one"),
    [("租字〔2026〕9号", "租字〔2026〕10号"), ("HT-009", "HT-010"), ("99", "100"), ("无号", "无号"), ("", "")],
)
def test_a_number_is_counted_on(text: str, next_one: str) -> None:
    assert counted_on(text) == next_one


def test_a_text_that_nobody_touched_is_as_it_was_given() -> None:
    cell = Cell(SheetField("place", "Place"))
    cell.put("３０１（东）")
    assert cell.value == "３０１（东）"
    cell.key("x", "x")
    assert cell.value == "301(东)x"


def test_the_signs_of_a_title_stay_and_its_full_width_letters_are_folded() -> None:
    cell = Cell(SheetField("title", "Title", prose=True))
    cell.insert("关于印发《印章办法（试行）》的通知：３Ｍ，２０２６")
    assert cell.value == "关于印发《印章办法（试行）》的通知：3M，2026"
