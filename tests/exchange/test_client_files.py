"""Clients, leases and payments in and out as CSV: every bad row named, all or nothing, by the terms (4.3)."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.exchange.exporting import export_file
from archive_tui.exchange.imported import How, Imported
from archive_tui.exchange.importing import import_data
from archive_tui.services import client_views, quick_grade
from archive_tui.services.archive import Outcome
from archive_tui.wording.imports import import_fault_text
from tests.services.credit_ground import Credit, against, equip
from tests.world import World

CLIENTS = """编号,名称,性质,客户类别,经由,地址,电话,成立时间,交易时间,资产,备注
C001,成都城建投资有限公司,政府投资公司,主力,,成都市,028-1234567,1999年,2012年,三十亿元,重点
C002,"乐山岷江建设（集团）有限公司",ordinary,一般,C001,乐山市,0833-123456,,,,
,个体户张三,个人,零散,,,13800138000,,,,
"""
LEASES = """合同号,客户,租赁物,起,止,租赁额,市场价,市场最低价,合同价,付款方式
ZL-2019-01,C001,塔式起重机,2019-03-01,2020-02-29,"1,200,000.00",1000,900,950,现金转账
ZL-2020-07,乐山岷江建设（集团）有限公司,施工电梯,20200701,20210630,36万,800,700,800,抵押房屋
"""
PAYMENTS = """合同号,应付日期,金额,实付日期,实付金额,方式
ZL-2019-01,2019-03-01,600000,2019-03-05,600000,现金转账
ZL-2019-01,2019-09-01,600000,2019-09-20,200000,现金转账
ZL-2019-01,2019-09-01,600000,2019-10-20,400000,以房抵款
ZL-2020-07,2020-07-01,360000,,,
"""


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with clients."""
    return equip(world)


def imported(credit: Credit, kind: str, text: str, how: How | None = None) -> Outcome[Imported]:
    return import_data(credit.archive, credit.keeper, kind, text.encode(), how or How())


def done(outcome: Outcome[Imported]) -> Imported:
    assert outcome.done is not None, outcome.ruling
    return outcome.done


def taken(credit: Credit, *files: tuple[str, str]) -> None:
    for kind, text in files:
        found = done(imported(credit, kind, text))
        assert found.rejected == (), [import_fault_text(f) for f in found.rejected]


def test_ten_years_of_files_come_in_and_make_rental_and_conduct(credit: Credit) -> None:
    taken(credit, ("clients", CLIENTS), ("leases", LEASES), ("payments", PAYMENTS))
    (one,) = quick_grade.quick_grade(credit.archive, credit.sales, "cdcj")
    card = client_views.card(credit.archive, credit.sales, one.client_id)
    assert card is not None and card.rental_by_year == {2019: 1_200_000_00}
    assert (card.conduct.due, card.conduct.late, card.conduct.days_late) == (2, 2, 4 + 49)
    assert card.line.standing.volume.value == "key" and card.line.standing.time.value == "established"
    credit.sums()


def test_the_same_files_again_change_nothing(credit: Credit) -> None:
    for _ in range(2):
        taken(credit, ("clients", CLIENTS), ("leases", LEASES), ("payments", PAYMENTS))
    again = done(imported(credit, "leases", LEASES))
    assert (again.added, len(again.unchanged)) == (0, 2)
    again = done(imported(credit, "payments", PAYMENTS))
    assert (again.added, len(again.unchanged)) == (0, 4)
    credit.sums()


def test_a_file_corrects_what_it_says_otherwise(credit: Credit) -> None:
    taken(credit, ("clients", CLIENTS))
    found = done(imported(credit, "clients", "code,name,nature,phone\nC001,成都城建投资有限公司,央企,028-7654321\n"))
    assert (found.added, found.updated) == (0, 1)
    (one,) = quick_grade.quick_grade(credit.archive, credit.sales, "0287654321")
    assert one.nature == "central_soe"
    credit.sums()


@pytest.mark.parametrize(
    ("kind", "text", "faults"),
    [
        ("clients", "name,nature\n,王国\n", [(2, "name", "empty"), (2, "nature", "nature")]),
        ("clients", "name\n甲\n甲\n", [(3, "name", "client_twice")]),
        ("clients", "code,name\nC9,甲\nC9,乙\n", [(3, "code", "client_twice")]),
        ("clients", "code,name\nK00001,别的名字\n", [(2, "name", "client_other_name")]),
        ("clients", "name,volume\n甲,巨大\n", [(2, "volume", "volume")]),
        ("leases", LEASES.replace("C001", "没有的客户"), [(2, "客户", "client_unknown")]),
        ("leases", LEASES.replace("36万", "-5"), [(3, "租赁额", "negative_amount")]),
        ("leases", LEASES.replace("36万", "99999999999999"), [(3, "租赁额", "absurd_amount")]),
        ("leases", LEASES.replace("36万", "很多"), [(3, "租赁额", "no_amount")]),
        ("leases", LEASES.replace("20210630", "20200630"), [(3, "止", "lease_period")]),
        ("leases", LEASES.replace("800,700", "800,801"), [(3, "市场最低价", "market_low")]),
        ("leases", LEASES.replace("抵押房屋", "以物易物"), [(3, "付款方式", "way")]),
        ("leases", LEASES.replace("ZL-2020-07", "ZL-2019-01").replace("20200701", "20200101"),
         [(3, "合同号", "lease_twice")]),
        ("payments", PAYMENTS.replace("ZL-2020-07", "ZL-0"), [(5, "合同号", "lease_unknown")]),
        ("payments", PAYMENTS.replace("2019-03-01,6", "2019-02-28,6"), [(2, "应付日期", "due_before_lease")]),
        ("payments", PAYMENTS.replace("2019-03-05", "2019-02-05"), [(2, "实付日期", "paid_before_lease")]),
        ("payments", PAYMENTS.replace("2019-03-05", "2099-03-05"), [(2, "实付日期", "day_ahead")]),
        ("payments", PAYMENTS.replace("2019-03-05", ""), [(2, "实付日期", "paid_half")]),
        ("payments", PAYMENTS.replace("2019-10-20,400000", "2019-10-20,400001"), [(4, "实付金额", "paid_too_much")]),
        ("payments", PAYMENTS + "ZL-2020-07,2020-08-01,0.01,,,\n", [(6, "金额", "instalments_over")]),
        ("payments", PAYMENTS + "ZL-2020-07,2020-07-01,1,,,\n", [(6, "金额", "instalment_differs")]),
        ("payments", PAYMENTS + "ZL-2019-01,2019-03-01,600000,2019-03-05,600000,\n", [(6, "", "payment_twice")]),
    ],
)  # fmt: skip
def test_every_bad_row_is_named_with_its_column_and_nothing_is_written(
    credit: Credit, kind: str, text: str, faults: list[tuple[int, str, str]]
) -> None:
    if kind != "clients":
        taken(credit, ("clients", CLIENTS))
    if kind == "payments":
        taken(credit, ("leases", LEASES))
    found = done(imported(credit, kind, text))
    assert [(f.row, f.column, f.code) for f in found.rejected] == faults
    assert (found.added, found.updated) == (0, 0)
    for language in wording.LANGUAGES:
        wording.install(language)
        texts = [import_fault_text(fault) for fault in found.rejected]
        assert not any(
            "{" in text or f"({fault.code})" in text for text, fault in zip(texts, found.rejected, strict=True)
        )
    credit.sums()


NEW = "number,client,leased_item,starts,ends,amount,market_price,market_low,agreed_price,payment_way\n"


def test_4_3_a_contract_of_today_is_held_to_the_terms_like_any_other(credit: Credit) -> None:
    row = "HT-1,{client},塔式起重机,2026-04-01,2027-03-31,100000,1000,900,{price},{way}\n"
    found = done(imported(credit, "leases", NEW + row.format(client="K00001", price=1000, way="money")))
    assert [f.code for f in found.rejected] == ["against_terms"]
    assert "4.3-end" in import_fault_text(found.rejected[0])
    credit.score(0, 71)
    found = done(imported(credit, "leases", NEW + row.format(client="K00001", price=999, way="抵扣")))
    assert [f.facts["clause"] for f in found.rejected] == ["terms_price", "terms_way"]
    taken(credit, ("leases", NEW + row.format(client="K00001", price=1000, way="money")))
    paid = "lease,due_on,amount,paid_on,paid,way\nHT-1,2026-04-01,100000,,,\n"
    taken(credit, ("payments", paid))
    credit.world.clock.pass_(timedelta(days=60))
    in_kind = done(imported(credit, "payments", paid + "HT-1,2026-04-01,100000,2026-04-02,1,以房抵款\n"))
    assert [f.facts["clause"] for f in in_kind.rejected] == ["terms_way"]
    credit.sums()


def test_one_file_can_not_divide_what_is_over_the_limit_together(credit: Credit) -> None:
    from archive_tui.services import terms

    credit.score()
    terms.set_limit(credit.archive, credit.keeper, credit.clients[0], 150_000_00, "核定")
    row = "HT-{n},K00001,塔式起重机,2026-04-01,2027-03-31,100000,1000,900,1000,money\n"
    found = done(imported(credit, "leases", NEW + row.format(n=1) + row.format(n=2)))
    assert [(f.row, f.facts["clause"]) for f in found.rejected] == [(3, "terms_limit")]
    partial = done(imported(credit, "leases", NEW + row.format(n=1) + row.format(n=2), How(partial=True)))
    assert partial.added == 1 and "HT-2" in partial.rejected_text
    credit.sums()


def test_5_3_bulk_export_is_the_keepers_and_who_may_not_import_is_refused(credit: Credit, tmp_path: Path) -> None:
    for who in ("gm", "archivist", "liuyang"):
        refused = export_file(credit.archive, credit.world.actor(who), "clients", tmp_path / "x.csv")
        assert against(refused.ruling) == ["5.3 may_not"] and not (tmp_path / "x.csv").exists()
    refused_in = import_data(credit.archive, credit.sales, "clients", CLIENTS.encode())
    assert against(refused_in.ruling) == ["5.3 may_not"]


def test_what_is_exported_comes_back_unchanged(credit: Credit, tmp_path: Path) -> None:
    taken(credit, ("clients", CLIENTS), ("leases", LEASES), ("payments", PAYMENTS))
    for kind, count in (("clients", 6), ("leases", 2), ("payments", 4)):
        path = tmp_path / f"{kind}.csv"
        assert export_file(credit.archive, credit.keeper, kind, path).done
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len(rows) == count and rows[0]["exported_by"] == "何勇 (heyong)"
        if kind != "clients":
            found = done(import_data(credit.archive, credit.keeper, kind, path.read_bytes()))
            assert (found.rejected, found.added, len(found.unchanged)) == ((), 0, count)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PAYMENTS.splitlines()[1:]), st.integers(1, 3))
def test_the_order_in_which_payments_come_does_not_matter(credit: Credit, rows: list[str], cut: int) -> None:
    taken(credit, ("clients", CLIENTS), ("leases", LEASES))
    head = PAYMENTS.splitlines()[0]
    for part in (rows[:cut], rows[cut:]):
        taken(credit, ("payments", "\n".join([head, *part])))
    (one,) = quick_grade.quick_grade(credit.archive, credit.sales, "cdcj")
    card = client_views.card(credit.archive, credit.sales, one.client_id)
    assert card is not None and (card.conduct.late, card.conduct.days_late) == (2, 53)


def test_the_samples_that_ship_come_in(credit: Credit) -> None:
    from archive_tui.data_files import data_path

    for kind, count in (("clients", 5), ("leases", 4), ("payments", 7)):
        data = data_path("samples", f"{kind}.csv").read_bytes()
        found = done(import_data(credit.archive, credit.world.actor("archivist"), kind, data))
        assert (found.rejected, found.added) == ((), count)
    credit.sums()
