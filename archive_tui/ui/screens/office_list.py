"""A list of the office: its rows, and below a line the details of the one under the cursor; letters are keys."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import Column, Row, RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.wording import _

#: A name and what stands behind it.
Fact = tuple[str, str | Content]


class OfficeList(WorkScreen):
    """A subclass reads its rows in ``load`` and says them by ``columns``, ``rows``, ``details`` and ``empty``."""

    CSS_PATH = "office.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"
    #: Whether there is nothing to say of a row that the row doesn't say.
    PLAIN: ClassVar[bool] = False

    def columns(self) -> list[Column]:
        """Return the columns, in the language spoken now."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """Return what was read as rows."""
        raise NotImplementedError

    def empty(self) -> str:
        """Return what an empty list says."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return the words over the details."""
        return ""

    def details(self) -> Sequence[Fact]:
        """Return what there is to say of the row under the cursor."""
        return ()

    # The work

    def body(self) -> ComposeResult:
        """Yield the list, and the details beneath it."""
        self.set_class(self.PLAIN, "-plain")
        yield RowList((), id="list")
        yield Rule(id="details-title")
        yield Lines(id="details")

    def on_mount(self) -> None:
        """Say everything."""
        super().on_mount()
        self.speak()

    def speak(self) -> None:
        """Say the frame and the list anew."""
        super().speak()
        self.show_list()

    def show_list(self) -> None:
        """Show what was read."""
        if not self.standing:
            return
        listed = self.query_one("#list", RowList)
        listed.set_columns(self.columns())
        listed.set_empty(self.empty())
        listed.set_source(GivenRows(self.rows()), listed.cursor_key)
        self.query_one("#details", Lines).show(self._details)
        self._moved()

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor; None in an empty list."""
        return self.query_one("#list", RowList).cursor_key if self.standing else None

    def why_not(self, verb: str) -> str | None:
        """Say that there is nothing to do it with, in an empty list."""
        return _("The list is empty.") if verb not in ("back", "new") and self.key is None else None

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    @on(RowList.Highlighted, "#list")
    @on(RowList.Loaded, "#list")
    def _moved(self) -> None:
        self.query_one("#details", Lines).repaint()
        self.query_one("#details-title", Rule).show(self.heading())
        self.show_keys()

    def _details(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        return fact_lines([fact for fact in self.details() if fact[1]], width)
