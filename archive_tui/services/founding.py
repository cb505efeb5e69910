"""Founding an archive: the file, its secrets beside it, the first people, and their one-time codes (``init``)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive_tui.clock import Clock
from archive_tui.regulation.people import Role
from archive_tui.services import office, pin_hash, pins
from archive_tui.services.archive import Actor, Archive, BadInput, StoreFault
from archive_tui.services.texts import checked
from archive_tui.store import checkpoint, roster_rows
from archive_tui.store.door import create_archive
from archive_tui.store.records import seconds, utc

#: The department that every archive starts with: the GM's office, to which the archive room belongs (6.3).
OFFICE_CODE, OFFICE_NAME = "BGS", "总经理办公室"


@dataclass(frozen=True, slots=True)
class First:
    """One of the first people: login, name, role."""

    login: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Founding:
    """What an archive is founded with; ``uid`` is the OS account that owns it, bound to the archivist.

    ``made_at`` is when its file was made, if that is not the founding's moment: a demo archive begins in the past.
    """

    company: str
    fonds: str
    people: Sequence[First]
    uid: int | None = None
    zone: str = "Asia/Shanghai"
    demo: bool = False
    settings: Sequence[tuple[str, str]] = ()
    since: datetime | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """A new archive, open, and the one-time codes by login, to be handed over and shown only once."""

    archive: Archive
    codes: dict[str, str] = field(default_factory=dict)


def found(path: Path, clock: Clock, wanted: Founding) -> Founded:
    """Make a new archive with its first people and their one-time codes; never over an existing one.

    Raises BadInput, StoreFault.
    """
    company = checked("company", wanted.company, 80, needed=True)
    if not (1 <= len(wanted.fonds) <= 8 and wanted.fonds.isascii() and wanted.fonds.isalnum()):
        raise BadInput("fonds", fonds=wanted.fonds)
    for secret in (pins.pepper_path(path), key_path(path)):
        if os.path.lexists(secret):  # of an archive that was moved or lost: whoever brings it back needs them
            raise StoreFault("already_there", secret)
    archive_id = secrets.token_hex(8)
    store = create_archive(
        path,
        {"id": archive_id, "company": company, "fonds": wanted.fonds.upper(),
         "demo": "yes" if wanted.demo else "no", "made_at": str(seconds(wanted.made_at or clock.now().utc))},
    )  # fmt: skip
    archive = Archive(store, clock)
    try:
        codes = _first_things(archive, archive_id, wanted)
    except BaseException:
        # Nothing half done: an archive that nobody could use would only stand in the way of the next try.
        archive.close()
        for left_over in (path, pins.pepper_path(path), key_path(path)):
            left_over.unlink(missing_ok=True)
        raise
    return Founded(archive, codes)


def made_at(archive: Archive) -> datetime:
    """Return when an archive's file was made (a demo archive's first entry lies years before that)."""
    return utc(int(archive.store.meta()["made_at"]))


def key_path(archive: Path) -> Path:
    """Return where the key is kept that signs checkpoints: a 0600 file beside the archive."""
    return archive.with_name(archive.name + ".key")


def _first_things(archive: Archive, archive_id: str, wanted: Founding) -> dict[str, str]:
    pin_hash.new_pepper_file(pins.pepper_path(archive.path))
    checkpoint.new_key(key_path(archive.path))
    codes = {first.login: pin_hash.new_one_time_code() for first in wanted.people} if not wanted.demo else {}
    pepper = pin_hash.read_pepper(pins.pepper_path(archive.path))
    hashed = {login: pin_hash.hash_pin(pin_hash.fold_code(code), pepper) for login, code in codes.items()}
    _first_act(archive, archive_id, wanted, hashed)
    return codes


def _first_act(archive: Archive, archive_id: str, wanted: Founding, hashed: dict[str, str]) -> None:
    # Nobody is on the staff list yet: the founding is the one act whose actor is no person (0).
    with archive.act(Actor(0, "init")) as txn:
        txn.record("init", archive=archive_id, demo=wanted.demo)
        office.put_setting(txn, "zone", wanted.zone)
        for name, value in wanted.settings:
            office.put_setting(txn, name, value)
        department = office.add_department(txn, OFFICE_CODE, OFFICE_NAME)
        for first in wanted.people:
            person_id = office.add_person(txn, first.login, first.name, department, wanted.since)
            # Two people of the founding may share no login: the roster of this act must know each as it comes.
            txn.roster = roster_rows.load_roster(txn.store)
            manages = department if first.role is Role.MANAGER else None
            office.appoint(txn, person_id, first.role, manages, wanted.since)
            if first.role is Role.OFFICE_DIRECTOR:
                office.appoint(txn, person_id, Role.MANAGER, department, wanted.since)
            if first.role is Role.ARCHIVIST and wanted.uid is not None:
                roster_rows.bind_uid(txn.store, wanted.uid, person_id)
                txn.record("os_account", about=[person_id], uid=wanted.uid)
            if first.login in hashed:
                pins.put_code(txn, person_id, hashed[first.login])
