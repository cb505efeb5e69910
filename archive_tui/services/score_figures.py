"""The figures that a grade is made from, as of now: cumulative rental, and how a client pays (4.2.1, 4.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from archive_tui.regulation.grading import JUDGED, Criterion, Points, RentalFigures, counts_as_new
from archive_tui.services.archive import Transaction
from archive_tui.services.client_acts import today
from archive_tui.store import lease_rows, rental_rows
from archive_tui.store.client_records import ClientRecord, ScoreRecord


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a client pays: instalments that fell due, late ones, days late in all, fen due and fen late."""

    due: int = 0
    late: int = 0
    days_late: int = 0
    amount_due: int = 0
    amount_late: int = 0

    @property
    def share_late(self) -> Fraction:
        """Return what share of what fell due was paid late."""
        return Fraction(self.amount_late, self.amount_due) if self.amount_due else Fraction(0)

    def as_facts(self) -> Mapping[str, int]:
        """Return the figures as a score keeps them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest cumulative rental of an established client as of a year, and whose it is."""

    amount: int
    client_id: int | None


def highest_now(txn: Transaction) -> Highest:
    """Return the highest cumulative rental as of today."""
    return Highest(*rental_rows.highest(txn.store, today(txn).year, txn.settings.new_client_years))


def rental_now(txn: Transaction, client: ClientRecord, highest: Highest) -> RentalFigures:
    """Return the figures that a client's points of rental are worked out from today (4.2.1)."""
    year = today(txn).year
    new = is_new(txn, client)
    return RentalFigures(rental_rows.cumulative(txn.store, client.id, year), highest.amount, new)


def is_new(txn: Transaction, client: ClientRecord) -> bool:
    """Return whether a client counts as new for 4.2.1: by the facts, whatever division a person has said."""
    return counts_as_new(client.first_year, today(txn).year, txn.settings.new_client_years)


def conduct_now(txn: Transaction, client: ClientRecord) -> Conduct:
    """Return how a client pays, as of today."""
    return Conduct(*lease_rows.payment_conduct(txn.store, client.id, today(txn)))


def points_of(score: ScoreRecord) -> Points:
    """Return everything that a score's grade follows from."""
    return Points(judged_of(score), RentalFigures(score.own, score.highest, score.new))


def judged_of(score: ScoreRecord) -> dict[Criterion, int]:
    """Return the judged points of a score, in hundredths."""
    return {criterion: getattr(score, criterion.value) for criterion in JUDGED}


def points_now(txn: Transaction, client: ClientRecord, score: ScoreRecord, highest: Highest) -> Points:
    """Return what a score would be with today's figures and the same judgement."""
    return Points(judged_of(score), rental_now(txn, client, highest))
