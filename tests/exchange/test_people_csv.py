"""The imports of staff and departments: plain employees, proposed roles, and every bad row named."""

from __future__ import annotations

import pytest

from archive_tui.data_files import data_path
from archive_tui.exchange.imported import ALL_OR_NOTHING, How, Imported
from archive_tui.exchange.importing import import_data
from archive_tui.regulation.people import Role
from archive_tui.services import office, verifying
from archive_tui.services.finding import person_by_login
from archive_tui.services.proposals import decide_roles, proposals
from archive_tui.wording.imports import import_fault_text
from tests.world import PIN, World

STAFF = """姓名,账号,部门,职务,分管部门,卡号
钱雪梅,qianxm,财务部,,,CARD-77
孙立,sunli,BGS,副经理,"租赁部、工程部",
冯涛,fengtao,ZLB,部门经理、业务员,,
"""


def bring(world: World, kind: str, text: str, how: How = ALL_OR_NOTHING, who: str = "archivist") -> Imported:
    done = import_data(world.archive, world.actor(who), kind, text.encode(), how).done
    assert done is not None
    return done


def wrong(result: Imported) -> list[tuple[int, str, str]]:
    assert all("{" not in import_fault_text(fault) for fault in result.rejected)
    return [(fault.row, fault.column, fault.code) for fault in result.rejected]


def entries(world: World) -> int:
    with world.archive.store.read():
        return int(world.archive.store.db.execute_sql("SELECT count(*) FROM trail").fetchone()[0])


@pytest.mark.parametrize("who", ["archivist", "director", "gm"])
def test_people_come_in_as_plain_employees_and_their_roles_wait_for_the_gm(world: World, who: str) -> None:
    result = bring(world, "staff", STAFF, who=who)
    assert (result.rows, result.added, result.updated, result.rejected, result.proposed) == (3, 3, 0, (), 4)
    manager = person_by_login(world.archive, world.actor(), "fengtao")
    assert (manager.name, manager.department, manager.roles) == ("冯涛", "租赁部", (Role.EMPLOYEE,))
    assert person_by_login(world.archive, world.actor(), "qianxm").card == "CARD-77"
    assert [(p.login, p.role, p.department) for p in proposals(world.archive, world.actor())] == [
        ("sunli", Role.DEPUTY, "租赁部"), ("sunli", Role.DEPUTY, "工程部"), ("fengtao", Role.MANAGER, "租赁部"),
        ("fengtao", Role.SALESPERSON, ""),
    ]  # fmt: skip
    assert verifying.verify(world.archive).problems == ()


def test_the_same_file_changes_nothing_a_second_time(world: World) -> None:
    bring(world, "staff", STAFF)
    before = entries(world)
    again = bring(world, "staff", STAFF)
    assert (again.added, again.updated, again.proposed, entries(world)) == (0, 0, 0, before)
    assert len(again.unchanged) == again.rows


def test_a_dry_run_counts_no_role_that_waits_or_is_held_already(world: World) -> None:
    bring(world, "staff", STAFF)
    assert bring(world, "staff", STAFF, how=How(dry_run=True)).proposed == 0
    decide_roles(world.archive, world.actor("gm"), True, "gm", PIN)
    assert bring(world, "staff", STAFF, how=How(dry_run=True)).proposed == 0


def test_department_and_card_of_who_is_there_are_corrected(world: World) -> None:
    result = bring(world, "staff", "login,name,department,card\nliuyang,刘洋,CWB,K-1\nqinchuan,秦川,,K-2\n")
    assert (result.added, result.updated) == (0, 2)
    shown = [person_by_login(world.archive, world.actor(), login) for login in ("liuyang", "qinchuan")]
    assert [(one.department, one.card) for one in shown] == [("财务部", "K-1"), ("工程部", "K-2")]
    assert verifying.verify(world.archive).problems == ()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",李四,,,,", "login", "empty"), ("li si,李四,,,,", "login", "login"), ("李四,李四,,,,", "login", "login"),
        ("lisi,,,,,", "name", "empty"), ("lisi,a\x1b[31mb,,,,", "name", "character"),
        (f"lisi,{'长' * 81},,,,", "name", "too_long"), ("lisi,李四,后勤部,,,", "department", "department"),
        ("lisi,李四,,董事长,,", "role", "role"), ("lisi,李四,,部门经理,,", "department", "manager_of_what"),
        ("lisi,李四,ZLB,业务员,ZLB,", "oversees", "oversees_without_deputy"),
        ("lisi,李四,,副经理,后勤部,", "oversees", "department"), ("lisi,李四,,,,S0000001-2", "card", "card_is_label"),
        ("liuyang,李四,,,,", "name", "login_of_another"), ("lisi,李四,,,,S0000009-9", "card", "card_is_label"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_is_written(world: World, row: str, column: str, code: str) -> None:
    before = entries(world)
    result = bring(world, "staff", f"login,name,department,role,oversees,card\n{row}\nzhangsan,张三,,,,\n")
    assert (wrong(result), result.added, entries(world)) == ([(2, column, code)], 0, before)


def test_logins_and_cards_that_stand_twice_or_are_taken_are_refused(world: World) -> None:
    bring(world, "staff", STAFF)
    result = bring(world, "staff", "login,name,card\na,甲,X1\nA,乙,X2\nb,丙,x-2\nc,丁,card77\n")
    assert wrong(result) == [
        (2, "login", "login_twice"), (3, "card", "card_twice"), (4, "card", "card_twice"), (5, "card", "card_taken"),
    ]  # fmt: skip


def test_who_has_left_stays_as_it_was(world: World) -> None:
    assert office.leave(world.archive, world.actor(), world.people["qinchuan"]).ruling.allowed
    assert wrong(bring(world, "staff", "login,name,department\nqinchuan,秦川,ZLB\n")) == [(2, "login", "has_left")]


def test_an_unknown_column_names_those_that_are_known(world: World) -> None:
    result = bring(world, "staff", "login,name,phone\na,甲,1\n")
    assert wrong(result) == [(1, "phone", "unknown_column")]
    assert "oversees 分管部门 and card 卡号" in import_fault_text(result.rejected[0])


@pytest.mark.parametrize("kind", ["staff", "departments"])
def test_who_does_not_keep_the_staff_list_is_refused_and_that_is_recorded(world: World, kind: str) -> None:
    before = entries(world)
    outcome = import_data(world.archive, world.actor("liuyang"), kind, b"login,name,code\n")
    assert outcome.done is not None and outcome.done.rejected
    text = STAFF if kind == "staff" else "code,name\nXXB,信息部\n"
    outcome = import_data(world.archive, world.actor("liuyang"), kind, text.encode())
    assert (outcome.done, [c.code for c in outcome.ruling.against]) == (None, ["may_not"])
    assert entries(world) == before + 1


def test_departments_come_in_by_their_letters_and_names(world: World) -> None:
    text = "部门名称,部门代码\n信息部,xxb\n租赁部,ZLB\n"
    assert bring(world, "departments", text, How(dry_run=True)).added == 1
    result = bring(world, "departments", text)
    assert (result.added, result.unchanged) == (1, ((3, "ZLB"),))
    assert bring(world, "staff", "login,name,department\na,甲,信息部\n").added == 1
    assert verifying.verify(world.archive).problems == ()


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("XX,信息部", ("code", "letters")), ("信息部,信息部", ("code", "letters")), (",信息部", ("code", "empty")),
        ("XXB,", ("name", "empty")), ("ZLB,信息部", ("name", "letters_of_another")),
        ("XXB,租赁部", ("name", "name_of_another")),
    ],
)  # fmt: skip
def test_a_bad_department_is_named(world: World, row: str, found: tuple[str, str]) -> None:
    assert wrong(bring(world, "departments", f"code,name\n{row}\n")) == [(2, *found)]


def test_departments_that_stand_twice_are_refused(world: World) -> None:
    assert wrong(bring(world, "departments", "code,name\nXXB,信息部\nxxb,法务部\nFWB,法务部\n")) == [
        (2, "code", "code_letters_twice"), (3, "name", "name_twice"), (4, "name", "name_twice"),
    ]  # fmt: skip


def test_a_staff_list_of_a_whole_town_is_refused(world: World) -> None:
    text = "login,name\n" + "".join(f"p{number},张三\n" for number in range(2001))
    assert wrong(bring(world, "staff", text)) == [(0, "", "too_many_rows")]


def test_of_a_partial_import_the_bad_rows_are_given_back(world: World) -> None:
    result = bring(world, "staff", "login,name\na,甲\nb b,乙\n", How(partial=True))
    assert (result.added, result.rejected_text) == (1, "login,name\r\nb b,乙\r\n")


def test_the_samples_come_in_whole(world: World) -> None:
    for kind, count, proposed in (("departments", 1, 0), ("staff", 6, 7)):
        data = data_path("samples", f"{kind}.csv").read_bytes()
        done = import_data(world.archive, world.actor(), kind, data).done
        assert done is not None and (done.rejected, done.added, done.proposed) == ((), count, proposed)
