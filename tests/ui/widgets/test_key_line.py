"""The line of keys: what would do something now is lit, what would not is dimmed."""

from __future__ import annotations

from textual.app import App, ComposeResult

from archive_tui.ui.widgets.frame import Key, KeyLine


class KeyApp(App[None]):
    def compose(self) -> ComposeResult:
        yield KeyLine()


def style_of_key(app: App[None]) -> str:
    """Return how the key's name is drawn; what is dim comes out as a colour."""
    (strip, *_rest) = app.screen._compositor.render_strips()
    return str(next(segment.style for segment in strip if "Ctrl+S" in segment.text))


async def test_a_key_is_lit_as_soon_as_it_would_do_something_though_its_word_stays() -> None:
    app = KeyApp()
    async with app.run_test(size=(40, 2)) as pilot:
        line = app.query_one(KeyLine)
        line.show([Key("Ctrl+S", "sign", on=False)])
        await pilot.pause()
        dimmed = style_of_key(app)
        line.show([Key("Ctrl+S", "sign", on=True)])
        await pilot.pause()
        assert style_of_key(app) != dimmed
