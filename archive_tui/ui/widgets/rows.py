"""A list of any length, drawn straight from the database a page at a time.

It has the Line API of Textual's virtual lists, but no scroll offset that could run ahead of the data: view
and cursor move only onto rows that are there. Keys are taken in order and wait for their page; a reload shows
the old rows until the new ones are there; of two reloads only the later counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.worker import Worker

from archive_tui.ui.theme import glyphs_of
from archive_tui.ui.widgets.columns import Column, Row, Share
from archive_tui.ui.widgets.pages import Pages, RowSource
from archive_tui.ui.widgets.place import MOVES, Place
from archive_tui.ui.widgets.row_strips import Painter
from archive_tui.ui.widgets.strips import changed_cells

__all__ = ["Column", "Row", "RowList", "RowSource", "Share"]

_CHOOSE = "enter"


@dataclass(frozen=True, eq=False)
class _Reload:
    keep_key: Hashable | None


class RowList(Widget, can_focus=True):
    """A virtual list with a header line and a cursor.

    Driven by its own keys when it has the focus, or by a ``ScanLine`` whose ``target`` it is. The screen
    sorts: it sets ``sort_column`` and ``descending`` (which draw the mark) and reloads. ``on_error`` is told
    of a source that failed; the old rows stay. Without it the error ends the app, as any other.
    """

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        color: $foreground;
        & > .row-list--header { color: $foreground-muted; }
        & > .row-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--header", "row-list--cursor"}

    sort_column: reactive[str | None] = reactive(None, repaint=False)
    descending: reactive[bool] = reactive(False, repaint=False)

    class Highlighted(Message):
        """The cursor is on another row; ``key`` is None when the list is empty."""

        def __init__(self, rows: RowList, key: Hashable | None) -> None:
            """Say which list and which row."""
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            """The list, for ``@on(..., "#id")``."""
            return self.rows

    class Chosen(Message):
        """Enter on a row."""

        def __init__(self, rows: RowList, key: Hashable) -> None:
            """Say which list and which row."""
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            """The list, for ``@on(..., "#id")``."""
            return self.rows

    class Loaded(Message):
        """A reload is on the screen: there are ``count`` rows now."""

        def __init__(self, rows: RowList, count: int) -> None:
            """Say which list and how many rows."""
            super().__init__()
            self.rows, self.count = rows, count

        @property
        def control(self) -> RowList:
            """The list, for ``@on(..., "#id")``."""
            return self.rows

    def __init__(
        self, columns: Sequence[Column], source: RowSource | None = None, *,
        empty: str = "", on_error: Callable[[Exception], None] | None = None,
        id: str | None = None, classes: str | None = None,
    ) -> None:  # fmt: skip
        """Take the columns, where the rows come from, and the words for an empty list."""
        super().__init__(id=id, classes=classes)
        self._columns, self._source = tuple(columns), source
        self._empty, self._on_error = empty, on_error
        self._pages, self._place = Pages(None), Place(0, 0)
        self._todo: deque[str] = deque()
        self._reload: _Reload | None = None
        self._worker: Worker[None] | None = None
        self._loaded = False
        self._told: Hashable | None = None
        self._lines: list[Strip] = []
        self._strips: dict[tuple[int, bool], Strip] = {}

    @property
    def count(self) -> int:
        """How many rows there are, as of the last reload."""
        return self._pages.count

    @property
    def cursor_index(self) -> int:
        """Which row the cursor is on, from 0."""
        return self._place.cursor

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor; None in an empty list."""
        return self._pages.row(self._place.cursor)

    @property
    def cursor_key(self) -> Hashable | None:
        """The key of the row under the cursor; None in an empty list."""
        row = self.cursor_row
        return None if row is None else row.key

    def set_source(self, source: RowSource, keep_key: Hashable | None = None) -> None:
        """Take the rows from another source: the old ones stay until its first page is there."""
        self._source = source
        self.reload(keep_key)

    def reload(self, keep_key: Hashable | None = None) -> None:
        """Fetch anew. The cursor goes to ``keep_key``, or stays near if that row is gone; without, to the
        top."""
        if self._reload is not None and self._reload.keep_key is None:
            keep_key = None  # the reload that this one replaces was going to the top
        self._reload = _Reload(keep_key)
        if self.is_attached:
            self._start()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows must fit them, so this comes with a reload."""
        self._columns = tuple(columns)
        self._repaint(afresh=True)

    def set_empty(self, words: str) -> None:
        """Say other words when the list is empty."""
        self._empty = words
        self._repaint(afresh=True)

    def list_key(self, key: str) -> bool:
        """Do what ``up``, ``down``, ``pageup``, ``pagedown``, ``ctrl+home``, ``ctrl+end``, ``enter`` mean
        here.

        Returns whether the key means something. Keys are done in order, each when its rows are there.
        """
        if key not in MOVES and key != _CHOOSE:
            return False
        self._todo.append(key)
        if self._reload is None and (self._advance() or self._page_ahead() is not None):
            self._start(replace=False)
        return True

    def choose(self) -> None:
        """Post ``Chosen`` for the row that the cursor is on once all keys before have been done."""
        self.list_key(_CHOOSE)

    async def _on_key(self, event: events.Key) -> None:
        key = {"home": "ctrl+home", "end": "ctrl+end"}.get(event.key, event.key)
        if self.list_key(key):
            event.stop()
            event.prevent_default()

    def _on_mount(self, event: events.Mount) -> None:
        if self._source is not None and self._reload is None:
            self._reload = _Reload(None)

    def _on_resize(self, event: events.Resize) -> None:
        self._place = self._place.within(self.count, self._room)
        self._repaint(afresh=True)
        self._start(replace=False)

    def watch_sort_column(self) -> None:
        """Draw the mark where it is now."""
        self._repaint()

    def watch_descending(self) -> None:
        """Draw the mark as it is now."""
        self._repaint()

    # The work: one task at a time, which a reload replaces

    @property
    def _room(self) -> int:
        """How many rows fit below the header."""
        return max(1, self.size.height - 1)

    def _start(self, *, replace: bool = True) -> None:
        if replace or self._worker is None or self._worker.is_finished:
            self._worker = self.run_worker(self._work, group="rows", exclusive=True)

    async def _work(self) -> None:
        try:
            while True:
                if self._reload is not None:
                    await self._swap(self._reload)
                elif missing := self._advance():
                    await self._pages.fetch(missing[0])
                elif (ahead := self._page_ahead()) is not None:
                    await self._pages.fetch(ahead)
                else:
                    return
        except Exception as error:
            if self._on_error is None:
                raise
            self._reload = None
            self._todo.clear()
            self._on_error(error)

    async def _swap(self, order: _Reload) -> None:
        """Fetch what the screen needs of the new rows, then show it in one step."""
        if self._source is None:
            self._reload = None
            return
        fresh = Pages(self._source, await self._source.count())
        place = Place(0, 0) if order.keep_key is None else self._place.within(fresh.count, self._room)
        await fresh.load(place.cursor - self._room, place.cursor + self._room)
        if order.keep_key is not None and (found := fresh.find(order.keep_key)) is not None:
            place = place.shifted(found - place.cursor)
        place = place.within(fresh.count, self._room)
        await fresh.load(place.top, place.top + self._room)
        if self._reload is order:
            self._pages, self._place = fresh, place.within(fresh.count, self._room)
            self._reload, self._loaded = None, True
            self._strips.clear()
            self._repaint()
            self.post_message(self.Loaded(self, self.count))
            self._tell()

    def _advance(self) -> list[int]:
        """Do the keys that wait, as far as their rows are here; return the pages that are missing."""
        while self._todo:
            if self._todo[0] == _CHOOSE:
                self._todo.popleft()
                if (row := self.cursor_row) is not None:
                    self.post_message(self.Chosen(self, row.key))
                continue
            places = self._places_ahead()
            reached = next((n for n in range(len(places), 0, -1) if not self._missing(places[n - 1])), 0)
            if not reached:
                return self._missing(places[-1])
            for _ in range(reached):
                self._todo.popleft()
            self._place = places[reached - 1]
            self._repaint()
            self._tell()
        self._place = self._place.within(self.count, self._room)
        missing = self._missing(self._place)
        if not missing:
            self._repaint()
        return missing

    def _places_ahead(self) -> list[Place]:
        """Return where each of the moves that wait, up to the next Enter, leads."""
        places: list[Place] = []
        place = self._place
        for key in self._todo:
            if key == _CHOOSE:
                break
            place = place.moved(key, self.count, self._room)
            places.append(place)
        return places

    def _missing(self, place: Place) -> list[int]:
        return self._pages.missing(place.top, place.top + self._room)

    def _page_ahead(self) -> int | None:
        """Return the next page worth having before it is asked for: below the view, then above."""
        top, room = self._place.top, self._room
        near = self._pages.missing(top, top + 2 * room) + self._pages.missing(top - room, top)
        return near[0] if near else None

    def _tell(self) -> None:
        if (key := self.cursor_key) != self._told:
            self._told = key
            self.post_message(self.Highlighted(self, key))

    # The lines

    def render_line(self, y: int) -> Strip:
        """Return a line as it was last drawn."""
        if not self._lines:
            self._lines = self._draw()
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw everything anew in the new style."""
        super().notify_style_update()
        self._repaint(afresh=True)

    def _repaint(self, *, afresh: bool = False) -> None:
        """Draw the lines and have those repainted that differ from what is on the screen."""
        if not self.is_attached or not self.size:
            return
        if afresh:
            self._strips.clear()
        before, self._lines = self._lines, self._draw()
        if afresh or len(before) != len(self._lines):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if (span := changed_cells(old, new)) is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def _draw(self) -> list[Strip]:
        painter = Painter(self._columns, self.size.width, glyphs_of(self.app), self._get_style)
        plain, header = self.visual_style, self.get_visual_style("row-list--header")
        lines = [painter.header(header, self.sort_column, self.descending)]
        if self._loaded and not self.count:
            lines.append(painter.words(self._empty, header))
        cursor = self._cursor_style()
        for index in range(self._place.top, self._place.top + self.size.height - len(lines)):
            here = index == self._place.cursor
            lines.append(self._row_strip(painter, index, cursor if here else plain, here))
        return lines[: self.size.height]

    def _row_strip(self, painter: Painter, index: int, style: Style, here: bool) -> Strip:
        strip = self._strips.get((index, here))
        if strip is None:
            row = self._pages.row(index) if index < self.count else None
            if row is None or len(row.cells) != len(self._columns):  # of the list before, which had other columns
                return painter.blank(self.visual_style)
            if len(self._strips) > 1000:
                self._strips.clear()
            strip = self._strips[index, here] = painter.row(row, style, cursor=here)
        return strip

    def _cursor_style(self) -> Style:
        """Return the style of the row under the cursor; Textual's own method leaves out ``reverse``."""
        reverse = self.get_component_styles("row-list--cursor").text_style.reverse
        return self.get_visual_style("row-list--cursor") + Style(reverse=bool(reverse))
