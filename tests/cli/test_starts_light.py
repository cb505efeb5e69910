"""A quick look-up starts light: what it does not need is not loaded, looked for in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.commands import Commands
from tests.services.desk import lent
from tests.world import World

LOOK = """
import json, sys
from archive_tui.cli import main
code = main(json.loads(sys.argv[1]))
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""
SCREENS = {"rich", "textual"}
HEAVY = {"argon2", "cryptography", "pypinyin", "zipfile"}


def loaded(cli: Commands, *words: str) -> tuple[int, set[str]]:
    """Run a command in a process of its own; return how it ended and what it had loaded then."""
    argument = json.dumps(["--archive", str(cli.path), "--as", "archivist", *words])
    done = subprocess.run([sys.executable, "-c", LOOK, argument], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize(
    "words",
    [
        ("find", "htz"), ("find", "htz", "--json"), ("may", "director", "放假"), ("due",), ("due", "--json"),
        ("verify",), ("doctor",), ("keys",), ("--help",), ("find", "--help"), ("fnd",),
    ],
)  # fmt: skip
def test_look_ups_never_load_the_screens(cli: Commands, world: World, words: tuple[str, ...]) -> None:
    lent(world, "director", "年检")
    code, modules = loaded(cli, *words)
    assert code in (0, 2)
    assert modules & SCREENS == set()


@pytest.mark.parametrize("words", [("find", "htz"), ("may", "director", "放假"), ("due",)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_question_loads_no_pinyin_and_no_cryptography(cli: Commands, words: tuple[str, ...], lang: str) -> None:
    code, modules = loaded(cli, *words, "--lang", lang)
    assert code == 0
    assert modules & (SCREENS | HEAVY) == set()


def test_finding_loads_no_rule_of_lending_and_no_help(cli: Commands) -> None:
    argument = json.dumps(["--archive", str(cli.path), "--as", "archivist", "find", "htz"])
    program = LOOK.replace('{name.partition(".")[0] for name in sys.modules}', "set(sys.modules)")
    done = subprocess.run([sys.executable, "-c", program, argument], capture_output=True, text=True, check=True)
    modules = json.loads(done.stderr.splitlines()[-1])[1]
    unneeded = {"archive_tui.regulation.lending", "archive_tui.services.lending", "archive_tui.cli.helping", "shutil"}
    assert set(modules) & unneeded == set()
