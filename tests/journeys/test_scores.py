"""Scoring a client with the reasons beside each figure, and scoring anew after the highest client has grown (4.2)."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui import wording
from archive_tui.regulation.grading import Criterion
from archive_tui.services import client_views, payments, scoring
from archive_tui.services.archive import Actor
from archive_tui.ui.look import Look
from archive_tui.ui.screens.lease_form import LeaseFormScreen
from archive_tui.ui.screens.rescore import RescoreScreen
from archive_tui.ui.screens.score_sheet import ScoreSheetScreen
from tests.journeys.credit_work import REASONS, company, filled_card, must, opened, paid_late, scored
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.credit_ground import Credit
from tests.world import World

#: What is typed for each judged criterion, in the order of the sheet: with a new client's 10 it comes to 84.50.
TYPED = ("8.5", "12", "17", "28", "9")


def visited(world: World) -> Credit:
    """Return the company after a visit to a client that is C: its card says something, its money came late."""
    credit = company(world)
    filled_card(credit)
    scored(credit)
    lease = credit.contract("HT-2026-001", months=3, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    paid_late(credit, lease)
    return credit


async def fill_in(at: Sitting, points: tuple[str, ...] = TYPED) -> None:
    """Type points and reasons from the first field on; Tab goes over the computed points as well."""
    for number, (each, reason) in enumerate(zip(points, REASONS.values(), strict=True)):
        await at.type(each)
        await at.press("tab")
        await at.type(reason)
        await at.press("tab", *(("tab",) if number == 2 else ()))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_visit_leads_to_a_score_and_it_is_seen_before_saving_that_c_becomes_b(
    world: World, language: str
) -> None:
    credit, english = visited(world), language == wording.ENGLISH
    async with sitting(world, "liuyang", "clients", language=language) as at:
        await at.sees("单县交通投资集团")
        await at.type("cqca")
        await at.no_longer_sees("单县交通投资集团")
        await at.press("enter")
        await at.sees("重庆长安建设有限公司", "K00001")
        await at.press("v")
        await at.sees("2026-03-10")
        await at.press("tab")
        await at.type("周经理")
        await at.press("tab")
        await at.type("月底前付清并另租塔机两台")
        await at.press("enter")
        await at.sees("The visit is recorded." if english else "访问已记录")
        await at.press("g")
        await at.sees("Score sheet" if english else "评分表", "NOT CHECKED" if english else "未审核")
        await at.sees("2026-03-10", "月底前付清并另租塔机两台")
        await fill_in(at)
        await at.press("up", "up", "up", "up")  # the payment's points
        await at.sees("Total 84.50: B. 5.50 to A." if english else "总分 84.50：B。")
        await at.sees("Lifts the client from C to B" if english else "由 C 升为 B")
        await at.sees("houses given in payment" if english else "另接受", "800,000.00")
        await at.sees("1 instalment fell due: 1 late, 67 days in all, 100.0 %" if english else "已到期 1 期")
        assert len(scores(credit)) == 1  # nothing is saved by being shown
        await at.press("enter")
        await at.sees("Scored: B." if english else "已评分：B")
        await at.until(lambda: not isinstance(at.app.screen, ScoreSheetScreen))
    shown = client_views.card(credit.archive, credit.sales, credit.clients[0])
    assert shown is not None and shown.grade.grade == "B" and shown.grade.total == "84.50"
    assert shown.scores[0].reasons["payment"] == REASONS[Criterion.PAYMENT]
    assert scoring.holds(shown.scores[0].score)
    credit.sums()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_sheet_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0]), size=size, language=language) as at:
        await at.matches("score_begun")
        await fill_in(at)
        await at.press("up", "up", "up", "up")
        await at.matches("score_filled")


@pytest.mark.parametrize(("criterion", "points"), [(0, "10.01"), (1, "16"), (4, "11")])
async def test_4_2_points_over_the_weight_are_said_at_their_field_and_everything_stays_typed(
    world: World, criterion: int, points: str
) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0])) as at:
        await fill_in(at, tuple(points if n == criterion else each for n, each in enumerate(TYPED)))
        await at.press("enter")
        await at.sees("There are 0 to")
        text = at.text()
        assert points in text and all(reason in text for reason in list(REASONS.values())[:2])
    assert len(scores(credit)) == 1


async def test_a_reason_is_missed_at_its_field_and_esc_asks_before_it_drops_what_was_typed(world: World) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0])) as at:
        await at.type("8.5")
        await at.press("enter")
        await at.sees("Please fill this in.", "8.5")
        await at.press("escape")
        await at.sees("Esc once more drops what you typed.")
        await at.press("tab")
        await at.sees("8.5")


async def test_typed_points_survive_what_others_commit_meanwhile_and_the_figures_follow(world: World) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0])) as at:
        await fill_in(at)
        must(payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2024, 400_000_00, "旧台账"))
        await at.sees("15.00", "Total 89.50: B.")  # established by now, and the highest of all
        assert REASONS[Criterion.STRENGTH] in at.text()


async def test_the_last_score_is_taken_over_field_by_field(world: World) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0])) as at:
        await at.press("ctrl+f", "tab", "ctrl+f")
        await at.until(lambda: f"last: {REASONS[Criterion.STRENGTH]}" not in at.text())
        assert REASONS[Criterion.STRENGTH] in at.text()


async def test_whoever_is_no_salesperson_is_told_so_and_keeps_what_was_typed(world: World) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0]), "heyong") as at:
        await fill_in(at)
        await at.press("enter")
        await at.sees("✗", REASONS[Criterion.STRENGTH])
    assert len(scores(credit)) == 1


def grown(world: World) -> Credit:
    """Return the company after its highest client has grown: two others' points have moved."""
    credit = company(world)
    balances = ((0, 900_000_00), (1, 800_000_00), (2, 100_000_00))
    for client, amount in balances:
        must(payments.open_balance(credit.archive, credit.keeper, credit.clients[client], 2024, amount, "旧台账"))
    for client in range(3):
        scored(credit, client, POINTS)
    must(payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2023, 900_000_00, "旧台账"))
    return credit


POINTS = {
    Criterion.STRENGTH: 8_00, Criterion.POTENTIAL: 12_00, Criterion.REPUTATION: 18_00, Criterion.PAYMENT: 24_00,
    Criterion.OTHER: 6_00,
}  # fmt: skip


def scores(credit: Credit, client: int = 0, actor: Actor | None = None) -> tuple[client_views.ScoreOnCard, ...]:
    """Return the scores of a client."""
    shown = client_views.card(credit.archive, actor or credit.sales, credit.clients[client])
    assert shown is not None
    return shown.scores


@pytest.mark.parametrize("language", LANGUAGES)
async def test_4_2_1_after_the_highest_client_grew_grades_are_listed_first_and_made_anew_by_a_person(
    world: World, language: str
) -> None:
    credit, english = grown(world), language == wording.ENGLISH
    async with opened(credit, RescoreScreen, language=language) as at:
        await at.sees("单县交通投资集团", "81.33", "74.67")
        assert "3M" not in at.text()  # its points moved, its grade would not
        assert len(scores(credit, 1)) == 1  # nothing has changed by being listed
        await at.matches("rescore")
        await at.press("enter")
        await at.sees("K00002", "81.33")
        await at.press("escape", "a")
        await at.sees("Enter re-score" if english else "Enter 重新评分")
        await at.press("enter")
        await at.sees("1 client is scored anew." if english else "已为 1 个客户重新评分。")
        await at.sees("No grade would change" if english else "没有等级变动")
    assert [one.score.grade for one in scores(credit, 1)] == ["C", "B"]
    assert all(scoring.holds(one.score) for one in scores(credit, 1))
    credit.sums()


async def test_a_new_client_that_becomes_established_is_listed_at_new_year(world: World) -> None:
    credit = visited(world)
    credit.world.clock.pass_(date(2027, 1, 4) - date(2026, 3, 10))
    async with opened(credit, RescoreScreen, "heyong") as at:
        await at.sees("重庆长安建设有限公司", "78.00", "83.00", "Lifts the client from C to B")


async def test_only_who_may_re_score_can(world: World) -> None:
    credit = grown(world)
    async with opened(credit, RescoreScreen, "gm") as at:
        await at.sees("81.33")
        await at.press("a")
        await at.sees("That is for somebody in another role.")


async def test_the_sheet_reads_in_ascii(world: World) -> None:
    credit = visited(world)
    async with opened(credit, lambda: ScoreSheetScreen(credit.clients[0]), look=Look(ascii=True)) as at:
        await at.type("99")
        await at.press("enter")
        await at.sees("x There are 0 to 10 points here.")
        assert all(ord(ch) < 128 or ord(ch) > 0x2E80 for ch in at.text())


async def test_a_contract_that_makes_its_client_the_highest_says_first_whose_grades_would_change(world: World) -> None:
    credit = grown(world)
    scoring.rescore(credit.archive, credit.sales, [credit.clients[1]])
    async with opened(credit, lambda: LeaseFormScreen(credit.clients[1])) as at:
        for text in ("HT-BIG", "塔", "4-1", "2026-12-31", "170万", "1000", "900", "1000"):
            await at.type(text)
            await at.press("tab")
        await at.press("tab", "right")
        await at.sees("rental becomes the highest")
