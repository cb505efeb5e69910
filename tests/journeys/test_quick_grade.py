"""The phone call: Ctrl+G from anywhere, a few letters, and grade, date and terms can be read out (4.3)."""

from __future__ import annotations

import pytest

from archive_tui import wording
from archive_tui.services import clients, payments
from archive_tui.services.client_views import trail_of
from archive_tui.services.clients import NewClient
from tests.journeys.credit_work import company, filled_card, must, scored
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.credit_ground import Credit
from tests.world import World


def called(world: World) -> Credit:
    """Return the company with a client that is C and has something on its card."""
    credit = company(world)
    filled_card(credit)
    scored(credit)
    return credit


async def typed(at: Sitting, text: str) -> None:
    """Open the panel and type."""
    await at.press("ctrl+g")
    await at.until(lambda: len(at.app.screen_stack) > 1 and at.app.screen.is_mounted)
    await at.type(text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_four_letters_and_grade_date_and_terms_stand_there(world: World, language: str) -> None:
    called(world)
    english = language == wording.ENGLISH
    async with sitting(world, start="desk", language=language) as at:
        await at.type("heyong")
        await typed(at, "cqca")
        await at.sees("重庆长安建设有限公司", "78.00", "2026-03-10", "150,000.00")
        told = "payment by money; collection strictly by" if english else "付款方式：现金转账；回款周期严格按合同执行"
        await at.sees("C, 78.00, scored 2026-03-10; 2.00 to B." if english else "C，78.00，2026-03-10 评分", told)
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.work_screen)
        assert at.app.work_screen.SCREEN == "desk" and "heyong" in at.text()  # back where one was, nothing is lost


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_as_it_always_does(world: World, size: tuple[int, int], language: str) -> None:
    called(world)
    async with sitting(world, start="register", size=size, language=language) as at:
        await typed(at, "j")
        await at.sees("重庆长安建设有限公司", "单县交通投资集团")
        await at.matches("quick_grade")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cqca", "重庆长安建设有限公司"), ("chongqing", "重庆长安建设有限公司"), ("长安", "重庆长安建设有限公司"),
        ("sxjt", "单县交通投资集团"), ("shanxian", "单县交通投资集团"), ("3m", "3M中国（上海）有限公司"),
        ("3M中国(上海)", "3M中国（上海）有限公司"), ("上海", "3M中国（上海）有限公司"), ("K00002", "单县交通投资集团"),
        ("００３", "3M中国（上海）有限公司"), ("0571-8", "𬭎鑫㵘䶮建设集团第四工程局长沙市轨道交通有限责任公司分公司"),
        ("䶮", "𬭎鑫㵘䶮建设集团第四工程局长沙市轨道交通有限责任公司分公司"), ("csgdjt", "长沙轨道交通"),
    ],
)  # fmt: skip
async def test_names_of_every_kind_are_found(world: World, text: str, name: str) -> None:
    credit = called(world)
    for one in ("𬭎鑫㵘䶮建设集团第四工程局长沙市轨道交通有限责任公司分公司", "长沙轨道交通"):
        phone = {"phone": "0571-88001234"} if "第四" in one else {}
        must(clients.new_client(world.archive, credit.sales, NewClient(one, card=phone)))
    async with sitting(world, "liuyang", "register") as at:
        await typed(at, text)
        await at.sees(name[:20])


async def test_arrows_choose_among_several_and_enter_opens_the_card(world: World) -> None:
    credit = called(world)
    async with sitting(world, "gm", "register") as at:
        before = len(trail_of(world.archive, world.actor("gm"), credit.clients[1]))
        await typed(at, "j")
        await at.sees("C, 78.00")
        await at.press("down")
        await at.sees("Ungraded: no score yet.", "Offers only: a contract needs a score.")
        await at.press("enter")
        await at.sees("Client K00002", "单县交通投资集团  K00002")
        entries = trail_of(world.archive, world.actor("gm"), credit.clients[1])
        assert [each.act for each in entries[: len(entries) - before]] == ["card_read"]
        await at.press("escape")
        await at.sees("Register", "Label")


async def test_looking_a_grade_up_reads_no_card(world: World) -> None:
    credit = called(world)
    before = trail_of(world.archive, world.actor("gm"), credit.clients[0])
    async with sitting(world, "gm", "trail") as at:
        await typed(at, "cqca")
        await at.sees("C, 78.00")
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.work_screen)
    assert trail_of(world.archive, world.actor("gm"), credit.clients[0]) == before


async def test_what_fits_nobody_says_so(world: World) -> None:
    called(world)
    async with sitting(world, "liuyang", "register") as at:
        await typed(at, "zzzz")
        await at.sees("No client fits that. Fewer letters find more.")
        await at.press("enter")
        await at.press("ctrl+u")
        await at.type("cqca")
        await at.sees("C, 78.00")


async def test_a_stale_grade_says_what_it_would_be_today(world: World) -> None:
    credit = called(world)
    credit.score(1, 95)
    for client, amount in ((1, 900_000_00), (0, 300_000_00)):
        must(payments.open_balance(world.archive, credit.keeper, credit.clients[client], 2020, amount, "旧台账"))
    async with sitting(world, "liuyang", "register") as at:
        await typed(at, "cqca")
        await at.sees("stale", "! Stale: with today's figures 73.00, C.")


async def test_it_is_not_there_for_who_has_nothing_to_do_with_clients(world: World) -> None:
    called(world)
    async with sitting(world, "chenxiaomei", "register") as at:
        await at.press("ctrl+g")
        await at.sees("That is for somebody in another role.")
        assert "Ctrl+G" not in at.line(-1)
