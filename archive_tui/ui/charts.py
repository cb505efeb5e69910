"""Charts drawn with the terminal's own cells: bars, bars of several parts, columns by year, and a small trend.

A bar is background colour on spaces, which is one cell wide on every terminal; where there is no colour, or only ASCII,
it is made of signs. Nothing is said by colour alone: each part of a bar has its letter in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from textual.content import Content

from archive_tui.regulation.grading import BOUNDARIES, Grade, grade_of
from archive_tui.regulation.grading import shown as points
from archive_tui.ui.theme import MONO
from archive_tui.ui.widgets.showing import fit, shown

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

_FILL = "#"
_BAR, _BAR_UNDER = "on $accent", "on $block-cursor-foreground"
#: Each grade's letter in a chart, and its colours.
LETTERS: Mapping[Grade, str] = {Grade.A: "A", Grade.B: "B", Grade.C: "C", Grade.BELOW_C: "-", Grade.UNGRADED: "?"}
_COLOURS: Mapping[Grade, str] = {
    Grade.A: "$background on $accent", Grade.B: "$foreground on $accent 50%", Grade.C: "$foreground on $accent 20%",
    Grade.BELOW_C: "$background on $foreground-muted", Grade.UNGRADED: "$foreground-muted on $panel",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ink:
    """What charts are drawn with: ``plain`` draws with signs alone, ``under`` on the row under the cursor."""

    plain: bool = False
    under: bool = False


def bar(share: Fraction, label: str, width: int, ink: Ink) -> Content:
    """Return a bar as long as its share of the width, its label behind it."""
    room = max(1, width - len(label) - 1)
    cells = _cells(share, room)
    colour = _BAR_UNDER if ink.under else _BAR
    drawn = Content(_FILL * cells) if ink.plain else Content.styled(" " * cells, colour)
    return fit(drawn + " " + shown(label), width, "")


def parts_bar(parts: Sequence[tuple[Grade, int]], whole: int, width: int, ink: Ink) -> Content:
    """Return a bar of ``width`` cells for ``whole``, each grade's part of it with its letter."""
    drawn, done, cells = Content(""), 0, 0
    for grade, amount in parts:
        done += amount
        upto = _cells(Fraction(done, whole) if whole else Fraction(0), width)
        drawn += _part(grade, upto - cells, ink)
        cells = upto
    return fit(drawn, width, "")


def columns(
    years: Mapping[int, Mapping[str, int]], here: int, width: int, height: int, ink: Ink
) -> list[Content]:  # fmt: skip
    """Return the years side by side, each column of its grades' amounts; the year ``here`` stands in brackets.

    The best grade is at the bottom; a year without any rental keeps its place.
    """
    if not years or height < 3:
        return []
    listed = list(range(min(years), max(years) + 1))
    each = max(7, min(12, (width - 2) // len(listed)))
    listed = listed[-((width - 2) // each) :]
    most = max(sum(years.get(year, {}).values()) for year in listed)
    rows, room = height - 1, each - 2
    stacks = {year: _stack(years.get(year, {}), most, rows) for year in listed}
    lines = []
    for y in range(rows, 0, -1):
        line = Content(" ")
        for year in listed:
            stack = stacks[year]
            line += _part(stack[y - 1], room, ink) + "  " if y <= len(stack) else Content(" " * each)
        lines.append(line)
    names = [f"[{year}]" if year == here else f" {year} " for year in listed]
    return [*lines, Content(" ") + shown("".join(name.ljust(each) for name in names), "$foreground-muted")]


def legend(words: Mapping[Grade, str]) -> str:
    """Return which letter is which grade."""
    return "  ".join(
        f"{LETTERS[grade]} {words[grade]}" if LETTERS[grade] != words[grade] else words[grade] for grade in Grade
    )


def trend(scores: Sequence[tuple[date, Fraction]], width: int, ink: Ink) -> list[Content]:
    """Return a client's totals over time in five lines, the oldest at the left: each in the line of its grade."""
    latest = scores[-max(1, (width - 7) // 12) :]
    lines = []
    for grade in (Grade.A, Grade.B, Grade.C, Grade.BELOW_C):
        least = next((str(least) for each, least in BOUNDARIES if each is grade), "")
        line = shown(f" {LETTERS[grade]} {least:>2}  ", "$foreground-muted")
        for _day, total in latest:
            here = points(total) if grade_of(total) is grade else ""
            line += shown(f"{here:<12}", "" if ink.plain else "bold $accent")
        lines.append(line)
    days = "".join(f"{day.isoformat():<12}" for day, _each in latest)
    return [*lines, Content(" " * 7) + shown(days, "$foreground-muted")] if latest else []


def share_of(amount: int, whole: int) -> Fraction:
    """Return what share of the whole an amount is."""
    return Fraction(amount, whole) if whole else Fraction(0)


def ink_of(app: ArchiveApp) -> Ink:
    """Return what charts are drawn with at this terminal."""
    return Ink(plain=app.look.ascii or app.theme == MONO)


def _cells(share: Fraction, room: int) -> int:
    """Return how many cells a share takes: something is never nothing, and not all is never all."""
    if share <= 0:
        return 0
    return max(1, min(room, (share * room + Fraction(1, 2)).__floor__()))


def _part(grade: Grade, cells: int, ink: Ink) -> Content:
    if cells <= 0:
        return Content("")
    letter = LETTERS[grade]
    if ink.plain or ink.under:
        return Content(letter * cells)
    return Content.styled(letter.center(cells), _COLOURS[grade])


def _stack(amounts: Mapping[str, int], most: int, rows: int) -> list[Grade]:
    """Return the grade of each cell of a column, from the bottom; rounded so that the whole keeps its height."""
    stack: list[Grade] = []
    done = 0
    for grade in Grade:
        done += amounts.get(grade.value, 0)
        upto = _cells(Fraction(done, most) if most else Fraction(0), rows)
        stack += [grade] * (upto - len(stack))
    return stack
