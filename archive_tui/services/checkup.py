"""What ``doctor`` looks at beneath an archive: which SQLite it runs on, its journal, and the files beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from archive_tui.services import founding, pins
from archive_tui.services.archive import Archive
from archive_tui.store import engine, migrations


@dataclass(frozen=True, slots=True)
class Database:
    """The copy of SQLite that is used, its version, whether its WAL mode can be trusted, and the schema known here."""

    copy: str
    version: str
    wal_safe: bool
    schema: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that belongs to an archive: whether it is there, and whether others than its account may use it."""

    path: Path
    there: bool
    private: bool


def database() -> Database:
    """Return which SQLite this program runs on."""
    version = engine.sqlite_version()
    return Database(engine.sqlite_copy(), ".".join(map(str, version)), engine.wal_is_safe(version), migrations.VERSION)


def journal_of(archive: Archive) -> str:
    """Return the journal mode that an archive is kept in: ``wal`` or ``truncate``."""
    with archive.store.read():
        return archive.store.meta().get("journal", "")


def files_of(path: Path) -> tuple[Beside, ...]:
    """Return the archive's file, the pepper for checking PINs, and the key for signing checkpoints."""
    return tuple(_beside(each) for each in (path, pins.pepper_path(path), founding.key_path(path)))


def free_bytes(path: Path) -> int:
    """Return how much room there is where an archive is."""
    there = os.statvfs(path.parent)
    return there.f_bavail * there.f_frsize


def _beside(path: Path) -> Beside:
    try:
        mode = path.stat().st_mode
    except OSError:
        return Beside(path, False, False)
    return Beside(path, True, not mode & 0o077)
