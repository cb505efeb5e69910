"""A client's scores with their points and reasons, its leases in short, and the trail about its file (4, 5.3)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from archive_tui.regulation.grading import (
    WEIGHTS,
    Criterion,
    Grade,
    RentalFigures,
    missing_to_next,
    rental_points,
    shown_missing,
)
from archive_tui.regulation.grading import shown as points_shown
from archive_tui.regulation.money import grouped
from archive_tui.regulation.terms import Way
from archive_tui.services.client_views import LeaseRecord, ScoreOnCard
from archive_tui.ui.screens.client_head import Fact
from archive_tui.ui.screens.client_lists import Shown
from archive_tui.ui.screens.trail_words import what_of
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.client_cards import rental_short
from archive_tui.wording.clients import criterion_word, grade_word, late_text, limit_text, state_word, way_word
from archive_tui.wording.joining import clauses
from archive_tui.wording.times import moment_text


class Scores:
    """Every score, the newest first; the points of the one at the cursor, each with its reason."""

    HEIGHT = 8

    def columns(self) -> list[Column]:
        """Return day, total, grade, by whom."""
        return [
            Column("day", lambda: pgettext("column", "Scored"), 10),
            Column("total", lambda: pgettext("column", "Total"), 6, "right"),
            Column("grade", lambda: pgettext("column", "Grade"), Share()),
            Column("by", lambda: pgettext("column", "Who"), 10, from_width=50),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return a row for each score."""
        return [
            Row(("score", one.score.id), (
                one.score.day.isoformat(), points_shown(one.total), grade_word(Grade(one.score.grade)), one.by,
            ))
            for one in shown.card.scores
        ]  # fmt: skip

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return which score it is, and what is missing to the next grade."""
        one = self.score(shown, key)
        if one is None:
            return ""
        grade = grade_word(Grade(one.score.grade))
        told = [_("{total}, {grade}").format(total=points_shown(one.total), grade=grade)]
        if (missing := missing_to_next(one.total)) is not None:
            better, lacks = missing
            told.append(
                _("{missing} to {grade}").format(missing=shown_missing(lacks), grade=grade_word(better))
            )  # fmt: skip
        made = _("re-scored {day} by {name}") if one.score.rescore else _("scored {day} by {name}")
        return clauses([*told, made.format(day=one.score.day, name=one.by)])

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return the points by the six weights, with the reason or the figures beside each."""
        one = self.score(shown, key)
        return tuple(_composition(one)) if one is not None else ()

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("No score yet: a contract needs one.")

    def score(self, shown: Shown, key: Hashable | None) -> ScoreOnCard | None:
        """Return the score of a row."""
        return next((one for one in shown.card.scores if ("score", one.score.id) == key), None)


class Deals:
    """The client's leases in short, with what is open; all of them with their payments are behind ``l``."""

    HEIGHT = 4

    def columns(self) -> list[Column]:
        """Return number, leased item, period, amount, what is open."""
        return [
            Column("number", lambda: pgettext("column", "Number"), Share(2)),
            Column("item", lambda: pgettext("column", "Leased item"), Share(2)),
            Column("starts", lambda: pgettext("column", "From"), 10, from_width=96),
            Column("ends", lambda: pgettext("column", "Until"), 10),
            Column("amount", lambda: pgettext("column", "Amount"), 13, "right"),
            Column("open", lambda: pgettext("column", "Open"), 13, "right"),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return a row for each lease, the latest first."""
        return [_lease(one) for one in shown.card.leases]

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return which lease, and what it is."""
        one = self.lease(shown, key)
        return f"{one.number}  {state_word(one.state)}" if one is not None else _("Dealings")

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return how the lease is paid, how the client pays, its rental by year, and the GM's exceptions."""
        card, one = shown.card, self.lease(shown, key)
        paid = ""
        if one is not None:
            price, way = grouped(one.agreed_price), way_word(Way(one.payment_way))
            paid = _("price {price} yuan, by {way}; paid {paid} of {due} yuan").format(
                price=price, way=way, paid=grouped(one.paid), due=grouped(one.due)
            )
        years = sorted(card.rental_by_year.items(), reverse=True)
        rental = _(", ").join(f"{year} {grouped(amount)}" for year, amount in years)
        conduct = card.conduct
        pays = late_text(conduct.late, conduct.days_late, conduct.share_late)
        running = [one for one in card.exceptions if one.revoked_at is None and one.until >= shown.today]
        told = [_("number {number}, until {day}: {reason}").format(
            number=one.id, day=one.until, reason=one.reason) for one in running]  # fmt: skip
        owes = limit_text(card.terms.limit, card.terms.open) if card.terms is not None else ""
        return (
            (_("Lease"), paid), (_("Pays"), clauses([each for each in (pays, owes) if each])),
            (_("Rental"), rental), (_("Exceptions"), clauses(told)),
        )  # fmt: skip

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("No lease yet.")

    def lease(self, shown: Shown, key: Hashable | None) -> LeaseRecord | None:
        """Return the lease of a row."""
        return next((one for one in shown.card.leases if ("lease", one.id) == key), None)


class Entered:
    """The newest entries of the trail about the file: who wrote what, and who read the card (5.3)."""

    HEIGHT = 0

    def columns(self) -> list[Column]:
        """Return when, who, what."""
        return [
            Column("at", lambda: pgettext("column", "When"), 16),
            Column("who", lambda: pgettext("column", "Who"), 10),
            Column("what", lambda: pgettext("column", "What"), Share()),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return a row for each entry."""
        return [
            Row(("trail", each.seq), (moment_text(each.at, shown.tz), each.actor, what_of(each, shown.cross)))
            for each in shown.trail
        ]

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return nothing: the row says it all."""
        return ""

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return nothing: the row says it all."""
        return ()

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("Nothing is recorded yet.")


def _composition(one: ScoreOnCard) -> Iterator[Fact]:
    score = one.score
    figures = RentalFigures(score.own, score.highest, score.new)
    for criterion in Criterion:
        if criterion is Criterion.RENTAL:
            points, why = points_shown(rental_points(figures)), rental_short(figures)
        else:
            hundredths: int = getattr(score, criterion.value)
            points = f"{hundredths // 100}.{hundredths % 100:02d}"
            why = one.reasons.get(criterion.value, "")
        if criterion is Criterion.PAYMENT and one.conduct.due:
            why = clauses([why, late_text(one.conduct.late, one.conduct.days_late, one.conduct.share_late)])
        word = criterion_word(criterion)
        of = _("{points} of {weight}").format(points=f"{points:>5}", weight=WEIGHTS[criterion])
        yield word[:1].upper() + word[1:], f"{of}  {why}"
    yield _("Remark"), score.remark


def _lease(one: LeaseRecord) -> Row:
    open_ = one.due - one.paid
    cells = (
        one.number, one.leased_item, one.starts.isoformat(), one.ends.isoformat(), grouped(one.amount),
        grouped(open_) if open_ else "",
    )  # fmt: skip
    return Row(("lease", one.id), cells)
