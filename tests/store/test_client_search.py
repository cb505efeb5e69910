"""Clients are found as people type and say them: brackets, Latin, digits, heteronyms, rare characters, long names."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui.services import clients
from archive_tui.services.clients import NewClient
from archive_tui.store import client_search, search
from archive_tui.store.heteronyms import MOST
from tests.services.credit_ground import Credit, equip
from tests.world import World

LONG = "北京市朝阳区大型工程机械设备租赁与施工技术综合服务发展股份有限责任公司第一分公司（筹备）"[:40]
NAMES = (
    "重庆市政工程（集团）有限公司", "单县交通投资", "长沙行远建设", "3M中国有限公司", "中交一航局", "招商银行", LONG,
    "龘靐建材", "𠮷野家（中国）", "ABC Machinery Co., Ltd.", "乐山解放路曾氏", "万科2000",
)  # fmt: skip


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with clients of every kind of name."""
    ground = equip(world)
    for number, name in enumerate(NAMES):
        new = NewClient(name, code=f"Z{number}", card={"phone": f"010-8888000{number % 10}"})
        assert clients.new_client(ground.archive, ground.sales, new).done
    return ground


def found(credit: Credit, text: str) -> set[str]:
    with credit.archive.store.read():
        ids = client_search.find(credit.archive.store, text, 50)
        marks = ",".join(map(str, ids)) or "0"
        return {r[0] for r in credit.archive.store.db.execute_sql(f"SELECT code FROM client WHERE id IN ({marks})")}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cqsz", "Z0"), ("zqsz", "Z0"), ("chongqing", "Z0"), ("重庆市政工程(集团)", "Z0"), ("重庆 集团", "Z0"),
        ("sxjt", "Z1"), ("dxjt", "Z1"), ("shanxian", "Z1"), ("csxy", "Z2"), ("cshy", "Z2"), ("zsxy", "Z2"),
        ("3mzg", "Z3"), ("3m", "Z3"), ("３Ｍ", "Z3"), ("zjyhj", "Z4"), ("zsyh", "Z5"),
        ("zhaoshangyinhang", "Z5"), ("bjscyq", "Z6"), (LONG, "Z6"), (LONG[20:], "Z6"), ("db", "Z7"), ("靐", "Z7"),
        ("𠮷", "Z8"), ("abcm", "Z9"), ("machinery co", "Z9"), ("lsjflzs", "Z10"), ("万科2000", "Z11"),
        ("wk2", "Z11"), ("z11", "Z11"), ("01088880003", "Z3"), ("8888-0003", "Z3"),
    ],
)  # fmt: skip
def test_a_client_is_found_by(credit: Credit, typed: str, code: str) -> None:
    assert code in found(credit, typed)


def test_what_begins_with_it_comes_first(credit: Credit) -> None:
    clients.new_client(credit.archive, credit.sales, NewClient("大招商银行"))
    with credit.archive.store.read():
        ids = client_search.find(credit.archive.store, "zsyh", 2)
        rows = dict(credit.archive.store.db.execute_sql("SELECT id, name FROM client").fetchall())
    assert [rows[i] for i in ids] == ["招商银行", "大招商银行"]


def test_no_search_syntax_reaches_the_index(credit: Credit) -> None:
    for text in ('"', "a OR b", "NEAR(a b)", "zzs", "zzsz", "*", "a*", "(", "%", "col:x", "-x", "^z"):
        found(credit, text)
    assert found(credit, "zzscqs") == set()


def test_readings_are_bounded() -> None:
    assert len(client_search.name_fields("重" * 40)) <= 1 + 2 * MOST


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("重庆单县长沙行乐3M（）中国 abÀ", min_size=1, max_size=40))
def test_any_name_is_found_by_itself_and_by_its_initials(credit: Credit, name: str) -> None:
    if not search.fold(name) or not name.strip():
        return
    made = clients.new_client(credit.archive, credit.sales, NewClient(name.strip())).done
    with credit.archive.store.read():
        for field in client_search.name_fields(name.strip()):
            assert made in client_search.find(credit.archive.store, field, 10_000)
