"""Sitting at the screens of scores, leases, terms and composition: a company whose clients have something to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from textual.screen import Screen

from archive_tui import wording
from archive_tui.regulation.clients import Source
from archive_tui.regulation.grading import JUDGED, WEIGHTS, Criterion, Grade
from archive_tui.regulation.terms import Base, Cycle, Terms, Way
from archive_tui.services import analyses, cards, leases, payments, scoring, terms, visits
from archive_tui.services.archive import Outcome
from archive_tui.services.cards import NewEntry
from tests.journeys.screen import Sitting, sitting
from tests.services.credit_ground import Credit, equip
from tests.world import PIN, World

#: A is served first and goes under the market, B down to its lowest, C pays the market price in money.
SCHEDULE = (
    Terms(Grade.A, "", Base.MARKET_LOW, 95_00, frozenset(Way), Cycle.EASED, 2_000_000_00, 1, "先货后款，可按季结算"),
    Terms(Grade.B, "", Base.MARKET_LOW, 100_00, frozenset({Way.MONEY, Way.IN_KIND}), Cycle.STRICT, 800_000_00, 2),
    Terms(Grade.C, "", Base.MARKET, 100_00, frozenset({Way.MONEY}), Cycle.STRICT, 150_000_00, 3),
)
#: The figures of a score of 78.00 with a new client's 10: a C that is not far from B.
FIRST = {
    Criterion.STRENGTH: 8_00, Criterion.POTENTIAL: 11_00, Criterion.REPUTATION: 16_00, Criterion.PAYMENT: 25_00,
    Criterion.OTHER: 8_00,
}  # fmt: skip


def in_force(credit: Credit) -> None:
    """Put the schedule in force."""
    drafted = must(terms.draft_terms(credit.archive, credit.keeper, SCHEDULE, "2026年度政策"))
    must(terms.sign_terms(credit.archive, credit.keeper, drafted, "gm", PIN))


def scored(credit: Credit, client: int = 0, points: dict[Criterion, int] | None = None) -> None:
    """Score a client by these points, in hundredths."""
    given = {c: scoring.Judgement((points or FIRST)[c], REASONS[c]) for c in JUDGED}
    must(scoring.score_client(credit.archive, credit.sales, credit.clients[client], given))


REASONS = {
    Criterion.STRENGTH: "注册资本五亿元",
    Criterion.POTENTIAL: "三个在建项目",
    Criterion.REPUTATION: "同行评价较好",
    Criterion.PAYMENT: "去年两次迟付",
    Criterion.OTHER: "愿签长期协议",
}


def filled_card(credit: Credit, client: int = 0) -> None:
    """Give a client's card something that a score rests on: one entry of the client's own form is not checked."""
    a, sales, client_id = credit.archive, credit.sales, credit.clients[client]
    day = date(2026, 3, 2)
    for section, text, source in (
        ("assets", "注册资本五亿元，净资产十一亿元", Source.FORM),
        ("founded", "1998年，国有控股", Source.SURVEY),
        ("potential", "轨道交通项目连续中标", Source.SURVEY),
        ("attitude", "愿意长期合作，要求价格随行就市", Source.SURVEY),
        ("problems", "春节前后回款偏慢", Source.SURVEY),
    ):
        must(cards.add_entry(a, sales, client_id, NewEntry(section, text, source, day)))
    must(
        visits.record_visit(
            a, sales, client_id, date(2026, 3, 9), "周经理", "工地复工，另需塔机两台，答应月底前付清欠款"
        )
    )


def paid_late(credit: Credit, lease_id: int) -> None:
    """Have a lease's first instalment paid late."""
    from archive_tui.services.client_views import instalments_of

    first = instalments_of(credit.archive, credit.sales, lease_id)[0]
    must(payments.pay(credit.archive, credit.sales, first.id, date(2026, 3, 9), first.amount, Way.MONEY))


def trading(credit: Credit) -> None:
    """Let the company have leased two things to all clients in two years, of every grade but A."""
    a, keeper, sales = credit.archive, credit.keeper, credit.sales
    hoist = must(leases.add_leased_item(a, keeper, "施工升降机", "台"))
    for client, part in enumerate((100, 82, 60)):
        scored(credit, client, {c: min(WEIGHTS[c] * 100, FIRST[c] * part // 80) for c in JUDGED})
    for year, client, item, amount in (
        (2025, 0, credit.crane, 90_000_00), (2025, 1, hoist, 40_000_00), (2026, 0, credit.crane, 80_000_00),
        (2026, 0, hoist, 30_000_00), (2026, 1, credit.crane, 70_000_00),
    ):  # fmt: skip
        wanted = replace(
            credit.lease(f"HT-{year}-{client}{item}", client), leased_item_id=item, starts=date(year, 1, 1),
            ends=date(year, 12, 31), amount=amount,
        )  # fmt: skip
        must(leases.enter_contract(a, sales, wanted, 3))
    for year, client, amount in (
        (2019, 2, 20_000_00),
        (2020, 0, 60_000_00),
        (2022, 1, 35_000_00),
        (2023, 2, 50_000_00),
    ):
        must(payments.open_balance(a, keeper, credit.clients[client], year, amount, "旧台账"))
    must(analyses.put_market_total(a, keeper, 2026, None, 2_400_000_00, "行业协会年报"))
    must(analyses.put_market_total(a, keeper, 2026, credit.crane, 900_000_00, "行业协会年报"))


def must(outcome: Outcome[Any]) -> Any:
    """Return what an act came to; it must not have been refused."""
    assert outcome.ruling.allowed, outcome.ruling
    return outcome.done


def company(world: World) -> Credit:
    """Return the company with clients, its schedule in force."""
    credit = equip(world)
    in_force(credit)
    return credit


@asynccontextmanager
async def opened(
    credit: Credit, make: Callable[[], Screen[Any]], login: str = "liuyang", *, size: tuple[int, int] = (80, 24),
    language: str = wording.ENGLISH, **more: Any,
) -> AsyncIterator[Sitting]:  # fmt: skip
    """Sit down with one of these screens in front."""
    async with sitting(credit.world, login, "register", size=size, language=language, **more) as at:
        await at.until(lambda: at.app.is_running and at.app.screen.is_mounted)
        at.app.push_screen(make())
        await at.until(lambda: len(at.app.screen_stack) > 1)
        await at.settled()
        yield at
