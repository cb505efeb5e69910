"""Composition of the business from the clients' side (3.3): shares by grade, item, nature and volume, and credit.

Rental is that of a calendar year, grades and divisions those of today. A share of the market stands where a total of
the market was entered. Conclusions are dated, and have an owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.composition import Analysis, Conclusion, Share, shares
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import MOST
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, day_checked, today
from archive_tui.services.client_standing import standings, terms_shown
from archive_tui.services.texts import checked
from archive_tui.store import analysis_rows, client_rows, lease_rows, terms_rows
from archive_tui.store.analysis_rows import ConclusionRecord as ConclusionRecord


@dataclass(frozen=True, slots=True)
class Composition:
    """One analysis of a year: parts by key, the largest first; ``clients`` is how many are in each part.

    Keys are grades, natures, volumes, names of leased items, or name, line end and grade for the two together.
    """

    analysis: Analysis
    year: int
    whole: int
    market: int | None
    parts: tuple[Share[str], ...]
    clients: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GradeCredit:
    """Credit by grade (3.3 ③): clients of it, their limits where they have one, what is open and late."""

    grade: Grade
    clients: int
    limits: int
    without_limit: int
    open: int
    late: int


def years(archive: Archive, actor: Actor) -> tuple[int, ...]:
    """Return the years with rental up to this one, the latest first."""
    with archive.look(actor) as txn:
        return tuple(y for y in analysis_rows.years(txn.store) if y <= today(txn).year) if _may(txn) else ()


def rental_by_year(archive: Archive, actor: Actor) -> Mapping[int, Mapping[str, int]]:
    """Return the rental of every year by grade of today, for a chart over the years."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return {}
        found: dict[int, dict[str, int]] = {}
        for year, grade, amount in analysis_rows.by_year_and_grade(txn.store):
            if year <= today(txn).year:
                found.setdefault(year, {})[grade] = amount
        return found


def composition(archive: Archive, actor: Actor, analysis: Analysis, year: int) -> Composition | None:
    """Return one analysis of a year's rental; None for whoever may not see it."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return None
        totals = analysis_rows.market_totals(txn.store, year)
        amounts, clients = _amounts(txn, analysis, year)
        market: Mapping[str, int] | int | None = totals.get(None)
        if analysis in (Analysis.ITEM, Analysis.ITEM_BY_GRADE):
            names = {item_id: name for item_id, name, _, _ in lease_rows.leased_items(txn.store)}
            by_item = {names[i]: amount for i, amount in totals.items() if i is not None}
            market = {key: by_item[key.partition("\n")[0]] for key in amounts if key.partition("\n")[0] in by_item}
        parts = shares(amounts, market)
        return Composition(analysis, year, sum(amounts.values()), totals.get(None), parts, clients)


def credit_by_grade(archive: Archive, actor: Actor) -> tuple[GradeCredit, ...]:
    """Return credit by grade: limits, open receivables, and what of them is late."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        rows = lease_rows.receivables(txn.store, today(txn))
        counts = analysis_rows.clients_by_grade(txn.store)
        records = client_rows.clients(txn.store, (client_id for client_id, _, _ in rows))
        schedule = terms_rows.in_force(txn.store)
        found: dict[str, list[int]] = {grade.value: [0, 0, 0, 0] for grade in Grade}
        for client_id, open_, late in rows:
            shown = terms_shown(txn, records[client_id], schedule)
            sums = found[records[client_id].grade]
            sums[0] += shown.limit or 0 if shown else 0
            sums[1] += shown is not None and shown.limit is None
            sums[2] += open_
            sums[3] += late
        return tuple(GradeCredit(grade, counts.get(grade.value, 0), *found[grade.value]) for grade in Grade)


def put_market_total(
    archive: Archive, actor: Actor, year: int, leased_item_id: int | None, amount: int, source: str
) -> Outcome[None]:
    """Enter what the whole market came to in a year, in all or of one leased item; a later entry replaces a former one.

    Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.ANALYSE)
        if not ruling.allowed:
            return txn.refuse("market_total", ruling)
        if leased_item_id is not None and leased_item_id not in {i for i, *_ in lease_rows.leased_items(txn.store)}:
            raise NotThere("leased_item", str(leased_item_id))
        if not 0 <= amount <= MOST:
            raise BadInput("amount", number=str(year))
        if not 1900 <= year <= today(txn).year:
            raise BadInput("balance_year", year=year)
        telling = Telling(txn)
        telling.add(
            "market_total", year=year, leased_item_id=leased_item_id, amount=amount,
            source=checked("source", source, needed=True),
        )  # fmt: skip
        telling.record("market_total", year=year, leased_item=leased_item_id, amount=amount)
        return Outcome(ruling)


def conclude(
    archive: Archive,
    actor: Actor,
    analysis: Analysis,
    kind: Conclusion,
    year: int,
    text: str,
    owner_id: int,
    due_on: date | None = None,
) -> Outcome[int]:
    """Enter a conclusion of an analysis with its owner: weakness, priority or measure. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.ANALYSE)
        if not ruling.allowed:
            return txn.refuse("conclusion", ruling)
        if not txn.roster.active(owner_id, txn.now.utc):
            raise NotThere("person", str(owner_id))
        telling = Telling(txn)
        conclusion_id = telling.add(
            "conclusion", analysis=analysis.value, kind=kind.value, year=year,
            text=checked("conclusion", text, 2000, needed=True), owner_id=owner_id,
            due_on=day_checked(txn, "due_on", due_on) if due_on else None,
        )  # fmt: skip
        telling.record("conclusion", about=[owner_id], conclusion=conclusion_id, analysis=analysis.value, year=year)
        return Outcome(ruling, conclusion_id)


def close_conclusion(archive: Archive, actor: Actor, conclusion_id: int, outcome: str) -> Outcome[None]:
    """Note what came of a conclusion. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        found = next((c for c in analysis_rows.conclusions(txn.store) if c.id == conclusion_id), None)
        if found is None:
            raise NotThere("conclusion", str(conclusion_id))
        ruling = txn.may(Act.ANALYSE)
        if ruling.allowed and found.closed_at is not None:
            ruling = refusal(Clause("3.3", False, "conclusion_closed"))
        if not ruling.allowed:
            return txn.refuse("conclusion_close", ruling, conclusion=conclusion_id)
        telling = Telling(txn)
        telling.close(
            "conclusion", conclusion_id, closed_at=txn.seconds, closed_by_id=actor.person_id,
            outcome=checked("outcome", outcome, needed=True),
        )  # fmt: skip
        telling.record("conclusion_close", conclusion=conclusion_id)
        return Outcome(ruling)


def conclusions(archive: Archive, actor: Actor, analysis: Analysis | None = None) -> tuple[ConclusionRecord, ...]:
    """Return the conclusions of an analysis or of all, open ones first, then the newest."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        return tuple(c for c in analysis_rows.conclusions(txn.store) if analysis in (None, Analysis(c.analysis)))


def _may(txn: Transaction) -> bool:
    return txn.may(Act.SEE_CLIENTS).allowed


def _amounts(txn: Transaction, analysis: Analysis, year: int) -> tuple[dict[str, int], dict[str, int]]:
    store = txn.store
    if analysis is Analysis.ITEM:
        return analysis_rows.by_item(store, year)
    if analysis is Analysis.ITEM_BY_GRADE:
        return analysis_rows.by_item_and_grade(store, year)
    if analysis is Analysis.VOLUME:
        return _by_volume(txn, year)
    column = "nature" if analysis is Analysis.NATURE else "grade"
    return analysis_rows.by_client_column(store, column, year)


def _by_volume(txn: Transaction, year: int) -> tuple[dict[str, int], dict[str, int]]:
    rental = analysis_rows.by_client(txn.store, year)
    records = list(client_rows.clients(txn.store, rental).values())
    amounts: dict[str, int] = {}
    counts: dict[str, int] = {}
    for client_id, standing in standings(txn, records).items():
        key = standing.volume.value
        amounts[key] = amounts.get(key, 0) + rental[client_id]
        counts[key] = counts.get(key, 0) + 1
    return amounts, counts
