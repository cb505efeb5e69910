"""What is said of an item, in a cell of a file or a field of a form, read strictly.

Each reader takes the text and returns its value, or raises BadValue with the code of what is wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.archival_codes import ArchivalCode, parse
from archive_tui.regulation.dates import BadDate, read_date
from archive_tui.regulation.levels import Level
from archive_tui.showing import cut, refused_character, visible

Fact = str | int | Sequence[str]

#: How long each text of a description may be.
LENGTHS: Mapping[str, int] = {
    "archival_code": 40, "title": 500, "category": 80, "year": 8, "department": 80, "level": 40, "retention": 20,
    "document_number": 100, "document_date": 40, "author": 200, "original": 10, "pages": 10, "box": 40, "place": 60,
    "keywords": 300, "remark": 1000,
}  # fmt: skip
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


class BadValue(ValueError):
    """A text that can't be: what is wrong with it, without the place where it stands."""

    def __init__(self, code: str, /, **facts: Fact) -> None:
        """Keep the code and the facts of the sentence."""
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Category:
    """A category of papers (6.2): its code, what it is called, its class in archival codes, and its retention."""

    code: str
    chinese: str
    english: str
    series_class: str
    retention: str


class Categories:
    """The categories that an archive knows, by all that they are called."""

    def __init__(self, known: Iterable[Category] = ()) -> None:
        """Take them in the order in which they are offered."""
        self.known = tuple(known)
        self._named = {name.casefold(): one for one in self.known for name in (one.code, one.chinese, one.english)}

    def named(self, word: str) -> Category | None:
        """Return the category of that code or name, or None."""
        return self._named.get(_folded(word).casefold())

    def read(self, cell: str) -> str:
        """Return a category's code by its code, Chinese or English name; empty for an empty cell."""
        if not cell:
            return ""
        found = self.named(cell)
        if found is None:
            raise BadValue("category", text=shown(cell), known=tuple(one.code for one in self.known))
        return found.code


def text_of(name: str, cell: str) -> str:
    """Return a cell's text, within its length and free of refused characters."""
    bad = refused_character(cell)
    if bad is not None:
        raise BadValue("character", position=bad[0] + 1, name=bad[1])
    most = LENGTHS[name]
    if len(cell) > most:
        raise BadValue("too_long", length=len(cell), most=most)
    return cell


def code_of(cell: str) -> ArchivalCode | None:
    """Return an archival code, None for an empty cell; width, case and the kind of dot don't matter."""
    if not cell:
        return None
    code = parse(_folded(cell).upper().replace(" ", "").translate(_DOTS))
    if code is None or code.number == 0:
        raise BadValue("code", text=shown(cell))
    return code


def level_of(cell: str) -> Level:
    """Return a level by its exact word in either language; empty is unclassified."""
    try:
        return _LEVELS[_folded(cell).casefold()]
    except KeyError:
        raise BadValue("level", text=shown(cell)) from None


def year_of(cell: str) -> int | None:
    """Return a year of four digits (2016, 2016年), None for an empty cell."""
    digits = _folded(cell).removesuffix("年")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4 and digits[0] != "0"):
        raise BadValue("year", text=shown(cell))
    return int(digits)


def retention_of(cell: str) -> str:
    """Return a retention code (Y, D30, D10), empty for an empty cell."""
    folded = " ".join(_folded(cell).casefold().split())
    if not folded:
        return ""
    try:
        return _RETENTIONS[folded.replace(" 年", "年")]
    except KeyError:
        raise BadValue("retention", text=shown(cell)) from None


def date_of(cell: str, today: date | None = None) -> str:
    """Return a day in ISO form, empty for an empty cell; with ``today`` a day without its year is the last one."""
    typed = _folded(cell)
    if not typed:
        return ""
    try:
        day = read_date(cell, today)
        yearless = day.isoformat()[:4] not in typed and typed[0].isdigit()
        if today is not None and day > today and yearless:
            day = day.replace(year=day.year - 1)
        return day.isoformat()
    except BadDate as bad:
        raise BadValue(bad.code, text=shown(cell)) from None
    except ValueError:  # 29 February
        raise BadValue("no_such_day", text=shown(cell)) from None


def original_of(cell: str) -> bool | None:
    """Return whether the original is in the room, None for an empty cell."""
    if not cell:
        return None
    try:
        return _ORIGINAL[_folded(cell).casefold()]
    except KeyError:
        raise BadValue("yes_or_no", text=shown(cell)) from None


def pages_of(cell: str) -> int | None:
    """Return a number of pages, None for an empty cell."""
    digits = _folded(cell)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and 1 <= int(digits) <= _MOST_PAGES):
        raise BadValue("pages", text=shown(cell), most=_MOST_PAGES)
    return int(digits)


def folded(text: str) -> str:
    """Return a code as it is compared: letters and digits only, for people type its separators in many ways."""
    return "".join(ch for ch in _folded(text).casefold() if ch.isalnum())


def shown(cell: str) -> str:
    """Return a cell as a sentence may repeat it: harmless, on one line, not too long."""
    return cut(visible(cell), _SHOWN)


def _folded(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()
