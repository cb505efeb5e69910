"""The trail (F8): who did what, and when; refusals are entries too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from archive_tui.services import trail_view
from archive_tui.services.trail_view import EntryShown, Wanted
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.filter_line import CountLine, FilterLine
from archive_tui.ui.screens.trail_words import what_of
from archive_tui.ui.session import Session
from archive_tui.ui.trail_filter import Understood, told_words, understand
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.faults import fault_text
from archive_tui.wording.joining import all_of
from archive_tui.wording.times import moment_text


class TrailRows:
    """The entries of one filter, the newest first."""

    def __init__(self, session: Session, wanted: Wanted, cross: str) -> None:
        """Take where to ask, and for what; ``cross`` marks refusals."""
        self._session, self._wanted, self._cross = session, wanted, cross

    async def count(self) -> int:
        """Return how many entries meet the filter."""
        return await self._session.look(trail_view.count_entries, self._wanted)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        found = await self._session.look(trail_view.page_entries, self._wanted, offset, limit)
        return [entry_row(each, self._cross) for each in found]


class TrailScreen(WorkScreen):
    """A filter over the entries; Enter shows the whole entry under the cursor."""

    SCREEN: ClassVar[str] = "trail"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with everything."""
        super().__init__()
        self._understood = Understood(Wanted())
        self._refusals = False
        self._said = ""

    def body(self) -> ComposeResult:
        """Yield the filter and the list."""
        rows = RowList(_columns(), on_error=lambda error: self.refuse(fault_text(error)))
        yield FilterLine(target=rows)
        yield rows

    async def load(self) -> None:
        """Fetch the entries anew; the cursor stays on its entry, or with the newest if it is there."""
        rows = self.query_one(RowList)
        await self._understand(keep_key=rows.cursor_key if rows.cursor_index else None)

    def speak(self) -> None:
        """Say the frame, the filter's words and the column titles anew."""
        super().speak()
        if self.is_mounted:
            self.query_one(FilterLine).speak(_("Find"), _("a name, an item's code, an act, a day, refused"))
            self.query_one(RowList).set_empty(_("No entry fits that."))
            self.query_one(RowList).set_columns(_columns())

    def on_mount(self) -> None:
        """Say everything, and fetch the entries."""
        super().on_mount()
        self.speak()

    @on(ScanLine.Changed)
    def _typed(self) -> None:
        self.run_worker(self._understand(keep_key=None), group="filter", exclusive=True)

    @on(ScanLine.Submitted)
    def do_open(self) -> None:
        """Show the entry under the cursor, once the list has caught up with what was typed."""
        self.query_one(RowList).choose()

    def do_refusals(self) -> None:
        """Show refusals only, or everything again."""
        self._refusals = not self._refusals
        self._typed()

    def do_clear(self) -> None:
        """Clear the filter, or bring back what was cleared; the line says so, and not that all is shown now."""
        self._said = ""
        self.query_one(FilterLine).clear_or_bring_back(self)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        from archive_tui.ui.screens.entry import EntryScreen

        rows = self.query_one(RowList)
        self.app.push_screen(EntryScreen(self._wanted, rows.cursor_index, rows.count))

    @on(RowList.Loaded)
    def _loaded(self, event: RowList.Loaded) -> None:
        count = ngettext("{count} entry", "{count} entries", event.count).format(count=event.count)
        self.query_one(CountLine).show(count)

    @property
    def _told(self) -> str:
        """What was understood of the filter, in words; empty for everything."""
        told = list(told_words(replace(self._understood, wanted=self._wanted)))
        return _("Shown: {what}.").format(what=all_of(told)) if told else ""

    @property
    def _wanted(self) -> Wanted:
        wanted = self._understood.wanted
        return replace(wanted, refusals_only=wanted.refusals_only or self._refusals)

    async def _understand(self, keep_key: object) -> None:
        text, seat = self.query_one(FilterLine).value, self.session.seat
        now = self.session.clock.now().utc
        self._understood = await self.session.look(understand, text, now, seat.settings.tz)
        if self._told != self._said:
            self._said = self._told
            self.note(self._said)
        self.query_one(RowList).set_source(TrailRows(self.session, self._wanted, self.own_app.glyphs.cross), keep_key)


def entry_row(entry: EntryShown, cross: str) -> Row:
    """Return an entry as a row of the trail."""
    return Row(entry.seq, (f"{entry.seq}", moment_text(entry.at), entry.actor, what_of(entry, cross)))


def _columns() -> list[Column]:
    return [
        Column("seq", lambda: pgettext("column", "No."), 7, "right", from_width=100),
        Column("at", lambda: pgettext("column", "When"), 16),
        Column("who", lambda: pgettext("column", "Who"), 10),
        Column("what", lambda: pgettext("column", "What"), Share()),
    ]
