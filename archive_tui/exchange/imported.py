"""What an import came to, and how every import ends: all rows or none, or the good ones with the bad put aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from archive_tui.exchange import csv_files
from archive_tui.exchange.csv_table import Table
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.regulation.rulings import Ruling
from archive_tui.services.archive import Outcome


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: rows with something in them, how many were added and updated, and all that is wrong.

    ``unchanged`` are the rows that are there already, with their codes. ``encoding`` is utf-8, utf-8-sig or gb18030;
    ``seq`` the trail entry of new items; ``rejected_file`` where the bad rows were put (only with ``partial``),
    ``rejected_text`` the same for a file that came without a name. In a dry run ``added`` and ``updated`` are what
    would be. ``proposed`` counts the roles that now wait for the GM.
    """

    rows: int = 0
    added: int = 0
    updated: int = 0
    rejected: tuple[ImportFault, ...] = ()
    unchanged: tuple[tuple[int, str], ...] = ()
    encoding: str = ""
    seq: int | None = None
    rejected_file: Path | None = None
    rejected_text: str = ""
    proposed: int = 0

    @property
    def rejected_rows(self) -> int:
        """Return how many rows have something wrong with them."""
        return len({fault.row for fault in self.rejected})


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be imported: ``partial`` takes the good rows and puts the bad ones into the new file
    ``rejected_to``, or into what is returned; ``dry_run`` checks everything and writes nothing.
    """

    partial: bool = False
    rejected_to: Path | None = None
    dry_run: bool = False


ALL_OR_NOTHING = How()


def carried_out(
    table: Table, ruling: Ruling, found: Imported, how: How, write: Callable[[Imported], Outcome[Imported]]
) -> Outcome[Imported]:
    """Return what became of a file whose rows are checked: ``write`` does it where it is to be done.

    ``found`` has what would be added and updated, and every fault. What ``write`` raises takes the file with the bad
    rows away again.
    """
    faults = tuple(sorted(found.rejected, key=lambda fault: fault.row))
    found = replace(found, rows=len(table.rows), encoding=table.encoding, rejected=faults)
    if faults and not how.partial:
        return Outcome(ruling, replace(found, added=0, updated=0, proposed=0))
    if how.dry_run:
        return Outcome(ruling, found)
    bad = _bad_rows(table, faults)
    if bad and how.rejected_to is None:
        found = replace(found, rejected_text=csv_files.text_of(bad))
    beside = csv_files.written(how.rejected_to, table.encoding, bad) if bad and how.rejected_to else nullcontext()
    try:
        with beside:
            return write(replace(found, rejected_file=how.rejected_to if bad else None))
    except BadFile as cannot:
        return Outcome(ruling, Imported(found.rows, rejected=cannot.faults, encoding=found.encoding))


def _bad_rows(table: Table, faults: Sequence[ImportFault]) -> list[Sequence[str]]:
    wrong = {fault.row for fault in faults}
    if not wrong:
        return []
    return [table.header.cells, *(row.cells for row in table.rows if row.number in wrong)]
