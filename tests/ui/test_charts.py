"""Charts are as wide as they are told to be, say every part by a letter, and never round something to nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.grading import Grade
from archive_tui.showing import cells
from archive_tui.ui.charts import LETTERS, Ink, bar, columns, parts_bar, share_of, trend

INKS = (Ink(), Ink(plain=True), Ink(under=True))
AMOUNTS = st.lists(st.integers(0, 10**12), min_size=5, max_size=5)


@given(part=st.integers(0, 10**12), rest=st.integers(0, 10**12), width=st.integers(12, 80), ink=st.sampled_from(INKS))
def test_a_bar_is_as_wide_as_it_is_told_and_something_is_never_nothing(
    part: int, rest: int, width: int, ink: Ink
) -> None:
    drawn = bar(share_of(part, part + rest), "12.5 %", width, ink).plain
    assert cells(drawn) == width and "12.5 %" in drawn
    assert drawn.startswith("#" if ink.plain and part else " ")


@given(amounts=AMOUNTS, width=st.integers(5, 80), ink=st.sampled_from(INKS))
def test_the_parts_of_a_bar_fill_it_and_stand_in_the_order_of_grades(amounts: list[int], width: int, ink: Ink) -> None:
    drawn = parts_bar(list(zip(Grade, amounts, strict=True)), sum(amounts), width, ink).plain
    letters = "".join(drawn.split())
    assert cells(drawn) == width
    assert list(dict.fromkeys(letters)) == sorted(set(letters), key=list(LETTERS.values()).index)
    if ink.plain:
        assert len(letters) == (width if sum(amounts) else 0)


@given(
    years=st.dictionaries(st.integers(2010, 2026), AMOUNTS, min_size=1), width=st.integers(40, 140),
    height=st.integers(3, 20), ink=st.sampled_from(INKS),
)  # fmt: skip
def test_columns_by_year_fit_and_the_highest_reaches_the_top(
    years: dict[int, list[int]], width: int, height: int, ink: Ink
) -> None:
    found = {year: {g.value: a for g, a in zip(Grade, amounts, strict=True)} for year, amounts in years.items()}
    drawn = [line.plain for line in columns(found, max(years), width, height, ink)]
    assert len(drawn) == height and all(cells(line) <= width for line in drawn)
    assert f"[{max(years)}]" in drawn[-1]
    shown = [year for year in years if f"{year}" in drawn[-1]]
    assert bool(drawn[0].strip()) is any(sum(years[year]) for year in shown)


def test_a_year_without_rental_keeps_its_place() -> None:
    found = {2019: {"A": 100}, 2022: {"A": 100}}
    assert columns(found, 2022, 60, 6, Ink())[-1].plain.split() == ["2019", "2020", "2021", "[2022]"]


@pytest.mark.parametrize(("total", "line"), [("90", 0), ("8999/100", 1), ("80", 1), ("70", 2), ("69", 3)])
def test_each_total_stands_in_the_line_of_its_grade(total: str, line: int) -> None:
    drawn = trend([(date(2026, 3, 10), Fraction(total))], 40, Ink())
    assert [n for n, each in enumerate(drawn[:-1]) if "." in each.plain] == [line]
    assert "2026-03-10" in drawn[-1].plain


def test_of_many_scores_the_latest_are_shown() -> None:
    scores = [(date(2000 + n, 1, 1), Fraction(80)) for n in range(20)]
    drawn = trend(scores, 60, Ink())
    assert "2019-01-01" in drawn[-1].plain and "2000-01-01" not in drawn[-1].plain


def test_without_scores_or_years_there_is_no_chart() -> None:
    assert trend([], 60, Ink()) == [] and columns({}, 2026, 60, 6, Ink()) == []
