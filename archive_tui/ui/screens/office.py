"""The office (F9): the staff list, filtered as one types; departments, letters, settings and more are behind Tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from archive_tui.services import staff
from archive_tui.services.archive import Outcome
from archive_tui.services.proposals import proposals
from archive_tui.services.shown import PersonShown
from archive_tui.services.staff_list import count_staff, departments, page_staff
from archive_tui.services.typed import department_typed
from archive_tui.ui.actions.office import BEHIND
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.desk_menu import ActMenu, Offer
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.filter_line import FilterLine
from archive_tui.ui.screens.office_words import department_offers
from archive_tui.ui.session import Session
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.faults import fault_text
from archive_tui.wording.names import role_word


class StaffRows:
    """The people of one filter: who is here, or who has left."""

    def __init__(self, session: Session, text: str, gone: bool) -> None:
        """Take where to ask, and for what."""
        self._session, self._text, self._gone = session, text, gone

    async def count(self) -> int:
        """Return how many people meet the filter."""
        return await self._session.look(count_staff, self._text, self._gone)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        found = await self._session.look(page_staff, self._text, self._gone, offset, limit)
        return [_row(each) for each in found]


class OfficeScreen(WorkScreen):
    """A filter over the staff list; Enter opens the card of the person under the cursor."""

    SCREEN: ClassVar[str] = "office"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with who is here."""
        super().__init__()
        self._gone = False
        self._proposed = 0

    def body(self) -> ComposeResult:
        """Yield the filter and the list."""
        rows = RowList(_columns(), on_error=lambda error: self.refuse(fault_text(error)))
        yield FilterLine(target=rows)
        yield rows

    async def load(self) -> None:
        """Fetch the rows anew; the cursor stays on its person."""
        self._proposed = len(await self.session.look(proposals))
        self._show_rows(self.query_one(RowList).cursor_key)

    def speak(self) -> None:
        """Say the frame, the filter's words and the column titles anew."""
        super().speak()
        if self.is_mounted:
            self.query_one(FilterLine).speak(_("Find"), _("name, pinyin, initials, login, card, department"))
            self.query_one(RowList).set_columns(_columns())

    def on_mount(self) -> None:
        """Say everything, and fetch the rows."""
        super().on_mount()
        self.speak()

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if event.value:
            self.note("")
        self._show_rows(None)

    @on(ScanLine.Submitted)
    def do_open(self) -> None:
        """Open the card of the person under the cursor, once the list has caught up with what was typed."""
        self.query_one(RowList).choose()

    def do_gone(self) -> None:
        """Show who has left, or who is here."""
        self._gone = not self._gone
        self._show_rows(None)
        self.note(_("Shown: who has left.") if self._gone else _("Shown: who is here."))

    def do_clear(self) -> None:
        """Clear the filter, or bring back what was cleared."""
        self.query_one(FilterLine).clear_or_bring_back(self)

    async def do_new(self) -> None:
        """Put a person on the staff list."""
        offices = department_offers(await self.session.look(departments))

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            department_id = await self.session.look(department_typed, values["department"])
            return await self.session.act(staff.new_person, values["login"].strip(), values["name"], department_id)

        fields = (
            Field("login", _("Login"), hint=_("letters, digits, dots and hyphens; it stays")),
            Field("name", _("Name")),
            Field("department", _("Department"), offers=offices, optional=True),
        )
        lines = [_("The person comes in as an employee; roles are given by the GM's PIN.")]
        outcome = await self.app.push_screen_wait(
            Dialog(_("New person"), fields, submit, lines=lines, enter=_("put on the list"))
        )
        if outcome is not None and outcome.done is not None:
            self._open(outcome.done)

    async def do_more(self) -> None:
        """Open the menu of what stands behind the staff list."""
        waiting = ngettext("{count} waits for the GM", "{count} wait for the GM", self._proposed)
        about = {"proposals": waiting.format(count=self._proposed) if self._proposed else ""}
        offers = [Offer(each, about.get(each.verb, "")) for each in BEHIND if self.may_use(each)]
        chosen = await self.app.push_screen_wait(ActMenu(offers))
        if chosen is not None:
            self.action_act(chosen)

    def do_departments(self) -> None:
        """Open the departments."""
        from archive_tui.ui.screens.departments import DepartmentsScreen

        self.app.push_screen(DepartmentsScreen())

    def do_letters(self) -> None:
        """Open the letters of delegation and the GM's absences."""
        from archive_tui.ui.screens.letters import LettersScreen

        self.app.push_screen(LettersScreen())

    def do_settings(self) -> None:
        """Open the settings."""
        from archive_tui.ui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def do_proposals(self) -> None:
        """Open the proposed roles."""
        from archive_tui.ui.screens.proposals import ProposalsScreen

        self.app.push_screen(ProposalsScreen())

    def do_handover(self) -> None:
        """Open the hand-over of the room."""
        from archive_tui.ui.screens.handover import HandoverScreen

        self.app.push_screen(HandoverScreen())

    def do_categories(self) -> None:
        """Open the categories."""
        from archive_tui.ui.screens.categories import CategoriesScreen

        self.app.push_screen(CategoriesScreen())

    def do_schedule(self) -> None:
        """Open the retention schedule."""
        from archive_tui.ui.screens.categories import ScheduleScreen

        self.app.push_screen(ScheduleScreen())

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        self._open(event.key)

    @on(RowList.Loaded)
    def _loaded(self, event: RowList.Loaded) -> None:
        count = ngettext("{count} person", "{count} people", event.count).format(count=event.count)
        self.query_one(FilterLine).count.show(count)

    def _open(self, person_id: int) -> None:
        from archive_tui.ui.screens.person import PersonScreen

        self.app.push_screen(PersonScreen(person_id))

    def _show_rows(self, keep_key: object) -> None:
        text = self.query_one(FilterLine).value
        nobody = _("Nobody has left.") if self._gone and not text else _("Nobody fits that. Fewer letters find more.")
        self.query_one(RowList).set_empty(nobody)
        self.query_one(RowList).set_source(StaffRows(self.session, text, self._gone), keep_key)


def _row(person: PersonShown) -> Row:
    roles = _(", ").join(role_word(role) for role in person.roles)
    out = str(person.out) if person.out else ""
    style = "$error" if person.overdue else ""
    return Row(person.id, (person.name, person.login, person.department, roles, person.card, out), style)


def _columns() -> list[Column]:
    return [
        Column("name", lambda: pgettext("column", "Name"), 10),
        Column("login", lambda: pgettext("column", "Login"), 14),
        Column("department", lambda: pgettext("column", "Department"), 14),
        Column("roles", lambda: pgettext("column", "Roles"), Share()),
        Column("card", lambda: pgettext("column", "Card"), 12, from_width=96),
        Column("out", lambda: pgettext("column", "Out"), 4, "right"),
    ]
