"""``demo``: opens the desk on a demo archive in a folder of its own, made on first use and anew when it is old."""

from __future__ import annotations

import fcntl
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from archive_tui.cli.desk import VIA
from archive_tui.cli.endings import Exit, Stop, complain
from archive_tui.cli.opening import data_folder, sitting, the_clock
from archive_tui.cli.parsing import Parser
from archive_tui.cli.screen import check_screen
from archive_tui.wording import _

EXAMPLE = "archive-tui demo\narchive-tui demo --as gm\narchive-tui demo --fresh"
NAME = "demo.archive"
OLD = timedelta(hours=12)


def arguments(parser: Parser) -> None:
    """Take whether it is made anew."""
    parser.add_argument("--fresh", action="store_true", help=_("make the demo archive anew, if nobody is in it"))


def run(asked: Namespace) -> int:
    """Open the desk on the demo archive, and say how a second session comes in."""
    if asked.archive is not None:
        raise Stop(Exit.USAGE, _("The demo has a folder of its own: leave out --archive, or use init --demo."))
    check_screen()
    with demo_archive(fresh=asked.fresh) as path:
        from archive_tui.exchange.demo_loader import DEMO_PIN

        with sitting(asked, writes=True, via=VIA, path=path) as here:
            actor, other = here.actor, "archivist" if here.seat.login == "gm" else "gm"
        told = _("A second session comes in with: archive-tui demo --as {login}. Everybody's PIN here is {pin}.")
        complain(told.format(login=other, pin=DEMO_PIN))
        from archive_tui.ui.app import run_desk

        code = run_desk(path, actor, clock=the_clock(), lang=asked.lang)
        complain(told.format(login=other, pin=DEMO_PIN))
    return code


@contextmanager
def demo_archive(*, fresh: bool) -> Iterator[Path]:
    """Hold the demo archive, made anew where it is missing, old or not wanted any more, and nobody is in it.

    Every session holds the folder's lock, shared; who makes the archive holds it alone.
    """
    folder = data_folder() / "demo"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "sessions.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if _alone(lock):
            if fresh or _is_old(folder):
                _make(folder)
        elif fresh:
            complain(_("Somebody is in the demo archive, so it stays as it is."))
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield folder / NAME
    finally:
        os.close(lock)


def _alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_old(folder: Path) -> bool:
    try:
        made = int(_stamp(folder).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return True
    age = int(the_clock().now().utc.timestamp()) - made
    return not (folder / NAME).exists() or not 0 <= age < OLD.total_seconds()


def _make(folder: Path) -> None:
    from archive_tui.exchange.demo_loader import make_demo

    complain(_("The demo archive is being made; that takes a moment."))
    _stamp(folder).unlink(missing_ok=True)
    for old in folder.glob(f"{NAME}*"):
        old.unlink()
    clock = the_clock()
    make_demo(folder / NAME, clock)
    _stamp(folder).write_text(str(int(clock.now().utc.timestamp())), encoding="ascii")


def _stamp(folder: Path) -> Path:
    """Return the file that says when the archive was made, written when it was whole."""
    return folder / "made"
