"""Keys of acts that were done: after a lost answer the program looks up what happened, it does not repeat the act."""

from __future__ import annotations

from archive_tui.store import tables as t
from archive_tui.store.door import Store


def put(store: Store, key: str, seq: int, result: str) -> None:
    """Keep an act's result (JSON text) and trail entry under its key."""
    t.ActKey.insert(key=key, seq=seq, result=result).execute(store.db)


def get(store: Store, key: str) -> str | None:
    """Return the result that was kept under ``key``, or None."""
    row = store.db.execute_sql("SELECT result FROM act_key WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])
