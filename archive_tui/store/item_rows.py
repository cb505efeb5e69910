"""Items: filing, reading, and the two columns that change: level and state. Lists of them are in ``register_rows``."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from archive_tui.regulation.levels import Level, State, original_owed
from archive_tui.store import search
from archive_tui.store import tables as t
from archive_tui.store.chain import salted_digest
from archive_tui.store.door import Store
from archive_tui.store.item_records import ItemRecord, NewItem
from archive_tui.store.times import utc_or_none

if TYPE_CHECKING:
    from archive_tui.regulation.lending import Paper

_SELECT = """
SELECT i.id, i.archival_code, i.title, i.category, i.year, i.department_id, i.filed_level, i.level, i.retention,
       i.document_number, i.document_date, i.author, i.original, i.original_owed, i.pages, i.box, i.place, i.keywords,
       i.remark, i.state, i.raised_seq, l.borrower_id, l.due_at
FROM item i LEFT JOIN loan l ON l.item_id = i.id AND l.returned_at IS NULL
"""


def description(new: NewItem) -> dict[str, Any]:
    """Return an item's description as the record whose salted digest stands in the trail."""
    return {
        "archival_code": new.archival_code, "title": new.title, "category": new.category, "year": new.year,
        "department": new.department_id, "level": new.level.value, "retention": new.retention,
        "document_number": new.document_number, "document_date": new.document_date, "author": new.author,
        "original": new.original, "pages": new.pages, "box": new.box, "place": new.place,
        "keywords": new.keywords, "remark": new.remark,
    }  # fmt: skip


def haystack_of(new: NewItem) -> str:
    """Return what an item is found by."""
    return search.haystack(new.title, (new.archival_code, new.document_number, new.author, new.keywords, new.category))


def next_id(store: Store) -> int:
    """Return the id that the next item gets; rows that wait for the flip of an import have theirs already."""
    highest = store.db.execute_sql(
        "SELECT max((SELECT coalesce(max(id), 0) FROM item), (SELECT coalesce(max(id), 0) FROM staged_item))"
    ).fetchone()
    return int(highest[0]) + 1


def add_item(store: Store, new: NewItem, filed_seq: int) -> tuple[int, bytes]:
    """File an item and index it; return its id and the salted digest of its description."""
    salt = secrets.token_bytes(16)
    digest = salted_digest(salt, description(new))
    hay = haystack_of(new)
    item_id = int(
        t.Item.insert(
            id=next_id(store), archival_code=new.archival_code, series=new.series, title=new.title,
            title_key=title_key(hay), category=new.category, year=new.year, department=new.department_id,
            filed_level=new.level.value, level=new.level.value, retention=new.retention,
            document_number=new.document_number, document_date=new.document_date, author=new.author,
            original=int(new.original), original_owed=int(original_owed(new.level, new.original)),
            pages=new.pages, box=new.box, place=new.place, keywords=new.keywords, remark=new.remark,
            salt=salt, digest=digest, filed_seq=filed_seq,
        ).execute(store.db)
    )  # fmt: skip
    t.ItemText.insert(item=item_id, haystack=hay).execute(store.db)
    search.index(store, item_id, hay, search.marks(new.level, new.department_id))
    return item_id, digest


def describe(store: Store, record: ItemRecord, new: NewItem) -> tuple[bytes, bytes]:
    """Write another description of an item and index it; return the salted digests before and after.

    Code, level and state are not the description's to change; whether an original is owed follows from it.
    """
    before, was = store.db.execute_sql(
        "SELECT haystack, digest FROM item_text JOIN item ON item.id = item_id WHERE item_id = ?", (record.id,)
    ).fetchone()
    salt = secrets.token_bytes(16)
    digest = salted_digest(salt, description(new))
    hay = haystack_of(new)
    t.Item.update(
        title=new.title, title_key=title_key(hay), category=new.category, year=new.year, department=new.department_id,
        retention=new.retention, document_number=new.document_number, document_date=new.document_date,
        author=new.author, original=int(new.original), original_owed=int(original_owed(record.level, new.original)),
        pages=new.pages, box=new.box, place=new.place, keywords=new.keywords, remark=new.remark, salt=salt,
        digest=digest,
    ).where(t.Item.id == record.id).execute(store.db)  # fmt: skip
    t.ItemText.update(haystack=hay).where(t.ItemText.item == record.id).execute(store.db)
    search.unindex(store, record.id, before, search.marks(record.level, record.department_id))
    search.index(store, record.id, hay, search.marks(record.level, new.department_id))
    return bytes(was), digest


def title_key(hay: str) -> str:
    """Return what titles are sorted by: the pinyin where there is one, so that Chinese stands in reading order."""
    fields = hay.split("|")
    return (fields[0] if fields[0].isascii() or len(fields) < 2 else fields[1])[:80]


def item(store: Store, item_id: int) -> ItemRecord | None:
    """Return one item by its id, or None."""
    return next(iter(_records(store, "WHERE i.id = ?", [item_id])), None)


def item_by_code(store: Store, archival_code: str) -> ItemRecord | None:
    """Return one item by its exact archival code, or None."""
    return next(iter(_records(store, "WHERE i.archival_code = ?", [archival_code])), None)


def items(store: Store, ids: Iterable[int]) -> dict[int, ItemRecord]:
    """Return items by id; ids that aren't there are left out."""
    wanted = sorted(set(ids))
    found: dict[int, ItemRecord] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        found.update((r.id, r) for r in _records(store, f"WHERE i.id IN ({marks})", part))
    return found


def items_by_code(store: Store, codes: Sequence[str]) -> list[ItemRecord]:
    """Return the items that have one of those archival codes."""
    return _in_parts(store, "i.archival_code", codes)


def items_in_series(store: Store, series: Sequence[str]) -> list[ItemRecord]:
    """Return all items whose archival codes are of those series."""
    return _in_parts(store, "i.series", series)


def items_after(store: Store, item_id: int, limit: int) -> list[ItemRecord]:
    """Return the items filed next after one, as they were filed."""
    return _records(store, "WHERE i.id > ? ORDER BY i.id LIMIT ?", (item_id, limit))


def paper_of(record: ItemRecord) -> Paper:
    """Return what the rules need to know of an item."""
    from archive_tui.regulation.lending import Paper  # 5 ms that a look-up does without

    return Paper(record.id, record.level, record.department_id, record.state, record.holder_id, record.due_at)


def raise_or_lower(store: Store, record: ItemRecord, new: Level, seq: int, raised: bool, owed: bool) -> None:
    """Set an item's level, right after its row in ``level_change``; the index follows in the same transaction."""
    hay = store.db.execute_sql("SELECT haystack FROM item_text WHERE item_id = ?", (record.id,)).fetchone()[0]
    change: dict[Any, Any] = {t.Item.level: new.value, t.Item.original_owed: int(owed)}
    if raised:
        change[t.Item.raised_seq] = seq
    t.Item.update(change).where(t.Item.id == record.id).execute(store.db)
    search.unindex(store, record.id, hay, search.marks(record.level, record.department_id))
    search.index(store, record.id, hay, search.marks(new, record.department_id))


def set_state(store: Store, item_id: int, state: State) -> None:
    """Set where an item is; the guard demands the row that causes it."""
    t.Item.update(state=state.value).where(t.Item.id == item_id).execute(store.db)


def last_numbers(store: Store, series: Sequence[str]) -> dict[str, int]:
    """Return the highest counter in use for each series of archival codes (0 where there is none).

    Rows that wait for the flip of an import have theirs already.
    """
    highest = dict.fromkeys(series, 0)
    for start in range(0, len(series), 400):
        part = series[start : start + 400]
        marks = ",".join("?" * len(part))
        rows = store.db.execute_sql(
            "SELECT series, max(cast(substr(archival_code, length(series) + 2) AS INTEGER)) FROM"
            f" (SELECT series, archival_code FROM item WHERE series IN ({marks}) UNION ALL"
            f" SELECT series, archival_code FROM staged_item WHERE series IN ({marks})) GROUP BY series",
            (*part, *part),
        ).fetchall()
        highest.update(rows)
    return highest


def _in_parts(store: Store, column: str, values: Sequence[str]) -> list[ItemRecord]:
    found: list[ItemRecord] = []
    for start in range(0, len(values), 500):
        part = values[start : start + 500]
        found += _records(store, f"WHERE {column} IN ({','.join('?' * len(part))}) ORDER BY i.id", part)
    return found


def _records(store: Store, where: str, parameters: Sequence[object]) -> list[ItemRecord]:
    rows = store.db.execute_sql(_SELECT + where, tuple(parameters)).fetchall()
    return [_record(row) for row in rows]


def _record(row: Sequence[Any]) -> ItemRecord:
    return ItemRecord(
        id=row[0], archival_code=row[1], title=row[2], category=row[3], year=row[4], department_id=row[5],
        filed_level=Level(row[6]), level=Level(row[7]), retention=row[8], document_number=row[9],
        document_date=row[10], author=row[11], original=bool(row[12]), original_owed=bool(row[13]),
        pages=row[14], box=row[15], place=row[16], keywords=row[17], remark=row[18], state=State(row[19]),
        raised_seq=row[20], holder_id=row[21], due_at=utc_or_none(row[22]),
    )  # fmt: skip
