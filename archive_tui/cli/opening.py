"""The archive that a command works on: where it is, who works on it, and in which language and zone it speaks."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive_tui import wording
from archive_tui.clock import Clock, SystemClock
from archive_tui.services.archive import Actor, Archive, StoreFault
from archive_tui.services.identity import Account, identify
from archive_tui.services.seat import Seat, seat

#: How the trail says that an act was done by command.
VIA = "command"
VARIABLE = "ARCHIVE_TUI_ARCHIVE"


@dataclass(frozen=True)
class Sitting:
    """An open archive and who works on it."""

    archive: Archive
    actor: Actor
    seat: Seat


@contextmanager
def sitting(asked: Namespace, *, writes: bool = False, via: str = VIA, path: Path | None = None) -> Iterator[Sitting]:
    """Open the archive that was asked for, for whoever runs the command; it is closed in the end.

    From here on that person's language is spoken, unless ``--lang`` says another, and times are in the archive's zone.
    Raises StoreFault and NotOnStaff.
    """
    path = path or archive_path(asked)
    if writes:
        _check_writable(path)
    archive = Archive.open(path, the_clock(), read_only=not writes)
    try:
        actor = identify(archive, Account.of_this_process(os.environ), asked.as_login, via)
        seated = seat(archive, actor)
        wording.install(asked.lang or seated.language or wording.language_of(None, os.environ))
        from archive_tui.wording.times import install_zone

        install_zone(seated.settings.tz)
        yield Sitting(archive, actor, seated)
    finally:
        archive.close()


def _check_writable(path: Path) -> None:
    """Refuse an archive that can only be read before anything is begun in it; its journal lies in the same folder."""
    if os.path.exists(path) and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreFault("no_permission", path)


def archive_path(asked: Namespace) -> Path:
    """Return where the archive is: ``--archive``, else ARCHIVE_TUI_ARCHIVE, else in the user's data folder."""
    named = asked.archive or os.environ.get(VARIABLE)
    if not named:
        return data_folder() / "office.archive"
    try:
        return Path(named).expanduser()
    except RuntimeError:  # of a user that there isn't
        return Path(named)


def data_folder() -> Path:
    """Return the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("archive-tui")


def the_clock() -> Clock:
    """Return the clock that commands go by."""
    return SystemClock()
