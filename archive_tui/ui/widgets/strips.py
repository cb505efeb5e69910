"""Lines that are drawn: content as a strip, and two strips compared, so that only cells that changed are sent."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style


def strip_of(content: Content, width: int, style: Style, get_style: Callable[[Style | str], Style]) -> Strip:
    """Return one line of ``content`` over ``style``, exactly ``width`` cells wide; ``get_style`` makes a named style."""
    drawn = content.render(style, end="", parse_style=get_style)
    segments = Segment.simplify(Segment(text, each.rich_style) for text, each in drawn)
    return Strip(segments).adjust_cell_length(width, style.rich_style).simplify()


def changed_cells(before: Strip, after: Strip) -> tuple[int, int] | None:
    """Return the span ``(first, end)`` of cells in which two lines differ, or None if they are the same.

    Compared by segment, so the span may be wider than the difference, but never narrower.
    """
    if before is after:
        return None
    old, new = list(before), list(after)
    start = 0
    while old and new and old[0] == new[0]:
        start += old.pop(0).cell_length
        new.pop(0)
    if not old and not new:
        return None
    end = max(before.cell_length, after.cell_length)
    if before.cell_length == after.cell_length:
        while old and new and old[-1] == new[-1]:
            end -= old.pop().cell_length
            new.pop()
    return start, end
