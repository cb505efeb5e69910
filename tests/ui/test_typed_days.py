"""Days behind us, as they are typed over the trail."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui.ui.typed_days import Span, read_span

TODAY = date(2026, 3, 10)


def one(*day: int) -> Span:
    return Span(date(*day), date(*day))


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("today", one(2026, 3, 10)),
        ("今天", one(2026, 3, 10)),
        ("Yesterday", one(2026, 3, 9)),
        ("前天", one(2026, 3, 8)),
        ("20160831", one(2016, 8, 31)),
        ("２０１６－８－３１", one(2016, 8, 31)),
        ("3-9", one(2026, 3, 9)),
        ("11-24", one(2025, 11, 24)),
        ("11月24日", one(2025, 11, 24)),
        ("-3d", one(2026, 3, 7)),
        ("2026-12-01", one(2026, 12, 1)),
        ("2026-02", Span(date(2026, 2, 1), date(2026, 2, 28))),
        ("2024年2月", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("2025", Span(date(2025, 1, 1), date(2025, 12, 31))),
        ("3-1..3-5", Span(date(2026, 3, 1), date(2026, 3, 5))),
        ("yesterday..today", Span(date(2026, 3, 9), date(2026, 3, 10))),
    ],
)
def test_days_months_years_and_spans(typed: str, span: Span) -> None:
    assert read_span(typed, TODAY) == span


@pytest.mark.parametrize(
    "typed", ["", "..", "3-5..3-1", "2-30", "2026-13", "2031", "1800", "沈静文", "I0000003-1", "3"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_span(typed, TODAY) is None


def test_a_29_february_that_the_year_before_had_not_is_none() -> None:
    assert read_span("2-29", date(2024, 2, 1)) is None
