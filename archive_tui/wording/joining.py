"""Several words in one sentence: with "and", with "or", and as a run of clauses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from archive_tui.wording import pgettext


def all_of(words: Sequence[str]) -> str:
    """Return ``a, b and c`` in the language spoken now; an empty text for no words."""
    return _joined(words, pgettext("the last two of a list", "{first} and {last}"))


def one_of(words: Sequence[str]) -> str:
    """Return ``a, b or c`` in the language spoken now; an empty text for no words."""
    return _joined(words, pgettext("the last two of a choice", "{first} or {last}"))


def clauses(texts: Sequence[str]) -> str:
    """Return clauses in a row, ``a; b``."""
    pair = pgettext("two clauses", "{first}; {last}")
    return reduce(lambda one, two: pair.format(first=one, last=two), texts) if texts else ""


def sentence(clause: str) -> str:
    """Return a clause as a sentence of its own: with a capital where the script has them, and a full stop.

    Give it the clause with its fields still empty where it may begin with one: what was typed, and a name, stay as
    they are.
    """
    return ended(clause[:1].upper() + clause[1:])


def ended(clause: str) -> str:
    """Return a clause that begins with a name or a code as a sentence: its first letter stays, a full stop comes."""
    return pgettext("a clause as a sentence", "{clause}.").format(clause=clause) if clause else ""


def _joined(words: Sequence[str], pair: str) -> str:
    if len(words) < 2:
        return "".join(words)
    comma = pgettext("two of a list", "{first}, {last}")
    run = reduce(lambda one, two: comma.format(first=one, last=two), words[:-1])
    return pair.format(first=run, last=words[-1])
