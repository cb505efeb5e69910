"""Terms at the door (4.3): what speaks against a lease as of now, judged inside the act that enters it, by any path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.rulings import Clause
from archive_tui.regulation.terms import Deal, Excepted, Schedule, Way, against_terms, with_exception
from archive_tui.services.archive import Transaction
from archive_tui.services.client_acts import today
from archive_tui.store import client_rows, lease_rows, terms_rows
from archive_tui.store.client_records import ClientRecord
from archive_tui.store.terms_rows import ExceptionRecord


@dataclass(frozen=True, slots=True)
class Wanted:
    """A lease as it is wanted: money in fen, prices as the lease counts them (by month or day, all three alike)."""

    number: str
    client_id: int
    leased_item_id: int
    starts: date
    ends: date
    amount: int
    market_price: int
    market_low: int
    agreed_price: int
    payment_way: Way = Way.MONEY
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the terms say of a lease: clauses against it (and one for it where an exception covers some)."""

    clauses: tuple[Clause, ...]
    score_id: int | None
    exception_id: int | None

    @property
    def against(self) -> tuple[Clause, ...]:
        """Return the clauses that speak against."""
        return tuple(c for c in self.clauses if not c.holds)


def judge(
    txn: Transaction, client: ClientRecord, wanted: Wanted, lease_id: int | None = None, more_open: int = 0
) -> Judged:
    """Return what the terms of the client say of a lease now; ``lease_id`` is the offer or contract that it is.

    Open receivables of its other contracts are counted, and ``more_open`` of rows that are entered in the same act.
    """
    against = against_terms(_deal(txn, client, wanted, lease_id, more_open), terms_rows.in_force(txn.store))
    if not against:
        return Judged((), client.score_id, None)
    found = _exception(txn, client, wanted, lease_id, {c.code for c in against})
    if found is None:
        return Judged(against, client.score_id, None)
    excepted = Excepted(found.id, found.codes, found.until.isoformat())
    return Judged(with_exception(against, excepted), client.score_id, found.id)


def ways_forward(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the lawful ways on from what speaks against a lease."""
    codes = {c.code for c in clauses}
    ways = ["score_first"] if "terms_ungraded" in codes else []
    if codes & {"terms_price", "terms_way"}:
        ways.append("within_terms")
    if "terms_limit" in codes:
        ways.append("collect_first")
    return (*ways, "gm_exception")


def schedule_in_force(txn: Transaction) -> Schedule:
    """Return the schedule of terms that applies now."""
    return terms_rows.in_force(txn.store)


def _deal(txn: Transaction, client: ClientRecord, wanted: Wanted, lease_id: int | None, more_open: int) -> Deal:
    limits = terms_rows.limits(txn.store, client_rows.family(txn.store, client.id))
    return Deal(
        Grade(client.grade), client.nature, wanted.amount, wanted.market_price, wanted.market_low, wanted.agreed_price,
        wanted.payment_way, lease_rows.open_of(txn.store, client.id, lease_id) + more_open, limits.get(client.id),
    )  # fmt: skip


def _exception(
    txn: Transaction, client: ClientRecord, wanted: Wanted, lease_id: int | None, codes: set[str]
) -> ExceptionRecord | None:
    """Return the exception that covers most of what speaks against a lease; one for a lease covers it as it was."""
    day = today(txn)
    good = [
        one
        for one in terms_rows.exceptions_of(txn.store, [client.id])
        if one.revoked_at is None and one.until >= day and one.codes & codes and _covers(one, wanted, lease_id)
    ]
    return max(good, key=lambda one: len(one.codes & codes), default=None)


def _covers(one: ExceptionRecord, wanted: Wanted, lease_id: int | None) -> bool:
    if one.lease_id is None:
        return True
    return (
        one.lease_id == lease_id
        and wanted.amount <= (one.amount or 0)
        and wanted.agreed_price >= (one.agreed_price or 0)
        and wanted.payment_way.value == one.payment_way
    )
