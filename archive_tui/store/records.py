"""The plain records that leave the store: frozen, typed, with aware UTC datetimes and no model behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.moments import Moment
from archive_tui.regulation.rulings import Capacity, Stage


def utc(seconds: int) -> datetime:
    """Return an aware datetime for stored UTC seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def utc_or_none(seconds: int | None) -> datetime | None:
    """Return an aware datetime for stored UTC seconds, None for None."""
    return None if seconds is None else utc(seconds)


def seconds(at: datetime) -> int:
    """Return the UTC seconds to store for an aware datetime."""
    return int(at.timestamp())


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item with its whole description and where it is; ``holder_id`` and ``due_at`` while it is away."""

    id: int
    archival_code: str
    title: str
    category: str
    year: int
    department_id: int | None
    filed_level: Level
    level: Level
    retention: str
    document_number: str
    document_date: str
    author: str
    original: bool
    original_owed: bool
    pages: int | None
    box: str
    place: str
    keywords: str
    remark: str
    state: State
    raised_seq: int
    holder_id: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewItem:
    """The description of an item to be filed; ``archival_code`` and ``series`` are given already."""

    archival_code: str
    series: str
    title: str
    category: str
    year: int
    department_id: int | None
    level: Level
    retention: str
    document_number: str = ""
    document_date: str = ""
    author: str = ""
    original: bool = True
    pages: int | None = None
    box: str = ""
    place: str = ""
    keywords: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LoanRecord:
    """One loan or reading, open while ``returned_at`` is None; ``out`` holds both clocks at the check-out."""

    id: int
    item_id: int
    borrower_id: int
    kind: Kind
    level: Level
    out: Moment
    due_at: datetime
    renewed: int
    returned_at: datetime | None
    late: bool
    reversed: bool
    sign_off_id: int | None
    pages_back: int | None
    state_back: str
    recalled_at: datetime | None = None
    recall_cause: str | None = None
    reminders: int = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestItemRecord:
    """One item of a loan application, with the application's own facts; ``outcome`` is None while it is open."""

    id: int
    request_id: int
    item_id: int
    kind: Kind
    borrower_id: int
    made_by: int
    made_at: datetime
    purpose: str
    closed_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class SignOffRecord:
    """One signature as it was given; ``item_id`` and ``request_item_id`` say on what."""

    id: int
    request_item_id: int
    request_id: int
    item_id: int
    stage: Stage
    signer_id: int
    capacity: Capacity
    letter: int | None
    approve: bool
    level: Level
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """An incident on an item, open until ``closed_at``."""

    id: int
    item_id: int
    loan_id: int | None
    borrower_id: int | None
    kind: str
    note: str
    opened_by: int
    opened_at: datetime
    closed_by: int | None
    closed_at: datetime | None
    close_reason: str


@dataclass(frozen=True, slots=True)
class LevelChangeRecord:
    """One change of an item's level."""

    item_id: int
    old: Level
    new: Level
    by: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class TrailRecord:
    """One entry of the trail: its number, time and body as stored."""

    seq: int
    at: datetime
    body: str
    hash: bytes
