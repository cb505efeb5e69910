"""``init``: a new archive with its first people, never over one that is there."""

from __future__ import annotations

import os
import re
import stat

import pytest

from tests.cli.commands import Commands, Said

FULL = (
    "init",
    "--company",
    "岳衡设备租赁有限公司",
    "--fonds",
    "Z109",
    "--gm",
    "wang:王建勋",
    "--archivist",
    "shen:沈静文",
)


def made(nowhere: Commands, *more: str) -> Said:
    """Make an archive."""
    return nowhere(*FULL, *more, by=None)


def test_a_new_archive_is_there_and_its_codes_set_the_first_pins(nowhere: Commands) -> None:
    said = made(nowhere, "--director", "shan：单国栋")
    assert (said.code, said.err) == (0, "")
    codes = dict(re.findall(r"(wang|shen|shan) +(\w{4}-\w{4})$", said.out, re.MULTILINE))
    assert list(codes) == ["wang", "shen", "shan"]
    for login, code in codes.items():
        assert nowhere("pin", "--pin-stdin", by=login, typed=f"{code}\n246813\n").code == 0
    assert nowhere("verify", by=None).code == 0


def test_whoever_makes_it_comes_in_as_the_archivist(nowhere: Commands) -> None:
    assert "You come in as 沈静文." in made(nowhere).out
    said = nowhere("request", "wang", "x", by=None)
    assert said.code == 1 and "not on this archive's staff list" not in said.err


def test_only_its_account_can_read_what_was_made(nowhere: Commands) -> None:
    made(nowhere)
    for path in nowhere.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(nowhere.path.parent.stat().st_mode) == 0o700


def test_it_never_overwrites(nowhere: Commands) -> None:
    made(nowhere)
    before = nowhere.path.read_bytes()
    said = made(nowhere)
    assert said.code == 4 and "is there already and stays as it is" in said.sentence
    assert nowhere.path.read_bytes() == before


@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_it_never_takes_the_place_of_anything(nowhere: Commands, there: str) -> None:
    nowhere.path.parent.mkdir()
    if there == "file":
        nowhere.path.write_text("letters", encoding="utf-8")
    elif there == "folder":
        nowhere.path.mkdir()
    else:
        nowhere.path.symlink_to(nowhere.path.parent / "nothing")
    assert made(nowhere).code == 4
    assert [path.name for path in nowhere.path.parent.iterdir()] == [nowhere.path.name]


@pytest.mark.parametrize("missing", ["--company", "--fonds", "--gm", "--archivist"])
def test_without_a_terminal_nothing_is_asked(nowhere: Commands, missing: str) -> None:
    at = FULL.index(missing)
    said = nowhere(*FULL[:at], *FULL[at + 2 :], by=None)
    assert said.code == 2 and said.sentence.startswith(f"{missing} is missing")
    assert not nowhere.path.parent.exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--gm", "王建勋", '"王建勋" does not read LOGIN:NAME'),
        ("--gm", ":王建勋", '":王建勋" does not read LOGIN:NAME'),
        ("--gm", "wang x:王建勋", '"wang x" is no login.'),
        ("--gm", "shen:王建勋", "The login shen is taken."),
        ("--archivist", "shen:沈\u202e静文", "The name holds a character that can't be kept: U+202E"),
        ("--fonds", "全宗", '"全宗" is no fonds code.'),
        ("--company", " ", "The company's name is empty."),
        ("--zone", "Mars/Olympus", '"Mars/Olympus" can\'t be chosen for: time zone.'),
    ],
)
def test_what_can_not_be_is_one_sentence_and_leaves_nothing(
    nowhere: Commands, option: str, value: str, sentence: str
) -> None:
    words = [*FULL, "--zone", "Asia/Shanghai"]
    words[words.index(option) + 1] = value
    said = nowhere(*words, by=None)
    assert said.code == 2
    assert said.sentence.startswith(sentence)
    assert not nowhere.path.parent.exists() or list(nowhere.path.parent.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_told(nowhere: Commands) -> None:
    nowhere.path = nowhere.path.parent / "file" / "office.archive"
    nowhere.path.parent.parent.mkdir()
    nowhere.path.parent.write_text("", encoding="utf-8")
    said = made(nowhere)
    assert said.code == 4 and "may not read and write" in said.sentence


def test_the_demo_brings_its_own_company(nowhere: Commands) -> None:
    said = made(nowhere, "--demo")
    assert said.code == 2 and "leave out --company" in said.sentence
    assert not nowhere.path.parent.exists()


def test_a_demo_archive_can_stand_anywhere(nowhere: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive_tui.exchange import demo_loader

    whole = demo_loader.make_demo
    monkeypatch.setattr(demo_loader, "make_demo", lambda path, clock: whole(path, clock, items=2000))
    said = nowhere("init", "--demo", by=None)
    assert said.code == 0 and demo_loader.DEMO_PIN in said.out
    assert nowhere("find", "合同", by=None).code == 0
    assert nowhere("due", "--json", by="gm").code == 0


def test_it_speaks_chinese(nowhere: Commands) -> None:
    said = made(nowhere, "--lang", "zh_CN")
    assert "的档案库已建立" in said.out and "一次性代码" in said.out and "总经理" in said.out


def test_the_environment_names_nobody(nowhere: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    made(nowhere)
    for name in ("USER", "LOGNAME"):
        monkeypatch.setenv(name, "wang")
    if os.geteuid() == 0:
        monkeypatch.setenv("SUDO_UID", "12345")
        said = nowhere("find", "x", by=None)
        assert said.code == 3 and "12345 is not on this archive's staff list" in said.sentence
    monkeypatch.delenv("SUDO_UID", raising=False)
    assert nowhere("find", "x", by=None).code == 1
