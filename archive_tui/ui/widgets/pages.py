"""The rows of one state of a source, as far as they have been fetched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Protocol

from archive_tui.ui.widgets.columns import Row

PAGE = 64
_KEPT = 48


class RowSource(Protocol):
    """Where a list gets its rows from; both calls may take their time, the screen doesn't wait for them."""

    async def count(self) -> int:
        """Return how many rows there are."""
        ...

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return at most ``limit`` rows from ``offset`` on, in order; fewer only at the end."""
        ...


class Pages:
    """A cache of pages of ``PAGE`` rows; of more than 48, those not used for longest are dropped."""

    def __init__(self, source: RowSource | None, count: int = 0) -> None:
        """Take the source and the count that it gave."""
        self._source, self.count = source, count
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def row(self, index: int) -> Row | None:
        """Return a row that has been fetched, or None."""
        page = self._pages.get(index // PAGE, ())
        return page[index % PAGE] if index % PAGE < len(page) else None

    def missing(self, first: int, end: int) -> list[int]:
        """Return the numbers of the pages with rows ``first`` to ``end`` (exclusive) that are not here."""
        first, end = max(0, first), min(end, self.count)
        numbers = range(first // PAGE, (end - 1) // PAGE + 1) if first < end else range(0)
        for number in numbers:
            if number in self._pages:
                self._pages.move_to_end(number)
        return [number for number in numbers if number not in self._pages]

    async def load(self, first: int, end: int) -> None:
        """Fetch what is missing of rows ``first`` to ``end`` (exclusive)."""
        for number in self.missing(first, end):
            await self.fetch(number)

    async def fetch(self, number: int) -> None:
        """Fetch one page. One that comes short ends the list there: rows have gone since the count."""
        if self._source is None:
            return
        rows = await self._source.page(number * PAGE, PAGE)
        self._pages[number] = rows
        if len(rows) < PAGE:
            self.count = min(self.count, number * PAGE + len(rows))
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)

    def find(self, key: Hashable) -> int | None:
        """Return where ``key`` is among the rows fetched, or None."""
        for number, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.key == key:
                    return number * PAGE + place
        return None
