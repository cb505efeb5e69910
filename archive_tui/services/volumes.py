"""Volumes (案卷): papers made up together during the year, apart from the yearly filing (6.6 ② and its reading).

A volume has an archival code of its own, with ``AJ`` before its number, so that it is never taken for an item's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction, remember, remembered
from archive_tui.services.describing import BadFields, ChangedMeanwhile, Meanwhile, ground_of
from archive_tui.services.filing import series_of
from archive_tui.services.item_form import VOLUME_FIELDS, VOLUME_FIXED, read_form
from archive_tui.services.lending import item_or_raise
from archive_tui.services.shown import ItemShown, department_of, show_items
from archive_tui.services.sight import Readers
from archive_tui.store import item_rows, revision_rows, volume_rows
from archive_tui.store.volume_rows import VolumeRecord


@dataclass(frozen=True, slots=True)
class VolumeShown:
    """A volume as it is shown; ``count`` are the items in it that the actor may know of."""

    id: int
    archival_code: str
    title: str
    category: str
    year: int
    department: str
    retention: str
    box: str
    place: str
    remark: str
    count: int


@dataclass(frozen=True, slots=True)
class VolumeCard:
    """A volume with its items, and its texts as a form holds them."""

    volume: VolumeShown
    items: tuple[ItemShown, ...]
    seen: Mapping[str, str]


def list_volumes(archive: Archive, actor: Actor) -> list[VolumeShown]:
    """Return all volumes, the newest first; none for who may not read the trail."""
    with archive.look(actor) as txn:
        if not txn.may(Act.TRAIL).allowed:
            return []
        return [_shown(txn, one, len(_items(txn, one.id))) for one in volume_rows.volumes(txn.store)]


def volume_card(archive: Archive, actor: Actor, volume_id: int) -> VolumeCard:
    """Return a volume with the items in it that the actor may know of; raises NotThere."""
    with archive.look(actor) as txn:
        if not txn.may(Act.TRAIL).allowed:
            raise NotThere("volume", str(volume_id))
        record, items = _volume(txn, volume_id), _items(txn, volume_id)
        return VolumeCard(_shown(txn, record, len(items)), items, _texts(txn, record))


def add_volume(archive: Archive, actor: Actor, typed: Mapping[str, str], key: str | None = None) -> Outcome[int]:
    """Make a volume from a form, with the next number of its series; return its id. Raises BadFields."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.FILE)
        if not ruling.allowed:
            return txn.refuse("volume", ruling)
        if (done := remembered(txn, key)) is not None:
            return Outcome(ruling, int(done["volume"]))
        known = ground_of(txn)
        filled = read_form(VOLUME_FIELDS, typed, known)
        if filled.faults:
            raise BadFields(filled.faults)
        values = dict(filled.values)
        category = known.intake.categories.named(values["category"])
        office = txn.roster.departments[values["department"]].code
        assert category is not None
        series = series_of(known.intake.fonds, category.series_class, values["year"], values["retention"], office)
        code = _next_code(txn, series)
        volume_id = volume_rows.add_volume(
            txn.store, txn.seq, archival_code=code, made_by=actor.person_id, made_at=txn.seconds, **values
        )
        txn.record("volume", volume=volume_id, code=code)
        remember(txn, key, {"volume": volume_id})
        return Outcome(ruling, volume_id)


def edit_volume(
    archive: Archive, actor: Actor, volume_id: int, seen: Mapping[str, str], typed: Mapping[str, str]
) -> Outcome[tuple[str, ...]]:
    """Change a volume's title, place, box or remark; return which of them. What its code says never changes.

    Raises NotThere, BadFields, ChangedMeanwhile.
    """
    with archive.act(actor) as txn:
        record = _volume(txn, volume_id)
        ruling = txn.may(Act.EDIT)
        if not ruling.allowed:
            return txn.refuse("volume_edit", ruling, volume=volume_id)
        now = _texts(txn, record)
        changes = [Meanwhile(name, seen[name], now[name]) for name in now if name in seen and seen[name] != now[name]]
        if changes:
            raise ChangedMeanwhile(changes, now, "")
        fields = [one for one in VOLUME_FIELDS if one.id not in VOLUME_FIXED and one.id in typed]
        filled = read_form(fields, typed, ground_of(txn))
        if filled.faults:
            raise BadFields(filled.faults)
        changed = {name: str(value) for name, value in filled.values.items() if value != now[name]}
        if changed:
            volume_rows.describe(txn.store, volume_id, **changed)
            txn.record("volume_edit", volume=volume_id, code=record.archival_code, fields=sorted(changed))
        return Outcome(ruling, tuple(changed))


def put_in(archive: Archive, actor: Actor, volume_id: int, items: Sequence[int]) -> Outcome[int]:
    """Put items into a volume; return how many came in. One that is in another volume is taken out of that first.

    Raises NotThere, BadInput where an item is in this volume already.
    """
    with archive.act(actor) as txn:
        record = _volume(txn, volume_id)
        ruling = txn.may(Act.EDIT)
        if not ruling.allowed:
            return txn.refuse("volume_put", ruling, volume=volume_id, items=list(items))
        for item_id in items:
            if volume_rows.volume_of(txn.store, item_id) == volume_id:
                raise BadInput("in_volume_already", code=item_or_raise(txn, item_id).archival_code)
        _move(txn, items, volume_id)
        txn.record("volume_put", volume=volume_id, code=record.archival_code, items=list(items))
        return Outcome(ruling, len(items))


def take_out(archive: Archive, actor: Actor, volume_id: int, item_id: int) -> Outcome[None]:
    """Take an item out of a volume. Raises NotThere where it isn't in it."""
    with archive.act(actor) as txn:
        record, item = _volume(txn, volume_id), item_or_raise(txn, item_id)
        ruling = txn.may(Act.EDIT)
        if not ruling.allowed:
            return txn.refuse("volume_take", ruling, volume=volume_id, items=[item_id])
        if volume_rows.volume_of(txn.store, item_id) != volume_id:
            raise NotThere("item", item.archival_code)
        _move(txn, [item_id], None)
        txn.record("volume_take", volume=volume_id, code=record.archival_code, items=[item_id])
        return Outcome(ruling)


def _move(txn: Transaction, items: Sequence[int], volume_id: int | None) -> None:
    """Move items between volumes, each with its revision: the history of an item shows where it was."""
    seq, new = txn.seq, _code(txn, volume_id)
    for item_id in items:
        item_or_raise(txn, item_id)
        old = _code(txn, volume_rows.volume_of(txn.store, item_id))
        volume_rows.put(txn.store, item_id, volume_id)
        revision_rows.add(txn.store, item_id, seq, txn.actor.person_id, txn.seconds, {"volume": (old, new)})


def _next_code(txn: Transaction, series: str) -> str:
    return f"{series}-AJ{volume_rows.count_beginning(txn.store, f'{series}-AJ') + 1:04d}"


def _code(txn: Transaction, volume_id: int | None) -> str:
    found = volume_rows.volume(txn.store, volume_id) if volume_id is not None else None
    return found.archival_code if found is not None else ""


def _volume(txn: Transaction, volume_id: int) -> VolumeRecord:
    found = volume_rows.volume(txn.store, volume_id)
    if found is None:
        raise NotThere("volume", str(volume_id))
    return found


def _items(txn: Transaction, volume_id: int) -> tuple[ItemShown, ...]:
    readers, ids = Readers(txn), volume_rows.items_in(txn.store, volume_id)
    records = item_rows.items(txn.store, ids)
    return tuple(show_items(txn, readers, (records[i] for i in ids if readers.know(records[i]))))


def _texts(txn: Transaction, record: VolumeRecord) -> dict[str, str]:
    department = txn.roster.departments.get(record.department_id or 0)
    return {
        "title": record.title, "department": department.code if department else "", "category": record.category,
        "year": str(record.year), "retention": record.retention, "place": record.place, "box": record.box,
        "remark": record.remark,
    }  # fmt: skip


def _shown(txn: Transaction, record: VolumeRecord, count: int) -> VolumeShown:
    return VolumeShown(
        record.id, record.archival_code, record.title, record.category, record.year,
        department_of(txn, record.department_id), record.retention, record.box, record.place, record.remark, count,
    )  # fmt: skip
