"""The desk's acts on the row of the board under the cursor, and on the reading room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from archive_tui.services import care, lending
from archive_tui.services.archive import Outcome
from archive_tui.services.board import BoardRow, closing_list
from archive_tui.ui.screens import desk_board
from archive_tui.ui.screens.desk_base import DeskBase
from archive_tui.ui.screens.desk_words import incident_choices, title_of
from archive_tui.ui.screens.dialog import Dialog, Panel
from archive_tui.ui.slip import Return, Said, Step
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext
from archive_tui.wording.times import date_text, left_text, time_text

_PAPER = 60


class Paper(Panel[None]):
    """Words to be read, or copied with the terminal's own selection."""

    BINDINGS: ClassVar = [("enter", "back", "")]

    def __init__(self, title: str, paragraphs: Sequence[str | Content]) -> None:
        """Take the title and the paragraphs."""
        super().__init__(title)
        self._paragraphs = tuple(paragraphs)

    def body(self) -> ComposeResult:
        """Yield the paragraphs, each from a line of its own."""
        lines = [
            each
            for part in self._paragraphs
            for each in ([part] if isinstance(part, Content) else map(shown, wrapped(part, _PAPER)))
        ]
        yield Static(Content("\n").join(lines), id="lines")


class BoardActs(DeskBase):
    """What keys do with the board's row under the cursor."""

    def why_not_board(self, verb: str) -> str | None:
        """Return why an act on the board's row can't be done now."""
        if verb in ("back", "remind", "recall", "renew", "incident", "history") and self.board_row is None:
            return _("Nothing is out.")
        if verb == "recall" and self.board_row is not None and self.board_row.recalled:
            return _("It has been recalled already.")
        return None

    async def do_back(self) -> None:
        """Put the item in the row on the slip as coming back."""
        row = self.row()
        index = self.slip.open_line_of(row.item.id)
        slip = self.slip.plus(Return(row.item)) if index is None else replace(self.slip, current=index)
        await self.take(Step(slip, Said("coming", {"code": row.item.label, "name": row.borrower})))

    async def do_remind(self) -> None:
        """Record a reminder, and show its words."""
        row = self.row()
        outcome = await self.session.act(care.remind, row.loan_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        words = desk_board.reminder(row, outcome.done, now, tz)
        text = ngettext("{name} was reminded", "{name} was reminded, {count} times by now", outcome.done)
        self.answer(text.format(name=row.borrower, count=outcome.done) + ".")
        await self.ask(Paper(_("Reminder"), words))

    async def do_recall(self) -> None:
        """Call the item back before it is due."""
        row = self.row()

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(care.recall, row.loan_id, values["reason"])

        panel = Dialog(
            _("Recall"), [Field("reason", _("Reason"), optional=True)], submit, lines=_about(row), enter=_("recall")
        )
        if await self.ask(panel) is not None:
            self.answer(_("{code} is recalled from {name}.").format(code=row.item.label, name=row.borrower))

    async def do_renew(self) -> None:
        """Renew the loan for another term."""
        row = self.row()
        outcome = await self.session.act(lending.renew, row.loan_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        due = date_text(outcome.done.due_at, self.session.seat.settings.tz)
        self.answer(_("{code} is renewed until {due}.").format(code=row.item.label, due=due))

    async def do_incident(self) -> None:
        """Record an incident on the item in the row."""
        row = self.row()

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(care.open_incident, row.item.id, values["incident"], values["note"])

        fields = [
            Field("incident", _("Incident"), choices=incident_choices()),
            Field("note", _("Note"), optional=True),
        ]
        panel = Dialog(_("Incident"), fields, submit, lines=_about(row), enter=_("record"))
        if await self.ask(panel) is not None:
            self.answer(_("An incident on {code} is recorded.").format(code=row.item.label))

    def do_history(self) -> None:
        """Open the card of the item in the row."""
        from archive_tui.ui.screens.item_card import ItemCardScreen

        self.app.push_screen(ItemCardScreen(self.row().item.id))

    async def do_room(self) -> None:
        """List what is still being read, for closing the room."""
        rows = await self.session.look(closing_list)
        if not rows:
            self.answer(_("Nothing is being read: the room can be closed."))
            return
        count = ngettext("{count} item has not come back", "{count} items have not come back", len(rows))
        tz = self.session.seat.settings.tz
        lines = [
            _("{code}  {name}, since {time}: {title}").format(
                code=row.item.label, name=row.borrower, time=time_text(row.out.utc, tz), title=title_of(row.item)[0]
            )
            for row in rows
        ]
        await self.ask(Paper(_("Closing the room"), [count.format(count=len(rows)), *lines]))

    def row(self) -> BoardRow:
        """Return the row under the cursor; ``why_not`` has seen to it that there is one."""
        row = self.board_row
        assert row is not None
        return row


def _about(row: BoardRow) -> list[str]:
    with_whom = _("with {name}, {left}").format(name=row.borrower, left=left_text(row.left))
    return [f"{row.item.label}  {title_of(row.item)[0]}", with_whom]
