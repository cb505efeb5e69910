"""What the project file and the README promise to someone who has only Python and git."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import archive_tui

ROOT = Path(__file__).resolve().parents[2]
WITH_A_WHEEL = [("linux", "x86_64"), ("darwin", "arm64"), ("win32", "AMD64")]
WITHOUT = [
    ("linux", "aarch64"),
    ("linux", "armv7l"),
    ("darwin", "x86_64"),
    ("win32", "ARM64"),
    ("freebsd14", "amd64"),
]


@pytest.fixture
def project() -> dict[str, Any]:
    """Return the project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def needs_sqlite(project: dict[str, Any], platform: str, machine: str, python: str, kind: str) -> bool:
    """Say whether an installation there takes pysqlite3."""
    wanted = [Requirement(text) for text in project["project"]["dependencies"]]
    marker = next(one.marker for one in wanted if one.name == "pysqlite3")
    assert marker is not None
    there = {"sys_platform": platform, "platform_machine": machine, "python_version": python}
    return marker.evaluate({**there, "platform_python_implementation": kind})


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(("platform", "machine"), WITH_A_WHEEL)
def test_a_newer_sqlite_comes_along_where_it_has_a_wheel(
    project: dict[str, Any], platform: str, machine: str, python: str
) -> None:
    assert needs_sqlite(project, platform, machine, python, "CPython")


@pytest.mark.parametrize(("platform", "machine"), WITHOUT)
def test_nothing_is_compiled_where_it_has_none(project: dict[str, Any], platform: str, machine: str) -> None:
    assert not needs_sqlite(project, platform, machine, "3.11", "CPython")


def test_nothing_is_compiled_for_another_python(project: dict[str, Any]) -> None:
    assert not needs_sqlite(project, "linux", "x86_64", "3.11", "PyPy")
    assert not needs_sqlite(project, "linux", "x86_64", "3.15", "CPython")


def test_extra_and_group_name_the_same_tools(project: dict[str, Any]) -> None:
    assert project["project"]["optional-dependencies"]["dev"] == project["dependency-groups"]["dev"]


def test_there_is_one_version_number() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", archive_tui.__version__)


@pytest.mark.parametrize(("name", "runs"), [("demo", ".venv/bin/archive-tui demo"), ("test", "-m pytest")])
def test_the_readme_promises_a_command_of_one_line(name: str, runs: str) -> None:
    found = subprocess.run([ROOT / ".ci" / "readme-command", name], check=True, capture_output=True, text=True)
    assert found.stdout.count("\n") == 1
    assert found.stdout.startswith("python3 -m venv .venv && ")
    assert found.stdout.rstrip().endswith(runs)


def test_a_command_that_the_readme_does_not_promise_is_a_fault() -> None:
    found = subprocess.run([ROOT / ".ci" / "readme-command", "nothing"], check=False, capture_output=True)
    assert found.returncode == 1


def test_benchmarks_are_not_collected_unasked(tmp_path: Path) -> None:
    (tmp_path / "tests" / "bench").mkdir(parents=True)
    (tmp_path / "tests" / "bench" / "test_slow.py").write_text("def test_slow(): pass\n")
    (tmp_path / "tests" / "test_quick.py").write_text("def test_quick(): pass\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    found = subprocess.run(collect, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "test_quick" in found.stdout
    assert "test_slow" not in found.stdout
