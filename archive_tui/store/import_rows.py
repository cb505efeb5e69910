"""Rows of a large import, waiting for the flip: staged in short transactions, seen by nobody, then there all at once.

A staged row has the id that its item will have, and is in the search index under it already: what costs most is done
before the flip, which only copies rows. Until then each carries its batch's mark in the index, and every search leaves
out the marks of the batches that are staging (``search.query``). Ids and archival codes of staged rows are taken:
whoever files meanwhile gets the next ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archive_tui.regulation.levels import Level, original_owed
from archive_tui.store import item_rows, search
from archive_tui.store import tables as t
from archive_tui.store.chain import salted_digest
from archive_tui.store.door import Store
from archive_tui.store.item_records import NewItem

#: What a staged row and its item have in common.
_SAME = (
    "archival_code, series, title, title_key, category, year, department_id, level, retention, document_number,"
    " document_date, author, original, original_owed, pages, box, place, keywords, remark, salt, digest"
)
_STAGE = (
    f"INSERT INTO staged_item(id, batch_id, haystack, {_SAME}) VALUES ({', '.join('?' * (3 + _SAME.count(',') + 1))})"
)
_FLIP = (
    f"INSERT INTO item(id, filed_level, state, raised_seq, filed_seq, {_SAME})"
    f" SELECT id, level, 'in_place', 0, ?, {_SAME} FROM staged_item WHERE batch_id = ? ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item with all that is worked out for it before any transaction begins."""

    new: NewItem
    salt: bytes
    digest: bytes
    haystack: str
    indexed: str


def prepare(new: NewItem, batch: int) -> Prepared:
    """Work out an item's digest, what it is found by, and its entry in the index; takes no lock and no database."""
    salt = secrets.token_bytes(16)
    hay = item_rows.haystack_of(new)
    return Prepared(
        new, salt, salted_digest(salt, item_rows.description(new)), hay,
        search.indexed(hay, _marks(batch, new.level, new.department_id)),
    )  # fmt: skip


def begin_batch(store: Store, source: str, by: int, at: int) -> int:
    """Begin an import and return its number; no later one ever gets the same."""
    return int(t.ImportBatch.insert(source=source, by=by, at=at, state="staging").execute(store.db))


def taken_codes(store: Store, codes: Collection[str]) -> list[str]:
    """Return which of those archival codes an item, or a row that waits, has already."""
    wanted, found = sorted(codes), list[str]()
    for start in range(0, len(wanted), 400):
        part = tuple(wanted[start : start + 400])
        marks = ",".join("?" * len(part))
        found += [
            row[0]
            for table in ("item", "staged_item")
            for row in store.db.execute_sql(
                f"SELECT archival_code FROM {table} WHERE archival_code IN ({marks})", part
            ).fetchall()
        ]
    return sorted(found)


def stage(store: Store, batch: int, prepared: Sequence[Prepared]) -> None:
    """Put rows aside, with their entries in the index."""
    first = item_rows.next_id(store)
    for item_id, one in enumerate(prepared, start=first):
        new = one.new
        store.db.execute_sql(
            _STAGE,
            (
                item_id, batch, one.haystack, new.archival_code, new.series, new.title,
                item_rows.title_key(one.haystack), new.category, new.year, new.department_id, new.level.value,
                new.retention, new.document_number, new.document_date, new.author, int(new.original),
                int(original_owed(new.level, new.original)), new.pages, new.box, new.place, new.keywords, new.remark,
                one.salt, one.digest,
            ),
        )  # fmt: skip
        search.put(store, item_id, one.indexed)


def digests(store: Store, batch: int) -> Iterator[bytes]:
    """Yield the digests of a batch's rows, in the order of their ids."""
    cursor = store.db.execute_sql("SELECT digest FROM staged_item WHERE batch_id = ? ORDER BY id", (batch,))
    while rows := cursor.fetchmany(2000):
        yield from (bytes(row[0]) for row in rows)


def counted(store: Store, batch: int) -> tuple[int, int]:
    """Return how many rows a batch has, and how many of them are at confidential or above without their original."""
    row = store.db.execute_sql(
        "SELECT count(*), coalesce(sum(original_owed), 0) FROM staged_item WHERE batch_id = ?", (batch,)
    ).fetchone()
    return int(row[0]), int(row[1])


def flip(store: Store, batch: int, filed_seq: int) -> int:
    """Make items of a batch's rows, all at once, and return how many; they are found from the commit on."""
    count = int(store.db.execute_sql(_FLIP, (filed_seq, batch)).rowcount)
    store.db.execute_sql(
        "INSERT INTO item_text(item_id, haystack) SELECT id, haystack FROM staged_item WHERE batch_id = ? ORDER BY id",
        (batch,),
    )
    end_batch(store, batch, "flipped")
    return count


def end_batch(store: Store, batch: int, state: str) -> None:
    """Record what became of an import: flipped or dropped."""
    t.ImportBatch.update(state=state).where(t.ImportBatch.id == batch).execute(store.db)


def unfinished(store: Store) -> list[int]:
    """Return the imports that are staging."""
    rows = store.db.execute_sql("SELECT id FROM import_batch WHERE state = 'staging' ORDER BY id").fetchall()
    return [row[0] for row in rows]


def drop_some(store: Store, batch: int, most: int) -> int:
    """Take some rows of an import that is not to be away, out of the index too; return how many there were."""
    rows = store.db.execute_sql(
        "SELECT id, haystack, level, department_id FROM staged_item WHERE batch_id = ? ORDER BY id DESC LIMIT ?",
        (batch, most),
    ).fetchall()
    for item_id, hay, level, department_id in rows:
        search.unindex(store, item_id, hay, _marks(batch, Level(level), department_id))
        store.db.execute_sql("DELETE FROM staged_item WHERE id = ?", (item_id,))
    return len(rows)


def clear_some(store: Store, most: int) -> int:
    """Clear away some rows that have become items; return how many there were."""
    return int(
        store.db.execute_sql(
            "DELETE FROM staged_item WHERE id IN (SELECT s.id FROM staged_item s JOIN import_batch b"
            " ON b.id = s.batch_id WHERE b.state = 'flipped' LIMIT ?)",
            (most,),
        ).rowcount
    )


def _marks(batch: int, level: Level, department_id: int | None) -> str:
    return f"{search.staged_mark(batch)} {search.marks(level, department_id)}"
