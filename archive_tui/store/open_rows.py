"""What is still open in the room: recalls that have not been met, and originals that are owed (6.5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class RecallRecord:
    """A recall that has not been met: the loan, its cause, who called it back and when."""

    loan_id: int
    item_id: int
    cause: str
    reason: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OwedRecord:
    """An item whose original is owed: since when, and who raised or filed it so."""

    item_id: int
    since: datetime
    by: int


def open_recalls(store: Store) -> list[RecallRecord]:
    """Return the recalls that are open, the oldest first; of several for one loan, the first."""
    rows = store.db.execute_sql(
        "SELECT l.id, l.item_id, r.cause, r.reason, r.made_by_id, r.at FROM recall r JOIN loan l ON l.id = r.loan_id"
        " WHERE r.closed_at IS NULL AND l.returned_at IS NULL"
        " AND r.id = (SELECT min(id) FROM recall WHERE loan_id = l.id AND closed_at IS NULL) ORDER BY r.at, r.id"
    ).fetchall()
    return [RecallRecord(r[0], r[1], r[2], r[3], r[4], utc(r[5])) for r in rows]


def originals_owed(store: Store) -> list[OwedRecord]:
    """Return the items whose original is owed, owed for longest first: since their latest raise, else their filing."""
    rows = store.db.execute_sql(
        "SELECT i.id, t.at, coalesce(t.actor, 0) FROM item i"
        " JOIN trail t ON t.seq = CASE WHEN i.raised_seq > i.filed_seq THEN i.raised_seq ELSE i.filed_seq END"
        " WHERE i.original_owed = 1 ORDER BY t.seq, i.id"
    ).fetchall()
    return [OwedRecord(r[0], utc(r[1]), r[2]) for r in rows]
