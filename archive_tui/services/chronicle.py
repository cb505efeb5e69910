"""Telling an archive's past: acts that happened at moments gone by, through the services that would have done them.

What is told is ruled on, guarded and recorded as if it happened then, only that the clock is set for each act and that
all of it is one transaction. Signers come proved: there was nobody to type a PIN. For demo archives.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from archive_tui.regulation.moments import Moment
from archive_tui.regulation.people import Roster
from archive_tui.regulation.settings import Settings
from archive_tui.services import founding, pin_hash, pins
from archive_tui.services.archive import Actor, Archive, StoreFault, Transaction
from archive_tui.store import roster_rows
from archive_tui.store.door import Store

#: The boot that everything before this machine's start belongs to: its clock runs from the epoch.
EARLIER_BOOT = "earlier"
_CHANGES_ROSTER = frozenset(
    {
        "department", "department_name", "staff_add", "staff_edit", "leave", "appoint", "end_post", "decide_roles",
        "delegation", "revoke", "absence", "absence_end", "setting",
    }
)  # fmt: skip


class PastClock:
    """A clock that shows whatever moment it is set to, and runs as the present one did, back to the machine's start."""

    def __init__(self, present: Moment) -> None:
        """Begin at the present moment."""
        self.present = present
        self.at = present.utc

    def now(self) -> Moment:
        """Return the moment that the clock is set to."""
        ago = self.present.utc - self.at
        boot_ns = self.present.boot_ns - ago // timedelta(microseconds=1) * 1000
        if self.present.boot_id and boot_ns >= 0:
            return replace(self.present, utc=self.at, boot_ns=boot_ns)
        return Moment(self.at, EARLIER_BOOT, int(self.at.timestamp()) * 1_000_000_000)


class Chronicle(Archive):
    """An archive whose acts all belong to one transaction, at the moments that ``clock`` is set to."""

    def __init__(self, store: Store, clock: PastClock) -> None:
        """Take a store whose write transaction is open."""
        super().__init__(store, clock)
        self.hands = clock
        self._known: tuple[Roster, Settings] | None = None

    @contextmanager
    def act(self, actor: Actor) -> Iterator[Transaction]:
        """Open an act within the one transaction; who is who is only read again when an act has changed it."""
        txn = self._frame(actor)
        yield txn
        if txn.changes_roster:
            self._known = None

    @contextmanager
    def look(self, actor: Actor) -> Iterator[Transaction]:
        """Open a view within the one transaction."""
        yield self._frame(actor)

    def ids(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the ids of people by login, and of departments by code."""
        roster = self._roster_and_settings()[0]
        return (
            {person.login: person.id for person in roster.persons.values()},
            {department.code: department.id for department in roster.departments.values()},
        )

    def _frame(self, actor: Actor) -> _PastTransaction:
        return _PastTransaction(self.store, actor, self.clock.now(), *self._roster_and_settings())

    def _roster_and_settings(self) -> tuple[Roster, Settings]:
        if self._known is None:
            self._known = roster_rows.load_roster(self.store), roster_rows.load_settings(self.store)
        return self._known


@dataclass
class _PastTransaction(Transaction):
    """An act of the past, which notices when it changes who is who."""

    changes_roster: bool = field(default=False)

    def record(self, act: str, **facts: Any) -> int:
        """Append the act to the trail and return the entry's number."""
        self.changes_roster = self.changes_roster or act in _CHANGES_ROSTER
        return super().record(act, **facts)


def give_pin(chronicle: Chronicle, issuer: Actor, person_id: int, hashed: str) -> None:
    """Tell that a person was given a one-time code and set a PIN with it; ``hashed`` is the PIN's hash."""
    with chronicle.act(issuer) as txn:
        pins.put_code(txn, person_id, pin_hash.DUMMY_HASH)
    with chronicle.act(Actor(person_id)) as txn:
        pins.put_pin(txn, person_id, hashed)


def hash_of(path: Path, pin: str) -> str:
    """Return the hash of a PIN for the archive at ``path``."""
    return pin_hash.hash_pin(pin, pin_hash.read_pepper(pins.pepper_path(path)))


def tell(
    path: Path, present: Moment, begins_at: datetime, wanted: founding.Founding, story: Callable[[Chronicle], None]
) -> None:
    """Found an archive at ``path`` in the past and have its story told; it appears whole or not at all.

    Raises BadInput, StoreFault (already_there, no_permission, disk_full), and whatever the story raises.
    """
    secrets = (pins.pepper_path(path), founding.key_path(path))
    for there in (path, *secrets):
        if os.path.lexists(there):
            raise StoreFault("already_there", there)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=path.parent))
    except OSError as error:
        raise StoreFault("no_permission", path) from error
    try:
        made = folder / path.name
        _told(made, present, begins_at, wanted, story)
        _appear([folder / secret.name for secret in secrets] + [made], path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _appear(parts: list[Path], path: Path) -> None:
    """Put the parts beside each other, the archive last: without it the others are nothing."""
    there: list[Path] = []
    try:
        for part in parts:
            os.link(part, path.with_name(part.name))
            there.append(path.with_name(part.name))
    except OSError as error:
        for part in there:
            part.unlink()
        code = "already_there" if isinstance(error, FileExistsError) else "no_permission"
        raise StoreFault(code, path) from error


def _told(
    made: Path, present: Moment, begins_at: datetime, wanted: founding.Founding, story: Callable[[Chronicle], None]
) -> None:
    clock = PastClock(present)
    clock.at = begins_at
    archive = founding.found(made, clock, replace(wanted, made_at=present.utc)).archive
    try:
        with archive.store.write():
            story(Chronicle(archive.store, clock))
    finally:
        archive.close()
