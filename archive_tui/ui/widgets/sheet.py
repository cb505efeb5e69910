"""A sheet: a form of many fields, a line each, with what is wrong beneath its field; it scrolls where it must.

Enter hands the whole sheet in from any field, Tab and the arrows move. While it is busy keys wait, in their order: who
types the next title before the last one is on disk loses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from archive_tui.showing import cells, visible
from archive_tui.ui.theme import glyphs_of
from archive_tui.ui.widgets.sheet_fields import Cell, Choice, SheetField
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.ui.widgets.strips import changed_cells, strip_of
from archive_tui.ui.widgets.typed_text import in_view, left_to_bindings

__all__ = ["Choice", "Sheet", "SheetField"]

_GAP = 2
_MOVES = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}


class Sheet(Widget, can_focus=True):
    """The fields of one sheet."""

    DEFAULT_CSS = """
    Sheet {
        height: 1fr;
        width: 1fr;
        padding: 1 1 0 1;
        color: $foreground;
        & > .sheet--prompt { color: $foreground-muted; }
        & > .sheet--fault { color: $error; }
        & > .sheet--caret {
            background: $input-cursor-background;
            color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
        & > .sheet--chosen {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--prompt", "sheet--fault", "sheet--caret", "sheet--chosen"}

    class Submitted(Message):
        """Enter: the sheet is handed in."""

    class Edited(Message):
        """Something else stands in the field ``field`` now."""

        def __init__(self, field: str) -> None:
            """Say which field."""
            super().__init__()
            self.field = field

    class Moved(Message):
        """The caret is in another field."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start without fields."""
        super().__init__(id=id)
        self._cells: dict[str, Cell] = {}
        self._faults: dict[str, str] = {}
        self._base: dict[str, str] = {}
        self._at, self._top = 0, 0
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._busy = self._after_return = False
        self._drawn: list[Strip] = []

    # For the screen

    def set_fields(self, fields: Sequence[SheetField]) -> None:
        """Show these fields; what stands in those that were there stays."""
        kept = self._cells
        self._cells = {}
        for each in fields:
            self._cells[each.id] = kept.get(each.id) or Cell(each)
            self._cells[each.id].take(each)
        self._at = min(self._at, max(0, len(self._cells) - 1))
        self._redraw()

    def fill(self, values: Mapping[str, str]) -> None:
        """Begin anew with these values, the caret in the first field; nothing counts as typed yet."""
        for name, cell in self._cells.items():
            cell.put(values.get(name, ""))
        self._faults, self._base = {}, self.values
        self._at = 0
        self._redraw()

    def put(self, field: str, value: str) -> None:
        """Let a value stand in one field."""
        self._cells[field].put(value)
        self._faults.pop(field, None)
        self._redraw()

    def rebase(self, values: Mapping[str, str]) -> None:
        """Let these values count as those that the sheet began with."""
        self._base = {**self._base, **values}

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: cell.value for name, cell in self._cells.items()}

    @property
    def touched(self) -> set[str]:
        """The fields in which something else stands than at the beginning."""
        return {name for name, value in self.values.items() if value != self._base.get(name, "")}

    @property
    def field(self) -> SheetField:
        """The field where the caret is."""
        return self._cell.field

    @property
    def fault(self) -> str:
        """What is wrong with the field where the caret is."""
        return self._faults.get(self.field.id, "")

    def fitting(self, field: str) -> tuple[Choice, ...]:
        """Return the choices that fit what was typed into a field, where it isn't settled."""
        return self._cells[field].fitting()

    def chosen(self, field: str) -> Choice | None:
        """Return the choice that a field is settled on."""
        return self._cells[field].settled

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong at each field, and go to the first of them."""
        self._faults = {name: words for name, words in faults.items() if name in self._cells}
        wrong = next((i for i, name in enumerate(self._cells) if name in self._faults), None)
        if wrong is not None:
            self._at = wrong
        self._redraw()
        self.post_message(self.Moved())

    @property
    def busy(self) -> bool:
        """Whether keys wait."""
        return self._busy

    @busy.setter
    def busy(self, busy: bool) -> None:
        self._busy = busy
        while self._waiting and not self._busy:
            event = self._waiting.popleft()
            if isinstance(event, events.Key):
                self._key(event)
            else:
                self._paste(event)

    # Keys

    async def _on_key(self, event: events.Key) -> None:
        if left_to_bindings(event.key) and event.key not in _MOVES:
            return
        event.stop()
        event.prevent_default()
        if self._busy:
            self._waiting.append(event)
        elif self._cells:
            self._key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self._busy:
            self._waiting.append(event)
        elif self._cells:
            self._paste(event)

    def _paste(self, event: events.Paste) -> None:
        self._edited(self._cell.insert(event.text.partition("\n")[0].rstrip("\r")))

    def _key(self, event: events.Key) -> None:
        key = event.key
        after_return, self._after_return = self._after_return, key == "enter"
        if key == "ctrl+j" and after_return:
            return  # the second half of one line end
        if key in ("enter", "ctrl+j"):
            self.settle()
            self.busy = True
            self.post_message(self.Submitted())
        elif key in _MOVES:
            self.settle()
            self._at = (self._at + _MOVES[key]) % len(self._cells)
            self.post_message(self.Moved())
        elif key in ("pageup", "pagedown", "ctrl+home", "ctrl+end"):
            self.settle()
            self._at = 0 if key in ("pageup", "ctrl+home") else len(self._cells) - 1
            self.post_message(self.Moved())
        else:
            self._edited(self._cell.key(key, event.character))
        self._redraw()

    def settle(self) -> None:
        """Take what was typed into this field for what it means, as when it is left."""
        self._edited(self._cell.leave())

    @property
    def _cell(self) -> Cell:
        return list(self._cells.values())[self._at]

    def _edited(self, changed: bool) -> None:
        if changed:
            self._faults.pop(self._cell.field.id, None)
            self.post_message(self.Edited(self._cell.field.id))
        self._redraw()

    # The lines

    def render_line(self, y: int) -> Strip:
        """Return a line as it was last drawn."""
        if not self._drawn:
            self._drawn = self._draw()
        return self._drawn[y] if y < len(self._drawn) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw everything anew in the new style."""
        super().notify_style_update()
        self._drawn = []
        self.refresh()

    def _on_resize(self, event: events.Resize) -> None:
        self._drawn = []
        self.refresh()

    def _on_focus(self, event: events.Focus) -> None:
        self._redraw()

    def _on_blur(self, event: events.Blur) -> None:
        self._redraw()

    def _redraw(self) -> None:
        """Repaint the cells that changed, and no others: a key press is a few bytes on the line."""
        if not self.is_attached or not self.size or not self._drawn:
            return
        before, self._drawn = self._drawn, self._draw()
        for y, (old, new) in enumerate(zip(before, self._drawn, strict=False)):
            if (span := changed_cells(old, new)) is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))
        if len(before) != len(self._drawn):
            self.refresh()

    def _draw(self) -> list[Strip]:
        width, height = self.content_size
        lines = list(self._lines(width))
        here = next((y for y, (index, _) in enumerate(lines) if index == self._at), 0)
        last = max(y for y, (index, _) in enumerate(lines) if index == self._at) if lines else 0
        self._top = max(min(self._top, here), last - height + 1, 0)
        self._top = max(0, min(self._top, len(lines) - height))
        if self.has_focus and lines:
            self._place_caret(here - self._top, width)
        drawn = [strip_of(line, width, self.visual_style, self._get_style) for _, line in lines]
        blank = Strip.blank(width, self.visual_style.rich_style)
        return [*drawn, *[blank] * height][self._top : self._top + height]

    def _lines(self, width: int) -> Iterator[tuple[int, Content]]:
        """Yield every line with the place of its field: the field, and what is wrong with it beneath."""
        glyphs = glyphs_of(self.app)
        for index, (name, cell) in enumerate(self._cells.items()):
            lead = fit(shown(cell.field.prompt), self._lead - _GAP, "") + " " * _GAP
            yield (
                index,
                lead.stylize(self.get_visual_style("sheet--prompt"))
                + self._words(cell, width - self._lead, here=index == self._at and self.has_focus),
            )
            if name in self._faults:
                words = shown(f"{glyphs.cross} {self._faults[name]}")
                fault = fit(words, max(1, width - self._lead - 1), glyphs.ellipsis)
                yield index, Content(" " * (self._lead + 1)) + fault.stylize(self.get_visual_style("sheet--fault"))

    @property
    def _lead(self) -> int:
        return max((cells(visible(cell.field.prompt)) for cell in self._cells.values()), default=0) + _GAP

    def _words(self, cell: Cell, room: int, *, here: bool) -> Content:
        glyphs, muted = glyphs_of(self.app), self.get_visual_style("sheet--prompt")
        if cell.field.fixed:
            return (Content(" ") + shown(cell.typed.text)).stylize(muted)
        if cell.settled is not None:
            words = shown(f" {cell.settled.words} " if here else f" {cell.settled.words}")
            words = fit(words, min(room, words.cell_length), glyphs.ellipsis)
            return words.stylize(self.get_visual_style("sheet--chosen")) if here else words
        before, rest = self._before(cell, room), cell.typed.text[cell.typed.caret :]
        hint = shown(cell.field.hint) if cell.field.hint and not cell.typed.text else Content("")
        if not here:
            start = fit(shown(cell.typed.text), min(room - 1, cells(visible(cell.typed.text))), glyphs.ellipsis)
            return Content(" ") + start + hint.stylize(muted)
        caret = shown(rest[:1] or " ").stylize(self.get_visual_style("sheet--caret"))
        fitting = "  ".join(each.words for each in cell.fitting()[:4])
        found = shown(f"  {glyphs.cursor} {fitting}" if fitting else "").stylize(muted)
        return Content(" ") + shown(before) + caret + hint.stylize(muted) + shown(rest[1:]) + found

    def _before(self, cell: Cell, room: int) -> str:
        return in_view(cell.typed.text[: cell.typed.caret], room - 1)

    def _place_caret(self, y: int, width: int) -> None:
        """Put the terminal's own (hidden) cursor where input methods open their window."""
        x = self._lead + 1
        if self._cell.settled is None:
            x += cells(self._before(self._cell, width - self._lead))
        self.app.cursor_position = self.content_region.offset + Offset(min(x, width - 1), y)
