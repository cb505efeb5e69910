"""A table of composition leaves as a file: who may, and its entry in the trail (5.3, invariant 11).

A table without clients' names is for whoever may analyse; one with them is an export of client data, the keeper's.
"""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Outcome


def record_table(archive: Archive, actor: Actor, table: str, year: int, count: int, *, named: bool) -> Outcome[int]:
    """Record that so many rows of a table are about to leave; return the entry's number. A refusal is recorded."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.EXPORT_CLIENTS if named else Act.ANALYSE)
        if not ruling.allowed:
            return txn.refuse("export", ruling, kind="composition", table=table)
        return Outcome(ruling, txn.record("export", kind="composition", count=count, table=table, year=year))
