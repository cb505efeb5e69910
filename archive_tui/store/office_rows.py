"""Rows of the office: changes of people and departments, OS accounts, proposed roles, categories, the schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.people import Role
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.times import utc


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A role that a staff file proposes and the GM has not decided on yet."""

    id: int
    person_id: int
    role: Role
    department_id: int | None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CategoryRecord:
    """A category of papers (6.2): its code, both names, its class in archival codes and its retention by default."""

    code: str
    chinese: str
    english: str
    series_class: str
    retention: str


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """A line of the retention schedule; ``years`` is None for what is kept for ever."""

    code: str
    category: str
    chinese: str
    english: str
    retention: str
    years: int | None
    counts_from: str
    basis: str
    confidence: str
    note: str


def change_person(store: Store, person_id: int, name: str, haystack: str, department_id: int | None, card: str) -> None:
    """Write a person's name, what the person is found by, department and card."""
    t.Staff.update(name=name, haystack=haystack, department=department_id, card=card).where(
        t.Staff.id == person_id
    ).execute(store.db)


def rename_department(store: Store, department_id: int, name: str) -> None:
    """Give a department another name; its three letters stand in archival codes and stay."""
    t.Department.update(name=name).where(t.Department.id == department_id).execute(store.db)


def accounts_of(store: Store, person_id: int) -> list[int]:
    """Return the operating-system accounts that are bound to a person, by their numbers."""
    rows = store.db.execute_sql("SELECT uid FROM os_account WHERE staff_id = ? ORDER BY uid", (person_id,)).fetchall()
    return [row[0] for row in rows]


def unbind_uid(store: Store, uid: int) -> None:
    """Take an operating-system account from whoever it is bound to."""
    t.OsAccount.delete().where(t.OsAccount.uid == uid).execute(store.db)


def add_proposal(store: Store, person_id: int, role: Role, department_id: int | None, by: int, at: int) -> int:
    """Record that a role is proposed and return the proposal's id."""
    return int(
        t.RoleProposal.insert(staff=person_id, role=role.value, department=department_id, by=by, at=at).execute(
            store.db
        )
    )


def open_proposals(store: Store) -> list[ProposalRecord]:
    """Return the proposals that wait for the GM, the oldest first."""
    query = t.RoleProposal.select().where(t.RoleProposal.decided_at.is_null()).order_by(t.RoleProposal.id)
    return [
        ProposalRecord(r["id"], r["staff"], Role(r["role"]), r["department"], r["by"], utc(r["at"]))
        for r in query.dicts().execute(store.db)
    ]


def decide_proposals(store: Store, ids: Sequence[int], approve: bool, by: int, at: int) -> None:
    """Record what the GM decided on those proposals."""
    for proposal_id in ids:
        t.RoleProposal.update(decided_at=at, decided_by=by, approve=int(approve)).where(
            t.RoleProposal.id == proposal_id
        ).execute(store.db)


def categories(store: Store) -> list[CategoryRecord]:
    """Return all categories, in the order in which they were made."""
    return [
        CategoryRecord(r["code"], r["chinese"], r["english"], r["series_class"], r["retention"])
        for r in t.Category.select().order_by(t.Category.id).dicts().execute(store.db)
    ]


def add_category(store: Store, new: CategoryRecord) -> None:
    """Add a category."""
    t.Category.insert(
        code=new.code, chinese=new.chinese, english=new.english, series_class=new.series_class,
        retention=new.retention,
    ).execute(store.db)  # fmt: skip


def schedule(store: Store) -> list[ScheduleRecord]:
    """Return the retention schedule, line by line."""
    return [
        ScheduleRecord(
            r["code"], r["category"], r["chinese"], r["english"], r["retention"], r["years"], r["counts_from"],
            r["basis"], r["confidence"], r["note"],
        )
        for r in t.ScheduleLine.select().order_by(t.ScheduleLine.id).dicts().execute(store.db)
    ]  # fmt: skip


def room_counts(store: Store) -> tuple[int, int, int]:
    """Return how many items there are, how many of them are missing, and how many originals are owed."""
    row = store.db.execute_sql("SELECT count(*), sum(state = 'missing'), sum(original_owed) FROM item").fetchone()
    return int(row[0]), int(row[1] or 0), int(row[2] or 0)
