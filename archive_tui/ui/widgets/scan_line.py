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

from archive_tui.showing import cells, cut, is_bad
from archive_tui.ui.widgets.strips import changed_cells

_TO_THE_LIST = frozenset({"up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end"})
_PASSED_ON = frozenset({"escape", "tab", "shift+tab", *(f"ctrl+{letter}" for letter in "fgnoprs")})
_FUNCTION_KEY = re.compile(r"(?:\w+\+)*f\d+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class ListKeys(Protocol):
    """A list beneath a scan line, moved by the scan line's arrows."""

    def list_key(self, key: str) -> bool:
        """Act on ``up``, ``pagedown``, ``ctrl+home`` …; return whether the key meant something."""
        ...


def folded(text: str) -> str:
    """Return ``text`` with full-width ASCII (``Ｉ０００２``) and the ideographic space as plain ASCII."""
    return text.translate(_FULL_WIDTH)


def looks_like_input_method(value: str) -> bool:
    """Say whether a scan that fits nothing looks as if an input method had been on: Chinese in a code.

    Full-width letters or digits say so, and so does a run of four digits beside Chinese characters or
    punctuation.
    """
    if any(0xFF10 <= ord(each) <= 0xFF5A and unicodedata.normalize("NFKC", each).isalnum() for each in value):
        return True
    chinese = any("\u3000" <= each <= "\u9fff" or each in "·—…" for each in value)
    return chinese and re.search(r"\d{4}", value, re.ASCII) is not None


def in_view(before: str, room: int) -> str:
    """Return the end of the text before the caret that fits with it into ``room`` cells.

    It is cut in steps of a quarter of the room, so that most keys at the end of a long text repaint one cell.
    """
    while cells(before) >= room:
        before = before[max(1, room // 4) :]
    return before


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
        self._text, self._caret = "", 0
        self._after_return = False
        self._drawn: Strip | None = None

    @property
    def value(self) -> str:
        """What stands in the field, folded."""
        return folded(self._text)

    @value.setter
    def value(self, text: str) -> None:
        self._edit(_typeable(text), len(text))

    @property
    def prompt(self) -> str:
        """The words before the field."""
        return self._prompt

    @prompt.setter
    def prompt(self, words: str) -> None:
        self._prompt = words
        self._redraw()

    def clear(self) -> None:
        """Empty the field."""
        self._edit("", 0)

    async def _on_key(self, event: events.Key) -> None:
        key = event.key
        after_return, self._after_return = self._after_return, key == "enter"
        if key in _PASSED_ON or _FUNCTION_KEY.fullmatch(key):
            return
        event.stop()
        event.prevent_default()
        if key == "enter" or (key == "ctrl+j" and not after_return):
            self._submit()
        elif key in _TO_THE_LIST:
            if self.target is not None:
                self.target.list_key(key)
        elif event.character and not key.startswith(("alt+", "ctrl+", "super+")) and not is_bad(event.character):
            self._insert(event.character)
        else:
            self._editing_key(key)

    def _on_paste(self, event: events.Paste) -> None:
        """Take pasted lines as scans; what follows the last line break stays in the field."""
        event.stop()
        event.prevent_default()
        *lines, rest = re.split(r"\r\n|\r|\n", event.text)
        for line in lines:
            self._insert(line)
            self._submit()
        self._insert(rest)

    def _editing_key(self, key: str) -> None:
        text, caret = self._text, self._caret
        match key:
            case "backspace" | "ctrl+h":
                self._edit(text[: max(0, caret - 1)] + text[caret:], caret - 1)
            case "delete" | "ctrl+d":
                self._edit(text[:caret] + text[caret + 1 :], caret)
            case "left":
                self._edit(text, caret - 1)
            case "right":
                self._edit(text, caret + 1)
            case "home" | "ctrl+a":
                self._edit(text, 0)
            case "end" | "ctrl+e":
                self._edit(text, len(text))
            case "ctrl+u":
                self._edit(text[caret:], 0)
            case "ctrl+w":
                kept = re.sub(r"\S*\s*$", "", text[:caret])
                self._edit(kept + text[caret:], len(kept))

    def _insert(self, text: str) -> None:
        text = _typeable(text)
        if text:
            self._edit(self._text[: self._caret] + text + self._text[self._caret :], self._caret + len(text))

    def _submit(self) -> None:
        self.post_message(self.Submitted(self, self.value))
        if not self.keep:
            self.clear()

    def _edit(self, text: str, caret: int) -> None:
        changed = text != self._text
        self._text, self._caret = text, max(0, min(caret, len(text)))
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
        before, rest = in_view(self._text[: self._caret], room), self._text[self._caret :]
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
        if not self._text and self._hint:
            segments.append(Segment(self._hint, self.get_component_rich_style("scan-line--hint")))
        segments.append(Segment(after, plain))
        return Strip([each for each in segments if each.text]).adjust_cell_length(self.size.width, plain)

    def _place_caret(self, x: int) -> None:
        """Put the terminal's own (hidden) cursor where input methods open their window."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(x, 0)


def _typeable(text: str) -> str:
    """Return ``text`` without what no key would type; a tab or a hard space becomes a space."""
    return "".join(" " if each in "\t\xa0" else each for each in text if each == "\t" or not is_bad(each))
