"""What is leased out: the list that leases name one of; the archivist and the keeper keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from archive_tui.services import client_views, leases
from archive_tui.services.archive import Outcome
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog, Question
from archive_tui.ui.screens.office_list import OfficeList
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext


class LeasedItemsScreen(OfficeList):
    """All leased items, those no longer offered among them."""

    SCREEN: ClassVar[str] = "leased_items"
    BINDINGS = bindings_of(SCREEN)
    PLAIN: ClassVar[bool] = True

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[tuple[int, str, str, bool], ...] = ()

    async def load(self) -> None:
        """Read the list."""
        self._found = await self.session.look(client_views.leased_items)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return name, unit, and whether it is offered."""
        return [
            Column("name", lambda: pgettext("column", "Leased item"), Share()),
            Column("unit", lambda: pgettext("column", "Unit"), 10),
            Column("offered", lambda: pgettext("column", "State"), 20),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each."""
        return [
            Row(i, (name, unit, _("leased out") if offered else _("no longer leased out")))
            for i, name, unit, offered in self._found
        ]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("Nothing is on the list of leased items yet.")

    def why_not(self, verb: str) -> str | None:
        """Say what has ended already."""
        if (why := super().why_not(verb)) is not None:
            return why
        if verb == "end" and not next((offered for i, _n, _u, offered in self._found if i == self.key), True):
            return _("It is no longer leased out already.")
        return None

    async def do_new(self) -> None:
        """Add something."""

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(leases.add_leased_item, values["name"], values["unit"], values["note"])

        fields = (
            Field("name", _("Name")),
            Field("unit", _("Unit"), optional=True, hint=_("such as 台 or m")),
            Field("note", _("Note"), optional=True),
        )
        if await self.app.push_screen_wait(Dialog(_("New leased item"), fields, submit, enter=_("add"))) is not None:
            self.answer(_("It is on the list of leased items."))

    async def do_end(self) -> None:
        """Note that it is no longer leased out."""
        item_id, name = next((i, name) for i, name, _unit, _offered in self._found if i == self.key)
        words = _("{name} is no longer leased out. Leases of it stay as they are.").format(name=name)
        if not await self.app.push_screen_wait(Question(_("No longer leased out"), words, enter=_("note it"))):
            return
        outcome = await self.session.act(leases.end_leased_item, item_id)
        if outcome.ruling.allowed:
            self.answer(_("Noted."))
        else:
            self.refuse_outcome(outcome)
