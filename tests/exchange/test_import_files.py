"""Files of an import: reading one, and the bad rows of ``--partial`` put beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive_tui.exchange import csv_table
from archive_tui.exchange.imported import How, Imported
from archive_tui.exchange.importing import import_file
from archive_tui.services import staging
from tests.world import World

HEADER = "题名,类别,年度,保管期限,部门,备注\r\n"
GOOD = "关于放假的通知,通知,2025,10年,,\r\n"
BAD = "“坏”的一行,公文,20x5,10年,,\r\n"
ODD = '=cmd(),通知,2025,3年,,"两,行"\r\n'


def register(folder: Path, text: str, encoding: str = "gb18030") -> Path:
    path = folder / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


def brought(world: World, path: Path, *, partial: bool = True, dry_run: bool = False) -> Imported:
    done = import_file(world.archive, world.actor(), "items", path, How(partial, dry_run=dry_run)).done
    assert done is not None
    return done


def items(world: World) -> int:
    with world.archive.store.read():
        return int(world.archive.store.db.execute_sql("SELECT count(*) FROM item").fetchone()[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_good_rows_are_filed_and_the_bad_ones_put_beside_the_file(
    world: World, tmp_path: Path, encoding: str
) -> None:
    path = register(tmp_path, HEADER + GOOD + BAD + GOOD + ODD, encoding)
    before = items(world)
    result = brought(world, path)
    assert (result.rows, result.added, result.rejected_rows) == (4, 2, 2)
    assert result.rejected_file == tmp_path / "register.rejected.csv"
    assert result.rejected_file.read_bytes() == (HEADER + BAD + ODD).encode(encoding)
    assert result.rejected_file.stat().st_mode & 0o777 == 0o600
    assert items(world) == before + 2


def test_what_was_put_aside_comes_in_once_it_is_corrected(world: World, tmp_path: Path) -> None:
    brought(world, register(tmp_path, HEADER + GOOD + BAD))
    aside = tmp_path / "register.rejected.csv"
    aside.write_bytes(
        aside.read_bytes().replace("公文".encode("gb18030"), "通知".encode("gb18030")).replace(b"20x5", b"2025")
    )
    assert (brought(world, aside).added, brought(world, aside).added) == (1, 0)


def test_without_partial_nothing_is_filed_and_no_file_made(world: World, tmp_path: Path) -> None:
    before = items(world)
    assert brought(world, register(tmp_path, HEADER + GOOD + BAD), partial=False).added == 0
    assert items(world) == before
    assert not (tmp_path / "register.rejected.csv").exists()


def test_a_dry_run_makes_no_file(world: World, tmp_path: Path) -> None:
    assert brought(world, register(tmp_path, HEADER + GOOD + BAD), dry_run=True).added == 1
    assert not (tmp_path / "register.rejected.csv").exists()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_file_that_is_there_is_never_overwritten_and_nothing_is_filed(
    world: World, tmp_path: Path, kind: str
) -> None:
    aside = tmp_path / "register.rejected.csv"
    if kind == "file":
        aside.write_text("mine")
    else:
        aside.symlink_to(tmp_path / "elsewhere")
    before = items(world)
    result = brought(world, register(tmp_path, HEADER + GOOD + BAD))
    assert [fault.code for fault in result.rejected] == ["rejected_there"]
    assert (result.added, items(world)) == (0, before)
    assert kind == "link" or aside.read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_what_fails_after_the_file_was_made_takes_it_away_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(staging.Staging, "flip", fail)
    with pytest.raises(OSError, match="no space"):
        brought(world, register(tmp_path, HEADER + GOOD + BAD))
    assert sorted(p.name for p in tmp_path.glob("register*")) == ["register.csv"]


def test_what_is_no_readable_file_is_said(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    expected = {tmp_path / "nothing.csv": "file_not_there", tmp_path: "no_plain_file", pipe: "no_plain_file"}
    assert {p: brought(world, p).rejected[0].code for p in expected} == expected
    monkeypatch.setattr(csv_table, "MOST_BYTES", 4)
    assert [fault.code for fault in brought(world, register(tmp_path, HEADER)).rejected] == ["too_big"]
