"""A panel that shows a long text whole: names and values, wrapped, to be read line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share

_WIDTH, _MOST = 76, 16


class WholePanel(Panel[None]):
    """The facts one after the other; arrows move, Enter or Esc is back."""

    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self, title: str, facts: Sequence[tuple[str, str | Content]]) -> None:
        """Take the title and the facts; those without a value are left out."""
        super().__init__(title, wide=True)
        self._facts = [fact for fact in facts if fact[1]]

    def body(self) -> ComposeResult:
        """Yield the lines as a list that scrolls."""
        plain = [(name, value.plain if isinstance(value, Content) else value) for name, value in self._facts]
        rows = [Row(number, (line,)) for number, line in enumerate(fact_lines(plain, _WIDTH))]
        listed = RowList([Column("line", lambda: "", Share())], GivenRows(rows))
        listed.styles.height = min(len(rows), _MOST) + 1
        yield listed

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.dismiss(None)
