"""A form of client files: what is wrong is said at its field, and what it comes to stands beneath while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services.archive import BadInput, NotThere
from archive_tui.ui.screens.form_screen import FormScreen
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.lines import Lines, wrapped
from archive_tui.ui.widgets.sheet import Sheet
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text


class CreditForm(FormScreen):
    """The fields, at most so many lines, over the lines beneath them."""

    #: How many lines the fields take, where there is room for them.
    ROWS: ClassVar[int] = 13
    #: How many lines stay beneath them at least.
    BENEATH: ClassVar[int] = 8
    #: At which field a fault of the service is said, by its code.
    FIELD_OF: ClassVar[Mapping[str, str]] = {}

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._read = False

    # For the forms to say

    async def read(self) -> None:
        """Fetch what the form is read by."""
        raise NotImplementedError

    async def take(self, typed: TypedFields) -> None:
        """Read the fields, and do what the form is for unless ``typed`` has faults."""
        raise NotImplementedError

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return the lines beneath the fields."""
        return ()

    # The work

    @property
    def ready(self) -> bool:
        """Whether what the form is read by is there."""
        return self._read

    @property
    def today(self) -> date:
        """The day, in the archive's zone."""
        return self.session.clock.now().utc.astimezone(self.session.seat.settings.tz).date()

    async def prepare(self) -> None:
        """Fetch what the form is read by."""
        await self.read()
        self._read = True

    def body(self) -> ComposeResult:
        """Yield the fields, and the lines that take the rest of the screen."""
        yield Sheet()
        lines = Lines()
        lines.styles.height = "1fr"
        yield lines

    def on_mount(self) -> None:
        """Give the fields their lines."""
        super().on_mount()
        self._share_out(self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Give the fields their lines anew."""
        self._share_out(event.size.height)

    def _share_out(self, height: int) -> None:
        """Let faults have room of their own where the screen is high enough; else the fields scroll."""
        self.sheet.styles.height = min(self.ROWS + 6, max(height - 3 - self.BENEATH, 6))

    async def hand_in(self, values: Mapping[str, str], key: str) -> Any:
        """Take what was typed; a fault of a field goes to its field, and everything stays typed."""
        typed = TypedFields(values, self.today)
        try:
            await self.take(typed)
        except (BadInput, NotThere) as fault:
            code = fault.code if isinstance(fault, BadInput) else "not_there"
            if (field := self.FIELD_OF.get(code)) is None:
                raise
            typed.faults[field] = fault_text(fault)
        if typed.faults:
            self.sheet.show_faults(typed.faults)
            self.refuse(fault_text(BadInput("fields")))

    def _below(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        if not self.ready:
            return []
        lines: list[Content] = []
        if self.sheet.fault:
            lines += [
                Content(" ") + shown(each, "$error")
                for each in wrapped(f"{glyphs.cross} {self.sheet.fault}", width - 2, 2)
            ]
        elif self.sheet.field.choices:
            lines += self._choices(width, 1)
        return [*lines, *self.beneath(width, height - len(lines), glyphs)]

    def nothing_to_change(self) -> str | None:
        """Return why a form that begins with what is there has nothing to save; None where it has."""
        return None if self.sheet.touched else _("Nothing was changed.")
