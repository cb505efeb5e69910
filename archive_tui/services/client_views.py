"""Clients as they are shown: the list, and a client's card; reading a card stands in the trail (5.3)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from archive_tui.regulation.clients import PEOPLE, SECTIONS, Source, counts_as_checked, empty_sections, stale_before
from archive_tui.regulation.grading import Grade, shown
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import today
from archive_tui.services.client_names import name_key, phone_keys
from archive_tui.services.client_standing import Standing, TermsShown, standings, terms_shown
from archive_tui.services.clients import Double, asked_by
from archive_tui.services.quick_grade import QuickGrade, grade_shown
from archive_tui.services.score_figures import Conduct, conduct_now, highest_now
from archive_tui.services.shown import name_of
from archive_tui.services.trail_view import EntryShown, show_entries
from archive_tui.store import client_rows, lease_rows, rental_rows, score_rows, terms_rows, trail_rows
from archive_tui.store.client_records import ClientRecord as ClientRecord
from archive_tui.store.client_records import ContactRecord as ContactRecord
from archive_tui.store.client_records import EntryRecord as EntryRecord
from archive_tui.store.client_records import FollowUpRecord as FollowUpRecord
from archive_tui.store.client_records import FormRecord as FormRecord
from archive_tui.store.client_records import InstalmentRecord as InstalmentRecord
from archive_tui.store.client_records import LeaseRecord as LeaseRecord
from archive_tui.store.client_records import ScoreRecord as ScoreRecord
from archive_tui.store.client_records import VisitRecord as VisitRecord
from archive_tui.store.terms_rows import ExceptionRecord

SORTS = tuple(client_rows.SORTS)
#: How many of the newest trail entries a card shows.
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in a list; ``total`` as shown, ``rental`` as of this year, ``card_stale``: untouched for long.

    ``follow_up``: when the next open follow-up is due, and ``owner`` whose it is.
    """

    id: int
    code: str
    name: str
    nature: str
    grade: Grade
    total: str | None
    scored_on: date | None
    standing: Standing
    rental: int
    touched_on: date
    card_stale: bool
    follow_up: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class EntryOnCard:
    """An entry with the names in it; ``counts``: checked, or from a source that needs no check."""

    entry: EntryRecord
    by: str
    checked_by: str
    off_by: str
    counts: bool


@dataclass(frozen=True, slots=True)
class SectionOnCard:
    """A section of the card: its current entry, newer ones that do not count yet, older ones, and those taken off."""

    code: str
    article: str
    current: EntryOnCard | None
    beside: tuple[EntryOnCard, ...]
    older: tuple[EntryOnCard, ...]
    off: tuple[EntryOnCard, ...]


@dataclass(frozen=True, slots=True)
class ScoreOnCard:
    """A score as it was made, with who made it, its reasons by criterion, and how the client paid by then."""

    score: ScoreRecord
    total: Fraction
    by: str
    reasons: Mapping[str, str]
    conduct: Conduct


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client's card. ``personal`` is False where the reader does not need personal data: then only names and roles
    of its people are there. ``merged`` are the codes of clients merged into this one, whose histories are shown too.
    """

    line: ClientLine
    record: ClientRecord
    grade: QuickGrade
    terms: TermsShown | None
    sections: tuple[SectionOnCard, ...]
    asked: tuple[str, ...]
    empty: tuple[str, ...]
    personal: bool
    contacts: tuple[ContactRecord, ...]
    visits: tuple[VisitRecord, ...]
    follow_ups: tuple[FollowUpRecord, ...]
    forms: tuple[FormRecord, ...]
    leases: tuple[LeaseRecord, ...]
    rental_by_year: Mapping[int, int]
    conduct: Conduct
    scores: tuple[ScoreOnCard, ...]
    exceptions: tuple[ExceptionRecord, ...]
    doubles: tuple[Double, ...]
    merged: tuple[str, ...]
    people: Mapping[int, str]
    made_at: datetime


def count_clients(archive: Archive, actor: Actor, text: str, grades: Sequence[str] = ()) -> int:
    """Return how many clients meet what was typed."""
    with archive.look(actor) as txn:
        return client_rows.count(txn.store, text, grades) if txn.may(Act.SEE_CLIENTS).allowed else 0


def page_clients(
    archive: Archive,
    actor: Actor,
    text: str,
    sort: str,
    descending: bool,
    offset: int,
    limit: int,
    grades: Sequence[str] = (),
) -> list[ClientLine]:
    """Return one page of the clients that meet what was typed; ``sort`` is one of SORTS."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return []
        return lines(txn, client_rows.page(txn.store, text, sort, descending, offset, limit, grades))


def open_card(archive: Archive, actor: Actor, client_id: int) -> Outcome[ClientCard]:
    """Open a client's card, which stands in the trail (5.3); a refusal does as well. Raises NotThere."""
    with archive.act(actor) as txn:
        record = _whoever_it_is_now(txn, client_id)
        ruling = txn.may(Act.SEE_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("card_read", ruling, client=record.id, code=record.code)
        shown_card = _card(txn, record)
        txn.record("card_read", client=record.id, code=record.code)
        return Outcome(ruling, shown_card)


def card(archive: Archive, actor: Actor, client_id: int) -> ClientCard | None:
    """Return an opened card again, for showing it anew; None where the actor may not read it. Raises NotThere."""
    with archive.look(actor) as txn:
        record = _whoever_it_is_now(txn, client_id)
        return _card(txn, record) if txn.may(Act.SEE_CLIENTS).allowed else None


def lines(txn: Transaction, records: Sequence[ClientRecord]) -> list[ClientLine]:
    """Return clients as lines of a list, within a running look or act."""
    highest = highest_now(txn)
    stands = standings(txn, records, highest)
    old = stale_before(today(txn), txn.settings.stale_months)
    planned = client_rows.next_follow_ups(txn.store, [record.id for record in records])
    return [_line(txn, record, stands[record.id], old, planned.get(record.id)) for record in records]


def trail_of(archive: Archive, actor: Actor, client_id: int) -> tuple[EntryShown, ...]:
    """Return the newest entries of the trail about a client and those merged into it; none for who may not read it."""
    with archive.look(actor) as txn:
        if not txn.may(Act.TRAIL).allowed:
            return ()
        about = trail_rows.TrailFilter(clients=tuple(client_rows.family(txn.store, client_id)))
        return tuple(show_entries(txn, trail_rows.list_trail(txn.store, about, 0, MOST_ENTRIES)))


def instalments_of(archive: Archive, actor: Actor, lease_id: int) -> tuple[InstalmentRecord, ...]:
    """Return the instalments of a lease."""
    with archive.look(actor) as txn:
        may = txn.may(Act.SEE_CLIENTS).allowed
        return tuple(lease_rows.instalments(txn.store, lease_id)) if may else ()


def leased_items(archive: Archive, actor: Actor) -> tuple[tuple[int, str, str, bool], ...]:
    """Return the list of leased items: id, name, unit, and whether it is still offered."""
    with archive.look(actor) as txn:
        return tuple(lease_rows.leased_items(txn.store))


def _line(
    txn: Transaction, record: ClientRecord, standing: Standing, old: date, planned: tuple[date, int] | None
) -> ClientLine:
    score = score_rows.score(txn.store, record.score_id) if record.score_id is not None else None
    touched = record.touched_at.astimezone(txn.settings.tz).date()
    return ClientLine(
        record.id, record.code, record.name, record.nature, Grade(record.grade),
        shown(Fraction(score.total)) if score else None, score.day if score else None, standing,
        rental_rows.cumulative(txn.store, record.id, today(txn).year), touched, touched < old,
        planned[0] if planned else None, name_of(txn, planned[1]) if planned else "",
    )  # fmt: skip


def _card(txn: Transaction, record: ClientRecord) -> ClientCard:
    store, ids = txn.store, client_rows.family(txn.store, record.id)
    entries, people = client_rows.entries(store, ids), client_rows.contacts(store, ids)
    names = {person.id: person.name for person in txn.roster.persons.values()}
    personal = txn.may(Act.SEE_PERSONAL).allowed
    sections = tuple(_section(code.code, code.article, entries, names) for code in SECTIONS if code.code != PEOPLE)
    filled = {s.code for s in sections if s.current or s.beside} | ({PEOPLE} if _running(people) else set())
    asked = asked_by(next((asks for c, _, _, asks in client_rows.natures(store) if c == record.nature), ""))
    phones = [key for text in client_rows.phones(store, ids) for key in phone_keys(text)]
    key = name_key(record.name)
    merged = client_rows.clients(store, [i for i in ids if i != record.id])
    return ClientCard(
        line=lines(txn, [record])[0], record=record, grade=grade_shown(txn, record.id),
        terms=terms_shown(txn, record), sections=sections, asked=asked, empty=empty_sections(filled, asked),
        personal=personal, contacts=tuple(one if personal else _withheld(one) for one in people),
        visits=tuple(client_rows.visits(store, ids)), follow_ups=tuple(client_rows.follow_ups_of(store, ids)),
        forms=tuple(client_rows.forms(store, ids)), leases=tuple(lease_rows.leases_of(store, record.id)),
        rental_by_year=rental_rows.by_year(store, record.id), conduct=conduct_now(txn, record),
        scores=tuple(_score(one, names) for one in score_rows.scores_of(store, ids)),
        exceptions=tuple(terms_rows.exceptions_of(store, ids)),
        doubles=tuple(
            Double(r.id, r.code, r.name, "name" if name_key(r.name) == key else "phone")
            for r in client_rows.doubles(store, key, phones, record.id)
        ),
        merged=tuple(one.code for one in merged.values()), people=names, made_at=record.made_at,
    )  # fmt: skip


def _section(code: str, article: str, entries: Sequence[EntryRecord], names: Mapping[int, str]) -> SectionOnCard:
    """Sort a section's entries, the newest first: beside it what came after the newest one that counts."""
    mine = [_entry(one, names) for one in entries if one.section == code]
    there = [one for one in mine if one.entry.off_at is None]
    at = next((n for n, one in enumerate(there) if one.counts), len(there))
    current = there[at] if at < len(there) else None
    off = tuple(one for one in mine if one.entry.off_at is not None)
    return SectionOnCard(code, article, current, tuple(there[:at]), tuple(there[at + 1 :]), off)


def _entry(one: EntryRecord, names: Mapping[int, str]) -> EntryOnCard:
    counts = counts_as_checked(Source(one.source), one.checked_at is not None)
    return EntryOnCard(
        one, names.get(one.by, ""), names.get(one.checked_by or 0, ""), names.get(one.off_by or 0, ""), counts
    )


def _score(score: ScoreRecord, names: Mapping[int, str]) -> ScoreOnCard:
    figures = json.loads(score.figures)
    return ScoreOnCard(
        score, Fraction(score.total), names.get(score.by, ""), json.loads(score.reasons), Conduct(**figures)
    )


def _withheld(one: ContactRecord) -> ContactRecord:
    return ContactRecord(one.id, one.client_id, one.name, one.role, "", "", "", "", "", one.by, one.at, one.ended_at)


def _running(people: Sequence[ContactRecord]) -> bool:
    return any(one.ended_at is None for one in people)


def _whoever_it_is_now(txn: Transaction, client_id: int) -> ClientRecord:
    record = client_rows.client(txn.store, client_id)
    while record is not None and record.merged_into is not None:
        record = client_rows.client(txn.store, record.merged_into)
    if record is None:
        raise NotThere("client", str(client_id))
    return record
