"""The last net before the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from archive_tui.ui.widgets.net import NET

BLACK = Color(0, 0, 0)


@given(st.lists(st.text()))
def test_no_control_character_gets_through_and_the_line_keeps_its_width(texts: Sequence[str]) -> None:
    caught = NET.apply([Segment(text) for text in texts], BLACK)
    for text, segment in zip(texts, caught, strict=True):
        assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in segment.text)
        assert sum(map(cell_len, segment.text)) == sum(map(cell_len, text))
        segment.text.encode()


def test_each_character_of_the_net_leaves_the_line_as_wide_as_it_was() -> None:
    for code in range(0x110000):
        (segment,) = NET.apply([Segment(chr(code))], BLACK)
        assert cell_len(segment.text) == cell_len(chr(code)), f"U+{code:04X}"


def test_a_clean_line_passes_untouched() -> None:
    line = [Segment("档案 A1", Style(bold=True)), Segment("　")]
    assert NET.apply(line[:1], BLACK) == line[:1]
    assert NET.apply(line, BLACK) == line


def test_the_style_of_a_caught_segment_stays() -> None:
    assert NET.apply([Segment("a\x1b[31mb", Style(bold=True))], BLACK) == [Segment("a[31mb", Style(bold=True))]


def test_it_is_a_line_filter_that_is_on() -> None:
    assert isinstance(NET, LineFilter)
    assert NET.enabled
