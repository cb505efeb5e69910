"""The plain records of client files that leave the store: frozen, typed, days as dates, money in fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """A client with its sums: ``rental`` of all years, ``first_year`` with rental; ``grade`` of the newest score."""

    id: int
    code: str
    name: str
    nature: str
    position: str
    through: str
    remark: str
    made_by: int
    made_at: datetime
    touched_at: datetime
    merged_into: int | None
    contracts: int
    rental: int
    first_year: int | None
    grade: str
    score_id: int | None


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A card entry: current while neither older than a checked one nor taken off (``cards`` decides)."""

    id: int
    client_id: int
    section: str
    text: str
    source: str
    day: date
    cost: int | None
    by: int
    at: datetime
    checked_by: int | None
    checked_at: datetime | None
    off_by: int | None
    off_at: datetime | None
    off_reason: str


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """An owner, manager or contact person of a client: personal data."""

    id: int
    client_id: int
    name: str
    role: str
    phone: str
    character: str
    hobbies: str
    family: str
    age: str
    by: int
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit to a client."""

    id: int
    client_id: int
    day: date
    met: str
    text: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    """Something to be done with a client by a day; ``leased_item_id`` where the client waits for one."""

    id: int
    client_id: int
    due_on: date
    what: str
    owner: int
    leased_item_id: int | None
    by: int
    at: datetime
    done_at: datetime | None
    done_by: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A blank form sent to a client (3.1 ②)."""

    id: int
    client_id: int
    sent_to: str
    sent_on: date
    due_on: date
    received_on: date | None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LeaseRecord:
    """An offer or a contract, with what is due and paid on it so far."""

    id: int
    number: str
    client_id: int
    leased_item_id: int
    leased_item: str
    starts: date
    ends: date
    amount: int
    market_price: int
    market_low: int
    agreed_price: int
    payment_way: str
    state: str
    history: bool
    ended_on: date | None
    end_reason: str
    score_id: int | None
    exception_id: int | None
    remark: str
    contract_at: datetime | None
    by: int
    at: datetime
    due: int
    paid: int


@dataclass(frozen=True, slots=True)
class InstalmentRecord:
    """An instalment of a contract; ``settled_on`` the day of the payment that made it whole."""

    id: int
    lease_id: int
    client_id: int
    due_on: date
    amount: int
    paid: int
    settled_on: date | None
    void: bool


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """A score as it was made: immutable. ``total`` is the exact total as a fraction's text; judged in hundredths."""

    id: int
    client_id: int
    day: date
    own: int
    highest: int
    new: bool
    strength: int
    potential: int
    reputation: int
    payment: int
    other: int
    grade: str
    total: str
    figures: str
    reasons: str
    remark: str
    rescore: bool
    by: int
    at: datetime
