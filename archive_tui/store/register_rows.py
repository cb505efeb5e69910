"""The register as a list: counting and paging what somebody typed, in any order, fast at 100,000 items.

There are three ways to a page, and the cheapest is taken. By filing, the index itself gives the order. For another
order the register is walked along that column's index until the page is full, where much is found; where little is
found, that little is sorted. Far down, the page is read from the list's nearer end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_tui.store import import_rows, item_rows, search
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.item_records import ItemRecord

#: What a list may be sorted by: a column that is indexed, and so read in order from the database.
SORTS: Mapping[str, str] = {
    "filed": "i.id",
    "archival_code": "i.archival_code",
    "title": "i.title_key",
    "year": "i.year",
    "level": t.LEVEL_RANK.replace("CASE level", "CASE i.level"),
    "state": "i.state",
}
#: From this offset on it pays to count, and to read from the nearer end.
_FAR = 1000

_Parameters = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found: a condition on the index (``hits``, none when everything is), and items beside it (``own``)."""

    query: search.Query
    sight: search.Sight
    own: tuple[int, ...]

    @property
    def everything(self) -> bool:
        return not self.query.expression

    def hits(self, *, sure: bool = True) -> tuple[str, _Parameters]:
        """Return the ids that the index gives, as SQL; with ``sure`` False some too many, but quickly."""
        unsure = self.query.unsure if sure else ()
        text = " CROSS JOIN item_text x ON x.item_id = f.rowid" if unsure else ""
        condition = " AND x.haystack GLOB ?" * len(unsure)
        return (
            f"FROM item_search f{text} WHERE f.item_search MATCH ?{condition}",
            (self.query.expression, *map(search.glob, unsure)),
        )

    def condition(self) -> tuple[str, _Parameters]:
        """Return the same as a condition on one item (alias i) and its text (alias x)."""
        parts = ["x.haystack GLOB ?"] * len(self.query.words)
        parameters: list[object] = [*map(search.glob, self.query.words)]
        if not self.sight.all:
            parts.append(
                f"(i.level IN ('unclassified','secret') OR i.department_id IN ({_marks(self.sight.origins)})"
                f" OR i.id IN ({_marks(self.own)}))"
            )
            parameters += [*self.sight.origins, *self.own]
        return " AND ".join(parts), tuple(parameters)


def count_items(store: Store, text: str, sight: search.Sight) -> int:
    """Return how many items what was typed finds, within what may be seen."""
    return _count(store, _find(store, text, sight))


def list_items(
    store: Store, text: str, sight: search.Sight, sort: str, descending: bool, offset: int, limit: int
) -> list[ItemRecord]:
    """Return one page of what was typed, in the order of a column of ``SORTS``; raises KeyError for another."""
    column, found = SORTS[sort], _find(store, text, sight)
    count = _count(store, found) if offset > _FAR else None
    if count is None or offset <= count // 2:
        ids = _page(store, found, column, descending, offset, limit)
    else:
        # The same page, counted from the list's end.
        size = min(limit, count - offset)
        ids = _page(store, found, column, not descending, count - offset - size, size)[::-1] if size > 0 else []
    by_id = item_rows.items(store, ids)
    return [by_id[item_id] for item_id in ids]


def which_of(store: Store, text: str, sight: search.Sight, ids: Sequence[int]) -> list[int]:
    """Return those of some items that what was typed finds, in the order given."""
    if not ids:
        return []
    query, parameters = _walked(_find(store, text, sight))
    rows = store.db.execute_sql(f"{query} AND i.id IN ({_marks(tuple(ids))})", (*parameters, *ids)).fetchall()
    found = {row[0] for row in rows}
    return [item_id for item_id in dict.fromkeys(ids) if item_id in found]


def _find(store: Store, text: str, sight: search.Sight) -> _Found:
    query = search.query(text, sight, import_rows.unfinished(store))
    return _Found(query, sight, _own(store, query, sight))


def _own(store: Store, query: search.Query, sight: search.Sight) -> tuple[int, ...]:
    """Return the items that are found only because the person may know just these."""
    if sight.all or not sight.items:
        return ()
    condition = " AND x.haystack GLOB ?" * len(query.words)
    rows = store.db.execute_sql(
        f"SELECT i.id FROM item i CROSS JOIN item_text x ON x.item_id = i.id WHERE i.id IN ({_marks(sight.items)})"
        f" AND i.level NOT IN ('unclassified','secret')"
        f" AND coalesce(i.department_id, 0) NOT IN ({_marks(sight.origins)}){condition}",
        (*sight.items, *sight.origins, *map(search.glob, query.words)),
    ).fetchall()
    return tuple(row[0] for row in rows)


def _count(store: Store, found: _Found, *, sure: bool = True) -> int:
    if found.everything:
        return int(store.db.execute_sql("SELECT count(*) FROM item").fetchone()[0])
    hits, parameters = found.hits(sure=sure)
    return int(store.db.execute_sql(f"SELECT count(*) {hits}", parameters).fetchone()[0]) + len(found.own)


def _page(store: Store, found: _Found, column: str, descending: bool, offset: int, limit: int) -> list[int]:
    by_filing = column == SORTS["filed"]
    if found.everything:
        query, parameters = _all()
    elif by_filing:
        query, parameters = _as_filed(found)
    elif _many(store, found, offset + limit):
        query, parameters = _walked(found)
    else:
        query, parameters = _sorted(found)
    way = "DESC" if descending else "ASC"
    order = f"1 {way}" if by_filing else f"{column} {way}, i.id {way}"
    rows = store.db.execute_sql(f"{query} ORDER BY {order} LIMIT ? OFFSET ?", (*parameters, limit, offset)).fetchall()
    return [row[0] for row in rows]


def _many(store: Store, found: _Found, wanted: int) -> bool:
    """Return whether walking the whole register costs less than sorting what is found."""
    hits = _count(store, found, sure=False)
    return wanted * int(store.db.execute_sql("SELECT count(*) FROM item").fetchone()[0]) < hits * hits


def _all() -> tuple[str, _Parameters]:
    return "SELECT i.id FROM item i", ()


def _as_filed(found: _Found) -> tuple[str, _Parameters]:
    hits, parameters = found.hits()
    if not found.own:
        return f"SELECT f.rowid AS id {hits}", parameters
    return (
        f"SELECT f.rowid AS id {hits} UNION ALL SELECT id FROM item WHERE id IN ({_marks(found.own)})",
        (*parameters, *found.own),
    )


def _walked(found: _Found) -> tuple[str, _Parameters]:
    condition, parameters = found.condition()
    text = " CROSS JOIN item_text x ON x.item_id = i.id" if found.query.words else ""
    return f"SELECT i.id FROM item i{text} WHERE {condition}", parameters


def _sorted(found: _Found) -> tuple[str, _Parameters]:
    ids, parameters = _as_filed(found)
    return f"SELECT i.id FROM ({ids}) m CROSS JOIN item i ON i.id = m.id", parameters


def _marks(values: frozenset[int] | tuple[int, ...]) -> str:
    return ",".join("?" * len(values))
