"""The schedule of terms: drafted within the frame of 4.3, in force from the GM's signature, earlier ones readable."""

from __future__ import annotations

import pytest

from archive_tui import wording
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import Way
from archive_tui.services import terms
from archive_tui.ui.screens.terms import TermsScreen
from tests.journeys.credit_work import company, opened
from tests.journeys.screen import LANGUAGES, SIZES
from tests.services.credit_ground import equip
from tests.world import PIN, World


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_schedule_shows_what_it_always_shows(world: World, size: tuple[int, int], language: str) -> None:
    credit = company(world)
    async with opened(credit, TermsScreen, size=size, language=language) as at:
        await at.sees("2,000,000.00", "王建勋")
        await at.matches("terms")


async def test_while_nobody_has_signed_a_schedule_the_regulation_itself_holds(world: World) -> None:
    credit = equip(world)
    async with opened(credit, TermsScreen) as at:
        await at.sees("Terms the regulation itself, in force", "nobody has signed a schedule")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_4_3_end_a_draft_applies_once_the_gm_has_signed_it_and_the_earlier_version_stays_readable(
    world: World, language: str
) -> None:
    credit, english = company(world), language == wording.ENGLISH
    async with opened(credit, TermsScreen, "heyong", language=language) as at:
        await at.press("n")
        await at.sees("New terms" if english else "新版政策")
        await at.press("n")
        await at.type("B")
        await at.press(
            "tab", "right", "tab", "tab", "tab", "tab", "tab", "tab", "tab"
        )  # government: a ceiling of its own
        await at.press("ctrl+u")
        await at.type("300万")
        await at.matches("terms_line")
        await at.press("enter")
        await at.sees("3,000,000")
        await at.matches("terms_draft")
        await at.press("ctrl+s")
        await at.type("政府投资单位另订\n")
        await at.sees("The draft is saved" if english else "草案已保存")
        assert terms.in_force(credit.archive, credit.keeper).number == 1
        await at.press("s")
        await at.sees("王建勋")
        await at.type("\n" + PIN + "\n")
        await at.sees("Version 2 of the terms is in force" if english else "第 2 版政策已生效")
        await at.press("left")
        await at.sees("version 1" if english else "第 1 版")
        await at.press("left")
        await at.sees("the regulation itself" if english else "制度")
    schedule = terms.in_force(credit.archive, credit.keeper)
    natures = {line.nature for line in schedule.lines} - {""}
    assert schedule.number == 2 and len(natures) == 1
    own = schedule.terms_for(Grade.B, natures.pop())
    assert own is not None and own.ceiling == 3_000_000_00 and own.ways == {Way.MONEY, Way.IN_KIND}
    credit.sums()


async def test_4_3_4_what_leaves_the_frame_is_said_at_once_and_is_not_saved(world: World) -> None:
    credit = company(world)
    async with opened(credit, TermsScreen, "gm") as at:
        await at.press("n", "down", "down", "e")
        await at.sees("4.3.4: C pays the market price")
        await at.press("down", "down", "down", "down", "right", "left")  # mortgaged houses: yes
        await at.press("enter")
        await at.sees("C pays in money only (4.3.4).")
        await at.press("ctrl+s")
        await at.sees("✗ C pays in money only (4.3.4).")
        await at.press("d")
        await at.sees("Each grade keeps its general line.")
        await at.press("escape")
        await at.sees("Esc once more drops what you typed.")
        await at.press("escape")
        await at.sees("version 1, in force")
    assert len(terms.versions(credit.archive, credit.keeper)) == 1


async def test_a_salesperson_reads_the_terms_and_drafts_none(world: World) -> None:
    credit = company(world)
    async with opened(credit, TermsScreen) as at:
        await at.press("n")
        await at.sees("That is for somebody in another role.")
