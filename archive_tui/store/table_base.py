"""What all tables share: STRICT, our names, and the values that columns may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import Model

if TYPE_CHECKING:
    from peewee import AutoField

LEVELS = "('unclassified','secret','confidential','top_secret')"
#: The rank of an item's level as SQL, for an index and for sorting by it.
LEVEL_RANK = "CASE level WHEN 'unclassified' THEN 0 WHEN 'secret' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END"
STATES = "('in_place','out','reading','missing','destroyed')"


class Table(Model):
    """One of our tables; times in it are integer UTC seconds."""

    if TYPE_CHECKING:
        id: AutoField  # peewee adds it to every table without a primary key of its own

    class Meta:
        legacy_table_names = False
        strict_tables = True
