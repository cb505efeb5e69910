"""Instalments of a lease: how an amount is divided over its period by the cycle of collection."""

from __future__ import annotations

from datetime import date

#: What a cycle may be, in months; 0 is one payment at the beginning.
CYCLES = (0, 1, 2, 3, 6, 12)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


def divided(amount: int, starts: date, ends: date, months: int) -> tuple[tuple[date, int], ...]:
    """Return the days on which what is due, one at the beginning of every cycle, in parts that come to the amount.

    Parts are equal to the fen; what can't be divided is on the first ones.
    """
    days = [starts]
    if months > 0:
        number = 1
        while (due := add_months(starts, number * months)) <= ends:
            days.append(due)
            number += 1
    part, rest = divmod(amount, len(days))
    return tuple((day, part + (1 if index < rest else 0)) for index, day in enumerate(days))
