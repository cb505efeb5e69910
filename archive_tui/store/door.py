"""The one door to an archive's database: opening, making, and the two kinds of transaction.

Writing takes the write lock first, so that no decision can be overtaken, and looks whether the file is still the one
that was opened and of the schema that this program knows. A reader can't write at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee
from peewee import SqliteDatabase

from archive_tui.store import engine, migrations
from archive_tui.store.faults import StoreFault


class Store:
    """An open archive file: ``db`` is its one connection, used by one thread at a time."""

    def __init__(self, path: Path, db: SqliteDatabase) -> None:
        """Take an open and checked connection."""
        self.path = path
        self.db = db
        self._file = _file_id(path)
        self._meta: dict[str, str] | None = None

    @property
    def file_id(self) -> tuple[int, int]:
        """Return which file this is, whatever stands under its name by now."""
        return self._file

    def meta(self) -> Mapping[str, str]:
        """Return what the archive is (id, company, fonds, demo, journal): fixed when it was made."""
        if self._meta is None:
            self._meta = dict(self.db.execute_sql("SELECT key, value FROM meta").fetchall())
        return self._meta

    def version(self) -> int:
        """Return a number that changes whenever another connection has committed; raises StoreFault."""
        with self._faults():
            self._same_file()
            return int(engine.pragma(self.db, "data_version"))

    @contextmanager
    def write(self) -> Iterator[None]:
        """Hold one write transaction; whatever is raised inside undoes all of it. Raises StoreFault."""
        with self._faults():
            self._same_file()
            with self._transaction("IMMEDIATE"):
                found = engine.pragma(self.db, "user_version")
                if found != migrations.VERSION:
                    raise StoreFault("moved_on", self.path, version=found, known=migrations.VERSION)
                yield
                self._same_file()

    @contextmanager
    def read(self) -> Iterator[None]:
        """Hold one consistent view for reading; raises StoreFault."""
        with self._faults(), self._transaction("DEFERRED"):
            yield

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except peewee.DatabaseError as error:
            raise engine.fault_of(error, self.path) from error

    @contextmanager
    def _transaction(self, lock: str) -> Iterator[None]:
        # Not peewee's atomic(): where SQLite itself has rolled back (a full disk does), its own ROLLBACK fails and the
        # reason is lost.
        self.db.execute_sql(f"BEGIN {lock}")
        try:
            yield
            self.db.execute_sql("COMMIT")
        except BaseException:
            if self.db.connection().in_transaction:
                self.db.execute_sql("ROLLBACK")
            raise

    def _same_file(self) -> None:
        if _file_id(self.path) != self._file:
            raise StoreFault("gone", self.path)


def open_archive(path: Path, *, read_only: bool = False, file_id: tuple[int, int] | None = None) -> Store:
    """Open an existing archive, migrated to this program's schema; raises StoreFault, nothing is created.

    ``read_only`` gives a connection that can't write, ``file_id`` demands the very file that another connection has. An
    archive that this program is too old for is refused, one in a journal mode that this SQLite must not use as well.
    """
    if file_id is not None and _file_id(path) != file_id:
        raise StoreFault("gone", path)
    engine.check_file(path)
    there = _file_id(path)
    db = engine.connect(path, read_only=read_only)
    try:
        _check_schema(path, db, read_only=read_only)
        store = Store(path, db)
        if store.file_id != there:  # replaced in this very moment: which of the two is open, nobody knows
            raise StoreFault("gone", path)
        _check_mode(store)
        return store
    except peewee.DatabaseError as error:
        db.close()
        raise engine.fault_of(error, path) from error
    except StoreFault:
        db.close()
        raise


def create_archive(path: Path, meta: Mapping[str, str]) -> Store:
    """Make a new archive and open it; never over an existing file. Raises StoreFault.

    It is made under another name and appears whole: a crash on the way leaves no archive behind.
    """
    making = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists():
            raise StoreFault("already_there", path)
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _fill(making, meta)
        os.link(making, path)  # fails where somebody was quicker; a rename would not
    except FileExistsError:  # of the archive, or of a file where its folder would be
        raise StoreFault("already_there" if os.path.lexists(path) else "no_permission", path) from None
    except PermissionError:
        raise StoreFault("no_permission", path) from None
    except OSError as error:
        raise StoreFault("disk_full" if error.errno == 28 else "no_permission", path) from error
    finally:
        with suppress(OSError):
            making.unlink()
    _sync_folder(path.parent)
    return open_archive(path)


def _fill(making: Path, meta: Mapping[str, str]) -> None:
    journal = engine.journal_for_new()
    db = engine.connect(making, read_only=False)
    try:
        db.execute_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        with db.atomic("IMMEDIATE"):
            migrations.create_schema(db, {**meta, "journal": journal})
        db.execute_sql(f"PRAGMA journal_mode = {journal}")
        if journal == "wal":
            db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except peewee.DatabaseError as error:
        raise engine.fault_of(error, making) from error
    finally:
        db.close()
    with making.open("rb") as file:
        os.fsync(file.fileno())


def _check_schema(path: Path, db: SqliteDatabase, *, read_only: bool) -> None:
    found = int(engine.pragma(db, "user_version"))
    if found > migrations.VERSION:
        raise StoreFault("newer_schema", path, version=found, known=migrations.VERSION)
    if found < 1:
        raise StoreFault("not_an_archive", path)
    if found < migrations.VERSION:
        if read_only:
            writer = engine.connect(path, read_only=False)
            try:
                migrations.migrate(path, writer)
            finally:
                writer.close()
        else:
            migrations.migrate(path, db)


def _check_mode(store: Store) -> None:
    wanted = store.meta().get("journal", "")
    version = engine.sqlite_version()
    shown = ".".join(map(str, version))
    if wanted == "wal" and not engine.wal_is_safe(version):
        raise StoreFault("wrong_mode", store.path, mode="wal", sqlite=shown)
    if engine.is_immutable(store.db):
        return
    if wanted != "wal":
        store.db.execute_sql("PRAGMA journal_mode = truncate")
    found = engine.pragma(store.db, "journal_mode")
    if found != wanted:
        raise StoreFault("wrong_mode", store.path, mode=str(found), sqlite=shown)


def _file_id(path: Path) -> tuple[int, int]:
    try:
        there = path.stat()
    except OSError:
        raise StoreFault("gone", path) from None
    return there.st_dev, there.st_ino


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
