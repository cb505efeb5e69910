"""Levels: their order, what each ever allows (6.7.3), and how they change (6.5.4, invariants 5 and 6)."""

from __future__ import annotations

import pytest

from archive_tui.regulation.levels import Change, Kind, Level, change_of, ever_allowed, most_allowed, original_owed

L, K = Level, Kind


def test_confidential_stands_above_secret_in_this_company() -> None:
    assert [level.rank for level in (L.UNCLASSIFIED, L.SECRET, L.CONFIDENTIAL, L.TOP_SECRET)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("level", "most"),
    [
        pytest.param(L.UNCLASSIFIED, K.OUT, id="6.7.2 unclassified goes out"),
        pytest.param(L.SECRET, K.OUT, id="6.7.3 secret goes out"),
        pytest.param(L.CONFIDENTIAL, K.READING, id="6.7.3 confidential is read in the room"),
        pytest.param(L.TOP_SECRET, K.NONE, id="6.7.3f top secret never"),
    ],
)
def test_the_most_that_a_level_ever_allows(level: Level, most: Kind) -> None:
    assert most_allowed(level) is most


@pytest.mark.parametrize(
    ("level", "kind", "allowed"),
    [
        pytest.param(L.UNCLASSIFIED, K.OUT, True, id="6.7.2 unclassified out"),
        pytest.param(L.UNCLASSIFIED, K.READING, True, id="6.7.2 unclassified read"),
        pytest.param(L.UNCLASSIFIED, K.COPY, True, id="6.7.6 unclassified copied"),
        pytest.param(L.SECRET, K.OUT, True, id="6.7.3 secret out"),
        pytest.param(L.SECRET, K.READING, True, id="6.7.3b secret read"),
        pytest.param(L.SECRET, K.COPY, True, id="6.7.6 secret copied"),
        pytest.param(L.CONFIDENTIAL, K.OUT, False, id="6.7.3 invariant 2 confidential never lent"),
        pytest.param(L.CONFIDENTIAL, K.READING, True, id="6.7.3 confidential read"),
        pytest.param(L.CONFIDENTIAL, K.COPY, False, id="6.7.6 confidential never copied"),
        pytest.param(L.TOP_SECRET, K.OUT, False, id="6.7.3 invariant 1 top secret never out"),
        pytest.param(L.TOP_SECRET, K.READING, False, id="6.7.3 invariant 1 top secret never read"),
        pytest.param(L.TOP_SECRET, K.COPY, False, id="6.7.6 top secret never copied"),
    ],
)
def test_what_can_ever_be_had(level: Level, kind: Kind, allowed: bool) -> None:
    assert ever_allowed(level, kind) is allowed


@pytest.mark.parametrize("level", list(Level))
def test_nothing_is_never_something(level: Level) -> None:
    assert not ever_allowed(level, Kind.NONE)


@pytest.mark.parametrize("old", list(Level))
@pytest.mark.parametrize("new", list(Level))
def test_a_change_is_a_raise_exactly_where_the_rank_grows(old: Level, new: Level) -> None:
    wanted = Change.NONE if old is new else Change.RAISE if new.rank > old.rank else Change.LOWER
    assert change_of(old, new) is wanted


@pytest.mark.parametrize(
    ("level", "in_room", "owed"),
    [
        pytest.param(L.UNCLASSIFIED, False, False, id="6.5.4 unclassified may be a copy"),
        pytest.param(L.SECRET, False, False, id="6.5.4 secret may be a copy"),
        pytest.param(L.CONFIDENTIAL, False, True, id="6.5.4 invariant 6 confidential owes its original"),
        pytest.param(L.CONFIDENTIAL, True, False, id="6.5.4 confidential with its original"),
        pytest.param(L.TOP_SECRET, False, True, id="6.5.4 invariant 6 top secret owes its original"),
        pytest.param(L.TOP_SECRET, True, False, id="6.5.4 top secret with its original"),
    ],
)
def test_the_original_of_confidential_and_above_must_be_in_the_room(level: Level, in_room: bool, owed: bool) -> None:
    assert original_owed(level, in_room) is owed


def test_confidential_and_above_are_guarded_and_all_but_unclassified_classified() -> None:
    assert [level for level in Level if level.guarded] == [L.CONFIDENTIAL, L.TOP_SECRET]
    assert [level for level in Level if level.classified] == [L.SECRET, L.CONFIDENTIAL, L.TOP_SECRET]
