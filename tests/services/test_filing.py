"""Filing a batch: all or nothing, numbered without gaps, no confidential paper without its original (6.4, 6.5.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.services import filing, verifying
from archive_tui.services.archive import BadInput, StoreFault
from archive_tui.services.filing import NewItem
from tests.services.desk import acts, codes, last_body, rows
from tests.world import World

SERIES = filing.series_of("Z109", "WS", 2020, "D10", "BGS")


PLAIN = NewItem("", SERIES, "通知", "通知", 2020, 1, Level.UNCLASSIFIED, "D10")


def new(title: str = "通知", code: str = "", level: Level = Level.UNCLASSIFIED, *, original: bool = True) -> NewItem:
    return replace(PLAIN, title=title, archival_code=code, level=level, original=original)


def filed_codes(world: World) -> list[str]:
    return [row[0] for row in rows(world, "SELECT archival_code FROM item WHERE series = ? ORDER BY id", SERIES)]


def file(world: World, *batch: NewItem, by: str = "archivist") -> list[str]:
    """File a batch and return what speaks against it."""
    return codes(filing.file_batch(world.archive, world.actor(by), batch, "test").ruling)


@pytest.mark.parametrize("by", ["gm", "deputy1", "director", "heyong", "liuyang"])
def test_6_4_only_the_archivist_files(world: World, by: str) -> None:
    assert file(world, new(), by=by) == ["6.3 may_not"]
    assert filed_codes(world) == [] and last_body(world)["of"] == "import"


def test_items_without_a_code_are_numbered_within_their_series_after_those_with_one(world: World) -> None:
    assert file(world, new("甲"), new("乙", f"{SERIES}-0005"), new("丙")) == []
    assert file(world, new("丁")) == []
    assert filed_codes(world) == [f"{SERIES}-{n}" for n in ("0006", "0005", "0007", "0008")]


def test_a_batch_is_one_entry_with_its_count_and_digest(world: World) -> None:
    size = len(acts(world))
    file(world, new("甲"), new("乙"))
    assert len(acts(world)) == size + 1
    body = last_body(world)
    assert (body["act"], body["count"], len(body["digest"])) == ("import", 2, 64)
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.TOP_SECRET])
def test_6_5_4_invariant_6_nothing_is_filed_at_confidential_or_above_without_its_original(
    world: World, level: Level
) -> None:
    assert file(world, new("甲"), new("乙", level=level, original=False)) == ["6.5.4 original_not_in_room"]
    assert filed_codes(world) == []
    assert file(world, new("甲"), new("乙", level=level)) == []


@pytest.mark.parametrize("level", [Level.UNCLASSIFIED, Level.SECRET])
def test_6_5_4_below_that_a_copy_may_be_filed(world: World, level: Level) -> None:
    assert file(world, new(level=level, original=False)) == []


def test_a_code_once_given_never_changes_hands(world: World) -> None:
    file(world, new("甲", f"{SERIES}-0001"))
    with pytest.raises(BadInput, match="code_there"):
        file(world, new("乙"), new("丙", f"{SERIES}-0001"))
    assert filed_codes(world) == [f"{SERIES}-0001"]


@pytest.mark.parametrize(
    "bad",
    [
        replace(PLAIN, title=""), replace(PLAIN, title="x" * 501), replace(PLAIN, year=99),
        replace(PLAIN, retention="D20"), replace(PLAIN, pages=0), replace(PLAIN, department_id=99),
    ],
)  # fmt: skip
def test_what_the_tables_refuse_undoes_the_whole_batch(world: World, bad: NewItem) -> None:
    size = len(acts(world))
    with pytest.raises(StoreFault):
        file(world, new("甲"), bad)
    assert filed_codes(world) == [] and len(acts(world)) == size


def test_a_batch_that_is_stopped_leaves_nothing(world: World) -> None:
    told: list[int] = []

    def stop(done: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    batch = [new(f"第{n}号") for n in range(600)]
    with pytest.raises(KeyboardInterrupt):
        filing.file_batch(world.archive, world.actor(), batch, "test", stop)
    assert told == [500] and filed_codes(world) == []
    assert file(world, new()) == []
