"""Cells that a spreadsheet must not take for formulas (trust.md, Exports), and the same cells read back.

A text that begins like a formula gets an apostrophe before it, as spreadsheets themselves write it; a text that began
with apostrophes and then like a formula gets one more, so that reading takes away exactly what writing put there.
"""

from __future__ import annotations

import re

#: What begins a formula somewhere, full-width forms too; the line ends and the tab are never let in, only kept out.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.][0-9]+)?")


def safe(text: str) -> str:
    """Return a text as a cell that is never a formula; numbers stay what they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def plain(cell: str) -> str:
    """Return the text of a cell: what ``safe`` put before it is taken away again."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
