"""The frame of an act on client files: rows that name their trail entry, and the entry that vouches for its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from archive_tui.services.archive import BadInput, NotThere, Transaction
from archive_tui.store import client_rows, told_rows
from archive_tui.store.client_records import ClientRecord
from archive_tui.store.client_tables import columns


class Telling:
    """One act under way: collects the rows that it adds and closes, and tells of them in one trail entry."""

    def __init__(self, txn: Transaction) -> None:
        """Begin an act within a running transaction."""
        self.txn = txn
        self.seq = txn.seq
        self._rows: dict[str, tuple[int, Any]] = {}
        self._closed: list[list[object]] = []

    def add(self, table: str, **row: Any) -> int:
        """Insert a row, signed by the actor where the table says by whom and when; return its id."""
        known = columns(table)
        given = {"by_id": self.txn.actor.person_id, "at": self.txn.seconds, "seq": self.seq}
        row_id, digest = told_rows.insert(
            self.txn.store, table, {**row, **{k: v for k, v in given.items() if k in known and k not in row}}
        )
        self.count(table, digest)
        return row_id

    def add_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert many rows that all have the same columns, in few statements; return their ids."""
        if not rows:
            return []
        known, first = columns(table), told_rows.next_id(self.txn.store, table)
        given = {"by_id": self.txn.actor.person_id, "at": self.txn.seconds, "seq": self.seq}
        whole = [
            told_rows.completed(table, {"id": first + n, **{k: v for k, v in given.items() if k in known}, **row})
            for n, row in enumerate(rows)
        ]
        names = tuple(whole[0])
        told_rows.insert_many(self.txn.store, table, names, ([row[name] for name in names] for row in whole))
        for row in whole:
            self.count(table, told_rows.digest_of(table, row))
        return [row["id"] for row in whole]

    def count(self, table: str, digest: bytes) -> None:
        """Take a row that was inserted into the entry's digest."""
        number, whole = self._rows.setdefault(table, (0, hashlib.sha256()))
        whole.update(digest)
        self._rows[table] = (number + 1, whole)

    def close(self, table: str, row_id: int, **changed: Any) -> None:
        """Write what closes a row, once; the first column says that it is closed."""
        told_rows.update(self.txn.store, table, row_id, changed)
        self._closed.append([table, row_id, next(iter(changed))])

    def closed(self, table: str, ids: Iterable[int], column: str) -> None:
        """Take rows that were closed otherwise into the entry."""
        self._closed += [[table, row_id, column] for row_id in ids]

    def record(self, act: str, client: ClientRecord | None = None, **facts: Any) -> int:
        """Tell of the act, and return the entry's number."""
        told = {table: [number, whole.hexdigest()] for table, (number, whole) in self._rows.items()}
        if client is not None:
            facts = {"client": client.id, "code": client.code, **facts}
        if told:
            facts["rows"] = told
        if self._closed:
            facts["closed"] = self._closed
        return self.txn.record(act, **facts)


def today(txn: Transaction) -> date:
    """Return the day of the act in the archive's zone."""
    return txn.now.utc.astimezone(txn.settings.tz).date()


def client_or_raise(txn: Transaction, client_id: int) -> ClientRecord:
    """Return a client that something may be done with; raises NotThere, BadInput for one merged into another."""
    record = client_rows.client(txn.store, client_id)
    if record is None:
        raise NotThere("client", str(client_id))
    if record.merged_into is not None:
        into = client_rows.client(txn.store, record.merged_into)
        raise BadInput("client_merged", code=record.code, into=into.code if into else "")
    return record


def touch(txn: Transaction, client_id: int) -> None:
    """Note that a client's card was worked on (5.1)."""
    told_rows.update(txn.store, "client", client_id, {"touched_at": txn.seconds})


def day_checked(txn: Transaction, field: str, day: date, *, past: bool = False) -> str:
    """Return a day as it is stored; raises BadInput for one that no file can hold, or to come where it is past."""
    if not 1900 <= day.year <= 2999:
        raise BadInput("day_absurd", field=field, day=day.isoformat())
    if past and day > today(txn):
        raise BadInput("day_ahead", field=field, day=day.isoformat())
    return day.isoformat()


def codes_of(records: Sequence[ClientRecord]) -> str:
    """Return the codes of clients for a sentence."""
    return ", ".join(record.code for record in records)
