"""A hairline across a panel, with a title in it or without."""

from __future__ import annotations

from textual.content import Content

from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.frame import Line
from archive_tui.ui.widgets.showing import shown


class Rule(Line):
    """A line of hairline signs; with a title, that stands at its left."""

    DEFAULT_CSS = """
    Rule { color: $accent; }
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
        """Return the title and the line that fills the rest."""
        title = shown(f"{self._title} ", "bold") if self._title else Content("")
        return title + shown(glyphs.line * max(0, width - title.cell_length), "$foreground-muted")
