"""Scores (chapter 4): made by a salesperson, immutable, recomputed from their own figures, and made anew by an act.

A score keeps the figures that it was made from, so that it can be recomputed for ever. When figures move, no grade
does: what would change is listed first (``rescore_preview``), and a re-score is an act of a person, one by one or for
all that were listed, with the same judgement and today's figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from archive_tui.regulation.grading import (
    JUDGED,
    WEIGHTS,
    Criterion,
    Grade,
    Points,
    RentalFigures,
    counts_as_new,
    exact_total,
    grade_of,
    in_range,
    missing_to_next,
)
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, today, touch
from archive_tui.services.score_figures import (
    Conduct,
    Highest,
    conduct_now,
    highest_now,
    is_new,
    points_now,
    points_of,
    rental_now,
)
from archive_tui.services.texts import checked
from archive_tui.store import client_rows, rental_rows, score_rows, told_rows
from archive_tui.store.client_records import ClientRecord, ScoreRecord


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a salesperson gives for one criterion: points in hundredths, and the reason."""

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet before it is filled in: today's figures, the last score, and how the client pays."""

    client: ClientRecord
    rental: RentalFigures
    highest_code: str
    conduct: Conduct
    last: ScoreRecord | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a score would come to: exact total, grade, the grade before, and what is missing to the next one."""

    points: Points
    total: Fraction
    grade: Grade
    before: Grade
    missing: tuple[Grade, Fraction] | None


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A grade that would change with today's figures: exact totals and grades, before and after."""

    client_id: int
    code: str
    name: str
    old_total: Fraction
    new_total: Fraction
    old: Grade
    new: Grade
    nature: str = ""


def sheet(archive: Archive, actor: Actor, client_id: int) -> Sheet | None:
    """Return a client's score sheet as of now, None where the actor may not see it. Raises NotThere, BadInput."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return None
        client = client_or_raise(txn, client_id)
        highest = highest_now(txn)
        top = client_rows.client(txn.store, highest.client_id) if highest.client_id is not None else None
        last = score_rows.score(txn.store, client.score_id) if client.score_id is not None else None
        return Sheet(client, rental_now(txn, client, highest), top.code if top else "", conduct_now(txn, client), last)


def preview_score(archive: Archive, actor: Actor, client_id: int, judged: Mapping[Criterion, int]) -> Preview:
    """Return what a score would come to, without making it. Raises NotThere, BadInput."""
    with archive.look(actor) as txn:
        client = client_or_raise(txn, client_id)
        points = Points(_complete(judged), rental_now(txn, client, highest_now(txn)))
        return Preview(points, points.total, points.grade, Grade(client.grade), missing_to_next(points.total))


def score_client(
    archive: Archive, actor: Actor, client_id: int, judgements: Mapping[Criterion, Judgement], remark: str = ""
) -> Outcome[ScoreRecord]:
    """Score a client: five judged criteria, each with its reason, and rental as of today. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        client = client_or_raise(txn, client_id)
        ruling = txn.may(Act.SCORE)
        if not ruling.allowed:
            return txn.refuse("score", ruling, client=client_id, code=client.code)
        judged = _complete({criterion: given.points for criterion, given in judgements.items()})
        reasons = {
            criterion.value: checked("reason", judgements[criterion].reason, needed=True) for criterion in JUDGED
        }
        telling = Telling(txn)
        points = Points(judged, rental_now(txn, client, highest_now(txn)))
        text = checked("remark", remark, 1000)
        score_id = _add(telling, client, points, conduct_now(txn, client), reasons, text, again=False)
        touch(txn, client_id)
        telling.record(
            "score", client, score=score_id, grade=points.grade.value, total=str(points.total), own=points.rental.own,
            highest=points.rental.highest, new=points.rental.new,
            judged=[points.judged[criterion] for criterion in JUDGED],
        )  # fmt: skip
        made = score_rows.score(txn.store, score_id)
        assert made is not None
        return Outcome(ruling, made)


def rescore_preview(
    archive: Archive, actor: Actor, *, also: Mapping[int, int] | None = None
) -> tuple[GradeChange, ...]:
    """Return the grades that would change with today's figures, those that get worse first.

    ``also`` adds fen of rental to clients, to show what would change before a lease is entered.
    """
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return ()
        return _changes(txn, also or {})


def rescore(archive: Archive, actor: Actor, client_ids: Sequence[int], remark: str = "") -> Outcome[int]:
    """Make the scores of clients anew with today's figures and the same judgement; return how many were made.

    An act of a person, for one or for all that were listed. Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.RESCORE)
        if not ruling.allowed:
            return txn.refuse("rescore", ruling, count=len(client_ids))
        text, telling, highest = checked("remark", remark, 1000), Telling(txn), highest_now(txn)
        made: list[list[object]] = []
        for client_id in dict.fromkeys(client_ids):
            client = client_or_raise(txn, client_id)
            last = score_rows.score(txn.store, client.score_id) if client.score_id is not None else None
            if last is None:
                raise BadInput("no_score", code=client.code)
            points = points_now(txn, client, last, highest)
            reasons = json.loads(last.reasons)
            score_id = _add(telling, client, points, conduct_now(txn, client), reasons, text, again=True)
            made.append([score_id, client.id, points.grade.value])
        if not made:
            raise BadInput("nobody_to_rescore")
        telling.record("rescore", scores=made, highest=highest.amount, count=len(made))
        return Outcome(ruling, len(made))


def recompute(score: ScoreRecord) -> Preview:
    """Return what a score comes to from its own figures: the same grade for ever (invariant 10)."""
    points = points_of(score)
    return Preview(points, points.total, points.grade, Grade(score.grade), missing_to_next(points.total))


def holds(score: ScoreRecord) -> bool:
    """Return whether a score is what its own figures come to."""
    again = recompute(score)
    return again.grade is Grade(score.grade) and again.total == Fraction(score.total)


def stale_now(txn: Transaction, client: ClientRecord, score: ScoreRecord, highest: Highest) -> Points | None:
    """Return what a score would be today where its figures have moved, None while they stand."""
    now = points_now(txn, client, score, highest)
    return now if now.total != Fraction(score.total) else None


def _complete(judged: Mapping[Criterion, int]) -> dict[Criterion, int]:
    """Return the judged points of all five criteria; raises BadInput where one is missing or over its weight."""
    for criterion in JUDGED:
        if criterion not in judged:
            raise BadInput("points_missing", criterion=criterion.value)
        if not in_range(criterion, judged[criterion]):
            raise BadInput("over_weight", criterion=criterion.value, weight=WEIGHTS[criterion])
    return {criterion: judged[criterion] for criterion in JUDGED}


def _add(
    telling: Telling,
    client: ClientRecord,
    points: Points,
    conduct: Conduct,
    reasons: Mapping[str, str],
    remark: str,
    *,
    again: bool,
) -> int:
    txn = telling.txn
    rental = points.rental
    # The row says the same of a new client whose own rental is the highest: its own figure decides nothing.
    score_id = telling.add(
        "score", client_id=client.id, day=today(txn).isoformat(), own=rental.own, highest=rental.highest,
        new=int(rental.new), **{criterion.value: points.judged[criterion] for criterion in JUDGED},
        grade=points.grade.value, total=str(points.total), figures=json.dumps(conduct.as_facts(), sort_keys=True),
        reasons=json.dumps(reasons, ensure_ascii=False, sort_keys=True), remark=remark, rescore=int(again),
    )  # fmt: skip
    told_rows.update(
        txn.store, "client_figures", client.id, {"grade": points.grade.value, "score_id": score_id}, "client_id"
    )
    return score_id


def _changes(txn: Transaction, also: Mapping[int, int]) -> tuple[GradeChange, ...]:
    year, new_years = today(txn).year, txn.settings.new_client_years
    ahead = rental_rows.ahead_of(txn.store, year)
    standing = list(score_rows.standing(txn.store))
    highest = rental_rows.highest(txn.store, year, new_years)[0]
    for client_id, more in also.items():
        first = client_rows.client(txn.store, client_id)
        if first is not None and not is_new(txn, first):
            highest = max(highest, rental_rows.cumulative(txn.store, client_id, year) + more)
    found: list[tuple[int, int, Fraction, Fraction, Grade, Grade]] = []
    for client_id, rental, first_year, judged, old_own, old_highest, old_new, grade in standing:
        own = rental - ahead.get(client_id, 0) + also.get(client_id, 0)
        new = counts_as_new(first_year, year, new_years)
        if (own, highest, int(new)) == (old_own, old_highest, old_new) or (new and old_new):
            continue
        total = exact_total(judged, RentalFigures(own, highest, new))
        after = grade_of(total)
        if after.value != grade:
            before = exact_total(judged, RentalFigures(old_own, old_highest, bool(old_new)))
            found.append((client_id, after.rank - Grade(grade).rank, before, total, Grade(grade), after))
    names = client_rows.clients(txn.store, (one[0] for one in found))
    return tuple(
        GradeChange(i, names[i].code, names[i].name, old_total, new_total, old, new, names[i].nature)
        for i, worse, old_total, new_total, old, new in sorted(found, key=lambda one: (-one[1], one[0]))
    )
