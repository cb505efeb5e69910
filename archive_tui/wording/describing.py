"""The fields of descriptions in words: their names, hints, values before and after, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_tui.regulation.levels import Level
from archive_tui.wording import N_, _, pgettext
from archive_tui.wording.imports import value_fault_text
from archive_tui.wording.names import category_word, level_word, retention_word

Fact = str | int | Sequence[str]

#: What can be wrong in a form only; the rest is said as in a file.
FAULTS: Mapping[str, str] = {
    "volume": N_("“{text}” is no volume here; Ctrl+F in the register lists them."),
    "several": N_("“{text}” fits several: {names}."),
    "now": N_("{name} wrote here meanwhile: {now}"),
}


def field_word(field: str) -> str:
    """Return a field's name: ``document date``."""
    return {
        "title": pgettext("field of an item", "title"),
        "document_number": pgettext("field of an item", "document no."),
        "document_date": pgettext("field of an item", "document date"),
        "pages": pgettext("field of an item", "pages"),
        "keywords": pgettext("field of an item", "keywords"),
        "remark": pgettext("field of an item", "remark"),
        "department": pgettext("field of an item", "department"),
        "category": pgettext("field of an item", "category"),
        "year": pgettext("field of an item", "year"),
        "retention": pgettext("field of an item", "retention"),
        "level": pgettext("field of an item", "level"),
        "original": pgettext("field of an item", "original"),
        "author": pgettext("field of an item", "author"),
        "place": pgettext("field of an item", "place"),
        "box": pgettext("field of an item", "box"),
        "volume": pgettext("field of an item", "volume"),
    }.get(field) or pgettext("field", "text")


def field_hint(field: str) -> str:
    """Return what a field takes, for its empty line; empty where its name says it all."""
    return {
        "document_date": _("20160831, 8-31"),
        "place": _("room-rack-shelf"),
        "keywords": _("apart by spaces"),
        "volume": _("none"),
    }.get(field, "")


def value_text(field: str, value: str) -> str:
    """Return a field's value as forms and revisions hold it, in words."""
    if not value:
        return pgettext("value of a field", "nothing")
    match field:
        case "category":
            return category_word(value)
        case "retention":
            return retention_word(value)
        case "level" if value in {level.value for level in Level}:
            return level_word(Level(value))
        case "original":
            return {"yes": _("in the room"), "no": _("a copy only")}.get(value, value)
    return value


def field_fault_text(code: str, facts: Mapping[str, Fact]) -> str:
    """Return what is wrong with a field, as one sentence."""
    if code in FAULTS:
        return _(FAULTS[code]).format_map(facts)
    return value_fault_text(code, facts) or _("This can't be taken as it is.")
