"""Loans and readings, with what hangs on them: recalls, reminders, incidents, copies.

Handing an item over is one INSERT here, taking it back one UPDATE; the guard triggers move the item's state with
them, so that the two can't fall apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.moments import Moment
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.records import IncidentRecord, LoanRecord, seconds, utc, utc_or_none

_SELECT = """
SELECT l.id, l.item_id, l.borrower_id, l.kind, l.level, l.out_at, l.out_boot_id, l.out_boot_ns, l.due_at, l.renewed,
       l.returned_at, l.late, l.reversed_seq, l.sign_off_id, l.pages_back, l.state_back,
       (SELECT at FROM recall r WHERE r.loan_id = l.id AND r.closed_at IS NULL ORDER BY r.id LIMIT 1),
       (SELECT cause FROM recall r WHERE r.loan_id = l.id AND r.closed_at IS NULL ORDER BY r.id LIMIT 1),
       (SELECT count(*) FROM reminder m WHERE m.loan_id = l.id),
       (SELECT max(at) FROM reminder m WHERE m.loan_id = l.id)
FROM loan l
"""


def add_loan(
    store: Store,
    item_id: int,
    borrower_id: int,
    kind: Kind,
    level: Level,
    lent_by: int,
    out: Moment,
    due_at: datetime,
    sign_off: int | None,
    manager_sign_off: int | None,
    seq: int,
) -> int:
    """Hand an item over and return the loan's id; the guards refuse what the regulation does."""
    return int(
        t.Loan.insert(
            item=item_id, borrower=borrower_id, kind=kind.value, level=level.value, lent_by=lent_by,
            out_at=seconds(out.utc), out_boot_id=out.boot_id, out_boot_ns=out.boot_ns, due_at=seconds(due_at),
            sign_off=sign_off, manager_sign_off=manager_sign_off, seq=seq,
        ).execute(store.db)
    )  # fmt: skip


def close_loan(
    store: Store,
    loan_id: int,
    returned_at: int,
    taken_by: int,
    *,
    pages: int | None = None,
    state: str = "",
    late: bool = False,
    by_wall_clock: bool = False,
    reversed_seq: int | None = None,
) -> None:
    """Take a loan back at ``returned_at`` (UTC seconds) and close its recalls."""
    t.Loan.update(
        returned_at=returned_at, taken_by=taken_by, pages_back=pages, state_back=state, late=int(late),
        by_wall_clock=int(by_wall_clock), reversed_seq=reversed_seq,
    ).where(t.Loan.id == loan_id, t.Loan.returned_at.is_null()).execute(store.db)  # fmt: skip
    t.Recall.update(closed_at=returned_at).where(t.Recall.loan == loan_id, t.Recall.closed_at.is_null()).execute(
        store.db
    )


def renew_loan(store: Store, loan_id: int, due_at: datetime) -> None:
    """Move an unclassified loan's due time and count the renewal."""
    t.Loan.update(due_at=seconds(due_at), renewed=t.Loan.renewed + 1).where(
        t.Loan.id == loan_id, t.Loan.returned_at.is_null()
    ).execute(store.db)


def open_loans(store: Store) -> list[LoanRecord]:
    """Return all that is out or in the room, soonest due first."""
    return _records(store, "WHERE l.returned_at IS NULL ORDER BY l.due_at, l.id", ())


def open_loan_of_item(store: Store, item_id: int) -> LoanRecord | None:
    """Return the open loan of an item, or None."""
    return next(iter(_records(store, "WHERE l.item_id = ? AND l.returned_at IS NULL", (item_id,))), None)


def open_loans_of(store: Store, borrower_id: int) -> list[LoanRecord]:
    """Return what a person has, soonest due first."""
    return _records(store, "WHERE l.borrower_id = ? AND l.returned_at IS NULL ORDER BY l.due_at, l.id", (borrower_id,))


def open_terms(store: Store, borrower_id: int | None = None) -> list[tuple[int, Moment, datetime]]:
    """Return ``(borrower, out, due)`` of all that is away, or of what one person has: what counting needs, no more."""
    where, parameters = ("", ()) if borrower_id is None else (" AND borrower_id = ?", (borrower_id,))
    rows = store.db.execute_sql(
        f"SELECT borrower_id, out_at, out_boot_id, out_boot_ns, due_at FROM loan WHERE returned_at IS NULL{where}",
        parameters,
    ).fetchall()
    return [(r[0], Moment(utc(r[1]), r[2], r[3]), utc(r[4])) for r in rows]


def guarded_with(store: Store, borrower_id: int) -> list[int]:
    """Return the items of confidential and above that a person has in hand."""
    rows = store.db.execute_sql(
        "SELECT l.item_id FROM loan l JOIN item i ON i.id = l.item_id WHERE l.borrower_id = ?"
        " AND l.returned_at IS NULL AND i.level IN ('confidential','top_secret')",
        (borrower_id,),
    ).fetchall()
    return [row[0] for row in rows]


def count_open_incidents(store: Store) -> dict[int, int]:
    """Return how many incidents are open against each person that has any."""
    rows = store.db.execute_sql(
        "SELECT borrower_id, count(*) FROM incident WHERE closed_at IS NULL AND borrower_id IS NOT NULL"
        " GROUP BY borrower_id"
    ).fetchall()
    return dict(rows)


def loan(store: Store, loan_id: int) -> LoanRecord | None:
    """Return one loan by its id, or None."""
    return next(iter(_records(store, "WHERE l.id = ?", (loan_id,))), None)


def loans_of_item(store: Store, item_id: int, limit: int = 200) -> list[LoanRecord]:
    """Return an item's loans, the newest first."""
    return _records(store, "WHERE l.item_id = ? ORDER BY l.id DESC LIMIT ?", (item_id, limit))


def loans_after(store: Store, loan_id: int, limit: int) -> list[LoanRecord]:
    """Return the loans made next after one, in order."""
    return _records(store, "WHERE l.id > ? ORDER BY l.id LIMIT ?", (loan_id, limit))


def count_loans(store: Store) -> int:
    """Return how many loans there are and were."""
    return int(store.db.execute_sql("SELECT count(*) FROM loan").fetchone()[0])


def latest_return(store: Store, item_id: int) -> LoanRecord | None:
    """Return the item's latest closed loan, or None."""
    rows = _records(store, "WHERE l.item_id = ? AND l.returned_at IS NOT NULL ORDER BY l.id DESC LIMIT 1", (item_id,))
    return rows[0] if rows else None


def add_copy(
    store: Store, item_id: int, borrower_id: int, level: Level, made_by: int, at: int, uses: Sequence[int], seq: int
) -> int:
    """Record a copy made on its own sign-offs (manager's form first, approval last) and return its id."""
    return int(
        t.Copy.insert(
            item=item_id, borrower=borrower_id, level=level.value, made_by=made_by, at=at,
            sign_off=uses[-1] if uses else None, manager_sign_off=uses[0] if len(uses) > 1 else None, seq=seq,
        ).execute(store.db)
    )  # fmt: skip


def add_recall(store: Store, loan_id: int, made_by: int, at: int, cause: str, reason: str) -> int:
    """Record that a loan is called back; ``cause`` is ``level_raised`` or ``asked``."""
    return int(t.Recall.insert(loan=loan_id, made_by=made_by, at=at, cause=cause, reason=reason).execute(store.db))


def add_reminder(store: Store, loan_id: int, made_by: int, at: int) -> int:
    """Record a reminder (催还) for a loan."""
    return int(t.Reminder.insert(loan=loan_id, made_by=made_by, at=at).execute(store.db))


def add_incident(
    store: Store, item_id: int, loan_id: int | None, borrower_id: int | None, kind: str, note: str, by: int, at: int
) -> int:
    """Open an incident and return its id."""
    return int(
        t.Incident.insert(
            item=item_id, loan=loan_id, borrower=borrower_id, kind=kind, note=note, opened_by=by, opened_at=at
        ).execute(store.db)
    )


def close_incident(store: Store, incident_id: int, by: int, at: int, reason: str) -> int:
    """Close an open incident with a reason; return how many were closed (0 when it was closed already)."""
    return int(
        t.Incident.update(closed_by=by, closed_at=at, close_reason=reason)
        .where(t.Incident.id == incident_id, t.Incident.closed_at.is_null())
        .execute(store.db)
    )


def incident(store: Store, incident_id: int) -> IncidentRecord | None:
    """Return one incident, or None."""
    return next(iter(_incidents(store, t.Incident.id == incident_id)), None)


def incidents_of_item(store: Store, item_id: int) -> list[IncidentRecord]:
    """Return an item's incidents, the newest first."""
    return _incidents(store, t.Incident.item == item_id)


def open_incidents_of(store: Store, borrower_id: int) -> list[IncidentRecord]:
    """Return the incidents that are open against a person."""
    return _incidents(store, (t.Incident.borrower == borrower_id) & t.Incident.closed_at.is_null())


def open_incidents(store: Store) -> list[IncidentRecord]:
    """Return all open incidents, the newest first."""
    return _incidents(store, t.Incident.closed_at.is_null())


def _incidents(store: Store, condition: Any) -> list[IncidentRecord]:
    rows = t.Incident.select().where(condition).order_by(t.Incident.id.desc()).dicts().execute(store.db)
    return [
        IncidentRecord(
            r["id"], r["item"], r["loan"], r["borrower"], r["kind"], r["note"], r["opened_by"],
            utc(r["opened_at"]), r["closed_by"], utc_or_none(r["closed_at"]), r["close_reason"],
        )
        for r in rows
    ]  # fmt: skip


def _records(store: Store, where: str, parameters: Sequence[object]) -> list[LoanRecord]:
    return [_record(row) for row in store.db.execute_sql(_SELECT + where, tuple(parameters)).fetchall()]


def _record(row: Sequence[Any]) -> LoanRecord:
    return LoanRecord(
        id=row[0], item_id=row[1], borrower_id=row[2], kind=Kind(row[3]), level=Level(row[4]),
        out=Moment(utc(row[5]), row[6], row[7]), due_at=utc(row[8]), renewed=row[9],
        returned_at=utc_or_none(row[10]), late=bool(row[11]), reversed=row[12] is not None, sign_off_id=row[13],
        pages_back=row[14], state_back=row[15], recalled_at=utc_or_none(row[16]), recall_cause=row[17],
        reminders=row[18], reminded_at=utc_or_none(row[19]),
    )  # fmt: skip
