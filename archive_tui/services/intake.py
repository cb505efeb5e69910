"""What must be known of the archive before anything is filed: departments, categories, and what is there already."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from archive_tui.regulation.people import Department
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Outcome, Transaction
from archive_tui.services.item_values import Categories, Category
from archive_tui.store import category_rows, item_rows
from archive_tui.store.records import ItemRecord as ItemRecord


@dataclass(frozen=True)
class Intake:
    """The archive's fonds, departments and categories, as rows of a file and fields of a form name them."""

    fonds: str
    departments: Sequence[Department]
    categories: Categories

    def department(self, word: str) -> Department | None:
        """Return a department by its three letters or its name; case and width don't matter."""
        wanted = _folded(word)
        return next((d for d in self.departments if wanted in (_folded(d.code), _folded(d.name))), None)

    def department_words(self) -> tuple[str, ...]:
        """Return how departments may be named: ``BGS 总经理办公室``."""
        return tuple(f"{d.code} {d.name}" for d in self.departments)


@dataclass(frozen=True)
class There:
    """What is in the register already of what a file names: by archival code, and all of its series."""

    by_code: Mapping[str, ItemRecord]
    in_series: Sequence[ItemRecord]


def begin_import(archive: Archive, actor: Actor, count: int) -> Outcome[Intake]:
    """Return what rows are read by, if the actor may file; a refusal is recorded, with how many rows it was."""
    with archive.look(actor) as txn:
        ruling = txn.may(Act.FILE)
        if ruling.allowed:
            return Outcome(ruling, intake_of(txn))
    with archive.act(actor) as txn:
        return txn.refuse("import", ruling, count=count)


def intake_of(txn: Transaction) -> Intake:
    """Return what descriptions are read by, within a running look or act."""
    departments = sorted(txn.roster.departments.values(), key=lambda d: d.id)
    known = Categories(Category(*row) for row in category_rows.categories(txn.store))
    return Intake(txn.store.meta()["fonds"], departments, known)


def already_there(archive: Archive, actor: Actor, codes: Collection[str], series: Collection[str]) -> There:
    """Return the items that have one of those archival codes, and all items of those series."""
    with archive.look(actor) as txn:
        found = item_rows.items_by_code(txn.store, sorted(codes))
        return There(
            {record.archival_code: record for record in found}, item_rows.items_in_series(txn.store, sorted(series))
        )


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
