"""Leases in words: cycles, how an instalment stands, and how a lease stands against the client's terms (4.3)."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.clients import TermsLike, grade_word, terms_text, version_text


class InstalmentLike(Protocol):
    """An instalment as the services show it."""

    @property
    def due_on(self) -> date:
        """Return the day it is due."""
        ...

    @property
    def amount(self) -> int:
        """Return what is due, in fen."""
        ...

    @property
    def paid(self) -> int:
        """Return what is paid of it, in fen."""
        ...

    @property
    def settled_on(self) -> date | None:
        """Return the day of the payment that made it whole."""
        ...

    @property
    def void(self) -> bool:
        """Return whether it lapsed."""
        ...


def cycle_months_word(months: int) -> str:
    """Return how an amount is divided over the period of a lease."""
    return {
        0: pgettext("payment cycle", "all at the beginning"),
        1: pgettext("payment cycle", "every month"),
        2: pgettext("payment cycle", "every two months"),
        3: pgettext("payment cycle", "every quarter"),
        6: pgettext("payment cycle", "every half year"),
        12: pgettext("payment cycle", "every year"),
    }[months]


def instalment_text(one: InstalmentLike, today: date) -> str:
    """Return how an instalment stands: paid in time or late, late now, or yet to come."""
    if one.void:
        return _("lapsed: the lease ended early")
    if one.settled_on is not None and one.paid >= one.amount:
        late = (one.settled_on - one.due_on).days
        if late > 0:
            return ngettext("paid {day}, {days} day late", "paid {day}, {days} days late", late).format(
                day=one.settled_on, days=late
            )
        return _("paid {day}").format(day=one.settled_on)
    late = (today - one.due_on).days
    if late > 0:
        return ngettext("{days} day late", "{days} days late", late).format(days=late)
    return _("due today") if late == 0 else _("to come")


def standing_text(grade: Grade, shown: TermsLike | None) -> str:
    """Return what a client's grade is and what it gets, by which version of the schedule."""
    told = terms_text(shown, grade)
    if shown is None:
        return _("{grade}: {terms}").format(grade=grade_word(grade), terms=told)
    words = _("{grade}, {version}: {terms}")
    return words.format(grade=grade_word(grade), version=version_text(shown.version), terms=told)


def open_text(open_: int, late: int) -> str:
    """Return what is open, and what of it is late."""
    if not open_:
        return _("nothing open")
    if not late:
        return _("{open} yuan open, nothing of it late").format(open=grouped(open_))
    return _("{open} yuan open, {late} yuan of it late").format(open=grouped(open_), late=grouped(late))
