"""Loan applications and the signatures on them; a signature belongs to one item of one application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive_tui.regulation.lending import SignOff
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.rulings import Capacity, Signer, Stage
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.records import RequestItemRecord, SignOffRecord, utc, utc_or_none

_ITEMS = """
SELECT ri.id, ri.request_id, ri.item_id, ri.kind, r.borrower_id, r.made_by_id, r.made_at, r.purpose, ri.closed_at,
       ri.outcome
FROM request_item ri JOIN loan_request r ON r.id = ri.request_id
"""

_SIGN_OFFS = """
SELECT s.id, s.request_item_id, ri.request_id, ri.item_id, s.stage, s.signer_id, s.capacity, s.letter, s.approve,
       s.level, s.at, s.reason
FROM sign_off s JOIN request_item ri ON ri.id = s.request_item_id
"""

_FOR_RULING = """
SELECT s.id, ri.request_id, s.stage, ri.kind, r.borrower_id, ri.item_id, s.signer_id, s.approve, s.level, s.at,
       (s.seq <= i.raised_seq),
       EXISTS (SELECT 1 FROM loan l WHERE l.sign_off_id = s.id OR l.manager_sign_off_id = s.id)
       OR EXISTS (SELECT 1 FROM copy c WHERE c.sign_off_id = s.id OR c.manager_sign_off_id = s.id),
       ri.outcome, ri.id
FROM sign_off s JOIN request_item ri ON ri.id = s.request_item_id JOIN loan_request r ON r.id = ri.request_id
     JOIN item i ON i.id = ri.item_id
"""


def add_request(store: Store, borrower_id: int, made_by: int, at: int, purpose: str) -> int:
    """Start a loan application and return its number."""
    return int(
        t.LoanRequest.insert(borrower=borrower_id, made_by=made_by, made_at=at, purpose=purpose).execute(store.db)
    )


def add_request_item(store: Store, request_id: int, item_id: int, kind: Kind) -> int:
    """Add an item to an application and return the line's id."""
    return int(t.RequestItem.insert(request=request_id, item=item_id, kind=kind.value).execute(store.db))


def close_request_item(store: Store, request_item_id: int, at: int, outcome: str) -> int:
    """Close a line of an application (used, refused, withdrawn, void, lapsed); return 0 if it was closed before."""
    return int(
        t.RequestItem.update(closed_at=at, outcome=outcome)
        .where(t.RequestItem.id == request_item_id, t.RequestItem.closed_at.is_null())
        .execute(store.db)
    )


def add_sign_off(
    store: Store,
    line_id: int,
    stage: Stage,
    signer: Signer,
    approve: bool,
    level: Level,
    at: int,
    reason: str,
    seq: int,
) -> int:
    """Record a signature and return its id."""
    return int(
        t.SignOff.insert(
            request_item=line_id, stage=stage.value, signer=signer.person_id, capacity=signer.by.value,
            letter=signer.letter, approve=int(approve), level=level.value, at=at, reason=reason, seq=seq,
        ).execute(store.db)
    )  # fmt: skip


def request_items(store: Store, request_id: int) -> list[RequestItemRecord]:
    """Return the lines of an application, in order; empty when there is no such application."""
    return _lines(store, "WHERE ri.request_id = ? ORDER BY ri.id", (request_id,))


def request_item(store: Store, line_id: int) -> RequestItemRecord | None:
    """Return one line of an application, or None."""
    return next(iter(_lines(store, "WHERE ri.id = ?", (line_id,))), None)


def open_lines(store: Store) -> list[RequestItemRecord]:
    """Return all open lines of all applications, the oldest first."""
    return _lines(store, "WHERE ri.closed_at IS NULL ORDER BY ri.id", ())


def open_signed_lines(store: Store) -> list[RequestItemRecord]:
    """Return the open lines that bear a signature, the oldest first: those that may be approved."""
    signed = "EXISTS (SELECT 1 FROM sign_off s WHERE s.request_item_id = ri.id AND s.approve = 1)"
    return _lines(store, f"WHERE ri.closed_at IS NULL AND {signed} ORDER BY ri.id", ())


def open_lines_of_item(store: Store, item_id: int) -> list[RequestItemRecord]:
    """Return the open lines that ask for an item."""
    return _lines(store, "WHERE ri.item_id = ? AND ri.closed_at IS NULL ORDER BY ri.id", (item_id,))


def open_lines_of(store: Store, borrower_id: int, item_id: int | None = None) -> list[RequestItemRecord]:
    """Return a person's open lines, for one item where one is given."""
    where = "WHERE r.borrower_id = ? AND ri.closed_at IS NULL"
    if item_id is None:
        return _lines(store, where + " ORDER BY ri.id", (borrower_id,))
    return _lines(store, where + " AND ri.item_id = ? ORDER BY ri.id", (borrower_id, item_id))


def open_lines_on_guarded(store: Store) -> list[RequestItemRecord]:
    """Return the open lines that ask for an item of confidential or above, the oldest first."""
    return _lines(
        store,
        "JOIN item i ON i.id = ri.item_id WHERE ri.closed_at IS NULL AND i.level IN ('confidential','top_secret')"
        " ORDER BY ri.id",
        (),
    )


def lines_signed_by(store: Store, signer_id: int, limit: int = 200) -> list[RequestItemRecord]:
    """Return the lines that a person signed or refused, the latest decision first."""
    latest = "(SELECT max(s.id) FROM sign_off s WHERE s.request_item_id = ri.id AND s.signer_id = ?)"
    return _lines(
        store,
        f"WHERE ri.id IN (SELECT request_item_id FROM sign_off WHERE signer_id = ?) ORDER BY {latest} DESC LIMIT ?",
        (signer_id, signer_id, limit),
    )


def lines_asked_by(store: Store, person_id: int, limit: int = 200) -> list[RequestItemRecord]:
    """Return the lines that a person asked for or made out, the newest first."""
    return _lines(
        store, "WHERE r.borrower_id = ? OR r.made_by_id = ? ORDER BY ri.id DESC LIMIT ?", (person_id, person_id, limit)
    )


def sign_offs_on(store: Store, line_ids: Sequence[int]) -> list[SignOffRecord]:
    """Return the signatures on those lines, the oldest first."""
    found: list[SignOffRecord] = []
    for start in range(0, len(line_ids), 500):
        part = line_ids[start : start + 500]
        where = f"WHERE s.request_item_id IN ({','.join('?' * len(part))}) ORDER BY s.id"
        found += _sign_offs(store, where, tuple(part))
    return found


def signers_of(store: Store, sign_off_ids: Sequence[int]) -> dict[int, int]:
    """Return who gave each of those signatures."""
    found: dict[int, int] = {}
    for start in range(0, len(sign_off_ids), 500):
        part = tuple(sign_off_ids[start : start + 500])
        marks = ",".join("?" * len(part))
        found.update(store.db.execute_sql(f"SELECT id, signer_id FROM sign_off WHERE id IN ({marks})", part).fetchall())
    return found


def sign_offs_by(store: Store, signer_id: int, limit: int = 200) -> list[SignOffRecord]:
    """Return what a person decided, the newest first."""
    return _sign_offs(store, "WHERE s.signer_id = ? ORDER BY s.id DESC LIMIT ?", (signer_id, limit))


def sign_offs_for_ruling(store: Store, item_id: int, borrower_id: int, kind: Kind, since: int) -> list[SignOff]:
    """Return the signatures that a ruling looks at: on open lines, and on closed ones signed after ``since``."""
    where = "WHERE ri.item_id = ? AND r.borrower_id = ? AND ri.kind = ? AND (ri.closed_at IS NULL OR s.at >= ?)"
    rows = store.db.execute_sql(
        f"{_FOR_RULING} {where} ORDER BY s.id", (item_id, borrower_id, kind.value, since)
    ).fetchall()
    return [_sign_off(row) for row in rows]


def sign_offs_of_lines(store: Store, line_ids: Sequence[int]) -> dict[int, list[SignOff]]:
    """Return the signatures on each of those lines as a ruling looks at them, by the line's id, the oldest first."""
    found: dict[int, list[SignOff]] = {line_id: [] for line_id in line_ids}
    for start in range(0, len(line_ids), 500):
        part = line_ids[start : start + 500]
        where = f"WHERE ri.id IN ({','.join('?' * len(part))}) ORDER BY s.id"
        for row in store.db.execute_sql(f"{_FOR_RULING} {where}", tuple(part)).fetchall():
            found[row[13]].append(_sign_off(row))
    return found


def _sign_off(r: Sequence[Any]) -> SignOff:
    return SignOff(
        r[0], r[1], Stage(r[2]), Kind(r[3]), r[4], r[5], r[6], bool(r[7]), Level(r[8]), utc(r[9]), bool(r[10]),
        bool(r[11]), r[12],
    )  # fmt: skip


def _lines(store: Store, where: str, parameters: Sequence[object]) -> list[RequestItemRecord]:
    rows = store.db.execute_sql(_ITEMS + where, tuple(parameters)).fetchall()
    return [_line(row) for row in rows]


def _line(row: Sequence[Any]) -> RequestItemRecord:
    return RequestItemRecord(
        row[0], row[1], row[2], Kind(row[3]), row[4], row[5], utc(row[6]), row[7], utc_or_none(row[8]), row[9]
    )


def _sign_offs(store: Store, where: str, parameters: Sequence[object]) -> list[SignOffRecord]:
    rows = store.db.execute_sql(_SIGN_OFFS + where, tuple(parameters)).fetchall()
    return [
        SignOffRecord(
            r[0], r[1], r[2], r[3], Stage(r[4]), r[5], Capacity(r[6]), r[7], bool(r[8]), Level(r[9]), utc(r[10]), r[11]
        )
        for r in rows
    ]
