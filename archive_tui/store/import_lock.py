"""One large import at a time: a file beside the archive that is locked while one runs.

The system lets go of the lock however its holder ends, so whoever gets it knows that what is left of an earlier import
is nobody's any more.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive_tui.store.faults import StoreFault


@contextmanager
def only_import(archive: Path) -> Iterator[None]:
    """Hold the lock of the archive's imports; raises StoreFault (importing: another one runs, no_permission)."""
    path = archive.with_name(archive.name + ".import")
    descriptor = _locked(path, archive)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # before the lock goes: whoever waits for this very file looks again
        os.close(descriptor)


def _locked(path: Path, archive: Path) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            raise StoreFault("no_permission", archive) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise StoreFault("importing", archive) from None
        if _is_there(path, descriptor):
            return descriptor
        os.close(descriptor)  # it was another import's file, taken away when that one ended


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
