"""The lines of a list: a row or the header, as a strip of exactly the list's width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.columns import EDGE, GAP, Column, Row, widths_of
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.ui.widgets.strips import strip_of


@dataclass(frozen=True)
class Painter:
    """Draws lines ``width`` cells wide with ``glyphs``; ``get_style`` makes a style of its name."""

    columns: Sequence[Column]
    width: int
    glyphs: Glyphs
    get_style: Callable[[Style | str], Style]

    def header(self, style: Style, sort_column: str | None, descending: bool) -> Strip:
        """Draw the titles; the column that the list is sorted by has a mark behind its title."""
        mark = self.glyphs.descending if descending else self.glyphs.ascending
        titles = [f"{column.title()} {mark}" if column.id == sort_column else column.title() for column in self.columns]
        return self._line(titles, " ", "", style)

    def row(self, row: Row, style: Style, *, cursor: bool) -> Strip:
        """Draw a row; the one under the cursor in one colour, with a sign at its left for where there is none."""
        if cursor and row.under is not None:
            return self._line(row.under, self.glyphs.cursor, "", style)
        if cursor:
            plain = [cell.plain if isinstance(cell, Content) else cell for cell in row.cells]
            return self._line(plain, self.glyphs.cursor, "", style)
        return self._line(row.cells, " ", row.style, style)

    def words(self, text: str, style: Style) -> Strip:
        """Draw a line of plain words across the columns."""
        return self._strip(fit(shown(text), max(0, self.width - EDGE), self.glyphs.ellipsis), " ", style)

    def blank(self, style: Style) -> Strip:
        """Draw an empty line."""
        return Strip.blank(self.width, style.rich_style)

    def _line(self, cells: Sequence[Content | str], edge: str, row_style: str, style: Style) -> Strip:
        parts = [
            fit(
                cell if isinstance(cell, Content) else shown(cell),
                width,
                self.glyphs.ellipsis,
                right=column.align == "right",
            )
            for column, width, cell in zip(self.columns, self._widths, cells, strict=True)
            if width
        ]
        line = Content(" " * GAP).join(parts)
        return self._strip(line.stylize_before(row_style) if row_style else line, edge, style)

    @property
    def _widths(self) -> list[int]:
        return widths_of(self.columns, self.width)

    def _strip(self, line: Content, edge: str, style: Style) -> Strip:
        return strip_of(Content(edge) + line, self.width, style, self.get_style)
