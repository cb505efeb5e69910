"""Scores: immutable once made; and all of them at once, for what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from archive_tui.store.client_records import ScoreRecord
from archive_tui.store.door import Store
from archive_tui.store.times import utc

_COLUMNS = (
    "s.id, s.client_id, s.day, s.own, s.highest, s.new, s.strength, s.potential, s.reputation, s.payment, s.other,"
    " s.grade, s.total, s.figures, s.reasons, s.remark, s.rescore, s.by_id, s.at"
)


def score(store: Store, score_id: int) -> ScoreRecord | None:
    """Return one score, or None."""
    row = store.db.execute_sql(f"SELECT {_COLUMNS} FROM score s WHERE s.id = ?", (score_id,)).fetchone()
    return None if row is None else _score(row)


def scores_of(store: Store, ids: Sequence[int]) -> list[ScoreRecord]:
    """Return the scores of a client and of those merged into it, the newest first."""
    marks = ",".join("?" * len(ids))
    rows = store.db.execute_sql(
        f"SELECT {_COLUMNS} FROM score s WHERE s.client_id IN ({marks}) ORDER BY s.id DESC", tuple(ids)
    ).fetchall()
    return [_score(row) for row in rows]


def all_scores(store: Store) -> Iterator[ScoreRecord]:
    """Yield every score that was ever made."""
    cursor = store.db.execute_sql(f"SELECT {_COLUMNS} FROM score s ORDER BY s.id")
    while rows := cursor.fetchmany(2000):
        yield from map(_score, rows)


def standing(store: Store) -> Iterator[tuple[int, int, int | None, int, int, int, int, str]]:
    """Yield every graded client: id, rental of all years, first year, judged sum, own, highest, new, grade."""
    cursor = store.db.execute_sql(
        "SELECT f.client_id, f.rental, f.first_year, s.strength + s.potential + s.reputation + s.payment + s.other,"
        " s.own, s.highest, s.new, s.grade FROM client_figures f JOIN score s ON s.id = f.score_id"
    )
    while rows := cursor.fetchmany(5000):
        yield from rows


def as_of(store: Store, ids: Sequence[int], seconds: int) -> ScoreRecord | None:
    """Return the score that held at a moment, in UTC seconds."""
    marks = ",".join("?" * len(ids))
    row = store.db.execute_sql(
        f"SELECT {_COLUMNS} FROM score s WHERE s.client_id IN ({marks}) AND s.at <= ? ORDER BY s.id DESC LIMIT 1",
        (*ids, seconds),
    ).fetchone()
    return None if row is None else _score(row)


def _score(r: Sequence[Any]) -> ScoreRecord:
    day, at = date.fromisoformat(r[2]), utc(r[18])
    whole: list[Any] = [r[0], r[1], day, r[3], r[4], bool(r[5]), *r[6:16], bool(r[16]), r[17], at]
    return ScoreRecord(*whole)
