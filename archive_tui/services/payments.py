"""Payments of instalments, reversed where they were entered wrongly; and balances from before the program (4.2.1)."""

from __future__ import annotations

from datetime import date

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import MOST, grouped
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.regulation.terms import ARTICLES, Way
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, day_checked, today, touch
from archive_tui.services.lease_terms import schedule_in_force
from archive_tui.services.leases import lease_or_raise
from archive_tui.services.texts import checked
from archive_tui.store import lease_rows, rental_rows
from archive_tui.store.client_records import ClientRecord, LeaseRecord


def pay(archive: Archive, actor: Actor, instalment_id: int, paid_on: date, amount: int, way: Way) -> Outcome[int]:
    """Enter a payment of an instalment; return its id. Raises NotThere, BadInput.

    A way that neither the contract nor the client's terms allow is refused (4.3.3, 4.3.4): money always is allowed.
    """
    with archive.act(actor) as txn:
        found = lease_rows.instalment(txn.store, instalment_id)
        if found is None:
            raise NotThere("instalment", str(instalment_id))
        lease, client = lease_or_raise(txn, found.lease_id), client_or_raise(txn, found.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed:
            ruling = way_allowed(txn, client, lease, way)
        if ruling.allowed and found.void:
            ruling = refusal(Clause("4.3", False, "instalment_void"))
        if not ruling.allowed:
            return txn.refuse("payment", ruling, client=client.id, code=client.code, instalment=instalment_id)
        check_payment(txn, lease, amount, paid_on, found.amount - found.paid)
        telling = Telling(txn)
        payment_id = telling.add(
            "payment", instalment_id=instalment_id, paid_on=paid_on.isoformat(), amount=amount, way=way.value
        )
        touch(txn, client.id)
        telling.record("payment", client, lease=lease.id, number=lease.number, payment=payment_id, amount=amount)
        return Outcome(ruling, payment_id)


def check_payment(txn: Transaction, lease: LeaseRecord, amount: int, paid_on: date, open_: int) -> None:
    """Raise BadInput for a payment that can't be: of nothing, before the lease, of a day to come, more than is open."""
    if not 0 < amount <= MOST:
        raise BadInput("amount", number=lease.number)
    day_checked(txn, "paid_on", paid_on, past=True)
    if paid_on < lease.starts:
        raise BadInput("paid_before_lease", number=lease.number, starts=lease.starts.isoformat())
    if amount > open_:
        raise BadInput("paid_too_much", number=lease.number, amount=grouped(open_))


def way_allowed(txn: Transaction, client: ClientRecord, lease: LeaseRecord, way: Way) -> Ruling:
    """Return whether a client may pay in that way: as the contract or the terms of its grade say; money always."""
    if way is Way.MONEY or lease.history or way.value == lease.payment_way:
        return permission()
    grade = Grade(client.grade)
    terms = schedule_in_force(txn).terms_for(grade, client.nature)
    if terms is not None and way in terms.ways:
        return permission()
    return refusal(Clause(ARTICLES[grade], False, "terms_way", {"way": way.value, "grade": grade.value}))


def reverse_payment(archive: Archive, actor: Actor, payment_id: int, reason: str) -> Outcome[int]:
    """Reverse a payment that was entered wrongly by a counter-entry; both stay. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        found = lease_rows.payment(txn.store, payment_id)
        if found is None:
            raise NotThere("payment", str(payment_id))
        _, instalment_id, paid_on, amount, way, reverses = found
        instalment = lease_rows.instalment(txn.store, instalment_id)
        assert instalment is not None
        lease, client = lease_or_raise(txn, instalment.lease_id), client_or_raise(txn, instalment.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed and (reverses is not None or lease_rows.reversed_by(txn.store, payment_id) is not None):
            ruling = refusal(Clause("4.3", False, "payment_reversed"))
        if not ruling.allowed:
            return txn.refuse("payment_reverse", ruling, client=client.id, code=client.code, payment=payment_id)
        clean = checked("reason", reason, needed=True)
        telling = Telling(txn)
        counter = telling.add(
            "payment", instalment_id=instalment_id, paid_on=paid_on.isoformat(), amount=-amount, way=way,
            reverses_id=payment_id, reason=clean,
        )  # fmt: skip
        touch(txn, client.id)
        telling.record("payment_reverse", client, lease=lease.id, number=lease.number, payment=payment_id)
        return Outcome(ruling, counter)


def open_balance(archive: Archive, actor: Actor, client_id: int, year: int, amount: int, source: str) -> Outcome[None]:
    """Enter a client's rental of a year from before the program, with its source; a later entry replaces a former one.

    The keeper's act. Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        client = client_or_raise(txn, client_id)
        ruling = txn.may(Act.KEEP_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("opening_balance", ruling, client=client_id, code=client.code)
        if not 0 <= amount <= MOST:
            raise BadInput("amount", number=str(year))
        if not 1900 <= year <= today(txn).year:
            raise BadInput("balance_year", year=year)
        row = txn.store.db.execute_sql(
            "SELECT amount FROM opening_balance WHERE client_id = ? AND year = ? ORDER BY id DESC LIMIT 1",
            (client_id, year),
        ).fetchone()
        telling = Telling(txn)
        telling.add(
            "opening_balance", client_id=client_id, year=year, amount=amount,
            source=checked("source", source, needed=True),
        )  # fmt: skip
        rental_rows.add(txn.store, {(client_id, year): amount - (int(row[0]) if row else 0)})
        touch(txn, client_id)
        telling.record("opening_balance", client, year=year, amount=amount)
        return Outcome(ruling)
