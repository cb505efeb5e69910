"""``return ITEM...``: takes items back."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo
from typing import Any

from archive_tui.cli import printing, whom
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.opening import Sitting, sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.services.finding import ItemShown
from archive_tui.services.lending import INCIDENT_KINDS, Returned, give_back
from archive_tui.wording import _
from archive_tui.wording.times import moment_text

EXAMPLE = (
    'archive-tui return I0002214-3 --pages 12\narchive-tui return I0001840-2 --state "corner torn" --incident damage'
)
_KINDS = [kind for kind in INCIDENT_KINDS if kind not in ("late", "pages_missing")]  # those two are found, not told


def arguments(parser: Parser) -> None:
    """Take the items, and in what state they are."""
    parser.add_argument("items", metavar="ITEM", nargs="+", help=_("a label, archival code or piece of the title"))
    parser.add_argument("--pages", metavar="N", type=int, help=_("the pages that were counted, of one item"))
    parser.add_argument("--state", metavar="TEXT", default="", help=_("the state it came back in"))
    parser.add_argument(
        "--incident", choices=_KINDS, metavar="KIND", help=_("what was found: {kinds}").format(kinds=", ".join(_KINDS))
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Take each item back; what can't be taken back is told, and the others are taken back all the same."""
    with sitting(asked, writes=True) as here:
        items = whom.items(here, asked.items)
        if asked.pages is not None and len(items) > 1:
            raise Stop(Exit.USAGE, _("--pages counts one item's pages. Please return the items one by one."))
        done: list[tuple[ItemShown, Returned]] = []
        for item in items:
            outcome = give_back(
                here.archive, here.actor, item.id, pages=asked.pages, state=asked.state, incident=asked.incident
            )
            if outcome.done is None:
                refuse(item.label, outcome.ruling)
            else:
                done.append((item, outcome.done))
        if done:
            _tell(here, done, asked.json)
    return Exit.DONE if len(done) == len(items) else Exit.REFUSED


def _tell(here: Sitting, done: list[tuple[ItemShown, Returned]], as_json: bool) -> None:
    tz = here.seat.settings.tz
    if as_json:
        printing.document([_as_json(item, back, tz) for item, back in done])
        return
    columns = heads("loan", "label", "archival_code", "back", "late", "incident")
    rows = [
        (
            str(back.loan_id), item.label, item.archival_code, moment_text(back.returned_at, tz),
            _("yes") if back.late else _("no"), ", ".join(map(str, back.incidents)),
        )
        for item, back in done
    ]  # fmt: skip
    printing.table(columns, rows, stretch=2)


def _as_json(item: ItemShown, back: Returned, tz: tzinfo) -> dict[str, Any]:
    return {
        "loan": back.loan_id, "archival_code": item.archival_code, "returned_at": printing.iso(back.returned_at, tz),
        "late": back.late, "incident": back.incidents[0] if back.incidents else None,
    }  # fmt: skip
