"""The register as a list of what a person may know of; a module of its own, for a quick look-up needs no other."""

from __future__ import annotations

from archive_tui.regulation import short_codes
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.shown import ItemShown, show_items
from archive_tui.services.sight import Readers
from archive_tui.store import item_rows, register_rows
from archive_tui.store.item_records import ItemRecord


def count_register(archive: Archive, actor: Actor, text: str) -> int:
    """Return how many items that the actor may know of meet what was typed; all of them for an empty text."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_REGISTER).allowed:
            return 0
        readers = Readers(txn)
        labelled = _labelled(txn, readers, text)
        return register_rows.count_items(txn.store, text, readers.sight) if labelled is None else len(labelled)


def page_register(
    archive: Archive, actor: Actor, text: str, sort: str, descending: bool, offset: int, limit: int
) -> list[ItemShown]:
    """Return one page of the items that the actor may know of and that meet what was typed.

    ``sort`` is filed, archival_code, title, year, level or state; raises KeyError for another.
    """
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_REGISTER).allowed:
            return []
        readers = Readers(txn)
        labelled = _labelled(txn, readers, text)
        if labelled is not None:
            return show_items(txn, readers, labelled[offset : offset + limit])
        page = register_rows.list_items(txn.store, text, readers.sight, sort, descending, offset, limit)
        return show_items(txn, readers, page)


def found_in_register(archive: Archive, actor: Actor, text: str, most: int | None) -> tuple[int, list[ItemShown]]:
    """Return how many items meet what was typed, and the first ``most`` of them (None: all), as they were filed."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_REGISTER).allowed:
            return 0, []
        readers = Readers(txn)
        labelled = _labelled(txn, readers, text)
        if labelled is not None:
            return len(labelled), show_items(txn, readers, labelled[:most])
        count = register_rows.count_items(txn.store, text, readers.sight)
        limit = count if most is None else min(most, count)
        found = register_rows.list_items(txn.store, text, readers.sight, "filed", False, 0, limit) if limit else []
        return count, show_items(txn, readers, found)


def _labelled(txn: Transaction, readers: Readers, text: str) -> list[ItemRecord] | None:
    """Return the one item whose label was scanned or typed, if the actor may know of it; None for any other text."""
    try:
        label = short_codes.read(text)
    except short_codes.BadCheckDigit:
        return []
    if label is None or label[0] != short_codes.ITEM:
        return None
    item = item_rows.item(txn.store, label[1])
    return [item] if item is not None and readers.know(item) else []
