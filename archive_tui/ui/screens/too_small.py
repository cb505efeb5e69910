"""What stands there while the terminal is smaller than the screens need."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _

LEAST = Size(80, 24)


class TooSmallScreen(ModalScreen[None], inherit_bindings=False):
    """One sentence; it goes away by itself when the terminal is large enough again."""

    DEFAULT_CSS = """
    TooSmallScreen {
        background: $background;
        & > Static { padding: 1 1; width: 100%; }
    }
    """

    def compose(self) -> ComposeResult:
        """Say it."""
        yield Static()

    def on_resize(self) -> None:
        """Say how large the terminal is and how large it has to be."""
        size = self.app.size
        here = _("This terminal has {columns} by {lines} cells.").format(columns=size.width, lines=size.height)
        least = _("Please make it {columns} by {lines} at least.").format(columns=LEAST.width, lines=LEAST.height)
        self.query_one(Static).update(shown(f"{here} {least}"))

    def answer(self, words: str, kind: object = None) -> None:
        """Nothing else is said here."""
