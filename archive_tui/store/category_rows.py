"""Categories of papers and the retention schedule, as an archive holds them (6.2; facts.md)."""

from __future__ import annotations

from archive_tui.store.door import Store


def categories(store: Store) -> list[tuple[str, str, str, str, str]]:
    """Return ``(code, chinese, english, class, retention)`` of every category, in the regulation's order."""
    return list(
        store.db.execute_sql("SELECT code, chinese, english, series_class, retention FROM category ORDER BY id")
    )
