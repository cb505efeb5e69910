"""The forms of items and volumes as data, and the one validator: values and faults of every field, all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from functools import partial
from typing import Any

from archive_tui.regulation.levels import Level
from archive_tui.services import item_values as values
from archive_tui.services.intake import Intake
from archive_tui.services.item_values import BadValue, Fact


@dataclass(frozen=True, slots=True)
class Ground:
    """What a form is read by: fonds, departments and categories, volumes by code, and the day that it is."""

    intake: Intake
    volumes: Mapping[str, int]
    today: date
    volume_titles: Mapping[str, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: its ``id``, and how its text is read.

    ``needed``: must not be empty. ``sticky``: the next form of a row of new ones begins with what stood here.
    ``chosen``: one of few, and not typed freely.
    """

    id: str
    read: Callable[[str, Ground], Any]
    needed: bool = False
    sticky: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field; its words are in ``wording.describing``."""

    field: str
    code: str
    facts: Mapping[str, Fact] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was read: the values of the fields that could be, and the faults of the others, in their order."""

    values: Mapping[str, Any]
    faults: tuple[FieldFault, ...]


def read_form(fields: Sequence[FormField], typed: Mapping[str, str], ground: Ground) -> Filled:
    """Read every field of a form; a field that isn't in ``typed`` is empty. Raises nothing."""
    found: dict[str, Any] = {}
    faults: list[FieldFault] = []
    for each in fields:
        text = typed.get(each.id, "").strip()
        try:
            if each.needed and not text:
                raise BadValue("empty")
            found[each.id] = each.read(text, ground)
        except BadValue as bad:
            faults.append(FieldFault(each.id, bad.code, bad.facts))
    return Filled(found, tuple(faults))


def read_new_item(typed: Mapping[str, str], ground: Ground) -> Filled:
    """Read the form of a new item; one at confidential or above is filed with its original only (6.5.4)."""
    filled = read_form(ITEM_FIELDS, typed, ground)
    level, original = filled.values.get("level"), filled.values.get("original")
    if isinstance(level, Level) and level.guarded and original is False:
        fault = FieldFault("original", "original_needed", {"level": level.value})
        return Filled(filled.values, in_order((*filled.faults, fault)))
    return filled


def in_order(faults: Collection[FieldFault]) -> tuple[FieldFault, ...]:
    """Return faults in the order in which their fields stand in the form."""
    places = {each.id: place for place, each in enumerate(ITEM_FIELDS)}
    return tuple(sorted(faults, key=lambda fault: places.get(fault.field, len(places))))


def _text(name: str, text: str, _: Ground) -> str:
    return values.text_of(name, text)


def _department(text: str, ground: Ground) -> int:
    found = ground.intake.department(text)
    if found is None:
        raise BadValue("department", text=values.shown(text), known=ground.intake.department_words())
    return found.id


def _volume(text: str, ground: Ground) -> int | None:
    if not text:
        return None
    wanted = values.folded(text)
    for code, volume_id in ground.volumes.items():
        if values.folded(code) == wanted:
            return volume_id
    raise BadValue("volume", text=values.shown(text))


def _original(text: str, _: Ground) -> bool:
    return values.original_of(text) is not False


def _plain(name: str, *, needed: bool = False, sticky: bool = False) -> FormField:
    return FormField(name, partial(_text, name), needed=needed, sticky=sticky)


#: The form of an item: first what differs from one paper to the next, then what a pile of them has in common.
ITEM_FIELDS: tuple[FormField, ...] = (
    _plain("title", needed=True),
    _plain("document_number"),
    FormField("document_date", lambda text, ground: values.date_of(text, ground.today)),
    FormField("pages", lambda text, _: values.pages_of(text)),
    _plain("keywords"),
    _plain("remark"),
    FormField("department", _department, needed=True, sticky=True, chosen=True),
    FormField("category", lambda text, g: g.intake.categories.read(text), needed=True, sticky=True, chosen=True),
    FormField("year", lambda text, _: values.year_of(text), needed=True, sticky=True),
    FormField("retention", lambda text, _: values.retention_of(text), needed=True, sticky=True, chosen=True),
    FormField("level", lambda text, _: values.level_of(text), sticky=True, chosen=True),
    FormField("original", _original, sticky=True, chosen=True),
    _plain("author", sticky=True),
    _plain("place", sticky=True),
    _plain("box", sticky=True),
    FormField("volume", _volume, sticky=True, chosen=True),
)
#: What an edit may change: all but the level, which has acts of its own (invariant 5), and the archival code.
EDIT_FIELDS: tuple[FormField, ...] = tuple(each for each in ITEM_FIELDS if each.id != "level")
#: The form of a volume.
VOLUME_FIELDS: tuple[FormField, ...] = tuple(
    each
    for name in ("title", "department", "category", "year", "retention", "place", "box", "remark")
    for each in ITEM_FIELDS
    if each.id == name
)
#: What of a volume stands in its archival code, and so never changes.
VOLUME_FIXED = frozenset({"department", "category", "year", "retention"})
