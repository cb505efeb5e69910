"""The lines of loan applications: as rows of a list, and one of them in full."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.levels import Level
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.services.worklists import LineShown, SignOffShown
from archive_tui.showing import cells
from archive_tui.ui.screens.desk_words import title_of
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.columns import Column, Row, Share
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.wording import _, pgettext
from archive_tui.wording.joining import one_of
from archive_tui.wording.names import (
    capacity_word,
    kind_word,
    level_handling,
    level_word,
    line_state_word,
)
from archive_tui.wording.rulings import signer_text
from archive_tui.wording.times import due_text, moment_text

_WIDE = 110
_MUTED = "$foreground-muted"


def list_word(name: str) -> str:
    """Return the name of one of the lists."""
    return {
        "waiting": _("Waits for me"),
        "asked": _("I asked for"),
        "decided": _("I decided"),
        "others": _("With others"),
        "work": _("Open work"),
    }[name]


def empty_words(name: str) -> str:
    """Return what an empty list says."""
    return {
        "waiting": _("Nothing waits for your signature."),
        "asked": _("You have asked for nothing."),
        "decided": _("You have decided on nothing."),
        "others": _("No form waits for another's signature."),
    }[name]


def columns(name: str) -> list[Column]:
    """Return the columns of a list, in the language spoken now."""
    short = max(cells(level_word(level)) for level in Level)
    handling = max(cells(level_handling(level)) for level in Level)
    last = (
        Column("made", lambda: pgettext("column", "Asked"), 14, "right")
        if name == "waiting"
        else Column("state", lambda: pgettext("column", "State"), Share(2))
    )
    return [
        Column("form", lambda: pgettext("column", "Form"), 10),
        Column("level", lambda: pgettext("column", "Level"), short, below_width=_WIDE),
        Column("handling", lambda: pgettext("column", "Level"), handling, from_width=_WIDE),
        Column("borrower", lambda: pgettext("column", "Borrower"), 8, below_width=_WIDE),
        Column("name", lambda: pgettext("column", "Borrower"), 12, from_width=_WIDE),
        Column("title", lambda: pgettext("column", "Title"), Share(3)),
        last,
    ]


def row_of(line: LineShown, name: str, now: datetime, tz: tzinfo) -> Row:
    """Return a line as a row of a list."""
    title, style = title_of(line.item)
    last = due_text(line.made_at, now, tz) if name == "waiting" else line_state_word(line.state)
    return Row(line.line_id, (
        line.label, level_word(line.item.level), level_handling(line.item.level), line.borrower, line.borrower,
        shown(title, style), last,
    ))  # fmt: skip


def details(line: LineShown, width: int, glyphs: Glyphs, tz: tzinfo, *, lapses: str = "") -> list[Content]:
    """Return all there is to know of a line: what is asked, for whom and for what, who signed, who could sign.

    ``lapses`` says when an approval does.
    """
    title, title_style = title_of(line.item)
    who = line.borrower
    if line.borrower_department:
        who = _("{name} ({department})").format(name=line.borrower, department=line.borrower_department)
    asked = _("{made}, by {name}").format(made=moment_text(line.made_at, tz), name=line.made_by)
    told = [
        *_field(pgettext("detail", "Item"), title, width, title_style),
        *_field(pgettext("detail", "Level"), level_handling(line.item.level), width),
        *_field(pgettext("detail", "For"), _("{name}: {kind}").format(name=who, kind=kind_word(line.kind)), width),
        *_field(pgettext("detail", "Asked"), asked, width),
    ]
    if lapses:
        told += _field(pgettext("detail", "Lapses"), lapses, width)
    if line.purpose:
        told += _field(pgettext("detail", "Purpose"), line.purpose, width)
    for sign_off in line.sign_offs:
        mark, style = (glyphs.tick, "$accent") if sign_off.approve else (glyphs.cross, "$error")
        told += _field(shown(mark, style), _signed(sign_off, tz), width)
    state = line_state_word(line.state)
    if line.signers:
        names = one_of([signer_text(signer) for signer in line.signers])
        state = _("{state}: {names} can sign").format(state=state, names=names)
    return told + _field(pgettext("detail", "State"), state, width)


def _signed(sign_off: SignOffShown, tz: tzinfo) -> str:
    by = capacity_word(sign_off.capacity)
    if sign_off.capacity is Capacity.DELEGATE and sign_off.letter is not None:
        by = _("by letter {number}").format(number=sign_off.letter)
    what = pgettext("who signed", "approved")
    if not sign_off.approve:
        what = pgettext("who signed", "refused")
    elif sign_off.stage is Stage.MANAGER:
        what = pgettext("who signed", "made out the application")
    text = _("{at}  {name} ({by}): {what}").format(
        at=moment_text(sign_off.at, tz), name=sign_off.signer, by=by, what=what
    )
    return f"{text} - {sign_off.reason}" if sign_off.reason else text


def _field(word: str | Content, text: str, width: int, style: str = "") -> list[Content]:
    words = [pgettext("detail", each) for each in ("Item", "Level", "For", "Asked", "Purpose", "State", "Lapses")]
    lead = max(cells(each) for each in words) + 3
    label = word if isinstance(word, Content) else shown(word, _MUTED)
    first, *rest = wrapped(text, width - lead - 2)
    space = Content(" " * (lead + 1))
    return [
        Content(" ") + fit(label, lead, "") + shown(first, style),
        *(space + shown(each, style) for each in rest),
    ]
