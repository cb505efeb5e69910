"""What waits to be done about clients: future, new and key clients first (1.1, 1.4, 5.2), A served first (4.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from archive_tui.regulation.clients import Dealings, empty_sections, stale_before
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.client_acts import today
from archive_tui.services.client_standing import Standing, standings, terms_shown
from archive_tui.services.clients import asked_by
from archive_tui.services.lease_terms import judge
from archive_tui.services.leases import wanted_of
from archive_tui.store import client_rows, lease_rows, terms_rows
from archive_tui.store.client_records import ClientRecord, FollowUpRecord, FormRecord, InstalmentRecord, LeaseRecord
from archive_tui.store.terms_rows import ExceptionRecord

T = TypeVar("T")
#: How many clients a worklist shows at most: nobody works through more in a day.
MOST = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits about a client; which of the other fields are set depends on the list."""

    client: ClientRecord
    standing: Standing
    due_on: date | None = None
    empty: tuple[str, ...] = ()
    follow_up: FollowUpRecord | None = None
    instalment: InstalmentRecord | None = None
    lease: LeaseRecord | None = None
    form: FormRecord | None = None
    exception: ExceptionRecord | None = None
    open: int = 0
    late: int = 0
    limit: int | None = None
    against: tuple[Clause, ...] = ()


def stale_cards(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return the cards that nobody has touched for so many months (5.1)."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        old = stale_before(today(txn), txn.settings.stale_months)
        records = client_rows.untouched_since(txn.store, _midnight(txn, old), MOST * 4)
        return _first(_with(txn, records, lambda r, s: Waiting(r, s, r.touched_at.astimezone(txn.settings.tz).date())))


def gaps(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return clients whose cards have gaps, those about to deal first of all (1.2)."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        asks = {code: asked_by(sections) for code, _, _, sections in client_rows.natures(txn.store)}
        filled = client_rows.filled_sections(txn.store)
        records = [
            record
            for record in client_rows.with_dealings_ahead(txn.store, MOST * 4)
            if empty_sections(filled.get(record.id, frozenset()), asks[record.nature])
        ]
        found = _with(
            txn, records,
            lambda r, s: Waiting(r, s, empty=empty_sections(filled.get(r.id, frozenset()), asks[r.nature])),
        )  # fmt: skip
        about = sorted(_first(found), key=lambda one: one.standing.dealings is not Dealings.ABOUT)
        return tuple(about)


def follow_ups(archive: Archive, actor: Actor, days: int = 7, owner_id: int | None = None) -> tuple[Waiting, ...]:
    """Return what is to be done within so many days; of one person where ``owner_id`` says whose."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        planned = client_rows.open_follow_ups(txn.store, today(txn) + timedelta(days=days))
        mine = [one for one in planned if owner_id in (None, one.owner)]
        found = _about(txn, mine, _client_of, lambda one, r, s: Waiting(r, s, one.due_on, follow_up=one))
        return tuple(sorted(found, key=lambda w: (w.standing.attention, Grade(w.client.grade).rank, w.due_on)))


def waiting_for_item(archive: Archive, actor: Actor, leased_item_id: int | None = None) -> tuple[Waiting, ...]:
    """Return who waits for a leased item, by offer or follow-up: A is served first (4.3.1), by the terms' priority."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        planned = client_rows.waiting_for(txn.store, leased_item_id)
        offers = [one for one in lease_rows.offers(txn.store) if leased_item_id in (None, one.leased_item_id)]
        found = _about(txn, planned, _client_of, lambda one, r, s: Waiting(r, s, one.due_on, follow_up=one))
        found += _about(txn, offers, _client_of, lambda one, r, s: Waiting(r, s, one.starts, lease=one))
        return tuple(sorted(found, key=lambda w: (_item_of(w), _served(txn, w.client), w.due_on)))


def late_payments(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return the instalments that are due and not paid, the oldest first."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        due = lease_rows.late(txn.store, today(txn))
        return tuple(
            _about(
                txn, due, _client_of,
                lambda one, r, s: Waiting(r, s, one.due_on, instalment=one, open=one.amount - one.paid),
            )
        )  # fmt: skip


def receivables(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return who owes how much, the most late first, with each client's limit."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        rows = lease_rows.receivables(txn.store, today(txn))[:MOST]

        def shown(row: tuple[int, int, int], record: ClientRecord, standing: Standing) -> Waiting:
            terms = terms_shown(txn, record)
            return Waiting(record, standing, open=row[1], late=row[2], limit=terms.limit if terms else None)

        return tuple(_about(txn, rows, lambda row: row[0], shown))


def leases_ending(archive: Archive, actor: Actor, days: int = 60) -> tuple[Waiting, ...]:
    """Return the contracts that end within so many days."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        ending = lease_rows.ending(txn.store, today(txn), today(txn) + timedelta(days=days))
        return tuple(_about(txn, ending, _client_of, lambda one, r, s: Waiting(r, s, one.ends, lease=one)))


def unchecked(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return clients whose own form has figures that nobody else has checked yet (3.1 ②)."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        records = client_rows.with_unchecked_forms(txn.store, MOST)
        return _first(_with(txn, records, lambda r, s: Waiting(r, s)))


def forms_out(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return the blank forms that have not come back, the soonest due first."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        sent = client_rows.forms_out(txn.store)
        return tuple(_about(txn, sent, _client_of, lambda one, r, s: Waiting(r, s, one.due_on, form=one)))


def exceptions(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return the exceptions that run, the soonest ending first."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        running = terms_rows.exceptions(txn.store, "revoked_at IS NULL AND until >= ?", (today(txn).isoformat(),))
        return tuple(_about(txn, running, _client_of, lambda one, r, s: Waiting(r, s, one.until, exception=one)))


def against_terms(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return offers and running contracts that go against the client's terms of today: grade or terms have changed."""
    with archive.look(actor) as txn:
        if not _may(txn):
            return ()
        running = lease_rows.running_or_offered(txn.store, today(txn))
        found: list[Waiting] = []
        records = client_rows.clients(txn.store, {one.client_id for one in running})
        stands = standings(txn, list(records.values()))
        for one in running:
            record = records[one.client_id]
            judged = judge(txn, record, wanted_of(one), one.id)
            if judged.against:
                found.append(Waiting(record, stands[record.id], one.ends, lease=one, against=judged.against))
        return tuple(found)


def _may(txn: Transaction) -> bool:
    return txn.may(Act.SEE_CLIENTS).allowed


def _with(
    txn: Transaction, records: Sequence[ClientRecord], make: Callable[[ClientRecord, Standing], Waiting]
) -> list[Waiting]:
    stands = standings(txn, records)
    return [make(record, stands[record.id]) for record in records]


def _about(
    txn: Transaction,
    things: Iterable[T],
    of: Callable[[T], int],
    make: Callable[[T, ClientRecord, Standing], Waiting],
) -> list[Waiting]:
    """Return things about clients with whoever the clients are now, after merges; in the order of the things."""
    wanted = list(things)
    now = client_rows.now_of(txn.store, {of(one) for one in wanted})
    records = client_rows.clients(txn.store, now.values())
    stands = standings(txn, list(records.values()))
    return [make(one, records[now[of(one)]], stands[now[of(one)]]) for one in wanted]


def _first(found: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Return the most that a list shows, those first that attention goes to first."""
    ordered = sorted(found, key=lambda w: (w.standing.attention, Grade(w.client.grade).rank, w.due_on or date.min))
    return tuple(ordered[:MOST])


def _client_of(one: FollowUpRecord | FormRecord | LeaseRecord | InstalmentRecord | ExceptionRecord) -> int:
    return one.client_id


def _item_of(waiting: Waiting) -> int:
    if waiting.lease is not None:
        return waiting.lease.leased_item_id
    return (waiting.follow_up.leased_item_id if waiting.follow_up else None) or 0


def _served(txn: Transaction, record: ClientRecord) -> tuple[int, int]:
    terms = terms_shown(txn, record)
    grade = Grade(record.grade)
    # A first whatever a schedule says (4.3.1); the schedule's priority orders the others.
    return (0 if grade is Grade.A else 1 + (terms.terms.priority if terms else 9), grade.rank)


def _midnight(txn: Transaction, day: date) -> int:
    from datetime import datetime, time

    return int(datetime.combine(day, time(0), txn.settings.tz).timestamp())
