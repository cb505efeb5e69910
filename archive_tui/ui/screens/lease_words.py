"""Leases in words for lists and forms: the clauses of the client's terms, each with its article, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.lease_terms import ways_forward
from archive_tui.services.lease_views import LeaseShown
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.clients import state_word
from archive_tui.wording.joining import clauses, sentence
from archive_tui.wording.rulings import cited, way_text


def state_text(one: LeaseShown) -> str:
    """Return what a lease is now: offer, contract, ended early, from before the program."""
    if one.lease.ended_on is not None:
        return _("ended {day}").format(day=one.lease.ended_on)
    return state_word(one.lease.state)


def against_line(against: Sequence[Clause]) -> str:
    """Return what speaks against a lease in one line, each clause with its article."""
    return sentence(clauses([cited(clause) for clause in against]))


def ways_line(against: Sequence[Clause], *, gm: bool = True) -> str:
    """Return the lawful ways on from what speaks against a lease; without ``gm`` the GM has a key of its own there."""
    ruling = refusal(*against)
    ways = [code for code in ways_forward(against) if gm or code != "gm_exception"]
    return _("What now: {ways}.").format(ways=clauses([way_text(code, ruling) for code in ways])) if ways else ""


def clause_lines(judged: Sequence[Clause], width: int, glyphs: Glyphs) -> list[Content]:
    """Return clauses as lines with a tick or a cross, the words beneath one another."""
    lines: list[Content] = []
    for clause in judged:
        sign, style = (glyphs.tick, "$accent") if clause.holds else (glyphs.cross, "$error")
        first, *rest = wrapped(cited(clause), width - 4)
        lines.append(Content(" ") + shown(f"{sign} {first}", style))
        lines += [Content("   ") + shown(each, style) for each in rest]
    return lines
