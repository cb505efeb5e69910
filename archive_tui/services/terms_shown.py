"""What a client gets now, as it is shown and read out: the schedule's line, the limit that counts, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import Schedule, Terms, credit_limit
from archive_tui.store import grade_rows
from archive_tui.store.door import Store


@dataclass(frozen=True, slots=True)
class TermsShown:
    """What a client gets now: the schedule's version (0: the regulation), its line, limit, and what is owed; in fen."""

    version: int
    terms: Terms
    own_limit: int | None
    limit: int | None
    open: int


def shown_of(store: Store, schedule: Schedule, client_id: int, grade: str, nature: str) -> TermsShown | None:
    """Return what a client gets by a schedule, None below C and while ungraded."""
    terms = schedule.terms_for(Grade(grade), nature)
    if terms is None:
        return None
    own = grade_rows.limits(store, [client_id]).get(client_id)
    return TermsShown(schedule.number, terms, own, credit_limit(terms, own), grade_rows.open_of(store, client_id))
