"""Composition (3.3) and money: shares that come to a whole, and amounts as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation import composition, money
from archive_tui.regulation.composition import shares
from archive_tui.regulation.money import BadAmount, grouped, read_yuan, yuan


@given(st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.integers(0, 10**13), min_size=1))
def test_the_shares_of_a_whole_come_to_one(amounts: dict[str, int]) -> None:
    parts = shares(amounts)
    assert sum((p.ours for p in parts), Fraction(0)) == (1 if sum(amounts.values()) else 0)
    assert [p.amount for p in parts] == sorted(amounts.values(), reverse=True)


def test_a_share_of_the_market_stands_where_a_total_of_it_is_known() -> None:
    assert [p.market for p in shares({"A": 30, "B": 10}, 200)] == [Fraction(3, 20), Fraction(1, 20)]
    assert [p.market for p in shares({"A": 30, "B": 10}, {"B": 40})] == [None, Fraction(1, 4)]
    assert [p.market for p in shares({"A": 30})] == [None]


def test_shares_are_shown_half_up_to_one_decimal() -> None:
    assert [composition.percent(Fraction(*f)) for f in ((1, 3), (1, 2000), (1, 1), (0, 1))] == [
        "33.3", "0.1", "100.0", "0.0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("1234.5", 123450), ("1,234.50", 123450),
     ("１２３４", 123400), ("12.5万", 12_500_000), ("¥80", 8000), ("3元", 300),
     ("0", 0), ("0.01", 1), ("100000000000", 10**13)],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed: str, fen: int) -> None:
    assert read_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [("-1", "negative_amount"), ("\u22121", "negative_amount"), ("", "no_amount"), ("1.005", "part_of_fen"),
     ("1e5", "no_amount"), ("12,34", "no_amount"), ("100000000000.01", "absurd_amount"), ("9" * 30, "absurd_amount"),
     ("NaN", "no_amount"), ("1.2.3", "no_amount")],
)  # fmt: skip
def test_amounts_that_can_not_be_are_refused(typed: str, code: str) -> None:
    with pytest.raises(BadAmount) as caught:
        read_yuan(typed)
    assert caught.value.code == code


@given(st.integers(-(10**15), 10**15))
def test_an_amount_is_written_to_the_fen(fen: int) -> None:
    assert Fraction(yuan(fen)) * 100 == fen
    assert grouped(fen).replace(",", "") == yuan(fen)


@given(st.integers(0, money.MOST))
def test_what_is_written_reads_as_what_it_was(fen: int) -> None:
    assert read_yuan(yuan(fen)) == read_yuan(grouped(fen)) == fen
