"""A client's card: what it shows to whom, and what is entered, checked, taken off and planned there (2, 3.1, 5)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.regulation.clients import Source
from archive_tui.services import cards, client_views, visits
from archive_tui.services.cards import NewContact, NewEntry
from archive_tui.services.client_views import ClientCard, trail_of
from archive_tui.services.visits import NewFollowUp
from archive_tui.ui.screens.client_card import ClientCardScreen
from tests.journeys.credit_work import FIRST, company, filled_card, must, paid_late, scored
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.credit_ground import Credit
from tests.world import World


def kept(world: World) -> Credit:
    """Return the company with a client whose card is filled in, scored twice, with a lease and something to do."""
    credit = company(world)
    filled_card(credit)
    scored(credit)
    lease = credit.contract("HT-2026-001", months=3, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    paid_late(credit, lease)
    a, sales, client = credit.archive, credit.sales, credit.clients[0]
    must(
        cards.add_contact(
            a, sales, client, NewContact("周经理", "manager", "138 0000 1234", "爽快", "钓鱼", "一子", "45")
        )
    )
    must(visits.plan_follow_up(a, sales, client, NewFollowUp(date(2026, 3, 12), "回访报价")))
    must(visits.plan_follow_up(a, sales, client, NewFollowUp(date(2026, 3, 2), "催还欠款")))
    must(visits.send_form(a, sales, client, "周经理", date(2026, 3, 1), date(2026, 3, 20)))
    for criterion, more in zip(FIRST, (50, 100, 0, 200, 0), strict=True):
        FIRST_RAISED[criterion] = FIRST[criterion] + more
    scored(credit, points=FIRST_RAISED)
    return credit


FIRST_RAISED = dict(FIRST)


@asynccontextmanager
async def card_of(
    world: World, login: str = "liuyang", client: str = "cqca", *, size: tuple[int, int] = (80, 24),
    language: str = wording.ENGLISH,
) -> AsyncIterator[Sitting]:  # fmt: skip
    """Sit down at the list of clients, and open the card of one by the letters of its name."""
    async with sitting(world, login, "clients", size=size, language=language) as at:
        await at.sees("K00001")
        await at.type(client)
        await at.sees("1 client" if language == wording.ENGLISH else "1 个客户")
        await at.press("enter")
        await at.until(lambda: at.app.work_screen.SCREEN == "client" and "K0000" in at.line(0))
        yield at


async def down_to(at: Sitting, title: str) -> None:
    """Move the cursor down to the row of that title."""
    await at.sees("2.1 address")
    for _ in range(30):
        if title in at.text():
            return
        await at.press("down")
        await at.pilot.pause(0.01)
    await at.sees(title)


def card(credit: Credit, client: int = 0) -> ClientCard:
    """Return a client's card as the keeper sees it."""
    found = client_views.card(credit.archive, credit.keeper, credit.clients[client])
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_card_looks_as_it_always_does(world: World, size: tuple[int, int], language: str) -> None:
    kept(world)
    async with card_of(world, size=size, language=language) as at:
        await at.matches("client")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_scores_look_as_they_always_do(world: World, size: tuple[int, int], language: str) -> None:
    kept(world)
    async with card_of(world, size=size, language=language) as at:
        await at.press("4")
        await at.sees("81.50", "78.00")
        await at.matches("client_scores")


async def test_reading_a_card_is_recorded_once_however_long_it_is_open(world: World) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        for key in ("2", "3", "4", "5", "1", "tab"):
            await at.press(key)
        must(cards.add_entry(credit.archive, credit.other_sales, credit.clients[0],
                             NewEntry("plans", "明年开工两个标段", Source.SURVEY, date(2026, 3, 9))))  # fmt: skip
        await at.press("1", "end")
        await at.sees("Client K00001")
        screen = at.app.work_screen
        assert isinstance(screen, ClientCardScreen)
        await at.until(lambda: any(s.current for s in screen.card.sections if s.code == "plans"))
    read = [each for each in trail_of(credit.archive, world.actor("gm"), credit.clients[0]) if each.act == "card_read"]
    assert len(read) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_yesterdays_visit_is_entered_with_what_comes_next(world: World, language: str) -> None:
    credit, english = kept(world), language == wording.ENGLISH
    async with card_of(world, language=language) as at:
        await at.press("v")
        await at.sees("工地复工", "Last visit 2026-03-09" if english else "上次访问 2026-03-09")
        await at.press("ctrl+u")
        await at.type("-1d")
        await at.press("tab")
        await at.sees("2026-03-09")
        await at.type("周经理")
        await at.press("tab")
        await at.type("同意四月起加租两台")
        await at.press("tab")
        await at.type("送合同")
        await at.press("enter")
        await at.sees("Please fill this in." if english else "请填写")
        await at.type("+7d")
        await at.press("enter")
        await at.sees("Visit and follow-up are recorded." if english else "访问和跟进已记录。")
        await at.press("3")
        await at.sees("同意四月起加租两台", "2026-03-17")
    assert card(credit).visits[0].day == date(2026, 3, 9)
    assert [each.what for each in card(credit).follow_ups if each.done_at is None][-1] == "送合同"


async def test_a_follow_up_is_finished_and_a_form_comes_back(world: World) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        await at.press("t")
        await at.sees("There is no open follow-up or form at the cursor: 3 shows them.")
        await at.press("3")
        await at.sees("overdue", "催还欠款", "form out")
        await at.press("t")
        await at.sees("Follow-up done", "催还欠款")
        await at.type("已全部付清\n")
        await at.sees("The follow-up is done.")
        await at.press("home", "down")
        await at.sees("sent 2026-03-01, due back 2026-03-20")
        await at.press("t")
        await at.sees("Form is back")
        await at.press("enter")
        await at.sees("The form is back: n enters what it says")
    assert card(credit).forms[0].received_on == date(2026, 3, 10)
    assert [each.outcome for each in card(credit).follow_ups if each.done_at is not None] == ["已全部付清"]


async def test_a_follow_up_and_a_blank_form_are_planned_from_the_card(world: World, tmp_path: Path) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        await at.press("w")
        await at.sees("Follow-up", "刘洋")
        await at.type("送报价\n不是日子\n")
        await at.press("enter", "enter")
        await at.sees("不是日子")
        await at.press("ctrl+u")
        await at.type("+3d\n")
        await at.press("ctrl+u")
        await at.type("qinchuan\n塔式起重机\n")
        await at.sees("The follow-up is planned.")
        await at.press("b")
        await at.type(f"财务科\n\n+14d\n{tmp_path / 'form'}\n")
        await at.sees("The form is out; it stands on the worklist until it is back.")
    planned = next(each for each in card(credit).follow_ups if each.what == "送报价")
    assert (planned.due_on, planned.owner, planned.leased_item_id) == (
        date(2026, 3, 13), world.people["qinchuan"], credit.crane,
    )  # fmt: skip
    assert card(credit).forms[-1].due_on == date(2026, 3, 24)
    assert "重庆长安建设有限公司" in (tmp_path / "form.html").read_text(encoding="utf-8")


async def test_a_clients_own_form_says_that_it_is_not_checked_until_somebody_else_has(world: World) -> None:
    kept(world)
    async with card_of(world) as at:
        await at.sees("注册资本五亿元", "NOT CHECKED")
        await down_to(at, "2.1 assets")
        await at.sees("client's own form, NOT CHECKED")
        await at.press("k")
        await at.sees("Checked?", "注册资本五亿元")
        await at.press("enter")
        await at.sees("3.1 a client's own form is checked by somebody else")
    async with card_of(world, "qinchuan") as at:
        await down_to(at, "2.1 assets")
        await at.press("k", "enter")
        await at.sees("The entry counts as checked.", "client's own form, checked by 秦川")
        await at.no_longer_sees("NOT CHECKED")


async def test_an_entry_is_made_for_the_section_at_the_cursor_and_the_former_one_stays_readable(world: World) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        await down_to(at, "2.1 founded")
        await at.press("n")
        await at.sees("2.1 founded", "On the card now:", "1998年，国有控股")
        await at.press("tab")
        await at.type("1997年成立，2004年改制")
        await at.press("tab", "right", "right")
        await at.sees("agency")
        await at.press("enter")
        await at.sees("What an agency found out has its cost, and nothing else has one (3.1).")
        await at.type("3000")
        await at.press("enter")
        await at.sees("Entered: founded.", "1997年成立", "cost 3,000.00 yuan", "1 older entry")
        await at.press("h")
        await at.sees("older", "1998年，国有控股")
    section = next(each for each in card(credit).sections if each.code == "founded")
    assert section.current is not None and section.current.entry.cost == 3000_00


async def test_what_is_out_of_date_is_taken_off_by_the_keeper_and_read_in_the_history(world: World) -> None:
    kept(world)
    async with card_of(world, "liuyang") as at:
        await down_to(at, "2.4 problems")
        await at.press("o")
        await at.type("已改善\n")
        await at.sees("5.3 merging, taking off and opening balances are for the")
        await at.press("escape")
    async with card_of(world, "heyong") as at:
        await down_to(at, "2.4 problems")
        await at.press("o")
        await at.type("已改善\n")
        await at.sees("The entry is in the card's history.")
        await at.no_longer_sees("春节前后回款偏慢")
        await at.press("h", "down")
        await at.sees("taken off", "春节前后回款偏慢")


async def test_personal_data_is_there_only_for_who_needs_it(world: World) -> None:
    kept(world)
    async with card_of(world, "liuyang") as at:
        await at.press("2")
        await at.sees("周经理", "138 0000 1234", "爽快", "钓鱼", "一子")
    async with card_of(world, "zhoumin") as at:
        await at.press("2")
        await at.sees("周经理", "Personal data is shown only to those who need it")
        for told in ("138", "爽快", "钓鱼", "一子", "45"):
            assert told not in at.text()


async def test_a_person_is_corrected_and_leaves(world: World) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        await at.press("2")
        await at.sees("周经理")
        await at.press("e")
        await at.sees("Person of a client", "钓鱼")
        await at.press("tab", "tab", "ctrl+u")
        await at.type("139 0000 5678")
        await at.press("enter")
        await at.sees("周经理 is entered.", "139 0000 5678")
        await at.press("o")
        await at.sees("周经理 is no longer with 重庆长安建设有限公司.")
        await at.press("enter")
        await at.sees("周经理 stands in the history now.", "Nobody is entered yet")
        await at.press("h")
        await at.sees("139 0000 5678", "138 0000 1234")
    assert "people" in card(credit).empty


async def test_a_division_is_said_otherwise_with_a_reason_and_goes_back_to_the_facts(world: World) -> None:
    credit = kept(world)
    async with card_of(world) as at:
        await at.press("d")
        await at.sees("by the facts: occasional")
        await at.press("tab", "tab")
        await at.type("key")
        await at.press("enter")
        await at.sees("Please fill this in.")
        await at.type("三年框架协议已谈妥")
        await at.press("enter")
        await at.sees("The divisions are said.", "dealing now; key")
        await at.press("i")
        await at.sees("by volume: key; by the facts occasional: 三年框架协议已谈妥")
        await at.press("escape", "d")
        await at.sees("By volume")
        await at.press("tab", "tab", "left", "left", "left")
        await at.press("tab")
        await at.type("协议作罢")
        await at.press("enter")
        await at.sees("dealing now; occasional")
    assert card(credit).line.standing.said == {}


async def test_the_client_is_corrected(world: World) -> None:
    kept(world)
    async with card_of(world) as at:
        await at.press("e")
        await at.sees("Edit client K00001")
        await at.press("enter")
        await at.sees("Nothing was changed.")
        await at.press("tab")
        await at.type("developer")
        await at.press("tab")
        await at.type("leading")
        await at.press("tab")
        await at.type("江州城投")
        await at.press("enter")
        await at.sees("The client is corrected", "developer", "market position leading")
        await at.press("i")
        await at.sees("indirect, through 江州城投")


async def test_the_trail_about_the_file_is_there_for_who_reads_the_trail(world: World) -> None:
    kept(world)
    async with card_of(world, "gm") as at:
        await at.press("6")
        await at.sees("read the card of client K00001", "scored client K00001: B")
    async with card_of(world, "liuyang") as at:
        await at.press("6")
        await at.sees("The entries of the trail are for somebody in another role.")


async def test_the_keys_lead_to_score_sheet_leases_and_limit(world: World) -> None:
    kept(world)
    async with card_of(world, "heyong") as at:
        await at.press("l")
        await at.sees("Leases K00001", "HT-2026-001")
        await at.press("escape", "m")
        await at.sees("Credit limit", "Own limit")
        await at.press("escape", "5", "enter")
        await at.sees("Lease HT-2026-001")
        await at.press("escape", "g")
        await at.sees("That is for somebody in another role.")  # a salesperson scores
    async with card_of(world, "liuyang") as at:
        await at.press("g")
        await at.sees("Score sheet K00001")


async def test_who_only_reads_cards_is_told_who_fills_them_in(world: World) -> None:
    kept(world)
    async with card_of(world, "zhoumin") as at:
        await at.press("n")
        await at.sees("Cards are filled in by salespeople and the keeper of client files (5.3).")
        await at.press("4", "n")
        await at.sees("A client is scored by a salesperson (4.2.2).")


async def test_a_long_entry_is_read_whole(world: World) -> None:
    credit = kept(world)
    text = "目前在建项目：" + "江州地铁四号线盾构区间；" * 40 + "到此为止"
    must(cards.add_entry(credit.archive, credit.sales, credit.clients[0],
                         NewEntry("address", text, Source.SURVEY, date(2026, 3, 9))))  # fmt: skip
    async with card_of(world) as at:
        await at.press("enter")
        await at.until(lambda: at.app.screen is not at.app.work_screen)
        await at.press("end")
        await at.sees("到此为止", "entered 2026-03-10 09:00 by 刘洋")
