"""A command line for tests: one call runs one command and returns what it said and how it ended."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archive_tui.cli import main


class Said(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """Return the one line on stderr; there is nothing on stdout."""
        lines = self.err.splitlines()
        assert (self.out, len(lines)) == ("", 1), self
        return lines[0]


class Commands:
    """The commands on one archive."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the archive's path, and what catches output and puts input in its place."""
        self.path = path
        self._capsys, self._patch = capsys, monkeypatch

    def __call__(self, *words: str, by: str | None = "archivist", typed: str | bytes = "") -> Said:
        """Run ``archive-tui`` with these words as ``by``; ``typed`` is what stdin holds."""
        data = typed.encode() if isinstance(typed, str) else typed
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        return self.plain("--archive", str(self.path), *(("--as", by) if by else ()), *words)

    def plain(self, *words: str) -> Said:
        """Run ``archive-tui`` with these words and no others."""
        self._capsys.readouterr()
        code = main(words)
        said = self._capsys.readouterr()
        return Said(int(code), said.out, said.err)
