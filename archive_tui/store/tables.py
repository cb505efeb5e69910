"""The tables of an archive, by their subjects, and what peewee can't say of them. STRICT everywhere.

The rules that a table can carry by itself stand there as CHECK, UNIQUE and foreign keys; what takes a look at other
rows stands in ``guards``. Free text and personal data live in columns that the trail only holds digests of.
"""

from __future__ import annotations

from peewee import Model

from archive_tui.store.item_tables import (
    Category,
    ImportBatch,
    Item,
    ItemText,
    Revision,
    ScheduleLine,
    StagedItem,
    Volume,
)
from archive_tui.store.lending_tables import (
    Copy,
    Incident,
    LevelChange,
    Loan,
    LoanRequest,
    Recall,
    Reminder,
    RequestItem,
    SignOff,
    Unreturn,
)
from archive_tui.store.people_tables import (
    Absence,
    Credential,
    Delegation,
    Department,
    Meta,
    OsAccount,
    Post,
    RoleProposal,
    Setting,
    Staff,
)
from archive_tui.store.table_base import LEVEL_RANK
from archive_tui.store.trail_tables import ActKey, Trail, TrailSubject

__all__ = [
    "EXTRA", "LEVEL_RANK", "TABLES", "Absence", "ActKey", "Category", "Copy", "Credential", "Delegation",
    "Department", "ImportBatch", "Incident", "Item", "ItemText", "LevelChange", "Loan", "LoanRequest", "Meta",
    "OsAccount", "Post", "Recall", "Reminder", "RequestItem", "Revision", "RoleProposal", "ScheduleLine",
    "Setting", "SignOff", "Staff", "StagedItem", "Trail", "TrailSubject", "Unreturn", "Volume",
]  # fmt: skip

TABLES: tuple[type[Model], ...] = (
    Meta, Setting, Department, Staff, Post, Delegation, Absence, Credential, OsAccount, Category, ScheduleLine, Volume,
    Item, ItemText, Revision, ImportBatch, StagedItem, RoleProposal, LoanRequest, RequestItem, SignOff, Loan, Unreturn,
    Copy, Recall, Reminder, Incident, LevelChange, Trail, TrailSubject, ActKey,
)  # fmt: skip

#: The items whose original is owed are few, and are counted for every screen.
ITEM_OWED = "CREATE INDEX item_owed ON item (id) WHERE original_owed = 1"
#: What peewee can't say: partial indexes, and the search index (our own grams; see ``search``).
EXTRA = (
    "CREATE UNIQUE INDEX loan_one_holder ON loan (item_id) WHERE returned_at IS NULL",
    "CREATE INDEX loan_open_due ON loan (due_at) WHERE returned_at IS NULL",
    "CREATE INDEX request_item_open ON request_item (request_id) WHERE closed_at IS NULL",
    "CREATE INDEX incident_open ON incident (borrower_id) WHERE closed_at IS NULL",
    "CREATE INDEX recall_open ON recall (loan_id) WHERE closed_at IS NULL",
    "CREATE INDEX item_by_state ON item (state)",
    "CREATE INDEX item_by_year ON item (year)",
    f"CREATE INDEX item_by_level ON item ({LEVEL_RANK})",
    ITEM_OWED,
    "CREATE VIRTUAL TABLE item_search USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)
