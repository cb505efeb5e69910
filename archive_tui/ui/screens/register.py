"""The register (F3): every item that the person may know of, straight from the database, filtered while typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from archive_tui.services import finding
from archive_tui.services.finding import ItemShown
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.filter_line import CountLine, FilterLine
from archive_tui.ui.session import Session
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.faults import fault_text
from archive_tui.wording.names import level_word, state_word

#: The columns that the register can be sorted by, in the order in which Ctrl+S goes through them.
SORTS = ("filed", "archival_code", "title", "year", "level", "state")


class RegisterRows:
    """The rows of one filter and one order."""

    def __init__(self, session: Session, text: str, sort: str, descending: bool) -> None:
        """Take where to ask, and for what."""
        self._session, self._text, self._sort, self._descending = session, text, sort, descending

    async def count(self) -> int:
        """Return how many items meet the filter."""
        return await self._session.look(finding.count_register, self._text)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        asked = (self._text, self._sort, self._descending, offset, limit)
        return [item_row(each) for each in await self._session.look(finding.page_register, *asked)]


class RegisterScreen(WorkScreen):
    """A filter over the list; Enter opens the card of the item under the cursor."""

    SCREEN: ClassVar[str] = "register"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with everything, the last filed first."""
        super().__init__()
        self._sort, self._descending = "filed", True

    def body(self) -> ComposeResult:
        """Yield the filter and the list."""
        rows = RowList(item_columns(), on_error=lambda error: self.refuse(fault_text(error)))
        yield FilterLine(target=rows)
        yield rows

    async def load(self) -> None:
        """Fetch the rows anew; the cursor stays on its item."""
        self._show_rows(self.query_one(RowList).cursor_key)

    def speak(self) -> None:
        """Say the frame, the filter's words and the column titles anew."""
        super().speak()
        if self.is_mounted:
            self.query_one(FilterLine).speak(_("Find"), _("label, code, title, author, keyword, pinyin, initials"))
            self.query_one(RowList).set_empty(_("No item fits that. Fewer letters find more."))
            self.query_one(RowList).set_columns(item_columns())

    def on_mount(self) -> None:
        """Say everything, and fetch the rows."""
        super().on_mount()
        self.speak()

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if event.value:
            self.note("")  # the answer before is no answer to this
        self._show_rows(None)

    @on(ScanLine.Submitted)
    def do_open(self) -> None:
        """Open the card of the item under the cursor, once the list has caught up with what was typed."""
        self.query_one(RowList).choose()

    async def do_new(self) -> None:
        """File new items."""
        from archive_tui.ui.screens.item_form import NewItemScreen

        await self.app.push_screen_wait(NewItemScreen())

    def do_volumes(self) -> None:
        """Open the list of volumes."""
        from archive_tui.ui.screens.volumes import VolumesScreen

        self.app.push_screen(VolumesScreen())

    def do_sort(self) -> None:
        """Sort by the next column."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._descending = self._sort in ("filed", "year", "level")
        self._show_rows(None)
        self.note(self._order_words())

    def do_turn(self) -> None:
        """Sort the other way round."""
        self._descending = not self._descending
        self._show_rows(None)
        self.note(self._order_words())

    def do_clear(self) -> None:
        """Clear the filter, or bring back what was cleared."""
        self.query_one(FilterLine).clear_or_bring_back(self)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        from archive_tui.ui.screens.item_card import ItemCardScreen

        assert isinstance(event.key, int)
        self.app.push_screen(ItemCardScreen(event.key))

    @on(RowList.Loaded)
    def _loaded(self, event: RowList.Loaded) -> None:
        count = ngettext("{count} item", "{count} items", event.count).format(count=event.count)
        self.query_one(CountLine).show(count)

    def _show_rows(self, keep_key: object) -> None:
        rows = self.query_one(RowList)
        rows.sort_column, rows.descending = self._sort, self._descending
        text = self.query_one(FilterLine).value
        rows.set_source(RegisterRows(self.session, text, self._sort, self._descending), keep_key)

    def _order_words(self) -> str:
        names = {"filed": _("order of filing")} | {each.id: each.title() for each in item_columns()}
        way = _("downwards") if self._descending else _("upwards")
        return _("Sorted by {column}, {way}.").format(column=names[self._sort], way=way)


def item_row(item: ItemShown) -> Row:
    """Return an item as a row of the register."""
    where = item.holder or state_word(item.state)
    title = item.title if item.title is not None else withheld_words()
    style = "" if item.title is not None else "$foreground-muted"
    cells = (item.label, title, level_word(item.level), str(item.year), where, item.archival_code, item.department)
    return Row(item.id, cells, style)


def withheld_words() -> str:
    """Return what stands in the place of a title that is withheld."""
    return _("(title withheld)")


def item_columns() -> list[Column]:
    """Return the columns of a list of items."""
    return [
        Column("label", lambda: pgettext("column", "Label"), 10),
        Column("title", lambda: pgettext("column", "Title"), Share()),
        Column("level", lambda: pgettext("column", "Level"), 12),
        Column("year", lambda: pgettext("column", "Year"), 6, from_width=96),
        Column("state", lambda: pgettext("column", "Where"), 10),
        Column("archival_code", lambda: pgettext("column", "Archival code"), 26, from_width=110),
        Column("department", lambda: pgettext("column", "Department"), 16, from_width=140),
    ]
