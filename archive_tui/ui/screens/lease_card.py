"""One lease: its instalments, when they are due, and what was paid of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on

from archive_tui.regulation.money import grouped
from archive_tui.regulation.terms import Way
from archive_tui.services import lease_views
from archive_tui.services.archive import NotThere
from archive_tui.services.lease_views import InstalmentRecord, LeaseOpened, PaymentShown
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens import lease_acts
from archive_tui.ui.screens.lease_form import LeaseFormScreen
from archive_tui.ui.screens.lease_words import against_line
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import way_word
from archive_tui.wording.joining import clauses
from archive_tui.wording.leases import instalment_text, open_text


class LeaseScreen(OfficeList):
    """The instalments of a lease by day; below them the payments of the one under the cursor."""

    SCREEN: ClassVar[str] = "lease"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, lease_id: int) -> None:
        """Take the lease's id."""
        super().__init__()
        self._lease_id = lease_id
        self._opened: LeaseOpened | None = None

    async def load(self) -> None:
        """Read the lease."""
        self._opened = await self.session.look(lease_views.open_lease, self._lease_id)
        if self._opened is None:
            raise NotThere("lease", str(self._lease_id))
        self.show_list()

    def place(self) -> str:
        """Return which lease it is, and whose."""
        if self._opened is None:
            return super().place()
        return f"{super().place()} {self._opened.shown.lease.number} {self._opened.client.name}"

    def columns(self) -> list[Column]:
        """Return day, amount, what is paid and open, and how it stands."""
        return [
            Column("due", lambda: pgettext("column", "Due on"), 10),
            Column("amount", lambda: pgettext("column", "Amount"), 14, "right"),
            Column("paid", lambda: pgettext("column", "Paid"), 14, "right"),
            Column("state", lambda: pgettext("column", "State"), Share()),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each instalment; late ones stand out."""
        return [self._row(each) for each in self._opened.instalments] if self._opened is not None else []

    def _row(self, one: InstalmentRecord) -> Row:
        late = one.due_on < self._today and one.paid < one.amount and not one.void
        cells = (one.due_on.isoformat(), grouped(one.amount), grouped(one.paid), instalment_text(one, self._today))
        return Row(one.id, cells, "$error" if late else "")

    def empty(self) -> str:
        """Return what an empty list says."""
        if self._opened is None:
            return _("One moment.")
        return _("An offer has no instalments; a contract has.")

    def heading(self) -> str:
        """Return the lease in one line."""
        if self._opened is None:
            return ""
        lease = self._opened.shown.lease
        return f"{lease.leased_item}  {lease.starts} - {lease.ends}  {grouped(lease.amount)}"

    def details(self) -> Sequence[Fact]:
        """Return the payments of the instalment, and how the lease stands."""
        if self._opened is None:
            return ()
        shown = self._opened.shown
        told = clauses([_payment_text(each) for each in self._paid])
        return (
            (_("Payments"), told or (_("none yet") if self._one is not None else "")),
            (_("Lease"), open_text(shown.lease.due - shown.lease.paid, shown.late)),
            (_("Against it"), against_line(shown.against) if shown.against else ""),
            (_("Remark"), shown.lease.remark),
        )

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Say what can't be done with the instalment under the cursor."""
        if verb in ("back", "edit"):
            return None
        one = self._one
        if one is None:
            return _("The list is empty.")
        if verb == "new" and one.void:
            return _("This instalment lapsed when the lease ended early.")
        if verb == "new" and one.paid >= one.amount:
            return _("This instalment is paid.")
        if verb == "undo" and not self._reversible:
            return _("There is no payment to reverse.")
        return None

    @on(RowList.Chosen, "#list")
    def _chosen(self) -> None:
        self.action_act("lease.new")

    async def do_new(self) -> None:
        """Enter a payment of the instalment."""
        assert self._opened is not None and self._one is not None
        self._say(await lease_acts.pay(self.own_app, self._opened.shown.lease, self._one))

    async def do_undo(self) -> None:
        """Reverse a payment of the instalment."""
        assert self._opened is not None
        self._say(await lease_acts.reverse(self.own_app, self._opened.shown.lease, self._reversible))

    async def do_edit(self) -> None:
        """Change the lease."""
        assert self._opened is not None
        self._say(await self.app.push_screen_wait(LeaseFormScreen(self._opened.client.id, self._lease_id)))

    def _say(self, told: str | None) -> None:
        if told is not None:
            self.answer(told)

    @property
    def _today(self) -> date:
        return self.session.clock.now().utc.astimezone(self.session.seat.settings.tz).date()

    @property
    def _one(self) -> InstalmentRecord | None:
        instalments = self._opened.instalments if self._opened is not None else ()
        return next((each for each in instalments if each.id == self.key), None)

    @property
    def _paid(self) -> list[PaymentShown]:
        payments = self._opened.payments if self._opened is not None else ()
        return [each for each in payments if each.instalment_id == self.key]

    @property
    def _reversible(self) -> list[PaymentShown]:
        return [each for each in self._paid if each.reverses is None and not each.reversed]


def _payment_text(one: PaymentShown) -> str:
    words = _("{day} {amount} by {way}")
    if one.reverses is not None:
        words = _("{day} {amount} by {way}, a reversal: {reason}")
    return words.format(
        day=one.paid_on, amount=grouped(one.amount), way=way_word(Way(one.way)), reason=one.reason
    )  # fmt: skip
