"""The schema's version, and the way from an older one to this program's.

A step runs in one transaction that holds the write lock and has looked again whether it is still needed (several
programs may start at once), after a copy of the archive was put beside it, with the guards taken off and put back
anew. No step uses ``playhouse.migrate``: its table rebuilds drop STRICT and triggers silently.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from peewee import SqliteDatabase

from archive_tui.store import client_tables, engine, guards, seeds
from archive_tui.store import tables as t
from archive_tui.store.faults import StoreFault

Step = Callable[[SqliteDatabase], None]


def _to_2(db: SqliteDatabase) -> None:
    """Add categories, the retention schedule, volumes, revisions, imports in stages, and proposed roles."""
    new = (t.Category, t.ScheduleLine, t.Volume, t.Revision, t.ImportBatch, t.StagedItem, t.RoleProposal)
    with db.bind_ctx(new):
        db.create_tables(new, safe=False)
    db.execute_sql('ALTER TABLE "item" ADD COLUMN "volume_id" INTEGER REFERENCES "volume" ("id") ON DELETE RESTRICT')
    db.execute_sql('CREATE INDEX "item_volume_id" ON "item" ("volume_id")')
    seeds.plant(db)


def _to_3(db: SqliteDatabase) -> None:
    """Add the returns that were none, and find the originals that are owed."""
    new = (t.Unreturn,)
    with db.bind_ctx(new):
        db.create_tables(new, safe=False)
    db.execute_sql(t.ITEM_OWED)


def _to_4(db: SqliteDatabase) -> None:
    """Add client credit files."""
    for statement in client_tables.statements():
        db.execute_sql(statement)
    seeds.plant_natures(db)


#: From each version, the step to the next.
STEPS: dict[int, Step] = {1: _to_2, 2: _to_3, 3: _to_4}
#: The version that this program knows.
VERSION = 4


def create_schema(db: SqliteDatabase, meta: Mapping[str, str]) -> None:
    """Make tables, indexes and guards inside the caller's transaction, and say what the archive is."""
    with db.bind_ctx(t.TABLES):
        db.create_tables(t.TABLES, safe=False)
    for statement in (*t.EXTRA, *client_tables.statements()):
        db.execute_sql(statement)
    for key, value in meta.items():
        db.execute_sql("INSERT INTO meta(key, value) VALUES (?, ?)", (key, value))
    seeds.plant(db)
    seeds.plant_natures(db)
    guards.put_on(db)
    db.execute_sql(f"PRAGMA user_version = {VERSION}")


def migrate(path: Path, db: SqliteDatabase) -> None:
    """Bring an archive to this program's version, one step after the other, all or nothing; raises StoreFault."""
    with db.atomic("IMMEDIATE"):
        # Read again under the lock: of several programs that start at once, one migrates.
        found = int(engine.pragma(db, "user_version"))
        if found == VERSION:
            return
        steps = [STEPS.get(version) for version in range(found, VERSION)]
        if found > VERSION or None in steps:
            raise StoreFault("newer_schema", path, version=found, known=VERSION)
        _copy_before(path, found)
        guards.take_off(db)
        for step in filter(None, steps):
            step(db)
        # Only now: the guards are those of this version, and speak of tables that the steps before it did not have.
        guards.put_on(db)
        check_strict(path, db)
        db.execute_sql(f"PRAGMA user_version = {VERSION}")


def check_strict(path: Path, db: SqliteDatabase) -> None:
    """Refuse a schema in which one of our tables is not STRICT; raises StoreFault."""
    rows = db.execute_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    strict = {name for name, is_strict in rows if is_strict}
    ours = [*(table._meta.table_name for table in t.TABLES), *client_tables.TABLES]
    loose = [name for name in ours if name not in strict]
    if loose:
        raise StoreFault("damaged", path, table=loose[0])


def _copy_before(path: Path, version: int) -> None:
    copy = path.with_name(f"{path.name}.before-{version + 1}")
    if copy.exists():
        return
    # Under another name first: a copy that was broken off must not pass for one. As private as the archive itself.
    making = copy.with_name(f"{copy.name}.new")
    try:
        making.unlink(missing_ok=True)
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreFault("no_permission", path) from error
    reader = engine.connect(path, read_only=False)
    try:
        reader.execute_sql("VACUUM INTO ?", (str(making),))
    finally:
        reader.close()
    with making.open("rb") as file:
        os.fsync(file.fileno())
    making.replace(copy)
