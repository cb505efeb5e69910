"""The people of the demo company: departments, staff, roles, letters of delegation, the GM's absences."""

from __future__ import annotations

from datetime import datetime, timedelta

from archive_tui.exchange.demo_records import (
    DemoAbsence,
    DemoDepartment,
    DemoLetter,
    DemoPerson,
    DemoRole,
)
from archive_tui.exchange.demo_times import days_ago, local, moment, months_ago
from archive_tui.exchange.demo_words import table

#: The days before ``now`` on which letter no. 5 began and ended: the GM was away, a deputy signed by it.
LETTER_5 = (214, 199)


def departments() -> tuple[DemoDepartment, ...]:
    """Return the departments of the demo company."""
    return tuple(DemoDepartment(r["code"], r["name"], r["english"]) for r in table("demo", "departments.csv"))


def people(now: datetime) -> tuple[DemoPerson, ...]:
    """Return everybody who is or was on the staff list, the GM first."""
    return tuple(
        DemoPerson(
            r["login"], r["name"], r["department"], months_ago(now, int(r["joined_months"])),
            days_ago(now, int(r["left_days"]), 17, 30) if r["left_days"] else None,
        )
        for r in table("demo", "people.csv")
    )  # fmt: skip


def roles(now: datetime) -> tuple[DemoRole, ...]:
    """Return all roles, several for some people; one of them has ended."""
    return tuple(
        DemoRole(
            r["login"], r["role"], r["department"] or None, months_ago(now, int(r["since_months"])),
            months_ago(now, int(r["until_months"])) if r["until_months"] else None,
        )
        for r in table("demo", "posts.csv")
    )  # fmt: skip


def letters(now: datetime) -> tuple[DemoLetter, ...]:
    """Return letter no. 5, which has expired, and no. 7, which is running."""
    today = local(now).date()
    began, ended = LETTER_5
    return (
        DemoLetter(
            5, "deputy1", moment(today - timedelta(days=began), 0), moment(today - timedelta(days=ended), 0),
            ("GCB", "AQB"), ("secret",),
        ),
        DemoLetter(
            7, "deputy2", moment(today - timedelta(days=2), 0), moment(today + timedelta(days=4), 0),
            None, ("secret", "confidential"),
        ),
    )  # fmt: skip


def absences(now: datetime) -> tuple[DemoAbsence, ...]:
    """Return the GM's absences on business: during letter no. 5, one without a letter, and now."""
    began, ended = LETTER_5
    return (
        DemoAbsence("gm", days_ago(now, began, 8, 30), days_ago(now, ended + 1, 18), "赴集团总部参加年中工作会议"),
        DemoAbsence("gm", days_ago(now, 75, 7, 40), days_ago(now, 73, 20), "赴安浦市洽谈绕城高速租赁业务"),
        DemoAbsence("gm", days_ago(now, 2, 8, 30), None, "赴外地考察铝合金模板生产基地"),
    )
