"""Clients (F4): every client straight from the database, filtered while typing; worklists and terms behind Tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.services import client_views, clients
from archive_tui.services.client_views import ClientLine
from archive_tui.ui.actions import Action
from archive_tui.ui.actions.clients import BEHIND
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.client_card import ClientCardScreen
from archive_tui.ui.screens.desk_menu import ActMenu, Offer
from archive_tui.ui.screens.filter_line import FilterLine
from archive_tui.ui.session import Session
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.clients import day_text, dealings_word, grade_word, nature_word, time_word, volume_word
from archive_tui.wording.faults import fault_text

#: The grades that the list can be limited to, in the order in which Ctrl+F goes through them.
ONLY: tuple[Grade | None, ...] = (None, *Grade)
#: What each column sorts by; those that are not here are no order of the list.
_SORTED = {"name": "name", "code": "code", "grade": "grade", "rental": "rental", "touched": "touched"}
_DOWNWARDS = ("rental", "touched")

Natures = Mapping[str, tuple[str, str]]


class ClientRows:
    """The clients of one filter and one order."""

    def __init__(
        self, session: Session, text: str, sort: str, descending: bool, only: Grade | None, natures: Natures
    ) -> None:
        """Take where to ask, for what, and the words of the natures."""
        self._session, self._text, self._sort, self._descending = session, text, sort, descending
        self._grades = (only.value,) if only is not None else ()
        self._natures = natures

    async def count(self) -> int:
        """Return how many clients meet the filter."""
        return await self._session.look(client_views.count_clients, self._text, self._grades)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        asked = (self._text, self._sort, self._descending, offset, limit, self._grades)
        found = await self._session.look(client_views.page_clients, *asked)
        return [client_row(each, self._natures) for each in found]


class ClientsScreen(WorkScreen):
    """A filter over the clients; Enter opens the card of the one under the cursor."""

    SCREEN: ClassVar[str] = "clients"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with everybody, by name."""
        super().__init__()
        self._sort, self._descending = "name", False
        self._only: Grade | None = None
        self._natures: Natures = {}

    def body(self) -> ComposeResult:
        """Yield the filter and the list."""
        rows = RowList(client_columns(), on_error=lambda error: self.refuse(fault_text(error)))
        yield FilterLine(target=rows)
        yield rows

    async def load(self) -> None:
        """Fetch the rows anew; the cursor stays on its client."""
        found = await self.session.look(clients.natures)
        self._natures = {code: (chinese, english) for code, chinese, english, _asks in found}
        self._show_rows(self.query_one(RowList).cursor_key)

    def speak(self) -> None:
        """Say the frame, the filter's words and the column titles anew."""
        super().speak()
        if self.is_mounted:
            self.query_one(FilterLine).speak(_("Find"), _("name, pinyin, initials, code, telephone"))
            self.query_one(RowList).set_empty(_("No client fits that. Fewer letters find more."))
            self.query_one(RowList).set_columns(client_columns())

    def on_mount(self) -> None:
        """Say everything, and fetch the rows."""
        super().on_mount()
        self.speak()

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if event.value:
            self.note("")  # the answer before is no answer to this
        self._show_rows(None)

    @on(ScanLine.Submitted)
    def do_open(self) -> None:
        """Open the card of the client under the cursor, once the list has caught up with what was typed."""
        self.query_one(RowList).choose()

    async def do_new(self) -> None:
        """Set up a new client's file, and open its card."""
        from archive_tui.ui.screens.client_forms import NewClientScreen

        made = await self.app.push_screen_wait(NewClientScreen())
        if isinstance(made, int):
            self.app.push_screen(ClientCardScreen(made))

    def do_sort(self) -> None:
        """Sort by the next column."""
        sorts = client_views.SORTS
        self._sort = sorts[(sorts.index(self._sort) + 1) % len(sorts)]
        self._descending = self._sort in _DOWNWARDS
        self._show_rows(None)
        self.note(self._order_words())

    def do_turn(self) -> None:
        """Sort the other way round."""
        self._descending = not self._descending
        self._show_rows(None)
        self.note(self._order_words())

    def do_only(self) -> None:
        """Show the clients of the next grade only, or all again."""
        self._only = ONLY[(ONLY.index(self._only) + 1) % len(ONLY)]
        self._show_rows(None)
        if self._only is None:
            self.note(_("Shown: all grades."))
        else:
            self.note(_("Shown: grade {grade} only.").format(grade=grade_word(self._only)))

    def word_of(self, each: Action) -> str:
        """Say which grade is shown."""
        if each.verb == "only" and self._only is not None:
            return _("grade {grade}").format(grade=grade_word(self._only))
        return super().word_of(each)

    def do_clear(self) -> None:
        """Clear the filter, or bring back what was cleared."""
        self.query_one(FilterLine).clear_or_bring_back(self)

    async def do_more(self) -> None:
        """Open the menu of what stands behind the list."""
        offers = [Offer(each, "") for each in BEHIND if self.may_use(each)]
        chosen = await self.app.push_screen_wait(ActMenu(offers))
        if chosen is not None:
            self.action_act(chosen)

    def do_work(self) -> None:
        """Open the worklists."""
        from archive_tui.ui.screens.client_work import ClientWorkScreen

        self.app.push_screen(ClientWorkScreen())

    def do_rescore(self) -> None:
        """List the grades that would change."""
        from archive_tui.ui.screens.rescore import RescoreScreen

        self.app.push_screen(RescoreScreen())

    def do_terms(self) -> None:
        """Open the schedule of terms."""
        from archive_tui.ui.screens.terms import TermsScreen

        self.app.push_screen(TermsScreen())

    def do_exceptions(self) -> None:
        """Open the exceptions."""
        from archive_tui.ui.screens.exceptions import ExceptionsScreen

        self.app.push_screen(ExceptionsScreen())

    def do_items(self) -> None:
        """Open the list of leased items."""
        from archive_tui.ui.screens.leased_items import LeasedItemsScreen

        self.app.push_screen(LeasedItemsScreen())

    def do_composition(self) -> None:
        """Open the composition analyses."""
        from archive_tui.ui.screens.composition import CompositionScreen

        self.app.push_screen(CompositionScreen())

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        self.app.push_screen(ClientCardScreen(event.key))

    @on(RowList.Loaded)
    def _loaded(self, event: RowList.Loaded) -> None:
        count = ngettext("{count} client", "{count} clients", event.count).format(count=event.count)
        self.query_one(FilterLine).count.show(count)

    def _show_rows(self, keep_key: object) -> None:
        rows = self.query_one(RowList)
        rows.sort_column = next((column for column, sort in _SORTED.items() if sort == self._sort), None)
        rows.descending = self._descending
        text = self.query_one(FilterLine).value
        source = ClientRows(self.session, text, self._sort, self._descending, self._only, self._natures)
        rows.set_source(source, keep_key)

    def _order_words(self) -> str:
        names = {each.id: each.title() for each in client_columns()}
        column = next(column for column, sort in _SORTED.items() if sort == self._sort)
        way = _("downwards") if self._descending else _("upwards")
        return _("Sorted by {column}, {way}.").format(column=names[column], way=way)


def client_row(line: ClientLine, natures: Natures) -> Row:
    """Return a client as a row."""
    chinese, english = natures.get(line.nature, ("", ""))
    cells = (
        line.code, line.name, nature_word(line.nature, chinese, english), time_word(line.standing.time),
        dealings_word(line.standing.dealings), volume_word(line.standing.volume), grade_word(line.grade),
        day_text(line.scored_on), grouped(line.rental) if line.rental else "",
        day_text(line.touched_on), day_text(line.follow_up), line.owner,
    )  # fmt: skip
    return Row(line.id, cells)


def client_columns() -> list[Column]:
    """Return the columns of a list of clients."""
    return [
        Column("code", lambda: pgettext("column", "Code"), 8),
        Column("name", lambda: pgettext("column of clients", "Name"), Share()),
        Column("nature", lambda: pgettext("column", "Nature"), 16, from_width=104),
        Column("time", lambda: pgettext("column", "Time"), 11, from_width=140),
        Column("dealings", lambda: pgettext("column", "Dealings"), 16, from_width=156),
        Column("volume", lambda: pgettext("column", "Volume"), 10),
        Column("grade", lambda: pgettext("column", "Grade"), 8),
        Column("scored", lambda: pgettext("column", "Scored"), 10, from_width=92),
        Column("rental", lambda: pgettext("column", "Rental"), 15, "right", from_width=124),
        Column("touched", lambda: pgettext("column", "Touched"), 10, from_width=172),
        Column("follow_up", lambda: pgettext("column", "Follow-up"), 10),
        Column("owner", lambda: pgettext("column", "With"), 8, from_width=96),
    ]
