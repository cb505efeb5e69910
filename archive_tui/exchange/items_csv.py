"""The import of items from CSV (commands.md): every bad row named, and either all of it filed or nothing.

UTF-8 with or without BOM, else GB18030; a header in English or Chinese, in any order. This import only adds: a row that
is in the register already is left alone where it says the same, refused where it says something else, and no level,
state or place of what is there ever changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive_tui.exchange import csv_files
from archive_tui.exchange.csv_table import Table, read_table
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.exchange.item_columns import Headed, headed
from archive_tui.exchange.item_differences import Compared, compared
from archive_tui.exchange.item_reader import ReadRow, read_row
from archive_tui.regulation.rulings import permission
from archive_tui.services import filing, intake
from archive_tui.services.archive import Actor, Archive, Outcome

#: What the trail calls this way in; the file's own name is free text and stays out of it.
SOURCE = "csv"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: rows with something in them, how many were added, and all that is wrong.

    ``unchanged`` are the rows that are in the register already, with their archival codes; ``updated`` stays 0 while an
    import only adds. ``encoding`` is utf-8, utf-8-sig or gb18030; ``seq`` the trail entry; ``rejected_file`` where the
    bad rows were put (only with ``partial``). In a dry run ``added`` is what would be.
    """

    rows: int = 0
    added: int = 0
    updated: int = 0
    rejected: tuple[ImportFault, ...] = ()
    unchanged: tuple[tuple[int, str], ...] = ()
    encoding: str = ""
    seq: int | None = None
    rejected_file: Path | None = None

    @property
    def rejected_rows(self) -> int:
        """Return how many rows have something wrong with them."""
        return len({fault.row for fault in self.rejected})


def import_items_file(
    archive: Archive,
    actor: Actor,
    path: Path,
    *,
    partial: bool = False,
    dry_run: bool = False,
    progress: filing.Progress | None = None,
) -> Outcome[Imported]:
    """Import the items of a CSV file; a file that can't be read is a fault of row 0 in what is returned.

    ``partial`` files the good rows and puts the bad ones beside the input, as ``NAME.rejected.csv``, never over a file.
    """
    try:
        data = csv_files.read(path)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    return import_items(
        archive, actor, data, rejected_to=csv_files.rejected_beside(path) if partial else None,
        dry_run=dry_run, progress=progress,
    )  # fmt: skip


def import_items(
    archive: Archive,
    actor: Actor,
    data: bytes,
    *,
    rejected_to: Path | None = None,
    dry_run: bool = False,
    progress: filing.Progress | None = None,
) -> Outcome[Imported]:
    """Import items from a CSV file's bytes: all rows or, where one is bad, none.

    ``rejected_to``: file the good rows all the same, and put the bad ones into that new file. ``progress`` is told how
    many are filed; what it raises undoes everything. The ruling is a refusal where the actor may not file items.
    """
    try:
        table = read_table(data)
        head = headed(table)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    begun = intake.begin_import(archive, actor, len(table.rows))
    if begun.done is None:
        return Outcome(begun.ruling)
    found = _sorted_out(archive, actor, table, head, begun.done)
    result = Imported(
        rows=len(table.rows), rejected=tuple(sorted(found.faults, key=lambda fault: fault.row)),
        unchanged=tuple(found.unchanged), encoding=table.encoding,
    )  # fmt: skip
    if result.rejected and rejected_to is None:
        return Outcome(begun.ruling, result)
    if dry_run:
        return Outcome(begun.ruling, replace(result, added=len(found.new)))
    if not result.rejected or rejected_to is None:
        return _filed(archive, actor, found.new, result, progress)
    wrong = {fault.row for fault in result.rejected}
    rows = [table.header.cells, *(row.cells for row in table.rows if row.number in wrong)]
    try:
        with csv_files.written(rejected_to, table.encoding, rows):
            result = replace(result, rejected_file=rejected_to)
            return _filed(archive, actor, found.new, result, progress)
    except BadFile as cannot:
        return Outcome(begun.ruling, Imported(rows=len(table.rows), rejected=cannot.faults, encoding=table.encoding))


def _sorted_out(archive: Archive, actor: Actor, table: Table, head: Headed, begun: intake.Intake) -> Compared:
    good: list[ReadRow] = []
    faults: list[ImportFault] = []
    for row in table.rows:
        read, wrong = read_row(row, head, begun)
        faults += wrong
        if read is not None:
            good.append(read)
    codes = {one.item.archival_code for one in good if one.item.archival_code}
    series = {one.item.series for one in good if not one.item.archival_code}
    found = compared(good, intake.already_there(archive, actor, codes, series), head)
    found.faults += faults
    return found


def _filed(
    archive: Archive, actor: Actor, new: Sequence[filing.NewItem], result: Imported, progress: filing.Progress | None
) -> Outcome[Imported]:
    if not new:
        return Outcome(permission(), result)
    outcome = filing.file_batch(archive, actor, new, SOURCE, progress)
    if outcome.done is None:
        return Outcome(outcome.ruling)
    return Outcome(outcome.ruling, replace(result, added=outcome.done.count, seq=outcome.done.seq))
