"""What stands in the cells of client files, read strictly; each reader raises BadValue with what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from archive_tui.exchange.known_words import VOLUMES, WAYS
from archive_tui.regulation.clients import Volume
from archive_tui.regulation.dates import BadDate, read_date
from archive_tui.regulation.money import BadAmount, read_yuan
from archive_tui.regulation.terms import Way
from archive_tui.services.item_values import BadValue, shown
from archive_tui.showing import refused_character

T = TypeVar("T")


def text_of(most: int, *, needed: bool = False) -> Callable[[str], str]:
    """Return a reader of texts of at most so many characters."""

    def read(cell: str) -> str:
        if needed and not cell:
            raise BadValue("empty")
        bad = refused_character(cell)
        if bad is not None:
            raise BadValue("character", position=bad[0] + 1, name=bad[1])
        if len(cell) > most:
            raise BadValue("too_long", length=len(cell), most=most)
        return cell

    return read


def amount_of(cell: str) -> int:
    """Return an amount in fen."""
    if not cell:
        raise BadValue("empty")
    try:
        return read_yuan(cell)
    except BadAmount as bad:
        raise BadValue(bad.code, text=shown(cell)) from None


def amount_or_none(cell: str) -> int | None:
    """Return an amount in fen, None for an empty cell."""
    return amount_of(cell) if cell else None


def day_of(cell: str) -> date:
    """Return a day."""
    if not cell:
        raise BadValue("empty")
    try:
        day = read_date(cell)
    except BadDate as bad:
        raise BadValue(bad.code, text=shown(cell)) from None
    if not 1900 <= day.year <= 2999:
        raise BadValue("no_such_day", text=shown(cell))
    return day


def day_or_none(cell: str) -> date | None:
    """Return a day, None for an empty cell."""
    return day_of(cell) if cell else None


def way_of(cell: str) -> Way:
    """Return a way of payment by its word in either language; money for an empty cell."""
    if not cell:
        return Way.MONEY
    found = _named(WAYS, cell)
    if found is None:
        raise BadValue("way", text=shown(cell), known=[f"{words[0]} {words[1]}" for words in WAYS.values()])
    return found


def volume_of(cell: str) -> Volume | None:
    """Return the division by volume by its word in either language, None for an empty cell."""
    if not cell:
        return None
    found = _named(VOLUMES, cell)
    if found is None:
        raise BadValue("volume", text=shown(cell), known=[f"{words[0]} {words[1]}" for words in VOLUMES.values()])
    return found


def nature_of(natures: Mapping[str, str]) -> Callable[[str], str]:
    """Return a reader of natures by code, Chinese or English; empty for an empty cell."""

    def read(cell: str) -> str:
        if not cell:
            return ""
        found = natures.get(unicodedata.normalize("NFKC", cell).strip().casefold())
        if found is None:
            raise BadValue("nature", text=shown(cell), known=sorted(set(natures.values())))
        return found

    return read


def _named(words: Mapping[T, tuple[str, ...]], cell: str) -> T | None:
    wanted = _folded(cell)
    return next((code for code, names in words.items() if wanted in map(_folded, names)), None)


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
