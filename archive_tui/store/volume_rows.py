"""Volumes (案卷): papers made up together during the year, each with a code and a place of its own (6.6 ②)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """One volume with its whole description."""

    id: int
    archival_code: str
    title: str
    category: str
    year: int
    department_id: int | None
    retention: str
    box: str
    place: str
    remark: str
    made_by: int
    made_at: datetime


_SELECT = """SELECT id, archival_code, title, category, year, department_id, retention, box, place, remark, made_by_id,
             made_at FROM volume"""


def add_volume(store: Store, seq: int, **described: Any) -> int:
    """Make a volume (``made_at`` in UTC seconds, ``seq`` its trail entry) and return its id."""
    return int(t.Volume.insert(seq=seq, **described).execute(store.db))


def describe(store: Store, volume_id: int, **described: str) -> None:
    """Write other texts into a volume's description."""
    t.Volume.update(described).where(t.Volume.id == volume_id).execute(store.db)


def volume(store: Store, volume_id: int) -> VolumeRecord | None:
    """Return one volume, or None."""
    return next(iter(_records(store, "WHERE id = ?", (volume_id,))), None)


def volumes(store: Store) -> list[VolumeRecord]:
    """Return all volumes, the newest first."""
    return _records(store, "ORDER BY id DESC")


def count_beginning(store: Store, beginning: str) -> int:
    """Return how many volumes' codes begin so; none is ever deleted, so that numbers go on from there."""
    query = "SELECT count(*) FROM volume WHERE substr(archival_code, 1, length(?)) = ?"
    return int(store.db.execute_sql(query, (beginning, beginning)).fetchone()[0])


def volume_of(store: Store, item_id: int) -> int | None:
    """Return the volume that an item is in, None for none."""
    row = store.db.execute_sql("SELECT volume_id FROM item WHERE id = ?", (item_id,)).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def items_in(store: Store, volume_id: int) -> list[int]:
    """Return the items in a volume, in the order of their archival codes."""
    rows = store.db.execute_sql("SELECT id FROM item WHERE volume_id = ? ORDER BY archival_code", (volume_id,))
    return [row[0] for row in rows.fetchall()]


def put(store: Store, item_id: int, volume_id: int | None) -> None:
    """Put an item into a volume, or take it out of its own."""
    t.Item.update(volume=volume_id).where(t.Item.id == item_id).execute(store.db)


def _records(store: Store, where: str, parameters: Sequence[object] = ()) -> list[VolumeRecord]:
    rows = store.db.execute_sql(f"{_SELECT} {where}", tuple(parameters)).fetchall()
    return [_record(row) for row in rows]


def _record(row: Sequence[Any]) -> VolumeRecord:
    return VolumeRecord(
        id=row[0], archival_code=row[1], title=row[2], category=row[3], year=row[4], department_id=row[5],
        retention=row[6], box=row[7], place=row[8], remark=row[9], made_by=row[10], made_at=utc(row[11]),
    )  # fmt: skip
