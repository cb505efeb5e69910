"""Rows that are all known beforehand, as a list's source."""

from __future__ import annotations

from collections.abc import Sequence

from archive_tui.ui.widgets.rows import Row


class GivenRows:
    """The rows as given."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Take them."""
        self._rows = tuple(rows)

    async def count(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        return self._rows[offset : offset + limit]
