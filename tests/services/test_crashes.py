"""Nothing half done and nothing lost (invariant 12): a fault at every statement of every act, and writers killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import peewee
import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import (
    accounts,
    care,
    categories,
    delegation,
    describing,
    exporting,
    filing,
    handover,
    lending,
    office,
    pins,
    proposals,
    signing,
    staff,
    staff_intake,
    staging,
    unreturning,
    verifying,
    volumes,
)
from archive_tui.services.archive import Archive, StoreFault, Transaction
from archive_tui.services.categories import CategoryRecord
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from archive_tui.services.staff_intake import PersonRow
from archive_tui.store import import_rows, tables
from archive_tui.store.records import NewItem
from tests.services.desk import FIRST_VOLUME, FORM
from tests.world import PIN, SetClock, World

ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def ready(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Give a company in which every act below is about to be possible; PINs are right and cost nothing."""
    monkeypatch.setattr(pins, "prove", lambda archive, actor, login, pin: world.people[login])
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    assert signing.sign_here(a, desk, clerk, Asked(world.item("塔式")), "deputy1", PIN).done
    assert signing.request(a, desk, clerk, [Asked(world.item("放假"))]).done
    assert lending.check_out(a, desk, world.people["director"], [Wanted(world.item("年检"))], pledged=True)
    assert signing.sign_here(a, desk, clerk, Asked(world.item("结算书"), Kind.COPY), "gm", PIN).done
    assert care.open_incident(a, desk, world.item("年检"), "lent_on", "转借").done
    assert care.open_incident(a, desk, world.item("信用"), "loss", "盘点未见").done
    assert volumes.add_volume(a, desk, FORM).done
    assert volumes.put_in(a, desk, 1, [world.item("信用")]).done
    with a.act(desk) as txn:
        assert proposals.propose_roles(txn, [(clerk, Role.SALESPERSON, None)])
    office.give_role(a, desk, world.people["zhoumin"], Role.ARCHIVIST, None, "gm", PIN)
    assert accounts.bind_account(a, desk, 4711, "gm", PIN).done
    assert lending.check_out(a, desk, world.people["gm"], [Wanted(world.item("合同纸"))], pledged=True)
    assert care.recall(a, desk, 2, "急用").done
    assert lending.give_back(a, desk, world.item("合同纸")).done
    with a.store.write():
        batch = import_rows.begin_batch(a.store, "csv", desk.person_id, 0)
    staging.Staging(a, desk, "csv", batch, {}).add([_new(world)] * 3)
    return world


def _edited(world: World) -> Any:
    item = world.item("信用")
    seen = describing.open_form(world.archive, world.actor(), item).seen
    typed = {**seen, "title": "客户信用调查报告", "department": "GCB", "volume": ""}
    return describing.edit_item(world.archive, world.actor(), item, seen, typed, ("gm", PIN))


def _new(world: World) -> NewItem:
    series = filing.series_of("Z109", "WS", 2020, "D10", "BGS")
    return NewItem("", series, "新文件", "通知", 2020, 1, Level.SECRET, "D10")


def _flipped(world: World) -> Any:
    wanted = describing.Correction(world.item("放假"), "", "关于2018年国庆节放假的通知", {"pages": 12, "box": "3"})

    def correct(txn: Transaction) -> None:
        describing.correct_item(txn, wanted)

    return staging.Staging(world.archive, world.actor(), "csv", 1, {}).flip(correct)


def _taken_in(world: World) -> Any:
    liuyang = staff_intake.begin_intake(world.archive, world.actor(), "staff_add", 1).done
    assert liuyang is not None
    rows = [
        PersonRow("xinren", "辛仁", 1, "K-7", ((Role.KEEPER, None),)),
        PersonRow("liuyang", "刘洋", 2, "", (), liuyang.persons["liuyang"]),
    ]
    return staff_intake.take_in_people(world.archive, world.actor(), rows)


def _proposed(world: World) -> int:
    with world.archive.act(world.actor()) as txn:
        return proposals.propose_roles(txn, [(world.people["qinchuan"], Role.DEPUTY, None)])


#: Every act of the services that writes: what is done, with the company of ``ready``.
ACTS: dict[str, Callable[[World], Any]] = {
    "check_out": lambda w: lending.check_out(
        w.archive, w.actor(), w.people["liuyang"], [Wanted(w.item("塔式"))], pledged=True, key="k"
    ),
    "give_back": lambda w: lending.give_back(
        w.archive, w.actor(), w.item("年检"), pages=3, incident="loss", note="不见了", key="k"
    ),
    "reverse": lambda w: lending.reverse(w.archive, w.actor(), 1, "拿错了"),
    "unreturn": lambda w: unreturning.unreturn(w.archive, w.actor(), 2, "误扫"),
    "renew": lambda w: lending.renew(w.archive, w.actor(), 1),
    "make_copy": lambda w: lending.make_copy(w.archive, w.actor(), w.people["liuyang"], w.item("结算书")),
    "request": lambda w: signing.request(
        w.archive, w.actor(), w.people["liuyang"], [Asked(w.item("合同纸")), Asked(w.item("董事会"))]
    ),
    "sign_off": lambda w: signing.sign_off(w.archive, w.actor(), 2, "heyong", PIN),
    "refuse": lambda w: signing.sign_off(w.archive, w.actor(), 2, "heyong", PIN, approve=False, reason="在用"),
    "sign_here": lambda w: signing.sign_here(
        w.archive, w.actor(), w.people["chenxiaomei"], Asked(w.item("塔式")), "gm", PIN
    ),
    "withdraw": lambda w: signing.withdraw(w.archive, w.actor(), 2),
    "raise_level": lambda w: care.raise_level(w.archive, w.actor(), w.item("年检"), Level.CONFIDENTIAL, "含名单"),
    "lower_level": lambda w: care.lower_level(
        w.archive, w.actor(), w.item("塔式"), Level.UNCLASSIFIED, "已公开", "gm", PIN
    ),
    "recall": lambda w: care.recall(w.archive, w.actor(), 1),
    "remind": lambda w: care.remind(w.archive, w.actor(), 1),
    "open_incident": lambda w: care.open_incident(w.archive, w.actor(), w.item("年检"), "damage", "破损"),
    "close_incident": lambda w: care.close_incident(w.archive, w.actor(), 1, "已说明"),
    "found": lambda w: care.found(w.archive, w.actor(), w.item("信用"), "在邻盒"),
    "file_item": lambda w: describing.file_item(w.archive, w.actor(), {**FORM, "volume": FIRST_VOLUME}, key="k"),
    "edit_item": lambda w: _edited(w),
    "add_volume": lambda w: volumes.add_volume(w.archive, w.actor(), FORM, key="k"),
    "edit_volume": lambda w: volumes.edit_volume(w.archive, w.actor(), 1, {}, {"title": "2020年租赁合同"}),
    "put_in": lambda w: volumes.put_in(w.archive, w.actor(), 1, [w.item("合同纸"), w.item("董事会")]),
    "take_out": lambda w: volumes.take_out(w.archive, w.actor(), 1, w.item("信用")),
    "file_batch": lambda w: filing.file_batch(w.archive, w.actor(), [_new(w), _new(w)], "test"),
    "give_letter": lambda w: delegation.give_letter(
        w.archive, w.actor(), w.people["deputy1"], w.clock.wall, w.clock.wall + timedelta(days=1), None,
        [Level.SECRET], "gm", PIN,
    ),
    "record_absence": lambda w: delegation.record_absence(w.archive, w.actor(), w.people["gm"], w.clock.wall, None),
    "give_role": lambda w: office.give_role(
        w.archive, w.actor(), w.people["liuyang"], Role.SALESPERSON, None, "gm", PIN
    ),
    "end_role": lambda w: office.end_role(w.archive, w.actor(), w.people["deputy2"], Role.DEPUTY, None, "gm", PIN),
    "choose_setting": lambda w: office.choose_setting(w.archive, w.actor(), "loan_days", "7", "gm", PIN),
    "leave": lambda w: office.leave(w.archive, w.actor(), w.people["qinchuan"]),
    "new_person": lambda w: staff.new_person(w.archive, w.actor(), "sunli", "孙丽", w.departments["CWB"]),
    "edit_person": lambda w: staff.edit_person(w.archive, w.actor(), w.people["liuyang"], "刘阳", None, "B-07"),
    "new_department": lambda w: staff.new_department(w.archive, w.actor(), "AQB", "安全部"),
    "rename_department": lambda w: staff.rename_department(w.archive, w.actor(), w.departments["CWB"], "财务处"),
    "propose_roles": _proposed,
    "decide_roles": lambda w: proposals.decide_roles(w.archive, w.actor(), True, "gm", PIN),
    "bind_account": lambda w: accounts.bind_account(w.archive, w.actor(), 815, "liuyang", PIN),
    "unlock_with": lambda w: pins.unlock_with(w.archive, w.actor(), w.people["gm"], "director", PIN),
    "unbind_account": lambda w: accounts.unbind_account(w.archive, w.actor(), 4711),
    "hand_over": lambda w: handover.hand_over(w.archive, w.actor(), "archivist", PIN, "zhoumin", PIN, [1]),
    "add_category": lambda w: categories.add_category(
        w.archive, w.actor(), CategoryRecord("drawings", "图纸", "Drawings", "KJ", "Y")
    ),
    "leave with forms": lambda w: office.leave(w.archive, w.actor(), w.people["liuyang"]),
    "stage": lambda w: staging.Staging(w.archive, w.actor(), "csv", 1, {}).add([_new(w)]),
    "flip": _flipped,
    "take_in_people": _taken_in,
    "take_in_departments": lambda w: staff_intake.take_in_departments(w.archive, w.actor(), [("XXB", "信息部")]),
    "record_export": lambda w: exporting.record_export(w.archive, w.actor(), "items", 8),
    "a refusal": lambda w: lending.check_out(
        w.archive, w.actor(), w.people["gm"], [Wanted(w.item("底价"))], pledged=True
    ),
}  # fmt: skip


def contents(archive: Archive) -> list[object]:
    """Return every row of every table."""
    names = [table._meta.table_name for table in tables.TABLES]
    return [archive.store.db.execute_sql(f"SELECT * FROM {name}").fetchall() for name in [*names, "item_search_data"]]


@contextmanager
def fault_at(archive: Archive, number: int) -> Iterator[list[int]]:
    """Let the statement of that number fail, from 0; the list that is given counts the statements."""
    db, count = archive.store.db, [0]
    real: Any = db.execute_sql

    def counted(sql: str, *args: Any, **kwargs: Any) -> Any:
        if sql != "ROLLBACK":
            count[0] += 1
            if count[0] > number:
                raise peewee.OperationalError("disk I/O error")
        return real(sql, *args, **kwargs)

    vars(db)["execute_sql"] = counted
    try:
        yield count
    finally:
        del vars(db)["execute_sql"]


@pytest.mark.parametrize("act", ACTS)
def test_a_fault_at_any_statement_of_an_act_undoes_all_of_it(ready: World, act: str) -> None:
    before, statements = contents(ready.archive), 0
    while True:
        with fault_at(ready.archive, statements):
            try:
                ACTS[act](ready)
            except StoreFault as fault:
                assert fault.code in ("damaged", "disk_full")
            else:
                break
        assert contents(ready.archive) == before, f"something was left of a fault at statement {statements}"
        statements += 1
    assert statements > 4, "the act ran no statements that could fail"
    assert contents(ready.archive) != before
    assert verifying.verify(ready.archive).problems == ()


def test_this_harness_finds_an_act_of_two_transactions(ready: World) -> None:
    """A planted fault: what is done in two transactions is half done after a fault in the second."""
    before = contents(ready.archive)
    with fault_at(ready.archive, 25), pytest.raises(StoreFault):
        care.remind(ready.archive, ready.actor(), 1)
        care.remind(ready.archive, ready.actor(), 1)
    assert contents(ready.archive) != before


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive_tui.clock import SystemClock
from archive_tui.services import office
from archive_tui.services.archive import Actor, Archive
from archive_tui.store import engine
engine.BUSY_SECONDS = 60  # three writers that never pause can starve one
archive = Archive.open(Path(sys.argv[1]), SystemClock())
early = sys.argv[3] == "early"
number = 0
while True:
    number += 1
    with archive.act(Actor(2, sys.argv[3])) as txn:
        seq = txn.record("language", about=[2], language=str(number))
        if early and number == 5:
            print(seq, flush=True)  # the planted fault: said before it is on disk
            sys.stdin.read()
    print(seq, flush=True)
"""


def writer(world: World, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(world.path), ROOT, name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def lost(world: World, acknowledged: set[int]) -> set[int]:
    """Return which acknowledged entries are not in the trail, seen by a program that opens the archive anew."""
    world.archive.close()
    again = Archive.open(world.path, SetClock())
    try:
        assert verifying.verify(again).problems == ()
        return acknowledged - {row[0] for row in again.store.db.execute_sql("SELECT seq FROM trail").fetchall()}
    finally:
        again.close()


@pytest.mark.parametrize("after", [7, 20, 33])
def test_what_was_acknowledged_survives_writers_that_are_killed(world: World, after: int) -> None:
    writers = [writer(world, f"w{n}") for n in range(3)]
    acknowledged: set[int] = set()
    for one in writers:
        assert one.stdout is not None
        acknowledged |= {int(one.stdout.readline()) for _ in range(after)}
    for one in writers:
        one.kill()
    for one in writers:
        acknowledged |= {int(line) for line in one.communicate()[0].split("\n")[:-1]}
    assert len(acknowledged) >= 3 * after
    assert lost(world, acknowledged) == set()


def test_this_harness_finds_what_was_acknowledged_too_early(world: World) -> None:
    one = writer(world, "early")
    assert one.stdout is not None
    acknowledged = {int(one.stdout.readline()) for _ in range(5)}
    one.kill()
    one.communicate()
    assert len(lost(world, acknowledged)) == 1
