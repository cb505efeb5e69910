"""The tables of the trail, and of acts that are looked up rather than repeated."""

from __future__ import annotations

from peewee import SQL, BlobField, Check, IntegerField, TextField

from archive_tui.store.table_base import Table


class Trail(Table):
    """The trail: append-only and chained; ``body`` is stored as it was hashed (trust.md, What can be proved).

    ``act`` and ``actor`` are generated from the body, so that they can't say anything else.
    """

    seq = IntegerField(primary_key=True)
    at = IntegerField()
    body = TextField()
    prev = BlobField(constraints=[Check("length(prev) = 32")])
    hash = BlobField(constraints=[Check("length(hash) = 32")])
    act = TextField(
        null=True, constraints=[SQL("generated always as (json_extract(body, '$.act')) virtual")], index=True
    )
    actor = IntegerField(
        null=True, constraints=[SQL("generated always as (json_extract(body, '$.by')) virtual")], index=True
    )


class TrailSubject(Table):
    """Which items and people a trail entry is about; filled by a trigger from the body's ``items`` and ``about``."""

    seq = IntegerField()
    kind = TextField(constraints=[Check("kind in ('item','staff')")])
    subject = IntegerField()

    class Meta:
        indexes = ((("kind", "subject", "seq"), True),)


class ActKey(Table):
    """The key of an act that was done, so that a screen which lost its answer can look it up, not repeat it."""

    key = TextField(primary_key=True)
    seq = IntegerField()
    result = TextField()
