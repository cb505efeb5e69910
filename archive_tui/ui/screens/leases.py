"""A client's leases: offers and contracts with what is open and late, each with what the client's terms say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.regulation.terms import Way
from archive_tui.services import lease_views
from archive_tui.services.archive import NotThere
from archive_tui.services.lease_views import LeaseShown, LeasesOfClient
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens import lease_acts
from archive_tui.ui.screens.lease_card import LeaseScreen
from archive_tui.ui.screens.lease_form import LeaseFormScreen
from archive_tui.ui.screens.lease_words import against_line, state_text, ways_line
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import late_text, way_word
from archive_tui.wording.leases import open_text, standing_text


class LeasesScreen(OfficeList):
    """The leases of one client, the latest first; below them the one under the cursor, or what the client gets."""

    SCREEN: ClassVar[str] = "leases"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self._client_id = client_id
        self._found: LeasesOfClient | None = None

    async def load(self) -> None:
        """Read the leases."""
        self._found = await self.session.look(lease_views.leases_of, self._client_id)
        if self._found is None:
            raise NotThere("client", str(self._client_id))
        self.show_list()

    def place(self) -> str:
        """Return whose leases they are."""
        if self._found is None:
            return super().place()
        return f"{super().place()} {self._found.client.code} {self._found.client.name}"

    def columns(self) -> list[Column]:
        """Return number, leased item, period, amount, what is open, state."""
        return [
            Column("number", lambda: pgettext("column", "Number"), Share(2)),
            Column("item", lambda: pgettext("column", "Leased item"), Share(2)),
            Column("starts", lambda: pgettext("column", "From"), 10, from_width=100),
            Column("ends", lambda: pgettext("column", "Until"), 10),
            Column("amount", lambda: pgettext("column", "Amount"), 13, "right"),
            Column("open", lambda: pgettext("column", "Unpaid"), 13, "right"),
            Column("state", lambda: pgettext("column", "State"), 16, from_width=100),
            Column("state_word", lambda: pgettext("column", "State"), 8, below_width=100),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each lease; late ones stand out."""
        return [self._row(each) for each in self._found.leases] if self._found is not None else []

    def _row(self, one: LeaseShown) -> Row:
        lease, state = one.lease, state_text(one)
        open_ = lease.due - lease.paid
        cells = (
            lease.number, lease.leased_item, lease.starts.isoformat(), lease.ends.isoformat(), grouped(lease.amount),
            grouped(open_) if open_ else "", state, state,
        )  # fmt: skip
        return Row(lease.id, cells, "$error" if one.late else "")

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("No lease yet.") if self._found is not None else _("One moment.")

    def heading(self) -> str:
        """Return which lease, or that there is none."""
        one = self._lease
        return f"{one.lease.number}  {state_text(one)}" if one is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return what the lease comes to, and what the client's terms say of it."""
        found, one = self._found, self._lease
        if found is None:
            return ()
        whole = standing_text(Grade(found.client.grade), found.terms)
        if one is None:
            return ((_("Terms"), whole),)
        lease = one.lease
        price = _("{agreed} yuan; market {market}, lowest {low}").format(
            agreed=grouped(lease.agreed_price), market=grouped(lease.market_price), low=grouped(lease.market_low)
        )
        facts = [
            (_("Price"), price),
            (_("Paid by"), way_word(Way(lease.payment_way))),
            (_("Payments"), open_text(lease.due - lease.paid, one.late) if lease.due else ""),
        ]
        if one.against:
            facts += [(_("Against it"), against_line(one.against)), ("", ways_line(one.against))]
        else:
            facts.append((_("Terms"), whole))
        if lease.exception_id is not None:
            facts.append((_("Exception"), _("by the GM, number {number}").format(number=lease.exception_id)))
        conduct = found.conduct
        paying = late_text(conduct.late, conduct.days_late, conduct.share_late)
        return (*facts, (_("Ended"), lease.end_reason), (_("Remark"), lease.remark), (_("Pays"), paying))

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Say what can't be done with the lease under the cursor."""
        if verb == "balance":
            return None
        if (why := super().why_not(verb)) is not None:
            return why
        one = self._lease
        if one is None:
            return None
        if verb == "conclude" and one.lease.state != "offer":
            return _("It is no open offer.")
        if verb == "except" and not one.against:
            return _("Nothing speaks against this lease: there is nothing to except.")
        if verb in ("edit", "end") and (one.lease.state == "dropped" or one.lease.ended_on is not None):
            return _("The lease is over.")
        return None

    @on(RowList.Chosen, "#list")
    def _chosen(self) -> None:
        self.do_open()

    def do_open(self) -> None:
        """Open the instalments and payments of the lease."""
        if self._lease is not None:
            self.app.push_screen(LeaseScreen(self._lease.lease.id))

    async def do_new(self) -> None:
        """Enter an offer or a contract."""
        self._say(await self.app.push_screen_wait(LeaseFormScreen(self._client_id)))

    async def do_edit(self) -> None:
        """Change the offer or contract."""
        if self._lease is not None:
            self._say(await self.app.push_screen_wait(LeaseFormScreen(self._client_id, self._lease.lease.id)))

    async def do_copy(self) -> None:
        """Enter another one like it."""
        if self._lease is not None:
            form = LeaseFormScreen(self._client_id, self._lease.lease.id, copy=True)
            self._say(await self.app.push_screen_wait(form))

    async def do_conclude(self) -> None:
        """Make the offer a contract; what the terms stop says every clause and the ways on."""
        assert self._lease is not None
        lease = self._lease.lease
        outcome = await lease_acts.conclude(self.own_app, lease)
        if outcome is None:
            return
        if outcome.done is None:
            self.refuse(_("Stopped: {clauses}").format(clauses=against_line(outcome.ruling.against)))
        else:
            self.answer(_("{number} is a contract now.").format(number=lease.number))

    async def do_except(self) -> None:
        """Ask the GM for a dated exception for this lease."""
        assert self._lease is not None and self._found is not None
        one = self._lease
        number = await lease_acts.ask_exception(
            self.own_app, self._found.client, one.lease.number, one.lease.id, one.against
        )
        if number is not None:
            self.answer(
                _("The GM granted exception {exception} for {number}.").format(
                    exception=number, number=one.lease.number
                )
            )

    async def do_end(self) -> None:
        """Drop the offer, or end the contract."""
        assert self._lease is not None
        self._say(await lease_acts.end(self.own_app, self._lease.lease))

    async def do_balance(self) -> None:
        """Enter rental from before the program."""
        assert self._found is not None
        self._say(await lease_acts.opening_balance(self.own_app, self._found.client))

    def _say(self, told: str | None) -> None:
        if told is not None:
            self.answer(told)

    @property
    def _lease(self) -> LeaseShown | None:
        leases = self._found.leases if self._found is not None else ()
        return next((each for each in leases if each.lease.id == self.key), None)
