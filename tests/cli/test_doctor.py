"""``doctor`` and ``keys``: what is fine and what to change, and what the keys do."""

from __future__ import annotations

import locale

import pytest

from archive_tui.cli import doctor
from archive_tui.services import checkup
from archive_tui.ui.actions import key_rows
from tests.cli.commands import Commands

CHECKS = list(doctor.CHECKS)


def findings(cli: Commands) -> dict[str, tuple[bool, str]]:
    """Return what the doctor found, by check."""
    said = cli("doctor", "--json")
    assert all(list(one) == ["check", "ok", "advice"] for one in said.json)
    assert said.code == (0 if all(one["ok"] for one in said.json) else 1)
    return {one["check"]: (one["ok"], one["advice"]) for one in said.json}


def test_a_sound_archive_is_fine_in_every_respect(cli: Commands) -> None:
    found = findings(cli)
    assert list(found) == CHECKS
    assert [check for check, (ok, _advice) in found.items() if not ok] == []
    said = cli("doctor")
    assert said.code == 0 and said.out.count("  fine  ") == len(CHECKS)


def test_no_archive_is_something_to_change(nowhere: Commands) -> None:
    said = nowhere("doctor", "--json", by=None)
    assert said.code == 1
    assert next(one for one in said.json if one["check"] == "archive")["advice"].startswith("There is no archive at")


@pytest.mark.parametrize("suffix", [".pepper", ".key"])
def test_a_file_that_is_gone_is_named(cli: Commands, suffix: str) -> None:
    gone = cli.path.with_name(cli.path.name + suffix)
    gone.unlink()
    assert findings(cli)["files"] == (False, f"Missing: {gone.name}. Please put back from the backup.")


def test_a_file_that_others_can_read_is_named_with_what_to_run(cli: Commands) -> None:
    cli.path.chmod(0o644)
    assert findings(cli)["permissions"] == (False, f"Others can read them. Please run: chmod 600 {cli.path}")


def test_a_full_disk_is_told(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "free_bytes", lambda _path: 4096)
    assert findings(cli)["space"] == (False, "Only 0 MB are left. Please make room.")


def test_a_locale_without_utf8_is_told_with_what_to_set(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: "ANSI_X3.4-1968")
    ok, advice = findings(cli)["locale"]
    assert not ok and "LC_ALL=C.UTF-8" in advice


def test_an_old_sqlite_is_told(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    old = checkup.Database("sqlite3", "3.40.1", False, 1)
    monkeypatch.setattr(checkup, "database", lambda: old)
    ok, advice = findings(cli)["sqlite"]
    assert ok and advice.startswith("3.40.1 (sqlite3) has a bug in its WAL mode")


def test_somebody_who_is_not_on_the_staff_list_is_told(cli: Commands) -> None:
    said = cli("doctor", "--json", by="nobody")
    assert next(one for one in said.json if one["check"] == "identity")["ok"] is False


def test_a_foreign_file_is_told(nowhere: Commands) -> None:
    nowhere.path.parent.mkdir()
    nowhere.path.write_text("letters", encoding="utf-8")
    said = nowhere("doctor", "--json", by=None)
    assert "is not an archive of this program" in next(x for x in said.json if x["check"] == "archive")["advice"]


def test_it_speaks_chinese(cli: Commands) -> None:
    said = cli("doctor", "--lang", "zh_CN")
    assert said.out.count("正常") == len(CHECKS) and "剩余空间" in said.out


def test_the_keys_of_all_screens_are_listed_without_any_archive(nowhere: Commands) -> None:
    said = nowhere("keys", "--json", by=None)
    assert (said.code, list(said.json[0])) == (0, ["screen", "key", "action", "help"])
    assert len(said.json) == len(list(key_rows()))
    assert {"F2", "F1"} <= {row["key"] for row in said.json}


def test_the_keys_as_a_table_hold_every_word_of_their_help(nowhere: Commands) -> None:
    said = nowhere("keys", by=None)
    assert all(row.help in said.out for row in key_rows())
