"""``grade TEXT``: the quick look-up of clients' grades, with date and terms."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from archive_tui.cli import printing
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.regulation.money import yuan
from archive_tui.services.quick_grade import QuickGrade, may_look_up, quick_grade
from archive_tui.services.terms_shown import TermsShown
from archive_tui.wording import _

EXAMPLE = 'archive-tui grade zjjt\narchive-tui grade "长安建设" --json'
_FEW, _MANY = 12, 500


def arguments(parser: Parser) -> None:
    """Take what the client is called."""
    parser.add_argument("text", metavar="TEXT", help=_("a piece of code, name, pinyin, initials or telephone"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """List the clients that are found with their grades; none found is exit code 1."""
    with sitting(asked) as here:
        found = quick_grade(here.archive, here.actor, asked.text, _MANY if asked.json else _FEW)
        if not found and not may_look_up(here.archive, here.actor):
            from archive_tui.wording.permissions import permission_text

            words = _("{article} {clause}").format(article="5.3", clause=permission_text("see_clients"))
            raise Stop(Exit.REFUSED, words)
    if asked.json:
        printing.document([_as_json(one) for one in found])
    elif found:
        _list(found)
    else:
        complain(_('No client is found under "{text}".').format(text=asked.text))
    return Exit.DONE if found else Exit.NOTHING


def _as_json(one: QuickGrade) -> dict[str, Any]:
    return {
        "code": one.code, "name": one.name, "grade": one.grade.value, "total": one.total,
        "scored_on": one.scored_on.isoformat() if one.scored_on else None, "stale": one.stale,
        "terms": _terms(one.terms),
    }  # fmt: skip


def _terms(shown: TermsShown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    terms = shown.terms
    return {
        "version": shown.version, "price_base": terms.base.value,
        "price_percent": f"{terms.percent // 100}.{terms.percent % 100:02d}", "ways": sorted(terms.ways),
        "cycle": terms.cycle.value, "priority": terms.priority,
        "limit": None if shown.limit is None else yuan(shown.limit), "open": yuan(shown.open),
        "handling": terms.handling,
    }  # fmt: skip


def _list(found: list[QuickGrade]) -> None:
    from archive_tui.cli.columns import heads
    from archive_tui.wording.clients import grade_word, terms_text

    rows = [
        (
            one.code, one.name, grade_word(one.grade) + (_(" (moved)") if one.stale else ""), one.total or "",
            one.scored_on.isoformat() if one.scored_on else "", terms_text(one.terms, one.grade),
        )
        for one in found
    ]  # fmt: skip
    printing.table(heads("code", "client", "grade", "total", "scored_on", "terms"), rows, stretch=5)
