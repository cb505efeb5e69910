"""The lines around every screen: where I am, what waits, the answer to the last act, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from archive_tui.showing import cells, visible
from archive_tui.ui.theme import Glyphs, glyphs_of
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.ui.widgets.strips import strip_of

MOST_KEYS = 6
#: The most lines that an answer takes.
MOST_LINES = 4


class Key(NamedTuple):
    """A key and its word: ``Key("Ctrl+S", "sign")``; ``on``: it would do something now, or we are there."""

    key: str
    word: str
    on: bool = True


class Kind(Enum):
    """What kind of answer a status line gives."""

    DONE = "done"
    NOTE = "note"
    REFUSED = "refused"


class Line(Widget):
    """One line of words, drawn anew only when it reads differently."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._drawn: Content | None = None

    def words(self, width: int, glyphs: Glyphs) -> Content:
        """Return what the line says in ``width`` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        self._drawn = self._content()
        return strip_of(self._drawn, self.size.width, self.visual_style, self._get_style)

    def _show(self) -> None:
        if self._drawn is not None and not self._content().is_same(self._drawn):
            self.refresh()

    def _content(self) -> Content:
        """Return the words between two empty cells at the edges."""
        glyphs = glyphs_of(self.app)
        room = max(0, self.size.width - 2)
        return Content(" ") + fit(self.words(room, glyphs), room, glyphs.ellipsis) + " "


class TopLine(Line):
    """The first line: the screen's name, what waits, and the screens with their keys as far as they fit."""

    DEFAULT_CSS = """
    TopLine { background: $panel; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._place, self._counters = "", ()  # type: tuple[str, tuple[str, ...]]
        self._screens: tuple[Key, ...] = ()

    def show(self, place: str, counters: Sequence[str] = (), screens: Sequence[Key] = ()) -> None:
        """Show the screen's name, counters such as ``Due 1``, and the screens; ``on`` marks where we are."""
        self._place, self._counters, self._screens = place, tuple(counters), tuple(screens)
        self._show()

    def words(self, width: int, glyphs: Glyphs) -> Content:
        """Return name and counters at the left, as many screens as fit at the right."""
        left = shown(self._place, "bold")
        for number, counter in enumerate(self._counters):
            left += Content("  " if number else "    ") + shown(counter)
        screens = Content("")
        for key, word, on in self._screens:
            more = screens + ("  " if screens else "") + shown(key, "$accent") + " " + shown(word, "bold" if on else "")
            if left.cell_length + 3 + more.cell_length > width:
                break
            screens = more
        return left + " " * max(0, width - left.cell_length - screens.cell_length) + screens


class StatusLine(Widget):
    """The last line but one: who I am, and the answer to the last act with a sign for its kind.

    An answer too long for the line goes on, on lines of its own, for as long as it stands: no reason is cut off.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._who, self._answer, self._kind = "", "", Kind.NOTE
        self._drawn: list[Content] | None = None

    def show_who(self, who: str) -> None:
        """Show who sits here."""
        self._who = who
        self._show()

    def answer(self, words: str, kind: Kind = Kind.NOTE) -> None:
        """Show the answer to the last act; it stays until the next."""
        self._answer, self._kind = words, kind
        self._show()

    def add(self, words: str) -> None:
        """Say something that nobody asked for, behind the answer to an act that was just done, if there is one."""
        if self._kind is Kind.DONE and self._answer:
            self.answer(f"{self._answer}  {words}", Kind.DONE)
        else:
            self.answer(words)

    def clear(self) -> None:
        """Take the answer away."""
        self.answer("")

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if self._drawn is None:
            self._drawn = self._lines()
        line = self._drawn[y] if y < len(self._drawn) else Content("")
        return strip_of(line, self.size.width, self.visual_style, self._get_style)

    def notify_style_update(self) -> None:
        """Draw anew in the new style."""
        super().notify_style_update()
        self._drawn = None
        self.refresh()

    def _on_resize(self, event: events.Resize) -> None:
        self._drawn = None
        self._show()

    def _show(self) -> None:
        if not self.is_attached or not self.size:
            return
        lines = self._lines()
        if lines != self._drawn:
            self._drawn = lines
            self.styles.height = len(lines)
            self.refresh()

    def _lines(self) -> list[Content]:
        """Return who I am and the answer on one line if they fit, else the answer alone on as many as it takes."""
        room = max(2, self.size.width - 2)
        (answer, style), who = self._marked(), shown(self._who, "$foreground-muted")
        if not answer:
            return [Content(" ") + fit(who, room, glyphs_of(self.app).ellipsis)]
        if who.cell_length + 3 + cells(visible(answer)) <= room:
            return [Content(" ") + who + ("   " if who else "") + shown(answer, style)]
        return [Content(" ") + shown(each, style) for each in wrapped(answer, room, MOST_LINES)]

    def _marked(self) -> tuple[str, str]:
        """Return the answer with the sign of its kind, and its style."""
        glyphs = glyphs_of(self.app)
        mark, style = {
            Kind.DONE: (f"{glyphs.tick} ", "$accent"),
            Kind.REFUSED: (f"{glyphs.cross} ", "$error"),
            Kind.NOTE: ("", ""),
        }[self._kind]
        return (mark + self._answer, style) if self._answer else ("", "")


class KeyLine(Line):
    """The last line: at most six keys with words. One that would do nothing now is dimmed, not hidden."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._keys: tuple[Key, ...] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Show the first six of ``keys``, and of those as many as fit: the most useful come first."""
        self._keys = tuple(keys[:MOST_KEYS])
        self._show()

    def words(self, width: int, glyphs: Glyphs) -> Content:
        """Return the keys that fit whole."""
        line = Content("")
        for key, word, on in self._keys:
            style = "$accent" if on else "$foreground-muted dim"
            more = line + ("   " if line else "") + shown(key, style) + " "
            more += shown(word, "" if on else "$foreground-muted dim")
            if more.cell_length > width:
                break
            line = more
        return line
