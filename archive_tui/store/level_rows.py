"""Changes of level: append-only, and written before the item's own column, which the guards hold to them."""

from __future__ import annotations

from archive_tui.regulation.levels import Level
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.records import LevelChangeRecord, utc


def add_change(store: Store, item_id: int, old: Level, new: Level, by: int, at: int, reason: str, seq: int) -> int:
    """Record a change of level (``at`` in UTC seconds, ``seq`` its trail entry) and return its id."""
    return int(
        t.LevelChange.insert(item=item_id, old=old.value, new=new.value, by=by, at=at, reason=reason, seq=seq).execute(
            store.db
        )
    )


def changes_of(store: Store, item_id: int) -> list[LevelChangeRecord]:
    """Return an item's changes of level, the newest first."""
    rows = (
        t.LevelChange.select()
        .where(t.LevelChange.item == item_id)
        .order_by(t.LevelChange.id.desc())
        .dicts()
        .execute(store.db)
    )
    return [
        LevelChangeRecord(r["item"], Level(r["old"]), Level(r["new"]), r["by"], utc(r["at"]), r["reason"]) for r in rows
    ]
