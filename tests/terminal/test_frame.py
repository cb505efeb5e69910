"""The screens on a real terminal: keys as bytes, hostile rows, a dropped line, a terminal that is too small."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.harness import Terminal, python
from tests.world import PIN, World

PROGRAM = str(Path(__file__).with_name("program.py"))
F1, F3, F8 = "\x1bOP", "\x1bOR", "\x1b[19~"
CTRL_C, CTRL_O, CTRL_P, CTRL_Q = "\x03", "\x0f", "\x10", "\x11"
#: Sets the clipboard, draws elsewhere, turns the line round, ends the style; and what Textual takes for markup.
PAYLOADS = (
    "\x1b]52;c;aGVsbG8=\x07clip",
    "\x1b[1;1HAPPROVED\x9b2J",
    "pay\u202eload\u2066\u200bx",
    "[/][b]bold[/b][@click=app.quit]x[/]\x7f\x08",
    "长" * 500,
)


@pytest.fixture
def archive(world: World) -> Path:
    """Give the path of the small company, whose own connection is closed."""
    world.archive.close()
    return world.path


def started(archive: Path, *options: str, columns: int = 80, lines: int = 24) -> Terminal:
    return Terminal(python(PROGRAM, str(archive), "archivist", *options), columns=columns, lines=lines)


def test_function_keys_menu_and_palette_lead_through_the_screens_and_ctrl_q_leaves(archive: Path) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        terminal.send(F8)
        terminal.wait_for("29 entries")
        terminal.send(F3)
        terminal.wait_for("8 items")
        terminal.send(CTRL_O)
        terminal.wait_for("Menu")
        terminal.send("8")
        terminal.wait_for("29 entries")
        terminal.send(F1)
        terminal.wait_for("Help: Trail")
        terminal.send("\x1b")
        terminal.wait_until_gone("Help: Trail")
        terminal.send(CTRL_P)
        terminal.wait_for("All acts")
        terminal.send("search all\r")
        terminal.wait_for("8 items")
        terminal.send(CTRL_C)
        terminal.wait_for("Ctrl+Q leaves the program.")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_end() == 0


def test_alt_digits_and_scanned_digits_switch_no_screen(archive: Path) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        terminal.send("¡™£\x1b8" + "0123456789" * 3)
        terminal.wait_for("0 items")
        assert terminal.line(0).startswith(" Register")


def test_a_burst_into_the_filter_loses_no_letter(archive: Path) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        terminal.send("I0000003-1" * 5)
        terminal.wait_for("I0000003-1" * 5)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_and_a_termination_end_it_at_once(archive: Path, number: signal.Signals) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        os.kill(terminal.pid, number)
        assert terminal.wait_for_end(5) == 128 + number
        terminal.settle()
        assert b"\x1b[?1049l" in terminal.transcript


def test_a_line_that_drops_ends_it_though_a_wrapper_ignores_the_hangup(archive: Path) -> None:
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    run = [sys.executable, PROGRAM, str(archive), "archivist", "--start", "register"]
    with Terminal(python("-c", ignoring, *run)) as terminal:
        terminal.wait_for("8 items")
        os.close(terminal.fd)  # the line drops
        terminal.fd = os.open(os.devnull, os.O_RDWR)
        until = time.monotonic() + 20
        while not terminal._ended():
            assert time.monotonic() < until, "it spins on"
            time.sleep(0.05)
        assert terminal.code == 128 + signal.SIGHUP


def test_hostile_rows_reach_the_terminal_harmless_on_every_screen(archive: Path) -> None:
    plant(archive)
    with started(archive, "--start", "register", columns=120, lines=40) as terminal:
        terminal.wait_for("8 items")
        terminal.wait_for("^[]52;c;aGVsbG8=^Gclip")
        terminal.wait_for("[/][b]bold[/b][@click=app.quit]x[/]^?^H")
        for downs in range(5):
            terminal.send("\x1b[B" * downs + "\r")
            terminal.wait_for("Document no.")
            terminal.send("h")
            terminal.send("i")
            terminal.wait_for("Record an incident")
            terminal.send("\x1b")
            terminal.wait_until_gone("Record an incident")
            terminal.send("\x1b")
            terminal.wait_for("8 items")
        terminal.send(F8)
        terminal.wait_for("29 entries")
        terminal.settle()
        harmless(terminal)


def test_a_hostile_name_is_harmless_too(archive: Path) -> None:
    statement = "UPDATE staff SET name = ? WHERE login = 'archivist'"
    raw(archive, statement, ["\x1b]0;owned\x07\u202eName"])
    with started(archive, "--start", "trail") as terminal:
        terminal.wait_for("29 entries")
        terminal.wait_for("^[]0;owned^G<U+202E>Name")
        harmless(terminal)


def test_a_terminal_too_small_is_told_so(archive: Path) -> None:
    with started(archive, "--start", "register", columns=60, lines=20) as terminal:
        terminal.wait_for("This terminal has 60 by 20 cells.")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_end() == 0


def test_nothing_is_written_while_nothing_happens(archive: Path) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        terminal.settle()
        before = len(terminal.transcript)
        until = time.monotonic() + 2.5
        while time.monotonic() < until:
            terminal._read(0.1)
        assert len(terminal.transcript) == before


def test_no_mouse_is_asked_for(archive: Path) -> None:
    with started(archive, "--start", "register") as terminal:
        terminal.wait_for("8 items")
        assert b"\x1b[?1000h" not in terminal.transcript and b"\x1b[?1003h" not in terminal.transcript


def test_a_crash_shows_no_variables_and_puts_the_terminal_back(archive: Path) -> None:
    with started(archive, "--start", "register", "--crash") as terminal:
        terminal.wait_for("8 items")
        terminal.send(CTRL_O)
        assert terminal.wait_for_end() == 70
        terminal.settle()
        assert "fault of the program" in terminal.text()
        assert b"314159" not in terminal.transcript and b"Traceback" not in terminal.transcript
        assert b"\x1b[?1049l" in terminal.transcript


def test_left_alone_the_screen_is_blank_and_the_pin_brings_it_back(archive: Path) -> None:
    with started(archive, "--start", "register", "--minute", "0.1") as terminal:
        terminal.wait_for("The session of 沈静文 rests")
        terminal.wait_until_gone("I0000008-2")
        terminal.send(f"{PIN}\r")
        terminal.wait_for("8 items")


def test_left_alone_for_longer_the_session_ends_even_on_a_frozen_terminal(archive: Path) -> None:
    with started(archive, "--start", "register", "--minute", "0.05") as terminal:
        terminal.wait_for("8 items")
        terminal.send("zz\x7f\x7f" * 250)  # far more is written than an unread terminal takes
        until = time.monotonic() + 30
        while not terminal._ended():
            assert time.monotonic() < until, "it is still there"
            time.sleep(0.05)
        assert terminal.code == 128 + signal.SIGTERM


def test_a_session_that_ends_by_itself_says_why(archive: Path) -> None:
    with started(archive, "--start", "register", "--minute", "0.03") as terminal:
        terminal.wait_for("The session was left alone for too long and has ended.")
        assert terminal.wait_for_end() == 128 + signal.SIGTERM


def plant(archive: Path) -> None:
    """Put the payloads into titles, authors and keywords."""
    for number, payload in enumerate(PAYLOADS):
        where = "UPDATE item SET title = ?, author = ?, keywords = ?, document_number = ? WHERE id = ?"
        raw(archive, where, [payload, payload[:80], payload[:80], payload[:80], 8 - number])


def raw(archive: Path, statement: str, values: list[object]) -> None:
    """Run one statement by a plain client, in a process of its own."""
    code = "import sqlite3, sys, ast; db = sqlite3.connect(sys.argv[1]); "
    code += "db.execute(sys.argv[2], ast.literal_eval(sys.argv[3])); db.commit()"
    subprocess.run([sys.executable, "-c", code, str(archive), statement, ascii(values)], check=True)


def harmless(terminal: Terminal) -> None:
    """Check that no byte of a payload came out that a terminal would act on."""
    written = bytes(terminal.transcript)
    for bad in (b"\x1b]52", b"\x1b]0;owned", b"\x1b[1;1HAPPROVED", b"\x9b2J", b"\x7f", b"\x08"):
        assert bad not in written, bad
    for sign in ("\u202e", "\u2066", "\u200b", "\x9b"):
        assert sign.encode() not in written, ascii(sign)
