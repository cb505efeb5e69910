"""The register as a list: the same rows, order and count by every way that the store takes to them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.regulation.short_codes import make
from archive_tui.services import care, filing, finding, office, register, signing
from archive_tui.services.finding import ItemShown
from archive_tui.services.signing import Asked
from archive_tui.store import register_rows
from archive_tui.store.records import NewItem
from archive_tui.store.search import fold
from tests.world import PIN, World

WORDS = ("合同", "租赁", "塔式起重机", "通知", "结算", "会议记录", "放假", "plan")
TEXTS = ("", "合", "htz", "租赁", "塔式起重", "tashi", "2021", "z109ws2021", "plan 合同", "qqqq", "z")
SORTS: dict[str, Callable[[ItemShown], Any]] = {
    "filed": lambda i: i.id,
    "archival_code": lambda i: i.archival_code,
    "year": lambda i: i.year,
    "level": lambda i: i.level.rank,
    "state": lambda i: i.state.value,
}


@pytest.fixture
def filled(world: World) -> World:
    """Give a register of some hundred items of all levels and departments."""
    rng = random.Random(6)
    offices = [*world.departments.items()]
    new = []
    for _ in range(300):
        code, department = rng.choice(offices)
        year = rng.randint(2015, 2022)
        level = rng.choices(list(Level), (6, 2, 2, 1))[0]
        new.append(
            NewItem(
                "", filing.series_of("Z109", "WS", year, "Y", code), "".join(rng.choices(WORDS, k=3)), "", year,
                rng.choice((department, department, None)), level, "Y", author=rng.choice(("国务院", "董事会", "")),
            )
        )  # fmt: skip
    assert filing.file_batch(world.archive, world.actor(), new, "test").done
    return world


@pytest.mark.parametrize("far", [register_rows._FAR, 3])
@pytest.mark.parametrize("login", ["archivist", "gm", "deputy1", "deputy2", "liuyang"])
def test_every_page_holds_what_a_plain_scan_finds_in_its_order(
    filled: World, login: str, far: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_rows, "_FAR", far)
    archive, actor = filled.archive, filled.actor(login)
    all_items = finding.page_register(archive, filled.actor(), "", "filed", False, 0, 1000)
    with archive.store.read():
        texts = dict(archive.store.db.execute_sql("SELECT item_id, haystack FROM item_text").fetchall())
    mine = {"archivist": None, "gm": None, "deputy1": ("租赁部", "财务部"), "deputy2": ("工程部",), "liuyang": ()}[
        login
    ]
    known = [i for i in all_items if mine is None or not i.level.guarded or i.department in mine]
    for text in TEXTS:
        wanted = [i for i in known if all(fold(word) in texts[i.id] for word in text.split())]
        assert finding.count_register(archive, actor, text) == len(wanted)
        for sort, key in SORTS.items():
            for descending in (False, True):
                order = sorted(wanted, key=lambda i: (key(i), i.id), reverse=descending)
                for offset, limit in ((0, 7), (len(order) // 2, 20), (max(0, len(order) - 5), 20), (0, 1000)):
                    page = finding.page_register(archive, actor, text, sort, descending, offset, limit)
                    assert page == order[offset : offset + limit], (text, sort, descending, offset)


def test_an_item_that_is_known_for_an_approval_stands_in_its_place_in_every_order(filled: World) -> None:
    reader, actor, board = filled.people["liuyang"], filled.actor("liuyang"), filled.item("董事会")
    before = finding.count_register(filled.archive, actor, "")
    assert signing.sign_here(filled.archive, filled.actor(), reader, Asked(board), "gm", PIN).done
    for text in ("", "会议", "会议记录", "董事会 会议记录"):
        count = finding.count_register(filled.archive, actor, text)
        for sort, key in SORTS.items():
            for descending in (False, True):
                page = finding.page_register(filled.archive, actor, text, sort, descending, 0, 1000)
                assert page == sorted(page, key=lambda i: (key(i), i.id), reverse=descending)
                assert [i.id for i in page if i.level.guarded] == [board]
                assert len(page) == count
    assert finding.count_register(filled.archive, actor, "") == before + 1


def test_chinese_titles_stand_in_the_order_of_their_reading(world: World) -> None:
    page = finding.page_register(world.archive, world.actor("gm"), "", "title", False, 0, 50)
    told = [i.title or "" for i in page if not (i.title or "")[:1].isdigit()]
    assert [t[:2] for t in told if t[0] in "董关合设信重"] == ["董事", "关于", "合同", "设备", "信用", "重大"]


def test_a_page_beyond_the_end_is_empty_and_an_unknown_order_is_a_fault(world: World) -> None:
    assert finding.page_register(world.archive, world.actor(), "", "year", False, 5000, 10) == []
    assert finding.page_register(world.archive, world.actor(), "合同", "year", False, 5000, 10) == []
    with pytest.raises(KeyError):
        finding.page_register(world.archive, world.actor(), "", "title_key; --", False, 0, 10)


def test_a_raise_takes_an_item_out_of_the_lists_of_who_may_not_know_it_at_once(world: World) -> None:
    clerk = world.actor("liuyang")
    before = finding.count_register(world.archive, clerk, "")
    assert finding.count_register(world.archive, clerk, "合同纸") == 1
    assert care.raise_level(world.archive, world.actor(), world.item("合同纸"), Level.CONFIDENTIAL, "涉及报价").done
    assert finding.count_register(world.archive, clerk, "合同纸") == 0
    assert finding.count_register(world.archive, clerk, "") == before - 1
    assert finding.page_register(world.archive, clerk, "htz", "title", False, 0, 10) == []
    assert finding.count_register(world.archive, world.actor("gm"), "htz") == 1


def test_who_has_left_is_shown_no_register(world: World) -> None:
    assert office.leave(world.archive, world.actor(), world.people["qinchuan"]).ruling.allowed
    assert finding.count_register(world.archive, world.actor("qinchuan"), "") == 0
    assert finding.page_register(world.archive, world.actor("qinchuan"), "", "filed", False, 0, 10) == []
    assert finding.meaning_of(world.archive, world.actor("qinchuan"), "合同").kind == "nothing"


def test_a_page_takes_a_fixed_number_of_queries(filled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    run: Callable[..., Any] = filled.archive.store.db.execute_sql

    def counting(sql: str, params: object = None) -> Any:
        asked.append(sql)
        return run(sql, params)

    monkeypatch.setattr(filled.archive.store.db, "execute_sql", counting)
    costs = set()
    for limit in (5, 250):
        asked.clear()
        assert finding.page_register(filled.archive, filled.actor("liuyang"), "", "title", False, 0, limit)
        costs.add(len(asked))
    assert len(costs) == 1


def test_a_label_finds_its_item_alone_and_only_for_who_may_know_of_it(world: World) -> None:
    board, archive = world.item("董事会"), world.archive
    for text in (make("I", board), make("I", board).lower().replace("-", "")):
        assert finding.count_register(archive, world.actor("gm"), text) == 1
        assert [i.id for i in finding.page_register(archive, world.actor("gm"), text, "title", True, 0, 9)] == [board]
        assert finding.page_register(archive, world.actor("gm"), text, "title", True, 1, 9) == []
        assert finding.count_register(archive, world.actor("liuyang"), text) == 0
        assert register.found_in_register(archive, world.actor("liuyang"), text, None) == (0, [])
    count, found = register.found_in_register(archive, world.actor("gm"), make("I", board), None)
    assert (count, [i.id for i in found]) == (1, [board])
    wrong = make("I", board)[:-1] + str((int(make("I", board)[-1]) + 1) % 10)
    assert finding.count_register(archive, world.actor("gm"), wrong) == 0
    assert finding.count_register(archive, world.actor("gm"), make("I", 9999)) == 0


def test_a_pasted_text_of_thousands_of_words_finds_nothing_and_harms_nothing(world: World) -> None:
    pasted = " ".join(f"word{number}" for number in range(3000))
    for login in ("archivist", "liuyang"):
        assert register.count_register(world.archive, world.actor(login), pasted) == 0
        assert register.page_register(world.archive, world.actor(login), pasted, "title", False, 0, 10) == []
