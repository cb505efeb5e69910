"""Sums of rental for the analyses of composition (3.3), totals of the market, and conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from archive_tui.store.door import Store
from archive_tui.store.times import utc, utc_or_none

_COLUMNS = {"grade": "f.grade", "nature": "c.nature"}
Sums = tuple[dict[str, int], dict[str, int]]


@dataclass(frozen=True, slots=True)
class ConclusionRecord:
    """A dated conclusion of an analysis, with its owner; open until ``closed_at``."""

    id: int
    analysis: str
    kind: str
    year: int
    text: str
    owner: int
    due_on: date | None
    by: int
    at: datetime
    closed_at: datetime | None
    closed_by: int | None
    outcome: str


def years(store: Store) -> list[int]:
    """Return the years with rental, the latest first."""
    rows = store.db.execute_sql(
        "SELECT DISTINCT year FROM client_rental WHERE amount <> 0 ORDER BY year DESC"
    ).fetchall()
    return [row[0] for row in rows]


def by_year_and_grade(store: Store) -> list[tuple[int, str, int]]:
    """Return the rental of every year and grade of today."""
    return list(
        store.db.execute_sql(
            "SELECT r.year, f.grade, sum(r.amount) FROM client_rental r JOIN client_figures f"
            " ON f.client_id = r.client_id WHERE r.amount <> 0 GROUP BY r.year, f.grade ORDER BY r.year"
        ).fetchall()
    )


def by_client(store: Store, year: int) -> dict[int, int]:
    """Return the rental of a year by client."""
    rows = store.db.execute_sql("SELECT client_id, amount FROM client_rental WHERE year = ? AND amount <> 0", (year,))
    return dict(rows.fetchall())


def by_client_column(store: Store, column: str, year: int) -> Sums:
    """Return the rental of a year, and how many clients it is of, by grade or nature."""
    rows = store.db.execute_sql(
        f"SELECT {_COLUMNS[column]}, sum(r.amount), count(*) FROM client_rental r"
        " JOIN client c ON c.id = r.client_id JOIN client_figures f ON f.client_id = r.client_id"
        " WHERE r.year = ? AND r.amount <> 0 GROUP BY 1",
        (year,),
    ).fetchall()
    return {r[0]: r[1] for r in rows}, {r[0]: r[2] for r in rows}


def by_item(store: Store, year: int) -> Sums:
    """Return the rental of a year, and how many clients it is of, by name of leased item."""
    return _of_items(store, "t.name", year)


def by_item_and_grade(store: Store, year: int) -> Sums:
    """Return the same by leased item and grade, with a line end between them."""
    return _of_items(store, "t.name || char(10) || f.grade", year)


def _of_items(store: Store, key: str, year: int) -> Sums:
    rows = store.db.execute_sql(
        f"SELECT {key}, sum(i.amount), count(DISTINCT i.client_id) FROM instalment i JOIN lease l ON l.id = i.lease_id"
        " JOIN leased_item t ON t.id = l.leased_item_id JOIN client_figures f ON f.client_id = i.client_id"
        " WHERE i.due_on BETWEEN ? AND ? AND i.void = 0 GROUP BY 1",
        (f"{year:04d}-01-01", f"{year:04d}-12-31"),
    ).fetchall()
    return {r[0]: r[1] for r in rows}, {r[0]: r[2] for r in rows}


def clients_by_grade(store: Store) -> dict[str, int]:
    """Return how many clients have each grade."""
    return dict(
        store.db.execute_sql(
            "SELECT f.grade, count(*) FROM client_figures f JOIN client c ON c.id = f.client_id"
            " WHERE c.merged_into_id IS NULL GROUP BY f.grade"
        ).fetchall()
    )


def market_totals(store: Store, year: int) -> dict[int | None, int]:
    """Return the market's totals of a year: in all (None) and by leased item; the latest entry counts."""
    rows = store.db.execute_sql(
        "SELECT leased_item_id, amount FROM market_total WHERE year = ? ORDER BY id", (year,)
    ).fetchall()
    return dict(rows)


def conclusions(store: Store) -> list[ConclusionRecord]:
    """Return all conclusions, open ones first, then the newest."""
    rows = store.db.execute_sql(
        "SELECT id, analysis, kind, year, text, owner_id, due_on, by_id, at, closed_at, closed_by_id, outcome"
        " FROM conclusion ORDER BY closed_at IS NOT NULL, id DESC"
    ).fetchall()
    return [
        ConclusionRecord(
            r[0], r[1], r[2], r[3], r[4], r[5], date.fromisoformat(r[6]) if r[6] else None, r[7], utc(r[8]),
            utc_or_none(r[9]), r[10], r[11],
        )
        for r in rows
    ]  # fmt: skip
