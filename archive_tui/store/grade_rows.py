"""What the quick look-up reads: grades, the schedule in force, limits and what is owed, with little to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import Base, Cycle, Schedule, Terms, Way
from archive_tui.store.door import Store


class GradeRow(NamedTuple):
    """A client with its newest score: ``own`` is cumulative rental as of a year, ``judged`` the five in hundredths."""

    id: int
    code: str
    name: str
    nature: str
    grade: str
    contracts: int
    first_year: int | None
    own: int
    total: str | None
    day: str | None
    judged: int | None


def graded(store: Store, ids: Sequence[int], year: int) -> dict[int, GradeRow]:
    """Return clients by id with their newest scores, rental as of a year."""
    if not ids:
        return {}
    rows = store.db.execute_sql(
        "SELECT c.id, c.code, c.name, c.nature, f.grade, f.contracts, f.first_year, (SELECT coalesce(sum(amount), 0)"
        " FROM client_rental r WHERE r.client_id = c.id AND r.year <= ?), s.total, s.day,"
        " s.strength + s.potential + s.reputation + s.payment + s.other FROM client c"
        " JOIN client_figures f ON f.client_id = c.id LEFT JOIN score s ON s.id = f.score_id"
        f" WHERE c.id IN ({','.join('?' * len(ids))})",
        (year, *ids),
    ).fetchall()
    return {row[0]: GradeRow(*row) for row in rows}


def in_force(store: Store, seconds: int | None = None) -> Schedule:
    """Return the schedule that applies now, or applied at a moment (UTC seconds); number 0 while there is none."""
    row = store.db.execute_sql(
        "SELECT id, number FROM terms_version WHERE number IS NOT NULL AND (? IS NULL OR signed_at <= ?)"
        " ORDER BY number DESC LIMIT 1",
        (seconds, seconds),
    ).fetchone()
    return Schedule() if row is None else Schedule(row[1], lines(store, row[0]))


def lines(store: Store, version_id: int) -> tuple[Terms, ...]:
    """Return the lines of a version."""
    rows = store.db.execute_sql(
        "SELECT grade, nature, base, percent, ways, cycle, ceiling, priority, handling FROM terms_line"
        " WHERE version_id = ? ORDER BY id",
        (version_id,),
    ).fetchall()
    return tuple(
        Terms(Grade(r[0]), r[1], Base(r[2]), r[3], frozenset(map(Way, r[4].split(","))), Cycle(r[5]), r[6], r[7], r[8])
        for r in rows
    )


def limits(store: Store, ids: Sequence[int]) -> dict[int, int | None]:
    """Return clients' own credit limits, where one was set."""
    marks = ",".join("?" * len(ids))
    rows = store.db.execute_sql(
        f"SELECT client_id, amount FROM client_limit WHERE client_id IN ({marks}) ORDER BY id", tuple(ids)
    ).fetchall()
    return dict(rows)


def open_of(store: Store, client_id: int, but: int | None = None) -> int:
    """Return what a client owes on its contracts (but one): unpaid instalments, due or to come, and what is undivided.

    A contract made here whose instalments are not all entered yet owes the rest as well.
    """
    row = store.db.execute_sql(
        "SELECT (SELECT coalesce(sum(amount - paid), 0) FROM instalment"
        " WHERE client_id = ? AND paid < amount AND void = 0 AND lease_id <> ?),"
        " (SELECT coalesce(sum(max(l.amount - (SELECT coalesce(sum(i.amount), 0) FROM instalment i"
        " WHERE i.lease_id = l.id), 0)), 0) FROM lease l WHERE l.client_id = ? AND l.state = 'contract'"
        " AND l.history = 0 AND l.ended_on IS NULL AND l.id <> ?)",
        (client_id, but or 0, client_id, but or 0),
    ).fetchone()
    return int(row[0]) + int(row[1])
