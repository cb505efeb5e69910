"""The trail in the database: appending one entry, reading pages, and streaming all of it for ``verify``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive_tui.store.chain import GENESIS, canonical, entry_hash
from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class TrailRecord:
    """One entry of the trail: its number, time and body as stored."""

    seq: int
    at: datetime
    body: str
    hash: bytes


def head(store: Store) -> tuple[int, bytes]:
    """Return the number and hash of the last entry; ``(0, GENESIS)`` when there is none."""
    row = store.db.execute_sql("SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, GENESIS)


def append(store: Store, at: int, body: Mapping[str, Any]) -> int:
    """Append one entry inside the caller's write transaction and return its number.

    ``at`` is in UTC seconds and also stands in the body; raises NotCanonical for a body that can't be hashed.
    """
    last, prev = head(store)
    seq, text = last + 1, canonical(body)
    store.db.execute_sql(
        "INSERT INTO trail(seq, at, body, prev, hash) VALUES (?, ?, ?, ?, ?)",
        (seq, at, text, prev, entry_hash(seq, prev, text)),
    )
    return seq


def next_seq(store: Store) -> int:
    """Return the number that the next entry will get; true as long as the write transaction is held."""
    return head(store)[0] + 1


def entries(store: Store, after: int = 0) -> Iterator[tuple[int, str, bytes, bytes]]:
    """Yield ``(seq, body, prev, hash)`` of all entries after ``after``, in order, without holding them all."""
    cursor = store.db.execute_sql("SELECT seq, body, prev, hash FROM trail WHERE seq > ? ORDER BY seq", (after,))
    while rows := cursor.fetchmany(2000):
        yield from rows


def latest_of(store: Store, act: str) -> dict[str, Any]:
    """Return the body of the last entry of an act, empty where there is none."""
    row = store.db.execute_sql("SELECT body FROM trail WHERE act = ? ORDER BY seq DESC LIMIT 1", (act,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What part of the trail to show: by actor, item, act, day (UTC seconds from ``since`` until before ``until``).

    ``staff`` is a person as actor or as concerned; ``refused`` names the acts that refusals are about; ``clients`` are
    those whose file an entry is about, one of them.
    """

    actor: int | None = None
    staff: int | None = None
    item: int | None = None
    clients: tuple[int, ...] = ()
    acts: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


def count_trail(store: Store, wanted: TrailFilter) -> int:
    """Return how many entries meet the filter."""
    condition, parameters = _where(wanted)
    return int(store.db.execute_sql(f"SELECT count(*) FROM trail t {condition}", parameters).fetchone()[0])


def list_trail(store: Store, wanted: TrailFilter, offset: int, limit: int) -> list[TrailRecord]:
    """Return one page of the entries that meet the filter, the newest first."""
    condition, parameters = _where(wanted)
    rows = store.db.execute_sql(
        f"SELECT seq, at, body, hash FROM trail t {condition} ORDER BY seq DESC LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    ).fetchall()
    return [TrailRecord(r[0], utc(r[1]), r[2], bytes(r[3])) for r in rows]


def entries_after(store: Store, seq: int, limit: int) -> list[TrailRecord]:
    """Return the entries next after one, in order."""
    rows = store.db.execute_sql(
        "SELECT seq, at, body, hash FROM trail WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    ).fetchall()
    return [TrailRecord(r[0], utc(r[1]), r[2], bytes(r[3])) for r in rows]


def acts_used(store: Store) -> list[str]:
    """Return the acts that the trail holds, for choosing among them."""
    rows = store.db.execute_sql("SELECT DISTINCT act FROM trail ORDER BY act").fetchall()
    return [row[0] for row in rows if row[0] is not None]


def _where(wanted: TrailFilter) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = []
    parameters: list[object] = []
    subject = "t.seq IN (SELECT seq FROM trail_subject WHERE kind = ? AND subject = ?)"
    if wanted.actor is not None:
        parts.append("t.actor = ?")
        parameters.append(wanted.actor)
    if wanted.staff is not None:
        parts.append(f"(t.actor = ? OR {subject})")
        parameters += [wanted.staff, "staff", wanted.staff]
    if wanted.item is not None:
        parts.append(subject)
        parameters += ["item", wanted.item]
    if wanted.clients:
        parts.append(f"json_extract(t.body, '$.client') IN ({','.join('?' * len(wanted.clients))})")
        parameters += wanted.clients
    if wanted.acts:
        parts.append(f"t.act IN ({','.join('?' * len(wanted.acts))})")
        parameters += wanted.acts
    if wanted.refused:
        parts.append(f"json_extract(t.body, '$.of') IN ({','.join('?' * len(wanted.refused))})")
        parameters += wanted.refused
    if wanted.since is not None:
        parts.append("t.at >= ?")
        parameters.append(wanted.since)
    if wanted.until is not None:
        parts.append("t.at < ?")
        parameters.append(wanted.until)
    return ("WHERE " + " AND ".join(parts) if parts else "", tuple(parameters))
