"""The desk (F2): one scan line for everything, the ruling before the act, and the clock board below."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from archive_tui.services import finding
from archive_tui.services.finding import Meaning
from archive_tui.ui import slip_keys, slip_scans
from archive_tui.ui.actions import Action
from archive_tui.ui.actions import desk as desk_actions
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.desk_board_acts import BoardActs
from archive_tui.ui.screens.desk_choices import choice_columns, choice_rows
from archive_tui.ui.screens.desk_lines import enter_word
from archive_tui.ui.screens.desk_menu import ActMenu, Offer
from archive_tui.ui.screens.desk_slip_acts import SlipActs
from archive_tui.ui.screens.desk_work import forms_kinds
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.slip import Step
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _, ngettext


class DeskScreen(SlipActs, BoardActs):
    """Scans are queued and handled one by one, in order; each knows when it came, for double scans."""

    SCREEN: ClassVar[str] = "desk"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing typed."""
        super().__init__()
        self._warned_of = ""

    def on_mount(self) -> None:
        """Say everything."""
        super().on_mount()
        self.speak()

    @on(ScanLine.Submitted)
    def _submitted(self, event: ScanLine.Submitted) -> None:
        self.attempt(self._scanned(event.value.strip(), self.session.clock.now().boot_ns / 1e9))

    async def _scanned(self, text: str, at: float) -> None:
        if not text:
            await self._empty_enter()
        elif slip_scans.is_double(self.slip, text, at):
            await self.take(slip_scans.double(self.slip, text, at))
        else:
            meaning = await self.session.look(finding.meaning_of, text, self.slip.eyes)
            a_card = meaning.person is not None and meaning.person.card == text
            if slip_scans.is_count(self.slip, text) and not a_card:
                await self.take(slip_scans.count(self.slip, text))
            else:
                await self._means(meaning, at)

    async def _means(self, meaning: Meaning, at: float) -> None:
        kinds = await forms_kinds(self.session, meaning)
        await self.take(slip_scans.scan(self.slip, meaning, at, kinds))

    async def _empty_enter(self) -> None:
        choices = self.query_one("#choices", RowList)
        if self.slip.choices is None:
            await self.take(slip_keys.enter(self.slip))
            return
        meaning = slip_scans.picked(self.slip, choices.cursor_index)
        if meaning is not None:
            await self._means(meaning, self.session.clock.now().boot_ns / 1e9)

    async def take(self, step: Step) -> None:
        """Put a step on the screen; where a text means several things, they are listed for the arrows."""
        before = self.slip.choices
        await super().take(step)
        if self.slip.choices is before:
            return
        scan, choices = self.query_one("#scan", ScanLine), self.query_one("#choices", RowList)
        self.set_class(self.slip.choices is not None, "-choosing")
        if self.slip.choices is None:
            scan.target = self.query_one("#board", RowList)
            return
        choices.set_columns(choice_columns())
        choices.set_source(GivenRows(choice_rows(self.slip.choices)))
        scan.target = choices

    def do_enter(self) -> None:
        """Do what Enter in the empty scan line does."""
        self.attempt(self._scanned("", 0.0))

    def serve(self, label: str) -> None:
        """Take a form's label as if it had been scanned."""
        self.attempt(self._scanned(label, self.session.clock.now().boot_ns / 1e9))

    def do_work(self) -> None:
        """Open the lists of what is open."""
        self.own_app.action_act("everywhere.work")

    again = do_work

    async def do_clear(self) -> None:
        """Go back one step."""
        scan = self.query_one("#scan", ScanLine)
        if scan.value and scan.value != self._warned_of:
            self._warned_of = scan.value
            self.note(_("Esc once more clears what is typed."))
        elif scan.value:
            scan.clear()
            self.note("")
        elif self.slip.empty and self.has_class("-banner"):
            self.show_banner("")
        else:
            await self.take(slip_keys.step_back(self.slip))

    async def do_acts(self) -> None:
        """Open the menu of acts, and do what is chosen."""
        chosen = await self.ask(ActMenu(self._offers()))
        if chosen is not None:
            doing = getattr(self, f"do_{chosen.partition('.')[2]}")()
            if doing is not None:
                await doing

    def _offers(self) -> list[Offer]:
        line, row = self.slip.line, self.board_row
        groups = [
            (desk_actions.OF_SLIP, line.item.label if line else None),
            (desk_actions.OF_BOARD, f"{row.item.label}  {row.borrower}" if row else None),
            (desk_actions.OF_ROOM, ""),
        ]
        offers = [
            Offer(act, about, self.why_not(act.verb))
            for acts, about in groups
            if about is not None
            for act in acts
            if self.may_use(act)
        ]
        # On the slip only what its item allows: the menu is short, and what is not there has no meaning there.
        return [each for each in offers if each.act not in desk_actions.OF_SLIP or each.why_not is None]

    def why_not(self, verb: str) -> str | None:
        """Return why an act can't be done now."""
        if verb == "enter" and self.slip.empty:
            return _("Scan a card, a label or a form first.")
        if verb == "clear" and self.slip.empty and not (self.has_class("-banner") or self._typed):
            return _("The desk is clear.")
        return self.why_not_slip(verb) or self.why_not_board(verb)

    def word_of(self, each: Action) -> str:
        """Return an act's word; Enter says what it will do."""
        if each is desk_actions.ENTER and not self.slip.empty:
            return _("choose") if self.slip.choices else enter_word(self.slip)
        return super().word_of(each)

    @property
    def _typed(self) -> str:
        return self.query_one("#scan", ScanLine).value

    def unfinished(self) -> str | None:
        """Say that something on the slip has been neither handed over nor taken back."""
        if not (self.slip.ready or self.slip.coming):
            return None
        count = len(self.slip.ready) + len(self.slip.coming)
        text = ngettext("{count} item on the slip isn't done yet.", "{count} items on the slip aren't done yet.", count)
        return text.format(count=count)
