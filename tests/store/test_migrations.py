"""Migrations: of several programs that start at once one does it; a step that fails leaves the old archive."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from archive_tui.store import client_tables, engine, guards, migrations
from archive_tui.store.door import create_archive, open_archive
from archive_tui.store.faults import StoreFault
from tests.store.plain_client import run

NOW = migrations.VERSION
META = {"id": "0123456789abcdef", "company": "某公司", "fonds": "Z109", "demo": "no"}

_START = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive_tui.store import migrations
from archive_tui.store.door import open_archive
def step(db):
    db.execute_sql("CREATE TABLE planted (id INTEGER PRIMARY KEY) STRICT")  # a second time it would fail
migrations.STEPS[migrations.VERSION] = step
migrations.VERSION += 1
print("ready", flush=True)
sys.stdin.readline()
open_archive(Path(sys.argv[1])).close()
print("open", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a new archive of this version."""
    create_archive(tmp_path / "office.archive", META).close()
    return tmp_path / "office.archive"


def test_of_three_programs_that_start_at_once_one_migrates(path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    three = [
        subprocess.Popen(
            [sys.executable, "-c", _START, str(path), root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for one in three:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in three:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    assert [one.communicate()[0] for one in three] == ["open\n"] * 3
    assert run(path, "PRAGMA user_version")[1] == [[[NOW + 1]]]
    triggers = run(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'")[1][0]
    assert sorted(name for (name,) in triggers) == sorted(guards.names())
    assert run(path.with_name(f"office.archive.before-{NOW + 1}"), "PRAGMA user_version")[1] == [[[NOW]]]


def test_the_copy_from_before_is_as_private_as_the_archive_and_never_half_of_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = path.with_name(f"office.archive.before-{NOW + 1}")
    broken_off = copy.with_name(copy.name + ".new")
    broken_off.write_bytes(b"half")
    monkeypatch.setitem(migrations.STEPS, NOW, lambda _: None)
    monkeypatch.setattr(migrations, "VERSION", NOW + 1)
    open_archive(path).close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not broken_off.exists()
    assert run(copy, "PRAGMA integrity_check")[1] == [[["ok"]]]


def test_a_step_that_fails_leaves_the_archive_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(db: SqliteDatabase) -> None:
        db.execute_sql("CREATE TABLE planted (id INTEGER PRIMARY KEY) STRICT")
        raise ZeroDivisionError

    monkeypatch.setitem(migrations.STEPS, NOW, step)
    monkeypatch.setattr(migrations, "VERSION", NOW + 1)
    with pytest.raises(ZeroDivisionError):
        open_archive(path)
    assert run(path, "PRAGMA user_version")[1] == [[[NOW]]]
    assert run(path, "SELECT count(*) FROM sqlite_master WHERE name = 'planted'")[1] == [[[0]]]
    assert run(path, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")[1] == [[[len(guards.names())]]]


def test_a_step_that_loses_strict_types_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(db: SqliteDatabase) -> None:
        db.execute_sql("DROP TABLE setting")
        db.execute_sql("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT)")

    monkeypatch.setitem(migrations.STEPS, NOW, step)
    monkeypatch.setattr(migrations, "VERSION", NOW + 1)
    with pytest.raises(StoreFault) as caught:
        open_archive(path)
    assert caught.value.code == "damaged"
    assert run(path, "PRAGMA user_version")[1] == [[[NOW]]]


def shape(path: Path) -> dict[str, object]:
    """Return the columns of every table and the definition of every index and trigger."""
    tables = [name for (name,) in run(path, "SELECT name FROM sqlite_master WHERE type = 'table'")[1][0]]
    columns = run(path, *(f"PRAGMA table_xinfo({name})" for name in tables))[1]
    rest = run(path, "SELECT name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL")[1][0]
    return {**dict(zip(tables, columns, strict=True)), **dict(rest)}


def test_an_archive_of_version_1_becomes_one_of_this_version(tmp_path: Path, path: Path) -> None:
    old = tmp_path / "old.archive"
    schema = (Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8")
    people = "INSERT INTO staff(login, name, haystack, card, since) VALUES ('gm', '王建勋', '', 'S1', 1)"
    meta = "INSERT INTO meta VALUES ('journal', 'truncate')"
    statements = [f"PRAGMA application_id = {engine.APPLICATION_ID}", *schema.split(";\n")[:-1], people, meta]
    assert run(old, *statements)[0] is None
    open_archive(old).close()
    assert shape(old) == shape(path)
    assert run(old, "SELECT name FROM staff", "SELECT count(*) > 10 FROM category")[1] == [[["王建勋"]], [[1]]]
    assert old.with_name("old.archive.before-2").exists()


def test_an_archive_without_client_files_gets_them(path: Path) -> None:
    tables = [f"DROP TABLE {name}" for name in (*reversed(client_tables.TABLES), "client_search")]
    names = run(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'")[1][0]
    wanted = shape(path)
    drops = [f"DROP TRIGGER {name}" for (name,) in names] + ["DROP INDEX trail_by_client"]
    assert run(path, *drops, *tables, "PRAGMA user_version = 3")[0] is None
    open_archive(path).close()
    assert shape(path) == wanted
    assert run(path, "SELECT count(*) > 5 FROM client_nature")[1] == [[[1]]]
