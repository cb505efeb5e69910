"""Where a list stands: its cursor and the first row in view, and what a key makes of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOVES = frozenset({"up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end"})


@dataclass(frozen=True)
class Place:
    """The index of the row under the cursor and of the first row in view, from 0."""

    cursor: int
    top: int

    def moved(self, key: str, count: int, room: int) -> Place:
        """Return where ``key`` (one of ``MOVES``) leads in a list of ``count`` rows with ``room`` in view."""
        match key:
            case "up":
                return replace(self, cursor=self.cursor - 1).within(count, room)
            case "down":
                return replace(self, cursor=self.cursor + 1).within(count, room)
            case "pageup":
                return self.shifted(-room).within(count, room)
            case "pagedown":
                return self.shifted(room).within(count, room)
            case "ctrl+home":
                return Place(0, 0)
            case _:
                return Place(count - 1, count - room).within(count, room)

    def shifted(self, rows: int) -> Place:
        """Return the place ``rows`` further down, with the cursor on the same line of the screen."""
        return Place(self.cursor + rows, self.top + rows)

    def within(self, count: int, room: int) -> Place:
        """Return the nearest place that a list of ``count`` rows has, with the cursor in view."""
        cursor = max(0, min(self.cursor, count - 1))
        top = max(cursor - room + 1, min(self.top, cursor))
        return Place(cursor, max(0, min(top, count - room)))
