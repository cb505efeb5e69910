"""Files of an import: reading one within limits, and putting the rows that were rejected beside it."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archive_tui.exchange.csv_table import MOST_BYTES
from archive_tui.exchange.import_faults import BadFile, ImportFault


def read(path: Path) -> bytes:
    """Return a file's bytes; raises BadFile where it isn't there, is no plain file, too big or not readable."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _bad("no_plain_file", path)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _bad("file_not_there", path) from None
    except OSError:
        raise _bad("file_not_readable", path) from None


def rejected_beside(path: Path) -> Path:
    """Return where the rejected rows of a file go: ``register.csv`` has ``register.rejected.csv`` beside it."""
    return path.with_name(f"{path.stem}.rejected.csv")


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as the text of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


@contextmanager
def written(path: Path, encoding: str, rows: Sequence[Sequence[str]]) -> Iterator[None]:
    """Put rows into a new file, readable to its owner only, and take it away again if what follows fails.

    Raises BadFile where there is such a file already, or it can't be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise _bad("rejected_there", path) from None
    except OSError:
        raise _bad("rejected_not_written", path) from None
    try:
        _write(descriptor, path, text_of(rows).encode(encoding))
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(descriptor: int, path: Path, data: bytes) -> None:
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        raise _bad("rejected_not_written", path) from None


def _bad(code: str, path: Path) -> BadFile:
    return BadFile(ImportFault(0, "", code, {"path": str(path)}))
