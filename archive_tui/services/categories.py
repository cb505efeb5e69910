"""Categories of papers (6.2) and the retention schedule, as the archive holds them (facts.md, Retention)."""

from __future__ import annotations

import re

from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome
from archive_tui.services.texts import checked
from archive_tui.store import office_rows
from archive_tui.store.office_rows import CategoryRecord as CategoryRecord
from archive_tui.store.office_rows import ScheduleRecord as ScheduleRecord

#: The classes that archival codes are made of, and the retentions that they know (DA/T 22, 13).
CLASSES = ("WS", "KJ", "KU")
RETENTIONS = ("Y", "D30", "D10")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)


def categories(archive: Archive, actor: Actor) -> tuple[CategoryRecord, ...]:
    """Return all categories, in the order in which they were made."""
    with archive.look(actor) as txn:
        return tuple(office_rows.categories(txn.store))


def schedule(archive: Archive, actor: Actor) -> tuple[ScheduleRecord, ...]:
    """Return the retention schedule, line by line."""
    with archive.look(actor) as txn:
        return tuple(office_rows.schedule(txn.store))


def add_category(archive: Archive, actor: Actor, new: CategoryRecord) -> Outcome[None]:
    """Add a category, which is the archivist's (6.5.5); raises BadInput.

    It is there for ever, for items bear its code; what it gives by default counts for what is filed from now on.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.FILE)
        if not ruling.allowed:
            return txn.refuse("category", ruling)
        if not _CODE.fullmatch(new.code):
            raise BadInput("category_code", code=new.code)
        if new.series_class not in CLASSES:
            raise BadInput("category_class")
        if new.retention not in RETENTIONS:
            raise BadInput("category_retention")
        chinese, english = (
            checked(field, text, 80, needed=True)
            for field, text in (("chinese", new.chinese), ("english", new.english))
        )
        for there in office_rows.categories(txn.store):
            if new.code == there.code or chinese == there.chinese or english.casefold() == there.english.casefold():
                raise BadInput("category_there", code=there.code)
        office_rows.add_category(txn.store, CategoryRecord(new.code, chinese, english, new.series_class, new.retention))
        txn.record("category", code=new.code, series=new.series_class, retention=new.retention)
        return Outcome(ruling)
