"""The files that ship with the program are found however it was installed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from archive_tui import data_files
from archive_tui.data_files import data_path

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from archive_tui.data_files import data_path
print(data_path("retention.csv"))
"""
MO = "archive_tui/locale/zh_CN/LC_MESSAGES/archive_tui.mo"


def shipped(folder: Path) -> dict[str, bytes]:
    """Return the files under a folder with what they hold."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def answer(folder: Path, elsewhere: Path) -> Path:
    """Return what the package in ``folder`` says, asked by a fresh Python that stands elsewhere."""
    asked = [sys.executable, "-IB", "-c", ASK, str(folder)]
    found = subprocess.run(asked, cwd=elsewhere, check=True, capture_output=True, text=True)
    return Path(found.stdout.strip())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, which is all that installing it does to its files."""
    folder = tmp_path_factory.mktemp("wheel")
    return unpacked_wheel(ROOT, folder)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist and unpack it."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(next(SdistBuilder(str(ROOT)).build(directory=str(folder)))) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # none before 3.11.4
        archive.extractall(folder / "unpacked")
    return next((folder / "unpacked").iterdir())


def unpacked_wheel(project: Path, folder: Path, version: str = "standard") -> Path:
    """Build a wheel of ``project`` and return the folder that it was unpacked into."""
    built = next(WheelBuilder(str(project)).build(directory=str(folder), versions=[version]))
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_in_a_checkout() -> None:
    assert data_path() == ROOT / "data"
    assert data_path("demo", "people.csv") == ROOT / "data" / "demo" / "people.csv"


def test_a_file_that_does_not_ship_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"demo/nothing\.csv is missing"):
        data_path("demo", "nothing.csv")


def test_a_folder_called_data_beside_an_installed_package_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "retention.csv").touch()
    monkeypatch.setattr(data_files, "_PACKAGE", tmp_path / "archive_tui")
    with pytest.raises(FileNotFoundError):
        data_path("retention.csv")


def test_in_the_wheel(wheel: Path, tmp_path: Path) -> None:
    assert answer(wheel, tmp_path) == wheel / "archive_tui" / "_data" / "retention.csv"
    assert shipped(wheel / "archive_tui" / "_data") == shipped(ROOT / "data")


def test_in_the_sdist(sdist: Path, tmp_path: Path) -> None:
    assert answer(sdist, tmp_path) == sdist / "data" / "retention.csv"
    assert shipped(sdist / "data") == shipped(ROOT / "data")


def test_in_an_editable_install(tmp_path: Path) -> None:
    site = unpacked_wheel(ROOT, tmp_path, "editable")
    paths = [line for file in site.glob("*.pth") for line in file.read_text().splitlines()]
    assert paths == [str(ROOT)]
    assert not (site / "archive_tui").exists(), "a copy that would go stale"
    assert answer(Path(paths[0]), tmp_path) == ROOT / "data" / "retention.csv"


def test_a_wheel_made_from_the_sdist_is_the_wheel_made_from_the_checkout(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    assert shipped(unpacked_wheel(sdist, tmp_path)) == shipped(wheel)


def test_wheel_and_sdist_hold_the_catalogue_and_the_style_sheets_and_no_rubbish(wheel: Path, sdist: Path) -> None:
    styles = {str(path.relative_to(ROOT)) for path in (ROOT / "archive_tui").rglob("*.tcss")}
    for folder in (wheel, sdist):
        names = shipped(folder).keys()
        assert {MO, *styles} <= names
        assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    assert not [name for name in shipped(wheel) if name.startswith(("tests/", "data/", ".ci/"))]


def test_the_sdist_holds_what_its_tests_need(sdist: Path) -> None:
    names = shipped(sdist).keys()
    assert {"README.md", "pyproject.toml", ".ci/run", ".ci/catalogue", "tests/conftest.py"} <= names
