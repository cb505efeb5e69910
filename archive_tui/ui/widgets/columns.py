"""The columns and rows of a list: plain data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

EDGE, GAP = 1, 2


@dataclass(frozen=True)
class Share:
    """A column's share of the width that fixed columns leave over."""

    parts: int = 1


@dataclass(frozen=True)
class Column:
    """One column: its ``id``, what gives its title (asked when drawn: languages change), its width.

    ``width`` is in cells, or a ``Share`` of the rest. It is drawn from ``from_width`` cells of the whole list on, and
    below ``below_width``.
    """

    id: str
    title: Callable[[], str]
    width: int | Share
    align: Literal["left", "right"] = "left"
    from_width: int = 0
    below_width: int = 1 << 16


@dataclass(frozen=True)
class Row:
    """One row: its key, a cell for each column (a ``str`` goes through ``shown``), and a style of ours.

    Under the cursor a row has one colour; ``under`` are its cells there, where some keep a style (the bar of a chart).
    """

    key: Hashable
    cells: tuple[Content | str, ...]
    style: str = ""
    under: tuple[Content | str, ...] | None = None


def widths_of(columns: Sequence[Column], total: int) -> list[int]:
    """Return the cells each column gets of ``total``; 0 for those that a list so narrow leaves out."""
    drawn = [column for column in columns if column.from_width <= total < column.below_width]
    room = total - 2 * EDGE - GAP * max(0, len(drawn) - 1)
    room -= sum(column.width for column in drawn if isinstance(column.width, int))
    parts = sum(column.width.parts for column in drawn if isinstance(column.width, Share))
    widths = []
    for column in columns:
        if column not in drawn:
            widths.append(0)
        elif isinstance(column.width, int):
            widths.append(column.width)
        else:
            given = max(1, room * column.width.parts // parts)
            room, parts = room - given, parts - column.width.parts
            widths.append(given)
    return widths
