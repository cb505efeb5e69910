"""The staff list on screen: found by name, pinyin, initials, login, card or department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archive_tui.regulation.people import Department
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.shown import PersonShown, show_people
from archive_tui.store import roster_rows, search

__all__ = ["PersonShown", "count_staff", "departments", "head_counts", "page_staff"]


def count_staff(archive: Archive, actor: Actor, text: str, gone: bool) -> int:
    """Return how many people meet the filter, with ``gone`` of those who have left; none for who may not know."""
    with archive.look(actor) as txn:
        return len(_found(txn, text, gone))


def page_staff(archive: Archive, actor: Actor, text: str, gone: bool, offset: int, limit: int) -> list[PersonShown]:
    """Return one page of the people who meet the filter, in order of login; none for who may not know."""
    with archive.look(actor) as txn:
        return show_people(txn, _found(txn, text, gone)[offset : offset + limit])


def departments(archive: Archive, actor: Actor) -> tuple[Department, ...]:
    """Return all departments, in order of their letters."""
    with archive.look(actor) as txn:
        return tuple(sorted(txn.roster.departments.values(), key=lambda d: d.code))


def _found(txn: Transaction, text: str, gone: bool) -> Sequence[int]:
    if not txn.may(Act.STAFF).allowed:
        return ()
    at = txn.now.utc
    listed = sorted(
        (p for p in txn.roster.persons.values() if (p.left_at is not None and p.left_at <= at) is gone),
        key=lambda p: p.login,
    )
    for word in search.words(text):
        by_name = set(roster_rows.find_people(txn.store, [word]))
        offices = {d.id for d in txn.roster.departments.values() if word in _department_hay(d)}
        listed = [p for p in listed if p.id in by_name or p.department_id in offices or word in search.fold(p.card)]
    return [p.id for p in listed]


def _department_hay(department: Department) -> str:
    # A name of Chinese letters only takes pypinyin; its three letters stand for its initials here.
    return f"{search.fold(department.name)}|{search.fold(department.code)}"


def head_counts(archive: Archive, actor: Actor) -> dict[int, int]:
    """Return how many people are in each department that has any; nothing for who may not know."""
    with archive.look(actor) as txn:
        if not txn.may(Act.STAFF).allowed:
            return {}
        at = txn.now.utc
        return dict(Counter(p.department_id for p in txn.roster.persons.values() if p.department_id and p.active(at)))
