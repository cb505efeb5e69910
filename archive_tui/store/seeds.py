"""What every new archive begins with, from the files that ship: categories, retention schedule, clients' natures."""

from __future__ import annotations

import csv

from peewee import SqliteDatabase

from archive_tui.data_files import data_path
from archive_tui.store import tables as t


def plant(db: SqliteDatabase) -> None:
    """Fill the tables of categories and of the retention schedule, inside the caller's transaction."""
    for row in _rows("categories.csv"):
        t.Category.insert(
            code=row["code"], chinese=row["chinese"], english=row["english"], series_class=row["class"],
            retention=row["retention"],
        ).execute(db)  # fmt: skip
    for row in _rows("retention.csv"):
        years = row.pop("years")
        t.ScheduleLine.insert(**row, years=int(years) if years else None).execute(db)


def plant_natures(db: SqliteDatabase) -> None:
    """Fill the list of clients' natures (1.3, 3.2 ①), inside the caller's transaction."""
    for row in _rows("natures.csv"):
        db.execute_sql(
            "INSERT INTO client_nature(code, chinese, english, asks) VALUES (?, ?, ?, ?)",
            (row["code"], row["chinese"], row["english"], row["asks"]),
        )


def _rows(name: str) -> list[dict[str, str]]:
    with data_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
