"""A screen that is one form: filled in, handed in by Enter, with everything that is wrong said at its field at once."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from secrets import token_hex
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services.archive import Outcome
from archive_tui.services.describing import BadFields, ChangedMeanwhile
from archive_tui.services.item_form import Ground
from archive_tui.ui.screens.base import FAULTS, WorkScreen
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines, wrapped
from archive_tui.ui.widgets.sheet import Sheet, SheetField
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.describing import field_fault_text, value_text
from archive_tui.wording.faults import fault_text

T = TypeVar("T")
#: How many lines stand beneath the form: what its fields say together, and what the field at the caret takes.
_BELOW = 4


class FormScreen(WorkScreen):
    """The form over the lines beneath it; a subclass says its fields and what to do with their values."""

    AUTO_FOCUS: ClassVar[str | None] = "Sheet"

    def __init__(self) -> None:
        """Start with nothing in the form."""
        super().__init__()
        self.ground: Ground | None = None
        self._filled = self._warned = self._faulty = False
        self._key = token_hex(8)

    # For the forms to say

    @property
    def ready(self) -> bool:
        """Whether what the form is read by is there."""
        return self.ground is not None

    async def prepare(self) -> None:
        """Fetch what the form is read by, again and again; nothing that was typed changes."""
        raise NotImplementedError

    async def beginning(self) -> Mapping[str, str]:
        """Return what the form begins with."""
        return {}

    def fields(self) -> Sequence[SheetField]:
        """Return the fields, in the language spoken now."""
        raise NotImplementedError

    async def hand_in(self, values: Mapping[str, str], key: str) -> Any:
        """Do with the values what the form is for; what is refused says so and gives back None.

        ``key`` stays the same until something was done, so that asking again after a lost answer does nothing twice.
        """
        raise NotImplementedError

    def below(self) -> str:
        """Return what the fields say together, for the line beneath the form."""
        return ""

    def edited(self, field: str) -> None:
        """Follow what was typed into one field."""

    # What the keys do

    async def do_save(self) -> None:
        """Hand the form in."""
        sheet = self.query_one(Sheet)
        if sheet.busy:
            return
        sheet.settle()
        sheet.busy = True
        await self._save()

    async def do_back(self) -> None:
        """Go back, after what is being saved; once more if something typed would be lost."""
        if self.query_one(Sheet).touched and not self._warned:
            self._warned = True
            self.note(_("Esc once more drops what you typed."))
            return
        self.dismiss(None)

    def unfinished(self) -> str | None:
        """Say that a form is not saved."""
        return _("A form is filled in and not saved.") if self.query_one(Sheet).touched else None

    # The work

    @property
    def sheet(self) -> Sheet:
        """The form."""
        return self.query_one(Sheet)

    def body(self) -> ComposeResult:
        """Yield the form, and the lines beneath it."""
        yield Sheet()
        lines = Lines()
        lines.styles.height = _BELOW
        yield lines

    async def load(self) -> None:
        """Fetch what the form is read by, and at first what it begins with."""
        await self.prepare()
        self.speak()
        if not self._filled:
            values = await self.beginning()
            self._filled = True
            self.begin(values)

    def begin(self, values: Mapping[str, str]) -> None:
        """Begin a form with these values."""
        self._key = token_hex(8)
        self.sheet.fill(values)
        self.show_below()

    def speak(self) -> None:
        """Say the frame, the fields and the lines anew."""
        super().speak()
        if self.standing and self.ready:
            self.sheet.set_fields(self.fields())
            self.show_below()

    def show_below(self) -> None:
        """Show the lines beneath the form."""
        self.query_one(Lines).show(self._below)

    @on(Sheet.Submitted)
    def _submitted(self) -> None:
        self.attempt(self._save())

    @on(Sheet.Moved)
    def _moved(self) -> None:
        self.show_below()

    @on(Sheet.Edited)
    def _edited(self, event: Sheet.Edited) -> None:
        if self._warned or self._faulty:
            self._warned = self._faulty = False
            self.note("")  # what was said before is no answer to this
        self.edited(event.field)
        self.show_below()

    async def _save(self) -> None:
        try:
            await self._handed_in()
        finally:
            self.sheet.busy = False

    async def _handed_in(self) -> None:
        self._faulty = True
        try:
            await self.hand_in(self.sheet.values, self._key)
            self._faulty = False
        except BadFields as bad:
            self.sheet.show_faults({each.field: self._fault(each.field, each.code, each.facts) for each in bad.faults})
            self.refuse(fault_text(bad))
        except ChangedMeanwhile as changed:
            self._take_over(changed)
        except FAULTS as fault:
            self.refuse(fault_text(fault))

    def _fault(self, field: str, code: str, facts: Mapping[str, Any]) -> str:
        fitting = self.sheet.fitting(field)
        if len(fitting) > 1:
            names = _(", ").join(each.words for each in fitting[:6])
            return field_fault_text("several", {"text": self.sheet.values[field], "names": names})
        return field_fault_text(code, facts)

    def _take_over(self, changed: ChangedMeanwhile) -> None:
        """Show what somebody else wrote: fields that were not touched follow it, the others say it and stay typed."""
        mine = self.sheet.touched
        told = {}
        for each in changed.changes:
            if each.field in mine:
                now = value_text(each.field, each.now)
                told[each.field] = field_fault_text("now", {"name": changed.by or _("Somebody else"), "now": now})
            else:
                self.sheet.put(each.field, each.now)
        self.rebase(changed.now)
        self.sheet.show_faults(told)
        self.refuse(_("{what} Enter once more writes what stands here now.").format(what=fault_text(changed)))

    def rebase(self, now: Mapping[str, str]) -> None:
        """Take a description as what the form was opened with."""
        self.sheet.rebase(now)

    def _below(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        lines = [Content(""), Content(" ") + shown(self.below(), "$foreground-muted")]
        room = height - len(lines)
        if self.sheet.fault:
            words = wrapped(f"{glyphs.cross} {self.sheet.fault}", width - 2, room)
            return lines + [Content(" ") + shown(each, "$error") for each in words]
        return lines + self._choices(width, room)

    def _choices(self, width: int, room: int) -> list[Content]:
        """Return the choices of the field at the caret, as many as fit; the one chosen stands out."""
        if not self.ready or not self.sheet.field.choices:
            return []
        chosen, lines = self.sheet.chosen(self.sheet.field.id), [Content(" ")]
        offered = self.sheet.fitting(self.sheet.field.id) or self.sheet.field.choices
        for each in offered:
            words = shown(each.words, "bold" if each is chosen else "$foreground-muted")
            if lines[-1].cell_length + 2 + words.cell_length > width - 1 and lines[-1].cell_length > 1:
                lines.append(Content(" "))
            lines[-1] += words + "  "
        at = next((y for y, line in enumerate(lines) if chosen is not None and chosen.words in line.plain), 0)
        start = max(0, min(at, len(lines) - room))
        return lines[start : start + room]

    async def told(self, outcome: Awaitable[Outcome[T]]) -> T | None:
        """Return what an act came to; a refusal is said."""
        done = await outcome
        if done.done is None:
            self.refuse_outcome(done)
        return done.done
