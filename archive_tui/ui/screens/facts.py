"""A description as lines: the names at the left in one column, each value behind its name, wrapped beneath itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from archive_tui.showing import cells
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit, shown

_GAP = 2


def fact_lines(facts: Sequence[tuple[str, str | Content]], width: int) -> list[Content]:
    """Return ``facts`` (name and value) as lines of at most ``width`` cells; an empty pair is an empty line."""
    names = max((cells(name) for name, value in facts if value), default=0)
    room = width - names - _GAP - 2
    lines = []
    for name, value in facts:
        lead = Content(" ") + fit(shown(name, "$foreground-muted"), max(names, cells(name)), "") + " " * _GAP
        rows = [value] if isinstance(value, Content) else [shown(each) for each in wrapped(value, room)]
        lines += [lead + rows[0], *(Content(" " * (names + _GAP + 1)) + each for each in rows[1:])]
    return lines
