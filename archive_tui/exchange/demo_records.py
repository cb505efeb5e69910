"""The records that the demo company is made of: plain values, items with the columns of the import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class DemoDepartment:
    """A department: the three letters that stand in archival codes, and its name."""

    code: str
    name: str
    english: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone on the staff list; ``left_at`` is set for a leaver."""

    login: str
    name: str
    department: str
    since: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role held by ``login``; ``department`` is what a manager or a deputy is in charge of, else None."""

    login: str
    role: str
    department: str | None
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DemoLetter:
    """A letter of delegation (6.7.3 reading e); ``departments`` None means all of them."""

    number: int
    deputy: str
    since: datetime
    until: datetime
    departments: tuple[str, ...] | None
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAbsence:
    """An absence of the GM on business; ``until`` None means not back yet."""

    login: str
    since: datetime
    until: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One archival item, field by field as the import reads it; ``category`` is a code of categories.csv."""

    archival_code: str
    title: str
    category: str
    year: int
    department: str
    level: str
    retention: str
    document_number: str
    document_date: str
    author: str
    original: bool
    pages: int
    box: str
    place: str
    keywords: str
    remark: str

    @property
    def series(self) -> str:
        """Return the archival code without its counter."""
        return self.archival_code.rsplit("-", 1)[0]


@dataclass(frozen=True, slots=True)
class DemoSignOff:
    """One signature on an application: ``stage`` is manager, office or secret (6.7.2, 6.7.3)."""

    stage: str
    signer: str
    at: datetime
    approve: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """A loan application for one or more items, with the signatures on it so far, in order.

    ``state``: waiting_manager, waiting_office, waiting_secret, approved (to be handed over), used or refused.
    """

    number: int
    borrower: str
    made_by: str
    made_at: datetime
    kind: str
    items: tuple[str, ...]
    purpose: str
    sign_offs: tuple[DemoSignOff, ...]
    state: str


@dataclass(frozen=True, slots=True)
class DemoLoan:
    """An item handed over (``kind`` out or reading); still there while ``returned_at`` is None.

    ``request`` is the number of the application that it used, None where none is needed (6.7.1).
    """

    number: int
    archival_code: str
    borrower: str
    kind: str
    lent_by: str
    out_at: datetime
    due_at: datetime
    request: int | None
    returned_at: datetime | None = None
    taken_by: str | None = None
    pages_back: int | None = None
    state_back: str = ""


@dataclass(frozen=True, slots=True)
class DemoIncident:
    """What was found wrong at the return of loan ``loan`` (6.7.6); open while ``closed_at`` is None."""

    archival_code: str
    borrower: str
    loan: int
    kind: str
    note: str
    opened_by: str
    opened_at: datetime
    closed_by: str | None = None
    closed_at: datetime | None = None
    close_reason: str = ""


@dataclass(frozen=True, slots=True)
class DemoReminder:
    """A reminder that was written for loan ``loan`` (催还)."""

    loan: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DemoRefusal:
    """Something that the desk had to refuse to somebody who asked for it; ``at_desk`` is who was there."""

    archival_code: str
    borrower: str
    kind: str
    at_desk: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DemoExamples:
    """Archival codes of free items to try things on, one of each level, and one that ``htz`` finds."""

    unclassified: str
    secret: str
    confidential: str
    top_secret: str
    initials: str


@dataclass(frozen=True)
class DemoCompany:
    """Everything of the demo archive; requests and loans are in order of time and numbered from 1.

    ``begins_at`` lies before everything that is recorded; ``room_closes`` is the reading room's closing time.
    """

    name: str
    group: str
    fonds: str
    zone: str
    room_closes: time
    begins_at: datetime
    departments: tuple[DemoDepartment, ...]
    people: tuple[DemoPerson, ...]
    roles: tuple[DemoRole, ...]
    letters: tuple[DemoLetter, ...]
    absences: tuple[DemoAbsence, ...]
    items: tuple[DemoItem, ...]
    requests: tuple[DemoRequest, ...]
    loans: tuple[DemoLoan, ...]
    incidents: tuple[DemoIncident, ...]
    reminders: tuple[DemoReminder, ...]
    refusals: tuple[DemoRefusal, ...]
    examples: DemoExamples
