"""A person's card in the office: who it is, what the person holds, has, asked for and owes, and how the PIN stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.people import Post, Role
from archive_tui.regulation.permissions import Act
from archive_tui.services.accounts import account_name
from archive_tui.services.archive import Actor, Archive, NotThere, Transaction
from archive_tui.services.board import BoardRow, rows_with
from archive_tui.services.line_states import states_of
from archive_tui.services.shown import PersonShown, department_of, form_label, item_label, show_people
from archive_tui.services.trail_view import EntryShown, show_entries
from archive_tui.store import credential_rows, loan_rows, office_rows, request_rows, trail_rows
from archive_tui.store.times import utc

#: How many of the newest trail entries a card shows; the Trail screen shows them all.
MOST_ENTRIES = 200


class Pin(StrEnum):
    """How a person's PIN stands."""

    NONE = "none"
    CODE = "code"
    CODE_EXPIRED = "code_expired"
    SET = "set"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class PostShown:
    """A role that is held, or will be: ``department_id`` for whom a manager manages or a deputy is in charge of."""

    role: Role
    department_id: int | None
    department: str
    since: datetime
    until: datetime | None
    running: bool


@dataclass(frozen=True, slots=True)
class FormWaiting:
    """A line of the person's own application that is open still, by its form's label and its item's."""

    form: str
    item: str
    state: str


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """An incident that stands against the person."""

    kind: str
    item: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with all that the office keeps; ``code_until`` is until when a one-time code is good.

    ``to_sign``: how many lines of others' applications the person could sign now. ``letters``: those not over yet.
    """

    person: PersonShown
    since: datetime
    left_at: datetime | None
    language: str | None
    posts: tuple[PostShown, ...]
    out: tuple[BoardRow, ...]
    forms: tuple[FormWaiting, ...]
    to_sign: int
    incidents: tuple[OpenIncident, ...]
    letters: tuple[int, ...]
    pin: Pin
    code_until: datetime | None
    accounts: tuple[tuple[int, str], ...]
    entries: tuple[EntryShown, ...]


def person_card(archive: Archive, actor: Actor, person_id: int) -> PersonCard:
    """Return a person's card; raises NotThere, also for who may not keep the staff list."""
    with archive.look(actor) as txn:
        if person_id not in txn.roster.persons or not txn.may(Act.STAFF).allowed:
            raise NotThere("person", str(person_id))
        return _card(txn, person_id)


def _card(txn: Transaction, person_id: int) -> PersonCard:
    person, at = txn.roster.persons[person_id], txn.now.utc
    pin, code_until = _pin(txn, person_id)
    return PersonCard(
        person=show_people(txn, [person_id])[0], since=person.since, left_at=person.left_at, language=person.language,
        posts=_posts(txn, person_id), out=rows_with(txn, person_id), forms=_forms(txn, person_id),
        to_sign=sum(s.can_sign(person_id) for s in states_of(txn, request_rows.open_lines(txn.store))),
        incidents=tuple(
            OpenIncident(i.kind, item_label(i.item_id), i.opened_at)
            for i in loan_rows.open_incidents_of(txn.store, person_id)
        ),
        letters=tuple(
            d.number for d in txn.roster.delegations
            if d.deputy_id == person_id and d.revoked_at is None and d.until > at
        ),
        pin=pin, code_until=code_until,
        accounts=tuple((uid, account_name(uid)) for uid in office_rows.accounts_of(txn.store, person_id)),
        entries=_entries(txn, person_id),
    )  # fmt: skip


def _posts(txn: Transaction, person_id: int) -> tuple[PostShown, ...]:
    """Return the roles that are not over, in the order of ``Role``; nobody who has left holds one."""
    at = txn.now.utc
    if not txn.roster.active(person_id, at):
        return ()
    kept = [p for p in txn.roster.posts if p.person_id == person_id and (p.until is None or p.until > at)]
    order = list(Role)
    return tuple(_post(txn, p) for p in sorted(kept, key=lambda p: (order.index(p.role), p.department_id or 0)))


def _post(txn: Transaction, post: Post) -> PostShown:
    return PostShown(
        post.role, post.department_id, department_of(txn, post.department_id), post.since, post.until,
        post.running(txn.now.utc),
    )  # fmt: skip


def _forms(txn: Transaction, person_id: int) -> tuple[FormWaiting, ...]:
    states = states_of(txn, request_rows.open_lines_of(txn.store, person_id))
    return tuple(
        FormWaiting(form_label(s.line.request_id), item_label(s.line.item_id), s.state) for s in states if s.open
    )


def _pin(txn: Transaction, person_id: int) -> tuple[Pin, datetime | None]:
    stands = credential_rows.credential(txn.store, person_id)
    if stands is None:
        return Pin.NONE, None
    if stands.locked:
        return Pin.LOCKED, None
    if stands.one_time_hash is not None and stands.one_time_until is not None:
        until = utc(stands.one_time_until)
        return (Pin.CODE if until >= txn.now.utc else Pin.CODE_EXPIRED), until
    return (Pin.SET if stands.pin_hash is not None else Pin.NONE), None


def _entries(txn: Transaction, person_id: int) -> tuple[EntryShown, ...]:
    if not txn.may(Act.TRAIL).allowed:
        return ()
    about = trail_rows.TrailFilter(staff=person_id)
    return tuple(show_entries(txn, trail_rows.list_trail(txn.store, about, 0, MOST_ENTRIES)))
