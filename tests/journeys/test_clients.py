"""The list of clients (F4): filtered while typing, sorted, by grade; new files with doubles pointed out, merging."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.screen import ModalScreen

from archive_tui import wording
from archive_tui.services import client_views, clients
from archive_tui.services.clients import NewClient
from tests.journeys.credit_work import company, filled_card, must, scored
from tests.journeys.screen import LANGUAGES, SIZES, Sitting, sitting
from tests.services.credit_ground import Credit
from tests.world import World


def listed(world: World) -> Credit:
    """Return the company with a scored client among the three."""
    credit = company(world)
    filled_card(credit)
    scored(credit)
    return credit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_list_looks_as_it_always_does(world: World, size: tuple[int, int], language: str) -> None:
    listed(world)
    async with sitting(world, "liuyang", "clients", size=size, language=language) as at:
        await at.sees("K00003")
        await at.matches("clients")


@pytest.mark.parametrize("login", ["liuyang", "heyong", "zhoumin", "archivist", "director", "deputy1", "gm"])
async def test_clients_are_there_for_whom_they_concern(world: World, login: str) -> None:
    listed(world)
    async with sitting(world, login, "register") as at:
        await at.sees("Label")
        await at.press("f4")
        await at.sees("3 clients")
        await at.press("f3")
        await at.sees("Label")
        await at.press("ctrl+o", "4")
        await at.sees("3 clients")


async def test_clients_are_not_there_for_anybody_else(world: World) -> None:
    listed(world)
    async with sitting(world, "chenxiaomei", "register") as at:
        await at.sees("Label")
        await at.press("f4")
        await at.sees("That is for somebody in another role.")
        assert "F4" not in at.line(0)


async def test_the_list_is_filtered_while_one_types_and_limited_to_a_grade(world: World) -> None:
    credit = listed(world)
    must(
        clients.new_client(
            world.archive, credit.sales, NewClient("王小明", "individual", card={"phone": "13900001234"})
        )
    )
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("4 clients")
        for text, name in (
            ("wxm", "王小明"),
            ("1390000", "王小明"),
            ("sxjt", "单县交通投资集团"),
            ("k00003", "3M中国"),
        ):
            await at.type(text)
            await at.sees("1 client", name)
            await at.press("escape")
            await at.sees("4 clients")
        for _ in range(3):
            await at.press("ctrl+f")
        await at.sees("Shown: grade C only.", "1 client", "重庆长安建设有限公司")
        await at.press("ctrl+f", "ctrl+f")
        await at.sees("Shown: grade ungraded only.", "3 clients")
        await at.press("ctrl+f")
        await at.sees("Shown: all grades.", "4 clients")


async def test_the_list_is_sorted(world: World) -> None:
    listed(world)
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("3 clients")
        await at.press("ctrl+s")
        await at.sees("Sorted by Code, upwards.")
        await at.until(lambda: "K00001" in at.line(3))
        await at.press("ctrl+r")
        await at.sees("Sorted by Code, downwards.")
        await at.until(lambda: "K00003" in at.line(3))
        await at.press("ctrl+s")
        await at.sees("Sorted by Grade, upwards.")
        await at.until(lambda: "重庆长安" in at.line(3))


async def fill_in(at: Sitting, name: str, phone: str = "") -> None:
    """Type name and telephone of a new client."""
    await at.press("ctrl+n")
    await at.until(lambda: at.app.work_screen.SCREEN == "new_client" and "ordinary" in at.text())
    assert at.app.focused is not None
    at.app.focused.post_message(events.Paste(name))  # full-width signs have no key
    await at.sees(name)
    await at.press("tab", "tab")
    await at.type(phone)


async def test_a_new_client_is_set_up_and_its_card_opens(world: World) -> None:
    listed(world)
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("3 clients")
        await at.press("ctrl+n")
        await at.sees("ordinary company")
        await at.press("enter")
        await at.sees("Please fill this in.")
        await at.press("escape", "escape")
        await fill_in(at, "长沙𬭎鑫市政工程（集团）有限公司", "0731-88001234")
        await at.press("tab", "tab")
        await at.type("长沙市岳麓区")
        await at.press("enter")
        await at.sees("Client K00004", "长沙𬭎鑫市政工程（集团）有限公司  K00004", "0731-88001234", "长沙市岳麓区")
        await at.press("escape")
        await at.sees("4 clients")


async def test_possible_doubles_are_pointed_out_before_saving(world: World) -> None:
    credit = listed(world)
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("3 clients")
        await fill_in(at, "重庆长安建设股份公司")
        await at.sees("It may be there already:", "K00001  重庆长安建设有限公司  same name but for suffixes")
        await at.press("enter")
        await at.sees("Enter once more sets it up all the same.")
        assert client_views.count_clients(world.archive, credit.sales, "") == 3
        await at.press("enter")
        await at.sees("Client K00004", "Double?")


async def test_what_is_there_twice_is_merged_by_the_keeper(world: World) -> None:
    credit = listed(world)
    twin = must(clients.new_client(world.archive, credit.sales, NewClient("重庆长安建设股份公司")))
    async with sitting(world, "heyong", "clients") as at:
        await at.sees("4 clients")
        await at.type("k00004")
        await at.sees("1 client")
        await at.press("enter")
        await at.sees("Client K00004")
        await at.press("j")
        await at.sees("This file goes into the other", "K00001 重庆长安建设有限公司")
        await at.type("k99999\n同一公司\n")
        await at.sees("There is no client k99999.")
        await at.press("shift+tab", "ctrl+u", "down")
        await at.press("enter", "enter")
        await at.sees("Merged: this is the card of both.", "Client K00001", "the files of K00004 are in this one")
        await at.press("escape", "escape")
        await at.sees("3 clients")
    found = client_views.card(world.archive, credit.keeper, twin)
    assert found is not None and found.record.code == "K00001"


async def test_who_is_no_keeper_can_not_merge(world: World) -> None:
    listed(world)
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("3 clients")
        await at.press("enter")
        await at.sees("Client K0000")
        await at.press("j")
        await at.sees("That is for somebody in another role.")


@pytest.mark.parametrize(
    ("letter", "screen"),
    [("w", "client_work"), ("c", "composition"), ("g", "rescore"), ("t", "terms"), ("a", "exceptions"),
     ("i", "leased_items")],
)  # fmt: skip
async def test_what_stands_behind_the_list_is_opened_by_its_letter(world: World, letter: str, screen: str) -> None:
    listed(world)
    async with sitting(world, "liuyang", "clients") as at:
        await at.sees("3 clients")
        await at.press("tab")
        await at.sees("What else")
        await at.press(letter)
        await at.until(lambda: screen == at.app.work_screen.SCREEN)
        await at.press("escape")
        await at.sees("3 clients")


async def test_the_keeper_takes_clients_in_and_writes_them_out_from_the_list(world: World, tmp_path: Path) -> None:
    listed(world)
    file, out = tmp_path / "new.csv", tmp_path / "out.csv"
    file.write_text("编号,名称,电话\nX1,江州城投集团（控股）有限公司,0571-88001234\n", encoding="utf-8")
    async with sitting(world, "heyong", "clients") as at:
        await at.sees("3 clients")
        await at.press("ctrl+o", "i")
        await at.sees("clients", "payments")
        await at.press("enter")
        await at.type(f"{file}\n")
        await at.until(lambda: not isinstance(at.app.screen, ModalScreen))
        await at.sees("4 clients")
        await at.type("jzct")
        await at.sees("江州城投集团（控股）有限公司")
        await at.press("ctrl+o", "x")
        await at.sees("Export")
        await at.press("enter")
        await at.type(f"{out}\n")
        await at.until(lambda: out.exists() and not isinstance(at.app.screen, ModalScreen))
    assert "江州城投集团（控股）有限公司" in out.read_text(encoding="utf-8")


async def test_another_sessions_score_is_seen_in_the_list(world: World) -> None:
    credit = listed(world)
    async with sitting(world, "liuyang", "clients", language=wording.CHINESE) as at:
        await at.sees("3 个客户", "未评级")
        for client in (1, 2):
            credit.score(client, 95)
        await at.no_longer_sees("未评级")
