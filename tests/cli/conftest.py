"""Commands run inside the test, on a copy of the small company, at a clock that is set."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from archive_tui.cli import opening
from tests.cli.commands import Commands
from tests.world import World


@pytest.fixture
def cli(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Give the commands the company's archive and its clock; nobody types."""
    monkeypatch.setattr(opening, "the_clock", lambda: world.clock)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    return Commands(world.path, capsys, monkeypatch)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Give the commands a place where no archive is yet."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    return Commands(tmp_path / "empty" / "office.archive", capsys, monkeypatch)
