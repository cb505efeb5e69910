"""Who runs the program: known from outside it, never from a variable that anybody can set (trust.md, Who you are)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from archive_tui.services.archive import Actor, Archive
from archive_tui.store import roster_rows

_ROOT = 0


class NotOnStaff(Exception):
    """Whoever runs the program is not on the staff list: ``code`` says how that was found, ``name`` who was meant."""

    def __init__(self, code: str, name: str) -> None:
        """Keep the code (not_listed, as_not_owner, unknown_login, left) and the account or login."""
        super().__init__(code)
        self.code = code
        self.name = name


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system account that a process runs as, and what sudo and sshd say of who is behind it."""

    euid: int
    sudo_uid: str | None = None
    ssh_key: str | None = None

    @classmethod
    def of_this_process(cls, environment: Mapping[str, str]) -> Account:
        """Return the account of this process; sshd's ``SSH_USER_AUTH`` file gives the key's fingerprint."""
        return cls(os.geteuid(), environment.get("SUDO_UID"), key_of(environment.get("SSH_USER_AUTH")))


def key_of(path: str | None) -> str | None:
    """Return the public key that sshd exposed (``publickey TYPE BASE64``) as its SHA-256 fingerprint, or None."""
    if path is None:
        return None
    import base64
    import binascii
    import hashlib

    try:
        with open(path, encoding="ascii", errors="strict") as file:
            words = file.readline().split()
        blob = base64.b64decode(words[2], validate=True)
    except (OSError, UnicodeError, IndexError, binascii.Error):
        return None
    if words[0] != "publickey":
        return None
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode("ascii").rstrip("=")


def identify(archive: Archive, account: Account, as_login: str | None, via: str) -> Actor:
    """Return who acts; raises NotOnStaff.

    ``--as`` counts only where the process runs as the archive's owner or on a demo archive; ``SUDO_UID`` only where
    the effective account is the archive's owner; else the account itself must be bound to a person. Whom sudo names
    comes in as nobody else, for sudo lent the owner's account and not the owner's word; only root's sudo does.
    """
    owner = archive.path.stat().st_uid
    with archive.store.read():
        demo = archive.store.meta().get("demo") == "yes"
        roster = roster_rows.load_roster(archive.store)
        if as_login is None and demo:
            as_login = "archivist"
        if as_login is not None:
            if not demo and (account.euid != owner or _behind(account, owner) not in (owner, _ROOT)):
                raise NotOnStaff("as_not_owner", as_login)
            person = next((p for p in roster.persons.values() if p.login == as_login), None)
            if person is None:
                raise NotOnStaff("unknown_login", as_login)
            person_id, shown = person.id, person.login
        else:
            uid = _behind(account, owner)
            bound = roster_rows.person_of_uid(archive.store, uid)
            if bound is None:
                raise NotOnStaff("not_listed", _account_name(uid))
            person_id, shown = bound, roster.persons[bound].login
    if not roster.active(person_id, archive.clock.now().utc):
        raise NotOnStaff("left", shown)
    return Actor(person_id, via, account.ssh_key)


def _behind(account: Account, owner: int) -> int:
    believed = account.euid == owner and account.sudo_uid is not None and account.sudo_uid.isdecimal()
    return int(account.sudo_uid) if believed and account.sudo_uid is not None else account.euid


def _account_name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
