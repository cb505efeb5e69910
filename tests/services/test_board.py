"""The clock board: what is away, in which order, for whose eyes; and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.services import board, care, lending, signing
from archive_tui.services.board import Board, Counters
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from tests.world import PIN, World


def shown(world: World, login: str = "archivist", eyes: str | None = None) -> Board:
    return board.board(world.archive, world.actor(login), world.people[eyes] if eyes else None)


def hand_over(world: World, login: str, part: str, signer: str | None = None, kind: Kind | None = None) -> int:
    """Hand an item over, signed on the spot where it takes a signature, and return the loan."""
    borrower, item = world.people[login], world.item(part)
    if signer is not None:
        assert signing.sign_here(world.archive, world.actor(), borrower, Asked(item, kind), signer, PIN).done
    lent = lending.check_out(world.archive, world.actor(), borrower, [Wanted(item, kind)], pledged=True)[item].done
    assert lent is not None
    return lent.loan_id


@pytest.fixture
def busy(world: World) -> World:
    """Lend an unclassified paper, then a secret one, then hand a confidential one over in the room."""
    hand_over(world, "deputy2", "年检")
    world.clock.pass_(timedelta(hours=1))
    hand_over(world, "liuyang", "塔式", "deputy1")
    hand_over(world, "liuyang", "信用调查", "gm")
    return world


def order(shown_board: Board) -> list[str]:
    return [(row.item.title or "----")[:4] for row in shown_board.rows]


def test_what_is_due_soonest_stands_first(busy: World) -> None:
    now = shown(busy)
    assert order(now) == ["2019", "信用调查", "设备年检"]
    assert [row.left for row in now.rows] == [timedelta(hours=4), timedelta(hours=7.5), timedelta(days=14, hours=-1)]
    assert [row.kind for row in now.rows] == [Kind.OUT, Kind.READING, Kind.OUT]
    assert not any(row.overdue for row in now.rows)
    assert now.now.utc == busy.clock.wall


def test_what_is_overdue_stands_on_top_longest_first(busy: World) -> None:
    busy.clock.pass_(timedelta(hours=4))
    assert [row.overdue for row in shown(busy).rows] == [False] * 3  # exactly four hours is on time
    busy.clock.pass_(timedelta(seconds=1))
    assert [row.overdue for row in shown(busy).rows] == [True, False, False]
    busy.clock.pass_(timedelta(days=20))
    now = shown(busy)
    assert order(now) == ["2019", "信用调查", "设备年检"]
    assert all(row.overdue for row in now.rows)


def test_a_turned_wall_clock_changes_nothing_on_the_board(busy: World) -> None:
    before = [(row.loan_id, row.left) for row in shown(busy).rows]
    busy.clock.turn(timedelta(days=-3))
    assert [(row.loan_id, row.left) for row in shown(busy).rows] == before
    assert board.counters(busy.archive, busy.actor()).due == 0


def test_a_row_tells_of_recalls_reminders_and_renewals_and_of_the_level_now(busy: World) -> None:
    rows = {row.item.id: row for row in shown(busy).rows}
    secret, plain = rows[busy.item("塔式")], rows[busy.item("年检")]
    assert care.raise_level(busy.archive, busy.actor(), secret.item.id, Level.TOP_SECRET, "涉及报价").done
    assert lending.renew(busy.archive, busy.actor(), plain.loan_id).done
    care.remind(busy.archive, busy.actor(), plain.loan_id)
    care.remind(busy.archive, busy.actor(), plain.loan_id)
    rows = {row.item.id: row for row in shown(busy).rows}
    secret, plain = rows[busy.item("塔式")], rows[busy.item("年检")]
    assert (secret.recalled, secret.recall_cause, secret.level) == (True, "level_raised", Level.TOP_SECRET)
    assert (plain.recalled, plain.recall_cause, plain.reminders, plain.renewed) == (False, None, 2, 1)
    assert (plain.borrower, plain.reminded_at) == ("赵启明", busy.clock.wall)


def test_what_came_back_is_off_the_board(busy: World) -> None:
    assert lending.give_back(busy.archive, busy.actor(), busy.item("塔式"), pages=10).done
    assert order(shown(busy)) == ["信用调查", "设备年检"]


def test_a_guarded_item_is_on_the_board_only_of_who_may_know_it(busy: World) -> None:
    told = {login: "信用调查" in order(shown(busy, login)) for login in ("gm", "deputy1", "deputy2", "director")}
    assert told == {"gm": True, "deputy1": True, "deputy2": False, "director": False}
    assert "信用调查" in order(shown(busy, "liuyang"))  # who has it in hand
    assert len(shown(busy, "director").rows) == 2


def test_a_borrower_at_the_desk_reads_no_title_that_is_not_for_him(busy: World) -> None:
    assert order(shown(busy, eyes="chenxiaomei")) == ["2019", "----", "设备年检"]
    assert order(shown(busy, eyes="deputy1")) == order(shown(busy))


def test_closing_the_room_lists_what_is_still_read_in_it(busy: World) -> None:
    rows = board.closing_list(busy.archive, busy.actor())
    assert [(row.borrower, row.item.title, row.kind) for row in rows] == [("刘洋", "信用调查报告", Kind.READING)]


def test_who_keeps_the_room_counts_all_that_is_due_and_others_their_own(busy: World) -> None:
    def due(login: str) -> int:
        return board.counters(busy.archive, busy.actor(login)).due

    busy.clock.pass_(timedelta(hours=3, minutes=29, seconds=59))
    assert due("archivist") == due("liuyang") == 0
    busy.clock.pass_(timedelta(seconds=1))
    assert (due("archivist"), due("liuyang"), due("deputy2"), due("gm")) == (1, 1, 0, 0)
    busy.clock.pass_(timedelta(hours=4))
    assert (due("archivist"), due("liuyang")) == (2, 2)


def test_counters_tell_what_is_to_sign_and_what_is_approved(world: World) -> None:
    clerk, item = world.people["liuyang"], world.item("塔式")

    def count(login: str) -> Counters:
        return board.counters(world.archive, world.actor(login))

    done = signing.request(world.archive, world.actor("liuyang"), clerk, [Asked(item)]).done
    assert done is not None
    assert [count(login).sign_offs for login in ("gm", "deputy1", "deputy2", "archivist", "liuyang")] == [1, 1, 0, 0, 0]
    assert signing.sign_off(world.archive, world.actor("gm"), done.request_id, "gm", PIN).done
    assert count("gm") == Counters(sign_offs=0, due=0, requests=0)
    assert count("archivist") == Counters(sign_offs=0, due=0, requests=1)
    assert count("liuyang").requests == 1
    hand_over(world, "liuyang", "塔式")
    assert count("archivist").requests == 0
