"""Boxes and places: where in the demo archive's three rooms each item lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from archive_tui.exchange.demo_records import DemoItem

#: The levels whose originals are kept in the strong room (6.5.4).
GUARDED = ("confidential", "top_secret")
#: What fits: pages and papers into a box, boxes onto a shelf, shelves into a rack.
_BOX_PAGES, _BOX_PAPERS, _SHELF_BOXES, _RACK_SHELVES = 400, 30, 12, 6
#: The main room, the accounting room, and the strong room.
_MAIN, _ACCOUNTS, _STRONG = "301", "302", "303"


def shelved(items: Iterable[DemoItem]) -> tuple[DemoItem, ...]:
    """Return the items with boxes and places filled in, by year and archival code.

    A box holds papers of one series only; boxes are numbered through the archive and stand in that order.
    """
    placed: list[DemoItem] = []
    boxes, in_room = 0, Counter[str]()
    current, pages, papers = ("", ""), 0, 0
    for item in sorted(items, key=lambda one: (one.year, _room(one), *_order(one))):
        room = _room(item)
        if (room, item.series) != current or pages + item.pages > _BOX_PAGES or papers == _BOX_PAPERS:
            boxes, pages, papers = boxes + 1, 0, 0
            in_room[room] += 1
            current = (room, item.series)
        pages, papers = pages + item.pages, papers + 1
        placed.append(replace(item, box=f"{boxes:04d}", place=_place(room, in_room[room])))
    return tuple(sorted(placed, key=lambda one: (one.year, *_order(one))))


def _order(item: DemoItem) -> tuple[str, int]:
    series, _, number = item.archival_code.rpartition("-")
    return series, int(number)


def _room(item: DemoItem) -> str:
    if item.level in GUARDED:
        return _STRONG
    return _ACCOUNTS if item.category == "accounting" else _MAIN


def _place(room: str, box: int) -> str:
    shelf = (box - 1) // _SHELF_BOXES
    return f"{room}-{shelf // _RACK_SHELVES + 1:02d}-{shelf % _RACK_SHELVES + 1}"
