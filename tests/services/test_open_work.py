"""What is open in the room: recalls, incidents, originals owed, forms on their way; for whom each list is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.services import care, filing, office, open_work, signing
from archive_tui.services.board import counters
from archive_tui.services.filing import NewItem
from tests.services.desk import (
    LEASING_SECRET,
    OFFICE_CONFIDENTIAL,
    PLAIN,
    ask,
    back,
    decide,
    lent,
    rows,
    sign,
)
from tests.world import PIN, START, World

HOUR = timedelta(hours=1)
EVERYBODY = ("archivist", "gm", "director", "deputy1", "zhoumin", "liuyang")


def labels(world: World, login: str, name: str) -> list[str]:
    """Return the labels of the items in one of the lists, as somebody sees it."""
    found = getattr(open_work, name)(world.archive, world.actor(login))
    return [
        each.label if name == "others" else (each.line.item if name == "to_fetch" else each.item).label
        for each in found
    ]


def counted(world: World, login: str) -> tuple[int, int, int]:
    found = counters(world.archive, world.actor(login))
    return found.recalls, found.incidents, found.originals


def raised_without_original(world: World, by: str = "archivist", department: str = "BGS") -> int:
    """File a secret item without its original and raise it; return its id. At once it could not be filed so (6.5.4)."""
    new = NewItem(
        "", filing.series_of("Z109", "WS", 2021, "D10", department), "传真件", "notices", 2021,
        world.departments[department], Level.SECRET, "D10", original=False,
    )  # fmt: skip
    assert filing.file_batch(world.archive, world.actor(), [new], "test").done
    item = int(rows(world, "SELECT max(id) FROM item")[0][0])
    assert care.raise_level(world.archive, world.actor(by), item, Level.CONFIDENTIAL, "含底价").done
    return item


def test_what_was_called_back_stands_there_until_it_is_back(world: World) -> None:
    loan = lent(world, "director", PLAIN)
    care.recall(world.archive, world.actor("gm"), loan.loan_id, "审计要用")
    world.clock.pass_(HOUR)
    (shown,) = open_work.recalls(world.archive, world.actor())
    assert (shown.loan_id, shown.borrower, shown.cause, shown.reason, shown.by) == (
        1,
        "单国栋",
        "asked",
        "审计要用",
        "王建勋",
    )
    assert (shown.since, shown.overdue, shown.reminders) == (START, False, 0)
    back(world, PLAIN)
    assert open_work.recalls(world.archive, world.actor()) == ()


def test_what_was_raised_while_it_is_out_is_called_back_once(world: World) -> None:
    loan = lent(world, "director", PLAIN)
    care.raise_level(world.archive, world.actor(), world.item(PLAIN), Level.SECRET, "含报价")
    (shown,) = open_work.recalls(world.archive, world.actor())
    assert (shown.loan_id, shown.cause, shown.reason) == (loan.loan_id, "level_raised", "含报价")


def test_incidents_stand_there_until_they_are_closed(world: World) -> None:
    lent(world, "director", PLAIN)
    back(world, PLAIN, incident="damage", note="缺角")
    world.clock.pass_(HOUR)
    care.open_incident(world.archive, world.actor(), world.item(LEASING_SECRET), "copied", "拍照")
    first, second = open_work.incidents(world.archive, world.actor("gm"))
    assert (first.kind, first.borrower, first.note, first.by, first.since) == (
        "damage",
        "单国栋",
        "缺角",
        "沈静文",
        START,
    )
    assert (second.kind, second.borrower, second.borrower_id) == ("copied", "", None)
    care.close_incident(world.archive, world.actor(), first.incident_id, "已修补")
    assert [each.kind for each in open_work.incidents(world.archive, world.actor("gm"))] == ["copied"]


def test_6_5_4_originals_are_owed_since_the_latest_raise(world: World) -> None:
    first = raised_without_original(world)
    world.clock.pass_(HOUR)
    second = raised_without_original(world, "gm")
    world.clock.pass_(HOUR)
    care.raise_level(world.archive, world.actor(), first, Level.TOP_SECRET, "绝密")
    found = open_work.originals_owed(world.archive, world.actor())
    assert [(each.item.id, each.since, each.by) for each in found] == [
        (second, START + HOUR, "王建勋"), (first, START + 2 * HOUR, "沈静文"),
    ]  # fmt: skip
    care.lower_level(world.archive, world.actor(), second, Level.SECRET, "降密", "gm", PIN)
    assert labels(world, "gm", "originals_owed") == [found[1].item.label]


def test_an_approval_is_there_with_the_time_that_is_left_until_it_lapses(world: World) -> None:
    sign(world, "liuyang", LEASING_SECRET, "gm")
    world.clock.pass_(2 * HOUR)
    request = ask(world, "liuyang", PLAIN)
    decide(world, request.request_id, "heyong")
    decide(world, request.request_id, "director")
    world.clock.pass_(HOUR)
    first, second = open_work.to_fetch(world.archive, world.actor())
    assert (first.line.item.id, first.left) == (world.item(LEASING_SECRET), 21 * HOUR)
    assert (second.line.item.id, second.left, second.lapses_at) == (world.item(PLAIN), 23 * HOUR, START + 26 * HOUR)
    lent(world, "liuyang", LEASING_SECRET)
    assert labels(world, "archivist", "to_fetch") == ["I0000001-5"]
    world.clock.pass_(23 * HOUR + timedelta(seconds=1))
    assert labels(world, "archivist", "to_fetch") == []


def test_the_setting_says_when_an_approval_lapses(world: World) -> None:
    sign(world, "liuyang", LEASING_SECRET, "gm")
    office.choose_setting(world.archive, world.actor(), "sign_off_hours", "3", "gm", PIN)
    (only,) = open_work.to_fetch(world.archive, world.actor())
    assert only.left == 3 * HOUR


@pytest.mark.parametrize(
    ("login", "seen"),
    [("archivist", [1, 2]), ("liuyang", [1]), ("heyong", [1]), ("zhoumin", [2]), ("chenxiaomei", [2]), ("qinchuan", []),
     ("gm", [])],
)  # fmt: skip
def test_6_7_2_forms_that_wait_for_others_are_for_whom_one_may_ask(world: World, login: str, seen: list[int]) -> None:
    ask(world, "liuyang", LEASING_SECRET)
    asked = ask(world, "chenxiaomei", PLAIN)
    decide(world, asked.request_id, "zhoumin")
    found = open_work.with_others(world.archive, world.actor(login))
    assert [line.request_id for line in found] == seen
    assert all(line.signers for line in found)


def test_a_form_that_waits_for_oneself_waits_for_no_other(world: World) -> None:
    ask(world, "chenxiaomei", PLAIN)
    assert labels(world, "zhoumin", "with_others") == []
    signing.withdraw(world.archive, world.actor("chenxiaomei"), 1)
    assert labels(world, "archivist", "with_others") == []


@pytest.mark.parametrize("login", EVERYBODY)
def test_the_lists_are_for_who_reads_the_trail_and_else_for_what_is_ones_own(world: World, login: str) -> None:
    sign(world, "liuyang", LEASING_SECRET, "gm")
    loan = lent(world, "liuyang", LEASING_SECRET)
    care.recall(world.archive, world.actor(), loan.loan_id)
    care.open_incident(world.archive, world.actor(), world.item(LEASING_SECRET), "copied", "")
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "damage", "")
    all_of_it = {"archivist": 2, "gm": 2, "director": 2, "deputy1": 2, "liuyang": 1}.get(login, 0)
    assert len(labels(world, login, "incidents")) == all_of_it
    assert len(labels(world, login, "recalls")) == (1 if all_of_it else 0)
    assert counted(world, login) == (1 if all_of_it else 0, all_of_it, 0)


@pytest.mark.parametrize("login", EVERYBODY)
def test_guarded_items_are_in_no_list_and_no_count_of_who_may_not_know_them(world: World, login: str) -> None:
    sign(world, "qinchuan", OFFICE_CONFIDENTIAL, "gm", Kind.READING)
    loan = lent(world, "qinchuan", OFFICE_CONFIDENTIAL)
    care.recall(world.archive, world.actor(), loan.loan_id)
    care.open_incident(world.archive, world.actor(), world.item(OFFICE_CONFIDENTIAL), "copied", "")
    raised_without_original(world)
    raised_without_original(world, department="ZLB")
    knows = login in ("archivist", "gm")
    in_charge = login == "deputy1"  # of leasing, and of no paper of the office
    assert len(labels(world, login, "recalls")) == len(labels(world, login, "incidents")) == int(knows)
    assert len(labels(world, login, "originals_owed")) == (2 if knows else int(in_charge))
    assert counted(world, login) == (int(knows), int(knows), 2 if knows else int(in_charge))
