"""The open work: what was called back, what is wrong, what is owed, and the forms on their way, each with its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.regulation.permissions import Act
from archive_tui.services import care, open_work, signing
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.open_work import OpenIncident, RecallShown
from archive_tui.ui.actions import Action
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.desk_words import title_of
from archive_tui.ui.screens.dialog import Dialog, Question
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.open_work_lines import (
    NAMES,
    Work,
    columns,
    details,
    empty_words,
    form_of,
    item_of,
    key_of,
    list_word,
    row_of,
    title,
)
from archive_tui.ui.screens.tabs import Tab, tab_line
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.wording import _, ngettext
from archive_tui.wording.names import incident_word

_READ_BY: Mapping[str, Callable[[Archive, Actor], Sequence[Work]]] = {
    "recalls": open_work.recalls,
    "incidents": open_work.incidents,
    "originals": open_work.originals_owed,
    "fetch": open_work.to_fetch,
    "others": open_work.with_others,
}
#: In which lists an act has its place; all others are everywhere.
_ACTS = {
    "remind": ("recalls",), "close": ("incidents",), "edit": ("originals",), "withdraw": ("fetch", "others"),
}  # fmt: skip


def _all_lists(archive: Archive, actor: Actor) -> dict[str, Sequence[Work]]:
    return {name: read(archive, actor) for name, read in _READ_BY.items()}


class OpenWorkScreen(WorkScreen):
    """Five lists, and below them all there is to know of the line under the cursor.

    It gives back the label of a form that is to be served at the desk, else None.
    """

    SCREEN: ClassVar[str] = "work"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "open_work.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self) -> None:
        """Start with nothing read; the first list that holds something is shown then."""
        super().__init__()
        self._list = ""
        self._lists: Mapping[str, Sequence[Work]] = {name: () for name in NAMES}

    def body(self) -> ComposeResult:
        """Yield the lists' names, the list, and the details of its line."""
        yield Lines(id="lists")
        yield RowList((), id="lines")
        yield Rule(id="details-title")
        yield Lines(id="details")

    def speak(self) -> None:
        """Say the frame, the lists' names and the columns anew."""
        super().speak()
        self._show()

    async def load(self) -> None:
        """Read all the lists."""
        self._lists = await self.session.look(_all_lists)
        self._list = self._list or next((name for name in NAMES if self._lists[name]), NAMES[0])
        self._show()

    def _show(self) -> None:
        if not (self.standing and self._list):
            return
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        rows = self.query_one("#lines", RowList)
        rows.set_columns(columns(self._list))
        rows.set_empty(empty_words(self._list))
        rows.set_source(GivenRows([row_of(work, now, tz) for work in self._lists[self._list]]), rows.cursor_key)
        self.query_one("#lists", Lines).show(
            lambda width, height, glyphs: tab_line(self._tabs(), self._list, width, glyphs)
        )
        self.query_one("#details", Lines).show(self._details)
        self._moved()

    def _tabs(self) -> list[Tab]:
        return [Tab(name, list_word(name), len(self._lists[name])) for name in NAMES]

    def _details(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        return details(self.work, width, glyphs, now, tz) if self.work is not None else []

    @on(RowList.Highlighted, "#lines")
    @on(RowList.Loaded, "#lines")
    def _moved(self) -> None:
        self.query_one("#details", Lines).repaint()
        self.query_one("#details-title", Rule).show(title(self.work) if self.work is not None else "")
        self.show_keys()

    @property
    def work(self) -> Work | None:
        """The line under the cursor."""
        key = self.query_one("#lines", RowList).cursor_key
        return next((each for each in self._lists.get(self._list, ()) if key_of(each) == key), None)

    # The keys

    def keys(self) -> Sequence[Action]:
        """Return the keys of the list that is shown."""
        keys = super().keys()
        return [each for each in keys if self._list in _ACTS.get(each.verb, (self._list,))]

    def word_of(self, each: Action) -> str:
        """Return an act's word; Enter says where it leads."""
        if each.verb == "open":
            return _("to the desk") if self._served() is not None else _("card")
        return super().word_of(each)

    def why_not(self, verb: str) -> str | None:
        """Return why something can't be done now."""
        if verb in ("next", "back") or verb in NAMES:
            return None
        if self._list not in _ACTS.get(verb, (self._list,)):
            return _("That belongs to another list: {list}.").format(list=list_word(_ACTS[verb][0]))
        return _("The list is empty.") if self.work is None else None

    def again(self) -> None:
        """Go back to the screen that is beneath."""
        self.do_back()

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss(None)

    def do_next(self) -> None:
        """Go to the next list."""
        self._go(NAMES[(NAMES.index(self._list or NAMES[-1]) + 1) % len(NAMES)])

    def do_recalls(self) -> None:
        """Go to what was called back."""
        self._go("recalls")

    def do_incidents(self) -> None:
        """Go to what is wrong."""
        self._go("incidents")

    def do_originals(self) -> None:
        """Go to the originals that are owed."""
        self._go("originals")

    def do_fetch(self) -> None:
        """Go to what waits to be fetched."""
        self._go("fetch")

    def do_others(self) -> None:
        """Go to what waits for others."""
        self._go("others")

    def _go(self, name: str) -> None:
        self._list = name
        self.note("")
        self._show()

    def _served(self) -> str | None:
        """Return the label of the form under the cursor, if the person has a desk to serve it at."""
        form = form_of(self.work) if self.work is not None else None
        return form.label if form is not None and Act.LEND in self.session.seat.acts else None

    @on(RowList.Chosen, "#lines")
    def do_open(self) -> None:
        """Have the form served at the desk, or open the item's card."""
        if (label := self._served()) is not None:
            self.dismiss(label)
        else:
            self.do_history()

    def do_history(self) -> None:
        """Open the card of the item."""
        from archive_tui.ui.screens.item_card import ItemCardScreen

        if self.work is not None:
            self.app.push_screen(ItemCardScreen(item_of(self.work).id))

    async def do_edit(self) -> None:
        """Correct the item's description, its original among it."""
        from archive_tui.ui.screens.item_form import EditItemScreen, edited_words

        assert self.work is not None
        edited = await self.app.push_screen_wait(EditItemScreen(item_of(self.work).id))
        if edited is not None:
            self.answer(edited_words(edited))

    async def do_remind(self) -> None:
        """Write a reminder."""
        work = self.work
        assert isinstance(work, RecallShown)
        outcome = await self.session.act(care.remind, work.loan_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        text = ngettext("{name} was reminded", "{name} was reminded, {count} times by now", outcome.done)
        self.answer(text.format(name=work.borrower, count=outcome.done) + ".")

    async def do_close(self) -> None:
        """Close the incident with a reason."""
        work = self.work
        assert isinstance(work, OpenIncident)

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            return await self.session.act(care.close_incident, work.incident_id, values["reason"])

        about = _(", ").join(filter(None, (incident_word(work.kind), work.borrower, work.note)))
        lines = [f"{work.item.label}  {title_of(work.item)[0]}", about]
        panel = Dialog(_("Close an incident"), (Field("reason", _("Reason")),), submit, lines=lines, enter=_("close"))
        if await self.app.push_screen_wait(panel) is not None:
            self.answer(_("The incident is closed."))

    async def do_withdraw(self) -> None:
        """Withdraw what is still open of the form, after a question."""
        form = form_of(self.work) if self.work is not None else None
        assert form is not None
        words = _("All that is still open of {form} for {name} is withdrawn.")
        question = Question(_("Withdraw"), words.format(form=form.label, name=form.borrower), enter=_("withdraw"))
        if not await self.app.push_screen_wait(question):
            return
        outcome = await self.session.act(signing.withdraw, form.request_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
        else:
            self.answer(_("{form} is withdrawn.").format(form=form.label))
