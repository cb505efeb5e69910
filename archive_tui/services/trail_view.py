"""The trail on screen: who did what when, by person, item, act and day; refusals are entries too.

Entries name people and items by their ids; names and labels are looked up beside them. A title is never among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.shown import item_label, name_of
from archive_tui.store import trail_rows
from archive_tui.store.times import seconds
from archive_tui.store.trail_rows import TrailRecord

#: The acts that are refusals: by the regulation, or of a PIN.
REFUSALS = ("refused", "pin_wrong", "pin_locked")

_PEOPLE = ("by", "about", "borrower", "signer")
_ITEMS = ("item", "items")
_BEYOND = 10_000_000  # no label, and so nothing of this program, has such a number


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry: ``actor`` is empty for the founding, ``facts`` the body as it was hashed.

    ``people`` and ``items`` give the names and labels of the ids in it.
    """

    seq: int
    at: datetime
    actor: str
    act: str
    facts: Mapping[str, object]
    hash: str
    people: Mapping[int, str]
    items: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of the trail: a person as actor or as concerned, an item, acts, ``since`` until before ``until``.

    With ``refusals_only``, ``acts`` are the acts that were refused.
    """

    person_id: int | None = None
    item_id: int | None = None
    acts: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    refusals_only: bool = False


def count_entries(archive: Archive, actor: Actor, wanted: Wanted) -> int:
    """Return how many entries meet the filter; none for who may not read the trail."""
    with archive.look(actor) as txn:
        return trail_rows.count_trail(txn.store, _filter(wanted)) if txn.may(Act.TRAIL).allowed else 0


def page_entries(archive: Archive, actor: Actor, wanted: Wanted, offset: int, limit: int) -> list[EntryShown]:
    """Return one page of the entries that meet the filter, the newest first; none for who may not read the trail."""
    with archive.look(actor) as txn:
        if not txn.may(Act.TRAIL).allowed:
            return []
        return show_entries(txn, trail_rows.list_trail(txn.store, _filter(wanted), offset, limit))


def acts(archive: Archive, actor: Actor) -> list[str]:
    """Return the acts that the trail holds, to choose among; none for who may not read the trail."""
    with archive.look(actor) as txn:
        return trail_rows.acts_used(txn.store) if txn.may(Act.TRAIL).allowed else []


def show_entries(txn: Transaction, records: Iterable[TrailRecord]) -> list[EntryShown]:
    """Return entries with the names and labels of those whom they are about."""
    return [_entry(txn, record) for record in records]


def _entry(txn: Transaction, record: TrailRecord) -> EntryShown:
    facts: dict[str, object] = json.loads(record.body)
    people = {i: name_of(txn, i) for i in _ids(facts, _PEOPLE) if i in txn.roster.persons}
    by = facts.get("by")
    return EntryShown(
        record.seq, record.at, people.get(by, "") if isinstance(by, int) else "", str(facts.get("act", "")), facts,
        record.hash.hex(), people, {i: item_label(i) for i in _ids(facts, _ITEMS)},
    )  # fmt: skip


def _ids(facts: Mapping[str, object], names: Sequence[str]) -> list[int]:
    found: list[int] = []
    for name in names:
        value = facts.get(name)
        found += [i for i in (value if isinstance(value, list) else [value]) if isinstance(i, int) and 0 < i < _BEYOND]
    return found


def _filter(wanted: Wanted) -> trail_rows.TrailFilter:
    refusals = wanted.refusals_only
    return trail_rows.TrailFilter(
        staff=wanted.person_id, item=wanted.item_id, acts=REFUSALS if refusals else wanted.acts,
        refused=wanted.acts if refusals else (),
        since=seconds(wanted.since) if wanted.since else None, until=seconds(wanted.until) if wanted.until else None,
    )  # fmt: skip
