"""Terms by grade (4.3.1 to 4.3.5, 4.3-end, 3.2, 3.3): what a schedule may say, and what a lease may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import (
    REGULATION,
    BadTerms,
    Base,
    Cycle,
    Deal,
    Excepted,
    Schedule,
    Terms,
    Way,
    against_terms,
    check_schedule,
    credit_limit,
    with_exception,
)

MARKET, LOW = 1000_00, 900_00
NONE = Schedule()


def deal(grade: Grade, price: int = MARKET, way: Way = Way.MONEY, **more: int) -> Deal:
    return Deal(grade, "ordinary", 10_000_00, MARKET, LOW, price, way, **more)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(deal(Grade.A, LOW), [], id="4.3.1 A at the market's lowest"),
        pytest.param(deal(Grade.A, LOW - 1), ["4.3.1 terms_price"], id="4.3.1 A under it, no schedule eases that"),
        pytest.param(deal(Grade.A, way=Way.SET_OFF), [], id="4.3.1 A by set-off"),
        pytest.param(deal(Grade.B, LOW), [], id="4.3.3 B at the market's lowest"),
        pytest.param(deal(Grade.B, LOW - 1), ["4.3.3 terms_price"], id="4.3.3 B a fen under the market's lowest"),
        pytest.param(deal(Grade.B, way=Way.IN_KIND), [], id="4.3.3 B by houses given in payment"),
        pytest.param(deal(Grade.C), [], id="4.3.4 C at the market price in money"),
        pytest.param(deal(Grade.C, MARKET - 1), ["4.3.4 terms_price"], id="4.3.4 C a fen under the market price"),
        pytest.param(deal(Grade.C, way=Way.MORTGAGE), ["4.3.4 terms_way"], id="4.3.4 C by mortgage"),
        pytest.param(deal(Grade.C, way=Way.SET_OFF), ["4.3.4 terms_way"], id="4.3.4 C by set-off"),
        pytest.param(deal(Grade.C, LOW, Way.IN_KIND), ["4.3.4 terms_price", "4.3.4 terms_way"], id="4.3.4 all at once"),
        pytest.param(deal(Grade.BELOW_C), ["4.3.5 terms_below_c"], id="4.3.5 below C: no co-operation"),
        pytest.param(deal(Grade.UNGRADED), ["4.3-end terms_ungraded"], id="4.3-end a contract needs a score"),
        pytest.param(deal(Grade.B, limit=10_000_00), [], id="3.3 just within the limit"),
        pytest.param(
            deal(Grade.B, limit=10_000_00, open=1), ["3.3 terms_limit"], id="3.3 a fen over, receivables counted"
        ),
        pytest.param(deal(Grade.B, limit=0), ["3.3 terms_limit"], id="3.3 a limit of nothing"),
    ],
)
def test_what_speaks_against_a_lease(asked: Deal, wanted: list[str]) -> None:
    assert [f"{c.article} {c.code}" for c in against_terms(asked, NONE)] == wanted


def test_a_schedule_eases_the_price_of_an_a() -> None:
    eased = Schedule(1, (Terms(Grade.A, "", Base.MARKET_LOW, 95_00, frozenset(Way), Cycle.EASED),))
    assert against_terms(deal(Grade.A, 855_00), eased) == ()
    assert [c.code for c in against_terms(deal(Grade.A, 855_00 - 1), eased)] == ["terms_price"]


def test_a_floor_is_never_let_down_by_rounding() -> None:
    assert Terms(Grade.A, percent=33_33).floor(100, 100) == 34


def test_a_nature_of_its_own_has_terms_of_its_own() -> None:
    schedule = Schedule(1, (replace(REGULATION[Grade.C], nature="individual", percent=110_00), REGULATION[Grade.B]))
    individual = replace(deal(Grade.C), nature="individual")
    assert [c.code for c in against_terms(individual, schedule)] == ["terms_price"]
    assert against_terms(deal(Grade.C), schedule) == ()


@pytest.mark.parametrize("grade", [Grade.BELOW_C, Grade.UNGRADED])
def test_no_schedule_gives_terms_to_who_gets_no_contract(grade: Grade) -> None:
    assert NONE.terms_for(grade, "ordinary") is None
    assert credit_limit(None, 500) == 0


@pytest.mark.parametrize(
    ("ceiling", "own", "wanted"),
    [(None, None, None), (500, None, 500), (None, 400, 400), (500, 400, 400), (300, 400, 300)],
)
def test_a_clients_own_limit_lies_within_its_grades_ceiling(
    ceiling: int | None, own: int | None, wanted: int | None
) -> None:
    assert credit_limit(replace(REGULATION[Grade.B], ceiling=ceiling), own) == wanted


A, B, C = (REGULATION[g] for g in (Grade.A, Grade.B, Grade.C))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param([], "4.3-end terms_empty", id="4.3-end an empty schedule"),
        pytest.param([A, A], "4.3-end terms_twice", id="4.3-end a line twice"),
        pytest.param([replace(A, percent=101_00)], "4.3-end terms_a_above_b", id="4.3-end A's floor above B's"),
        pytest.param(
            [replace(A, base=Base.MARKET)], "4.3-end terms_a_above_b", id="4.3-end A at market, B at the lowest"
        ),
        pytest.param(
            [A, B, replace(A, nature="government", percent=100_01)],
            "4.3-end terms_a_above_b",
            id="4.3-end of one nature",
        ),
        pytest.param([replace(B, percent=99_99)], "4.3.3 terms_b_under_lowest", id="4.3.3 B under the lowest"),
        pytest.param([replace(B, cycle=Cycle.EASED)], "4.3.3 terms_cycle", id="4.3.3 B's cycle eased"),
        pytest.param([replace(C, base=Base.MARKET_LOW)], "4.3.4 terms_c_under_market", id="4.3.4 C at the lowest"),
        pytest.param([replace(C, percent=99_00)], "4.3.4 terms_c_under_market", id="4.3.4 C under the market"),
        pytest.param([replace(C, ways=frozenset(Way))], "4.3.4 terms_c_money_only", id="4.3.4 C not in money only"),
        pytest.param([replace(C, cycle=Cycle.EASED)], "4.3.4 terms_cycle", id="4.3.4 C's cycle eased"),
        pytest.param([replace(C, grade=Grade.BELOW_C)], "4.3.5 terms_below_c", id="4.3.5 terms for below C"),
        pytest.param([replace(A, ways=frozenset({Way.SET_OFF}))], "4.3.3 terms_no_money", id="4.3.3 no money at all"),
        pytest.param([replace(A, ceiling=-1)], "4.3-end terms_number", id="a ceiling under nothing"),
        pytest.param([replace(A, percent=0)], "4.3-end terms_number", id="a price of nothing"),
    ],
)
def test_a_schedule_that_leaves_the_frame_is_refused(lines: list[Terms], wanted: str) -> None:
    with pytest.raises(BadTerms) as caught:
        check_schedule(lines)
    assert f"{caught.value.article} {caught.value.code}" == wanted


def test_the_regulation_itself_is_a_lawful_schedule() -> None:
    check_schedule(REGULATION.values())
    check_schedule(
        [A, B, C, replace(A, nature="government", percent=90_00), replace(B, nature="government", percent=102_00)]
    )


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from(list(Way)))
def test_whoever_has_a_better_grade_is_never_refused_more(low: int, more: int, price: int, way: Way) -> None:
    refused = [
        len(against_terms(Deal(g, "ordinary", 0, low + more, low, price, way), NONE)) > 0
        for g in (Grade.A, Grade.B, Grade.C, Grade.BELOW_C)
    ]
    assert refused == sorted(refused)


def test_an_exception_lets_pass_what_it_names_and_nothing_else() -> None:
    against = against_terms(deal(Grade.C, LOW, Way.IN_KIND), NONE)
    by_price = Excepted(3, frozenset({"terms_price"}), "2026-12-31")
    assert [(c.code, c.holds) for c in with_exception(against, by_price)] == [
        ("terms_way", False), ("terms_exception", True),
    ]  # fmt: skip
    assert with_exception(against, None) == against
