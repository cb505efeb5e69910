"""Days as people type them, by one parser everywhere: ``20160831``, ``8-31``, ``+3d``, ``今天``, ``2026-11``."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"(?:(\d{4})[-/.年]?)?(\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_FROM_NOW = re.compile(r"([+-])(\d{1,4})([dw天周]?)", re.ASCII)
#: In both languages always: whoever types one of them means it.
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``, both counted in."""

    first: date
    last: date


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that was typed, or None. One without a year is of this year; with ``past``, never after today."""
    typed = _folded(text)
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if (match := _FROM_NOW.fullmatch(typed)) is not None:
        days = int(match[2]) * (7 if match[3] in ("w", "周") else 1)
        return _added(today, days if match[1] == "+" else -days)
    match = _DAY.fullmatch(typed)
    if match is None:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[2] else (match[4], match[5], match[6])
    found = _day(int(year or today.year), int(month), int(day))
    if past and year is None and (found is None or found > today):
        found = _day(today.year - 1, int(month), int(day))
    return found


def read_span(text: str, today: date, *, past: bool = False) -> Span | None:
    """Return the days that were typed: one day, a month, a year, or two days with ``..`` between them; else None."""
    typed = _folded(text)
    first, dots, last = typed.partition("..")
    if dots:
        one, two = read_day(first, today, past=past), read_day(last, today, past=past)
        return Span(one, two) if one and two and one <= two else None
    day = read_day(typed, today, past=past)
    if day is not None:
        return Span(day, day)
    if (match := _MONTH.fullmatch(typed)) is not None and 1 <= int(match[2]) <= 12 and int(match[1]) >= 1:
        year, month = int(match[1]), int(match[2])
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if (match := _YEAR.fullmatch(typed)) is not None and 1900 <= int(match[1]) <= today.year + 50:
        return Span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _added(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
