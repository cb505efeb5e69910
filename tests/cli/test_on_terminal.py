"""Commands on a real terminal: what is asked there, what a desk needs of it, and the demo's two sessions."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive_tui.exchange import demo_loader
from tests.services.desk import ask
from tests.store.plain_client import run
from tests.terminal.harness import Terminal, python
from tests.world import PIN, World


def terminal(
    *words: str, columns: int = 100, lines: int = 30, environment: Mapping[str, str] | None = None
) -> Terminal:
    """Run ``archive-tui`` on a terminal, with the folders that tests have of their own."""
    folders = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
    return Terminal(
        python("-m", "archive_tui", *words),
        columns=columns,
        lines=lines,
        environment={**folders, **(environment or {})},
    )


def of(world: World, *words: str, by: str = "archivist") -> tuple[str, ...]:
    """Return words for a command on the company's archive."""
    return ("--archive", str(world.path), "--as", by, *words)


@pytest.mark.parametrize(
    ("size", "environment", "sentence"),
    [
        ((79, 24), {}, "The desk needs a terminal of 80 by 24, and this one is 79 by 24."),
        ((80, 23), {}, "The desk needs a terminal of 80 by 24, and this one is 80 by 23."),
        ((80, 24), {"TERM": "dumb"}, 'on a terminal of the kind "dumb".'),
        ((80, 24), {"LC_ALL": "C"}, "and the desk needs UTF-8."),
        ((80, 24), {"LC_ALL": "POSIX"}, "and the desk needs UTF-8."),
    ],
)
@pytest.mark.parametrize("demo", [False, True])
def test_a_desk_that_can_not_be_drawn_is_refused_in_one_sentence(
    world: World, size: tuple[int, int], environment: Mapping[str, str], sentence: str, demo: bool
) -> None:
    words = ("demo",) if demo else of(world)
    with terminal(*words, columns=size[0], lines=size[1], environment=environment) as screen:
        assert screen.wait_for_end() == 4
        text = screen.text().replace("\n", "")
        assert sentence.replace(" ", "") in text.replace(" ", "")
        assert b"\x1b[?1049h" not in screen.transcript


def test_the_desk_opens_and_ends(world: World) -> None:
    with terminal(*of(world)) as screen:
        screen.wait_for("Desk")
        screen.wait_for("沈静文")
        screen.send("\x11")
        assert screen.wait_for_end() == 0


def test_a_pin_is_typed_unseen_and_what_it_signs_is_shown_first(world: World) -> None:
    ask(world, "liuyang", "塔式")
    with terminal(*of(world, "sign", "1", by="gm")) as screen:
        text = screen.wait_for("PIN of 王建勋:")
        assert "2019年塔式起重机租赁合同" in text and "secret" in text and "刘洋" in text
        screen.send(f"{PIN}\r")
        screen.wait_for("approved")
        assert screen.wait_for_end() == 0
        assert PIN.encode() not in screen.transcript


def test_a_hostile_name_is_asked_for_its_pin_harmlessly(world: World) -> None:
    hostile = "UPDATE staff SET name = '王' || char(27) || ']52;c;aGVsbG8=' || char(7) || char(8238) WHERE login = 'gm'"
    assert run(world.path, hostile)[0] is None
    with terminal(*of(world, "pin", by="gm")) as screen:
        screen.wait_for("PIN, of 王^[]52;c;aGVsbG8=^G<U+202E>:")
        for payload in (b"\x1b]52", b"\x07", "\u202e".encode()):
            assert payload not in screen.transcript


def test_a_new_pin_is_typed_twice(world: World) -> None:
    for once_more, ended in (("246814", 2), ("246813", 0)):
        with terminal(*of(world, "pin", by="chenxiaomei")) as screen:
            screen.wait_for("One-time code, or present PIN, of 陈晓梅:")
            screen.send(f"{PIN}\r")
            screen.wait_for("New PIN, six digits or more:")
            screen.send("246813\r")
            screen.wait_for("The new PIN once more:")
            screen.send(f"{once_more}\r")
            assert screen.wait_for_end() == ended, screen.text()
            assert b"246813" not in screen.transcript


def test_init_asks_for_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "office.archive"
    with terminal("--archive", str(path), "init", "--fonds", "Z109") as screen:
        for question, answer in (
            ("Company:", "岳衡设备租赁有限公司"),
            ("General manager (LOGIN:NAME):", "wang:王建勋"),
            ("Archivist (LOGIN:NAME):", "shen:沈静文"),
            ("Office director (LOGIN:NAME, or nothing):", ""),
        ):
            screen.wait_for(question)
            screen.send(f"{answer}\r")
        text = screen.wait_for("You come in as 沈静文.")
        assert screen.wait_for_end() == 0
        assert len(re.findall(r"\w{4}-\w{4}$", text, re.MULTILINE)) == 2


@pytest.mark.parametrize("ending", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_an_init_that_is_broken_off_leaves_nothing(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "new" / "office.archive"
    with terminal("--archive", str(path), "init") as screen:
        screen.wait_for("Company:")
        screen.send(ending)
        assert screen.wait_for_end() == 130
    assert not path.parent.exists()


@pytest.mark.parametrize(("column", "advice"), [(2, "one cell"), (3, "This terminal draws them two cells wide")])
def test_the_width_of_ambiguous_characters_is_measured(world: World, column: int, advice: str) -> None:
    with terminal(*of(world, "doctor"), columns=160) as screen:
        screen._wait(lambda: b"\x1b[6n" in screen.transcript, "the question for the cursor", 20)
        screen.send(f"\x1b[1;{column}R")
        assert screen.wait_for_end() == (0 if column == 2 else 1)
        assert advice in screen.text() and "160 x 30" in screen.text()
        assert "^[" not in screen.text()


def test_a_terminal_that_does_not_answer_is_no_fault(world: World) -> None:
    with terminal(*of(world, "doctor"), columns=160) as screen:
        assert screen.wait_for_end() == 0
        assert "not measured" in screen.text()


def test_the_demo_says_how_a_second_session_comes_in_and_is_not_made_anew_beneath_it(
    tmp_path: Path,
) -> None:
    folder = {"XDG_DATA_HOME": str(tmp_path)}
    archive = tmp_path / "archive-tui" / "demo" / "demo.archive"
    with terminal("demo", environment=folder) as first:
        first.wait_for("沈静文", 60)
        assert f"archive-tui demo --as gm. Everybody's PIN here is {demo_loader.DEMO_PIN}." in told(first)
        made = identity(archive)
        with terminal("demo", "--as", "gm", "--fresh", environment=folder) as second:
            second.wait_for("王建勋")
            assert "Somebody is in the demo archive, so it stays as it is." in told(second)
            assert "archive-tui demo --as archivist" in told(second)
            second.send("\x11")
            assert second.wait_for_end() == 0
        first.send("\x11")
        assert first.wait_for_end() == 0
    assert identity(archive) == made
    with terminal("demo", "--fresh", environment=folder) as third:
        third.wait_for("沈静文", 60)
        third.send("\x11")
        assert third.wait_for_end() == 0
    assert identity(archive) != made


def identity(archive: Path) -> str:
    """Return which archive it is, whatever file it is in."""
    error, rows = run(archive, "SELECT value FROM meta WHERE key = 'id'")
    assert error is None
    return str(rows[0][0][0])


def told(screen: Terminal) -> str:
    """Return everything that came, as one line without escape sequences."""
    text = screen.transcript.decode("utf-8", "replace")
    return re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", text).replace("\r\n", " ")
