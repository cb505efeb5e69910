"""Dates as people type them, by one parser everywhere (desk.md): ``20160831``, ``2016-8-31``, ``8-31``, ``+3d``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

#: Years before this are mistyped: the archive's oldest papers are not that old.
_FIRST_YEAR = 1000
_FULL = re.compile(
    r"(?P<y>\d{4})(?:(?P<m>\d\d)(?P<d>\d\d)|([-/.])(?P<m2>\d{1,2})\4(?P<d2>\d{1,2})|年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日?)",
    re.ASCII,
)
_DAY = re.compile(r"(?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2})|月(?P<d2>\d{1,2})日?)", re.ASCII)
_STEP = re.compile(r"(?P<way>[+-])(?P<n>\d{1,4})(?P<unit>d|w|天|日|周)?", re.ASCII)


class BadDate(ValueError):
    """A text that is no date: ``code`` is no_date, no_such_day or needs_year, ``text`` what was typed."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code and what was typed."""
        super().__init__(f"{code} {text!r}")
        self.code = code
        self.text = text


def read_date(text: str, today: date | None = None, *, ahead: bool = False) -> date:
    """Return the day that was typed; full-width digits and blanks around it don't matter. Raises BadDate.

    ``8-31`` and ``+3d`` need ``today``, without which they are refused (needs_year). A day without its year is this
    year's; with ``ahead`` it is the next one that comes, for a time when something is due.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    if full := _FULL.fullmatch(typed):
        return _day(text, int(full["y"]), *(int(full[k] or full[k + "2"] or full[k + "3"]) for k in "md"))
    short, step = _DAY.fullmatch(typed), _STEP.fullmatch(typed)
    if short is None and step is None:
        raise BadDate("no_date", text)
    if today is None:
        raise BadDate("needs_year", text)
    if short is not None:
        return _this_year(text, today, int(short["m"]), int(short["d"] or short["d2"]), ahead)
    assert step is not None
    return _stepped(text, today, int(step["way"] + step["n"]), step["unit"])


def _day(text: str, year: int, month: int, day: int) -> date:
    if year < _FIRST_YEAR:
        raise BadDate("no_such_day", text)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate("no_such_day", text) from None


def _this_year(text: str, today: date, month: int, day: int, ahead: bool) -> date:
    # 29 February comes next in a leap year, up to eight years on (1896, 1904).
    for year in range(today.year, today.year + (9 if ahead else 1)):
        try:
            typed = date(year, month, day)
        except ValueError:
            continue
        if not ahead or typed >= today:
            return typed
    raise BadDate("no_such_day", text)


def _stepped(text: str, today: date, count: int, unit: str | None) -> date:
    try:
        return today + timedelta(days=count * (7 if unit in ("w", "周") else 1))
    except OverflowError:
        raise BadDate("no_such_day", text) from None
