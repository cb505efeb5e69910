"""What stands in a text field and where its caret is, and what a key makes of them; no widget."""

from __future__ import annotations

import re

from archive_tui.showing import cells, is_bad

#: Keys that a text field leaves to bindings, with the function keys (see ``left_to_bindings``).
PASSED_ON = frozenset({"escape", "tab", "shift+tab", *(f"ctrl+{letter}" for letter in "fgnoprs")})
_FUNCTION_KEY = re.compile(r"(?:\w+\+)*f\d+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTERS = {code: plain for code, plain in _FULL_WIDTH.items() if chr(plain).isalnum() or plain == 0x20}


def folded(text: str) -> str:
    """Return ``text`` with full-width ASCII (``Ｉ０００２``) and the ideographic space as plain ASCII."""
    return text.translate(_FULL_WIDTH)


def folded_letters(text: str) -> str:
    """Return ``text`` with full-width letters and digits as plain ones; the signs of Chinese sentences stay."""
    return text.translate(_LETTERS)


def left_to_bindings(key: str) -> bool:
    """Say whether a focused text field leaves ``key`` to the screen's bindings."""
    return key in PASSED_ON or _FUNCTION_KEY.fullmatch(key) is not None


class TypedText:
    """The text of one field and its caret."""

    def __init__(self, text: str = "") -> None:
        """Start with ``text``, the caret at its end."""
        self.text = typeable(text)
        self.caret = len(self.text)

    @property
    def value(self) -> str:
        """The text, folded."""
        return folded(self.text)

    def put(self, text: str) -> bool:
        """Replace everything; return whether the text is another one now."""
        text = typeable(text)
        return self._edit(text, len(text))

    def insert(self, text: str) -> bool:
        """Type ``text`` at the caret; return whether there was anything to type."""
        text = typeable(text)
        return self._edit(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def key(self, key: str, character: str | None) -> bool:
        """Do what a key does in a text field; return whether the text is another one now."""
        if character and not key.startswith(("alt+", "ctrl+", "super+")) and not is_bad(character):
            return self.insert(character)
        return self._editing_key(key)

    def _editing_key(self, key: str) -> bool:
        text, caret = self.text, self.caret
        match key:
            case "backspace" | "ctrl+h":
                return self._edit(text[: max(0, caret - 1)] + text[caret:], caret - 1)
            case "delete" | "ctrl+d":
                return self._edit(text[:caret] + text[caret + 1 :], caret)
            case "left":
                return self._edit(text, caret - 1)
            case "right":
                return self._edit(text, caret + 1)
            case "home" | "ctrl+a":
                return self._edit(text, 0)
            case "end" | "ctrl+e":
                return self._edit(text, len(text))
            case "ctrl+u":
                return self._edit(text[caret:], 0)
            case "ctrl+w":
                kept = re.sub(r"\S*\s*$", "", text[:caret])
                return self._edit(kept + text[caret:], len(kept))
        return False

    def _edit(self, text: str, caret: int) -> bool:
        changed = text != self.text
        self.text, self.caret = text, max(0, min(caret, len(text)))
        return changed


def in_view(before: str, room: int) -> str:
    """Return the end of the text before the caret that fits with it into ``room`` cells.

    It is cut in steps of a quarter of the room, so that most keys at the end of a long text repaint one cell.
    """
    while cells(before) >= room:
        before = before[max(1, room // 4) :]
    return before


def typeable(text: str) -> str:
    """Return ``text`` without what no key would type; a tab or a hard space becomes a space."""
    return "".join(" " if each in "\t\xa0" else each for each in text if each == "\t" or not is_bad(each))
