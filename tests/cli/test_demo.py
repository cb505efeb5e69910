"""The demo archive's own folder: made when it has to be, and never under a running session."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from archive_tui.cli import demo
from archive_tui.cli.endings import Exit, Stop
from archive_tui.exchange import demo_loader
from tests.world import SetClock


class Demo:
    """A demo folder whose archive is a file that counts how often it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.made = folder / "demo", SetClock(), 0

    def make(self, path: Path, _clock: object) -> None:
        assert not path.exists()
        self.made += 1
        path.write_text(str(self.made), encoding="ascii")

    def opened(self, *, fresh: bool = False) -> str:
        """Return which archive a session gets that is over at once."""
        with demo.demo_archive(fresh=fresh) as path:
            return path.read_text(encoding="ascii")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """Give the demo a folder, a clock that is set, and an archive that is quickly made."""
    there = Demo(tmp_path)
    monkeypatch.setattr(demo, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(demo, "the_clock", lambda: there.clock)
    monkeypatch.setattr(demo_loader, "make_demo", there.make)
    return there


def test_it_is_made_on_first_use_and_kept(folder: Demo) -> None:
    assert [folder.opened(), folder.opened()] == ["1", "1"]


@pytest.mark.parametrize(("hours", "opened"), [(11.9, "1"), (12, "2"), (48, "2"), (-1, "2")])
def test_it_is_made_anew_once_it_is_twelve_hours_old(folder: Demo, hours: float, opened: str) -> None:
    folder.opened()
    folder.clock.pass_(timedelta(hours=hours))
    assert folder.opened() == opened


def test_it_is_made_anew_when_asked_for(folder: Demo) -> None:
    assert [folder.opened(), folder.opened(fresh=True)] == ["1", "2"]


@pytest.mark.parametrize("fresh", [True, False])
def test_it_is_never_made_anew_under_a_running_session(
    folder: Demo, fresh: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with demo.demo_archive(fresh=False):
        folder.clock.pass_(timedelta(hours=13))
        assert folder.opened(fresh=fresh) == "1"
    assert ("stays as it is" in capsys.readouterr().err) is fresh
    assert folder.opened() == "2"


def test_what_was_left_half_made_is_made_anew(folder: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(path: Path, _clock: object) -> None:
        path.write_text("half", encoding="ascii")
        raise Stop(Exit.COULD_NOT, "no space")

    monkeypatch.setattr(demo_loader, "make_demo", broken_off)
    with pytest.raises(Stop):
        folder.opened()
    monkeypatch.setattr(demo_loader, "make_demo", folder.make)
    assert folder.opened() == "1"


def test_nothing_but_the_archive_and_what_is_beside_it_is_removed(folder: Demo) -> None:
    folder.opened()
    for name in ("demo.archive.pepper", "demo.archive-wal", "notes.txt"):
        (folder.folder / name).touch()
    folder.opened(fresh=True)
    assert sorted(p.name for p in folder.folder.iterdir()) == ["demo.archive", "made", "notes.txt", "sessions.lock"]
