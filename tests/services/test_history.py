"""An item's card: the description, and what became of the item, for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.services import care, history, lending, signing
from archive_tui.services.archive import NotThere
from archive_tui.services.history import ItemCard
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from tests.world import PIN, World


def card(world: World, part: str, login: str = "archivist") -> ItemCard:
    return history.card(world.archive, world.actor(login), world.item(part))


@pytest.fixture
def told(world: World) -> World:
    """Lend a secret item, take it back late with a page missing, raise it, and lend it to another reader."""
    item, a, archivist = world.item("塔式"), world.archive, world.actor()
    for login in ("liuyang", "heyong"):
        borrower = world.people[login]
        assert signing.sign_here(a, archivist, borrower, Asked(item), "gm", PIN).done
        assert lending.check_out(a, archivist, borrower, [Wanted(item)], pledged=True)[item].done
        if login == "liuyang":
            world.clock.pass_(timedelta(hours=5))
            assert lending.give_back(a, archivist, item, pages=9, state="缺第3页").done
            incidents = card(world, "塔式").incidents
            for incident in incidents:
                care.close_incident(a, archivist, incident.incident_id, "已补")
    care.raise_level(a, archivist, item, Level.CONFIDENTIAL, "涉及报价")
    return world


def test_a_card_tells_of_loans_incidents_and_levels_the_newest_first(told: World) -> None:
    shown = card(told, "塔式")
    assert (shown.item.title, shown.filed_level, shown.item.level) == (
        "2019年塔式起重机租赁合同", Level.SECRET, Level.CONFIDENTIAL,
    )  # fmt: skip
    assert [(loan.borrower, loan.kind, loan.late, loan.pages_back) for loan in shown.loans] == [
        ("何勇", Kind.OUT, False, None), ("刘洋", Kind.OUT, True, 9),
    ]  # fmt: skip
    assert shown.loans[0].recalled
    assert shown.loans[0].returned_at is None
    assert sorted(i.kind for i in shown.incidents) == ["late", "pages_missing"]
    assert {i.close_reason for i in shown.incidents} == {"已补"}
    assert [(c.old, c.new, c.by, c.reason) for c in shown.levels] == [
        (Level.SECRET, Level.CONFIDENTIAL, "沈静文", "涉及报价")
    ]
    seqs = [entry.seq for entry in shown.entries]
    assert seqs == sorted(seqs, reverse=True)
    assert [entry.act for entry in shown.entries][:2] == ["level_change", "check_out"]
    assert all(told.item("塔式") in entry.items for entry in shown.entries)


def test_who_may_not_read_the_trail_sees_own_loans_and_the_running_one_but_no_entries(world: World) -> None:
    item = world.item("放假")
    for login in ("gm", "director", "deputy1"):
        done = lending.check_out(world.archive, world.actor(), world.people[login], [Wanted(item)], pledged=True)
        assert done[item].done
        if login != "deputy1":
            assert lending.give_back(world.archive, world.actor(), item, incident="damage").done
    plain = card(world, "放假", "liuyang")
    assert plain.item.title is not None
    assert ([loan.borrower for loan in plain.loans], plain.incidents, plain.entries) == (["李卫东"], (), ())
    full = card(world, "放假", "director")
    assert [loan.borrower for loan in full.loans] == ["李卫东", "单国栋", "王建勋"]
    assert len(full.incidents) == 2
    assert full.entries


def test_a_card_of_an_item_that_one_may_not_know_tells_only_that_it_exists(told: World) -> None:
    for login in ("deputy2", "director", "liuyang"):  # liuyang had it in hand before it was raised
        shown = card(told, "塔式", login)
        assert (shown.item.title, shown.item.author, shown.item.holder) == (None, "", "")
        assert (shown.keywords, shown.remark, shown.filed_level) == ("", "", Level.CONFIDENTIAL)
        assert not (shown.loans or shown.incidents or shown.levels or shown.entries)
    for login in ("gm", "deputy1", "heyong"):  # heyong has it in hand
        assert card(told, "塔式", login).item.title


def test_a_card_of_no_item_is_not_there(world: World) -> None:
    with pytest.raises(NotThere):
        history.card(world.archive, world.actor(), 999)
