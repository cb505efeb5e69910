"""The tables of papers: categories, the schedule, volumes, items, their corrections, and imports under way."""

from __future__ import annotations

from peewee import BlobField, Check, ForeignKeyField, IntegerField, TextField

from archive_tui.store.people_tables import Department, Staff
from archive_tui.store.table_base import LEVELS, STATES, Table


class Category(Table):
    """A category of papers (6.2) as data: its class in archival codes and the retention that it gives by default."""

    code = TextField(unique=True, constraints=[Check("length(code) between 1 and 32")])
    chinese = TextField(constraints=[Check("length(chinese) between 1 and 80")])
    english = TextField(constraints=[Check("length(english) between 1 and 80")])
    series_class = TextField(constraints=[Check("length(series_class) = 2")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])


class ScheduleLine(Table):
    """A line of the retention schedule (facts.md): how long such papers are kept, from when, and on what basis."""

    code = TextField(unique=True)
    category = TextField(index=True)
    chinese = TextField()
    english = TextField()
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    years = IntegerField(null=True, constraints=[Check("years is null or years between 1 and 100")])
    counts_from = TextField(default="")
    basis = TextField(default="")
    confidence = TextField(default="")
    note = TextField(default="")


class Volume(Table):
    """A volume (案卷): papers made up together during the year (6.6 ②), with a code and a place of its own."""

    archival_code = TextField(unique=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    category = TextField(default="")
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    box = TextField(default="")
    place = TextField(default="")
    remark = TextField(default="")
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    made_at = IntegerField()
    seq = IntegerField()


class Item(Table):
    """One archival item: description, level, state. The description's digest stands in the trail.

    ``filed_level`` never changes; ``raised_seq`` is the trail entry of the latest raise (it voids sign-offs before it).
    """

    archival_code = TextField(unique=True)
    series = TextField(index=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    title_key = TextField(index=True)
    category = TextField(default="")
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    filed_level = TextField(constraints=[Check(f"filed_level in {LEVELS}")])
    level = TextField(constraints=[Check(f"level in {LEVELS}")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    document_number = TextField(default="")
    document_date = TextField(default="")
    author = TextField(default="")
    original = IntegerField(default=1, constraints=[Check("original in (0,1)")])
    original_owed = IntegerField(default=0, constraints=[Check("original_owed in (0,1)")])
    pages = IntegerField(null=True, constraints=[Check("pages is null or pages between 1 and 99999")])
    box = TextField(default="")
    place = TextField(default="")
    keywords = TextField(default="")
    remark = TextField(default="")
    state = TextField(default="in_place", constraints=[Check(f"state in {STATES}")])
    raised_seq = IntegerField(default=0)
    salt = BlobField()
    digest = BlobField()
    filed_seq = IntegerField(index=True)
    volume = ForeignKeyField(Volume, null=True, on_delete="RESTRICT", index=True)

    class Meta:
        constraints = (Check("original = 1 or level in ('unclassified','secret') or original_owed = 1"),)


class ItemText(Table):
    """What an item is found by (see ``search``), apart from its row: a long word is checked against every hit."""

    item = ForeignKeyField(Item, primary_key=True, on_delete="RESTRICT")
    haystack = TextField()


class Revision(Table):
    """One field of an item's description as it was and as it became; append-only. ``seq`` is the entry of the edit."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    seq = IntegerField(index=True)
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    field = TextField()
    old = TextField()
    new = TextField()


class ImportBatch(Table):
    """An import under way or done: ``state`` is staging, flipped or dropped."""

    source = TextField()
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    state = TextField(constraints=[Check("state in ('staging','flipped','dropped')")])


class StagedItem(Table):
    """A row of a large import, waiting for the flip: what ``item`` and ``item_text`` will hold, under its own id."""

    batch = ForeignKeyField(ImportBatch, on_delete="RESTRICT", index=True)
    archival_code = TextField(unique=True)
    series = TextField(index=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    title_key = TextField()
    category = TextField()
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    level = TextField(constraints=[Check(f"level in {LEVELS}")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    document_number = TextField()
    document_date = TextField()
    author = TextField()
    original = IntegerField()
    original_owed = IntegerField()
    pages = IntegerField(null=True)
    box = TextField()
    place = TextField()
    keywords = TextField()
    remark = TextField()
    salt = BlobField()
    digest = BlobField()
    haystack = TextField()
