"""The names of several lists in one line, of which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.showing import fit, shown

_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Tab:
    """A list: its name in the program, its word, and how many it holds (0: not said)."""

    name: str
    word: str
    count: int = 0


def tab_line(tabs: Sequence[Tab], here: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Return the lists in one line, the one that is shown marked by a sign and not by colour alone.

    Where there is no room for all, it is written closer and closer; at last only the list that is shown says how many.
    """
    line = Content("")
    for gap, counted in (("   ", "{word} ({count})"), (" ", "{word} ({count})"), (" ", "{word}: {count}"), (" ", "")):
        line = Content(gap).join(_tab(number, tab, here, counted, glyphs) for number, tab in enumerate(tabs, start=1))
        if line.cell_length <= width:
            break
    return [fit(line, width, glyphs.ellipsis)]


def _tab(number: int, tab: Tab, here: str, counted: str, glyphs: Glyphs) -> Content:
    word = tab.word
    if tab.count and (counted or tab.name == here):
        word = (counted or "{word}: {count}").format(word=tab.word, count=tab.count)
    mark, style = (glyphs.cursor, "bold $accent") if tab.name == here else (" ", _MUTED)
    return shown(f"{mark}{number} {word}", style)
