"""A hairline across a panel, with a title over it or without."""

from __future__ import annotations

from textual.content import Content

from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.frame import Line
from archive_tui.ui.widgets.showing import shown


class Rule(Line):
    """A title at the left, and the rest of the line underlined.

    The terminal draws the underline itself: it is there without colour too, is one cell wide on every terminal, and
    stands in every font, which no line sign of neutral width does.
    """

    DEFAULT_CSS = """
    Rule { color: $foreground-muted; }
    """

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """Take the title."""
        super().__init__(id=id, classes=classes)
        self._title = title

    def show(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self._show()

    def words(self, width: int, glyphs: Glyphs) -> Content:
        """Return the title, and the space that fills the rest, underlined."""
        title = shown(f"{self._title} ", "bold $accent") if self._title else Content("")
        return title + Content.styled(" " * max(0, width - title.cell_length), "underline")
