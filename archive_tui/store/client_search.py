"""The search index of clients: by name, pinyin, initials, code and phone, the same grams as of items (``search``).

Every plausible reading of a name is indexed (``heteronyms``). Marks of how each field begins, longer than any gram and
so not to be typed, let what is typed from the beginning be found first and at once, at 100,000 clients.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archive_tui.store import search
from archive_tui.store.door import Store

_BEGINS = "zzs"
_LONGEST = 3


def haystack(names: Iterable[str], others: Iterable[str]) -> str:
    """Return what a client is found by: every reading of its names, then codes and phones, folded and apart by bars.

    pypinyin takes 0.2 s to import, so this is for indexing only and never on the way to a look-up.
    """
    fields = [field for name in names for field in name_fields(name)]
    return "|".join(dict.fromkeys(filter(None, (*fields, *map(search.fold, others)))))


def name_fields(name: str) -> list[str]:
    """Return a name folded, then its full pinyin and its initials in every plausible reading."""
    folded = search.fold(name)
    if folded.isascii():
        return [folded]
    from pypinyin import Style, lazy_pinyin

    from archive_tui.store.heteronyms import readings

    # One syllable a character, also where pypinyin knows none: what is no Chinese stays as it is.
    characters = [ch for ch in name if search.fold(ch)]
    apart: Any = list  # pypinyin's types leave out that it takes a list
    spoken = lazy_pinyin("".join(characters), style=Style.NORMAL, errors=apart, v_to_u=False)
    fields = [folded]
    for reading in readings(characters, [search.fold(s) for s in spoken]):
        fields += ["".join(reading), "".join(syllable[:1] for syllable in reading)]
    return list(dict.fromkeys(fields))


def sort_key(name: str) -> str:
    """Return what a list of clients is sorted by: the pinyin where there is one."""
    fields = name_fields(name)
    return (fields[1] if len(fields) > 1 else fields[0])[:80]


def index(store: Store, client_id: int, hay: str) -> None:
    """Put a client into the index, and its haystack beside it."""
    store.db.execute_sql("INSERT INTO client_text(client_id, haystack) VALUES (?, ?)", (client_id, hay))
    store.db.execute_sql("INSERT INTO client_search(rowid, grams) VALUES (?, ?)", (client_id, indexed(hay)))


def unindex(store: Store, client_id: int) -> None:
    """Take a client out of the index."""
    row = store.db.execute_sql("SELECT haystack FROM client_text WHERE client_id = ?", (client_id,)).fetchone()
    if row is not None:
        store.db.execute_sql(
            "INSERT INTO client_search(client_search, rowid, grams) VALUES ('delete', ?, ?)",
            (client_id, indexed(row[0])),
        )
        store.db.execute_sql("DELETE FROM client_text WHERE client_id = ?", (client_id,))


def indexed(hay: str) -> str:
    """Return what the index holds of a haystack: its grams, and how its fields begin."""
    begins = {f"{_BEGINS}{field[:n]}" for field in hay.split("|") for n in range(1, _LONGEST + 1)}
    return " ".join(sorted(search.grams(hay) | begins))


def find(store: Store, text: str, limit: int) -> list[int]:
    """Return at most ``limit`` clients that meet what was typed: those that begin with it first."""
    typed = search.words(text)
    if not typed or limit <= 0:
        return []
    whole = search.fold(text)
    found = _matching(store, [whole], begins=True, limit=limit)
    if len(found) < limit:
        found += [i for i in _matching(store, typed, begins=False, limit=limit + len(found)) if i not in found]
    if len(typed) > 1 and len(found) < limit:
        found += [i for i in _matching(store, [whole], begins=False, limit=limit + len(found)) if i not in found]
    return found[:limit]


def matching_ids(text: str) -> tuple[str, tuple[object, ...]]:
    """Return SQL and parameters of all ids that meet what was typed; of all clients where nothing was."""
    typed = search.words(text)
    if not typed:
        return "SELECT client_id FROM client_text", ()
    return _query(typed, begins=False)


def folded(text: str) -> str:
    """Return a code or a number as it is looked up."""
    return search.fold(text)


def is_empty(text: str) -> bool:
    """Return whether nothing was typed that could be looked for."""
    return not search.words(text)


def _matching(store: Store, typed: Iterable[str], *, begins: bool, limit: int) -> list[int]:
    sql, parameters = _query(tuple(typed), begins=begins)
    return [row[0] for row in store.db.execute_sql(f"{sql} LIMIT ?", (*parameters, limit)).fetchall()]


def _query(typed: tuple[str, ...], *, begins: bool) -> tuple[str, tuple[object, ...]]:
    grams = [f'"{gram}"' for word in typed for gram in _lookup(word)]
    if begins:
        grams.insert(0, f'"{_BEGINS}{typed[0][:_LONGEST]}"')
    unsure = [word for word in typed if len(word) > _LONGEST]
    text = " CROSS JOIN client_text x ON x.client_id = f.rowid" if unsure else ""
    conditions = ["f.client_search MATCH ?"]
    parameters: list[object] = [" AND ".join(dict.fromkeys(grams))]
    for word in unsure:
        conditions.append("(x.haystack GLOB ? OR x.haystack GLOB ?)" if begins else "x.haystack GLOB ?")
        parameters += [f"{word}*", f"*|{word}*"] if begins else [f"*{word}*"]
    return f"SELECT f.rowid FROM client_search f{text} WHERE {' AND '.join(conditions)}", tuple(parameters)


def _lookup(word: str) -> list[str]:
    if len(word) <= _LONGEST:
        return [word]
    return sorted({word[i : i + _LONGEST] for i in range(len(word) - _LONGEST + 1)})
