"""Lines of a schedule of terms as rows of a list, and as facts beneath it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_tui.regulation.terms import Terms
from archive_tui.ui.screens.office_list import Fact
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import cycle_word, floor_text, grade_word, nature_word
from archive_tui.wording.terms import ceiling_text, floor_short, served_text, ways_text

#: The natures of clients by code, in Chinese and English.
Natures = Mapping[str, tuple[str, str]]


def line_columns() -> list[Column]:
    """Return grade, nature, price, ways, ceiling."""
    return [
        Column("grade", lambda: pgettext("column", "Grade"), 5),
        Column("nature", lambda: pgettext("column", "Nature"), 16),
        Column("price", lambda: pgettext("column", "Price"), 14),
        Column("ways", lambda: pgettext("column", "Paid by"), Share(3)),
        Column("cycle", lambda: pgettext("column", "Collection"), Share(2), from_width=100),
        Column("ceiling", lambda: pgettext("column", "Ceiling"), 13, "right"),
    ]


def line_row(number: int, one: Terms, natures: Natures) -> Row:
    """Return one line as a row."""
    cells = (
        grade_word(one.grade), _nature(one, natures), floor_short(one), ways_text(one), cycle_word(one.cycle),
        ceiling_text(one).partition(".")[0],
    )  # fmt: skip
    return Row(number, cells)


def line_heading(one: Terms, natures: Natures) -> str:
    """Return whose line it is."""
    return _("{grade}: {nature}").format(grade=grade_word(one.grade), nature=_nature(one, natures))


def line_facts(one: Terms) -> Sequence[Fact]:
    """Return the whole line."""
    return (
        (_("Price"), floor_text(one)),
        (_("Paid by"), ways_text(one)),
        (_("Collection"), cycle_word(one.cycle)),
        (_("Ceiling"), ceiling_text(one)),
        (_("Served"), served_text(one)),
        (_("Handling"), one.handling),
    )


def _nature(one: Terms, natures: Natures) -> str:
    return nature_word(one.nature, *natures.get(one.nature, ("", ""))) if one.nature else _("every nature")
