"""``find TEXT``: the items that meet a text; what this person may not see is not there."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo
from typing import Any

from archive_tui.cli import printing
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit, complain
from archive_tui.cli.opening import sitting
from archive_tui.cli.parsing import Parser
from archive_tui.services.register import found_in_register
from archive_tui.services.shown import ItemShown
from archive_tui.wording import _, ngettext

EXAMPLE = 'archive-tui find htz\narchive-tui find "合同 2018" --json'
_FEW = 50


def arguments(parser: Parser) -> None:
    """Take the text, and how many items are wanted."""
    parser.add_argument("text", metavar="TEXT", help=_("a piece of code, title, author, keyword, pinyin or initials"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document with all items"))
    parser.add_argument("--all", action="store_true", help=_("list all items, not the first 50"))


def run(asked: Namespace) -> int:
    """List what is found; nothing found is exit code 1."""
    with sitting(asked) as here:
        most = None if asked.json or asked.all else _FEW
        count, found = found_in_register(here.archive, here.actor, asked.text, most)
        tz = here.seat.settings.tz
    if asked.json:
        printing.document([_as_json(item, tz) for item in found])
    elif found:
        _list(found, tz)
    if not found:
        if not asked.json:
            complain(_('Nothing is found under "{text}".').format(text=asked.text))
        return Exit.NOTHING
    if not asked.json and count > len(found):
        more = count - len(found)
        printing.say(
            ngettext("{count} more; --all lists it.", "{count} more; --all lists them.", more).format(count=more)
        )
    return Exit.DONE


def _as_json(item: ItemShown, tz: tzinfo) -> dict[str, Any]:
    return {
        "archival_code": item.archival_code, "title": item.title, "level": item.level.value,
        "status": item.state.value, "place": item.place, "holder": item.holder or None,
        "due_at": printing.iso(item.due_at, tz),
    }  # fmt: skip


def _list(found: list[ItemShown], tz: tzinfo) -> None:
    from archive_tui.wording.names import level_word, state_word
    from archive_tui.wording.times import moment_text

    columns = heads("label", "archival_code", "title", "level", "where", "holder", "due")
    rows = [
        (
            item.label, item.archival_code, item.title or _("(title withheld)"), level_word(item.level),
            item.place if item.state.value == "in_place" and item.place else state_word(item.state), item.holder,
            moment_text(item.due_at, tz) if item.due_at else "",
        )
        for item in found
    ]  # fmt: skip
    printing.table(columns, rows, stretch=2)
