"""A client's card in words: the grade with its date and how it stands today, divisions, entries, who they come from."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from archive_tui.regulation.clients import Division, Source
from archive_tui.regulation.grading import NEW_CLIENT_POINTS, WEIGHTS, Criterion, Grade, RentalFigures
from archive_tui.regulation.money import grouped
from archive_tui.wording import _, ngettext
from archive_tui.wording.clients import division_value_word, division_word, grade_word, source_word
from archive_tui.wording.joining import clauses


class Graded(Protocol):
    """A client's grade, as the services show it."""

    @property
    def grade(self) -> Grade:
        """Return the grade."""
        ...

    @property
    def total(self) -> str | None:
        """Return the total as shown."""
        ...

    @property
    def scored_on(self) -> date | None:
        """Return the day of the score."""
        ...

    @property
    def today_total(self) -> str | None:
        """Return what the total would be today, where the figures have moved."""
        ...

    @property
    def today_grade(self) -> Grade | None:
        """Return what the grade would be today, where the figures have moved."""
        ...

    @property
    def next_grade(self) -> Grade | None:
        """Return the next better grade."""
        ...

    @property
    def missing(self) -> str | None:
        """Return what is missing to it, as shown."""
        ...


def grade_text(graded: Graded) -> str:
    """Return a grade with its total, its date and what is missing: ``B, 84.25, scored 2026-03-10; 5.75 to A``."""
    if graded.total is None:
        return _("ungraded: no score yet")
    told = [
        _("{grade}, {total}, scored {day}").format(
            grade=grade_word(graded.grade), total=graded.total, day=graded.scored_on
        )
    ]
    if graded.next_grade is not None:
        told.append(_("{missing} to {grade}").format(missing=graded.missing, grade=grade_word(graded.next_grade)))
    return clauses(told)


def stale_text(graded: Graded) -> str:
    """Return what a grade would be today where its figures have moved; empty while they stand."""
    if graded.today_grade is None:
        return ""
    return _("stale: with today's figures {total}, {grade}").format(
        total=graded.today_total, grade=grade_word(graded.today_grade)
    )


def said_text(division: Division, value: str, fact: str, reason: str) -> str:
    """Return a division that a person has said otherwise: ``by volume: key (by the facts general): promised …``."""
    return _("{division}: {value}; by the facts {fact}: {reason}").format(
        division=division_word(division), value=division_value_word(division, value),
        fact=division_value_word(division, fact), reason=reason,
    )  # fmt: skip


def origin_text(source: str, checked: bool, checked_by: str) -> str:
    """Return where an entry comes from and whether it was checked; of a client's own form it is always said."""
    word = source_word(Source(source))
    if checked:
        return _("{source}, checked by {name}").format(source=word, name=checked_by)
    return _("{source}, NOT CHECKED").format(source=word) if source == Source.FORM else word


def rental_short(figures: RentalFigures) -> str:
    """Return what the points of cumulative rental were worked out from (4.2.1)."""
    if figures.new:
        return _("a new client counts {points} (4.2.1)").format(points=NEW_CLIENT_POINTS)
    words = _("{most} x own {own} / highest {highest} yuan (4.2.1)")
    return words.format(
        most=WEIGHTS[Criterion.RENTAL], own=grouped(figures.own), highest=grouped(figures.highest)
    )  # fmt: skip


def more_text(older: int, off: int) -> str:
    """Return how many earlier entries of a section there are to read, and how many were taken off."""
    told = []
    if older:
        told.append(ngettext("{count} older entry", "{count} older entries", older).format(count=older))
    if off:
        told.append(ngettext("{count} taken off", "{count} taken off", off).format(count=off))
    return clauses(told)
