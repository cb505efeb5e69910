"""The menu: every screen by one letter or digit, for clients that keep function keys for themselves."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult

from archive_tui.ui.actions import ACTIONS, Action, everywhere
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _


class MenuPanel(Panel[str]):
    """Gives back the id of the action that was chosen."""

    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self) -> None:
        """Name it."""
        super().__init__(_("Menu"), wide=True)

    def body(self) -> ComposeResult:
        """Yield a row for each act that has a letter or digit."""
        self._acts = [each for each in ACTIONS if each.menu and self._allowed(each)]
        columns = [
            Column("letter", lambda: "", 2),
            Column("word", lambda: "", 16),
            Column("key", lambda: "", 7),
            Column("help", lambda: "", Share()),
        ]
        rows = [Row(each.id, (each.menu, _(each.word), each.key, _(each.help))) for each in self._acts]
        listed = RowList(columns, GivenRows(rows))
        listed.styles.height = len(rows) + 1
        yield listed

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(str(event.key))

    async def on_key(self, event: events.Key) -> None:
        """Take a letter or digit."""
        wanted = next((each for each in self._acts if each.menu == event.character), None)
        if wanted is not None:
            event.stop()
            self.dismiss(wanted.id)

    def _allowed(self, each: Action) -> bool:
        return self.own_app.work_screen.may_use(each) and (
            each not in everywhere.SCREENS or each in self.own_app.screens_allowed()
        )
