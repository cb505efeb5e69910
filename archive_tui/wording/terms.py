"""The schedule of terms in words: its versions, and what is wrong with a draft (4.3)."""

from __future__ import annotations

from datetime import datetime

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.regulation.terms import Base, Terms, Way
from archive_tui.wording import _
from archive_tui.wording.clients import percent_text, way_word
from archive_tui.wording.joining import all_of
from archive_tui.wording.times import moment_text


def ways_text(terms: Terms) -> str:
    """Return the ways of payment of a line."""
    return all_of([way_word(way) for way in Way if way in terms.ways])


def floor_short(terms: Terms) -> str:
    """Return the price rule of a line for a column: ``lowest 95 %``."""
    words = _("market {percent} %") if terms.base is Base.MARKET else _("lowest {percent} %")
    return words.format(percent=percent_text(terms.percent))


def ceiling_text(terms: Terms) -> str:
    """Return the credit ceiling of a line."""
    return _("none") if terms.ceiling is None else grouped(terms.ceiling)


def version_title(number: int | None, draft_id: int, in_force: bool) -> str:
    """Return which version it is, and whether it applies."""
    if number is None:
        return _("draft {number}, not signed").format(number=draft_id)
    if number == 0:
        return _("the regulation itself") + (_(", in force") if in_force else "")
    return _("version {number}").format(number=number) + (_(", in force") if in_force else "")


def signed_text(name: str, at: datetime) -> str:
    """Return who put a version in force, and when."""
    return _("{name}, {at}").format(name=name, at=moment_text(at))


def served_text(terms: Terms) -> str:
    """Return in which turn a grade is served: A first, whatever the schedule says (4.3.1)."""
    if terms.grade is Grade.A:
        return _("first (4.3.1)")
    return str(terms.priority)
