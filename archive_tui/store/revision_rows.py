"""Revisions: each field of a description as it was and as it became, kept for ever beside the item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """One field that an edit changed; values are texts and codes as forms hold them."""

    seq: int
    by: int
    at: datetime
    field: str
    old: str
    new: str


def add(store: Store, item_id: int, seq: int, by: int, at: int, changed: dict[str, tuple[str, str]]) -> None:
    """Record the fields that an edit (trail entry ``seq``, at UTC seconds) changed, as ``field: (old, new)``."""
    for field, (old, new) in changed.items():
        store.db.execute_sql(
            "INSERT INTO revision(item_id, seq, by_id, at, field, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (item_id, seq, by, at, field, old, new),
        )


def of_item(store: Store, item_id: int, limit: int = 400) -> list[RevisionRecord]:
    """Return an item's revisions, the newest first."""
    rows = store.db.execute_sql(
        "SELECT seq, by_id, at, field, old, new FROM revision WHERE item_id = ? ORDER BY id DESC LIMIT ?",
        (item_id, limit),
    ).fetchall()
    return [RevisionRecord(seq, by, utc(at), *texts) for seq, by, at, *texts in rows]
