"""A form of several fields: what is typed ahead stays in order, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events, on
from textual.app import App, ComposeResult

from archive_tui.ui.widgets.form import Field, Form


class FormApp(App[None]):
    """One form, and what it hands in."""

    def __init__(self, *fields: Field) -> None:
        super().__init__()
        self.form = Form(fields)
        self.handed_in: list[Mapping[str, str]] = []
        self.missing: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.form

    @on(Form.Submitted)
    def _submitted(self, event: Form.Submitted) -> None:
        self.handed_in.append(event.values)

    @on(Form.Missing)
    def _missing(self, event: Form.Missing) -> None:
        self.missing.append(event.field.id)

    def lines(self) -> list[str]:
        return [self.form.render_line(y).text.rstrip() for y in range(self.form.size.height)]


NAME, PIN = Field("name", "Name", offers=("王总", "李副总")), Field("pin", "PIN", masked=True)
KIND = Field("kind", "Kind", choices=(("out", "loan"), ("reading", "reading")))


async def test_a_burst_over_several_fields_keeps_its_order() -> None:
    app = FormApp(NAME, PIN)
    async with app.run_test(size=(40, 10)) as pilot:
        for character in "gm\r135790\r":
            key = "enter" if character == "\r" else character
            app.form.post_message(events.Key(key, character))
        await pilot.pause()
        assert app.handed_in == [{"name": "gm", "pin": "135790"}]


async def test_a_masked_field_shows_stars_and_no_more() -> None:
    app = FormApp(NAME, PIN)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("g", "m", "tab", *"135790")
        assert app.lines() == ["Name  gm", "PIN   ******"]


async def test_up_and_down_go_through_the_offers_and_then_between_fields() -> None:
    app = FormApp(NAME, PIN)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        assert app.form.values["name"] == "王总"
        await pilot.press("down", "tab")
        assert app.form.values["name"] == "李副总"
        await pilot.press("1", "up", "up")
        assert app.form.values == {"name": "王总", "pin": "1"}


async def test_a_choice_is_made_by_arrows_or_its_digit_and_the_caret_begins_there() -> None:
    app = FormApp(KIND, Field("note", "Note", optional=True))
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.lines() == ["Kind  › 1 loan", "        2 reading", "Note"]
        await pilot.press("2")
        assert app.form.values["kind"] == "reading"
        await pilot.press("up", "x", "9")
        assert app.form.values["kind"] == "out"
        await pilot.press("enter", "enter")
        assert app.handed_in == [{"kind": "out", "note": ""}]


async def test_enter_on_an_empty_field_goes_there_and_says_which() -> None:
    app = FormApp(NAME, PIN)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", "1", "enter")
        assert (app.missing, app.handed_in) == (["name"], [])
        await pilot.press("g")
        assert app.form.values == {"name": "g", "pin": "1"}


async def test_other_fields_keep_what_was_typed_into_those_that_stay() -> None:
    app = FormApp(NAME, PIN)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("g", "m", "tab", "1")
        app.form.set_fields((NAME, Field("code", "Code", masked=True)))
        await pilot.press("7")
        assert app.form.values == {"name": "gm", "code": "7"}


async def test_full_width_is_folded_and_hostile_text_is_made_harmless() -> None:
    app = FormApp(Field("name", "Na\x1b[31mme"))
    async with app.run_test(size=(40, 10)) as pilot:
        app.form.post_message(events.Paste("ＧＭ\x1b]52;c;x\x07[/]\nmore"))
        await pilot.pause()
        assert app.form.values == {"name": "GM]52;c;x[/]"}
        assert app.lines()[0].startswith("Na^[[31mme  ")


async def test_while_busy_a_second_enter_hands_nothing_in() -> None:
    app = FormApp(NAME)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("g")
        app.form.busy = True
        await pilot.press("enter", "m")
        assert app.handed_in == [] and app.form.values == {"name": "gm"}
