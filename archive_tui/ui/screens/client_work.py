"""The worklists about clients: ten lists at the left with their counts, the one that is shown, and a line's details."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from archive_tui.services import client_views
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.client_worklists import Waiting
from archive_tui.services.people_named import people_named
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens import client_acts
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.client_card import ClientCardScreen
from archive_tui.ui.screens.client_entry_forms import VisitScreen
from archive_tui.ui.screens.client_work_lines import (
    NAMES,
    READ_BY,
    columns,
    details,
    empty_words,
    key_of,
    list_word,
    row_of,
)
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.wording import _

_MUTED = "$foreground-muted"


class ClientWorkScreen(WorkScreen):
    """What waits to be done about clients."""

    SCREEN: ClassVar[str] = "client_work"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "client_work.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._list = NAMES[0]
        self._lists: dict[str, Sequence[Waiting]] = {}
        self._people: Mapping[int, str] = {}

    def body(self) -> ComposeResult:
        """Yield the lists' names beside the list, and the details of its line."""
        with Horizontal(id="middle"):
            yield Lines(id="lists")
            yield RowList((), id="lines")
        yield Rule(id="details-title")
        yield Lines(id="details")

    async def load(self) -> None:
        """Read the list that is shown; the others the first time, for their counts, each in a look of its own."""
        await self._read(self._list)
        for name in NAMES:
            if name not in self._lists:
                await self._read(name)
        self._show()

    async def _read(self, name: str) -> None:
        self._lists[name] = await self.session.look(READ_BY[name])
        owners = {each.follow_up.owner for each in self._lists[name] if each.follow_up is not None}
        if owners:
            self._people = {**self._people, **await self.session.look(_named, owners)}
        self._show()

    def speak(self) -> None:
        """Say the frame, the lists' names and the columns anew."""
        super().speak()
        self._show()

    def _show(self, *, top: bool = False) -> None:
        if not self.standing:
            return
        rows = self.query_one("#lines", RowList)
        rows.set_columns(columns(self._list))
        rows.set_empty(empty_words(self._list) if self._list in self._lists else _("One moment."))
        lines = [row_of(key, each, self._today) for key, each in self._lines.items()]
        rows.set_source(GivenRows(lines), None if top else rows.cursor_key)
        self.query_one("#lists", Lines).show(self._names)
        self.query_one("#details", Lines).show(self._details)
        self._moved()

    @property
    def _today(self) -> date:
        return self.session.clock.now().utc.astimezone(self.session.seat.settings.tz).date()

    @property
    def _lines(self) -> dict[Hashable, Waiting]:
        return {key_of(number, each): each for number, each in enumerate(self._lists.get(self._list, ()))}

    @property
    def line(self) -> Waiting | None:
        """The line under the cursor."""
        return self._lines.get(self.query_one("#lines", RowList).cursor_key) if self.standing else None

    def _names(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        lines = [Content("")]
        for number, name in enumerate(NAMES, start=1):
            here, count = name == self._list, len(self._lists.get(name, ()))
            style = "bold $accent" if here else ("" if count else _MUTED)
            mark = glyphs.cursor if here else " "
            words = fit(shown(f"{mark}{number % 10} {list_word(name)}", style), width - 6, glyphs.ellipsis)
            lines.append(words + shown(f"{count:>4} " if name in self._lists else "     ", style))
        return lines

    def _details(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        facts = [fact for fact in details(self.line, self._people) if fact[1]] if self.line is not None else []
        return fact_lines(facts, width)[:height]

    @on(RowList.Highlighted, "#lines")
    @on(RowList.Loaded, "#lines")
    def _moved(self) -> None:
        self.query_one("#details", Lines).repaint()
        self.query_one("#details-title", Rule).show(list_word(self._list))
        self.show_keys()

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Return why something can't be done now."""
        if verb in ("next", "before", "back") or verb in NAMES:
            return None
        if self.line is None:
            return _("The list is empty.")
        if verb == "settle" and self.line.follow_up is None and self.line.form is None:
            return _("Follow-ups are done, and forms come back: 1 and 4 show them.")
        return None

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    def do_next(self) -> None:
        """Go to the next list."""
        self._go(NAMES[(NAMES.index(self._list) + 1) % len(NAMES)])

    def do_before(self) -> None:
        """Go to the list before."""
        self._go(NAMES[NAMES.index(self._list) - 1])

    def do_follow_ups(self) -> None:
        """Go to what is to be done."""
        self._go("follow_ups")

    def do_gaps(self) -> None:
        """Go to the cards with gaps."""
        self._go("gaps")

    def do_stale(self) -> None:
        """Go to the stale cards."""
        self._go("stale")

    def do_forms(self) -> None:
        """Go to the clients' own forms."""
        self._go("forms")

    def do_waiting(self) -> None:
        """Go to who waits for a leased item."""
        self._go("waiting")

    def do_late(self) -> None:
        """Go to what is late."""
        self._go("late")

    def do_receivables(self) -> None:
        """Go to what is owed."""
        self._go("receivables")

    def do_ending(self) -> None:
        """Go to the contracts that end soon."""
        self._go("ending")

    def do_exceptions(self) -> None:
        """Go to the exceptions."""
        self._go("exceptions")

    def do_against(self) -> None:
        """Go to the leases against the terms of today."""
        self._go("against")

    def _go(self, name: str) -> None:
        self._list = name
        self.note("")
        self._show(top=True)
        self.reload()

    # The acts

    @on(RowList.Chosen, "#lines")
    def do_open(self) -> None:
        """Open the client's card."""
        if self.line is not None:
            self.app.push_screen(ClientCardScreen(self.line.client.id))

    def do_leases(self) -> None:
        """Open the client's leases."""
        from archive_tui.ui.screens.leases import LeasesScreen

        if self.line is not None:
            self.app.push_screen(LeasesScreen(self.line.client.id))

    async def do_settle(self) -> None:
        """Note what came of the follow-up, or that the form is back."""
        if (line := self.line) is None:
            return
        if line.follow_up is not None:
            self._say(await client_acts.finish(self.own_app, line.client, line.follow_up))
        elif line.form is not None:
            self._say(await client_acts.receive_form(self.own_app, line.client, line.form))

    async def do_visit(self) -> None:
        """Record a visit; the form shows the one before, and so counts as reading the card (5.3)."""
        if (line := self.line) is None:
            return
        opened = await self.session.act(client_views.open_card, line.client.id)
        if opened.done is None:
            self.refuse_outcome(opened)
        else:
            self._say(await self.app.push_screen_wait(VisitScreen(line.client.id)))

    async def do_follow(self) -> None:
        """Plan what is to be done."""
        if self.line is not None:
            self._say(await client_acts.follow_up(self.own_app, self.line.client))

    def _say(self, told: str | None) -> None:
        if told is not None:
            self.answer(told)


def _named(archive: Archive, actor: Actor, ids: set[int]) -> dict[int, str]:
    return people_named(archive, actor, ids)
