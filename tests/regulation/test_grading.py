"""Points and grades (4.1, 4.2): boundaries on both sides, the relative points of rental, and what must always hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation import grading
from archive_tui.regulation.grading import JUDGED, WEIGHTS, BadPoints, Criterion, Grade, Points, RentalFigures

FULL = {c: WEIGHTS[c] * 100 for c in JUDGED}
judged = st.fixed_dictionaries({c: st.integers(0, WEIGHTS[c] * 100) for c in JUDGED})
rentals = st.builds(
    lambda own, more, new: RentalFigures(own, own + more, new), st.integers(0, 10**15), st.integers(0, 10**15),
    st.booleans(),
)  # fmt: skip
points = st.builds(Points, judged, rentals)


@pytest.mark.parametrize(
    ("total", "wanted"),
    [
        pytest.param("100", Grade.A, id="4.2.3 100 is A"),
        pytest.param("90", Grade.A, id="4.2.3 90 is A"),
        pytest.param("89.99", Grade.B, id="4.2.3 89.99 is B"),
        pytest.param("80", Grade.B, id="4.2.3 80 is B"),
        pytest.param("79.99", Grade.C, id="4.2.3 79.99 is C"),
        pytest.param("70", Grade.C, id="4.2.3 70 is C"),
        pytest.param("69.99", Grade.BELOW_C, id="4.2.3 69.99 is below C"),
        pytest.param("0", Grade.BELOW_C, id="4.2.3 0 is below C"),
    ],
)
def test_the_grade_of_a_total(total: str, wanted: Grade) -> None:
    assert grading.grade_of(Fraction(total)) is wanted


@pytest.mark.parametrize(("boundary", "above", "under"), [(90, "A", "B"), (80, "B", "C"), (70, "C", "below C")])
def test_a_fen_of_rental_decides_at_each_boundary(boundary: int, above: str, under: str) -> None:
    # 14 of the 15 points by rental: one fen less than 14/15 of the highest is under the boundary by a hair.
    highest = 15_000_000_00
    others = (boundary - 14) * 100
    spread, left = {}, others
    for criterion in JUDGED:
        spread[criterion] = min(left, WEIGHTS[criterion] * 100)
        left -= spread[criterion]
    just = Points(spread, RentalFigures(14_000_000_00, highest, new=False))
    hair = Points(spread, RentalFigures(14_000_000_00 - 1, highest, new=False))
    assert (just.grade, hair.grade) == (Grade(above), Grade(under))
    assert grading.shown(just.total) == grading.shown(hair.total) == f"{boundary}.00"
    assert grading.missing_to_next(hair.total) == (Grade(above), Fraction(boundary) - hair.total)
    assert grading.shown_missing(Fraction(boundary) - hair.total) == "0.01"


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        pytest.param(RentalFigures(500, 500, new=False), Fraction(15), id="4.2.1 the highest has 15"),
        pytest.param(RentalFigures(100, 300, new=False), Fraction(5), id="4.2.1 a third has 5"),
        pytest.param(RentalFigures(1, 7, new=False), Fraction(15, 7), id="4.2.1 exactly, nothing is rounded"),
        pytest.param(RentalFigures(0, 500, new=True), Fraction(10), id="4.2.1 a new client counts 10"),
        pytest.param(RentalFigures(500, 500, new=True), Fraction(10), id="4.2.1 a new client counts 10 always"),
        pytest.param(RentalFigures(0, 0, new=False), Fraction(0), id="4.2.1 nobody has any rental"),
        pytest.param(RentalFigures(0, 500, new=False), Fraction(0), id="4.2.1 established without rental"),
    ],
)
def test_the_points_of_cumulative_rental(figures: RentalFigures, wanted: Fraction) -> None:
    assert grading.rental_points(figures) == wanted


def test_full_points_make_100_which_is_an_a() -> None:
    best = Points(FULL, RentalFigures(1, 1, new=False))
    assert (best.total, best.grade) == (Fraction(100), Grade.A)
    assert grading.missing_to_next(best.total) is None


def test_the_weights_are_those_of_the_table_and_100_in_all() -> None:
    assert [WEIGHTS[c] for c in Criterion] == [10, 15, 20, 15, 30, 10]
    assert sum(WEIGHTS.values()) == 100


@given(points)
def test_a_total_lies_between_0_and_100(one: Points) -> None:
    assert 0 <= one.total <= 100


@given(points)
def test_the_quick_total_is_the_exact_one(one: Points) -> None:
    assert grading.exact_total(sum(one.judged.values()), one.rental) == one.total


@given(points, st.sampled_from(JUDGED), st.integers(0, 3000))
def test_more_points_never_make_a_worse_grade(one: Points, criterion: Criterion, more: int) -> None:
    raised = min(one.judged[criterion] + more, WEIGHTS[criterion] * 100)
    better = Points({**one.judged, criterion: raised}, one.rental)
    assert better.total >= one.total
    assert better.grade.rank <= one.grade.rank


@given(points, st.integers(0, 10**15))
def test_more_rental_of_ones_own_never_makes_a_worse_grade(one: Points, more: int) -> None:
    own = min(one.rental.own + more, one.rental.highest)
    better = Points(one.judged, RentalFigures(own, one.rental.highest, one.rental.new))
    assert better.total >= one.total
    assert better.grade.rank <= one.grade.rank


@given(points, st.integers(0, 10**15))
def test_a_higher_highest_never_makes_a_better_grade(one: Points, more: int) -> None:
    worse = Points(one.judged, RentalFigures(one.rental.own, one.rental.highest + more, one.rental.new))
    assert worse.total <= one.total
    assert worse.grade.rank >= one.grade.rank


@given(points, points)
def test_the_grade_depends_on_the_exact_total_alone(one: Points, other: Points) -> None:
    assert (one.grade.rank <= other.grade.rank) or one.total < other.total
    if one.total == other.total:
        assert one.grade is other.grade


@given(st.fractions(0, 100))
def test_what_is_missing_is_exactly_what_the_next_grade_takes(total: Fraction) -> None:
    missing = grading.missing_to_next(total)
    if missing is None:
        assert total >= 90
    else:
        grade, points_missing = missing
        assert points_missing > 0
        assert grading.grade_of(total + points_missing) is grade
        assert Fraction(grading.shown_missing(points_missing)) >= points_missing


@given(st.fractions(0, 100))
def test_points_are_shown_half_up_within_half_a_hundredth(total: Fraction) -> None:
    shown = Fraction(grading.shown(total))
    assert -Fraction(1, 200) < shown - total <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("typed", "wanted"), [("18", 1800), ("18.5", 1850), ("１８．２５", 1825), (" 0 ", 0), ("20", 2000)]
)
def test_points_are_read_as_people_type_them(typed: str, wanted: int) -> None:
    assert grading.read_points(Criterion.REPUTATION, typed) == wanted


@pytest.mark.parametrize(
    ("typed", "code"),
    [("20.01", "over_weight"), ("21", "over_weight"), ("-1", "no_points"), ("", "no_points"), ("1.999", "no_points"),
     ("NaN", "no_points"), ("1e1", "no_points")],
)  # fmt: skip
def test_points_that_can_not_be_are_refused(typed: str, code: str) -> None:
    with pytest.raises(BadPoints) as caught:
        grading.read_points(Criterion.REPUTATION, typed)
    assert (caught.value.code, caught.value.weight) == (code, 20)
