"""Names of people by their ids, for lists that say who did something; a name on the staff list is no secret."""

from __future__ import annotations

from collections.abc import Iterable

from archive_tui.services.archive import Actor, Archive
from archive_tui.services.shown import name_of


def people_named(archive: Archive, actor: Actor, ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of those people."""
    with archive.look(actor) as txn:
        return {one: name_of(txn, one) for one in ids if one is not None}
