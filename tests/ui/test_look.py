"""What a person chose of themes and signs, kept in a small file."""

from __future__ import annotations

from pathlib import Path

from archive_tui.ui.look import Look, keep_look, look_of
from archive_tui.ui.theme import DARK, LIGHT, MONO


def test_each_person_keeps_a_look_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "looks.json"
    keep_look("gm", Look(LIGHT, True), file)
    keep_look("沈", Look(MONO), file)
    assert (look_of("gm", file), look_of("沈", file), look_of("else", file)) == (Look(LIGHT, True), Look(MONO), Look())
    assert [each.name for each in file.parent.iterdir()] == ["looks.json"]


def test_a_file_that_makes_no_sense_is_the_default(tmp_path: Path) -> None:
    file = tmp_path / "looks.json"
    for text in ("", "[]", "{", '{"gm": 3}', '{"gm": {"theme": "pink"}}', '{"gm": {"theme": []}}'):
        file.write_text(text, encoding="utf-8")
        assert look_of("gm", file) == Look()


def test_a_folder_that_can_not_be_written_to_harms_nothing(tmp_path: Path) -> None:
    file = tmp_path / "looks.json" / "below" / "a" / "file"
    (tmp_path / "looks.json").write_text("x", encoding="utf-8")
    keep_look("gm", Look(LIGHT), file)
    assert look_of("gm", file) == Look()


def test_themes_go_round() -> None:
    assert [Look(each).next_theme().theme for each in (DARK, LIGHT, MONO)] == [LIGHT, MONO, DARK]
