"""Rows that the trail vouches for: each names the entry that told of it, and the entry holds a digest of its rows.

What is digested of a row are its columns that never change, without what a person wrote: texts are in the row's own
salted digest, or left out where they decide nothing. So an entry proves thousands of rows as well as one, and a row
that was forged, altered or taken away is found without keeping any of them in mind.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from archive_tui.store import client_tables as t
from archive_tui.store.chain import salted_digest
from archive_tui.store.door import Store

#: Columns of free text, which the row's salted digest holds where it has one.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "client": ("name", "nature", "position", "through", "remark"),
    "card_entry": ("section", "text", "source", "day", "cost"),
    "contact": ("name", "role", "phone", "character", "hobbies", "family", "age"),
    "visit": ("day", "met", "text"),
    "follow_up": ("due_on", "what"),
    "form_sent": ("sent_to", "sent_on", "due_on"),
    "score": ("reasons", "remark"),
    "conclusion": ("analysis", "kind", "year", "text"),
}
_WORDS = frozenset({
    "reason", "note", "source", "remark", "text", "text_key", "what", "outcome", "met", "name", "sent_to", "reasons",
    "unit", "handling", "haystack", "end_reason", "phone", "character", "hobbies", "family", "age", "salt",
})  # fmt: skip
#: Columns that change in the row's life, each by an act of its own.
_MOVING: Mapping[str, tuple[str, ...]] = {
    "client": (
        "name", "name_key", "sort_key", "nature", "position", "through", "touched_at", "merged_into_id", "digest",
    ),
    "client_edit": ("old", "new"),
    "lease": ("ended_on", "contract_at", "score_id", "exception_id"),
    "instalment": ("client_id", "paid", "settled_on", "void"),
}  # fmt: skip
#: What a lease may be changed in: the row holds what it is now, ``lease_change`` what it was.
LEASE_FIELDS = (
    "client_id", "leased_item_id", "starts", "ends", "amount", "market_price", "market_low", "agreed_price",
    "payment_way", "state", "ended_on",
)  # fmt: skip
#: Tables whose rows are told of, and so proven.
PROVEN = tuple(n for n in t.TABLES if n not in ("client_nature", "client_text", "client_figures", "client_rental"))


@cache
def proven_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a row that its entry vouches for."""
    closing = {column for group in t.CLOSED_ONCE.get(table, ()) for column in group}
    left_out = closing | _WORDS | set(_MOVING.get(table, ())) | ({"seq"} if table != "terms_line" else set())
    return tuple(column for column in t.columns(table) if column not in left_out)


def row_digest(table: str, values: Sequence[Any]) -> bytes:
    """Return the digest of a row's proven columns."""
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return hashlib.sha256(f"{table}\n{json.dumps(plain, separators=(',', ':'))}".encode()).digest()


def text_digest(table: str, salt: bytes, row: Mapping[str, Any]) -> bytes:
    """Return the salted digest of what a person wrote in a row."""
    return salted_digest(salt, {name: row[name] for name in TEXTS[table]})


def insert(store: Store, table: str, row: Mapping[str, Any]) -> tuple[int, bytes]:
    """Insert a row, with salt and digest where the table has them; return its id and its proven digest."""
    whole = completed(table, row)
    names = ", ".join(whole)
    cursor = store.db.execute_sql(
        f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(whole))})", tuple(whole.values())
    )
    whole.setdefault("id", int(cursor.lastrowid))
    return whole["id"], digest_of(table, whole)


def completed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with salt and digest of what a person wrote in it, where the table has them."""
    whole = dict(row)
    if table in TEXTS:
        whole["salt"] = secrets.token_bytes(16)
        whole["digest"] = text_digest(table, whole["salt"], whole)
    return whole


def digest_of(table: str, whole: Mapping[str, Any]) -> bytes:
    """Return the proven digest of a row that was inserted."""
    return row_digest(table, [whole.get(name, _default(name)) for name in proven_columns(table)])


def _default(column: str) -> Any:
    return {"history": 0, "rescore": 0, "nature": ""}.get(column)


def update(store: Store, table: str, row_id: int, changed: Mapping[str, Any], key: str = "id") -> None:
    """Change a row's columns; the guards say which may be."""
    names = ", ".join(f"{name} = ?" for name in changed)
    store.db.execute_sql(f"UPDATE {table} SET {names} WHERE {key} = ?", (*changed.values(), row_id))


def next_id(store: Store, table: str) -> int:
    """Return the id that the table's next row gets; true as long as the write transaction is held."""
    return int(store.db.execute_sql(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def insert_many(store: Store, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows whose columns are all given, in statements of some hundred values."""
    most = max(1, 900 // len(names))
    marks = f"({', '.join('?' * len(names))})"
    chunk: list[Sequence[Any]] = []
    head = f"INSERT INTO {table} ({', '.join(names)}) VALUES "
    for row in rows:
        chunk.append(row)
        if len(chunk) == most:
            store.db.execute_sql(head + ", ".join([marks] * most), tuple(v for r in chunk for v in r))
            chunk = []
    if chunk:
        store.db.execute_sql(head + ", ".join([marks] * len(chunk)), tuple(v for r in chunk for v in r))


def told(store: Store, table: str) -> Iterator[tuple[int, bytes]]:
    """Yield the entry and the proven digest of every row of a table, in order of entry and id."""
    columns = proven_columns(table)
    if table == "lease":
        yield from _leases_as_entered(store, columns)
        return
    if table == "terms_line":
        names = ", ".join(f"l.{c}" for c in columns)
        sql = f"SELECT v.seq, {names} FROM terms_line l JOIN terms_version v ON v.id = l.version_id"
        sql += " ORDER BY v.seq, l.id"
    else:
        sql = f"SELECT seq, {', '.join(columns)} FROM {table} ORDER BY seq, id"
    cursor = store.db.execute_sql(sql)
    while rows := cursor.fetchmany(2000):
        for seq, *values in rows:
            yield int(seq), row_digest(table, values)


def _leases_as_entered(store: Store, columns: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """Yield the same of leases, each as it was entered: the first change of a field says what it was before."""
    first: dict[int, dict[str, str]] = {}
    rows = store.db.execute_sql("SELECT lease_id, field, old FROM lease_change ORDER BY id").fetchall()
    for lease, name, old in rows:
        first.setdefault(lease, {}).setdefault(name, old)
    cursor = store.db.execute_sql(f"SELECT id, seq, {', '.join(columns)} FROM lease ORDER BY seq, id")
    while rows := cursor.fetchmany(2000):
        for lease, seq, *values in rows:
            before = first.get(lease, {})
            original = [_as(v, before[c]) if c in before else v for c, v in zip(columns, values, strict=True)]
            yield int(seq), row_digest("lease", original)


def _as(value: Any, text: str) -> Any:
    """Return a change's text as the kind of value that the column holds."""
    return int(text) if isinstance(value, int) else text


def altered_texts(store: Store) -> Iterator[tuple[str, int]]:
    """Yield every row whose text has another digest than the row says."""
    for table, names in TEXTS.items():
        cursor = store.db.execute_sql(f"SELECT id, salt, digest, {', '.join(names)} FROM {table}")
        while rows := cursor.fetchmany(2000):
            for row_id, salt, digest, *values in rows:
                if text_digest(table, bytes(salt), dict(zip(names, values, strict=True))) != bytes(digest):
                    yield table, int(row_id)


def closings(store: Store) -> dict[tuple[str, int, str], tuple[Any, ...]]:
    """Return everything that is closed: table, row and column to 1."""
    found: dict[tuple[str, int, str], tuple[Any, ...]] = {}
    marks = {**{name: [g[0] for g in groups] for name, groups in t.CLOSED_ONCE.items()}, "client": ["merged_into_id"],
             "instalment": ["void"]}  # fmt: skip
    for table, columns in marks.items():
        for column in columns:
            condition = f"{column} = 1" if column == "void" else f"{column} IS NOT NULL"
            rows = store.db.execute_sql(f"SELECT id FROM {table} WHERE {condition}").fetchall()
            found.update({(table, int(row_id), column): (1,) for (row_id,) in rows})
    return found


def described(store: Store) -> Iterator[tuple[int, int, bytes]]:
    """Yield of every client, in order of entry: id, the entry that set the file up, digest of the description now."""
    cursor = store.db.execute_sql("SELECT id, seq, digest FROM client ORDER BY seq, id")
    while rows := cursor.fetchmany(2000):
        for row_id, seq, digest in rows:
            yield int(row_id), int(seq), bytes(digest)


def description_digest(store: Store, client_id: int) -> bytes:
    """Return the digest of a client's description as it is now."""
    return bytes(store.db.execute_sql("SELECT digest FROM client WHERE id = ?", (client_id,)).fetchone()[0])


def unfindable(store: Store) -> list[int]:
    """Return the clients that a search can't find, and those merged into another that it still does."""
    rows = store.db.execute_sql(
        "SELECT c.id FROM client c LEFT JOIN client_text t ON t.client_id = c.id"
        " WHERE (c.merged_into_id IS NULL) IS NOT (t.client_id IS NOT NULL)"
    ).fetchall()
    return [int(row[0]) for row in rows]
