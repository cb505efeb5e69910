"""Scores in words: where points come from, what a total comes to, and what another grade changes (4.2, 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from archive_tui.regulation.grading import (
    NEW_CLIENT_POINTS,
    WEIGHTS,
    Criterion,
    Grade,
    RentalFigures,
    missing_to_next,
    rental_points,
    shown,
    shown_missing,
)
from archive_tui.regulation.money import grouped
from archive_tui.regulation.terms import Terms, Way
from archive_tui.wording import CHINESE, _, current_language
from archive_tui.wording.clients import criterion_word, cycle_word, floor_text, grade_word, way_word
from archive_tui.wording.joining import all_of, clauses


def prompt_of(criterion: Criterion) -> str:
    """Return a criterion as the prompt of its field: ``Payment, of 30``."""
    word = criterion_word(criterion)
    return _("{criterion}, of {weight}").format(criterion=word[:1].upper() + word[1:], weight=WEIGHTS[criterion])


def rental_text(figures: RentalFigures, highest_code: str) -> str:
    """Return how the points of cumulative rental come about (4.2.1), with the figures."""
    most = WEIGHTS[Criterion.RENTAL]
    if figures.new:
        return _("A new client counts {points} until its first calendar year with rental has closed (4.2.1).").format(
            points=NEW_CLIENT_POINTS
        )
    if figures.highest <= 0:
        return _("Nobody has any rental yet: an established client counts 0 (4.2.1).")
    if figures.own >= figures.highest:
        return _("Its {own} yuan are the highest cumulative rental of all: {most} points (4.2.1).").format(
            own=grouped(figures.own), most=most
        )
    points = shown(rental_points(figures))
    words = _("{most} x own {own} yuan / highest {highest} yuan ({code}) = {points} (4.2.1).")
    return words.format(
        most=most, own=grouped(figures.own), highest=grouped(figures.highest), code=highest_code, points=points
    )


def total_text(total: Fraction, grade: Grade) -> str:
    """Return a total with its grade and what is missing to the next one: ``Total 84.25: B. 5.75 to A.``."""
    words = _("Total {total}: {grade}.").format(total=shown(total), grade=grade_word(grade))
    missing = missing_to_next(total)
    if missing is None:
        return words
    better, lacks = missing
    gap = _("{missing} to {grade}.").format(missing=shown_missing(lacks), grade=grade_word(better))
    return words + ("" if current_language() == CHINESE else " ") + gap


def part_text(so_far: Fraction, missing: Sequence[Criterion]) -> str:
    """Return what an unfinished sheet comes to: ``54.00 so far; still to give: payment and other.``."""
    words = _("{total} so far; still to give: {criteria}.")
    return words.format(total=shown(so_far), criteria=all_of([criterion_word(each) for each in missing]))


def change_text(old: Grade, new: Grade) -> str:
    """Return what becomes of a grade: ``Lifts the client from C to B``."""
    if old is new:
        return _("The client stays {grade}").format(grade=grade_word(new))
    if old is Grade.UNGRADED:
        return _("The client's first grade is {grade}").format(grade=grade_word(new))
    words = (
        _("Lifts the client from {old} to {new}") if new.rank < old.rank else _("Lowers the client from {old} to {new}")
    )
    return words.format(old=grade_word(old), new=grade_word(new))


def terms_change(old: Terms | None, new: Terms | None) -> str:
    """Return which terms change, and how; empty where none does."""
    if new is None:
        return _("no co-operation") if old is not None else ""
    if old is None:
        return clauses([_("price {floor}").format(floor=floor_text(new)), *_gained(frozenset(), new.ways), *_rest(new)])
    told: list[str] = []
    if (old.base, old.percent) != (new.base, new.percent):
        told.append(_("price {floor}, not {was}").format(floor=floor_text(new), was=floor_text(old)))
    told += _gained(old.ways, new.ways)
    if lost := [way_word(way) for way in Way if way in old.ways - new.ways]:
        told.append(_("no longer payment by {ways}").format(ways=all_of(lost)))
    if old.cycle is not new.cycle:
        told.append(_("collection {cycle}").format(cycle=cycle_word(new.cycle)))
    if old.ceiling != new.ceiling:
        told.append(_ceiling(new.ceiling))
    if new.handling and new.handling != old.handling:
        told.append(new.handling)
    return clauses(told)


def _gained(old: frozenset[Way], new: frozenset[Way]) -> list[str]:
    gained = [way_word(way) for way in Way if way in new - old]
    if not gained:
        return []
    words = _("payment also by {ways}") if old else _("payment by {ways}")
    return [words.format(ways=all_of(gained))]


def _rest(new: Terms) -> list[str]:
    told = [_("collection {cycle}").format(cycle=cycle_word(new.cycle)), _ceiling(new.ceiling)]
    return [*told, new.handling] if new.handling else told


def _ceiling(ceiling: int | None) -> str:
    if ceiling is None:
        return _("no credit ceiling")
    return _("credit ceiling {amount} yuan").format(amount=grouped(ceiling))
