"""Who runs the program: from outside it alone, never from a variable that anybody can set (trust.md, Who you are)."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest

from archive_tui.clock import SystemClock
from archive_tui.regulation.people import Role
from archive_tui.services import founding, office
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.identity import Account, NotOnStaff, identify, key_of
from archive_tui.store import roster_rows
from tests.world import World

ME = os.geteuid()
STRANGER = ME + 4321


def bind(world: World, uid: int, login: str) -> None:
    with world.archive.act(world.actor()):
        roster_rows.bind_uid(world.archive.store, uid, world.people[login])


def refused(world: World, account: Account, as_login: str | None = None) -> tuple[str, str]:
    with pytest.raises(NotOnStaff) as refusal:
        identify(world.archive, account, as_login, "cli")
    return refusal.value.code, refusal.value.name


def test_an_account_that_is_bound_is_that_person(world: World) -> None:
    bind(world, STRANGER, "liuyang")
    assert identify(world.archive, Account(STRANGER), None, "cli") == Actor(world.people["liuyang"], "cli")


def test_an_account_that_is_not_listed_gets_nothing(world: World) -> None:
    assert refused(world, Account(STRANGER)) == ("not_listed", str(STRANGER))
    assert refused(world, Account(ME))[0] == "not_listed"


def test_as_counts_where_the_process_runs_as_the_archives_owner_only(world: World) -> None:
    key = "SHA256:abc"
    actor = identify(world.archive, Account(ME, ssh_key=key), "gm", "ssh")
    assert actor == Actor(world.people["gm"], "ssh", key)
    assert refused(world, Account(STRANGER), "gm") == ("as_not_owner", "gm")
    assert refused(world, Account(ME), "nobody") == ("unknown_login", "nobody")
    bind(world, STRANGER, "liuyang")
    assert refused(world, Account(STRANGER), "liuyang") == ("as_not_owner", "liuyang")


def test_sudo_is_believed_only_of_the_archives_owner(world: World) -> None:
    bind(world, STRANGER, "liuyang")
    bind(world, ME, "archivist")
    people = world.people
    assert identify(world.archive, Account(ME, str(STRANGER)), None, "cli").person_id == people["liuyang"]
    assert identify(world.archive, Account(STRANGER, str(ME)), None, "cli").person_id == people["liuyang"]
    for forged in ("", "-1", "0x0", "²", "1 2"):
        assert identify(world.archive, Account(ME, forged), None, "cli").person_id == people["archivist"]


def test_whom_sudo_lent_the_owners_account_comes_in_as_nobody_else(world: World) -> None:
    bind(world, STRANGER, "liuyang")
    for login in ("gm", "liuyang"):
        assert refused(world, Account(ME, str(STRANGER)), login) == ("as_not_owner", login)
    for own in ("0", str(ME)):
        assert identify(world.archive, Account(ME, own), "gm", "cli").person_id == world.people["gm"]


def test_who_has_left_is_told_so(world: World) -> None:
    bind(world, STRANGER, "liuyang")
    office.leave(world.archive, world.actor(), world.people["liuyang"])
    assert refused(world, Account(STRANGER)) == ("left", "liuyang")
    assert refused(world, Account(ME), "liuyang") == ("left", "liuyang")


def test_no_variable_makes_anybody_somebody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bind(world, STRANGER, "gm")
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "gm")
    account = Account.of_this_process({"USER": "gm", "LOGNAME": "gm"})
    assert account == Account(ME)
    assert refused(world, account)[0] == "not_listed"


def test_in_a_demo_archive_anybody_is_whom_he_says_or_else_the_archivist(tmp_path: Path) -> None:
    first = [founding.First("gm", "王", Role.GM), founding.First("archivist", "沈", Role.ARCHIVIST)]
    wanted = founding.Founding("示范公司", "D001", first, demo=True)
    archive = founding.found(tmp_path / "demo", SystemClock(), wanted).archive
    try:
        assert identify(archive, Account(STRANGER), None, "desk").person_id == 2
        assert identify(archive, Account(STRANGER), "gm", "desk").person_id == 1
        with pytest.raises(NotOnStaff, match="unknown_login"):
            identify(archive, Account(STRANGER), "boss", "desk")
    finally:
        archive.close()


BLOB = base64.b64encode(b"a public key").decode()
PRINT = "SHA256:" + base64.b64encode(hashlib.sha256(b"a public key").digest()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (f"publickey ssh-ed25519 {BLOB}\n", PRINT), (f"publickey ssh-ed25519 {BLOB} comment\n", PRINT),
        (f"password ssh-ed25519 {BLOB}\n", None), ("publickey ssh-ed25519\n", None), ("", None),
        ("publickey ssh-ed25519 ***\n", None), ("publickey ssh-ed25519 钥匙\n", None),
    ],
)  # fmt: skip
def test_the_keys_fingerprint_is_read_from_what_sshd_exposed(tmp_path: Path, said: str, key: str | None) -> None:
    exposed = tmp_path / "exposed"
    exposed.write_text(said, encoding="utf-8")
    assert key_of(str(exposed)) == key
    assert Account.of_this_process({"SSH_USER_AUTH": str(exposed), "SUDO_UID": "7"}) == Account(ME, "7", key)


def test_without_sshd_there_is_no_key(tmp_path: Path) -> None:
    assert key_of(None) is None
    assert key_of(str(tmp_path / "nothing")) is None


def test_the_key_stands_in_the_trail_of_what_is_done_with_it(world: World) -> None:
    office.choose_language(world.archive, Actor(world.people["gm"], "ssh", PRINT), "en")
    with world.archive.store.read():
        body = world.archive.store.db.execute_sql("SELECT body FROM trail ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert f'"key":"{PRINT}"' in body and '"via":"ssh"' in body


def test_an_archive_opened_read_only_knows_who_comes_too(world: World) -> None:
    bind(world, STRANGER, "liuyang")
    reader = Archive.open(world.path, world.clock, read_only=True)
    try:
        assert identify(reader, Account(STRANGER), None, "cli").person_id == world.people["liuyang"]
    finally:
        reader.close()
