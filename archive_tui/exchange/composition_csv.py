"""A table of composition as a CSV file: who made it and when stands in it, and the trail has it first (5.3)."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from archive_tui.exchange.cells import safe
from archive_tui.exchange.exporting import Exported, written
from archive_tui.services.analysis_export import record_table
from archive_tui.services.archive import Actor, Archive, Outcome


@dataclass(frozen=True, slots=True)
class TableOut:
    """A table as it leaves; ``named``: it names clients. ``made`` says who made it and when, below the rows."""

    table: str
    year: int
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    made: str
    named: bool = False


def export_table(archive: Archive, actor: Actor, out: TableOut, path: Path) -> Outcome[Exported]:
    """Write a table to a new file, readable to its owner only. Raises BadInput where that can't be."""

    def write(file: BinaryIO) -> Outcome[Exported]:
        file.write(codecs.BOM_UTF8)
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        try:
            writer = csv.writer(text)
            writer.writerow(out.heads)
            writer.writerows([safe(cell) for cell in row] for row in out.rows)
            writer.writerow([safe(out.made)])
        finally:
            text.detach()
        recorded = record_table(archive, actor, out.table, out.year, len(out.rows), named=out.named)
        if recorded.done is None:
            return Outcome(recorded.ruling)
        return Outcome(recorded.ruling, Exported(len(out.rows), recorded.done))

    return written(path, write)
