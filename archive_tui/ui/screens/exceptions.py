"""The GM's dated exceptions to the terms that run now (4.3-end): whose, for what, why, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on

from archive_tui.regulation.money import grouped
from archive_tui.regulation.rulings import Clause
from archive_tui.services import client_worklists, lease_views, terms
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.client_worklists import Waiting
from archive_tui.services.people_named import people_named
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.joining import all_of
from archive_tui.wording.rulings import clause_text
from archive_tui.wording.terms import signed_text

Ground = tuple[tuple[Waiting, ...], Mapping[int, str], Mapping[int, str]]


class ExceptionsScreen(OfficeList):
    """The exceptions that run, the soonest ending first."""

    SCREEN: ClassVar[str] = "exceptions"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[Waiting, ...] = ()
        self._people: Mapping[int, str] = {}
        self._leases: Mapping[int, str] = {}

    async def load(self) -> None:
        """Read the exceptions."""
        self._found, self._people, self._leases = await self.session.look(_read)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return number, client, lease, until, reason."""
        return [
            Column("number", lambda: pgettext("column", "No."), 4, "right"),
            Column("client", lambda: pgettext("column", "Client"), Share(3)),
            Column("lease", lambda: pgettext("column", "Lease"), 14),
            Column("until", lambda: pgettext("column", "Until"), 10),
            Column("reason", lambda: pgettext("column", "Reason"), Share(3)),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each."""
        rows = []
        for each in self._found:
            one = each.exception
            assert one is not None
            lease = self._leases.get(one.lease_id or 0, "") if one.lease_id else _("any lease")
            rows.append(Row(one.id, (str(one.id), each.client.name, lease, one.until.isoformat(), one.reason)))
        return rows

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("No exception to the terms runs now.")

    def heading(self) -> str:
        """Return whose it is."""
        return f"{self._one.client.code} {self._one.client.name}" if self._one is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return what it covers, who signed it, and why."""
        one = self._one.exception if self._one is not None else None
        if one is None:
            return ()
        covers = all_of([clause_text(Clause("4.3-end", False, code)) for code in sorted(one.codes)])
        amount = _("up to {amount} yuan").format(amount=grouped(one.amount)) if one.amount is not None else ""
        return (
            (_("Covers"), covers),
            (_("Amount"), amount),
            (_("Reason"), one.reason),
            (_("Signed"), signed_text(self._people.get(one.signed_by, ""), one.at)),
            (_("Until"), one.until.isoformat()),
        )

    @on(RowList.Chosen, "#list")
    def do_open(self) -> None:
        """Open the card of the client at the cursor."""
        from archive_tui.ui.screens.client_card import ClientCardScreen

        if self._one is not None:
            self.app.push_screen(ClientCardScreen(self._one.client.id))

    async def do_revoke(self) -> None:
        """Take the exception back, by the GM's PIN."""
        assert self._one is not None and self._one.exception is not None
        number, name = self._one.exception.id, self._one.client.name

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[None]:
            return await self.session.act(terms.revoke_exception, number, login, pin)

        lines = [f"{number}  {name}", _("Contracts that it let through stay.")]
        outcome = await ask_gm(self.own_app, _("Revoke the exception"), submit, lines=lines, enter=_("revoke"))
        if outcome is not None:
            self.answer(_("Exception {number} no longer counts.").format(number=number))

    @property
    def _one(self) -> Waiting | None:
        return next(
            (each for each in self._found if each.exception is not None and each.exception.id == self.key), None
        )


def _read(archive: Archive, actor: Actor) -> Ground:
    found = client_worklists.exceptions(archive, actor)
    running = [each.exception for each in found if each.exception is not None]
    wanted = [each.lease_id for each in running if each.lease_id is not None]
    leases = {i: opened.shown.lease.number for i in wanted if (opened := lease_views.open_lease(archive, actor, i))}
    return found, people_named(archive, actor, {each.signed_by for each in running}), leases
