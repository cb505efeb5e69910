"""The schedule of terms in its versions, clients' own limits, and the GM's exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from archive_tui.regulation.terms import Terms
from archive_tui.store.door import Store
from archive_tui.store.grade_rows import in_force as in_force
from archive_tui.store.grade_rows import limits as limits
from archive_tui.store.grade_rows import lines as lines
from archive_tui.store.times import utc, utc_or_none


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version of the schedule: a draft until the GM has signed it, numbered from then on."""

    id: int
    number: int | None
    by: int
    at: datetime
    signed_by: int | None
    signed_at: datetime | None
    note: str
    lines: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class ExceptionRecord:
    """The GM's dated exception: for one lease as it was then, or for any lease of a client."""

    id: int
    client_id: int
    lease_id: int | None
    codes: frozenset[str]
    amount: int | None
    agreed_price: int | None
    payment_way: str | None
    reason: str
    until: date
    signed_by: int
    at: datetime
    revoked_at: datetime | None


def versions(store: Store) -> list[VersionRecord]:
    """Return all versions and drafts, the newest first."""
    rows = store.db.execute_sql(
        "SELECT id, number, by_id, at, signed_by_id, signed_at, note FROM terms_version ORDER BY id DESC"
    ).fetchall()
    return [VersionRecord(r[0], r[1], r[2], utc(r[3]), r[4], utc_or_none(r[5]), r[6], lines(store, r[0])) for r in rows]


def exceptions(store: Store, where: str = "1", parameters: Sequence[object] = ()) -> list[ExceptionRecord]:
    """Return exceptions that meet a condition of this layer's callers, the soonest ending first."""
    rows = store.db.execute_sql(
        "SELECT id, client_id, lease_id, codes, amount, agreed_price, payment_way, reason, until, signed_by_id, at,"
        f" revoked_at FROM term_exception WHERE {where} ORDER BY until, id",
        tuple(parameters),
    ).fetchall()
    return [
        ExceptionRecord(
            r[0], r[1], r[2], frozenset(r[3].split(",")), r[4], r[5], r[6], r[7], date.fromisoformat(r[8]), r[9],
            utc(r[10]), utc_or_none(r[11]),
        )
        for r in rows
    ]  # fmt: skip


def exceptions_of(store: Store, ids: Sequence[int]) -> list[ExceptionRecord]:
    """Return a client's exceptions."""
    return exceptions(store, f"client_id IN ({','.join('?' * len(ids))})", ids)
