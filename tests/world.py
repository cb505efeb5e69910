"""A small company for tests, founded through the services: every role, items of all levels, a clock that is set.

``make`` takes a moment (argon2, pinyin); ``open_copy`` gives each test a copy of one that was made before.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from archive_tui.regulation.levels import Level
from archive_tui.regulation.moments import Moment
from archive_tui.regulation.people import Role
from archive_tui.services import filing, founding, office, pin_hash, pins
from archive_tui.services.archive import Actor, Archive
from archive_tui.store import credential_rows, roster_rows
from archive_tui.store.records import NewItem

#: A Tuesday, 09:00 in the archive's zone (Asia/Shanghai).
START = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
PIN = "135790"
NAME = "office.archive"

#: Login, name, department, roles with their departments. The archivist is the actor of most acts.
PEOPLE: tuple[tuple[str, str, str, tuple[tuple[Role, str | None], ...]], ...] = (
    ("gm", "王建勋", "BGS", ((Role.GM, None),)),
    ("archivist", "沈静文", "BGS", ((Role.ARCHIVIST, None),)),
    ("director", "单国栋", "BGS", ((Role.OFFICE_DIRECTOR, None), (Role.MANAGER, "BGS"))),
    ("deputy1", "李卫东", "BGS", ((Role.DEPUTY, "ZLB"), (Role.DEPUTY, "CWB"))),
    ("deputy2", "赵启明", "BGS", ((Role.DEPUTY, "GCB"),)),
    ("zhoumin", "周敏", "CWB", ((Role.MANAGER, "CWB"),)),
    ("chenxiaomei", "陈晓梅", "CWB", ()),
    ("heyong", "何勇", "ZLB", ((Role.MANAGER, "ZLB"),)),
    ("liuyang", "刘洋", "ZLB", ()),
    ("qinchuan", "秦川", "GCB", ()),
)
DEPARTMENTS = (("ZLB", "租赁部"), ("CWB", "财务部"), ("GCB", "工程部"))
#: Title, department, level, retention.
ITEMS = (
    ("关于2018年国庆节放假的通知", "BGS", Level.UNCLASSIFIED, "D10"),
    ("合同纸采购合同", "BGS", Level.UNCLASSIFIED, "D10"),
    ("2019年塔式起重机租赁合同", "ZLB", Level.SECRET, "D30"),
    ("2020年度财务结算书", "CWB", Level.SECRET, "D30"),
    ("董事会会议记录", "BGS", Level.CONFIDENTIAL, "Y"),
    ("信用调查报告", "CWB", Level.CONFIDENTIAL, "Y"),
    ("重大项目投标底价", "ZLB", Level.TOP_SECRET, "Y"),
    ("设备年检记录", "GCB", Level.UNCLASSIFIED, "D10"),
)


class SetClock:
    """A clock that stands until it is moved; both hands move together, unless only the wall's is turned."""

    def __init__(self, at: datetime = START) -> None:
        """Begin at ``at``, an hour after boot."""
        self.wall, self.boot_ns, self.boot_id = at, 3_600_000_000_000, "test-boot"

    def now(self) -> Moment:
        """Return the present moment."""
        return Moment(self.wall, self.boot_id, self.boot_ns)

    def pass_(self, by: timedelta) -> None:
        """Let time pass."""
        self.wall += by
        self.boot_ns += int(by.total_seconds()) * 1_000_000_000

    def turn(self, by: timedelta) -> None:
        """Turn the wall clock alone."""
        self.wall += by


@dataclass
class World:
    """An open archive of the small company: people by login, items by title."""

    archive: Archive
    clock: SetClock
    people: dict[str, int]
    items: dict[str, int]
    departments: dict[str, int]

    @property
    def path(self) -> Path:
        """Return where its file is."""
        return self.archive.path

    def actor(self, login: str = "archivist") -> Actor:
        """Return somebody at the desk."""
        return Actor(self.people[login], "desk")

    def item(self, part: str) -> int:
        """Return the id of the one item whose title holds ``part``."""
        (found,) = (i for title, i in self.items.items() if part in title)
        return found


def make(folder: Path) -> Path:
    """Found the small company in ``folder`` and return the path of its archive; everybody's PIN is ``PIN``."""
    path, clock = folder / NAME, SetClock()
    first = [founding.First(login, name, roles[0][0]) for login, name, _, roles in PEOPLE[:3]]
    since = START - timedelta(days=2000)
    archive = founding.found(path, clock, founding.Founding("岳衡设备租赁有限公司", "Z109", first, since=since)).archive
    with archive.act(Actor(0, "init")) as txn:
        for code, name in DEPARTMENTS:
            office.add_department(txn, code, name)
        txn.roster = roster_rows.load_roster(txn.store)
        offices = {d.code: d.id for d in txn.roster.departments.values()}
        for login, name, code, roles in PEOPLE[3:]:
            person = office.add_person(txn, login, name, offices[code], since)
            txn.roster = roster_rows.load_roster(txn.store)
            for role, department in roles:
                office.appoint(txn, person, role, offices[department] if department else None, since)
        hashed = quick_hash(path)
        for person in txn.roster.persons:
            credential_rows.put_one_time(txn.store, person, "", 0)
            credential_rows.put_pin(txn.store, person, hashed)
        archivist = next(p.id for p in txn.roster.persons.values() if p.login == "archivist")
    new = [
        NewItem(
            "", filing.series_of("Z109", "WS", 2018, retention, code), title, "通知", 2018, offices[code], level,
            retention, pages=10, author="总经理办公室", document_number=f"岳衡租办〔2018〕{number}号",
        )
        for number, (title, code, level, retention) in enumerate(ITEMS, start=1)
    ]  # fmt: skip
    filing.file_batch(archive, Actor(archivist), new, "test")
    archive.close()
    return path


def quick_hash(path: Path) -> str:
    """Return a hash of ``PIN`` that costs next to nothing to check: the cost stands in the hash, not in the program."""
    pepper = pin_hash.read_pepper(pins.pepper_path(path))
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(pin_hash._peppered(PIN, pepper))


@contextmanager
def open_copy(made: Path, folder: Path, clock: SetClock | None = None) -> Iterator[World]:
    """Open a copy of a company that ``make`` made; it is closed in the end."""
    for name in (NAME, NAME + ".pepper", NAME + ".key"):
        shutil.copy2(made.parent / name, folder / name)
    clock = clock or SetClock()
    archive = Archive.open(folder / NAME, clock)
    try:
        with archive.store.read():
            roster = roster_rows.load_roster(archive.store)
            rows = archive.store.db.execute_sql("SELECT title, id FROM item").fetchall()
        people = {p.login: p.id for p in roster.persons.values()}
        offices = {d.code: d.id for d in roster.departments.values()}
        yield World(archive, clock, people, dict(rows), offices)
    finally:
        archive.close()
