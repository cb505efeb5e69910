"""The plain records that leave the store: frozen, typed, with aware UTC datetimes and no model behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.moments import Moment
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.store.item_records import ItemRecord as ItemRecord
from archive_tui.store.item_records import NewItem as NewItem
from archive_tui.store.times import seconds as seconds
from archive_tui.store.times import utc as utc
from archive_tui.store.times import utc_or_none as utc_or_none


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
