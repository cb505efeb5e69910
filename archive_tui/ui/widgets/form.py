"""A few fields under one another in one widget: texts, PINs, choices; what is typed ahead stays in order.

One widget and not several: a key that moves to the next field takes effect before the next key of the same packet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from archive_tui.showing import cells, visible
from archive_tui.ui.theme import glyphs_of
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.ui.widgets.strips import strip_of
from archive_tui.ui.widgets.typed_text import TypedText, in_view, left_to_bindings

_GAP = 2


@dataclass(frozen=True)
class Field:
    """One field: its ``id`` and the words before it.

    ``masked`` hides what is typed. ``offers`` are texts that Up and Down put into the field. With ``choices`` (value
    and words) it is no text: one of them is chosen by Up, Down or its digit. ``optional``: may stay empty.
    """

    id: str
    prompt: str
    value: str = ""
    masked: bool = False
    optional: bool = False
    hint: str = ""
    offers: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


class Form(Widget, can_focus=True):
    """The fields; Tab and Enter go to the next, Enter in the last one hands all of them in."""

    DEFAULT_CSS = """
    Form {
        height: auto;
        width: 1fr;
        color: $foreground;
        & > .form--prompt { color: $foreground-muted; }
        & > .form--caret {
            background: $input-cursor-background;
            color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
        & > .form--chosen {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"form--prompt", "form--caret", "form--chosen"}

    class Submitted(Message):
        """Enter in the last field: ``values`` by the fields' ids, folded."""

        def __init__(self, values: Mapping[str, str]) -> None:
            """Say what was typed and chosen."""
            super().__init__()
            self.values = values

    class Missing(Message):
        """Enter in the last field while ``field``, where the caret is now, is still empty."""

        def __init__(self, field: Field) -> None:
            """Say which field it is."""
            super().__init__()
            self.field = field

    class Edited(Message):
        """Something was typed or chosen."""

    def __init__(self, fields: Sequence[Field], *, id: str | None = None) -> None:
        """Take the fields, at least one; the caret starts in the first choice or empty field."""
        super().__init__(id=id)
        self.busy = False
        self._fields: tuple[Field, ...] = ()
        self._typed: dict[str, TypedText] = {}
        self.set_fields(fields)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Show other fields; what was typed into those with the same id stays."""
        typed = {each.id: self._typed[each.id].text for each in self._fields}
        self._fields = tuple(fields)
        self._typed = {each.id: TypedText(typed.get(each.id) or _start(each)) for each in fields}
        to_fill = (i for i, each in enumerate(fields) if each.choices or not self._typed[each.id].text)
        self._at = next(to_fill, 0)
        self.refresh(layout=True)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, folded."""
        return {id: typed.value for id, typed in self._typed.items()}

    @property
    def touched(self) -> bool:
        """Whether a person would lose something typed: masked fields don't count."""
        return any(self._typed[each.id].text != _start(each) for each in self._fields if not each.masked)

    def empty(self, field_id: str) -> None:
        """Empty one field and go there."""
        self._typed[field_id].put("")
        self.go_to(field_id)

    def go_to(self, field_id: str) -> None:
        """Put the caret into a field."""
        self._at = next(i for i, each in enumerate(self._fields) if each.id == field_id)
        self.refresh()

    async def _on_key(self, event: events.Key) -> None:
        key, field = event.key, self._fields[self._at]
        if left_to_bindings(key) and key not in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()
        if key in ("enter", "tab", "ctrl+j"):
            self._on(submit=key != "tab")
        elif key == "shift+tab":
            self._at = (self._at - 1) % len(self._fields)
        elif field.choices:
            self._choose(field, key, event.character)
        elif key in ("up", "down"):
            self._up_or_down(field, -1 if key == "up" else 1)
        elif self._typed[field.id].key(key, event.character):
            self.post_message(self.Edited())
        self.refresh()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        field = self._fields[self._at]
        if not field.choices and self._typed[field.id].insert(event.text.partition("\n")[0].rstrip("\r")):
            self.post_message(self.Edited())
            self.refresh()

    def _on(self, *, submit: bool) -> None:
        last = self._at == len(self._fields) - 1
        if not (submit and last):
            self._at = (self._at + 1) % len(self._fields)
            return
        if self.busy:
            return
        for index, each in enumerate(self._fields):
            if not each.optional and not self._typed[each.id].value.strip():
                self._at = index
                self.post_message(self.Missing(each))
                return
        self.post_message(self.Submitted(self.values))

    def _choose(self, field: Field, key: str, character: str | None) -> None:
        values = [value for value, _ in field.choices]
        now = values.index(self._typed[field.id].text)
        if key in ("up", "down"):
            now = max(0, min(len(values) - 1, now + (-1 if key == "up" else 1)))
        elif character and character.isdecimal() and 0 < int(character) <= len(values):
            now = int(character) - 1
        else:
            return
        if self._typed[field.id].put(values[now]):
            self.post_message(self.Edited())

    def _up_or_down(self, field: Field, step: int) -> None:
        typed = self._typed[field.id]
        if not field.offers:
            self._at = (self._at + step) % len(self._fields)
            return
        now = field.offers.index(typed.text) if typed.text in field.offers else (-1 if step > 0 else 0)
        if typed.put(field.offers[(now + step) % len(field.offers)]):
            self.post_message(self.Edited())

    # The lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for each text and for each choice."""
        return sum(max(1, len(each.choices)) for each in self._fields)

    def render_line(self, y: int) -> Strip:
        """Draw one line: a text with its prompt, or one choice."""
        for index, field in enumerate(self._fields):
            height = max(1, len(field.choices))
            if y < height:
                return self._line(field, y, here=index == self._at and self.has_focus)
            y -= height
        return Strip.blank(self.size.width, self.rich_style)

    def _line(self, field: Field, row: int, *, here: bool) -> Strip:
        width = max(cells(visible(each.prompt)) for each in self._fields)
        prompt = fit(shown(field.prompt if row == 0 else ""), width, "", right=False)
        line = prompt.stylize(self.get_visual_style("form--prompt")) + " " * _GAP
        room = max(1, self.size.width - width - _GAP)
        if field.choices:
            value, words = field.choices[row]
            line += self._choice(f"{row + 1} {words}", chosen=value == self._typed[field.id].text, here=here)
        else:
            line += self._text(field, room, here=here)
            if here:
                self._place_caret(width + _GAP + cells(self._before(field, room)), field)
        return strip_of(line, self.size.width, self.visual_style, self._get_style)

    def _choice(self, words: str, *, chosen: bool, here: bool) -> Content:
        glyphs = glyphs_of(self.app)
        text = shown(f"{glyphs.cursor if chosen else ' '} {words} ")
        return text.stylize(self.get_visual_style("form--chosen")) if chosen and here else text

    def _text(self, field: Field, room: int, *, here: bool) -> Content:
        typed = self._typed[field.id]
        before, rest = self._before(field, room), _looks(field, typed.text[typed.caret :])
        hint = shown(field.hint) if field.hint and not typed.text else Content("")
        hint = hint.stylize(self.get_visual_style("form--prompt"))
        if not here:
            return shown(before + rest) + hint
        caret = shown(rest[:1] or " ").stylize(self.get_visual_style("form--caret"))
        return shown(before) + caret + hint + shown(rest[1:])

    def _before(self, field: Field, room: int) -> str:
        typed = self._typed[field.id]
        return in_view(_looks(field, typed.text[: typed.caret]), room)

    def _place_caret(self, x: int, field: Field) -> None:
        """Put the terminal's own (hidden) cursor where input methods open their window."""
        above = self._fields[: self._fields.index(field)]
        y = sum(max(1, len(each.choices)) for each in above)
        self.app.cursor_position = self.content_region.offset + Offset(x, y)


def _start(field: Field) -> str:
    return field.value or (field.choices[0][0] if field.choices else "")


def _looks(field: Field, text: str) -> str:
    return "*" * len(text) if field.masked else text
