"""A few lines of words that a screen composes itself: drawn anew only where they read differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from archive_tui.ui.theme import Glyphs, glyphs_of
from archive_tui.ui.widgets.strips import changed_cells, strip_of
from archive_tui.wrapping import wrapped

__all__ = ["Composer", "Lines", "wrapped"]

#: What composes the lines, for a width and a height in cells.
Composer = Callable[[int, int, Glyphs], Sequence[Content]]


class Lines(Widget):
    """Lines composed for the size that there is, and anew when it changes."""

    DEFAULT_CSS = """
    Lines { color: $foreground; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._composer: Composer | None = None
        self._lines: list[Strip] = []

    def show(self, composer: Composer) -> None:
        """Show what ``composer`` makes, now and whenever the size changes."""
        self._composer = composer
        self.repaint()

    def repaint(self) -> None:
        """Compose anew and have those cells repainted that differ."""
        if not self.is_attached or not self.size:
            return
        before, self._lines = self._lines, self._draw()
        if len(before) != len(self._lines):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if (span := changed_cells(old, new)) is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def render_line(self, y: int) -> Strip:
        """Return a line as it was last drawn."""
        if not self._lines:
            self._lines = self._draw()
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw everything anew in the new style."""
        super().notify_style_update()
        self._lines = []
        self.refresh()

    def _on_resize(self, event: events.Resize) -> None:
        self._lines = []
        self.refresh()

    def _draw(self) -> list[Strip]:
        width, height = self.size
        composed: Sequence[Content] = ()
        if self._composer is not None:
            composed = self._composer(width, height, glyphs_of(self.app))[:height]
        lines = [strip_of(line, width, self.visual_style, self._get_style) for line in composed]
        blank = Strip.blank(width, self.visual_style.rich_style)
        return lines + [blank] * (height - len(lines))
