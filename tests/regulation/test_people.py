"""People and roles as of a moment: several at a time, from and until, and nothing once someone has left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_tui.regulation.people import Absence, Post, Role
from tests.regulation.company import (
    CLERK_FINANCE,
    DAY,
    DEPUTY_FREE,
    DEPUTY_LEASING,
    DIRECTOR,
    FINANCE,
    GM,
    LEASING,
    MANAGER_FINANCE,
    MANAGER_LEASING,
    NOBODY,
    NOW,
    OFFICE,
    ROSTER,
    SECOND,
    SINCE,
    away,
    left,
    letter,
    with_letters,
    without_role,
)


def test_several_roles_at_a_time_are_normal() -> None:
    assert ROSTER.roles(DIRECTOR, NOW) == {Role.EMPLOYEE, Role.OFFICE_DIRECTOR, Role.MANAGER}


def test_everybody_on_the_staff_is_an_employee_and_nobody_else_is() -> None:
    assert all(Role.EMPLOYEE in ROSTER.roles(person, NOW) for person in ROSTER.persons)
    assert ROSTER.roles(NOBODY, NOW) == frozenset()
    assert ROSTER.roles(GM, SINCE - SECOND) == frozenset()


def test_a_role_runs_from_its_start_until_before_its_end() -> None:
    roster = replace(ROSTER, posts=(*ROSTER.posts, Post(CLERK_FINANCE, Role.MANAGER, FINANCE, NOW, NOW + DAY)))
    held = [roster.holds(CLERK_FINANCE, Role.MANAGER, NOW + after) for after in (-SECOND, 0 * DAY, DAY - SECOND, DAY)]
    assert held == [False, True, True, False]


def test_who_has_left_holds_nothing_from_that_moment_on() -> None:
    roster = left(GM, NOW)
    assert roster.holds(GM, Role.GM, NOW - SECOND)
    assert not roster.holds(GM, Role.GM, NOW)
    assert roster.holders(Role.GM, NOW) == ()
    assert roster.departments_of(GM, Role.GM, NOW) == frozenset()


def test_a_leaver_is_in_charge_of_no_department() -> None:
    assert ROSTER.departments_of(DEPUTY_LEASING, Role.DEPUTY, NOW) == {LEASING}
    assert left(DEPUTY_LEASING, NOW).departments_of(DEPUTY_LEASING, Role.DEPUTY, NOW) == frozenset()


def test_managers_are_found_by_the_department_they_manage() -> None:
    assert [p.id for p in ROSTER.holders(Role.MANAGER, NOW, LEASING)] == [MANAGER_LEASING]
    assert [p.id for p in ROSTER.holders(Role.MANAGER, NOW)] == [DIRECTOR, MANAGER_LEASING, MANAGER_FINANCE]
    assert ROSTER.departments_of(DIRECTOR, Role.MANAGER, NOW) == {OFFICE}


def test_a_deputy_in_charge_of_none_holds_the_role_without_a_department() -> None:
    assert ROSTER.holds(DEPUTY_FREE, Role.DEPUTY, NOW)
    assert ROSTER.departments_of(DEPUTY_FREE, Role.DEPUTY, NOW) == frozenset()


@pytest.mark.parametrize(
    ("roster", "is_away"),
    [
        pytest.param(ROSTER, False, id="6.7.3 in the house"),
        pytest.param(away(), True, id="6.7.3 away"),
        pytest.param(away(since=NOW), True, id="6.7.3 away from this moment on"),
        pytest.param(away(since=NOW + SECOND), False, id="6.7.3 not away yet"),
        pytest.param(away(until=NOW), False, id="6.7.3 back at this moment"),
        pytest.param(away(until=None), True, id="6.7.3 away with no end known"),
        pytest.param(replace(ROSTER, absences=(Absence(DEPUTY_FREE, SINCE),)), False, id="6.7.3 a deputy is away"),
        pytest.param(without_role(GM, Role.GM, NOW, away()), False, id="6.7.3 no GM any more"),
    ],
)
def test_the_gm_is_away_while_an_absence_on_business_runs(roster: object, is_away: bool) -> None:
    assert isinstance(roster, type(ROSTER))
    assert roster.gm_away(NOW) is is_away


def test_a_letter_runs_within_its_period_until_taken_back() -> None:
    whole = letter(since=NOW, until=NOW + DAY)
    assert [whole.running(NOW + after) for after in (-SECOND, 0 * DAY, DAY - SECOND, DAY)] == [
        False, True, True, False,
    ]  # fmt: skip
    taken_back = letter(revoked_at=NOW)
    assert taken_back.running(NOW - SECOND) and not taken_back.running(NOW)
    assert with_letters(whole).delegations == (whole,)
