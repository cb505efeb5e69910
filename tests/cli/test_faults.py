"""What keeps a command from its work is one sentence with the right exit code, and nothing is half done."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from archive_tui.cli import fault_log, find
from archive_tui.store import engine
from tests.cli.commands import Commands
from tests.store.plain_client import run
from tests.world import World

LOOK_UP, ACT, DESK = ("find", "放假"), ("out", "director", "放假"), ()
EVERYTHING = pytest.mark.parametrize("words", [LOOK_UP, ACT, DESK], ids=["look-up", "act", "desk"])


@EVERYTHING
def test_no_archive_yet_offers_demo_and_init(nowhere: Commands, words: tuple[str, ...]) -> None:
    said = nowhere(*words, by=None)
    assert said.code == 4
    assert '"archive-tui demo" shows one, "archive-tui init" makes yours.' in said.sentence
    assert not nowhere.path.parent.exists()


@EVERYTHING
@pytest.mark.parametrize("content", [b"", b"letters", b"SQLite format 3\0" + bytes(84), bytes(4096)])
def test_a_foreign_file_is_left_as_it_is(nowhere: Commands, words: tuple[str, ...], content: bytes) -> None:
    nowhere.path.parent.mkdir()
    nowhere.path.write_bytes(content)
    said = nowhere(*words, by=None)
    assert said.code == 4 and "is not an archive of this program" in said.sentence
    assert nowhere.path.read_bytes() == content


@EVERYTHING
def test_a_folder_is_no_archive(nowhere: Commands, words: tuple[str, ...]) -> None:
    nowhere.path.mkdir(parents=True)
    said = nowhere(*words, by=None)
    assert said.code == 4 and "is not an archive of this program" in said.sentence


@EVERYTHING
@pytest.mark.parametrize("path", ["x" * 300, "~nobody.by.that.name/office.archive"], ids=["too long", "nobody's home"])
def test_a_path_that_can_not_be_is_no_fault_of_the_program(
    nowhere: Commands, words: tuple[str, ...], path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nowhere.path = Path(path)
    said = nowhere(*words, by=None)
    assert said.code == 4 and "There is no archive at" in said.sentence


@EVERYTHING
def test_an_archive_from_a_newer_version_is_not_touched(cli: Commands, words: tuple[str, ...]) -> None:
    assert run(cli.path, "PRAGMA user_version = 99")[0] is None
    said = cli(*words)
    assert said.code == 4 and "made by a newer version of archive-tui (schema 99" in said.sentence


@EVERYTHING
def test_a_damaged_archive_is_told(world: World, cli: Commands, words: tuple[str, ...], tmp_path: Path) -> None:
    cli.path = tmp_path / "damaged.archive"
    world.archive.close()
    shutil.copy(world.path, cli.path)
    with cli.path.open("r+b") as file:
        file.seek(200)
        file.write(b"\xff" * 20_000)
    said = cli(*words)
    assert said.code == 4 and "is damaged" in said.sentence
    said = cli("verify")
    assert said.code == 1 and "is damaged" in said.sentence
    said = cli("verify", "--json")
    assert (said.code, said.json["ok"]) == (1, False)


@pytest.mark.parametrize("words", [ACT, DESK], ids=["act", "desk"])
def test_an_archive_that_can_only_be_read_takes_no_act(
    cli: Commands, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    said = cli(*words)
    assert said.code == 4 and "may not read and write" in said.sentence
    assert cli(*LOOK_UP).code == 0


def test_a_busy_archive_says_who_holds_it_and_does_nothing(
    cli: Commands, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    holder = subprocess.Popen(
        [sys.executable, "-I", "-c", HOLDING, str(cli.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None and holder.stdin is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        said = cli(*ACT)
        assert said.code == 4 and "Nothing was done; please try again." in said.sentence
    finally:
        holder.stdin.close()
        holder.wait()
    assert cli(*ACT).code == 0


HOLDING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@EVERYTHING
def test_somebody_who_is_not_on_the_staff_list_gets_nothing(cli: Commands, words: tuple[str, ...]) -> None:
    said = cli(*words, by="nobody")
    assert (said.code, said.sentence) == (
        3, "No one on the staff list has the login nobody. Please check its spelling.",
    )  # fmt: skip
    said = cli(*words, by=None)
    assert said.code == 3 and "is not on this archive's staff list" in said.sentence


def test_a_desk_needs_a_terminal(cli: Commands) -> None:
    said = cli()
    assert said.code == 4 and said.sentence.startswith("The desk needs a terminal, and this is none.")
    said = cli.plain("demo")
    assert said.code == 4 and said.sentence.startswith("The desk needs a terminal, and this is none.")


def test_the_demo_has_its_own_place(cli: Commands) -> None:
    said = cli("demo", by=None)
    assert said.code == 2 and "leave out --archive" in said.sentence


SECRET = "the-pin-864213"


def broken(*_given: object, **_named: object) -> None:
    """Fail as nobody foresaw, with something secret at hand."""
    pin = SECRET
    raise RuntimeError(f"nobody foresaw {len(pin)}")


def test_a_fault_of_the_program_leaves_a_reference_and_a_trace_without_values(
    cli: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "found_in_register", broken)
    said = cli("find", "x")
    path = fault_log.log_path()
    reference = said.sentence.rpartition(" ")[2].rstrip(".")
    log = path.read_text(encoding="utf-8")
    assert said.code == 70 and str(path) in said.sentence
    assert reference in log and "RuntimeError: nobody foresaw" in log and "in broken" in log
    assert SECRET not in log and SECRET not in said.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_fault_whose_trace_can_not_be_kept_is_told_all_the_same(
    cli: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(find, "found_in_register", broken)
    monkeypatch.setattr(fault_log, "log_path", lambda: tmp_path / "file" / "faults.log")
    said = cli("find", "x", "--lang", "en")
    assert said.code == 70 and "its trace could not be kept" in said.sentence


def program(cli: Commands, *words: str) -> list[str]:
    """Return the command line of a process of its own."""
    return [sys.executable, "-m", "archive_tui", "--archive", str(cli.path), "--as", "archivist", *words]


def test_a_reader_that_goes_away_is_no_fault(cli: Commands) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(program(cli, "find", "2018", "--json"), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_is_quiet(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(find, "found_in_register", interrupted)
    said = cli("find", "x")
    assert (said.code, said.out, said.err) == (130, "", "")


def test_a_locale_without_chinese_prints_what_it_can(cli: Commands) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(program(cli, "find", "htz", "--json"), capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u5408\\u540c" in done.stdout
    done = subprocess.run(program(cli, "find", "htz"), capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
