"""The desk's menu of acts: what can be done with the item on the slip, the row of the board, and the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult

from archive_tui.ui.actions import Action
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.frame import Kind
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _


@dataclass(frozen=True, slots=True)
class Offer:
    """One act, on what (a heading), and the sentence that says why it can't be done now, if it can't."""

    act: Action
    about: str
    why_not: str | None = None

    @property
    def letter(self) -> str:
        """The letter of the act within the menu, or the key that it has besides."""
        return self.act.shown.rpartition(" ")[2] if not self.act.keys else self.act.key


class ActMenu(Panel[str]):
    """Gives back the id of the act that was chosen, by its letter or by Enter.

    A label scanned into the menu does nothing: its letters are capitals, and the Enter behind them is not taken.
    """

    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self, offers: Sequence[Offer]) -> None:
        """Take what is offered, at least one act."""
        super().__init__(_("What else"))
        self._offers = tuple(offers)
        self._stray = False

    def body(self) -> ComposeResult:
        """Yield a row for each act."""
        columns = [
            Column("letter", lambda: "", 6),
            Column("word", lambda: "", Share(1)),
            Column("about", lambda: "", 30),
        ]
        rows = [self._row(index, offer) for index, offer in enumerate(self._offers)]
        listed = RowList(columns, GivenRows(rows))
        listed.styles.height = len(rows) + 1
        yield listed

    def _row(self, index: int, offer: Offer) -> Row:
        style = "$foreground-muted" if offer.why_not else ""
        cells = (shown(offer.letter, "" if offer.why_not else "$accent"), _(offer.act.word), offer.about)
        return Row(index, cells, style)

    async def on_key(self, event: events.Key) -> None:
        """Take a letter; what a scanner types is no choice."""
        key, letter = event.key, event.character
        wanted = next((each for each in self._offers if key in each.act.keys or each.letter == letter), None)
        if wanted is not None:
            event.stop()
            self._choose(wanted)
        elif event.character and event.character.isprintable():
            event.stop()
            self._stray = True
            self.answer(_("Letters choose an act, Esc goes back. Nothing is scanned here."), Kind.NOTE)
        else:
            self._stray = False
            await super().on_key(event)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        if self._stray:
            self._stray = False
            return
        self._choose(self._offers[event.key])

    def _choose(self, offer: Offer) -> None:
        if offer.why_not is not None:
            self.answer(offer.why_not)
        else:
            self.dismiss(offer.act.id)
