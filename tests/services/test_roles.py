"""Roles with a period, and roles that a staff file proposes (6.3; commands.md, import)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.people import Role
from archive_tui.services import office, proposals, trail_view, verifying
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.pins import PinRefused
from archive_tui.services.proposals import Proposed
from archive_tui.wording.trail import entry_text
from tests.services.desk import PLAIN, acts, back, codes, last_body, lend, rows, sign
from tests.world import PIN, World

DAY = timedelta(days=1)


def propose(world: World, *proposed: Proposed) -> int:
    with world.archive.act(world.actor()) as txn:
        return proposals.propose_roles(txn, proposed)


def test_6_7_1_a_role_counts_within_its_period(world: World) -> None:
    a, desk, clerk, now = world.archive, world.actor(), world.people["liuyang"], world.clock.wall
    office.give_role(a, desk, clerk, Role.DEPUTY, None, "gm", PIN, since=now + DAY, until=now + 3 * DAY)
    assert lend(world, "liuyang", PLAIN).done is None
    world.clock.pass_(DAY)
    assert lend(world, "liuyang", PLAIN).done
    back(world, PLAIN)
    world.clock.pass_(2 * DAY)
    assert lend(world, "liuyang", PLAIN).done is None
    assert verifying.verify(a).ok


def test_6_3_a_role_is_not_given_back_in_time(world: World) -> None:
    a, desk, clerk, now = world.archive, world.actor(), world.people["liuyang"], world.clock.wall
    office.give_role(a, desk, clerk, Role.DEPUTY, None, "gm", PIN, since=now - 30 * DAY)
    assert last_body(world)["since"] == last_body(world)["at"]


def test_6_3_the_trail_says_whose_pin_it_took(world: World) -> None:
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    office.give_role(a, desk, clerk, Role.DEPUTY, None, "gm", PIN)
    office.choose_setting(a, desk, "loan_days", "7", "gm", PIN)
    for entry in trail_view.page_entries(a, desk, trail_view.Wanted(acts=("appoint", "setting")), 0, 2):
        assert (entry.facts["by"], entry.facts["signer"]) == (desk.person_id, world.people["gm"])
        assert entry_text(entry).endswith("; signed by 王建勋")
    assert verifying.verify(a).ok


@pytest.mark.parametrize("lasts", [timedelta(0), -DAY])
def test_6_3_a_role_ends_after_it_begins(world: World, lasts: timedelta) -> None:
    a, desk, clerk, now = world.archive, world.actor(), world.people["liuyang"], world.clock.wall
    with pytest.raises(BadInput, match="role_period"):
        office.give_role(a, desk, clerk, Role.DEPUTY, None, "gm", PIN, until=now + lasts)
    with pytest.raises(BadInput, match="role_employee"):
        office.give_role(a, desk, clerk, Role.EMPLOYEE, None, "gm", PIN)


def test_6_3_proposed_roles_count_once_the_gm_has_signed_the_whole_list(world: World) -> None:
    clerk, other, zlb = world.people["liuyang"], world.people["qinchuan"], world.departments["ZLB"]
    assert propose(world, (clerk, Role.DEPUTY, zlb), (other, Role.SALESPERSON, None)) == 2
    assert lend(world, "liuyang", PLAIN).done is None
    shown = proposals.proposals(world.archive, world.actor("gm"))
    assert [(p.name, p.role, p.department, p.by) for p in shown] == [
        ("刘洋", Role.DEPUTY, "租赁部", "沈静文"), ("秦川", Role.SALESPERSON, "", "沈静文"),
    ]  # fmt: skip
    done = proposals.decide_roles(world.archive, world.actor(), True, "gm", PIN, seen=[p.id for p in shown])
    assert done.done == 2
    assert acts(world)[-1] == "decide_roles"
    assert lend(world, "liuyang", PLAIN).done
    assert sign(world, "chenxiaomei", "塔式", "liuyang").done
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize("by", ["archivist", "director", "deputy1"])
def test_6_3_only_the_gm_decides_on_them(world: World, by: str) -> None:
    propose(world, (world.people["liuyang"], Role.DEPUTY, None))
    outcome = proposals.decide_roles(world.archive, world.actor(), True, by, PIN)
    assert codes(outcome.ruling) == ["6.3 only_gm_signs"]
    with pytest.raises(PinRefused):
        proposals.decide_roles(world.archive, world.actor(), True, "gm", "246802")
    assert lend(world, "liuyang", PLAIN).done is None
    assert len(proposals.proposals(world.archive, world.actor())) == 1


def test_6_3_what_the_gm_refuses_is_given_to_nobody_and_is_not_asked_again(world: World) -> None:
    propose(world, (world.people["liuyang"], Role.DEPUTY, None))
    assert proposals.decide_roles(world.archive, world.actor("gm"), False, "gm", PIN).done == 0
    assert lend(world, "liuyang", PLAIN).done is None
    with pytest.raises(BadInput, match="nothing_proposed"):
        proposals.decide_roles(world.archive, world.actor("gm"), True, "gm", PIN)
    assert verifying.verify(world.archive).ok


def test_6_3_the_gm_signs_the_list_that_was_on_the_screen(world: World) -> None:
    propose(world, (world.people["liuyang"], Role.DEPUTY, None))
    seen = [p.id for p in proposals.proposals(world.archive, world.actor("gm"))]
    propose(world, (world.people["qinchuan"], Role.GM, None))
    with pytest.raises(BadInput, match="list_changed"):
        proposals.decide_roles(world.archive, world.actor("gm"), True, "gm", PIN, seen=seen)


def test_what_is_held_or_proposed_already_is_not_proposed_again(world: World) -> None:
    heyong, zlb = world.people["heyong"], world.departments["ZLB"]
    assert propose(world, (heyong, Role.MANAGER, zlb), (heyong, Role.EMPLOYEE, None)) == 0
    twice = (heyong, Role.DEPUTY, zlb)
    assert propose(world, twice, twice) == 1
    assert propose(world, twice) == 0


def test_who_left_or_got_the_role_meanwhile_gets_none(world: World) -> None:
    a, desk = world.archive, world.actor()
    propose(world, (world.people["liuyang"], Role.DEPUTY, None), (world.people["qinchuan"], Role.DEPUTY, None))
    office.leave(a, desk, world.people["liuyang"])
    office.give_role(a, desk, world.people["qinchuan"], Role.DEPUTY, None, "gm", PIN)
    posts = rows(world, "SELECT count(*) FROM post")
    assert proposals.decide_roles(a, desk, True, "gm", PIN).done == 0
    assert rows(world, "SELECT count(*) FROM post") == posts
    assert verifying.verify(a).ok


def test_roles_that_cannot_be_are_not_proposed(world: World) -> None:
    clerk = world.people["liuyang"]
    with pytest.raises(BadInput, match="manager_of_what"):
        propose(world, (clerk, Role.MANAGER, None))
    for wrong in ((999, Role.DEPUTY, None), (clerk, Role.DEPUTY, 99)):
        with pytest.raises(NotThere):
            propose(world, wrong)
    assert proposals.proposals(world.archive, world.actor("liuyang")) == ()
