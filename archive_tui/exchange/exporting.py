"""Exports as CSV: UTF-8 with BOM, no cell a formula, never over a file, whole or not at all.

The rows go into a file without a name that anybody looks for; once they are all there the export is recorded, and only
then does the file appear under its own name.
"""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from archive_tui.exchange import export_rows
from archive_tui.exchange.cells import safe
from archive_tui.exchange.progress import Progress, Step, silent
from archive_tui.services import exporting
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome

KINDS = tuple(exporting.KINDS)
_TOLD_EVERY = 250


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was made: how many rows it has, and its entry in the trail."""

    rows: int
    seq: int


def export_file(
    archive: Archive, actor: Actor, kind: str, path: Path, progress: Progress = silent
) -> Outcome[Exported]:
    """Export one of ``KINDS`` to a new file, readable to its owner only.

    The ruling is a refusal where the actor may not. Raises BadInput where there is such a file or link already, or it
    can't be written; what ``progress`` raises leaves no file.
    """
    return written(path, lambda file: export_to(archive, actor, kind, file, progress))


def written(path: Path, write: Callable[[BinaryIO], Outcome[Exported]]) -> Outcome[Exported]:
    """Have a new file written, whole or not at all; it appears once ``write`` has recorded it. Raises BadInput."""
    if path.suffix.casefold() in (".xlsx", ".xls"):
        raise BadInput("no_xlsx_yet")
    if os.path.lexists(path):
        raise BadInput("file_there", file=str(path))
    with _waiting(path) as (file, waiting):
        outcome = write(file)
        if outcome.done is not None:
            file.flush()
            os.fsync(file.fileno())
            _appear(waiting, path)
    return outcome


def export_to(
    archive: Archive, actor: Actor, kind: str, file: BinaryIO, progress: Progress = silent
) -> Outcome[Exported]:
    """Write an export to an open file and record it; for who then hands it on, or throws it away."""
    begun = exporting.begin_export(archive, actor, kind)
    if begun.done is None:
        return Outcome(begun.ruling)
    file.write(codecs.BOM_UTF8)
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer, count = csv.writer(text), 0
        writer.writerow(export_rows.heads(kind))
        for row in export_rows.rows(archive, actor, kind, begun.done):
            if count % _TOLD_EVERY == 0:
                progress(Step("writing", count, max(count, begun.done.rows)))
            writer.writerow([safe(cell) for cell in row])
            count += 1
    finally:
        text.detach()
    recorded = exporting.record_export(archive, actor, kind, count)
    if recorded.done is None:
        return Outcome(recorded.ruling)
    return Outcome(recorded.ruling, Exported(count, recorded.done))


@contextmanager
def _waiting(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a new file beside where the export will be; it is gone in the end."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(waiting, flags, 0o600)
    except OSError:
        raise BadInput("file_not_written", file=str(path)) from None
    try:
        with open(descriptor, "wb") as file:
            yield file, waiting
    except OSError:  # no room
        raise BadInput("file_not_written", file=str(path)) from None
    finally:
        with suppress(OSError):
            waiting.unlink()


def _appear(waiting: Path, path: Path) -> None:
    try:
        os.link(waiting, path, follow_symlinks=False)  # fails where something is; a rename would not
    except FileExistsError:
        raise BadInput("file_there", file=str(path)) from None
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
