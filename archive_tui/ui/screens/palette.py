"""The palette: every act of ours by its name, in the language of the screen and in pinyin initials."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from archive_tui.ui.actions import ACTIONS, EVERYWHERE, Action, everywhere, screen_word
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import CHINESE, _, current_language

if TYPE_CHECKING:
    from archive_tui.ui.screens.base import WorkScreen


class PalettePanel(Panel[str]):
    """Gives back the id of the action that was chosen; ``screen`` is the one it was opened over."""

    AUTO_FOCUS: ClassVar[str | None] = "ScanLine"

    def __init__(self, screen: WorkScreen) -> None:
        """Take the screen."""
        super().__init__(_("All acts"), wide=True)
        self._over = screen
        self._initials: Mapping[str, str] = {}

    def body(self) -> ComposeResult:
        """Yield the line to type into, and the acts."""
        first = {self._over.SCREEN: 0, EVERYWHERE: 1}
        acts = [each for each in ACTIONS if self._can_be_done(each)]
        self._acts = sorted(acts, key=lambda each: first.get(each.screen, 2))
        columns = [
            Column("word", lambda: "", 22),
            Column("key", lambda: "", 7),
            Column("help", lambda: "", Share()),
        ]
        listed = RowList(columns, self._rows(""), empty=_("No act has that name."))
        listed.styles.height = min(len(self._acts), 12) + 1
        yield ScanLine(" {}  ".format(_("Act")), hint=_("a word of its name"), keep=True, target=listed)
        yield listed

    def on_mount(self) -> None:
        """Show the keys, and look up the initials meanwhile."""
        super().on_mount()
        if current_language() == CHINESE:
            self.run_worker(self._learn_initials())

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        self.query_one(RowList).set_source(self._rows(event.value))

    @on(ScanLine.Submitted)
    def _entered(self) -> None:
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(str(event.key))

    def _can_be_done(self, each: Action) -> bool:
        """Say whether an act can be begun from here: on this screen, everywhere, or on a screen with a key."""
        if not each.palette or not self._over.may_use(each):
            return False
        screens = {one.verb for one in self.own_app.screens_allowed()}
        if each in everywhere.SCREENS:
            return each.verb in screens
        return each.screen in (EVERYWHERE, self._over.SCREEN) or each.screen in screens

    def _rows(self, typed: str) -> GivenRows:
        words = typed.casefold().split()
        return GivenRows([self._row(each) for each in self._acts if all(word in self._hay(each) for word in words)])

    def _row(self, each: Action) -> Row:
        here = each.screen in (EVERYWHERE, self._over.SCREEN)
        word = _(each.word) if here else f"{screen_word(each.screen)}: {_(each.word)}"
        return Row(each.id, (word, each.key, _(each.help)))

    def _hay(self, each: Action) -> str:
        own = f"{_(each.word)} {_(each.help)} {screen_word(each.screen)} {each.key}"
        return f"{own.casefold()} {self._initials.get(each.id, '')}"

    async def _learn_initials(self) -> None:
        from archive_tui.ui.initials import initials_of

        words = {each.id: _(each.word) for each in self._acts}
        self._initials = await asyncio.to_thread(initials_of, words)
        if typed := self.query_one(ScanLine).value:
            self.query_one(RowList).set_source(self._rows(typed))
