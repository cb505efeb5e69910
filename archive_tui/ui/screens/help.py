"""Help for one screen: what it is for, and every key, straight from the registry."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from archive_tui.ui.actions import EVERYWHERE, LISTS, key_rows, screen_help, screen_word
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _


class HelpPanel(Panel[None]):
    """The keys of one screen, then those of lists, then those that work everywhere."""

    AUTO_FOCUS: ClassVar[str | None] = "RowList"
    BINDINGS: ClassVar = [("f1", "back", "")]

    def __init__(self, screen: str) -> None:
        """Take the screen's id in the registry."""
        super().__init__(_("Help: {screen}").format(screen=screen_word(screen)))
        self._screen_id = screen

    def body(self) -> ComposeResult:
        """Yield what the screen is for, and the keys."""
        yield Static(shown(screen_help(self._screen_id)), id="lines")
        columns = [
            Column("key", lambda: _("Key"), 18),
            Column("action", lambda: _("What"), 14),
            Column("help", lambda: "", Share()),
        ]
        rows = [
            Row(number, (each.key, each.action, each.help))
            for number, each in enumerate(key_rows(self._screen_id, LISTS, EVERYWHERE))
        ]
        listed = RowList(columns, GivenRows(rows))
        listed.styles.height = min(len(rows) + 1, 15)
        yield listed
