"""Who may sign what, as of a moment: 6.7.1, 6.7.2, and 6.7.3 with its readings c, d and e."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from archive_tui.regulation.authority import Matter, capacity_of, goes_direct, letters_in_force, stage_signers
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Post, Role, Roster
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.regulation.settings import ConfidentialBy, InChargeOf, Settings
from tests.regulation.company import (
    ARCHIVIST,
    CLERK_FINANCE,
    CLERK_LEASING,
    DAY,
    DEPUTY_FINANCE,
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
    SETTINGS,
    SINCE,
    away,
    left,
    letter,
    matter,
    with_letters,
    without_role,
)

L = Level
BORROWER = replace(SETTINGS, in_charge_of=InChargeOf.BORROWER)
BOTH = replace(SETTINGS, in_charge_of=InChargeOf.BOTH)
GM_ONLY = replace(SETTINGS, confidential_by=ConfidentialBy.GM_ONLY)
GUARDED = (L.SECRET, L.CONFIDENTIAL)


def signers(
    stage: Stage, of: Matter, roster: Roster = ROSTER, settings: Settings = SETTINGS
) -> list[tuple[int, Capacity]]:
    return [(s.person_id, s.by) for s in stage_signers(roster, stage, of, NOW, settings)]


@pytest.mark.parametrize(
    ("person", "direct"),
    [
        pytest.param(GM, True, id="6.7.1 gm"),
        pytest.param(DEPUTY_LEASING, True, id="6.7.1 deputy in charge"),
        pytest.param(DEPUTY_FREE, True, id="6.7.1 deputy in charge of none"),
        pytest.param(DIRECTOR, True, id="6.7.1 office director"),
        pytest.param(MANAGER_LEASING, False, id="6.7.2 manager"),
        pytest.param(ARCHIVIST, False, id="6.7.2 archivist"),
        pytest.param(CLERK_LEASING, False, id="6.7.2 employee"),
        pytest.param(NOBODY, False, id="6.7.1 a stranger"),
    ],
)
def test_who_goes_direct_for_unclassified_papers(person: int, direct: bool) -> None:
    assert goes_direct(ROSTER, person, NOW) is direct


def test_6_7_1_ends_with_the_role() -> None:
    roster = without_role(DIRECTOR, Role.OFFICE_DIRECTOR, NOW)
    assert goes_direct(roster, DIRECTOR, NOW - SECOND)
    assert not goes_direct(roster, DIRECTOR, NOW)


@pytest.mark.parametrize(
    ("borrower", "manager"),
    [
        pytest.param(CLERK_FINANCE, MANAGER_FINANCE, id="6.7.2 a clerk's own manager"),
        pytest.param(CLERK_LEASING, MANAGER_LEASING, id="6.7.2 of the borrower, whatever the paper's origin"),
        pytest.param(MANAGER_FINANCE, MANAGER_FINANCE, id="6.7.2 a manager makes out his own"),
        pytest.param(ARCHIVIST, DIRECTOR, id="6.7.2 the office's people by its head"),
    ],
)
def test_6_7_2_the_form_is_made_out_by_the_borrowers_manager_alone(borrower: int, manager: int) -> None:
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED, borrower)) == [(manager, Capacity.MANAGER)]


def test_6_7_2_nobody_makes_out_a_form_where_there_is_no_manager_or_department() -> None:
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED), without_role(MANAGER_FINANCE, Role.MANAGER, NOW)) == []
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED), left(MANAGER_FINANCE, NOW)) == []
    homeless = {**ROSTER.persons, CLERK_FINANCE: replace(ROSTER.persons[CLERK_FINANCE], department_id=None)}
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED), replace(ROSTER, persons=homeless)) == []
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED, NOBODY)) == []


def test_6_7_2_the_gms_office_speaks_through_the_gm_or_the_office_director() -> None:
    assert signers(Stage.OFFICE, matter(L.UNCLASSIFIED)) == [
        (GM, Capacity.GM), (DIRECTOR, Capacity.OFFICE_DIRECTOR),
    ]  # fmt: skip


def test_6_7_2_letters_do_not_reach_the_offices_decision() -> None:
    roster = with_letters(letter(), roster=away())
    assert DEPUTY_FREE not in [person for person, _ in signers(Stage.OFFICE, matter(L.UNCLASSIFIED), roster)]


def test_6_7_3d_the_office_director_does_not_decide_his_own() -> None:
    assert signers(Stage.OFFICE, matter(L.UNCLASSIFIED, DIRECTOR)) == [(GM, Capacity.GM)]


@pytest.mark.parametrize("level", GUARDED)
def test_6_7_3_the_gm_and_the_deputy_in_charge_approve(level: Level) -> None:
    assert signers(Stage.SECRET, matter(level)) == [
        (GM, Capacity.GM), (DEPUTY_LEASING, Capacity.DEPUTY_IN_CHARGE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "origin", "borrower", "deputies"),
    [
        pytest.param(SETTINGS, LEASING, CLERK_FINANCE, [DEPUTY_LEASING], id="6.7.3c origin"),
        pytest.param(SETTINGS, FINANCE, CLERK_LEASING, [DEPUTY_FINANCE], id="6.7.3c origin the other way"),
        pytest.param(SETTINGS, OFFICE, CLERK_FINANCE, [], id="6.7.3c origin in nobody's charge"),
        pytest.param(SETTINGS, None, CLERK_FINANCE, [], id="6.7.3c origin unknown"),
        pytest.param(BORROWER, LEASING, CLERK_FINANCE, [DEPUTY_FINANCE], id="6.7.3c setting borrower"),
        pytest.param(BORROWER, None, CLERK_LEASING, [DEPUTY_LEASING], id="6.7.3c setting borrower, origin unknown"),
        pytest.param(BORROWER, FINANCE, ARCHIVIST, [], id="6.7.3c setting borrower in nobody's charge"),
        pytest.param(BOTH, LEASING, CLERK_FINANCE, [], id="6.7.3c setting both, two departments"),
        pytest.param(BOTH, FINANCE, CLERK_FINANCE, [DEPUTY_FINANCE], id="6.7.3c setting both, one department"),
    ],
)
@pytest.mark.parametrize("level", GUARDED)
def test_6_7_3c_in_charge_of_which_department(
    level: Level, settings: Settings, origin: int | None, borrower: int, deputies: list[int]
) -> None:
    found = signers(Stage.SECRET, matter(level, borrower, origin), settings=settings)
    assert found == [(GM, Capacity.GM), *((d, Capacity.DEPUTY_IN_CHARGE) for d in deputies)]


def test_6_7_3c_in_charge_ends_with_the_post_or_the_person() -> None:
    for roster in (without_role(DEPUTY_LEASING, Role.DEPUTY, NOW), left(DEPUTY_LEASING, NOW)):
        assert signers(Stage.SECRET, matter(L.SECRET), roster) == [(GM, Capacity.GM)]


def test_6_7_3b_setting_only_the_gm_approves_confidential_readings() -> None:
    assert signers(Stage.SECRET, matter(L.CONFIDENTIAL), settings=GM_ONLY) == [(GM, Capacity.GM)]
    assert (DEPUTY_LEASING, Capacity.DEPUTY_IN_CHARGE) in signers(Stage.SECRET, matter(L.SECRET), settings=GM_ONLY)


@pytest.mark.parametrize(
    ("borrower", "who"),
    [
        pytest.param(DEPUTY_LEASING, [GM], id="6.7.3d the deputy in charge not for himself"),
        pytest.param(GM, [GM, DEPUTY_LEASING], id="6.7.3d the GM for himself, too"),
        pytest.param(DEPUTY_FINANCE, [GM, DEPUTY_LEASING], id="6.7.3d a deputy by another deputy"),
    ],
)
def test_6_7_3d_nobody_approves_for_himself_save_the_gm(borrower: int, who: list[int]) -> None:
    assert [person for person, _ in signers(Stage.SECRET, matter(L.SECRET, borrower))] == who


def test_6_7_3e_a_letter_reaches_loans_and_readings_but_no_copies() -> None:
    roster = with_letters(letter(), roster=away())
    holder = letter().deputy_id
    signs = {
        kind: capacity_of(roster, holder, Stage.SECRET, matter(L.SECRET, kind=kind), NOW, Settings())
        for kind in (Kind.OUT, Kind.READING, Kind.COPY)
    }
    assert {kind: bool(signer) for kind, signer in signs.items()} == {
        Kind.OUT: True,
        Kind.READING: True,
        Kind.COPY: False,
    }


def test_6_7_3d_a_letter_does_not_let_its_holder_approve_for_himself() -> None:
    roster = with_letters(letter(), roster=away())
    assert DEPUTY_FREE in [person for person, _ in signers(Stage.SECRET, matter(L.SECRET), roster)]
    assert DEPUTY_FREE not in [person for person, _ in signers(Stage.SECRET, matter(L.SECRET, DEPUTY_FREE), roster)]


AWAY = away()


@pytest.mark.parametrize(
    ("roster", "level", "origin", "numbers"),
    [
        pytest.param(with_letters(letter(), roster=AWAY), L.SECRET, LEASING, [7], id="6.7.3e secret"),
        pytest.param(with_letters(letter(), roster=AWAY), L.CONFIDENTIAL, LEASING, [7], id="6.7.3e confidential"),
        pytest.param(with_letters(letter(), roster=AWAY), L.UNCLASSIFIED, LEASING, [], id="6.7.3e never unclassified"),
        pytest.param(with_letters(letter(), roster=AWAY), L.TOP_SECRET, LEASING, [], id="6.7.3f never top secret"),
        pytest.param(with_letters(letter()), L.SECRET, LEASING, [], id="6.7.3e the GM is here"),
        pytest.param(
            with_letters(letter(), roster=away(until=NOW)), L.SECRET, LEASING, [], id="6.7.3e the GM is back just now"
        ),
        pytest.param(
            with_letters(letter(until=NOW), roster=AWAY), L.SECRET, LEASING, [], id="6.7.3e ended at this moment"
        ),
        pytest.param(
            with_letters(letter(until=NOW + SECOND), roster=AWAY), L.SECRET, LEASING, [7], id="6.7.3e last second"
        ),
        pytest.param(
            with_letters(letter(since=NOW), roster=AWAY), L.SECRET, LEASING, [7], id="6.7.3e begins at this moment"
        ),
        pytest.param(
            with_letters(letter(since=NOW + SECOND), roster=AWAY), L.SECRET, LEASING, [], id="6.7.3e not begun"
        ),
        pytest.param(
            with_letters(letter(revoked_at=NOW), roster=AWAY), L.SECRET, LEASING, [], id="6.7.3e taken back just now"
        ),
        pytest.param(
            with_letters(letter(revoked_at=NOW + SECOND), roster=AWAY), L.SECRET, LEASING, [7], id="6.7.3e not yet"
        ),
        pytest.param(
            with_letters(letter(departments=frozenset({LEASING})), roster=AWAY), L.SECRET, LEASING, [7],
            id="6.7.3e scope by department, within",
        ),
        pytest.param(
            with_letters(letter(departments=frozenset({FINANCE})), roster=AWAY), L.SECRET, LEASING, [],
            id="6.7.3e scope by department, outside",
        ),
        pytest.param(
            with_letters(letter(departments=frozenset({LEASING})), roster=AWAY), L.SECRET, None, [],
            id="6.7.3e scope by department, origin unknown",
        ),
        pytest.param(
            with_letters(letter(levels=[L.SECRET]), roster=AWAY), L.CONFIDENTIAL, LEASING, [],
            id="6.7.3e scope by level, outside",
        ),
        pytest.param(
            with_letters(letter(levels=[L.SECRET, L.UNCLASSIFIED]), roster=AWAY), L.UNCLASSIFIED, LEASING, [],
            id="6.7.3e no letter reaches further than 6.7.3",
        ),
        pytest.param(
            with_letters(letter(levels=[L.TOP_SECRET]), roster=AWAY), L.TOP_SECRET, LEASING, [],
            id="6.7.3f no letter reaches top secret",
        ),
        pytest.param(
            with_letters(letter(MANAGER_LEASING), roster=AWAY), L.SECRET, LEASING, [], id="6.7.3e held by a manager"
        ),
        pytest.param(
            with_letters(letter(), roster=without_role(DEPUTY_FREE, Role.DEPUTY, NOW, AWAY)), L.SECRET, LEASING, [],
            id="6.7.3e no deputy any more",
        ),
        pytest.param(
            with_letters(letter(), roster=left(DEPUTY_FREE, NOW, AWAY)), L.SECRET, LEASING, [], id="6.7.3e has left"
        ),
        pytest.param(
            with_letters(letter(), letter(DEPUTY_FINANCE, number=8), roster=AWAY), L.SECRET, LEASING, [7, 8],
            id="6.7.3e two letters",
        ),
    ],
)  # fmt: skip
def test_6_7_3e_a_letter_counts_in_period_and_scope_while_the_gm_is_away(
    roster: Roster, level: Level, origin: int | None, numbers: Sequence[int]
) -> None:
    assert [found.number for found in letters_in_force(roster, NOW, origin, level)] == numbers


def test_6_7_3e_a_delegate_is_named_with_his_letter_and_its_end() -> None:
    roster = with_letters(letter(until=NOW + DAY), roster=AWAY)
    delegate = capacity_of(roster, DEPUTY_FREE, Stage.SECRET, matter(L.SECRET), NOW, SETTINGS)
    assert delegate is not None
    assert (delegate.by, delegate.letter, delegate.until) == (Capacity.DELEGATE, 7, NOW + DAY)


def test_6_7_3e_who_is_in_charge_anyway_signs_as_that_and_once() -> None:
    roster = with_letters(letter(DEPUTY_LEASING), roster=AWAY)
    assert signers(Stage.SECRET, matter(L.SECRET), roster) == [
        (GM, Capacity.GM), (DEPUTY_LEASING, Capacity.DEPUTY_IN_CHARGE),
    ]  # fmt: skip


def test_6_7_3b_6_7_3e_with_the_gm_away_his_letter_stands_in_for_him_at_gm_only() -> None:
    roster = with_letters(letter(DEPUTY_LEASING), roster=AWAY)
    found = signers(Stage.SECRET, matter(L.CONFIDENTIAL), roster, GM_ONLY)
    assert found == [(GM, Capacity.GM), (DEPUTY_LEASING, Capacity.DELEGATE)]


@pytest.mark.parametrize("person", [DIRECTOR, MANAGER_LEASING, ARCHIVIST, CLERK_LEASING, DEPUTY_FREE, NOBODY])
@pytest.mark.parametrize("level", GUARDED)
def test_6_7_3_nobody_else_approves(person: int, level: Level) -> None:
    assert capacity_of(ROSTER, person, Stage.SECRET, matter(level), NOW, SETTINGS) is None


def test_a_department_with_two_managers_takes_the_form_of_either() -> None:
    roster = replace(ROSTER, posts=(*ROSTER.posts, Post(CLERK_FINANCE, Role.MANAGER, FINANCE, SINCE)))
    assert signers(Stage.MANAGER, matter(L.UNCLASSIFIED), roster) == [
        (MANAGER_FINANCE, Capacity.MANAGER), (CLERK_FINANCE, Capacity.MANAGER),
    ]  # fmt: skip
