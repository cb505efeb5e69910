"""A company with clients: the small one of ``tests.world`` with a keeper, a salesperson, and something to lease out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from archive_tui.regulation.grading import JUDGED, WEIGHTS, Criterion
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Ruling
from archive_tui.services import clients, leases, office, scoring, verifying
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.clients import NewClient
from archive_tui.services.leases import Entered, Wanted
from tests.world import World

NAMES = ("重庆长安建设有限公司", "单县交通投资集团", "3M中国（上海）有限公司")
MARKET, LOW = 1000_00, 900_00
YEAR_AMOUNT = 120_000_00


@dataclass
class Credit:
    """The company, and who does what with its clients."""

    world: World
    crane: int
    clients: tuple[int, ...]

    @property
    def archive(self) -> Archive:
        """Return the open archive."""
        return self.world.archive

    @property
    def keeper(self) -> Actor:
        """Return the keeper of client files."""
        return self.world.actor("heyong")

    @property
    def sales(self) -> Actor:
        """Return a salesperson."""
        return self.world.actor("liuyang")

    @property
    def other_sales(self) -> Actor:
        """Return another salesperson."""
        return self.world.actor("qinchuan")

    def lease(self, number: str = "HT-1", client: int = 0, **changes: Any) -> Wanted:
        """Return a lease of a year at the market price, of the client in that place."""
        wanted = Wanted(
            number, self.clients[client], self.crane, date(2026, 4, 1), date(2027, 3, 31), YEAR_AMOUNT, MARKET, LOW,
            MARKET,
        )  # fmt: skip
        return replace(wanted, **changes)

    def score(self, client: int = 0, percent: int = 90) -> str:
        """Score a client with so many per cent of every weight; return the grade."""
        outcome = scoring.score_client(self.archive, self.sales, self.clients[client], judged(percent))
        assert outcome.done is not None
        return outcome.done.grade

    def contract(self, number: str = "HT-1", client: int = 0, months: int = 3, **changes: Any) -> int:
        """Enter a contract and return the lease's id."""
        outcome = leases.enter_contract(self.archive, self.sales, self.lease(number, client, **changes), months)
        return entered(outcome.done, outcome.ruling)

    def sums(self) -> None:
        """Check that every table agrees with the trail and every sum with its parts."""
        problems = verifying.verify(self.archive).problems
        assert problems == (), problems


def judged(percent: int = 90) -> Mapping[Criterion, scoring.Judgement]:
    """Return so many per cent of every weight, each with a reason."""
    return {c: scoring.Judgement(WEIGHTS[c] * percent, f"{c.value}：现场走访") for c in JUDGED}


def entered(done: Entered | None, ruling: Ruling) -> int:
    """Return the id of a lease that was entered."""
    assert done is not None, ruling
    return done.lease_id


def against(ruling: Ruling) -> list[str]:
    """Return the clauses against, with their articles."""
    return [f"{c.article} {c.code}" for c in ruling.against]


def equip(world: World) -> Credit:
    """Appoint who keeps and fills the client files, and take in a few clients."""
    with world.archive.act(world.actor("gm")) as txn:
        for login, role in (("heyong", Role.KEEPER), ("liuyang", Role.SALESPERSON), ("qinchuan", Role.SALESPERSON)):
            office.appoint(txn, world.people[login], role)
    keeper, sales = world.actor("heyong"), world.actor("liuyang")
    crane = leases.add_leased_item(world.archive, keeper, "塔式起重机", "台").done
    made = [clients.new_client(world.archive, sales, NewClient(name)).done for name in NAMES]
    assert crane is not None
    return Credit(world, crane, tuple(one for one in made if one is not None))
