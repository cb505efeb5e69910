"""What is particular to SQLite: how a connection is opened and checked, its journal, its errors, who holds its lock."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import peewee
from peewee import SqliteDatabase

from archive_tui.store.faults import StoreFault

# The copy of SQLite that peewee chose, and no other; its type stubs leave it out.
sqlite3: Any = vars(peewee)["sqlite3"]

#: In the header of every archive (PRAGMA application_id): the letters ``ARTU``.
APPLICATION_ID = 0x41525455
#: How long a statement waits for somebody else's lock.
BUSY_SECONDS = 5
_IMMUTABLE = "&immutable=1"
_MAGIC = b"SQLite format 3\0"
_PRAGMAS: tuple[tuple[str, int | str], ...] = (
    ("foreign_keys", 1),
    ("recursive_triggers", 1),  # so that OR REPLACE fires the guards on deletion too
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("synchronous", "FULL"),  # NORMAL lost confirmed commits in power cuts
    ("mmap_size", 0),
    ("cache_size", -8192),
)
_CHECKED = {"foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "synchronous": 2}


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the copy of SQLite that peewee chose."""
    return tuple(sqlite3.sqlite_version_info)


def sqlite_copy() -> str:
    """Return which copy of SQLite peewee chose: ``pysqlite3`` or Python's own ``sqlite3``."""
    return str(sqlite3.__name__).partition(".")[0]


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether that SQLite is free of the WAL-reset bug (fixed in 3.51.3, and in 3.44.6 and 3.50.7)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_for_new() -> str:
    """Return the journal mode that an archive made by this program gets."""
    return "wal" if wal_is_safe(sqlite_version()) else "truncate"


def connect(path: Path, *, read_only: bool) -> SqliteDatabase:
    """Open one connection to an existing file, with the pragmas set and checked; raises StoreFault.

    A reader is ``query_only``; where the account may not write the file it opens read-only altogether.
    """
    mode = "ro" if read_only and not os.access(path, os.W_OK) else "rw"  # never create
    if mode == "ro" and _on_read_only_file_system(path):
        mode += _IMMUTABLE  # nobody writes there, and WAL could not make the file that it shares
    # A path that begins with two slashes would name a host.
    there = quote("/" + str(path.absolute()).lstrip("/"))
    db = SqliteDatabase(
        f"file:{there}?mode={mode}", pragmas=dict(_PRAGMAS), lock_type="IMMEDIATE", timeout=BUSY_SECONDS,
        autoconnect=False, thread_safe=False, uri=True, check_same_thread=False,
    )  # fmt: skip
    try:
        db.connect()
        for name, wanted in _CHECKED.items():
            found = pragma(db, name)
            if found != wanted:
                raise StoreFault("wrong_mode", path, mode=f"{name}={found}", sqlite=sqlite3.sqlite_version)
        if read_only:
            db.execute_sql("PRAGMA query_only = 1")
    except peewee.DatabaseError as error:
        fault = fault_of(error, path)
        if read_only and fault.code == "read_only":  # WAL has to write beside the archive even to read it
            raise StoreFault("no_permission", path) from error
        raise fault from error
    return db


def is_immutable(db: SqliteDatabase) -> bool:
    """Return whether a connection takes its file for one that nobody writes: such a file has no journal."""
    return str(db.database).endswith(_IMMUTABLE)


def pragma(db: SqliteDatabase, name: str) -> int | str:
    """Return the value of a pragma."""
    value: int | str = db.execute_sql(f"PRAGMA {name}").fetchone()[0]
    return value


def check_file(path: Path) -> None:
    """Refuse what is no archive before SQLite is let near it; raises StoreFault."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise StoreFault("no_archive", path) from None
    except IsADirectoryError:
        raise StoreFault("not_an_archive", path) from None
    except PermissionError:
        raise StoreFault("no_permission", path) from None
    except OSError as error:
        raise StoreFault("no_archive", path) from error
    foreign = int.from_bytes(header[68:72], "big") != APPLICATION_ID
    if len(header) < 100 or not header.startswith(_MAGIC) or foreign:
        raise StoreFault("not_an_archive", path)


def fault_of(error: BaseException, path: Path) -> StoreFault:
    """Return what a database error means for the person at the screen."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreFault("busy", path, seconds=BUSY_SECONDS, **holder_of(path))
    if "full" in text:
        return StoreFault("disk_full", path)
    if "readonly" in text or "read-only" in text:
        return StoreFault("read_only", path)
    if "unable to open" in text:
        return StoreFault("no_permission" if os.path.exists(path) else "gone", path)
    if "disk i/o" in text:
        return StoreFault("disk_full" if _no_room(path) else "damaged", path)
    if isinstance(error, peewee.IntegrityError):
        return StoreFault("guard", path, rule=str(error))
    return StoreFault("damaged", path)


def holder_of(path: Path) -> dict[str, str | int]:
    """Return the process and account that hold a lock for writing on the archive, where the system says (Linux)."""
    try:
        inodes = {p.stat().st_ino for p in (path, path.with_name(path.name + "-shm")) if p.exists()}
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    for line in lines:
        words = line.split()
        if len(words) < 6 or words[1] == "->" or words[3] != "WRITE":
            continue
        pid, inode = words[4], words[5].rpartition(":")[2]
        if pid.isdecimal() and int(inode) in inodes and int(pid) != os.getpid():
            return {"pid": int(pid), "account": _account_of(int(pid))}
    return {}


def _account_of(pid: int) -> str:
    import pwd

    try:
        uid = Path(f"/proc/{pid}").stat().st_uid
        return pwd.getpwuid(uid).pw_name
    except (OSError, KeyError):
        return "?"


def _on_read_only_file_system(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    try:
        left_over = log.exists() and log.stat().st_size > 0  # without it the archive would be an older one
        return not left_over and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _no_room(path: Path) -> bool:
    try:
        there = os.statvfs(path.parent)
    except OSError:
        return False
    return there.f_bavail * there.f_frsize < 1 << 20
