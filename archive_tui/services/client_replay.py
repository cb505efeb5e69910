"""``verify`` for client files: the tables against what the trail tells of them, and sums and scores against themselves.

An entry holds how many rows of each table it added and one digest of them all, so that nothing of a million payments is
kept in mind; what was closed, merged or corrected afterwards is told by entries of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from archive_tui.services.scoring import holds
from archive_tui.store import lease_rows, rental_rows, score_rows, told_rows
from archive_tui.store.chain import batch_digest
from archive_tui.store.door import Store

Found = tuple[str, str]


class ClientReplay:
    """Takes the bodies of the trail in order, and says then what the tables of client files have otherwise."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._rows: dict[str, dict[int, tuple[int, str]]] = {table: {} for table in told_rows.PROVEN}
        self._closed: set[tuple[str, int, str]] = set()
        self._texts: dict[int, str] = {}
        self._edits: dict[int, tuple[str, str]] = {}

    def take(self, seq: int, body: Mapping[str, Any]) -> None:
        """Take one entry; raises KeyError, TypeError or ValueError for a body that no service wrote."""
        for table, (count, digest) in body.get("rows", {}).items():
            self._rows[table][seq] = (int(count), str(digest))
        for table, row_id, column in body.get("closed", ()):
            self._closed.add((str(table), int(row_id), str(column)))
        if "texts" in body:
            self._texts[seq] = str(body["texts"])
        if body["act"] == "client_edit":
            self._edited(body["client"], body["was"], body["digest"])
        for client_id, was, now in body.get("edits", ()):
            self._edited(client_id, was, now)

    def _edited(self, client_id: int, was: str, now: str) -> None:
        first, last = self._edits.get(client_id, (was, was))
        if last != was:
            raise ValueError("a correction of another description than the last")
        self._edits[client_id] = (first, now)

    def problems(self, store: Store) -> Iterator[Found]:
        """Yield where something is wrong, and the code of what."""
        for table in told_rows.PROVEN:
            yield from self._rows_of(store, table)
        there = told_rows.closings(store)
        yield from ((f"{t} {i}", "row_differs") for t, i, _ in sorted(there.keys() ^ self._closed))
        yield from self._descriptions(store)
        yield from ((f"{table} {row_id}", "text_altered") for table, row_id in told_rows.altered_texts(store))
        yield from ((f"lease {i}", "lease_differs") for i in lease_rows.changed_untold(store, told_rows.LEASE_FIELDS))
        yield from ((f"client {i}", "sums_differ") for i in rental_rows.sums_that_differ(store))
        yield from ((f"score {s.id}", "score_differs") for s in score_rows.all_scores(store) if not holds(s))
        yield from ((f"client {i}", "client_unfindable") for i in told_rows.unfindable(store))

    def _rows_of(self, store: Store, table: str) -> Iterator[Found]:
        told = dict(self._rows[table])
        count, digest, at = 0, hashlib.sha256(), None
        for seq, row in [*told_rows.told(store, table), (-1, b"")]:
            if seq != at:
                if at is not None:
                    yield from _compared(table, at, told.pop(at, None), (count, digest.hexdigest()))
                count, digest, at = 0, hashlib.sha256(), seq
            count += 1
            digest.update(row)
        yield from ((f"{table}, entry {seq}", "row_missing") for seq in told)

    def _descriptions(self, store: Store) -> Iterator[Found]:
        entered: dict[int, list[bytes]] = {}
        for client_id, seq, digest in told_rows.described(store):
            first, last = self._edits.get(client_id, (digest.hex(), digest.hex()))
            if last != digest.hex():
                yield f"client {client_id}", "text_altered"
            entered.setdefault(seq, []).append(bytes.fromhex(first))
        for seq, told in self._texts.items():
            if batch_digest(entered.get(seq, ())).hex() != told:
                yield f"client, entry {seq}", "text_altered"


def _compared(table: str, seq: int, told: tuple[int, str] | None, there: tuple[int, str]) -> Iterator[Found]:
    if told is None:
        yield f"{table}, entry {seq}", "row_untold"
    elif told != there:
        yield f"{table}, entry {seq}", "row_missing" if told[0] > there[0] else "row_differs"
