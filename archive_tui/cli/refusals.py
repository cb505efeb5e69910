"""A ruling that stands in a command's way, in words and as JSON."""

from __future__ import annotations

from typing import Any

from archive_tui.cli.endings import Exit, complain
from archive_tui.regulation.rulings import Ruling, Signer
from archive_tui.wording import _
from archive_tui.wording.joining import clauses
from archive_tui.wording.rulings import cited, way_text


def refuse(what: str, ruling: Ruling) -> Exit:
    """Say on stderr what stands in the way of ``what`` and the lawful way forward; return the exit code."""
    complain(_("{what}: not done. {why}.").format(what=what, why=why_not(ruling)))
    return Exit.REFUSED


def why_not(ruling: Ruling) -> str:
    """Return the clauses against an act with their articles, and the ways forward, as one clause."""
    told = clauses([cited(clause) for clause in ruling.against])
    ways = way_forward(ruling)
    return _("{why}; way forward: {ways}").format(why=told, ways=ways) if ways else told


def way_forward(ruling: Ruling) -> str:
    """Return the lawful ways forward in words, empty for none."""
    return clauses([way_text(code, ruling) for code in ruling.way_forward])


def signer_json(signer: Signer) -> dict[str, Any]:
    """Return somebody who could sign as JSON."""
    return {"login": signer.login, "name": signer.name, "by": signer.by.value}
