"""A filter over a list: a scan line whose text stays, with how many rows fit at its right.

Esc empties the field, and once more fills it again, so that nothing typed is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.frame import Line
from archive_tui.ui.widgets.scan_line import ListKeys, ScanLine
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _

if TYPE_CHECKING:
    from archive_tui.ui.screens.base import WorkScreen

_COUNT_WIDTH = 18


class CountLine(Line):
    """A few words at the right of a line."""

    DEFAULT_CSS = f"""
    CountLine {{ width: {_COUNT_WIDTH}; color: $foreground-muted; }}
    """

    _words = ""

    def show(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self._show()

    def words(self, width: int, glyphs: Glyphs) -> Content:
        """Return the words, at the right."""
        words = shown(self._words)
        return Content(" " * max(0, width - words.cell_length)) + words


class FilterLine(Horizontal):
    """The filter of a list, and how many rows fit."""

    DEFAULT_CSS = """
    FilterLine { height: 1; }
    """

    def __init__(self, *, target: ListKeys) -> None:
        """Take the list that arrows move."""
        super().__init__()
        self.line = ScanLine(keep=True, target=target)
        self.count = CountLine()
        self._dropped = ""

    def compose(self) -> ComposeResult:
        """Yield the field and the count."""
        yield self.line
        yield self.count

    @property
    def value(self) -> str:
        """What stands in the field, folded."""
        return self.line.value

    def speak(self, word: str, hint: str) -> None:
        """Say the words before the field and in the empty field."""
        self.line.prompt = f" {word}  "
        self.line.set_hint(hint)

    def clear_or_bring_back(self, screen: WorkScreen) -> None:
        """Empty the field, or put back what stood there before it was emptied."""
        if self.value:
            self._dropped = self.value
            self.line.clear()
            screen.note(_("Filter cleared. Esc once more brings {text} back.").format(text=self._dropped))
        elif self._dropped:
            self.line.value = self._dropped
            screen.note("")
        else:
            screen.note(_("The filter is empty."))
