"""The one table of who may do what: every act and role, both ways; and who may know a title."""

from __future__ import annotations

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.regulation.permissions import TABLE, Act, Scope, may, may_at_all, may_know_title
from tests.regulation.company import (
    ARCHIVIST,
    CLERK_FINANCE,
    CLERK_LEASING,
    DEPUTY_FINANCE,
    DEPUTY_FREE,
    DEPUTY_LEASING,
    DIRECTOR,
    FINANCE,
    GM,
    KEEPER,
    LEASING,
    MANAGER_FINANCE,
    MANAGER_LEASING,
    NOBODY,
    NOW,
    OFFICE,
    PEOPLE,
    ROSTER,
    SALES,
    away,
    left,
    letter,
    with_letters,
)

#: Who may do each act at all, written down a second time from the regulation and not from the table.
EVERYBODY = frozenset(PEOPLE)
DEPUTIES = {DEPUTY_LEASING, DEPUTY_FINANCE, DEPUTY_FREE}
MANAGERS = {DIRECTOR, MANAGER_LEASING, MANAGER_FINANCE}
WANTED: dict[Act, set[int] | frozenset[int]] = {
    Act.FILE: {ARCHIVIST},
    Act.EDIT: {ARCHIVIST},
    Act.LEND: {ARCHIVIST},
    Act.TAKE_BACK: {ARCHIVIST},
    Act.RECALL: {ARCHIVIST, GM},
    Act.CLOSE_INCIDENT: {ARCHIVIST, DIRECTOR, GM},
    Act.RAISE_LEVEL: {ARCHIVIST, GM},
    Act.LOWER_LEVEL: {GM},
    Act.ASK: EVERYBODY,
    Act.SIGN_MANAGER: MANAGERS,
    Act.SIGN_OFFICE: {DIRECTOR, GM},
    Act.SIGN_SECRET: {GM, *DEPUTIES},
    Act.SEE_REGISTER: EVERYBODY,
    Act.SEE_GUARDED_TITLES: {ARCHIVIST, GM, *DEPUTIES},
    Act.STAFF: {ARCHIVIST, DIRECTOR, GM},
    Act.APPOINT: {GM},
    Act.SETTINGS: {GM},
    Act.TRAIL: {ARCHIVIST, GM, DIRECTOR, *DEPUTIES},
    Act.EXPORT: {ARCHIVIST, GM, DIRECTOR},
    Act.UNLOCK: {ARCHIVIST, DIRECTOR, GM},
    Act.SEE_CLIENTS: {SALES, KEEPER, *MANAGERS, ARCHIVIST, *DEPUTIES, GM},
    Act.SEE_PERSONAL: {SALES, KEEPER, GM},
    Act.ENTER_CLIENTS: {SALES, KEEPER},
    Act.CHECK_ENTRIES: {SALES, KEEPER, *MANAGERS},
    Act.LEASE: {SALES, KEEPER},
    Act.SCORE: {SALES},
    Act.RESCORE: {SALES, KEEPER},
    Act.KEEP_CLIENTS: {KEEPER},
    Act.LEASED_ITEMS: {ARCHIVIST, KEEPER},
    Act.IMPORT_CLIENTS: {ARCHIVIST, KEEPER},
    Act.EXPORT_CLIENTS: {KEEPER},
    Act.DRAFT_TERMS: {KEEPER, GM},
    Act.SIGN_TERMS: {GM},
    Act.CLIENT_LIMIT: {KEEPER, *MANAGERS, GM},
    Act.ANALYSE: {SALES, KEEPER, *MANAGERS, *DEPUTIES, GM},
}
ARTICLES = {
    Act.FILE: "6.4", Act.EDIT: "6.4", Act.LEND: "6.3", Act.TAKE_BACK: "6.7.6", Act.RECALL: "invariant 5",
    Act.CLOSE_INCIDENT: "6.7.6", Act.RAISE_LEVEL: "invariant 5", Act.LOWER_LEVEL: "invariant 5", Act.ASK: "6.7.2",
    Act.SIGN_MANAGER: "6.7.2", Act.SIGN_OFFICE: "6.7.2", Act.SIGN_SECRET: "6.7.3c", Act.APPOINT: "6.7.3e",
    Act.SETTINGS: "6.7.3e", Act.SEE_CLIENTS: "5.3", Act.CHECK_ENTRIES: "3.1", Act.SCORE: "4.2.2",
    Act.KEEP_CLIENTS: "5.3", Act.EXPORT_CLIENTS: "5.3", Act.SIGN_TERMS: "4.3-end", Act.CLIENT_LIMIT: "3.3",
}  # fmt: skip


def cells() -> list[object]:
    return [
        pytest.param(act, person, id=f"{ARTICLES.get(act, '6.3')} {act.value} by {PEOPLE[person][0]}")
        for act in Act
        for person in PEOPLE
    ]


def test_the_table_knows_every_act() -> None:
    assert set(TABLE) == set(Act) == set(WANTED)


@pytest.mark.parametrize(("act", "person"), cells())
def test_who_may_do_what(act: Act, person: int) -> None:
    wanted = person in WANTED[act]
    assert may_at_all(ROSTER, person, act, NOW) is wanted
    if wanted and Scope.ALL in {TABLE[act].get(role) for role in ROSTER.roles(person, NOW)}:
        assert may(ROSTER, person, act, NOW)
    if not wanted:
        assert not any(may(ROSTER, person, act, NOW, d, s) for d in (None, OFFICE, LEASING) for s in (None, person))


@pytest.mark.parametrize("act", list(Act))
def test_nobody_else_may_do_anything(act: Act) -> None:
    roster = left(GM, NOW, left(ARCHIVIST, NOW))
    for person in (NOBODY, GM, ARCHIVIST):
        assert not may_at_all(roster, person, act, NOW)
        assert not may(roster, person, act, NOW, LEASING, person)


@pytest.mark.parametrize(
    ("person", "act", "department", "subject", "reaches"),
    [
        pytest.param(CLERK_LEASING, Act.ASK, LEASING, CLERK_LEASING, True, id="6.7.2 ask for oneself"),
        pytest.param(CLERK_LEASING, Act.ASK, FINANCE, CLERK_FINANCE, False, id="6.7.2 not for somebody else"),
        pytest.param(CLERK_LEASING, Act.ASK, LEASING, MANAGER_LEASING, False, id="6.7.2 nor for one's manager"),
        pytest.param(MANAGER_LEASING, Act.ASK, LEASING, CLERK_LEASING, True, id="6.7.2 a manager for his people"),
        pytest.param(MANAGER_LEASING, Act.ASK, FINANCE, CLERK_FINANCE, False, id="6.7.2 not for another department"),
        pytest.param(ARCHIVIST, Act.ASK, FINANCE, CLERK_FINANCE, True, id="6.7.2 the archivist for anybody"),
        pytest.param(DEPUTY_FREE, Act.ASK, FINANCE, CLERK_FINANCE, False, id="6.7.2 a deputy not for others"),
        pytest.param(MANAGER_LEASING, Act.SIGN_MANAGER, LEASING, None, True, id="6.7.2 sign for the own department"),
        pytest.param(MANAGER_LEASING, Act.SIGN_MANAGER, FINANCE, None, False, id="6.7.2 not for another"),
        pytest.param(DEPUTY_LEASING, Act.SIGN_SECRET, LEASING, None, True, id="6.7.3c in charge"),
        pytest.param(DEPUTY_LEASING, Act.SIGN_SECRET, FINANCE, None, False, id="6.7.3c not in charge"),
        pytest.param(DEPUTY_FREE, Act.SIGN_SECRET, LEASING, None, False, id="6.7.3c in charge of none"),
        pytest.param(DEPUTY_LEASING, Act.SIGN_SECRET, None, None, False, id="6.7.3c origin unknown"),
    ],
)
def test_how_far_a_permission_reaches(
    person: int, act: Act, department: int | None, subject: int | None, reaches: bool
) -> None:
    assert may(ROSTER, person, act, NOW, department, subject) is reaches


@pytest.mark.parametrize(
    "act",
    sorted(
        set(Act)
        - {Act.SIGN_SECRET, Act.SEE_GUARDED_TITLES, Act.TRAIL, Act.ASK, Act.SEE_REGISTER, Act.SEE_CLIENTS, Act.ANALYSE}
    ),
)
def test_6_7_3e_a_letter_gives_no_other_power(act: Act) -> None:
    roster = with_letters(letter(DEPUTY_FREE), roster=away())
    assert not may(roster, DEPUTY_FREE, act, NOW, LEASING, CLERK_LEASING)


KNOW = {ARCHIVIST, GM, DEPUTY_LEASING}


@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.TOP_SECRET])
@pytest.mark.parametrize(
    "person", [pytest.param(person, id=f"titles, {login}") for person, (login, _) in PEOPLE.items()]
)
def test_who_may_know_a_guarded_title_of_leasings(level: Level, person: int) -> None:
    assert may_know_title(ROSTER, person, level, LEASING, NOW) is (person in KNOW)
    assert may_know_title(ROSTER, person, level, LEASING, NOW, involved=True)


@pytest.mark.parametrize("level", [Level.UNCLASSIFIED, Level.SECRET])
@pytest.mark.parametrize("person", list(PEOPLE))
def test_titles_below_confidential_are_known_to_the_whole_staff(level: Level, person: int) -> None:
    assert may_know_title(ROSTER, person, level, LEASING, NOW)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("involved", [True, False])
def test_titles_are_known_to_nobody_outside_the_staff(level: Level, involved: bool) -> None:
    for person in (NOBODY, GM):
        assert not may_know_title(left(GM, NOW), person, level, LEASING, NOW, involved)


def test_a_title_of_no_known_department_is_the_archivists_and_the_gms() -> None:
    knowing = [p for p in PEOPLE if may_know_title(ROSTER, p, Level.CONFIDENTIAL, None, NOW)]
    assert knowing == [GM, ARCHIVIST]
