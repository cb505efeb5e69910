"""The scan line on a screen, driven by keys."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from archive_tui.showing import cells
from archive_tui.ui.widgets.scan_line import ScanLine, folded, in_view, looks_like_input_method


class Recorder:
    """A list that only remembers its keys."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def list_key(self, key: str) -> bool:
        """Remember ``key``."""
        self.keys.append(key)
        return True


class ScanApp(App[None]):
    """One scan line, and everything it says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"pressed('{key}')") for key in ("f2", "escape", "ctrl+g", "ctrl+s", "ctrl+t", "a", "1", "alt+1")
    ]

    def __init__(self, *, keep: bool = False) -> None:
        super().__init__()
        self.scans: list[str] = []
        self.changes: list[str] = []
        self.pressed: list[str] = []
        self.target = Recorder()
        self.line = ScanLine(" Scan  ", hint="a code", keep=keep, target=self.target)

    def compose(self) -> ComposeResult:
        yield self.line

    @on(ScanLine.Submitted)
    def _submitted(self, event: ScanLine.Submitted) -> None:
        self.scans.append(event.value)

    @on(ScanLine.Changed)
    def _changed(self, event: ScanLine.Changed) -> None:
        self.changes.append(event.value)

    def action_pressed(self, key: str) -> None:
        self.pressed.append(key)


def _shown(app: ScanApp) -> str:
    return app.line.render_line(0).text.rstrip()


@pytest.mark.asyncio
async def test_enter_gives_the_text_and_empties_the_line_and_an_empty_enter_counts() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        await pilot.press(*"I12", "enter", "enter")
        assert app.scans == ["I12", ""]
        assert app.changes == ["I", "I1", "I12", ""]
        assert app.line.value == ""


@pytest.mark.asyncio
async def test_a_filter_keeps_its_text_at_enter() -> None:
    app = ScanApp(keep=True)
    async with app.run_test() as pilot:
        await pilot.press(*"htz", "enter")
        assert app.scans == ["htz"]
        assert app.line.value == "htz"


@pytest.mark.asyncio
async def test_carriage_return_and_line_feed_are_one_enter_and_a_lone_line_feed_is_one_too() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        await pilot.press("A", "enter", "ctrl+j", "B", "ctrl+j", "ctrl+j", "C", "enter")
        assert app.scans == ["A", "B", "", "C"]


@pytest.mark.asyncio
async def test_only_the_keys_of_the_house_get_past_the_line() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        await pilot.press("f2", "ctrl+g", "ctrl+s", "escape", "ctrl+t", "alt+1", "a", "1")
        assert app.pressed == ["f2", "ctrl+g", "ctrl+s", "escape"]
        assert app.line.value == "a1"


@pytest.mark.asyncio
async def test_arrows_move_the_list_beneath_and_left_and_right_edit() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        await pilot.press("up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end")
        assert app.target.keys == ["up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end"]
        await pilot.press(*"ac", "left", "b", "right", "d", "home", "x", "delete", "end", "backspace", "e")
        assert app.line.value == "xbce"


@pytest.mark.asyncio
async def test_words_and_the_whole_text_can_be_taken_back() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "space", *"two", "ctrl+w")
        assert app.line.value == "one "
        await pilot.press("ctrl+u")
        assert app.line.value == ""
        await pilot.press("backspace", "delete", "left", "right")
        assert app.changes[-1] == ""


@pytest.mark.asyncio
async def test_pasted_lines_are_scans_and_the_rest_stays() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        app.line.post_message(events.Paste("A1\r\nA2\nA3\rrest\t\x1b[2Jof\u202eit"))
        await pilot.pause()
        assert app.scans == ["A1", "A2", "A3"]
        assert app.line.value == "rest [2Jofit"


@pytest.mark.asyncio
async def test_full_width_letters_and_digits_are_folded() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        app.line.post_message(events.Paste("Ｉ０００２２１４－３　合同\n"))
        await pilot.pause()
        assert app.scans == ["I0002214-3 合同"]


@pytest.mark.asyncio
async def test_the_line_shows_prompt_hint_and_a_long_text_by_its_end() -> None:
    app = ScanApp()
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert _shown(app) == " Scan   a code"
        app.line.value = "档案" * 20 + "end"
        await pilot.pause()
        assert _shown(app).endswith("档案end")
        assert app.line.render_line(0).cell_length == 30
        await pilot.press("home")
        assert _shown(app).startswith(" Scan  档案档案")


@given(st.text(max_size=40), st.integers(8, 40))
def test_of_a_long_text_the_end_that_fits_is_in_view(text: str, width: int) -> None:
    seen = in_view(text, width)
    assert cells(seen) < width
    assert text.endswith(seen)
    assert seen or not text or width < 3 or cells(text) >= width


@pytest.mark.parametrize(
    ("value", "noticed"),
    [
        ("Ｉ０００２２１４", True),
        ("爱0002214-3", True),
        ("I0002214——3", True),
        ("2018。0012", True),
        ("I0002214-3", False),
        ("合同", False),
        ("《关于》", False),
        ("", False),
    ],
)
def test_an_input_method_that_is_on_is_noticed(value: str, noticed: bool) -> None:
    assert looks_like_input_method(value) is noticed


def test_folding_leaves_chinese_alone() -> None:
    assert folded("关于〔２０１８〕３号　Ａ") == "关于〔2018〕3号 A"
