"""An item's card: what it is, where it is, what became of it; single letters are keys, for nothing is typed here."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.regulation.levels import Kind, State, most_allowed
from archive_tui.regulation.permissions import Act
from archive_tui.services import care, lending
from archive_tui.services.describing import Edited
from archive_tui.services.history import ItemCard, LoanShown, card
from archive_tui.ui.actions import Action
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens import item_acts
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.dialog import Question
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.item_form import EditItemScreen, NewItemScreen, edited_words
from archive_tui.ui.screens.item_words import Told
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines, wrapped
from archive_tui.ui.widgets.rows import Column, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.names import incident_word
from archive_tui.wording.times import due_text

_OF_A_LOAN = frozenset({"recall", "remind", "renew"})


class ItemCardScreen(WorkScreen):
    """The card of one item."""

    SCREEN: ClassVar[str] = "item"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "item_card.tcss"

    def __init__(self, item_id: int) -> None:
        """Take the item's id."""
        super().__init__()
        self._item_id = item_id
        self._told: Told | None = None
        self._entries = False

    def body(self) -> ComposeResult:
        """Yield the facts, and the list of what became of it."""
        yield Lines()
        yield RowList(self._columns())

    async def load(self) -> None:
        """Fetch the card."""
        found = await self.session.look(card, self._item_id)
        self._told = Told(found, self.session.clock.now().utc, self.session.seat.settings.tz)
        self._show_card()

    def place(self) -> str:
        """Return which item it is."""
        return super().place() if self._told is None else f"{super().place()} {self._told.card.item.label}"

    def speak(self) -> None:
        """Say the frame and the card anew."""
        super().speak()
        self._show_card()

    def why_not(self, verb: str) -> str | None:
        """Say what the card itself knows of; the rest is for the regulation."""
        if verb == "back":
            return None
        if self._told is None or self._told.card.item.title is None:
            return _("The title is withheld from you, and with it what can be done here.")
        found = self._told.card
        if verb in _OF_A_LOAN and self._loan is None:
            return _("It is not out.")
        if verb == "gone" and found.item.state in (State.OUT, State.READING):
            return _("It is out: at its return the desk takes down that it is lost.")
        if verb == "volume" and found.volume_id is None:
            return _("It is in no volume.")
        if verb == "close" and not item_acts.open_incidents(found):
            return _("No incident is open on it.")
        if verb == "undo" and self._taken_back is None:
            return _("It has not been taken back.")
        if verb == "ask" and most_allowed(found.item.level) is Kind.NONE:
            return _("Nobody has access to a top-secret paper, whatever the purpose (6.7.3).")
        if verb == "history" and Act.TRAIL not in self.session.seat.acts:
            return _("The entries of the trail are for somebody in another role.")
        return None

    def word_of(self, each: Action) -> str:
        """Say what the key does now."""
        if each.id == "item.gone" and self._told is not None:
            return _("found") if self._told.card.item.state is State.MISSING else _("missing")
        return super().word_of(each)

    # What the keys do

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    @on(RowList.Chosen)
    def do_whole(self) -> None:
        """Say the whole line at the cursor, which may be too long for the list."""
        row = self.query_one(RowList).cursor_row
        if row is not None:
            self.note("  ".join(cell.plain if isinstance(cell, Content) else cell for cell in row.cells))

    def do_history(self) -> None:
        """Show the trail's entries about the item, or its loans, incidents and levels again."""
        self._entries = not self._entries
        self._show_card()

    async def do_edit(self) -> None:
        """Correct the description."""
        done = await self.app.push_screen_wait(EditItemScreen(self._item_id))
        if isinstance(done, Edited):
            self.answer(edited_words(done))

    async def do_copy(self) -> None:
        """File another one like it."""
        await self.app.push_screen_wait(NewItemScreen(self._item_id))

    async def do_new(self) -> None:
        """File new items."""
        await self.app.push_screen_wait(NewItemScreen())

    async def do_gone(self) -> None:
        """Record it as missing, or as found again."""
        done = await item_acts.missing_or_found(self.own_app, self._card.item)
        if done is not None:
            self.answer(done)

    def do_volume(self) -> None:
        """Open the volume that it is in."""
        from archive_tui.ui.screens.volumes import VolumeScreen

        if self._card.volume_id is not None:
            self.app.push_screen(VolumeScreen(self._card.volume_id))

    async def do_raise(self) -> None:
        """Change the level."""
        done = await item_acts.change_level(self.own_app, self._card.item)
        if done is None:
            return
        told = [_("The level is changed.")]
        if done.recall_id is not None:
            told.append(_("It is recalled at once."))
        if done.voided:
            told.append(ngettext("{count} approval is void.", "{count} approvals are void.", done.voided).format(
                count=done.voided))  # fmt: skip
        if done.owed:
            told.append(_("The original is owed."))
        self.answer(" ".join(told))

    async def do_ask(self) -> None:
        """Make out a loan application for oneself."""
        label = await item_acts.ask_for(self.own_app, self._card.item)
        if label is not None:
            self.answer(_("Application {form} is under way; it waits for its signatures.").format(form=label))

    async def do_recall(self) -> None:
        """Call the item back."""
        loan = self._loan
        if loan is not None and await item_acts.recall(self.own_app, self._card.item, loan):
            self.answer(_("Recalled from {name}.").format(name=loan.borrower))

    async def do_remind(self) -> None:
        """Write a reminder."""
        if (loan := self._loan) is None:
            return
        outcome = await self.session.act(care.remind, loan.loan_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        self.answer(_("Reminder {count} for {name} is recorded.").format(count=outcome.done, name=loan.borrower))

    async def do_renew(self) -> None:
        """Renew the loan, after a question."""
        if (loan := self._loan) is None:
            return
        words = _("{label} for {name}, another term from today").format(label=self._card.item.label, name=loan.borrower)
        if not await self.app.push_screen_wait(Question(_("Renew the loan"), words, enter=_("renew"))):
            return
        outcome = await self.session.act(lending.renew, loan.loan_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        due = due_text(outcome.done.due_at, self.session.clock.now().utc, self.session.seat.settings.tz)
        self.answer(_("Renewed, due {due}.").format(due=due))

    async def do_incident(self) -> None:
        """Record an incident."""
        kind = await item_acts.open_incident(self.own_app, self._card.item)
        if kind is not None:
            self.answer(_("Recorded: {incident}.").format(incident=incident_word(kind)))

    async def do_undo(self) -> None:
        """Undo a return that was none."""
        loan = self._taken_back
        if loan is not None and await item_acts.unreturn(self.own_app, self._card.item, loan):
            self.answer(_("It is still with {name}: the loan goes on.").format(name=loan.borrower))

    async def do_close(self) -> None:
        """Close an open incident."""
        if await item_acts.close_incident(self.own_app, self._card):
            self.answer(_("The incident is closed."))

    # What is shown

    @property
    def _card(self) -> ItemCard:
        assert self._told is not None
        return self._told.card

    @property
    def _loan(self) -> LoanShown | None:
        """The loan that is running, if any."""
        loans = self._told.card.loans if self._told is not None else ()
        return next((each for each in loans if each.returned_at is None), None)

    @property
    def _taken_back(self) -> LoanShown | None:
        """The latest loan, if it has come back by a return."""
        latest = next(iter(self._told.card.loans if self._told is not None else ()), None)
        return None if latest is None or latest.returned_at is None or latest.reversed else latest

    def _show_card(self) -> None:
        if not self.is_mounted or self._told is None:
            return
        lines = self.query_one(Lines)
        lines.styles.height = len(self._compose_lines(self.size.width, 0, self.own_app.glyphs))
        lines.show(self._compose_lines)
        rows = self.query_one(RowList)
        rows.set_columns(self._columns())
        rows.set_empty(_("Nothing is recorded yet."))
        listed = self._told.entries(self.own_app.glyphs.cross) if self._entries else self._told.history()
        rows.set_source(GivenRows(listed), rows.cursor_key)
        rows.display = self._told.card.item.title is not None

    def _compose_lines(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        if self._told is None:
            return []
        title = self._told.card.item.title or _("(title withheld)")
        heading = [Content(" ") + shown(each, "bold") for each in wrapped(title, width - 2, 3)]
        return [
            *heading,
            Content(""),
            *fact_lines([each for each in self._told.facts() if each[1]], width),
            Content(""),
        ]

    def _columns(self) -> list[Column]:
        at = Column("at", lambda: pgettext("column", "When"), 16)
        what = Column("what", lambda: pgettext("column", "What"), Share())
        if self._entries:
            return [at, Column("who", lambda: pgettext("column", "Who"), 10), what]
        return [at, Column("kind", lambda: "", 9), what]
