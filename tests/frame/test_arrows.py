"""The arrows between the rooms: the contracts hold, and each of them breaks when it should."""

from __future__ import annotations

import ast
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import archive_tui.cli

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cli", "exchange", "regulation", "services", "store", "ui", "wording")
PLAIN = ("__init__", "__main__", "clock", "data_files", "showing", "wrapping")
OPENS_THE_DESK = {"desk", "demo"}


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts in a folder with a fresh Python."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", check], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Return a project with this one's contracts and rooms, and nothing in them."""
    package = tmp_path / "archive_tui"
    for room in ROOMS:
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").touch()
    for module in PLAIN:
        (package / f"{module}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_program_keeps_its_arrows() -> None:
    checked = contracts(ROOT)
    assert (checked.returncode, "0 broken" in checked.stdout) == (0, True), checked.stdout


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("services/act.py", "archive_tui.store"),
        ("store/rows.py", "archive_tui.regulation"),
        ("store/rows.py", "peewee"),
        ("exchange/paper.py", "archive_tui.services"),
        ("ui/screen.py", "archive_tui.regulation"),
        ("ui/screen.py", "textual"),
        ("cli/find.py", "archive_tui.exchange"),
        ("cli/desk.py", "archive_tui.ui.app"),
        ("cli/demo.py", "archive_tui.ui.app"),
        ("cli/keys.py", "archive_tui.ui.actions"),
        ("wording/names.py", "archive_tui.regulation"),
    ],
)
def test_an_arrow_that_points_down_is_kept(skeleton: Path, module: str, imported: str) -> None:
    (skeleton / "archive_tui" / "ui" / "app.py").touch()
    (skeleton / "archive_tui" / "ui" / "actions.py").touch()
    (skeleton / "archive_tui" / module).write_text(f"import {imported}\n")
    checked = contracts(skeleton)
    assert (checked.returncode, "0 broken" in checked.stdout) == (0, True), checked.stdout


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("regulation/levels.py", "archive_tui.wording"),
        ("regulation/levels.py", "archive_tui.store"),
        ("regulation/levels.py", "peewee"),
        ("regulation/levels.py", "time"),
        ("regulation/levels.py", "pathlib"),
        ("store/rows.py", "archive_tui.services"),
        ("store/rows.py", "sqlite3"),
        ("store/rows.py", "pysqlite3"),
        ("services/act.py", "archive_tui.ui"),
        ("services/act.py", "archive_tui.exchange"),
        ("services/act.py", "peewee"),
        ("services/act.py", "sqlite3"),
        ("exchange/paper.py", "archive_tui.store"),
        ("exchange/paper.py", "textual"),
        ("ui/screen.py", "archive_tui.store"),
        ("ui/screen.py", "archive_tui.cli"),
        ("ui/screen.py", "peewee"),
        ("cli/find.py", "archive_tui.store"),
        ("cli/find.py", "archive_tui.ui"),
        ("cli/keys.py", "archive_tui.ui.app"),
        ("cli/find.py", "rich"),
        ("wording/names.py", "archive_tui.services"),
        ("showing.py", "textual"),
        ("new_room.py", "sys"),
    ],
)
def test_an_arrow_that_points_elsewhere_breaks_a_contract(skeleton: Path, module: str, imported: str) -> None:
    (skeleton / "archive_tui" / module).write_text(f"import {imported}\n")
    checked = contracts(skeleton)
    assert checked.returncode == 1, checked.stdout
    assert "BROKEN" in checked.stdout or "not listed as layers" in checked.stdout


def test_the_regulation_imports_itself_and_the_standard_library_and_asks_no_clock() -> None:
    foreign = []
    for path in sorted((ROOT / "archive_tui" / "regulation").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            foreign += [f"{path.name}:{name}" for name in imported_by(node) if not may_import(name)]
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                foreign += [f"{path.name}:{called}()"] * (called in {"now", "open", "print", "today", "utcnow"})
    assert foreign == []


def imported_by(node: ast.AST) -> list[str]:
    """Return the modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def may_import(name: str) -> bool:
    """Say whether the regulation may import a module."""
    return f"{name}.".startswith("archive_tui.regulation.") or name.partition(".")[0] in sys.stdlib_module_names


def test_the_look_ups_of_the_command_line_never_load_textual() -> None:
    commands = {module.name for module in pkgutil.iter_modules(archive_tui.cli.__path__)} - OPENS_THE_DESK
    program = (
        f"import importlib, sys\nfor name in {['', *sorted(commands)]!r}:\n"
        "    importlib.import_module(f'archive_tui.cli.{name}'.rstrip('.'))\n"
        "    loaded = {'textual', 'rich'} & set(sys.modules)\n"
        "    assert not loaded, f'{name} loads {loaded}'\n"
    )
    checked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
