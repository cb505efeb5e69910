"""A large import: rows put aside are seen by nobody, the flip brings all at once, and nothing is left of the others."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.services import care, filing, finding, staging, verifying
from archive_tui.services.archive import Archive, BadInput, StoreFault
from archive_tui.store import import_rows
from archive_tui.store.records import NewItem
from tests.world import SetClock, World

ROOT = str(Path(__file__).resolve().parents[2])
SERIES = "Z109-WS·2020-D10-BGS"


def new(title: str = "新文件", code: str = "", level: Level = Level.UNCLASSIFIED) -> NewItem:
    return NewItem(code, SERIES, title, "notices", 2020, 1, level, "D10")


def staged(world: World, *titles: str) -> None:
    """Leave rows behind as an import does that is killed."""
    with world.archive.store.write():
        batch = import_rows.begin_batch(world.archive.store, "csv", 1, 0)
    staging.Staging(world.archive, world.actor(), "csv", batch, {}).add([new(title) for title in titles])


def rows(world: World, sql: str) -> list[tuple[object, ...]]:
    with world.archive.store.read():
        return list(world.archive.store.db.execute_sql(sql).fetchall())


def found(world: World, text: str, who: str = "archivist") -> tuple[int, list[str]]:
    page = finding.page_register(world.archive, world.actor(who), text, "title", False, 0, 100)
    return finding.count_register(world.archive, world.actor(who), text), [item.archival_code for item in page]


@pytest.mark.parametrize("who", ["archivist", "gm", "deputy1", "liuyang"])
@pytest.mark.parametrize("text", ["", "待翻", "daifan", "df", "待翻的新文件", "BGS"])
def test_rows_that_wait_are_in_no_list_count_or_search(world: World, who: str, text: str) -> None:
    before = found(world, text, who)
    everything = verifying.verify(world.archive)
    staged(world, "待翻的新文件", "待翻的新文件")
    assert found(world, text, who) == before
    assert verifying.verify(world.archive) == everything
    assert finding.meaning_of(world.archive, world.actor(who), f"{SERIES}-0001").kind == "nothing"


def test_the_flip_brings_all_of_them_in_one_entry(world: World) -> None:
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        for start in range(0, 600, staging.CHUNK):
            waiting.add([new(f"批量文件{n}") for n in range(start, min(start + staging.CHUNK, 600))])
        assert found(world, "批量") == (0, [])
        done = waiting.flip().done
    assert done is not None and done.count == 600
    assert found(world, "批量")[0] == 600
    assert found(world, "批量文件599")[1] == [f"{SERIES}-0600"]
    assert rows(world, "SELECT count(*) FROM staged_item") == [(0,)]
    assert verifying.verify(world.archive).problems == ()


def test_what_came_by_a_flip_can_be_raised_and_is_found_by_whom_it_may(world: World) -> None:
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        waiting.add([new("批量文件"), new("批量机密", level=Level.CONFIDENTIAL)])
        waiting.flip()
    assert [found(world, "批量", who)[0] for who in ("archivist", "liuyang")] == [2, 1]
    item = finding.meaning_of(world.archive, world.actor(), f"{SERIES}-0001").item
    assert item is not None
    assert care.raise_level(world.archive, world.actor(), item.id, Level.CONFIDENTIAL, "含名单").done
    assert [found(world, "批量", who)[0] for who in ("archivist", "liuyang")] == [2, 0]
    assert verifying.verify(world.archive).problems == ()


def test_whoever_files_meanwhile_gets_other_codes_and_ids(world: World) -> None:
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        waiting.add([new("批量一")])
        assert filing.file_batch(world.archive, world.actor(), [new("桌面一")], "form").done
        waiting.add([new("批量二"), new("批量三")])
        assert filing.file_batch(world.archive, world.actor(), [new("桌面二")], "form").done
        assert waiting.flip().done
    assert {title: code for title, code in rows(world, "SELECT title, archival_code FROM item WHERE year = 2020")} == {
        "批量一": f"{SERIES}-0001", "桌面一": f"{SERIES}-0002", "批量二": f"{SERIES}-0003", "批量三": f"{SERIES}-0004",
        "桌面二": f"{SERIES}-0005",
    }  # fmt: skip
    assert verifying.verify(world.archive).problems == ()


def test_a_code_that_waits_is_taken_and_one_given_meanwhile_stops_the_import(world: World) -> None:
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        waiting.add([new(code=f"{SERIES}-0007")])
        with pytest.raises(BadInput, match="code_there"):
            filing.file_batch(world.archive, world.actor(), [new(code=f"{SERIES}-0007")], "form")
        assert filing.file_batch(world.archive, world.actor(), [new()], "form").done
        with pytest.raises(BadInput, match="code_there"):
            waiting.add([new(code=f"{SERIES}-0008")])
    assert rows(world, "SELECT archival_code FROM item WHERE year = 2020") == [(f"{SERIES}-0008",)]


def test_what_is_stopped_leaves_nothing_and_its_codes_are_given_again(world: World) -> None:
    before = found(world, "")
    with suppress(KeyboardInterrupt), staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        waiting.add([new("批量一"), new("批量二")])
        raise KeyboardInterrupt
    assert found(world, "") == before
    assert rows(world, "SELECT (SELECT count(*) FROM staged_item), state FROM import_batch") == [(0, "dropped")]
    done = filing.file_batch(world.archive, world.actor(), [new("批量甲")], "form").done
    assert done is not None
    assert found(world, "批量") == (1, [f"{SERIES}-0001"])


def test_two_imports_never_run_at_once(world: World) -> None:
    with staging.staging(world.archive, world.actor(), "csv", {}):
        with pytest.raises(StoreFault) as fault, staging.staging(world.archive, world.actor(), "csv", {}):
            pass
        assert fault.value.code == "importing"
    with staging.staging(world.archive, world.actor(), "csv", {}):
        pass
    assert not list(world.path.parent.glob("*.import"))


def test_who_may_no_longer_file_is_refused_at_the_flip(world: World) -> None:
    with staging.staging(world.archive, world.actor("director"), "csv", {}) as waiting:
        waiting.add([new("批量一")])
        outcome = waiting.flip()
    assert outcome.done is None
    assert [clause.code for clause in outcome.ruling.against] == ["may_not"]
    assert found(world, "批量") == (0, [])


def test_an_item_whose_original_is_missing_refuses_the_whole_flip(world: World) -> None:
    guarded = NewItem("", SERIES, "批量一", "notices", 2020, 1, Level.CONFIDENTIAL, "D10", original=False)
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        waiting.add([new("批量二"), guarded])
        outcome = waiting.flip()
    assert [clause.code for clause in outcome.ruling.against] == ["original_not_in_room"]
    assert found(world, "批量") == (0, [])


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive_tui.services import staging
from archive_tui.services.archive import Actor, Archive
from archive_tui.regulation.levels import Level
from archive_tui.store.records import NewItem
from tests.world import SetClock
archive = Archive.open(Path(sys.argv[1]), SetClock())
with staging.staging(archive, Actor(2), "csv", {}) as waiting:
    waiting.add([NewItem("", sys.argv[3], f"批量{n}", "notices", 2020, 1, Level.SECRET, "D10") for n in range(200)])
    print("waiting", flush=True)
    sys.stdin.read()
"""


def test_an_import_that_was_killed_leaves_nothing_visible_and_the_next_one_clears_up(world: World) -> None:
    importer = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(world.path), ROOT, SERIES],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert importer.stdout is not None and importer.stdout.readline() == "waiting\n"
    with pytest.raises(StoreFault), staging.staging(world.archive, world.actor(), "csv", {}):
        pass
    importer.kill()
    importer.communicate()
    assert rows(world, "SELECT count(*) FROM staged_item") == [(200,)]
    assert found(world, "批量") == (0, [])
    world.archive.close()
    world.archive = Archive.open(world.path, SetClock())
    assert verifying.verify(world.archive).problems == ()
    with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
        assert rows(world, "SELECT count(*) FROM staged_item") == [(0,)]
        waiting.add([new("批量的新文件")])
        waiting.flip()
    assert found(world, "批量") == (1, [f"{SERIES}-0001"])
    assert [state for (state,) in rows(world, "SELECT state FROM import_batch ORDER BY id")] == ["dropped", "flipped"]
    assert verifying.verify(world.archive).problems == ()


def test_a_session_that_checked_before_finds_no_damage_after_another_ones_import(world: World) -> None:
    other = Archive.open(world.path, SetClock())
    try:
        assert verifying.verify(other).problems == ()
        with staging.staging(world.archive, world.actor(), "csv", {}) as waiting:
            for start in range(0, 10_000, staging.CHUNK):
                waiting.add([new(f"第{n}号塔式起重机租赁合同的批复") for n in range(start, start + staging.CHUNK)])
            waiting.flip()
        assert verifying.verify(other).problems == ()
    finally:
        other.close()
