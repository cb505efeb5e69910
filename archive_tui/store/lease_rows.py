"""Leases, instalments and payments: reading them, and what is open and late; what is written goes by ``told_rows``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from archive_tui.store.client_records import InstalmentRecord, LeaseRecord
from archive_tui.store.client_rows import chunks
from archive_tui.store.door import Store
from archive_tui.store.grade_rows import open_of as open_of
from archive_tui.store.times import utc, utc_or_none

_LEASE = """SELECT l.id, l.number, l.client_id, l.leased_item_id, i.name, l.starts, l.ends, l.amount, l.market_price,
    l.market_low, l.agreed_price, l.payment_way, l.state, l.history, l.ended_on, l.end_reason, l.score_id,
    l.exception_id, l.remark, l.contract_at, l.by_id, l.at,
    (SELECT coalesce(sum(amount), 0) FROM instalment s WHERE s.lease_id = l.id AND s.void = 0),
    (SELECT coalesce(sum(paid), 0) FROM instalment s WHERE s.lease_id = l.id)
    FROM lease l JOIN leased_item i ON i.id = l.leased_item_id """
_INSTALMENT = "SELECT id, lease_id, client_id, due_on, amount, paid, settled_on, void FROM instalment "


def lease(store: Store, lease_id: int) -> LeaseRecord | None:
    """Return one lease, or None."""
    return next(iter(leases(store, "l.id = ?", (lease_id,))), None)


def leases(
    store: Store, where: str, parameters: Sequence[object], order: str = "l.starts DESC, l.id"
) -> list[LeaseRecord]:
    """Return the leases that meet a condition of this layer's callers (alias ``l``)."""
    rows = store.db.execute_sql(f"{_LEASE} WHERE {where} ORDER BY {order}", tuple(parameters)).fetchall()
    return [_lease(row) for row in rows]


def leases_of(store: Store, client_id: int) -> list[LeaseRecord]:
    """Return a client's leases, the latest first."""
    return leases(store, "l.client_id = ?", (client_id,))


def leases_by_number(store: Store, numbers: Iterable[str]) -> dict[str, list[LeaseRecord]]:
    """Return leases that were not dropped, by number, in order of their beginning."""
    found: dict[str, list[LeaseRecord]] = {}
    for part in chunks(sorted(set(numbers))):
        condition = f"l.number IN ({','.join('?' * len(part))}) AND l.state <> 'dropped'"
        for record in leases(store, condition, part, "l.starts, l.id"):
            found.setdefault(record.number, []).append(record)
    return found


def leased_items(store: Store) -> list[tuple[int, str, str, bool]]:
    """Return the list of leased items: id, name, unit, and whether it is still offered."""
    rows = store.db.execute_sql("SELECT id, name, unit, ended_at IS NULL FROM leased_item ORDER BY id").fetchall()
    return [(r[0], r[1], r[2], bool(r[3])) for r in rows]


def offers(store: Store) -> list[LeaseRecord]:
    """Return the offers that are open."""
    return leases(store, "l.state = 'offer'", (), "l.leased_item_id, l.id")


def ending(store: Store, since: date, until: date) -> list[LeaseRecord]:
    """Return the contracts that end between two days, the soonest first."""
    condition = "l.state = 'contract' AND l.ended_on IS NULL AND l.ends BETWEEN ? AND ?"
    return leases(store, condition, (since.isoformat(), until.isoformat()), "l.ends, l.id")


def instalments(store: Store, lease_id: int) -> list[InstalmentRecord]:
    """Return the instalments of a lease by day."""
    rows = store.db.execute_sql(f"{_INSTALMENT} WHERE lease_id = ? ORDER BY due_on", (lease_id,)).fetchall()
    return [_instalment(row) for row in rows]


def instalments_of(store: Store, leases_wanted: Sequence[int]) -> dict[tuple[int, str], InstalmentRecord]:
    """Return the instalments of leases, by lease and day."""
    found: dict[tuple[int, str], InstalmentRecord] = {}
    for part in chunks(leases_wanted):
        condition = f"WHERE lease_id IN ({','.join('?' * len(part))})"
        for row in store.db.execute_sql(_INSTALMENT + condition, tuple(part)).fetchall():
            found[row[1], row[3]] = _instalment(row)
    return found


def instalment(store: Store, instalment_id: int) -> InstalmentRecord | None:
    """Return one instalment, or None."""
    row = store.db.execute_sql(f"{_INSTALMENT} WHERE id = ?", (instalment_id,)).fetchone()
    return None if row is None else _instalment(row)


def late(store: Store, today: date, limit: int = 1000) -> list[InstalmentRecord]:
    """Return what is due and not paid, the oldest first."""
    rows = store.db.execute_sql(
        f"{_INSTALMENT} WHERE due_on < ? AND paid < amount AND void = 0 ORDER BY due_on, id LIMIT ?",
        (today.isoformat(), limit),
    ).fetchall()
    return [_instalment(row) for row in rows]


def receivables(store: Store, today: date) -> list[tuple[int, int, int]]:
    """Return who owes: client, what is open in all, what of it is late; the most late first."""
    rows = store.db.execute_sql(
        "SELECT client_id, sum(amount - paid), sum(CASE WHEN due_on < ? THEN amount - paid ELSE 0 END) AS late"
        " FROM instalment WHERE paid < amount AND void = 0 GROUP BY client_id ORDER BY late DESC, 2 DESC",
        (today.isoformat(),),
    ).fetchall()
    return [(r[0], r[1], r[2]) for r in rows]


def dealings(store: Store, ids: Sequence[int], today: date) -> dict[int, tuple[bool, bool, bool]]:
    """Return of each client: whether a contract runs, money is owed, an offer or a contract to come is there."""
    found = dict.fromkeys(ids, (False, False, False))
    day = today.isoformat()
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        rows = store.db.execute_sql(
            "SELECT client_id, max(state = 'contract' AND starts <= ? AND ends >= ? AND coalesce(ended_on, ?) >= ?),"
            " max(state = 'offer' OR (state = 'contract' AND starts > ? AND ended_on IS NULL))"
            f" FROM lease WHERE client_id IN ({marks}) GROUP BY client_id",
            (day, day, day, day, day, *part),
        ).fetchall()
        owing = store.db.execute_sql(
            f"SELECT DISTINCT client_id FROM instalment WHERE client_id IN ({marks}) AND paid < amount AND void = 0",
            tuple(part),
        ).fetchall()
        owed = {row[0] for row in owing}
        found.update({r[0]: (bool(r[1]), r[0] in owed, bool(r[2])) for r in rows})
    return found


def payment_conduct(store: Store, client_id: int, today: date) -> tuple[int, int, int, int, int]:
    """Return how a client pays: instalments that fell due, late ones, days late in all, fen due, fen paid late.

    An instalment is late while it is due and not paid, and once its last payment came after the day.
    """
    day = today.isoformat()
    row = store.db.execute_sql(
        "SELECT count(*), coalesce(sum(late), 0), coalesce(sum(CASE WHEN late THEN days ELSE 0 END), 0),"
        " coalesce(sum(amount), 0), coalesce(sum(CASE WHEN late THEN amount ELSE 0 END), 0) FROM ("
        " SELECT amount, coalesce(settled_on, ?) > due_on AS late,"
        " cast(julianday(coalesce(settled_on, ?)) - julianday(due_on) AS INTEGER) AS days"
        " FROM instalment WHERE client_id = ? AND due_on <= ? AND void = 0)",
        (day, day, client_id, day),
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])


def payments(store: Store, lease_id: int) -> list[tuple[int, int, date, int, str, int | None, str]]:
    """Return the payments of a lease: id, instalment, day, fen, way, the payment reversed, reason."""
    rows = store.db.execute_sql(
        "SELECT p.id, p.instalment_id, p.paid_on, p.amount, p.way, p.reverses_id, p.reason FROM payment p"
        " JOIN instalment i ON i.id = p.instalment_id WHERE i.lease_id = ? ORDER BY p.id",
        (lease_id,),
    ).fetchall()
    return [(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], r[6]) for r in rows]


def payment(store: Store, payment_id: int) -> tuple[int, int, date, int, str, int | None] | None:
    """Return one payment: id, instalment, day, fen, way, the payment that it reverses; or None."""
    r = store.db.execute_sql(
        "SELECT id, instalment_id, paid_on, amount, way, reverses_id FROM payment WHERE id = ?", (payment_id,)
    ).fetchone()
    return None if r is None else (r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5])


def reversed_by(store: Store, payment_id: int) -> int | None:
    """Return the payment that reverses this one, or None."""
    row = store.db.execute_sql("SELECT id FROM payment WHERE reverses_id = ?", (payment_id,)).fetchone()
    return None if row is None else int(row[0])


def payments_there(store: Store, instalments_wanted: Sequence[int]) -> set[tuple[int, str, int, str]]:
    """Return the payments of instalments as instalment, day, fen and way: what a file may name again."""
    found: set[tuple[int, str, int, str]] = set()
    for part in chunks(instalments_wanted):
        rows = store.db.execute_sql(
            "SELECT instalment_id, paid_on, amount, way FROM payment"
            f" WHERE instalment_id IN ({','.join('?' * len(part))})",
            tuple(part),
        ).fetchall()
        found.update((r[0], r[1], r[2], r[3]) for r in rows)
    return found


def _lease(r: Sequence[Any]) -> LeaseRecord:
    starts, ends = date.fromisoformat(r[5]), date.fromisoformat(r[6])
    ended = date.fromisoformat(r[14]) if r[14] else None
    times = (utc_or_none(r[19]), r[20], utc(r[21]))
    whole: list[Any] = [*r[:5], starts, ends, *r[7:13], bool(r[13]), ended, *r[15:19], *times, r[22], r[23]]
    return LeaseRecord(*whole)


def _instalment(r: Sequence[Any]) -> InstalmentRecord:
    return InstalmentRecord(
        r[0], r[1], r[2], date.fromisoformat(r[3]), r[4], r[5], date.fromisoformat(r[6]) if r[6] else None, bool(r[7])
    )


def running_or_offered(store: Store, today: date) -> list[LeaseRecord]:
    """Return offers, and contracts made here that have not ended."""
    return leases(
        store,
        "(l.state = 'offer' OR (l.state = 'contract' AND l.history = 0 AND l.ended_on IS NULL AND l.ends >= ?))",
        (today.isoformat(),),
        "l.state DESC, l.id",
    )


def changed_untold(store: Store, names: Sequence[str]) -> list[int]:
    """Return the leases that are not what their latest changes made of them."""
    latest = dict(
        ((row[0], row[1]), row[2])
        for row in store.db.execute_sql("SELECT lease_id, field, new FROM lease_change ORDER BY id").fetchall()
    )
    wanted: dict[int, dict[str, str]] = {}
    for (lease_id, name), new in latest.items():
        wanted.setdefault(lease_id, {})[name] = new
    differing: list[int] = []
    for part in chunks(sorted(wanted)):
        rows = store.db.execute_sql(
            f"SELECT id, {', '.join(names)} FROM lease WHERE id IN ({','.join('?' * len(part))})", tuple(part)
        ).fetchall()
        for lease_id, *values in rows:
            now = {name: str(value) for name, value in zip(names, values, strict=True)}
            if any(now[name] != new for name, new in wanted[lease_id].items()):
                differing.append(lease_id)
    return differing


def count_of(store: Store, table: str) -> int:
    """Return how many rows a table has."""
    return int(store.db.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0])


def contracts_after(store: Store, after: int, limit: int) -> list[LeaseRecord]:
    """Return the next contracts in order of entry."""
    rows = store.db.execute_sql(
        f"{_LEASE} WHERE l.id > ? AND l.state = 'contract' ORDER BY l.id LIMIT ?", (after, limit)
    ).fetchall()
    return [_lease(row) for row in rows]


def paid_after(
    store: Store, after: int, limit: int
) -> tuple[list[int], list[tuple[str, str, int, str | None, int | None, str | None]]]:
    """Return the next instalments that stand, with every payment of them that was not reversed."""
    ids = [
        row[0]
        for row in store.db.execute_sql(
            "SELECT id FROM instalment WHERE id > ? ORDER BY id LIMIT ?", (after, limit)
        ).fetchall()
    ]
    if not ids:
        return [], []
    rows = store.db.execute_sql(
        "SELECT l.number, i.due_on, i.amount, p.paid_on, p.amount, p.way FROM instalment i"
        " JOIN lease l ON l.id = i.lease_id LEFT JOIN payment p ON p.instalment_id = i.id AND p.amount > 0"
        " AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)"
        " WHERE i.id BETWEEN ? AND ? AND i.void = 0 ORDER BY i.id, p.id",
        (ids[0], ids[-1]),
    ).fetchall()
    return ids, list(rows)
