"""Volumes (6.6 ②): made, corrected, filled and emptied; what of it stands in the history of an item."""

from __future__ import annotations

import pytest

from archive_tui.regulation.archival_codes import parse
from archive_tui.services import describing, history, verifying, volumes
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.describing import BadFields, ChangedMeanwhile
from tests.services.desk import FIRST_VOLUME as CODE
from tests.services.desk import codes, last_body
from tests.services.test_describing import filed
from tests.world import World

VOLUME = {"title": "2026年租赁合同", "department": "ZLB", "category": "合同", "year": "2026", "retention": "10年"}


def made(world: World) -> int:
    done = volumes.add_volume(world.archive, world.actor(), VOLUME).done
    assert done is not None
    return done


def codes_in(world: World, volume: int, by: str = "archivist") -> list[int]:
    return [item.id for item in volumes.volume_card(world.archive, world.actor(by), volume).items]


def test_a_volume_has_a_code_of_its_own_that_is_no_items(world: World) -> None:
    first, second = made(world), made(world)
    told = [one.archival_code for one in volumes.list_volumes(world.archive, world.actor())]
    assert told == [CODE.replace("0001", "0002"), CODE] and parse(CODE) is None
    assert (first, second) == (1, 2)


@pytest.mark.parametrize("by", ["gm", "director", "liuyang"])
def test_only_the_archivist_makes_and_keeps_volumes(world: World, by: str) -> None:
    assert codes(volumes.add_volume(world.archive, world.actor(by), VOLUME).ruling) == ["6.3 may_not"]
    volume, item = made(world), world.item("放假")
    assert codes(volumes.put_in(world.archive, world.actor(by), volume, [item]).ruling) == ["6.3 may_not"]
    assert codes(volumes.take_out(world.archive, world.actor(by), volume, item).ruling) == ["6.3 may_not"]
    assert codes(volumes.edit_volume(world.archive, world.actor(by), volume, {}, {"title": "x"}).ruling) == [
        "6.3 may_not"
    ]


def test_the_same_form_asked_for_again_makes_one_volume(world: World) -> None:
    for _ in range(2):
        assert volumes.add_volume(world.archive, world.actor(), VOLUME, key="k").done == 1


def test_all_that_is_wrong_with_a_volume_is_said_at_once(world: World) -> None:
    with pytest.raises(BadFields) as raised:
        volumes.add_volume(world.archive, world.actor(), {"year": "26"})
    assert [fault.field for fault in raised.value.faults] == ["title", "department", "category", "year", "retention"]


def test_items_are_filed_into_put_into_and_taken_out_of_a_volume_and_their_history_says_so(world: World) -> None:
    volume, plain = made(world), world.item("放假")
    inside = filed(world, volume=CODE).item_id
    assert volumes.put_in(world.archive, world.actor(), volume, [plain]).done == 1
    assert set(codes_in(world, volume)) == {inside, plain}
    assert history.card(world.archive, world.actor(), inside).volume == CODE
    with pytest.raises(BadInput, match="in_volume_already"):
        volumes.put_in(world.archive, world.actor(), volume, [plain])
    assert volumes.take_out(world.archive, world.actor(), volume, plain).ruling.allowed
    told = history.card(world.archive, world.actor(), plain)
    assert [(r.field, r.old, r.new) for r in told.revisions] == [("volume", CODE, ""), ("volume", "", CODE)]
    assert [entry.act for entry in told.entries] == ["volume_take", "volume_put"]
    with pytest.raises(NotThere):
        volumes.take_out(world.archive, world.actor(), volume, plain)
    assert verifying.verify(world.archive).ok


def test_an_edit_of_an_item_moves_it_between_volumes(world: World) -> None:
    first, second = made(world), made(world)
    item = filed(world, volume=CODE).item_id
    seen = describing.open_form(world.archive, world.actor(), item).seen
    other = {**seen, "volume": CODE.replace("0001", "0002")}
    assert describing.edit_item(world.archive, world.actor(), item, seen, other).done
    assert (codes_in(world, first), codes_in(world, second)) == ([], [item])
    assert verifying.verify(world.archive).ok


def test_a_volume_shows_and_counts_only_what_one_may_know_of(world: World) -> None:
    volume = made(world)
    assert volumes.put_in(world.archive, world.actor(), volume, [world.item("放假"), world.item("董事会")]).done
    assert len(codes_in(world, volume)) == 2
    assert codes_in(world, volume, "director") == [world.item("放假")]
    assert volumes.list_volumes(world.archive, world.actor("director"))[0].count == 1
    assert volumes.list_volumes(world.archive, world.actor("liuyang")) == []
    with pytest.raises(NotThere):
        volumes.volume_card(world.archive, world.actor("liuyang"), volume)


def test_a_correction_leaves_the_code_and_what_it_says_alone(world: World) -> None:
    volume = made(world)
    seen = volumes.volume_card(world.archive, world.actor(), volume).seen
    typed = {**seen, "title": "2026年塔吊租赁合同", "place": "甲-1-1", "year": "2020", "department": "BGS"}
    done = volumes.edit_volume(world.archive, world.actor(), volume, seen, typed).done
    assert done == ("title", "place") and last_body(world)["fields"] == ["place", "title"]
    told = volumes.volume_card(world.archive, world.actor(), volume).volume
    assert (told.archival_code, told.year, told.title) == (CODE, 2026, "2026年塔吊租赁合同")
    with pytest.raises(ChangedMeanwhile):
        volumes.edit_volume(world.archive, world.actor(), volume, seen, {**seen, "remark": "x"})


def test_a_volume_that_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(NotThere):
        volumes.volume_card(world.archive, world.actor(), 9)
    with pytest.raises(BadFields) as raised:
        filed(world, volume="AJ9")
    assert [fault.code for fault in raised.value.faults] == ["volume"]
