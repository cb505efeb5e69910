"""When the desk rings: thirty minutes, ten minutes and no time left, and a signature that arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from archive_tui.services.board import BoardRow
from archive_tui.services.worklists import LineShown

#: The bells of a loan, the earliest first.
BELLS = (timedelta(minutes=30), timedelta(minutes=10), timedelta(0))


@dataclass(frozen=True, slots=True)
class Rung:
    """Which bells have rung: for each loan how many, and the lines whose approval has been told.

    A loan renewed or one that begins with less than thirty minutes starts anew; what was overdue when the desk opened
    is on the board and needs no bell.
    """

    loans: Mapping[int, int] = field(default_factory=dict)
    approved: frozenset[int] = frozenset()


def passed(left: timedelta) -> int:
    """Return how many of the bells a loan with that much left has come past."""
    return sum(left <= bell for bell in BELLS)


def due_now(rung: Rung, rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
    """Return the rows whose next bell is due; what was never seen before has had the bells it came past."""
    return tuple(row for row in rows if passed(row.left) > rung.loans.get(row.loan_id, passed(row.left)))


def arrived(rung: Rung, lines: Iterable[LineShown]) -> tuple[LineShown, ...]:
    """Return the lines that have been approved since; what was approved when the desk opened is old."""
    return tuple(line for line in lines if line.line_id not in rung.approved)


def rung_for(rows: Iterable[BoardRow], lines: Iterable[LineShown]) -> Rung:
    """Return what has rung once all that is due has."""
    return Rung({row.loan_id: passed(row.left) for row in rows}, frozenset(line.line_id for line in lines))
