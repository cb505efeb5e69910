"""``verify``: says exactly what it proves, and names the first bad entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_tui.services.verifying import signed_checkpoint
from tests.cli.commands import Commands
from tests.services.desk import lent
from tests.store.plain_client import run
from tests.world import World

KEYS = ["ok", "entries", "head", "problems"]


def forge(world: World) -> None:
    """Alter a past entry in a file that its owner has taken the guards off."""
    lent(world, "director", "放假")
    error, rows = run(world.path, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail'")
    assert error is None
    drops = [f"DROP TRIGGER {name}" for (name,) in rows[0]]
    forged = "UPDATE trail SET body = replace(body, '\"out\"', '\"read\"') WHERE act = 'check_out'"
    error, _ = run(world.path, *drops, forged)
    assert error is None


def test_a_sound_archive_says_what_that_proves(cli: Commands) -> None:
    said = cli("verify")
    assert said.code == 0 and "No anchor was given" in said.out
    said = cli("verify", "--json")
    assert (said.code, list(said.json), said.json["ok"], said.json["problems"]) == (0, KEYS, True, [])
    assert len(said.json["head"]) == 64


def test_a_forged_entry_is_found_and_named(cli: Commands, world: World) -> None:
    forge(world)
    said = cli("verify")
    assert said.code == 1 and said.err.startswith("entry ") and "the entry was altered" in said.err.splitlines()[0]
    said = cli("verify", "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert list(said.json["problems"][0]) == ["where", "what"]


def test_an_anchor_on_paper_vouches_for_what_came_before(cli: Commands, world: World) -> None:
    found = cli("verify", "--json").json
    anchor = f"{found['entries']}:{found['head']}"
    lent(world, "director", "放假")
    said = cli("verify", "--anchor", anchor)
    assert said.code == 0 and f"Nothing up to entry {found['entries']} was changed" in said.out
    wrong = f"{found['entries']}:{'0' * 64}"
    assert cli("verify", "--anchor", wrong).code == 1


def test_a_signed_checkpoint_vouches_too(cli: Commands, world: World, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(signed_checkpoint(world.archive), encoding="utf-8")
    said = cli("verify", "--note", str(note))
    assert said.code == 0 and "the last, was changed" in said.out
    note.write_text("nothing signed\n", encoding="utf-8")
    assert cli("verify", "--note", str(note)).code == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--anchor", "12"), '"12" is no anchor.'),
        (("--note", "/nowhere/note"), "/nowhere/note can't be read as a signed checkpoint."),
    ],
)
def test_bad_input_is_one_sentence(cli: Commands, words: tuple[str, ...], sentence: str) -> None:
    said = cli("verify", *words)
    assert said.code == 2
    assert said.sentence.startswith(sentence)


def test_it_speaks_chinese(cli: Commands, world: World) -> None:
    assert cli("verify", "--lang", "zh_CN").out.startswith("条目数：")
    forge(world)
    said = cli("verify", "--lang", "zh_CN")
    assert said.code == 1 and said.err.startswith("条目 ")
