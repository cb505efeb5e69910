"""Entries of the trail in words, also those that nobody wrote honestly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.wording import trail

PEOPLE, ITEMS = {1: "李档案", 2: "陈晓梅", 3: "王总"}, {7: "I0000007-9", 8: "I0000008-7"}
DUE = 1_772_703_000  # 2026-03-05 17:30 in Shanghai


@dataclass
class Entry:
    """An entry as the trail's screen shows it."""

    act: str
    facts: Mapping[str, object] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=lambda: PEOPLE)
    items: Mapping[int, str] = field(default_factory=lambda: ITEMS)


SAID: list[tuple[str, dict[str, object], str]] = [
    ("init", {"demo": False}, "founded the archive"),
    ("init", {"demo": True}, "founded the demo archive"),
    ("appoint", {"about": [2], "role": "manager"}, "appointed 陈晓梅: department manager"),
    ("setting", {"name": "loan_days", "value": "7"}, "set days of an unclassified loan: 7"),
    ("pin_wrong", {"about": [2], "tries": 3, "what": "pin"}, "a wrong PIN for 陈晓梅, try 3"),
    ("absence", {"about": [3], "since": DUE, "until": None}, "王总 is away on business from 2026-03-05 17:30"),
    ("import", {"count": 60, "source": "csv"}, "filed 60 items from csv"),
    ("request", {"request": 381, "about": [2], "items": [7, 8]}, "I0000007-9 and I0000008-7"),
    (
        "check_out",
        {"item": 7, "about": [2], "kind": "out", "due_at": DUE},
        "lent I0000007-9 to 陈晓梅, due back 2026-03-05 17:30",
    ),
    ("check_out", {"item": 7, "about": [2], "kind": "reading", "due_at": DUE}, "in the reading room"),
    ("give_back", {"item": 7, "about": [2], "incident_kinds": []}, "took I0000007-9 back from 陈晓梅"),
    ("give_back", {"item": 7, "about": [2], "incident_kinds": ["late", "damage"]}, ": returned late and damage"),
    (
        "sign_off",
        {"item": 7, "about": [2, 3], "signer": 3, "request": 1, "capacity": "gm", "letter": None, "approve": True},
        "王总 (GM) signed F0000001-",
    ),
    (
        "sign_off",
        {"item": 7, "about": [2, 3], "signer": 3, "request": 1, "capacity": "delegate", "letter": 7, "approve": True},
        "王总 (by letter 7) signed F0000001-",
    ),
    (
        "sign_off",
        {"item": 7, "about": [2, 3], "signer": 3, "request": 1, "capacity": "gm", "letter": None, "approve": False},
        "王总 (GM) refused F0000001-",
    ),
    (
        "level_change",
        {"item": 7, "about": [3], "old": "secret", "new": "top_secret", "recall": 4, "original_owed": True},
        "raised I0000007-9 from secret to top secret; recalled at once; original owed",
    ),
    (
        "level_change",
        {"item": 7, "about": [3], "old": "secret", "new": "unclassified", "recall": None},
        "lowered I0000007-9 from secret to unclassified, signed by 王总",
    ),
    (
        "refused",
        {"of": "check_out", "item": 7, "about": [2], "clauses": ["6.7.3 top_secret_never"]},
        "check-out refused; I0000007-9 and 陈晓梅; 6.7.3 nobody has access",
    ),
    (
        "refused",
        {"of": "import", "clauses": ["6.3 may_not"]},
        "filing refused; 6.3 this is for somebody in another role",
    ),
]


@pytest.mark.parametrize(("act", "facts", "said"), SAID)
def test_an_entry_says_what_was_done_to_what_and_whom(act: str, facts: dict[str, object], said: str) -> None:
    assert said in trail.entry_text(Entry(act, facts))


@pytest.mark.parametrize(("act", "facts", "_english"), SAID)
def test_an_entry_reads_in_chinese_too(act: str, facts: dict[str, object], _english: str) -> None:
    wording.install("zh_CN")
    text = trail.entry_text(Entry(act, facts))
    assert text and not any(word in text for word in (" to ", " of ", "_", "refused", "from"))


def test_an_act_that_nobody_foresaw_names_what_it_is_about() -> None:
    assert (
        trail.entry_text(Entry("nobody_foresaw_it", people={2: "陈晓梅"}))
        == "other act: I0000007-9, I0000008-7 and 陈晓梅"
    )
    assert trail.entry_text(Entry("nobody_foresaw_it", people={}, items={})) == "other act"


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "item", "items", "about", "kind", "due_at", "since", "until", "request", "capacity", "letter", "approve", "signer",
    "old", "new", "of", "clauses", "incident_kinds", "count", "source", "name", "value", "role", "uid", "seconds",
)  # fmt: skip


@given(st.sampled_from(sorted(trail.act_words())), st.dictionaries(st.sampled_from(FIELDS), json))
def test_a_forged_entry_is_shown_and_never_a_crash(act: str, facts: dict[str, object]) -> None:
    assert trail.entry_text(Entry(act, facts))
