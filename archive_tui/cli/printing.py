"""What a command prints: lines, small tables aligned by cells, or one JSON document."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from archive_tui.showing import cells, is_bad, pad, visible

_GAP = "  "
_LEAST = 8  # a stretching column gets no narrower than this


def say(text: str = "") -> None:
    """Print one line on stdout, harmless whatever data stands in it."""
    print(visible(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], stretch: int | None = None) -> None:
    """Print a table for a person.

    On a terminal that is too narrow, a column with nothing in it is left out, and the column ``stretch`` is cut.
    """
    shown = [[visible(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(heads))]
    kept = list(range(len(heads)))
    if _spare(widths) < 0 and stretch is not None:
        kept = [column for column in kept if column == stretch or any(row[column] for row in shown[1:])]
        spare = _spare([widths[column] for column in kept])
        widths[stretch] = max(_LEAST, cells(heads[stretch]), widths[stretch] + min(0, spare))
    for row in shown:
        print(_GAP.join(pad(row[column], widths[column]) for column in kept).rstrip())


def _spare(widths: Sequence[int]) -> int:
    """Return how many cells of the terminal's width such columns leave; below zero, how many they lack."""
    return _terminal_width() - sum(widths) - len(_GAP) * (len(widths) - 1)


def document(value: Any) -> None:
    """Print one JSON document; what must not reach a terminal stands as ``\\uXXXX``, which JSON reads back."""
    import json

    text = json.dumps(value, ensure_ascii=not _writes_utf8(), indent=2)
    print("".join(_escaped(c) if c != "\n" and is_bad(c) else c for c in text))


def counter() -> Callable[[int], None] | None:
    """Return what shows on a terminal how far long work is, None where nobody looks on; Ctrl-C stops the work."""
    if not sys.stderr.isatty():
        return None
    return lambda done: print(f"\r{done}\r", end="", file=sys.stderr, flush=True)


def iso(at: datetime | None, tz: tzinfo) -> str | None:
    """Return a time for JSON: ISO 8601 with the offset of the archive's zone; None for none."""
    return None if at is None else at.astimezone(tz).isoformat(timespec="seconds")


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _writes_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _terminal_width() -> int:
    """Return the width of the terminal, far more than any table's where stdout is none."""
    import os

    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 1 << 20
