"""What stands in a cell of the import of items, read strictly: each reader returns its value or raises BadCell."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache

from archive_tui.data_files import data_path
from archive_tui.exchange.import_faults import BadCell
from archive_tui.exchange.item_columns import BY_NAME
from archive_tui.regulation.archival_codes import ArchivalCode, parse
from archive_tui.regulation.dates import BadDate, read_date
from archive_tui.regulation.levels import Level
from archive_tui.showing import cut, refused_character, visible

#: The words of both languages, and no others: in other companies 机密 and "confidential" stand elsewhere.
_LEVELS = {
    "": Level.UNCLASSIFIED, "unclassified": Level.UNCLASSIFIED, "非密": Level.UNCLASSIFIED,
    "非密级": Level.UNCLASSIFIED, "一般": Level.UNCLASSIFIED, "secret": Level.SECRET, "秘密": Level.SECRET,
    "confidential": Level.CONFIDENTIAL, "机密": Level.CONFIDENTIAL, "top secret": Level.TOP_SECRET,
    "top_secret": Level.TOP_SECRET, "绝密": Level.TOP_SECRET,
}  # fmt: skip
_RETENTIONS = {
    "y": "Y", "permanent": "Y", "永久": "Y", "d30": "D30", "30 years": "D30", "30年": "D30", "d10": "D10",
    "10 years": "D10", "10年": "D10",
}  # fmt: skip
_ORIGINAL = {"yes": True, "是": True, "no": False, "否": False}
#: What people type in place of the middle dot of an archival code, which no keyboard has.
_DOTS = str.maketrans(dict.fromkeys(".•・‧∙⋅", "·"))
_MOST_PAGES = 99_999
#: How much of a cell a sentence repeats, in columns of a terminal.
_SHOWN = 60


def text_of(name: str, cell: str) -> str:
    """Return a cell's text, within its column's length and free of refused characters."""
    bad = refused_character(cell)
    if bad is not None:
        raise BadCell("character", position=bad[0] + 1, name=bad[1])
    most = BY_NAME[name].most
    if len(cell) > most:
        raise BadCell("too_long", length=len(cell), most=most)
    return cell


def code_of(cell: str) -> ArchivalCode | None:
    """Return an archival code, None for an empty cell; width, case and the kind of dot don't matter."""
    if not cell:
        return None
    code = parse(_folded(cell).upper().replace(" ", "").translate(_DOTS))
    if code is None or code.number == 0:
        raise BadCell("code", text=shown(cell))
    return code


def level_of(cell: str) -> Level:
    """Return a level by its exact word in either language; empty is unclassified."""
    try:
        return _LEVELS[_folded(cell).casefold()]
    except KeyError:
        raise BadCell("level", text=shown(cell)) from None


def year_of(cell: str) -> int | None:
    """Return a year of four digits (2016, 2016年), None for an empty cell."""
    digits = _folded(cell).removesuffix("年")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4 and digits[0] != "0"):
        raise BadCell("year", text=shown(cell))
    return int(digits)


def retention_of(cell: str) -> str:
    """Return a retention code (Y, D30, D10), empty for an empty cell."""
    folded = " ".join(_folded(cell).casefold().split())
    if not folded:
        return ""
    try:
        return _RETENTIONS[folded.replace(" 年", "年")]
    except KeyError:
        raise BadCell("retention", text=shown(cell)) from None


def date_of(cell: str) -> str:
    """Return a day in ISO form, empty for an empty cell."""
    if not cell:
        return ""
    try:
        return read_date(cell).isoformat()
    except BadDate as bad:
        raise BadCell(bad.code, text=shown(cell)) from None


def original_of(cell: str) -> bool | None:
    """Return whether the original is in the room, None for an empty cell."""
    if not cell:
        return None
    try:
        return _ORIGINAL[_folded(cell).casefold()]
    except KeyError:
        raise BadCell("yes_or_no", text=shown(cell)) from None


def pages_of(cell: str) -> int | None:
    """Return a number of pages, None for an empty cell."""
    digits = _folded(cell)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and 1 <= int(digits) <= _MOST_PAGES):
        raise BadCell("pages", text=shown(cell), most=_MOST_PAGES)
    return int(digits)


def category_of(cell: str) -> str:
    """Return a category's code by its code, Chinese or English name; empty for an empty cell."""
    if not cell:
        return ""
    try:
        return categories()[_folded(cell).casefold()]
    except KeyError:
        raise BadCell("category", text=shown(cell), known=tuple(classes())) from None


@cache
def categories() -> Mapping[str, str]:
    """Return the code of each category by all that it is called."""
    return {row[name].casefold(): row["code"] for row in _table() for name in ("code", "chinese", "english")}


@cache
def classes() -> Mapping[str, str]:
    """Return the class that stands in the archival code (WS, KJ, KU) of each category."""
    return {row["code"]: row["class"] for row in _table()}


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    with open(data_path("categories.csv"), encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def shown(cell: str) -> str:
    """Return a cell as a sentence may repeat it: harmless, on one line, not too long."""
    return cut(visible(cell), _SHOWN)


def _folded(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()
