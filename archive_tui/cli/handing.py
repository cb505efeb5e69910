"""Handing over, as ``out`` and ``read`` do it: all items that were named, or none of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from archive_tui.cli import printing, whom
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import Sitting, sitting
from archive_tui.cli.parsing import Parser
from archive_tui.cli.refusals import refuse
from archive_tui.regulation.levels import Kind
from archive_tui.services.finding import ItemShown, PersonShown
from archive_tui.services.lending import Lent, Wanted, check_out
from archive_tui.services.worklists import request_shown
from archive_tui.wording import _
from archive_tui.wording.rulings import pledge_text
from archive_tui.wording.times import moment_text


def arguments(parser: Parser) -> None:
    """Take the person, the items, and the application that they were signed on."""
    parser.add_argument("borrower", metavar="BORROWER", help=_("a card, login or name"))
    parser.add_argument("items", metavar="ITEM", nargs="+", help=_("a label, archival code or piece of the title"))
    parser.add_argument("--request", metavar="N", help=_("the application that was signed before"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def hand_over(asked: Namespace, kind: Kind) -> int:
    """Hand the items over; a refusal names every clause for every item and ends with 3."""
    with sitting(asked, writes=True) as here:
        borrower, items = whom.person(here, asked.borrower), whom.items(here, asked.items)
        if asked.request is not None:
            _check_request(here, whom.request_number(asked.request), borrower, items)
        wanted = [Wanted(item.id, kind) for item in items]
        outcomes = check_out(here.archive, here.actor, borrower.id, wanted, pledged=True)
        lent = [(item, outcomes[item.id].done) for item in items]
        for item in items:
            if not outcomes[item.id].ruling.allowed:
                refuse(item.label, outcomes[item.id].ruling)
        done = [(item, one) for item, one in lent if one is not None]
        if len(done) < len(items):
            return Exit.REFUSED
        if not asked.json:
            complain(pledge_text())
        _tell(here, borrower, done, asked.json)
    return Exit.DONE


def _check_request(here: Sitting, number: int, borrower: PersonShown, items: Sequence[ItemShown]) -> None:
    lines = request_shown(here.archive, here.actor, number)
    named = {line.item.id for line in lines if line.borrower_id == borrower.id}
    for item in items:
        if item.id not in named:
            raise Stop(
                Exit.USAGE,
                _("{item} is not on application {form} of {name}.").format(
                    item=item.label, form=lines[0].label, name=borrower.name
                ),
            )


def _tell(here: Sitting, borrower: PersonShown, done: Sequence[tuple[ItemShown, Lent]], as_json: bool) -> None:
    tz = here.seat.settings.tz
    if as_json:
        printing.document([
            {"loan": lent.loan_id, "archival_code": item.archival_code, "borrower": borrower.name,
             "due_at": printing.iso(lent.due_at, tz)}
            for item, lent in done
        ])  # fmt: skip
        return
    rows = [
        (str(lent.loan_id), item.label, item.archival_code, borrower.name, moment_text(lent.due_at, tz))
        for item, lent in done
    ]
    printing.table(
        heads("loan", "label", "archival_code", "borrower", "due"),
        rows,
        stretch=2,
    )
