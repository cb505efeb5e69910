"""``export``: what leaves goes into a new file, or to stdout."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.commands import Commands


@pytest.mark.parametrize("kind", ["items", "loans", "trail", "staff"])
def test_an_export_goes_into_a_new_file(cli: Commands, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "out.csv"
    said = cli("export", kind, str(file))
    assert said.code == 0 and said.out.startswith(f"{file}: ") and said.out.endswith("exported.\n")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    again = cli("export", kind, str(file))
    assert (again.code, "is there already" in again.sentence) == (2, True)


def test_the_answer_as_json_counts_the_rows(cli: Commands, tmp_path: Path) -> None:
    said = cli("export", "items", str(tmp_path / "x.csv"), "--json")
    assert (said.json["rows"], said.json["rejected"]) == (8, [])


def test_an_export_to_stdout_is_the_export_and_nothing_else(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="utf-8"))
    assert cli("export", "items", "-", "--format", "csv").code == 0
    data = written.getvalue()
    assert data.decode("utf-8-sig").splitlines()[1].startswith("Z109-WS·2018-D10-BGS-0001,")
    assert data.count(b"\r\n") == 9


def test_stdout_needs_its_format_and_takes_no_json(cli: Commands) -> None:
    assert cli("export", "items", "-").sentence.startswith("A value is missing after --format.")
    assert cli("export", "items", "-", "--format", "csv", "--json").code == 2


def test_who_may_not_export_is_refused(cli: Commands, tmp_path: Path) -> None:
    said = cli("export", "items", str(tmp_path / "x.csv"), by="liuyang")
    assert said.code == 3 and "exports are for" in said.sentence
    assert not (tmp_path / "x.csv").exists()


def test_it_speaks_chinese(cli: Commands, tmp_path: Path) -> None:
    cli("export", "items", str(tmp_path / "x.csv"), "--lang", "zh_CN")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").startswith("档号,题名,")
