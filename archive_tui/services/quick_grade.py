"""The quick look-up of grades (``Ctrl+G``, ``grade TEXT``): a few letters, and grade, date and terms stand there.

It starts with as little as it can: nothing here may import what a look-up does without.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from archive_tui.regulation.grading import (
    Grade,
    RentalFigures,
    counts_as_new,
    exact_total,
    grade_of,
    missing_to_next,
    shown,
    shown_missing,
)
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.terms import Schedule
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.terms_shown import TermsShown, shown_of
from archive_tui.store import client_search, grade_rows, rental_rows
from archive_tui.store.grade_rows import GradeRow


@dataclass(frozen=True, slots=True)
class QuickGrade:
    """A client's grade, ready to be read out.

    ``total`` and ``missing`` are as shown (two decimals); ``missing`` is what lacks to ``next_grade``. ``stale``: the
    figures have moved since, and with today's the total would be ``today_total`` and the grade ``today_grade``.
    """

    client_id: int
    code: str
    name: str
    nature: str
    grade: Grade
    total: str | None
    scored_on: date | None
    stale: bool
    today_total: str | None
    today_grade: Grade | None
    next_grade: Grade | None
    missing: str | None
    terms: TermsShown | None


def quick_grade(archive: Archive, actor: Actor, text: str, limit: int = 12) -> list[QuickGrade]:
    """Return the clients that meet a text, those that begin with it first; nothing for who may not look them up."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return []
        return _graded(txn, client_search.find(txn.store, text, limit))


def may_look_up(archive: Archive, actor: Actor) -> bool:
    """Return whether somebody may look grades up."""
    with archive.look(actor) as txn:
        return txn.may(Act.SEE_CLIENTS).allowed


def grade_shown(txn: Transaction, client_id: int) -> QuickGrade:
    """Return a client's grade within a running look or act."""
    return _graded(txn, [client_id])[0]


def _graded(txn: Transaction, ids: list[int]) -> list[QuickGrade]:
    year, new_years = txn.now.utc.astimezone(txn.settings.tz).year, txn.settings.new_client_years
    rows = grade_rows.graded(txn.store, ids, year)
    highest = rental_rows.highest(txn.store, year, new_years)[0] if rows else 0
    schedule = grade_rows.in_force(txn.store)
    return [_quick(txn, rows[i], year, new_years, highest, schedule) for i in ids if i in rows]


def _quick(txn: Transaction, row: GradeRow, year: int, new_years: int, highest: int, schedule: Schedule) -> QuickGrade:
    head = (row.id, row.code, row.name, row.nature, Grade(row.grade))
    if row.total is None or row.day is None or row.judged is None:
        return QuickGrade(*head, None, None, False, None, None, None, None, None)
    new = counts_as_new(row.first_year, year, new_years)
    total, now = Fraction(row.total), exact_total(row.judged, RentalFigures(row.own, highest, new))
    stale, missing = now != total, missing_to_next(total)
    return QuickGrade(
        *head, shown(total), date.fromisoformat(row.day), stale, shown(now) if stale else None,
        grade_of(now) if stale else None, missing[0] if missing else None,
        shown_missing(missing[1]) if missing else None,
        shown_of(txn.store, schedule, row.id, row.grade, row.nature),
    )  # fmt: skip
