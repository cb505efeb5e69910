"""The quick look-up of grades (``Ctrl+G``, ``grade TEXT``): a few letters, and grade, date and terms stand there.

It starts with as little as it can: nothing here may import what a look-up does without.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from archive_tui.regulation.grading import Grade, missing_to_next, shown, shown_missing
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.client_standing import TermsShown, terms_shown
from archive_tui.services.score_figures import Highest, highest_now, points_now
from archive_tui.store import client_rows, client_search, score_rows, terms_rows
from archive_tui.store.client_records import ClientRecord


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
        found = client_search.find(txn.store, text, limit)
        records = client_rows.clients(txn.store, found)
        highest, schedule = highest_now(txn), terms_rows.in_force(txn.store)
        return [_quick(txn, records[i], highest, terms_shown(txn, records[i], schedule)) for i in found if i in records]


def may_look_up(archive: Archive, actor: Actor) -> bool:
    """Return whether somebody may look grades up."""
    with archive.look(actor) as txn:
        return txn.may(Act.SEE_CLIENTS).allowed


def grade_shown(txn: Transaction, record: ClientRecord, highest: Highest) -> QuickGrade:
    """Return a client's grade within a running look or act."""
    return _quick(txn, record, highest, terms_shown(txn, record))


def _quick(txn: Transaction, record: ClientRecord, highest: Highest, terms: TermsShown | None) -> QuickGrade:
    score = score_rows.score(txn.store, record.score_id) if record.score_id is not None else None
    head = (record.id, record.code, record.name, record.nature, Grade(record.grade))
    if score is None:
        return QuickGrade(*head, None, None, False, None, None, None, None, None)
    total = Fraction(score.total)
    now = points_now(txn, record, score, highest)
    stale, missing = now.total != total, missing_to_next(total)
    return QuickGrade(
        *head, shown(total), score.day, stale, shown(now.total) if stale else None, now.grade if stale else None,
        missing[0] if missing else None, shown_missing(missing[1]) if missing else None, terms,
    )  # fmt: skip
