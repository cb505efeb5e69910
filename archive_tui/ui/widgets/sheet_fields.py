"""One field of a sheet and what stands in it: a text, or one of a few choices, found by typing what they begin with."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from archive_tui.ui.widgets.typed_text import TypedText, folded_letters


@dataclass(frozen=True)
class Choice:
    """One of a field's choices: its value, its words, and what else it may be typed by (folded)."""

    value: str
    words: str
    finds: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetField:
    """One field: its ``id``, the words before it, and a hint for the empty line.

    ``tidy`` makes of a text what is meant by it, when the field is left. ``fixed``: shown, and not to be changed.
    ``prose``: words of a paper, whose full-width signs (（）：，) are its own and stay.
    """

    id: str
    prompt: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    tidy: Callable[[str], str] | None = None
    fixed: bool = False
    prose: bool = False


class Cell:
    """What stands in one field now."""

    def __init__(self, field: SheetField) -> None:
        """Start empty."""
        self.field = field
        self.typed = TypedText()
        self.settled: Choice | None = None
        self._given: str | None = None

    @property
    def value(self) -> str:
        """The value of the choice, else what was typed, folded; a text that nobody touched is as it was given."""
        if self.settled is not None:
            return self.settled.value
        if self.typed.text == self._given:
            return self._given.strip()
        return (folded_letters(self.typed.text) if self.field.prose else self.typed.value).strip()

    def put(self, value: str) -> None:
        """Let a value stand there: that of a choice shows its words."""
        self.settled = next((each for each in self.field.choices if each.value == value), None)
        self.typed.put(self.settled.words if self.settled is not None else value)
        self._given = self.typed.text if self.settled is None else None

    def take(self, field: SheetField) -> None:
        """Be the cell of that field from now on, in other words perhaps; what stands there stays."""
        value = self.value
        self.field = field
        if self.settled is not None:
            self.put(value)

    def key(self, key: str, character: str | None) -> bool:
        """Do what a key does here; return whether something else stands there now."""
        if self.field.fixed:
            return False
        if self.settled is None:
            if self.field.choices and not self.typed.text and key in ("left", "right"):
                return self._step(key)
            return self.typed.key(key, character)
        if key in ("left", "right"):
            return self._step(key)
        # Whoever types over a choice means another one.
        if key in ("backspace", "delete", "ctrl+h", "ctrl+u", "ctrl+w", "ctrl+d") or (character and character.strip()):
            self.settled = None
            self.typed.put("")
            self.typed.key(key, character)
            return True
        return False

    def insert(self, text: str) -> bool:
        """Paste a text; return whether something else stands there now."""
        if self.field.fixed:
            return False
        if self.settled is not None:
            self.settled = None
            self.typed.put("")
        return self.typed.insert(text)

    def leave(self) -> bool:
        """Settle on the one choice that was meant, or tidy the text up; return whether something else stands there."""
        before = self.value
        if self.field.choices and self.settled is None and self.typed.text:
            fitting = self.fitting()
            if len(fitting) == 1:
                self.put(fitting[0].value)
        elif self.field.tidy is not None and self.typed.text:
            self.typed.put(self.field.tidy(self.typed.value))
        return self.value != before

    def fitting(self) -> tuple[Choice, ...]:
        """Return the choices that what was typed can mean: those of that very name, else those that begin so."""
        wanted = fold(self.typed.text)
        if self.settled is not None or not wanted:
            return ()
        named = tuple(each for each in self.field.choices if wanted in _names(each))
        begun = tuple(c for c in self.field.choices if any(name.startswith(wanted) for name in _names(c)))
        return named or begun or tuple(c for c in self.field.choices if any(wanted in name for name in _names(c)))

    def _step(self, key: str) -> bool:
        values = self.field.choices
        now = values.index(self.settled) if self.settled in values else (-1 if key == "right" else len(values))
        then = max(0, min(len(values) - 1, now + (1 if key == "right" else -1)))
        self.put(values[then].value)
        return then != now


def fold(text: str) -> str:
    """Return a text as it is compared: width, case, blanks and signs don't matter."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def _names(choice: Choice) -> tuple[str, ...]:
    return (fold(choice.value), fold(choice.words), *choice.finds)
