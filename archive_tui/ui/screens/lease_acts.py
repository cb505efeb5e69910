"""What can be done with a client's lease from its lists: each asks in a panel, acts, and gives back what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from archive_tui.regulation.instalments import CYCLES
from archive_tui.regulation.money import grouped, yuan
from archive_tui.regulation.rulings import Clause
from archive_tui.regulation.terms import Way
from archive_tui.services import leases, payments, terms
from archive_tui.services.archive import Outcome
from archive_tui.services.lease_views import ClientRecord, InstalmentRecord, LeaseRecord, PaymentShown
from archive_tui.services.terms import NewException
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.wording import _, ngettext
from archive_tui.wording.clients import way_word
from archive_tui.wording.leases import cycle_months_word
from archive_tui.wording.rulings import cited

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

#: How wide the words above the fields of a panel may be.
_WIDTH = 60


async def ask_exception(
    app: ArchiveApp, client: ClientRecord, number: str, lease_id: int, against: Sequence[Clause]
) -> int | None:
    """Ask the GM for a dated exception for one lease; return its number, None after Esc."""

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[int]:
        typed = _typed(app, values)
        new = NewException(client.id, typed.text("reason"), typed.day("until", ahead=True), lease_id)
        typed.check()
        return await app.session.act(terms.grant_exception, new, login, pin)

    fields = (Field("reason", _("Reason")), Field("until", _("Until"), hint="2026-12-31, 12-31, +30d"))
    told = [line for clause in against for line in wrapped(cited(clause), _WIDTH)]
    lines = [f"{client.code} {client.name}  {number}", *told]
    outcome = await ask_gm(app, _("The GM's exception"), submit, fields=fields, lines=lines, enter=_("sign"))
    return outcome.done if outcome is not None else None


async def conclude(app: ArchiveApp, lease: LeaseRecord) -> Outcome[leases.Entered] | None:
    """Make an offer a contract; a refusal is given back, for it has its ways forward."""

    async def submit(values: Mapping[str, str]) -> tuple[Outcome[leases.Entered]]:
        return (await app.session.act(leases.conclude, lease.id, int(values["cycle"])),)

    cycles = tuple((str(months), cycle_months_word(months)) for months in CYCLES)
    lines = [f"{lease.number}  {lease.leased_item}  {grouped(lease.amount)}", f"{lease.starts} - {lease.ends}"]
    fields = (Field("cycle", _("Instalments"), "3", choices=cycles),)
    found = await app.push_screen_wait(Dialog(_("Make it a contract"), fields, submit, lines=lines, enter=_("enter")))
    return found[0] if found is not None else None


async def end(app: ArchiveApp, lease: LeaseRecord) -> str | None:
    """Drop an offer, or end a contract before its time; return what to say."""

    async def drop(values: Mapping[str, str]) -> Outcome[None]:
        return await app.session.act(leases.drop_offer, lease.id, values["reason"])

    async def stop(values: Mapping[str, str]) -> Outcome[int]:
        typed = _typed(app, values)
        day = typed.day("on")
        typed.check()
        return await app.session.act(leases.end_lease, lease.id, day, values["reason"])

    lines, reason = [f"{lease.number}  {lease.leased_item}"], Field("reason", _("Reason"))
    if lease.state == "offer":
        dropped = await app.push_screen_wait(Dialog(_("Drop the offer"), (reason,), drop, lines=lines, enter=_("drop")))
        return None if dropped is None else _("Offer {number} is dropped.").format(number=lease.number)
    fields = (Field("on", _("Last day"), hint="2026-03-31, 3-31, +7d"), reason)
    ended = await app.push_screen_wait(Dialog(_("End the contract"), fields, stop, lines=lines, enter=_("end")))
    if ended is None:
        return None
    words = ngettext(
        "Contract {number} is ended; {count} instalment lapses.",
        "Contract {number} is ended; {count} instalments lapse.", ended.done or 0,
    )  # fmt: skip
    return words.format(number=lease.number, count=ended.done or 0)


async def pay(app: ArchiveApp, lease: LeaseRecord, one: InstalmentRecord) -> str | None:
    """Enter a payment of an instalment; return what to say."""

    async def submit(values: Mapping[str, str]) -> Outcome[int]:
        typed = _typed(app, values)
        day, amount = typed.day("paid_on"), typed.amount("amount")
        typed.check()
        return await app.session.act(payments.pay, one.id, day, amount, Way(values["way"]))

    ways = sorted(Way, key=lambda way: way is not Way.MONEY)
    fields = (
        Field("paid_on", _("Paid on"), _today(app)),
        Field("amount", _("Amount"), yuan(one.amount - one.paid)),
        Field("way", _("Paid by"), choices=tuple((way.value, way_word(way)) for way in ways)),
    )
    due = _("due {day}: {amount} yuan, {open} yuan of it open")
    lines = [
        f"{lease.number}  {lease.leased_item}",
        due.format(day=one.due_on, amount=grouped(one.amount), open=grouped(one.amount - one.paid)),
    ]
    paid = await app.push_screen_wait(Dialog(_("Payment"), fields, submit, lines=lines, enter=_("enter")))
    return None if paid is None else _("The payment on {number} is entered.").format(number=lease.number)


async def reverse(app: ArchiveApp, lease: LeaseRecord, paid: Sequence[PaymentShown]) -> str | None:
    """Reverse one of the payments of an instalment; return what to say."""

    async def submit(values: Mapping[str, str]) -> Outcome[int]:
        return await app.session.act(payments.reverse_payment, int(values["payment"]), values["reason"])

    choices = tuple(
        (str(each.id), f"{each.paid_on}  {grouped(each.amount)}  {way_word(Way(each.way))}") for each in paid
    )
    fields = (Field("payment", _("Payment"), choices=choices), Field("reason", _("Reason")))
    lines = [lease.number, _("A counter-entry takes it back; both stay readable.")]
    done = await app.push_screen_wait(Dialog(_("Reverse a payment"), fields, submit, lines=lines, enter=_("reverse")))
    return None if done is None else _("The payment is reversed.")


async def opening_balance(app: ArchiveApp, client: ClientRecord) -> str | None:
    """Enter a client's rental of a year from before the program; return what to say."""

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        typed = _typed(app, values)
        year, amount = typed.number("year", 1900, typed.today.year), typed.amount("amount")
        typed.check()
        return await app.session.act(payments.open_balance, client.id, year, amount, values["source"])

    fields = (
        Field("year", _("Year"), hint=str(int(_today(app)[:4]) - 1)),
        Field("amount", _("Rental"), hint=_("yuan of the whole year")),
        Field("source", _("Source"), hint=_("such as: ledger 2015, page 12")),
    )
    lines = [f"{client.code} {client.name}", _("A later entry for a year replaces a former one.")]
    done = await app.push_screen_wait(Dialog(_("Opening balance"), fields, submit, lines=lines, enter=_("enter")))
    return None if done is None else _("The opening balance is entered.")


def _typed(app: ArchiveApp, values: Mapping[str, str]) -> TypedFields:
    zone = app.session.seat.settings.tz
    return TypedFields(values, app.session.clock.now().utc.astimezone(zone).date())


def _today(app: ArchiveApp) -> str:
    return _typed(app, {}).today.isoformat()
