"""A large import on a real terminal: how far it is, Ctrl-C, and a kill where it hurts."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from archive_tui.services import finding, verifying
from tests.exchange.test_a_company_moves_in import written
from tests.terminal.harness import Terminal, python
from tests.world import World

ROOT = str(Path(__file__).resolve().parents[2])


def importing(world: World, file: Path) -> Terminal:
    words = ("--archive", str(world.path), "--as", "archivist", "--lang", "en", "import", "items", str(file))
    return Terminal(python("-m", "archive_tui", *words), cwd=ROOT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a register of 20,000 rows."""
    return written(tmp_path / "register.csv", {})


def count(world: World) -> int:
    return finding.count_register(world.archive, world.actor(), "")


def test_ctrl_c_stops_it_and_nothing_of_it_is_there(world: World, file: Path) -> None:
    with importing(world, file) as terminal:
        terminal.wait_for("checking")
        terminal.wait_for("preparing 1,")
        terminal.send(b"\x03")
        assert terminal.wait_for_end() == 130
        assert "Stopped. Nothing was imported." in terminal.text()
    assert count(world) == 8
    with world.archive.store.read():
        assert world.archive.store.db.execute_sql("SELECT count(*) FROM staged_item").fetchone()[0] == 0
    assert verifying.verify(world.archive).problems == ()


def test_what_was_killed_is_seen_by_nobody_and_cleared_away_by_the_next_import(world: World, file: Path) -> None:
    with importing(world, file) as terminal:
        terminal.wait_for("preparing 1,")
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.wait_for_end() == -signal.SIGKILL
    assert count(world) == 8
    assert finding.count_register(world.archive, world.actor(), "塔式起重机租赁合同的批复") == 0
    assert verifying.verify(world.archive).problems == ()
    with importing(world, file) as terminal:
        assert terminal.wait_for_end(60) == 0
        assert "20000 items were added." in terminal.text().replace("\n", "")
    assert count(world) == 20_008
    with world.archive.store.read():
        assert world.archive.store.db.execute_sql("SELECT count(*) FROM staged_item").fetchone()[0] == 0
    assert verifying.verify(world.archive).problems == ()
