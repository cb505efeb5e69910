"""Returns that were none: what the return had said is kept, and the loan's row goes on as it was before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive_tui.regulation.levels import Level
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class UnreturnRecord:
    """One return that was undone: who had taken the item back and when, and who found that it was a mistake."""

    loan_id: int
    by: int
    at: datetime
    reason: str
    returned_at: datetime
    taken_by: int
    late: bool


def return_entry(store: Store, item_id: int, loan_id: int) -> tuple[int, dict[str, Any]]:
    """Return number and body of the trail entry that told of a loan's latest return; ``(0, {})`` if there is none."""
    row = store.db.execute_sql(
        "SELECT t.seq, t.body FROM trail_subject s JOIN trail t ON t.seq = s.seq"
        " WHERE s.kind = 'item' AND s.subject = ? AND t.act = 'give_back' AND json_extract(t.body, '$.loan') = ?"
        " ORDER BY t.seq DESC LIMIT 1",
        (item_id, loan_id),
    ).fetchone()
    return (int(row[0]), dict(json.loads(row[1]))) if row else (0, {})


def was_lowered_since(store: Store, item_id: int, seq: int) -> bool:
    """Return whether an item's level was lowered by an entry after ``seq``."""
    rows = store.db.execute_sql("SELECT old, new FROM level_change WHERE item_id = ? AND seq > ?", (item_id, seq))
    return any(Level(new).rank < Level(old).rank for old, new in rows.fetchall())


def recall_ended_with(store: Store, loan_id: int) -> tuple[str, str] | None:
    """Return cause and reason of the recall that the loan's return ended, or None."""
    row = store.db.execute_sql(
        "SELECT r.cause, r.reason FROM recall r JOIN loan l ON l.id = r.loan_id"
        " WHERE l.id = ? AND r.closed_at = l.returned_at ORDER BY r.id DESC LIMIT 1",
        (loan_id,),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def add_unreturn(store: Store, loan_id: int, by: int, at: int, reason: str, seq: int) -> None:
    """Keep what a loan's return had said, and who undoes it (``at`` in UTC seconds, ``seq`` its trail entry)."""
    store.db.execute_sql(
        "INSERT INTO unreturn(loan_id, by_id, at, reason, returned_at, taken_by_id, pages_back, state_back, late,"
        " by_wall_clock, seq)"
        " SELECT id, ?, ?, ?, returned_at, taken_by_id, pages_back, state_back, late, by_wall_clock, ? FROM loan"
        " WHERE id = ?",
        (by, at, reason, seq, loan_id),
    )


def go_on(store: Store, loan_id: int) -> None:
    """Let a loan go on whose return has just been undone; the guard demands that row, and the item follows."""
    t.Loan.update(returned_at=None, taken_by=None, pages_back=None, state_back="", late=0, by_wall_clock=0).where(
        t.Loan.id == loan_id
    ).execute(store.db)


def unreturns_of(store: Store, item_id: int) -> list[UnreturnRecord]:
    """Return what was undone of an item's returns, the newest first."""
    return _records(store, "WHERE l.item_id = ? ORDER BY u.id DESC", (item_id,))


def unreturn_of(store: Store, loan_id: int) -> UnreturnRecord | None:
    """Return what was undone of a loan's return, or None."""
    return next(iter(_records(store, "WHERE u.loan_id = ?", (loan_id,))), None)


def _records(store: Store, where: str, parameters: Sequence[object]) -> list[UnreturnRecord]:
    rows = store.db.execute_sql(
        "SELECT u.loan_id, u.by_id, u.at, u.reason, u.returned_at, u.taken_by_id, u.late FROM unreturn u"
        f" JOIN loan l ON l.id = u.loan_id {where}",
        tuple(parameters),
    ).fetchall()
    return [UnreturnRecord(r[0], r[1], utc(r[2]), r[3], utc(r[4]), r[5], bool(r[6])) for r in rows]
