"""Composition: the GM looks at the year's rental by grade and by leased item, as tables and charts (3.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.services import analyses
from archive_tui.services.trail_view import Wanted, page_entries
from archive_tui.ui.look import Look
from archive_tui.ui.screens.composition import CompositionScreen
from archive_tui.ui.theme import MONO
from tests.journeys.credit_work import company, opened, trading
from tests.journeys.screen import LANGUAGES, SIZES
from tests.services.credit_ground import Credit
from tests.world import World


def traded(world: World) -> Credit:
    """Return the company after some years of business."""
    credit = company(world)
    trading(credit)
    return credit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_tables_show_what_they_always_show(world: World, size: tuple[int, int], language: str) -> None:
    async with opened(traded(world), CompositionScreen, "gm", size=size, language=language) as at:
        for key in ("1", "2", "5", "6", "7"):
            await at.press(key)
            await at.settled()
            await at.matches(f"composition_{key}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "look"), [("ascii", Look(ascii=True)), ("mono", Look(MONO))])
async def test_charts_are_read_without_colour_and_in_ascii(world: World, name: str, look: Look, language: str) -> None:
    async with opened(traded(world), CompositionScreen, "gm", language=language, look=look) as at:
        await at.sees("####", "AAAA", "CCCC")
        await at.matches(f"composition_{name}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_gm_looks_at_the_composition_of_the_year_and_draws_a_conclusion(world: World, language: str) -> None:
    credit, english = traded(world), language == wording.ENGLISH
    async with opened(credit, CompositionScreen, "gm", language=language) as at:
        await at.sees("61.1", "4.6", "2,400,000.00")  # A's share of ours, and of the market
        await at.press("tab")
        await at.sees("塔式起重机", "83.3", "16.7")
        await at.press("left")
        await at.sees("2025", "施工升降机", "30.8")
        await at.press("right", "5")
        await at.sees("53.3")
        await at.press("c", "n")
        await at.sees("New conclusion" if english else "新结论")
        await at.press("3", "enter")
        await at.type("塔机优先供应A级客户\n")
        await at.press("ctrl+u")
        await at.type("heyong\n12-31\n")
        await at.sees("The conclusion is entered." if english else "结论已录入", "何勇", "2026-12-31")
        await at.matches("conclusions")
        await at.press("t")
        await at.type("已落实\n")
        await at.sees("The conclusion is settled." if english else "结论已办结")
    (one,) = analyses.conclusions(credit.archive, credit.sales)
    assert one.owner == credit.world.people["heyong"] and one.outcome == "已落实"


async def test_a_market_total_gives_every_share_of_the_market(world: World) -> None:
    credit = traded(world)
    async with opened(credit, CompositionScreen, "gm") as at:
        await at.press("m")
        await at.sees("The market in 2026")
        await at.type("\n110万\n年鉴\n")
        await at.sees("The market's total of 2026 is entered.", "10.0 %")


async def test_a_table_leaves_as_a_file_that_says_who_made_it_and_the_trail_has_it(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credit = traded(world)
    monkeypatch.chdir(tmp_path)
    async with opened(credit, CompositionScreen, "gm") as at:
        await at.press("2")
        await at.sees("83.3")
        await at.press("x")
        await at.sees("item-2026.csv")
        await at.press("enter")
        await at.sees("2 rows were exported.")
        await at.press("x", "enter")
        await at.sees("is there already and stays as it is")
        await at.press("escape")
    written = (tmp_path / "item-2026.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[1] == "塔式起重机,150000.00,83.3,16.7,2" and "王建勋 (gm)" in written[-1]
    newest = page_entries(credit.archive, world.actor("gm"), Wanted(acts=("export",)), 0, 1)[0]
    assert newest.facts["kind"] == "composition" and newest.facts["count"] == 2


async def test_5_3_a_table_with_clients_names_leaves_by_the_keeper_alone(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credit, folder = traded(world), tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with opened(credit, CompositionScreen, "gm") as at:
        await at.press("7")
        await at.sees("重庆长安建设")
        await at.press("x", "enter")
        await at.sees("✗", "5.3")
    assert not list(folder.iterdir())
    async with opened(credit, CompositionScreen, "heyong") as at:
        await at.press("7")
        await at.sees("重庆长安建设")
        await at.press("x", "enter")
        await at.sees("2 rows were exported.")


async def test_a_company_without_rental_says_so(world: World) -> None:
    async with opened(company(world), CompositionScreen, "gm") as at:
        await at.sees("There is no rental in this year.")
        await at.press("left")
        await at.sees("There is no rental before this year.")
