"""The search index: our own one-, two- and three-letter grams over a folded haystack, in FTS5.

FTS5's own tokenizers know neither Chinese words nor pinyin initials, and a scan of the register for every key is too
slow. Each item's haystack (title, its pinyin and initials, codes, author, keywords) is cut into grams; a typed word
is looked up as grams and, where it is longer than a gram, checked against the haystack. What a person types is only
ever turned into quoted grams, so no search syntax reaches FTS5. Two marks in the index, longer than any gram and so
not to be typed, say who may find an item: ``zzopen`` for levels that everybody may know, ``zzorigin<id>`` for the
department that a guarded item came from. A third, ``zzstaged<batch>``, is on rows of an import that nobody may find
before its flip (``import_rows``); what became an item keeps it, and it means nothing any more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive_tui.regulation.levels import Level
from archive_tui.store.door import Store

_LONGEST = 3
#: How many words of a long text are looked for: many more are too much for SQLite, and no title has them.
_MOST_WORDS = 100


def fold(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, case folded, letters and digits only (separators don't matter)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in folded if ch.isalnum())


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of what somebody typed; all of them must be found (the first hundred)."""
    return tuple(dict.fromkeys(filter(None, (fold(word) for word in text.split()))))[:_MOST_WORDS]


def haystack(title: str, others: Iterable[str]) -> str:
    """Return what an item is found by: each field folded, apart from each other by a bar.

    pypinyin takes 0.2 s to import, so this is for indexing only and never on the way to a look-up.
    """
    return "|".join(dict.fromkeys(filter(None, (*readings(title), *(fold(other) for other in others)))))


def readings(text: str) -> tuple[str, ...]:
    """Return the folded text, its full pinyin and its pinyin initials."""
    folded = fold(text)
    if folded.isascii():
        return (folded,)
    from pypinyin import Style, lazy_pinyin

    apart: Any = _letters  # pypinyin's types leave out that it takes a list
    syllables = lazy_pinyin(text, style=Style.NORMAL, errors=apart, v_to_u=False)
    full = fold("".join(syllables))
    return folded, full, fold("".join(syllable[:1] for syllable in syllables))


def _letters(run: str) -> list[str]:
    """Return the letters of what is no Chinese one by one, so that all of them stand in the initials too."""
    return list(fold(run))


def grams(hay: str) -> set[str]:
    """Return the grams of one to three letters of every field of a haystack."""
    return {
        part[i : i + n] for part in hay.split("|") for n in range(1, _LONGEST + 1) for i in range(len(part) - n + 1)
    }


def marks(level: Level, department_id: int | None) -> str:
    """Return the index mark that says who may find an item of that level and origin."""
    return f"zzorigin{department_id or 0}" if level.guarded else "zzopen"


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes a search is for: ``all`` titles, or open ones, those of ``origins``, and single ``items``."""

    all: bool = False
    origins: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()


def staged_mark(batch: int) -> str:
    """Return the mark that a row of an import carries in the index: left out of every search while it is staging."""
    return f"zzstaged{batch}"


def indexed(hay: str, marks: str) -> str:
    """Return what the index holds of an item: its marks and all grams of its haystack."""
    return " ".join((marks, *sorted(grams(hay))))


def index(store: Store, item_id: int, hay: str, mark: str) -> None:
    """Put an item into the index."""
    put(store, item_id, indexed(hay, mark))


def put(store: Store, item_id: int, entry: str) -> None:
    """Put an item into the index, as ``indexed`` worked it out beforehand."""
    store.db.execute_sql("INSERT INTO item_search(rowid, grams) VALUES (?, ?)", (item_id, entry))


def unindex(store: Store, item_id: int, hay: str, mark: str) -> None:
    """Take an item out of the index; ``hay`` and ``mark`` must be those it was indexed with."""
    store.db.execute_sql(
        "INSERT INTO item_search(item_search, rowid, grams) VALUES ('delete', ?, ?)", (item_id, indexed(hay, mark))
    )


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, as it is looked up: words for the haystack, and an expression for the index.

    ``expression`` is empty where everything may be found. A hit in the index is certain but for the words in
    ``unsure``, which are longer than a gram and have to be looked for in the haystack.
    """

    words: tuple[str, ...]
    unsure: tuple[str, ...]
    expression: str


def query(text: str, sight: Sight, staging: Sequence[int] = ()) -> Query:
    """Return how what somebody typed is looked up; nothing outside ``sight.origins`` meets the expression.

    ``staging`` are the imports whose rows are in the index already and may not be found yet.
    """
    typed = words(text)
    looked_up = [f'"{gram}"' for word in typed for gram in _lookup(word)]
    if not sight.all:
        looked_up.append("(" + " OR ".join(["zzopen", *(f"zzorigin{d}" for d in sorted(sight.origins))]) + ")")
    expression = " AND ".join(dict.fromkeys(looked_up))
    if expression and staging:
        expression = f"({expression})" + "".join(f" NOT {staged_mark(batch)}" for batch in staging)
    return Query(typed, tuple(w for w in typed if len(w) > _LONGEST), expression)


def glob(word: str) -> str:
    """Return the pattern that finds a folded word in a haystack: letters and digits only, so nothing to quote."""
    return f"*{word}*"


def _lookup(word: str) -> Sequence[str]:
    if len(word) <= _LONGEST:
        return (word,)
    return sorted({word[i : i + _LONGEST] for i in range(len(word) - _LONGEST + 1)})
