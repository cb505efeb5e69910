"""A return that was none: the item taken back by mistake is still with its borrower (6.7.3; invariants 3, 5 and 7).

The loan goes on as it was, under its old due time and its old sign-off; nothing is handed over anew. So that no
second use of a sign-off comes of it, it is for the archivist, within minutes of the return, once a loan, and only
while nothing has become of the item since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from archive_tui.regulation.levels import State
from archive_tui.regulation.rulings import Clause, Fact, Ruling, permission, refusal
from archive_tui.regulation.settings import Settings


@dataclass(frozen=True, slots=True)
class WrongReturn:
    """What the rules need to know of a loan that was taken back, and of what became of its item since.

    ``since`` is the time from the return on by the boot clock where it can tell, ``returned_at`` the wall clock's word;
    ``last``: the item was lent to nobody since; ``lowered``: its level was lowered since; ``undone``: a return of this
    loan was undone before; ``reversed``: it was no return but the reversal of the slip; ``holder`` and ``held_until``
    say who has the item if it is away.
    """

    due_at: datetime
    returned_at: datetime | None
    since: timedelta
    state: State
    borrower_active: bool
    last: bool = True
    lowered: bool = False
    undone: bool = False
    reversed: bool = False
    holder: str = ""
    held_until: datetime | None = None


def rule_unreturn(case: WrongReturn, settings: Settings, at: datetime) -> Ruling:
    """Return whether the loan may go on as if it had not been taken back."""
    if case.returned_at is None:
        return refusal(Clause("6.7", False, "not_back"))
    against = [*_return(case), *_window(case, case.returned_at, settings, at), *_item(case)]
    if not case.borrower_active:
        against.append(Clause("6.7", False, "borrower_not_on_staff"))
    if against:
        return refusal(*against)
    return permission(Clause("6.7", True, "loan_goes_on", {"due_at": case.due_at}))


def _return(case: WrongReturn) -> list[Clause]:
    against = []
    if case.reversed:
        against.append(Clause("6.7", False, "slip_reversed"))
    if case.undone:
        against.append(Clause("6.7.3", False, "unreturned_before"))
    return against


def _window(case: WrongReturn, returned_at: datetime, settings: Settings, at: datetime) -> list[Clause]:
    window = settings.unreturn_window
    if window and timedelta(0) <= at - returned_at <= window and case.since <= window:
        return []
    if not window:
        return [Clause("6.7.3", False, "unreturn_never")]
    return [Clause("6.7.3", False, "return_stands", {"count": settings.unreturn_minutes})]


def _item(case: WrongReturn) -> list[Clause]:
    if case.state in (State.OUT, State.READING):
        facts: dict[str, Fact] = {"holder": case.holder, "due_at": case.held_until}
        return [Clause("6.7", False, f"item_{case.state.value}", facts)]
    against = []
    if case.state is not State.IN_PLACE:
        article = "6.4" if case.state is State.MISSING else "6.8.4"
        against.append(Clause(article, False, f"item_{case.state.value}"))
    if not case.last:
        against.append(Clause("6.7.3", False, "lent_since"))
    if case.lowered:
        against.append(Clause("6.7.3", False, "lowered_since"))
    return against
