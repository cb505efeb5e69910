"""The one way in for every kind of file that is imported: by name, or by its bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive_tui.exchange import csv_files
from archive_tui.exchange.import_faults import BadFile
from archive_tui.exchange.imported import ALL_OR_NOTHING, How, Imported
from archive_tui.exchange.progress import Progress, silent
from archive_tui.regulation.rulings import permission
from archive_tui.services.archive import Actor, Archive, Outcome

KINDS = ("items", "staff", "departments", "clients", "leases", "payments")


def import_file(
    archive: Archive, actor: Actor, kind: str, path: Path, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import a file of one of ``KINDS``; one that can't be read is a fault of row 0 in what is returned.

    With ``how.partial`` the bad rows go beside the input, as ``NAME.rejected.csv``, never over a file.
    """
    try:
        data = csv_files.read(path)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    if how.partial:
        how = replace(how, rejected_to=csv_files.rejected_beside(path))
    return import_data(archive, actor, kind, data, how, progress)


def import_data(
    archive: Archive, actor: Actor, kind: str, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import a file's bytes, of one of ``KINDS``; raises KeyError for another.

    With ``how.partial`` and no place for them the bad rows are in what is returned.
    """
    from archive_tui.exchange.client_csv import import_clients, import_leases, import_payments
    from archive_tui.exchange.items_csv import import_items
    from archive_tui.exchange.people_csv import import_departments, import_staff

    importers = {
        "items": import_items, "staff": import_staff, "departments": import_departments, "clients": import_clients,
        "leases": import_leases, "payments": import_payments,
    }  # fmt: skip
    return importers[kind](archive, actor, data, how, progress)
