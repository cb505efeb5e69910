"""The slip as lines: exactly as many cells and lines as there is room for, the current item always in view."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.rulings import Decision
from archive_tui.ui.screens.desk_lines import Sheet, enter_word, slip_lines
from archive_tui.ui.slip import Return, Slip, Wish
from archive_tui.ui.theme import ASCII, UNICODE, Glyphs
from archive_tui.ui.widgets.lines import wrapped
from tests.ui.test_slip import NOW, item, person, ruling


def sheet(width: int = 80, height: int = 11, glyphs: Glyphs = UNICODE) -> Sheet:
    return Sheet(width, height, glyphs, NOW, ZoneInfo("Asia/Shanghai"))


def wish(number: int, decision: Decision = Decision.ALLOWED, level: Level = Level.UNCLASSIFIED) -> Wish:
    return Wish(item(number, level), Kind.OUT, ruling(decision))


def texts(slip: Slip, at: Sheet) -> list[str]:
    return [line.plain for line in slip_lines(slip, at)]


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@given(
    decisions=st.lists(st.sampled_from([*Decision]), min_size=1, max_size=60),
    levels=st.lists(st.sampled_from([*Level]), min_size=60, max_size=60),
    current=st.integers(0, 59), width=st.sampled_from([80, 81, 100, 120, 200]), height=st.integers(4, 30),
    back=st.booleans(),
)  # fmt: skip
def test_the_slip_fills_its_room_and_no_line_is_too_long(
    language: str, glyphs: Glyphs, decisions: list[Decision], levels: list[Level], current: int, width: int,
    height: int, back: bool,
) -> None:  # fmt: skip
    wording.install(language)
    lines: tuple[Wish | Return, ...] = tuple(wish(n + 1, d, levels[n]) for n, d in enumerate(decisions))
    if back:
        lines = (*lines, Return(item(99, holder=person(9)), pages=3))
    slip = Slip(person(), lines, min(current, len(lines) - 1))
    drawn = slip_lines(slip, sheet(width, height, glyphs))
    assert len(drawn) == height
    assert all(line.cell_length <= width for line in drawn)
    assert slip.line is not None
    assert any(slip.line.item.label in line.plain for line in drawn)


def test_the_last_column_stands_in_one_line_down_the_slip() -> None:
    slip = Slip(person(), (wish(1), wish(2, Decision.REFUSED), wish(3, Decision.NEEDS_SIGN_OFF)), 2)
    rows = [line for line in texts(slip, sheet(height=20)) if " I000000" in line]
    assert {len(line.rstrip()) for line in rows} <= {79}
    assert len({line.index("unclassified") for line in rows}) == 1


def test_what_is_clear_loses_its_details_before_what_needs_somebody() -> None:
    slip = Slip(person(), (wish(1), wish(2, Decision.REFUSED), wish(3)), 2)
    told = texts(slip, sheet(height=7))
    places = [index for index, line in enumerate(told) if "6.7.2" in line]
    rows = {line.split()[1]: index for index, line in enumerate(told) if "I000000" in line}
    refused, current = rows["I0000002-3"], rows["I0000003-1"]
    assert places == [refused + 1, current + 1]


def test_more_items_than_lines_are_counted() -> None:
    slip = Slip(person(), tuple(wish(n) for n in range(1, 51)), 49)
    told = texts(slip, sheet())
    assert any("more items on the slip" in line for line in told)
    assert any("I0000050-" in line for line in told)


def test_the_pledge_stands_there_only_while_something_goes_out() -> None:
    assert any("6.7.6" in line for line in texts(Slip(person(), (wish(1),)), sheet()))
    lent = replace(wish(1), loan=7, due_at=NOW + timedelta(hours=1))
    assert not any("6.7.6" in line for line in texts(Slip(person(), (lent,)), sheet()))


def test_enter_says_what_it_will_do() -> None:
    coming = Return(item(5, holder=person(9)))
    copy = replace(wish(3), kind=Kind.COPY)
    assert enter_word(Slip(person(), (wish(1), wish(2), copy, coming))) == "lend 2, copy 1, take back 1"
    assert enter_word(Slip(person())) == "end visit"
    assert enter_word(Slip(person(), next_person=person(2, "李四"))) == "serve 李四"


@given(text=st.text(max_size=200), width=st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    from archive_tui.showing import cells, visible

    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


def test_chinese_breaks_between_characters_but_not_before_a_closing_mark() -> None:
    assert wrapped("借阅时间不得超过，四小时。", 16) == ["借阅时间不得超", "过，四小时。"]
    assert wrapped("读（一）二", 6) == ["读", "（一）", "二"]
