"""Describing items: filing one from a form, and correcting a description with its trace (6.4, 6.5; invariants 5, 6).

What a form holds is text by field; ``item_form`` reads it. What is wrong is said of every field at once, and an edit of
a description that somebody else changed meanwhile is refused with what changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive_tui.regulation.archival_codes import RETENTIONS
from archive_tui.regulation.levels import Level, State
from archive_tui.regulation.permissions import Act, may
from archive_tui.regulation.rulings import Clause, Ruling, refusal
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction, remember, remembered
from archive_tui.services.filing import file_items, numbered, series_of
from archive_tui.services.intake import intake_of
from archive_tui.services.item_form import EDIT_FIELDS, FieldFault, Filled, Ground, read_form, read_new_item
from archive_tui.services.lending import item_or_raise
from archive_tui.services.shown import item_label, name_of
from archive_tui.services.sight import Readers
from archive_tui.store import item_rows, revision_rows, search, volume_rows
from archive_tui.store.records import ItemRecord, NewItem

#: What the trail calls this way of filing.
SOURCE = "form"


class BadFields(BadInput):
    """A form that can't be taken as it is: ``faults`` has everything that is wrong with it."""

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        """Keep the faults."""
        super().__init__("fields", count=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """One field that somebody else changed: its text as the form was opened, and now."""

    field: str
    seen: str
    now: str


class ChangedMeanwhile(BadInput):
    """A description that somebody else changed while it was being edited: what, how it is ``now``, and by whom."""

    def __init__(self, changes: Sequence[Meanwhile], now: Mapping[str, str], by: str) -> None:
        """Keep what was changed, and who was the last to change it."""
        super().__init__("changed_meanwhile")
        self.changes, self.now, self.by = tuple(changes), dict(now), by


@dataclass(frozen=True, slots=True)
class FiledItem:
    """An item that was filed from a form."""

    item_id: int
    label: str
    archival_code: str


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit that was made: which fields it changed (none: there was nothing to do), and if an original is owed."""

    item_id: int
    fields: tuple[str, ...]
    owed: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What a file corrects: the item that had that code and title, and the new values by field of the form."""

    item_id: int
    archival_code: str
    title: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A description opened for editing or copying: its label and texts by field, as ``seen``."""

    label: str
    archival_code: str
    title: str
    level: Level
    seen: Mapping[str, str]


def ground(archive: Archive, actor: Actor) -> Ground:
    """Return what forms of items are read by now."""
    with archive.look(actor) as txn:
        return ground_of(txn)


def next_code(archive: Archive, actor: Actor, typed: Mapping[str, str]) -> str:
    """Return the archival code that a form would be given now; empty while it can't be said."""
    with archive.look(actor) as txn:
        known = ground_of(txn)
        filled = read_new_item(typed, known)
        described = _new_item(known, {"title": "-", **filled.values})
        return numbered(txn, [described])[0].archival_code if described is not None else ""


def file_item(archive: Archive, actor: Actor, typed: Mapping[str, str], key: str | None = None) -> Outcome[FiledItem]:
    """File one item from a form, with the next archival code of its series, into its volume if it names one.

    ``key`` makes it safe to ask again after a lost answer. Raises BadFields.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.FILE)
        if not ruling.allowed:
            return txn.refuse("import", ruling, count=1)
        if (done := remembered(txn, key)) is not None:
            return Outcome(ruling, FiledItem(**done))
        known = ground_of(txn)
        filled = read_new_item(typed, known)
        new = _new_item(known, filled.values)
        if filled.faults or new is None:
            raise BadFields(filled.faults)
        (item_id,) = file_items(txn, [new], SOURCE, named=True).items
        if filled.values["volume"] is not None:
            volume_rows.put(txn.store, item_id, filled.values["volume"])
        filed = FiledItem(item_id, item_label(item_id), item_or_raise(txn, item_id).archival_code)
        remember(txn, key, {"item_id": item_id, "label": filed.label, "archival_code": filed.archival_code})
        return Outcome(ruling, filed)


def open_form(archive: Archive, actor: Actor, item_id: int) -> Opened:
    """Return an item's description as a form holds it; raises NotThere, also where its title is withheld."""
    with archive.look(actor) as txn:
        record = item_or_raise(txn, item_id)
        if not Readers(txn).know(record):
            raise NotThere("item", item_label(item_id))
        texts = form_texts(txn, record)
        return Opened(item_label(item_id), record.archival_code, record.title, record.level, texts)


def edit_item(
    archive: Archive, actor: Actor, item_id: int, seen: Mapping[str, str], typed: Mapping[str, str],
    signed: tuple[str, str] | None = None,
) -> Outcome[Edited]:  # fmt: skip
    """Change an item's description; ``seen`` is how it was when the form was opened.

    The department of a classified item and a shorter retention take the GM's login and PIN in ``signed``: of the first
    depends who may sign for it, of the second when it may be destroyed. Code and level never change here. Raises
    NotThere, BadFields, ChangedMeanwhile, PinRefused.
    """
    signer = pins.prove(archive, actor, *signed) if signed is not None else None
    with archive.act(actor) as txn:
        record = item_or_raise(txn, item_id)
        ruling = txn.may(Act.EDIT)
        if ruling.allowed and record.state is State.DESTROYED:
            ruling = refusal(Clause("6.8.4", False, "item_destroyed"))
        if not ruling.allowed:
            return txn.refuse("edit", ruling, item=item_id)
        now = form_texts(txn, record)
        _nobody_else(txn, item_id, seen, now)
        wanted = {name: text for name, text in typed.items() if name in now and text.strip() != now[name]}
        filled = read_form([each for each in EDIT_FIELDS if each.id in wanted], wanted, ground_of(txn))
        if filled.faults:
            raise BadFields(filled.faults)
        old, new = _described(record, {}), _described(record, filled.values)
        volume = volume_rows.volume_of(txn.store, item_id)
        if new == old and filled.values.get("volume", volume) == volume:
            return Outcome(ruling, Edited(item_id, (), record.original_owed))
        against = _needs_gm(txn, record, new, signer)
        if against is not None:
            return txn.refuse("edit", against, item=item_id, about=[] if signer is None else [signer])
        return Outcome(ruling, _edit(txn, record, now, new, filled, signer))


def correct_item(txn: Transaction, wanted: Correction) -> Edited:
    """Correct a description as a file asks for, within a running act that may edit.

    Raises BadInput where the item is no longer what the file was compared with.
    """
    record = item_or_raise(txn, wanted.item_id)
    new = _described(record, wanted.changes)
    moved_on = record.title != wanted.title or record.state is State.DESTROYED
    if moved_on or _needs_gm(txn, record, new, None) is not None:
        raise BadInput("import_overtaken", code=wanted.archival_code)
    return _edit(txn, record, form_texts(txn, record), new, Filled(wanted.changes, ()), None)


def ground_of(txn: Transaction) -> Ground:
    """Return what forms of items are read by, within a running look or act."""
    today = txn.now.utc.astimezone(txn.settings.tz).date()
    known = volume_rows.volumes(txn.store)
    return Ground(
        intake_of(txn), {one.archival_code: one.id for one in known}, today,
        {one.archival_code: one.title for one in known},
    )  # fmt: skip


def readings(archive: Archive, actor: Actor, texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each text what it may be typed by: itself, its pinyin and its initials, folded."""
    return {text: search.readings(text) for text in texts}


def form_texts(txn: Transaction, record: ItemRecord) -> dict[str, str]:
    """Return an item's description as the texts of its form."""
    department = txn.roster.departments.get(record.department_id or 0)
    volume = volume_rows.volume(txn.store, volume_rows.volume_of(txn.store, record.id) or 0)
    return {
        "title": record.title, "document_number": record.document_number, "document_date": record.document_date,
        "pages": "" if record.pages is None else str(record.pages), "keywords": record.keywords,
        "remark": record.remark, "department": department.code if department else "", "category": record.category,
        "year": str(record.year), "retention": record.retention, "level": record.level.value,
        "original": "yes" if record.original else "no", "author": record.author, "place": record.place,
        "box": record.box, "volume": volume.archival_code if volume else "",
    }  # fmt: skip


def _new_item(known: Ground, values: Mapping[str, Any]) -> NewItem | None:
    """Return the item that a form describes, its code still empty; None where its series can't be said."""
    category = known.intake.categories.named(values.get("category") or "")
    office = next((d.code for d in known.intake.departments if d.id == values.get("department")), None)
    if category is None or office is None or not values.get("year") or not values.get("retention"):
        return None
    described = {name: value for name, value in values.items() if name not in ("department", "volume")}
    series = series_of(known.intake.fonds, category.series_class, values["year"], values["retention"], office)
    defaults = {"level": Level.UNCLASSIFIED, "title": ""}
    return NewItem("", series, department_id=values["department"], **{**defaults, **described})


def _nobody_else(txn: Transaction, item_id: int, seen: Mapping[str, str], now: Mapping[str, str]) -> None:
    changes = [
        Meanwhile(name, seen[name], now[name])
        for name in (each.id for each in EDIT_FIELDS)
        if name in seen and seen[name] != now[name]
    ]
    if changes:
        latest = next(iter(revision_rows.of_item(txn.store, item_id, 1)), None)
        raise ChangedMeanwhile(changes, now, name_of(txn, latest.by if latest else None))


def _described(record: ItemRecord, values: Mapping[str, Any]) -> NewItem:
    """Return the description with the fields that were changed; at its filed level, as its digest is made."""
    series = record.archival_code.rpartition("-")[0]
    old = NewItem(
        record.archival_code, series, record.title, record.category, record.year, record.department_id,
        record.filed_level, record.retention, record.document_number, record.document_date, record.author,
        record.original, record.pages, record.box, record.place, record.keywords, record.remark,
    )  # fmt: skip
    changed = {("department_id" if n == "department" else n): v for n, v in values.items() if n != "volume"}
    return replace(old, **changed)


def _needs_gm(txn: Transaction, record: ItemRecord, new: NewItem, signer: int | None) -> Ruling | None:
    against = []
    if record.level.classified and new.department_id != record.department_id:
        against.append(Clause("6.7.3", False, "origin_is_gms"))
    if RETENTIONS.index(new.retention) > RETENTIONS.index(record.retention):
        against.append(Clause("6.8.2", False, "retention_is_gms"))
    if not against or (signer is not None and may(txn.roster, signer, Act.LOWER_LEVEL, txn.now.utc)):
        return None
    return refusal(*against)


def _edit(
    txn: Transaction, record: ItemRecord, now: Mapping[str, str], new: NewItem, filled: Filled, signer: int | None
) -> Edited:
    seq = txn.seq
    was, digest = item_rows.describe(txn.store, record, new)
    if "volume" in filled.values:
        volume_rows.put(txn.store, record.id, filled.values["volume"])
    written = item_or_raise(txn, record.id)
    after = form_texts(txn, written)
    changed = {name: (now[name], after[name]) for name in now if now[name] != after[name]}
    revision_rows.add(txn.store, record.id, seq, txn.actor.person_id, txn.seconds, changed)
    told: dict[str, Any] = {} if signer is None else {"about": [signer], "signer": signer}
    txn.record("edit", item=record.id, was=was.hex(), digest=digest.hex(), fields=sorted(changed), **told)
    return Edited(record.id, tuple(changed), written.original_owed)
