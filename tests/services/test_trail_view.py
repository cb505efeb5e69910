"""The trail on screen: filters, refusals, names beside ids, and who may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation import short_codes
from archive_tui.services import care, lending, pins, signing, trail_view
from archive_tui.services.archive import Actor
from archive_tui.services.lending import Wanted
from archive_tui.services.pins import PinRefused
from archive_tui.services.signing import Asked
from archive_tui.services.trail_view import EntryShown
from archive_tui.services.trail_view import Wanted as Filter
from tests.store.plain_client import run
from tests.world import PIN, World


def page(world: World, wanted: Filter | None = None, login: str = "archivist") -> list[EntryShown]:
    """Return all that a filter finds, and hold its count to it."""
    found = trail_view.page_entries(world.archive, world.actor(login), wanted or Filter(), 0, 1000)
    assert trail_view.count_entries(world.archive, world.actor(login), wanted or Filter()) == len(found)
    return found


@pytest.fixture
def busy(world: World) -> World:
    """Let a day pass with a loan, two refusals, a wrong PIN and, the day after, a return."""
    a, archivist, item = world.archive, world.actor(), world.item("塔式")
    clerk = world.people["liuyang"]
    lending.note_refusal(a, archivist, clerk, world.item("底价"))
    with pytest.raises(PinRefused):
        pins.prove(a, archivist, "gm", "000000")
    assert signing.sign_here(a, archivist, clerk, Asked(item), "gm", PIN).done
    assert lending.check_out(a, archivist, clerk, [Wanted(item)], pledged=True)[item].done
    assert not care.recall(a, world.actor("liuyang"), 1).ruling.allowed
    world.clock.pass_(timedelta(days=1))
    assert lending.give_back(a, archivist, item, pages=10).done
    return world


def test_entries_come_the_newest_first_in_pages(busy: World) -> None:
    whole = page(busy)
    assert [entry.seq for entry in whole] == list(range(len(whole), 0, -1))
    assert [entry.act for entry in whole[:6]] == [
        "give_back", "refused", "check_out", "sign_off", "request", "pin_wrong",
    ]  # fmt: skip
    for offset in (0, 4, 8, len(whole) - 2):
        part = trail_view.page_entries(busy.archive, busy.actor(), Filter(), offset, 4)
        assert part == whole[offset : offset + 4]
    assert len(whole[0].hash) == 64


def test_names_and_labels_stand_beside_the_ids_but_never_a_title(busy: World) -> None:
    entry = next(e for e in page(busy) if e.act == "sign_off")
    assert entry.actor == "沈静文"
    assert {busy.people["gm"]: "王建勋", busy.people["liuyang"]: "刘洋"}.items() <= entry.people.items()
    assert entry.items == {busy.item("塔式"): short_codes.make("I", busy.item("塔式"))}
    assert entry.facts["signer"] == busy.people["gm"]
    assert "塔式" not in str(page(busy))
    founding = page(busy)[-1]
    assert (founding.act, founding.actor, founding.seq) == ("init", "", 1)


def test_the_trail_is_filtered_by_person_item_act_and_day(busy: World) -> None:
    item, clerk = busy.item("塔式"), busy.people["liuyang"]
    about_item = page(busy, Filter(item_id=item))
    assert [entry.act for entry in about_item] == ["give_back", "refused", "check_out", "sign_off", "request"]
    about_clerk = page(busy, Filter(person_id=clerk))
    assert {"give_back", "check_out", "refused"} <= {entry.act for entry in about_clerk}
    assert any(entry.facts["by"] == clerk for entry in about_clerk)  # as actor too
    assert [e.act for e in page(busy, Filter(person_id=clerk, item_id=item, acts=("check_out",)))] == ["check_out"]
    today = busy.clock.wall - timedelta(hours=1)
    assert [entry.act for entry in page(busy, Filter(since=today))] == ["give_back"]
    assert "give_back" not in {entry.act for entry in page(busy, Filter(until=today))}
    assert page(busy, Filter(since=today, until=today)) == []
    assert page(busy, Filter(item_id=999)) == []


def test_refusals_are_entries_that_can_be_asked_for_alone(busy: World) -> None:
    refusals = page(busy, Filter(refusals_only=True))
    assert [(entry.act, entry.facts.get("of")) for entry in refusals] == [
        ("refused", "recall"), ("pin_wrong", None), ("refused", "check_out"),
    ]  # fmt: skip
    assert refusals[-1].facts["clauses"] == ["6.7.3 top_secret_never"]
    assert [e.facts["of"] for e in page(busy, Filter(refusals_only=True, acts=("check_out",)))] == ["check_out"]


def test_the_acts_to_choose_among_are_those_that_the_trail_holds(busy: World) -> None:
    acts = trail_view.acts(busy.archive, busy.actor())
    assert acts == sorted(set(acts))
    assert {"init", "check_out", "give_back", "refused"} <= set(acts)


@pytest.mark.parametrize(
    ("login", "reads"),
    [("gm", True), ("deputy2", True), ("director", True), ("archivist", True), ("heyong", False), ("liuyang", False)],
)
def test_only_who_may_read_the_trail_gets_any_of_it(busy: World, login: str, reads: bool) -> None:
    assert bool(page(busy, login=login)) is reads
    assert bool(trail_view.acts(busy.archive, busy.actor(login))) is reads
    assert page(busy, Filter(person_id=busy.people[login]), login=login) == [] or reads


def test_nobody_reads_nothing(busy: World) -> None:
    assert trail_view.page_entries(busy.archive, Actor(999), Filter(), 0, 10) == []


def test_a_forged_entry_about_an_item_of_no_label_is_shown_all_the_same(world: World) -> None:
    body = '{"act":"remind","at":5,"by":2,"item":9007199254740991,"items":[99999999]}'
    head = "(SELECT hash FROM trail ORDER BY seq DESC LIMIT 1)"
    values = f"SELECT max(seq) + 1, 5, '{body}', {head}, zeroblob(32) FROM trail"
    forged = f"INSERT INTO trail(seq, at, body, prev, hash) {values}"
    assert run(world.path, forged)[0] is None
    assert (page(world)[0].act, page(world)[0].items) == ("remind", {})
