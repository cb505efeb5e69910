"""Lines as they are drawn: content as a strip, and two strips compared, to send only cells that changed."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from archive_tui.showing import cells


def strip_of(content: Content, width: int, style: Style, get_style: Callable[[Style | str], Style]) -> Strip:
    """Return one line of ``content`` over ``style``, ``width`` cells wide; ``get_style`` makes named
    styles."""
    drawn = content.render(style, end="", parse_style=get_style)
    segments = Segment.simplify(Segment(text, each.rich_style) for text, each in drawn)
    return Strip(segments).adjust_cell_length(width, style.rich_style).simplify()


def changed_cells(before: Strip, after: Strip) -> tuple[int, int] | None:
    """Return the span ``(first, end)`` of cells in which two lines differ, or None if they are the same."""
    if before is after or before == after:
        return None
    old, new = _cells_of(before), _cells_of(after)
    if len(old) != len(new):
        return 0, max(len(old), len(new))
    differing = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return (differing[0], differing[-1] + 1) if differing else None


def _cells_of(strip: Strip) -> list[tuple[str, int, RichStyle | None]]:
    """Return what stands in each cell; both halves of a wide character hold it, marks stand with their
    letter."""
    drawn: list[tuple[str, int, RichStyle | None]] = []
    for text, style, _ in strip:
        for character in text:
            width = cells(character)
            if width:
                drawn.extend((character, half, style) for half in range(width))
            elif drawn:
                drawn[-1] = (drawn[-1][0] + character, *drawn[-1][1:])
    return drawn
