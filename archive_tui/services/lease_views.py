"""A client's leases and one lease's instalments and payments, as the screens show them; what is against the terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.client_acts import client_or_raise, today
from archive_tui.services.client_standing import TermsShown, terms_shown
from archive_tui.services.lease_terms import judge
from archive_tui.services.leases import lease_or_raise, wanted_of
from archive_tui.services.score_figures import Conduct, conduct_now
from archive_tui.store import lease_rows, rental_rows
from archive_tui.store.client_records import ClientRecord as ClientRecord
from archive_tui.store.client_records import InstalmentRecord as InstalmentRecord
from archive_tui.store.client_records import LeaseRecord as LeaseRecord


@dataclass(frozen=True, slots=True)
class LeaseShown:
    """A lease with what of it is late, and what speaks against it under the client's terms of today."""

    lease: LeaseRecord
    late: int
    against: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class LeasesOfClient:
    """A client's leases, the latest first, with its terms, how it pays, and its rental by year."""

    client: ClientRecord
    terms: TermsShown | None
    conduct: Conduct
    rental: dict[int, int]
    leases: tuple[LeaseShown, ...]


@dataclass(frozen=True, slots=True)
class PaymentShown:
    """A payment of an instalment; ``reverses`` is the one that it takes back, ``reversed`` whether it was itself."""

    id: int
    instalment_id: int
    paid_on: date
    amount: int
    way: str
    reverses: int | None
    reason: str
    reversed: bool


@dataclass(frozen=True, slots=True)
class LeaseOpened:
    """One lease with its client, instalments and payments."""

    shown: LeaseShown
    client: ClientRecord
    instalments: tuple[InstalmentRecord, ...]
    payments: tuple[PaymentShown, ...]


def leases_of(archive: Archive, actor: Actor, client_id: int) -> LeasesOfClient | None:
    """Return a client's leases, None where the actor may not see them. Raises NotThere, BadInput."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return None
        client = client_or_raise(txn, client_id)
        return LeasesOfClient(
            client, terms_shown(txn, client), conduct_now(txn, client), rental_rows.by_year(txn.store, client_id),
            tuple(_shown(txn, client, one) for one in lease_rows.leases_of(txn.store, client_id)),
        )  # fmt: skip


def open_lease(archive: Archive, actor: Actor, lease_id: int) -> LeaseOpened | None:
    """Return one lease with all that was paid of it, None where the actor may not see it. Raises NotThere."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return None
        lease = lease_or_raise(txn, lease_id)
        client = client_or_raise(txn, lease.client_id)
        paid = lease_rows.payments(txn.store, lease_id)
        back = {reverses for *_, reverses, _ in paid}
        return LeaseOpened(
            _shown(txn, client, lease), client, tuple(lease_rows.instalments(txn.store, lease_id)),
            tuple(PaymentShown(*one, one[0] in back) for one in paid),
        )  # fmt: skip


def _shown(txn: Transaction, client: ClientRecord, lease: LeaseRecord) -> LeaseShown:
    day, late = today(txn), 0
    if lease.paid < lease.due:
        unpaid = lease_rows.instalments(txn.store, lease.id)
        late = sum(one.amount - one.paid for one in unpaid if one.due_on < day and not one.void)
    live = lease.state != "dropped" and lease.ended_on is None and lease.ends >= day and not lease.history
    return LeaseShown(lease, late, judge(txn, client, wanted_of(lease), lease.id).against if live else ())
