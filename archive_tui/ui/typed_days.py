"""Days behind us as people ask for them: one day, two with ``..`` between them, a month, a year, ``yesterday``."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from archive_tui.regulation.dates import BadDate, read_date

_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_YEARLESS = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?", re.ASCII)
#: In both languages always: whoever types one of them means it.
_WORDS = {"today": 0, "yesterday": -1, "今天": 0, "昨天": -1, "前天": -2}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``, both counted in."""

    first: date
    last: date


def read_span(text: str, today: date) -> Span | None:
    """Return the days that were typed, or None for anything else; a day without its year is the last one there was."""
    typed = unicodedata.normalize("NFKC", text).strip().casefold()
    first, dots, last = typed.partition("..")
    if dots:
        one, two = _day(first, today), _day(last, today)
        return Span(one, two) if one and two and one <= two else None
    if (day := _day(typed, today)) is not None:
        return Span(day, day)
    if (match := _MONTH.fullmatch(typed)) is not None and 1 <= int(match[2]) <= 12 and int(match[1]) >= 1900:
        year, month = int(match[1]), int(match[2])
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if (match := _YEAR.fullmatch(typed)) is not None and 1900 <= int(match[1]) <= today.year:
        return Span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    return None


def _day(typed: str, today: date) -> date | None:
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    try:
        day = read_date(typed, today)
    except BadDate:
        return None
    if day > today and _YEARLESS.fullmatch(typed):
        return _a_year_earlier(day)
    return day


def _a_year_earlier(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None
