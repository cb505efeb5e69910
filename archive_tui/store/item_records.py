"""The plain records of items; apart from the others, for a quick look-up needs no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.levels import Level, State


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
