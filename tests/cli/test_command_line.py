"""The command line itself: options anywhere, none abbreviated, help with examples, one sentence for what is wrong."""

from __future__ import annotations

import shlex
from importlib import import_module

import pytest

from archive_tui import __version__
from archive_tui.cli.commands import COMMANDS
from archive_tui.cli.parsing import parse, split
from archive_tui.showing import cells
from archive_tui.wording import LANGUAGES
from tests.cli.commands import Commands
from tests.world import World


@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_common_options_are_understood_anywhere(cli: Commands, place: str) -> None:
    common = ("--archive", str(cli.path), "--as=chenxiaomei", "--lang", "zh_CN")
    words = {
        "before": (*common, "find", "底价"),
        "after": ("find", "底价", *common),
        "between": (*common[:2], "find", *common[2:], "底价"),
    }[place]
    assert cli.plain(*words).sentence == "查无“底价”。"


def test_the_later_of_two_options_counts(cli: Commands) -> None:
    assert cli("--as", "chenxiaomei", "find", "底价", "--as", "archivist", by=None).code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("fnd", "x"), 'There is no command "fnd". Did you mean "find"?'),
        (("zzz",), 'There is no command "zzz". "archive-tui --help" shows how it goes.'),
        (("find", "x", "--jsn"), '--jsn is not understood here. "archive-tui find --help" shows how it goes.'),
        (("find", "x", "--js"), '--js is not understood here. "archive-tui find --help" shows how it goes.'),
        (("find", "x", "y"), 'y is not understood here. "archive-tui find --help" shows how it goes.'),
        (("find",), 'Something is missing: TEXT. "archive-tui find --help" shows how it goes.'),
        (("--arch", "x"), '--arch is not understood here. "archive-tui --help" shows how it goes.'),
        (("--as",), 'A value is missing after --as. "archive-tui --help" shows how it goes.'),
        (("find", "x", "--as"), 'A value is missing after --as. "archive-tui find --help" shows how it goes.'),
        (("--lang", "de", "due"), '--lang takes en, zh_CN, not de. "archive-tui --help" shows how it goes.'),
        (("due", "--lang", "de"), '--lang takes en, zh_CN, not de. "archive-tui due --help" shows how it goes.'),
        (("due", "--json=1"), '--json takes no value. "archive-tui due --help" shows how it goes.'),
    ],
)
def test_what_can_not_be_read_is_one_sentence(nowhere: Commands, words: tuple[str, ...], sentence: str) -> None:
    said = nowhere.plain(*words)
    assert (said.code, said.sentence) == (2, sentence)


def test_what_can_not_be_read_is_told_in_chinese(nowhere: Commands) -> None:
    said = nowhere.plain("fnd", "--lang", "zh_CN")
    assert said.sentence == "没有命令“fnd”。是否指“find”？"
    said = nowhere.plain("find", "--lang=zh_CN", "--jsn", "x")
    assert said.sentence.startswith("此处不能识别 --jsn。")


def test_an_option_that_holds_escapes_does_not_reach_the_terminal(nowhere: Commands) -> None:
    assert "\x1b" not in nowhere.plain("find", "x", "--\x1b]0;x\x07").sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_lists_every_command(nowhere: Commands, lang: str) -> None:
    said = nowhere.plain("--lang", lang, "--help")
    assert (said.code, said.err) == (0, "")
    assert all(f"  {command} " in said.out for command in COMMANDS)
    assert all(cells(line) <= 80 for line in said.out.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_names_every_option_and_has_an_example(nowhere: Commands, command: str, lang: str) -> None:
    said = nowhere.plain("--lang", lang, command, "-h")
    example = import_module(f"archive_tui.cli.{COMMANDS[command][0]}").EXAMPLE
    assert said.code == 0 and said.out.startswith(f"archive-tui {command}")
    assert all(line in said.out for line in example.splitlines())
    assert "--archive PATH" in said.out and "--as LOGIN" in said.out
    told = said.out.splitlines()
    assert all(cells(line) <= 80 for line in told[: -len(example.splitlines())])


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_can_be_typed_as_they_stand(command: str) -> None:
    for line in import_module(f"archive_tui.cli.{COMMANDS[command][0]}").EXAMPLE.splitlines():
        program, *words = shlex.split(line.partition(" < ")[0])
        given, named, rest = split(words)
        assert (program, named) == ("archive-tui", command)
        parse(named, given, rest)


def test_the_version_is_told(nowhere: Commands) -> None:
    assert nowhere.plain("--version").out == f"archive-tui {__version__}\n"


def test_the_archive_is_named_by_the_environment_too(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_TUI_ARCHIVE", str(cli.path))
    assert cli.plain("find", "放假", "--as", "archivist").code == 0
    assert cli.plain("find", "放假", "--archive", "/nowhere/x").code == 4


def test_a_persons_own_language_is_spoken_unless_another_is_asked_for(cli: Commands, world: World) -> None:
    from archive_tui.services import office

    office.choose_language(world.archive, world.actor(), "zh_CN")
    assert cli("find", "没有这个").sentence == "查无“没有这个”。"
    assert cli("find", "没有这个", "--lang", "en").sentence == 'Nothing is found under "没有这个".'


def test_the_locale_is_spoken_where_nobody_chose(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli("find", "没有这个").sentence == "查无“没有这个”。"
