"""Where a list stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.ui.widgets.place import MOVES, Place


@given(st.lists(st.sampled_from(sorted(MOVES))), st.integers(0, 60), st.integers(1, 22))
def test_the_cursor_is_always_on_a_row_and_in_view(keys: list[str], count: int, room: int) -> None:
    place = Place(0, 0)
    for key in keys:
        place = place.moved(key, count, room)
        assert 0 <= place.cursor < max(1, count)
        assert place.top <= place.cursor < place.top + room
        assert 0 <= place.top <= max(0, count - room)


@pytest.mark.parametrize(
    ("key", "cursor", "top"),
    [
        ("up", 49, 40),
        ("down", 51, 40),
        ("pageup", 30, 20),
        ("pagedown", 70, 60),
        ("ctrl+home", 0, 0),
        ("ctrl+end", 99, 80),
    ],
)
def test_a_key_leads_where_it_says(key: str, cursor: int, top: int) -> None:
    assert Place(50, 40).moved(key, count=100, room=20) == Place(cursor, top)


def test_a_page_near_the_end_takes_the_cursor_to_the_last_row() -> None:
    assert Place(85, 80).moved("pagedown", count=100, room=20) == Place(99, 80)


def test_the_view_follows_the_cursor_by_one_line() -> None:
    assert Place(19, 0).moved("down", count=100, room=20) == Place(20, 1)
    assert Place(20, 20).moved("up", count=100, room=20) == Place(19, 19)
