"""Help for one screen: what it is for, and every key, straight from the registry."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from archive_tui.ui.actions import EVERYWHERE, LISTS, Action, of_screen, screen_help, screen_word, second_way
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
        super().__init__(wide=True, title=_("Help: {screen}").format(screen=screen_word(screen)))
        self._screen_id = screen

    def body(self) -> ComposeResult:
        """Yield what the screen is for, and the keys."""
        yield Static(shown(screen_help(self._screen_id)), id="lines")
        columns = [
            Column("key", lambda: _("Key"), 18),
            Column("action", lambda: "", 13),
            Column("help", lambda: "", Share()),
        ]
        screens = (self._screen_id, LISTS, EVERYWHERE)
        acts = [each for screen in screens for each in of_screen(screen) if self.own_app.work_screen.may_use(each)]
        rows = [Row(each.id, (_keys(each), _(each.word), _(each.help))) for each in acts]
        listed = RowList(columns, GivenRows(rows))
        listed.styles.height = min(len(rows) + 1, 14)
        yield listed


def _keys(each: Action) -> str:
    """Return both ways to an action: ``F2, Ctrl+O 2``."""
    return ", ".join(filter(None, (each.key, second_way(each))))
