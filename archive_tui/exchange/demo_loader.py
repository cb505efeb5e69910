"""The demo archive: the demo company's story, told into a new archive with a trail as if it had all happened there."""

from __future__ import annotations

from pathlib import Path

from archive_tui.clock import Clock
from archive_tui.exchange import demo_credit
from archive_tui.exchange.demo_acts import Teller
from archive_tui.exchange.demo_content import DemoCompany, demo_company
from archive_tui.exchange.demo_story import begins_at, story
from archive_tui.services.chronicle import Chronicle, hash_of, tell
from archive_tui.services.founding import Founding

#: Everybody's PIN in a demo archive: the day on which the regulation came into force.
DEMO_PIN = "161023"


def make_demo(path: Path, clock: Clock, items: int = 3000) -> None:
    """Make a demo archive of ``items`` items at ``path``, times around the clock's now; it appears whole or not at all.

    Raises StoreFault (already_there, no_permission, disk_full).
    """
    present = clock.now()
    company = demo_company(present.utc, items)
    wanted = Founding(
        company.name, company.fonds, (), zone=company.zone, demo=True,
        settings=[("room_closes", company.room_closes.strftime("%H:%M"))],
    )  # fmt: skip
    tell(path, present, begins_at(company), wanted, lambda chronicle: _tell(chronicle, company))


def _tell(chronicle: Chronicle, company: DemoCompany) -> None:
    present = chronicle.hands.present.utc
    teller = Teller(chronicle, company, hash_of(chronicle.path, DEMO_PIN))
    told = [*story(company, present), *demo_credit.story(company, present)]
    for at, act in sorted(told, key=lambda dated: dated[0]):
        chronicle.hands.at = at
        act(teller)
