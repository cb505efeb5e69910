"""What is typed into forms of client files: every fault at its field, in words, and the rest as it was meant."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui.regulation.grading import Criterion
from archive_tui.ui.typed_fields import TypedFields, Unread, tidy_day

TODAY = date(2026, 3, 10)


def typed(**values: str) -> TypedFields:
    """Return fields with these values."""
    return TypedFields(values, TODAY)


def test_what_can_be_read_is_read_in_any_width() -> None:
    fields = typed(amount="１２.5万", day="8-31", ahead="2-1", n="7", points="１８.5", none=" ")
    assert fields.amount("amount") == 125_000_00
    assert fields.day("day") == date(2026, 8, 31)
    assert fields.day("ahead", ahead=True) == date(2027, 2, 1)
    assert fields.number("n", 1, 9) == 7
    assert fields.amount_or_none("none") is None
    assert not fields.faults


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "", "Please fill this in."),
        ("amount", "-3", "An amount is not negative."),
        ("amount", "1.234", "An amount has whole fen"),
        ("amount", "x", "is no amount"),
        ("day", "2026-02-30", "There is no day"),
        ("day", "soon", "is no day"),
        ("number", "ten", "A whole number from 1 to 9"),
        ("number", "10", "A whole number from 1 to 9"),
        ("choice", "c", "Please choose one of the list."),
        ("text", "  ", "Please fill this in."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(field: str, value: str, said: str) -> None:
    fields = typed(**{field: value})
    match field:
        case "amount":
            fields.amount(field)
        case "day":
            fields.day(field)
        case "number":
            fields.number(field, 1, 9)
        case "choice":
            fields.choice(field, ("a", "b"))
        case _:
            fields.text(field)
    assert said in fields.faults[field]
    with pytest.raises(Unread) as caught:
        fields.check()
    assert caught.value.faults == fields.faults


@pytest.mark.parametrize(
    ("value", "points"), [("30", 30_00), ("29.75", 29_75), ("30.01", None), ("", None), ("a", None)]
)
def test_4_2_points_lie_within_their_weight(value: str, points: int | None) -> None:
    fields = typed(payment=value)
    assert fields.points(Criterion.PAYMENT) == points
    assert bool(fields.faults) is (points is None)


def test_a_day_is_written_out_and_what_is_none_stays() -> None:
    assert tidy_day("+7d", TODAY) == "2026-03-17" and tidy_day("later", TODAY) == "later"
