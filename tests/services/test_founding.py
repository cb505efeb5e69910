"""Founding an archive: whole or not at all, its secrets beside it, its first people with their codes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from archive_tui.regulation.people import Role
from archive_tui.services import founding, pins, verifying
from archive_tui.services.archive import Actor, Archive, BadInput, StoreFault
from archive_tui.services.founding import First, Founding
from archive_tui.services.pins import PinRefused
from archive_tui.store import roster_rows
from tests.world import SetClock

FIRST = (
    First("wang", "王建勋", Role.GM),
    First("shen", "沈静文", Role.ARCHIVIST),
    First("shan", "单", Role.OFFICE_DIRECTOR),
)
WANTED = Founding(" 岳衡租赁 ", "z109", FIRST, uid=1234)


@pytest.fixture
def founded(tmp_path: Path) -> founding.Founded:
    return founding.found(tmp_path / "a.archive", SetClock(), WANTED)


def test_a_new_archive_has_its_first_people_with_their_roles_and_its_office(founded: founding.Founded) -> None:
    archive = founded.archive
    with archive.store.read():
        roster, now = roster_rows.load_roster(archive.store), archive.clock.now().utc
        assert dict(archive.store.meta())["company"] == "岳衡租赁"
        assert dict(archive.store.meta())["fonds"] == "Z109"
        assert roster_rows.person_of_uid(archive.store, 1234) == 2
    assert [d.code for d in roster.departments.values()] == ["BGS"]
    assert roster.holds(1, Role.GM, now) and roster.holds(2, Role.ARCHIVIST, now)
    assert roster.roles(3, now) == {Role.EMPLOYEE, Role.OFFICE_DIRECTOR, Role.MANAGER}
    assert verifying.verify(archive).ok
    archive.close()


def test_each_of_the_first_people_sets_a_pin_with_a_code_that_is_told_once(founded: founding.Founded) -> None:
    archive = founded.archive
    assert sorted(founded.codes) == ["shan", "shen", "wang"]
    for login, code in founded.codes.items():
        with pytest.raises(PinRefused, match="unset"):
            pins.prove(archive, Actor(2), login, "135790")
        pins.set_pin(archive, Actor(2), login, code, "135790")
        assert pins.prove(archive, Actor(2), login, "135790")
    archive.close()


def test_the_secrets_are_readable_to_their_owner_alone(founded: founding.Founded) -> None:
    path = founded.archive.path
    founded.archive.close()
    for secret in (path, pins.pepper_path(path), founding.key_path(path)):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Founding("  ", "Z109", FIRST), "empty"),
        (Founding("岳\x1b]0;衡", "Z109", FIRST), "character"),
        (Founding("岳衡", "", FIRST), "fonds"),
        (Founding("岳衡", "Z-109", FIRST), "fonds"),
        (Founding("岳衡", "Z10900000", FIRST), "fonds"),
        (Founding("岳衡", "档", FIRST), "fonds"),
        (Founding("岳衡", "Z109", (First("wang", "", Role.GM),)), "empty"),
        (Founding("岳衡", "Z109", (First("w w", "王", Role.GM),)), "login"),
        (Founding("岳衡", "Z109", (First("wang", "王\x1b", Role.GM),)), "character"),
        (Founding("岳衡", "Z109", (First("wang", "王", Role.GM), First("wang", "沈", Role.ARCHIVIST))), "login_there"),
        (Founding("岳衡", "Z109", FIRST, zone="Mars"), "setting"),
        (Founding("岳衡", "Z109", FIRST, settings=(("loan_days", "0"),)), "setting"),
    ],
)
def test_a_founding_that_fails_leaves_nothing_behind(tmp_path: Path, wanted: Founding, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        founding.found(tmp_path / "a.archive", SetClock(), wanted)
    assert list(tmp_path.iterdir()) == []
    founding.found(tmp_path / "a.archive", SetClock(), WANTED).archive.close()


def test_nothing_is_founded_over_what_is_there(founded: founding.Founded, tmp_path: Path) -> None:
    founded.archive.close()
    before = {part.name: part.read_bytes() for part in tmp_path.iterdir()}
    with pytest.raises(StoreFault, match="already_there"):
        founding.found(tmp_path / "a.archive", SetClock(), WANTED)
    assert {part.name: part.read_bytes() for part in tmp_path.iterdir()} == before


@pytest.mark.parametrize("kept", [".pepper", ".key"])
def test_the_secrets_of_an_archive_that_was_moved_are_not_overwritten(
    founded: founding.Founded, tmp_path: Path, kept: str
) -> None:
    founded.archive.close()
    secret = tmp_path / f"a.archive{kept}"
    held = secret.read_bytes()
    for part in list(tmp_path.iterdir()):
        if part != secret:
            part.unlink()
    with pytest.raises(StoreFault, match="already_there"):
        founding.found(tmp_path / "a.archive", SetClock(), WANTED)
    assert secret.read_bytes() == held and list(tmp_path.iterdir()) == [secret]


def test_settings_of_the_founding_hold_from_the_start(tmp_path: Path) -> None:
    wanted = Founding("岳衡", "Z109", FIRST, zone="Asia/Urumqi", settings=(("loan_days", "7"),))
    founding.found(tmp_path / "a.archive", SetClock(), wanted).archive.close()
    archive = Archive.open(tmp_path / "a.archive", SetClock())
    try:
        with archive.look(Actor(1)) as txn:
            assert (txn.settings.zone, txn.settings.loan_days) == ("Asia/Urumqi", 7)
    finally:
        archive.close()
