"""The one text field of a screen: for scans, for filters, for both.

Keys that change the text or end a scan are handled here, at once, in the order in which they came. Textual's
own input leaves Enter and Backspace to bindings, which run a trip through the message queues later: of three
scans in one packet letters of the second overtake the Enter of the first (Textual issue 6605).
"""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar, Protocol

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from archive_tui.showing import cells, cut
from archive_tui.ui.widgets.place import MOVES
from archive_tui.ui.widgets.strips import changed_cells
from archive_tui.ui.widgets.typed_text import TypedText, folded, in_view, left_to_bindings

__all__ = ["ListKeys", "ScanLine", "folded", "in_view", "looks_like_input_method"]


class ListKeys(Protocol):
    """A list beneath a scan line, moved by the scan line's arrows."""

    def list_key(self, key: str) -> bool:
        """Act on ``up``, ``pagedown``, ``ctrl+home`` …; return whether the key meant something."""
        ...


def looks_like_input_method(value: str) -> bool:
    """Say whether a scan that fits nothing looks as if an input method had been on: Chinese in a code.

    Full-width letters or digits say so, and so does a run of four digits beside Chinese characters or
    punctuation.
    """
    if any(0xFF10 <= ord(each) <= 0xFF5A and unicodedata.normalize("NFKC", each).isalnum() for each in value):
        return True
    chinese = any("\u3000" <= each <= "\u9fff" or each in "·—…" for each in value)
    return chinese and re.search(r"\d{4}", value, re.ASCII) is not None


class ScanLine(Widget, can_focus=True):
    """A borderless text field of one line that keeps the focus; its caret doesn't blink.

    ``prompt`` stands before the field, ``target`` is the list that arrows move. With ``keep`` the text stays
    at Enter (a filter); without, Enter clears it (a scan).
    """

    DEFAULT_CSS = """
    ScanLine {
        height: 1;
        width: 1fr;
        color: $foreground;
        & > .scan-line--prompt { color: $foreground-muted; }
        & > .scan-line--hint { color: $foreground-muted; }
        & > .scan-line--caret {
            background: $input-cursor-background;
            color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"scan-line--prompt", "scan-line--hint", "scan-line--caret"}

    class Changed(Message):
        """The text changed; ``value`` is folded."""

        def __init__(self, line: ScanLine, value: str) -> None:
            """Say which line it was and what stands there now."""
            super().__init__()
            self.line, self.value = line, value

        @property
        def control(self) -> ScanLine:
            """The line, for ``@on(..., "#id")``."""
            return self.line

    class Submitted(Message):
        """Enter, from a person, a scanner or a pasted line; ``value`` is folded and may be empty."""

        def __init__(self, line: ScanLine, value: str) -> None:
            """Say which line it was and what it held."""
            super().__init__()
            self.line, self.value = line, value

        @property
        def control(self) -> ScanLine:
            """The line, for ``@on(..., "#id")``."""
            return self.line

    def __init__(
        self, prompt: str = "", *, hint: str = "", keep: bool = False, target: ListKeys | None = None,
        id: str | None = None, classes: str | None = None,
    ) -> None:  # fmt: skip
        """Take the words before the field, a ``hint`` for the empty field, and the list that arrows move."""
        super().__init__(id=id, classes=classes)
        self.keep, self.target = keep, target
        self._prompt, self._hint = prompt, hint
        self._typed = TypedText()
        self._after_return = False
        self._drawn: Strip | None = None

    @property
    def value(self) -> str:
        """What stands in the field, folded."""
        return self._typed.value

    @value.setter
    def value(self, text: str) -> None:
        self._edited(self._typed.put(text))

    @property
    def prompt(self) -> str:
        """The words before the field."""
        return self._prompt

    @prompt.setter
    def prompt(self, words: str) -> None:
        self._prompt = words
        self._redraw()

    def set_hint(self, words: str) -> None:
        """Show other words in the empty field."""
        self._hint = words
        self._redraw()

    def clear(self) -> None:
        """Empty the field."""
        self._edited(self._typed.put(""))

    async def _on_key(self, event: events.Key) -> None:
        key = event.key
        after_return, self._after_return = self._after_return, key == "enter"
        if left_to_bindings(key):
            return
        event.stop()
        event.prevent_default()
        if key == "enter" or (key == "ctrl+j" and not after_return):
            self._submit()
        elif key in MOVES:
            if self.target is not None:
                self.target.list_key(key)
        else:
            self._edited(self._typed.key(key, event.character))

    def _on_paste(self, event: events.Paste) -> None:
        """Take pasted lines as scans; what follows the last line break stays in the field."""
        event.stop()
        event.prevent_default()
        *lines, rest = re.split(r"\r\n|\r|\n", event.text)
        for line in lines:
            self._edited(self._typed.insert(line))
            self._submit()
        self._edited(self._typed.insert(rest))

    def _submit(self) -> None:
        self.post_message(self.Submitted(self, self.value))
        if not self.keep:
            self.clear()

    def _edited(self, changed: bool) -> None:
        if changed:
            self.post_message(self.Changed(self, self.value))
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """Draw the prompt, the text and the caret."""
        self._drawn = self._draw()
        return self._drawn

    def _redraw(self) -> None:
        """Repaint the cells that changed, and no others: a key press is a few bytes on the line."""
        if not self.is_attached or self._drawn is None:
            return
        before, self._drawn = self._drawn, self._draw()
        if (span := changed_cells(before, self._drawn)) is not None:
            self.refresh(Region(span[0], 0, span[1] - span[0], 1))

    def _draw(self) -> Strip:
        plain = self.rich_style
        prompt = cut(self._prompt, self.size.width)
        start = cells(prompt)
        room = max(1, self.size.width - start)
        text, caret = self._typed.text, self._typed.caret
        before, rest = in_view(text[:caret], room), text[caret:]
        at, after = rest[:1] or " ", rest[1:]
        self._place_caret(start + cells(before))
        segments = [
            Segment(prompt, self.get_component_rich_style("scan-line--prompt")),
            Segment(before, plain),
        ]
        if self.has_focus:
            segments.append(Segment(at, self.get_component_rich_style("scan-line--caret")))
        else:
            after = rest
        if not text and self._hint:
            segments.append(Segment(self._hint, self.get_component_rich_style("scan-line--hint")))
        segments.append(Segment(after, plain))
        return Strip([each for each in segments if each.text]).adjust_cell_length(self.size.width, plain)

    def _place_caret(self, x: int) -> None:
        """Put the terminal's own (hidden) cursor where input methods open their window."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(x, 0)
