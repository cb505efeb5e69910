"""What the door to an archive refuses, each with its code, nothing made and nothing half done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive_tui.services.archive import Archive
from archive_tui.store import engine, migrations
from archive_tui.store.door import create_archive, open_archive
from archive_tui.store.faults import StoreFault
from tests.store.plain_client import run
from tests.world import SetClock, World

META = {"id": "0123456789abcdef", "company": "某公司", "fonds": "Z109", "demo": "no"}


def fault(act: Callable[[], object]) -> StoreFault:
    with pytest.raises(StoreFault) as caught:
        act()
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a new archive's path."""
    create_archive(tmp_path / "office.archive", META).close()
    return tmp_path / "office.archive"


def test_an_archive_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    assert fault(lambda: open_archive(tmp_path / "none")).code == "no_archive"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(200), b"PK\x03\x04" + bytes(4000)])
def test_a_foreign_file_is_no_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert fault(lambda: open_archive(tmp_path / "x")).code == "not_an_archive"
    assert (tmp_path / "x").read_bytes() == content


def test_another_programs_database_is_no_archive(tmp_path: Path) -> None:
    assert run(tmp_path / "x", "CREATE TABLE t(a)")[0] is None
    assert fault(lambda: open_archive(tmp_path / "x")).code == "not_an_archive"


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    assert fault(lambda: open_archive(tmp_path)).code == "not_an_archive"


def test_two_slashes_name_no_host(path: Path) -> None:
    open_archive(Path(f"/{path}")).close()


def test_an_archive_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    assert run(path, f"PRAGMA user_version = {migrations.VERSION + 1}")[0] is None
    found = fault(lambda: open_archive(path))
    assert (found.code, found.facts["version"]) == ("newer_schema", migrations.VERSION + 1)
    assert run(path, "PRAGMA user_version")[1] == [[[migrations.VERSION + 1]]]


@pytest.mark.parametrize("first", [100, 3000])
def test_a_damaged_archive_is_said_to_be_damaged(world: World, first: int) -> None:
    world.archive.close()
    data = bytearray(world.path.read_bytes())
    data[first : first + 60_000] = os.urandom(len(data[first : first + 60_000]))
    world.path.write_bytes(data)

    def look() -> None:
        store = open_archive(world.path)
        try:
            with store.read():
                store.db.execute_sql("SELECT count(title) FROM item").fetchone()
                store.db.execute_sql("SELECT count(body) FROM trail").fetchone()
        finally:
            store.close()

    assert fault(look).code in ("damaged", "not_an_archive")


def test_a_session_whose_file_was_deleted_says_so_and_writes_nothing(world: World) -> None:
    world.path.unlink()

    def write() -> None:
        with world.archive.store.write():
            pass

    assert fault(write).code == "gone"
    assert fault(world.archive.version).code == "gone"


def test_a_session_whose_file_was_replaced_says_so(world: World) -> None:
    shutil.copy(world.path, world.path.with_name("copy"))
    os.replace(world.path.with_name("copy"), world.path)

    def write() -> None:
        with world.archive.store.write():
            pass

    assert fault(write).code == "gone"


def test_an_old_session_stops_when_the_schema_has_moved_on(world: World) -> None:
    assert run(world.path, f"PRAGMA user_version = {migrations.VERSION + 1}")[0] is None

    def write() -> None:
        with world.archive.store.write():
            pass

    assert fault(write).code == "moved_on"


def test_a_busy_archive_names_who_holds_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    world.archive.store.db.execute_sql("PRAGMA busy_timeout = 100")
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(world.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    def write() -> None:
        with world.archive.store.write():
            pass

    found = fault(write)
    holder.communicate("")
    assert found.code == "busy"
    assert found.facts["pid"] == holder.pid
    with world.archive.store.read():  # reading went on all the while
        assert world.archive.store.meta()["fonds"] == "Z109"


def test_a_full_disk_undoes_the_act_and_the_archive_goes_on(world: World) -> None:
    db = world.archive.store.db
    pages = engine.pragma(db, "page_count")
    db.execute_sql(f"PRAGMA max_page_count = {pages}")

    def write() -> None:
        with world.archive.store.write():
            for number in range(100):
                db.execute_sql("INSERT INTO setting VALUES (?, ?)", (f"x{number}", "y" * 4000))

    assert fault(write).code == "disk_full"
    assert db.execute_sql("SELECT count(*) FROM setting WHERE name LIKE 'x%'").fetchone()[0] == 0
    db.execute_sql("PRAGMA max_page_count = 1000000")
    write()


_AS_NOBODY = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from archive_tui.store.door import open_archive
from archive_tui.store.faults import StoreFault
open_archive(Path(sys.argv[1])).close()  # all that is imported late is here before the rights are given up
os.chmod(sys.argv[1], int(sys.argv[2], 8))
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    store = open_archive(Path(sys.argv[1]), read_only=sys.argv[4] == "read")
    with store.read():
        print(store.meta()["fonds"])
    with store.write():
        print("wrote")
except StoreFault as fault:
    print(fault.code)
"""


@pytest.mark.parametrize(
    ("mode", "way", "said"),
    [
        ("000", "read", ["no_permission"]),
        ("444", "write", ["read_only", "no_permission"]),
        # WAL has to write beside the archive: who can't isn't told that looking things up still works.
        ("444", "read", ["no_permission" if engine.journal_for_new() == "wal" else "Z109"]),
    ],
)
def test_without_permission_nothing_is_opened(path: Path, mode: str, way: str, said: list[str]) -> None:
    # On a path that the other account can reach, and under a journal that needs no second file beside the archive.
    folder = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    try:
        folder.chmod(0o755)
        copy = folder / "office.archive"
        shutil.copy(path, copy)
        root = str(Path(__file__).resolve().parents[2])
        code = [sys.executable, "-c", _AS_NOBODY, str(copy), mode, root, way]
        done = subprocess.run(code, capture_output=True, text=True, check=False, cwd="/")
        assert done.stdout.splitlines()[:1] in [[one] for one in said], done.stderr
        assert "wrote" not in done.stdout
    finally:
        shutil.rmtree(folder)


def test_on_a_file_system_that_nobody_writes_looking_up_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags = SimpleNamespace(f_flag=os.ST_RDONLY)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    monkeypatch.setattr(os, "statvfs", lambda path: flags)
    store = open_archive(path, read_only=True)
    assert store.meta()["fonds"] == "Z109"
    assert engine.is_immutable(store.db)
    store.close()
    path.with_name(path.name + "-wal").write_bytes(b"left over")  # what it holds would not be seen
    left_over = open_archive(path, read_only=True)
    assert not engine.is_immutable(left_over.db)
    left_over.close()


def test_an_archive_is_never_made_over_another(path: Path) -> None:
    before = path.read_bytes()
    assert fault(lambda: create_archive(path, META)).code == "already_there"
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_a_reader_can_not_write(path: Path) -> None:
    store = open_archive(path, read_only=True)

    def write() -> None:
        with store.write():
            store.db.execute_sql("INSERT INTO setting VALUES ('x', 'y')")

    assert fault(write).code == "read_only"
    store.close()


def test_another_sessions_commit_is_noticed(world: World) -> None:
    other = Archive.open(world.path, SetClock(), read_only=True)
    before = other.version()
    assert other.version() == before
    with world.archive.act(world.actor()) as txn:
        txn.record("language", about=[1], language="en")
    assert other.version() != before
    other.close()


def test_what_is_raised_in_an_act_undoes_all_of_it(world: World) -> None:
    with world.archive.store.read():
        before = world.archive.store.db.execute_sql("SELECT max(seq) FROM trail").fetchone()
    with pytest.raises(ZeroDivisionError), world.archive.act(world.actor()) as txn:
        txn.record("language", about=[1], language="en")
        _ = 1 / 0
    assert world.archive.store.db.execute_sql("SELECT max(seq) FROM trail").fetchone() == before


def test_wal_is_used_only_where_sqlite_is_free_of_its_reset_bug() -> None:
    safe = {(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (3, 53, 4)}
    bugged = {(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)}
    assert {v for v in safe | bugged if engine.wal_is_safe(v)} == safe


def test_a_program_that_must_not_use_the_archives_journal_refuses(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "sqlite_version", lambda: (3, 40, 1))
    if engine.pragma(engine.connect(path, read_only=False), "journal_mode") == "wal":
        assert fault(lambda: open_archive(path)).code == "wrong_mode"
    other = path.with_name("truncate.archive")
    monkeypatch.setattr(engine, "journal_for_new", lambda: "truncate")
    create_archive(other, META).close()
    assert open_archive(other).meta()["journal"] == "truncate"


def test_every_table_is_strict_and_every_connection_is_strict_too(path: Path) -> None:
    store = open_archive(path)
    migrations.check_strict(path, store.db)
    found = {name: engine.pragma(store.db, name) for name in ("foreign_keys", "recursive_triggers", "synchronous")}
    assert found == {"foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2}
    assert engine.pragma(store.db, "trusted_schema") == 0
    store.close()
