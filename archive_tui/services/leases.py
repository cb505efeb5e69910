"""Leases: offers, contracts by terms at the door, changes, copies, and ends (4.3; invariant 11).

An offer that goes against the client's terms is warned about; a contract is refused, by whatever path it comes, unless
the GM's dated exception covers it. What began before the first client's file did is a record of what was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from archive_tui.regulation.instalments import divided
from archive_tui.regulation.money import MOST
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.regulation.terms import Way
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, day_checked, touch
from archive_tui.services.lease_terms import Judged, judge, ways_forward
from archive_tui.services.lease_terms import Wanted as Wanted
from archive_tui.services.texts import checked
from archive_tui.store import lease_rows, rental_rows, told_rows
from archive_tui.store.client_records import ClientRecord, LeaseRecord

#: What may be changed on an offer or a contract.
CHANGEABLE = (
    "client_id", "leased_item_id", "starts", "ends", "amount", "market_price", "market_low", "agreed_price",
    "payment_way",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entered:
    """A lease that was entered: ``warnings`` are what speaks against an offer."""

    lease_id: int
    warnings: tuple[Clause, ...] = ()


def offer(archive: Archive, actor: Actor, wanted: Wanted) -> Outcome[Entered]:
    """Enter an offer; what speaks against it is in ``warnings``. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        client = client_or_raise(txn, wanted.client_id)
        ruling = txn.may(Act.LEASE)
        if not ruling.allowed:
            return txn.refuse("offer", ruling, client=client.id, code=client.code)
        row = lease_row(txn, wanted)
        telling = Telling(txn)
        lease_id = telling.add("lease", **row, state="offer")
        judged = judge(txn, client, wanted, lease_id)
        touch(txn, client.id)
        told = [f"{c.article} {c.code}" for c in judged.against]
        telling.record("offer", client, lease=lease_id, number=wanted.number, warned=told)
        return Outcome(ruling, Entered(lease_id, judged.against))


def enter_contract(
    archive: Archive, actor: Actor, wanted: Wanted, parts: Sequence[tuple[date, int]] | int
) -> Outcome[Entered]:
    """Enter a contract that was no offer before; ``parts`` are its instalments or the months of its cycle.

    Refused where it goes against the client's terms and no exception covers it. Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        client = client_or_raise(txn, wanted.client_id)
        ruling = txn.may(Act.LEASE)
        row = lease_row(txn, wanted) if ruling.allowed else {}
        judged = judge(txn, client, wanted) if ruling.allowed else None
        ruling = _by_terms(ruling, judged)
        if not ruling.allowed or judged is None:
            return txn.refuse("contract", ruling, client=client.id, code=client.code, number=wanted.number)
        telling = Telling(txn)
        lease_id = telling.add(
            "lease", **row, state="contract", contract_at=txn.seconds, score_id=judged.score_id,
            exception_id=judged.exception_id,
        )  # fmt: skip
        _concluded(telling, client, lease_id, wanted, parts, judged)
        return Outcome(ruling, Entered(lease_id))


def conclude(
    archive: Archive, actor: Actor, lease_id: int, parts: Sequence[tuple[date, int]] | int
) -> Outcome[Entered]:
    """Make an offer a contract, judged as of now: the client's grade of today, not of the offer. Raises as above."""
    with archive.act(actor) as txn:
        record = lease_or_raise(txn, lease_id)
        client = client_or_raise(txn, record.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed and record.state != "offer":
            ruling = refusal(Clause("4.3", False, "no_offer"))
        judged = judge(txn, client, wanted_of(record), lease_id) if ruling.allowed else None
        ruling = _by_terms(ruling, judged)
        if not ruling.allowed or judged is None:
            return txn.refuse("contract", ruling, client=client.id, code=client.code, number=record.number)
        telling = Telling(txn)
        change_fields(telling, record, {"state": "contract"}, "4.3")
        told_rows.update(
            txn.store, "lease", lease_id,
            {"state": "contract", "contract_at": txn.seconds, "score_id": judged.score_id,
             "exception_id": judged.exception_id},
        )  # fmt: skip
        _concluded(telling, client, lease_id, wanted_of(record), parts, judged)
        return Outcome(ruling, Entered(lease_id))


def warnings(archive: Archive, actor: Actor, wanted: Wanted, lease_id: int | None = None) -> tuple[Clause, ...]:
    """Return what speaks against a lease as it would be, without doing anything. Raises NotThere, BadInput."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return ()
        return judge(txn, client_or_raise(txn, wanted.client_id), wanted, lease_id).clauses


def change_lease(
    archive: Archive, actor: Actor, lease_id: int, changes: Mapping[str, Any], reason: str
) -> Outcome[Entered]:
    """Change an offer or a contract, its client included; a contract is judged again. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = lease_or_raise(txn, lease_id)
        if unknown := sorted(changes.keys() - set(CHANGEABLE)):
            raise BadInput("lease_field", field=unknown[0])
        wanted = replace(wanted_of(record), **changes)
        client = client_or_raise(txn, wanted.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed and (record.state == "dropped" or record.ended_on is not None):
            ruling = refusal(Clause("4.3", False, "lease_over"))
        judged = judge(txn, client, wanted, lease_id) if ruling.allowed else None
        if record.state == "contract" and not record.history:
            ruling = _by_terms(ruling, judged)
        if not ruling.allowed or judged is None:
            return txn.refuse("lease_change", ruling, client=client.id, code=client.code, number=record.number)
        row = lease_row(txn, wanted, lease_id)
        if record.due > wanted.amount:
            raise BadInput("instalments_over_amount", number=record.number)
        changed = {name: row[name] for name in CHANGEABLE if row[name] != _value(record, name)}
        telling = Telling(txn)
        change_fields(telling, record, changed, checked("reason", reason, needed=True))
        fresh = {"score_id": judged.score_id, "exception_id": judged.exception_id} if not record.history else {}
        told_rows.update(txn.store, "lease", lease_id, {**changed, **(fresh if record.state == "contract" else {})})
        if "client_id" in changed:
            _move_rental(telling, lease_id, record.client_id, client.id)
        for one in {record.client_id, client.id}:
            touch(txn, one)
        telling.record("lease_change", client, lease=lease_id, number=record.number, fields=sorted(changed))
        return Outcome(ruling, Entered(lease_id, judged.against))


def copy_lease(
    archive: Archive, actor: Actor, lease_id: int, number: str, starts: date, ends: date
) -> Outcome[Entered]:
    """Make a new offer like a lease that is there: so the terms are judged when it becomes a contract."""
    with archive.look(actor) as txn:
        record = lease_or_raise(txn, lease_id)
    return offer(archive, actor, replace(wanted_of(record), number=number, starts=starts, ends=ends))


def drop_offer(archive: Archive, actor: Actor, lease_id: int, reason: str) -> Outcome[None]:
    """Drop an offer that came to nothing; it stays readable. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = lease_or_raise(txn, lease_id)
        client = client_or_raise(txn, record.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed and record.state != "offer":
            ruling = refusal(Clause("4.3", False, "no_offer"))
        if not ruling.allowed:
            return txn.refuse("offer_drop", ruling, client=client.id, code=client.code, number=record.number)
        telling = Telling(txn)
        clean = checked("reason", reason, needed=True)
        change_fields(telling, record, {"state": "dropped"}, clean)
        told_rows.update(txn.store, "lease", lease_id, {"state": "dropped", "end_reason": clean})
        touch(txn, client.id)
        telling.record("offer_drop", client, lease=lease_id, number=record.number)
        return Outcome(ruling)


def end_lease(archive: Archive, actor: Actor, lease_id: int, on: date, reason: str) -> Outcome[int]:
    """End a contract before its time; what falls due later and is not paid lapses. Return how many instalments lapsed.

    Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        record = lease_or_raise(txn, lease_id)
        client = client_or_raise(txn, record.client_id)
        ruling = txn.may(Act.LEASE)
        if ruling.allowed and (record.state != "contract" or record.ended_on is not None):
            ruling = refusal(Clause("4.3", False, "lease_over"))
        if not ruling.allowed:
            return txn.refuse("lease_end", ruling, client=client.id, code=client.code, number=record.number)
        if not record.starts <= on <= record.ends:
            raise BadInput("lease_end_day", starts=record.starts.isoformat(), ends=record.ends.isoformat())
        telling = Telling(txn)
        clean = checked("reason", reason, needed=True)
        change_fields(telling, record, {"ended_on": on.isoformat()}, clean)
        told_rows.update(txn.store, "lease", lease_id, {"ended_on": on.isoformat(), "end_reason": clean})
        lapsed = [i for i in lease_rows.instalments(txn.store, lease_id) if i.due_on > on and not i.paid and not i.void]
        for one in lapsed:
            telling.close("instalment", one.id, void=1)
        rental_rows.add(txn.store, _by_year((client.id, one.due_on, -one.amount) for one in lapsed))
        touch(txn, client.id)
        telling.record("lease_end", client, lease=lease_id, number=record.number, on=on.isoformat())
        return Outcome(ruling, len(lapsed))


def add_leased_item(archive: Archive, actor: Actor, name: str, unit: str = "", note: str = "") -> Outcome[int]:
    """Add to the list of what is leased out. Raises BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.LEASED_ITEMS)
        if not ruling.allowed:
            return txn.refuse("leased_item", ruling)
        clean = checked("leased_item", name, 80, needed=True)
        if clean in {known for _, known, _, _ in lease_rows.leased_items(txn.store)}:
            raise BadInput("leased_item_there", name=clean)
        telling = Telling(txn)
        item_id = telling.add("leased_item", name=clean, unit=checked("unit", unit, 20), note=checked("note", note))
        telling.record("leased_item", leased_item=item_id)
        return Outcome(ruling, item_id)


def end_leased_item(archive: Archive, actor: Actor, item_id: int) -> Outcome[None]:
    """Note that something is no longer leased out; leases of it stay. Raises NotThere."""
    with archive.act(actor) as txn:
        there = {i: offered for i, _, _, offered in lease_rows.leased_items(txn.store)}
        if not there.get(item_id, False):
            raise NotThere("leased_item", str(item_id))
        ruling = txn.may(Act.LEASED_ITEMS)
        if not ruling.allowed:
            return txn.refuse("leased_item_end", ruling, leased_item=item_id)
        telling = Telling(txn)
        telling.close("leased_item", item_id, ended_at=txn.seconds)
        telling.record("leased_item_end", leased_item=item_id)
        return Outcome(ruling)


def lease_or_raise(txn: Transaction, lease_id: int) -> LeaseRecord:
    """Return a lease; raises NotThere."""
    record = lease_rows.lease(txn.store, lease_id)
    if record is None:
        raise NotThere("lease", str(lease_id))
    return record


def wanted_of(record: LeaseRecord) -> Wanted:
    """Return a lease as the terms judge it."""
    values = {field.name: getattr(record, field.name) for field in fields(Wanted)}
    return Wanted(**{**values, "payment_way": Way(record.payment_way)})


def lease_row(txn: Transaction, wanted: Wanted, lease_id: int | None = None) -> dict[str, Any]:
    """Return a lease as it is stored; raises NotThere, BadInput for what can't be."""
    number = checked("number", wanted.number, 40, needed=True)
    if wanted.ends < wanted.starts:
        raise BadInput("lease_period", number=number)
    amounts = (wanted.amount, wanted.market_price, wanted.market_low, wanted.agreed_price)
    if any(not 0 <= amount <= MOST for amount in amounts):
        raise BadInput("amount", number=number)
    if wanted.market_low > wanted.market_price:
        raise BadInput("market_low", number=number)
    if wanted.leased_item_id not in {
        i for i, _, _, offered in lease_rows.leased_items(txn.store) if offered or lease_id
    }:
        raise NotThere("leased_item", str(wanted.leased_item_id))
    for other in lease_rows.leases_by_number(txn.store, [number]).get(number, []):
        if other.id != lease_id and other.starts <= wanted.ends and wanted.starts <= other.ends:
            raise BadInput(
                "lease_overlaps", number=number, starts=other.starts.isoformat(), ends=other.ends.isoformat()
            )
    return {
        "number": number, "client_id": wanted.client_id, "leased_item_id": wanted.leased_item_id,
        "starts": day_checked(txn, "starts", wanted.starts), "ends": day_checked(txn, "ends", wanted.ends),
        "amount": wanted.amount, "market_price": wanted.market_price, "market_low": wanted.market_low,
        "agreed_price": wanted.agreed_price, "payment_way": wanted.payment_way.value,
        "remark": checked("remark", wanted.remark, 1000),
    }  # fmt: skip


def add_instalments(
    telling: Telling, client_id: int, lease_id: int, wanted: Wanted, parts: Sequence[tuple[date, int]] | int
) -> None:
    """Enter a contract's instalments within a running act, and count them as rental; raises BadInput."""
    given = divided(wanted.amount, wanted.starts, wanted.ends, parts) if isinstance(parts, int) else tuple(parts)
    if sum(amount for _, amount in given) != wanted.amount:
        raise BadInput("instalments_differ", number=wanted.number)
    if any(amount < 0 for _, amount in given) or len({day for day, _ in given}) != len(given):
        raise BadInput("instalments_differ", number=wanted.number)
    if any(day < wanted.starts for day, _ in given):
        raise BadInput("due_before_lease", number=wanted.number, starts=wanted.starts.isoformat())
    for day, amount in given:
        if amount:
            telling.add(
                "instalment", lease_id=lease_id, client_id=client_id, amount=amount,
                due_on=day_checked(telling.txn, "due_on", day),
            )  # fmt: skip
    rental_rows.add(telling.txn.store, _by_year((client_id, day, amount) for day, amount in given))


def change_fields(telling: Telling, record: LeaseRecord, changed: Mapping[str, object], reason: str) -> None:
    """Keep what a lease was before it is changed, within a running act."""
    for name, value in sorted(changed.items()):
        old = _value(record, name)
        telling.add(
            "lease_change", lease_id=record.id, field=name, old="" if old is None else str(old), new=str(value),
            reason=reason,
        )  # fmt: skip


def _value(record: LeaseRecord, name: str) -> object:
    value = getattr(record, name)
    return value.isoformat() if isinstance(value, date) else value


def _by_terms(ruling: Ruling, judged: Judged | None) -> Ruling:
    if not ruling.allowed or judged is None:
        return ruling
    if judged.against:
        return refusal(*judged.clauses, way_forward=ways_forward(judged.against))
    return permission(*judged.clauses)


def _concluded(
    telling: Telling,
    client: ClientRecord,
    lease_id: int,
    wanted: Wanted,
    parts: Sequence[tuple[date, int]] | int,
    judged: Judged,
) -> None:
    add_instalments(telling, client.id, lease_id, wanted, parts)
    rental_rows.refresh(telling.txn.store, [client.id])
    touch(telling.txn, client.id)
    telling.record(
        "contract", client, lease=lease_id, number=wanted.number, grade=client.grade, score=judged.score_id,
        exception=judged.exception_id,
    )  # fmt: skip


def _move_rental(telling: Telling, lease_id: int, old: int, new: int) -> None:
    store = telling.txn.store
    parts = [one for one in lease_rows.instalments(store, lease_id) if not one.void]
    store.db.execute_sql("UPDATE instalment SET client_id = ? WHERE lease_id = ?", (new, lease_id))
    rental_rows.add(store, _by_year((old, one.due_on, -one.amount) for one in parts))
    rental_rows.add(store, _by_year((new, one.due_on, one.amount) for one in parts))
    rental_rows.refresh(store, [old, new])


def _by_year(parts: Iterable[tuple[int, date, int]]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for client_id, day, amount in parts:
        found[client_id, day.year] = found.get((client_id, day.year), 0) + amount
    return found
