"""The import of items from CSV (commands.md): every bad row named, and either all of it in the register or nothing.

UTF-8 with or without BOM, else GB18030; a header in English or Chinese, in any order. The file is gone through twice:
once to check every row against the others and the register, then to put the new ones aside bit by bit. They appear,
and corrections are made, in one short act at the end. No level, state or place of what is there ever changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from archive_tui.exchange.csv_table import Row, Table, read_table
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import BadFile
from archive_tui.exchange.imported import ALL_OR_NOTHING, How, Imported, carried_out
from archive_tui.exchange.item_columns import headed
from archive_tui.exchange.item_differences import SortedOut, Sorter
from archive_tui.exchange.item_reader import read_row
from archive_tui.exchange.progress import Progress, Step, silent
from archive_tui.regulation.rulings import Ruling, permission
from archive_tui.services import describing, intake
from archive_tui.services.archive import Actor, Archive, Outcome, Transaction
from archive_tui.services.filing import Filed
from archive_tui.services.staging import CHUNK, staging

#: What the trail calls this way in; the file's own name is free text and stays out of it.
SOURCE = "csv"


def import_items(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import items from a CSV file's bytes: all rows or, where one is bad, none.

    ``progress`` is told how far it is; what it raises undoes everything. The ruling is a refusal where the actor may
    not file items. Raises StoreFault (importing: another import runs), BadInput (a code given meanwhile).
    """
    try:
        table = read_table(data)
        head = headed(table)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    begun = intake.begin_import(archive, actor, len(table.rows))
    if begun.done is None:
        return Outcome(begun.ruling)
    one = _Import(archive, actor, table, head, begun.done, progress)
    found = one.sorted_out()
    wanted = Imported(
        added=found.added, updated=len(found.corrections), rejected=tuple(found.faults),
        unchanged=tuple(found.unchanged),
    )  # fmt: skip
    return carried_out(table, begun.ruling, wanted, how, lambda result: one.written(begun.ruling, found, result))


@dataclass(frozen=True)
class _Import:
    archive: Archive
    actor: Actor
    table: Table
    head: Headed
    intake: intake.Intake
    progress: Progress

    def sorted_out(self) -> SortedOut:
        sorter = Sorter(
            self.table, self.head, lambda codes, series: intake.already_there(self.archive, self.actor, codes, series)
        )
        for done, rows in _parts(iter(self.table.rows)):
            self.progress(Step("checking", done, len(self.table.rows)))
            good = []
            for row in rows:
                read, wrong = read_row(row, self.head, self.intake)
                if read is None:
                    sorter.reject(row.number, wrong)
                else:
                    good.append(read)
            sorter.take(good)
        return sorter.found

    def written(self, ruling: Ruling, found: SortedOut, result: Imported) -> Outcome[Imported]:
        if not found.added and not found.corrections:
            return Outcome(ruling, result)

        def correct(txn: Transaction) -> None:
            for correction in found.corrections:
                describing.correct_item(txn, correction)

        with staging(self.archive, self.actor, SOURCE, found.floors) as waiting:
            new = (row for row in self.table.rows if row.number not in found.passed)
            for done, rows in _parts(new):
                self.progress(Step("staging", done, found.added))
                read = (read_row(row, self.head, self.intake)[0] for row in rows)
                waiting.add([one.item for one in read if one is not None])
            self.progress(Step("appearing", found.added, found.added))
            outcome: Outcome[Filed] = waiting.flip(correct)
        if outcome.done is None:
            return Outcome(outcome.ruling)
        return Outcome(outcome.ruling, replace(result, added=outcome.done.count, seq=outcome.done.seq or None))


def _parts(rows: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield rows in handy parts, each with how many came before it."""
    done = 0
    while part := list(islice(rows, CHUNK)):
        yield done, part
        done += len(part)
