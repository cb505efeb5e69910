"""A small company for the tests of the rules: every role once or twice, three departments, one morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive_tui.regulation.authority import Matter
from archive_tui.regulation.lending import Case, Paper, SignOff, Standing
from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.people import Absence, Delegation, Department, Person, Post, Role, Roster
from archive_tui.regulation.rulings import Stage
from archive_tui.regulation.settings import Settings

SINCE = datetime(2016, 10, 23, tzinfo=UTC)
#: Tuesday, 10:00 in Shanghai; the room closes at 17:30, seven and a half hours later.
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
CLOSING = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

OFFICE, LEASING, FINANCE = 1, 2, 3
GM, DEPUTY_LEASING, DEPUTY_FINANCE, DEPUTY_FREE, DIRECTOR = 1, 2, 3, 4, 5
MANAGER_LEASING, MANAGER_FINANCE, ARCHIVIST, CLERK_LEASING, CLERK_FINANCE = 6, 7, 8, 9, 10
KEEPER, SALES = 11, 12
NOBODY = 99

PEOPLE = {
    GM: ("gm", OFFICE),
    DEPUTY_LEASING: ("deputy-leasing", OFFICE),
    DEPUTY_FINANCE: ("deputy-finance", OFFICE),
    DEPUTY_FREE: ("deputy-free", OFFICE),
    DIRECTOR: ("director", OFFICE),
    MANAGER_LEASING: ("manager-leasing", LEASING),
    MANAGER_FINANCE: ("manager-finance", FINANCE),
    ARCHIVIST: ("archivist", OFFICE),
    CLERK_LEASING: ("clerk-leasing", LEASING),
    CLERK_FINANCE: ("clerk-finance", FINANCE),
    KEEPER: ("keeper", LEASING),
    SALES: ("sales", LEASING),
}
POSTS = (
    Post(GM, Role.GM, None, SINCE),
    Post(DEPUTY_LEASING, Role.DEPUTY, LEASING, SINCE),
    Post(DEPUTY_FINANCE, Role.DEPUTY, FINANCE, SINCE),
    Post(DEPUTY_FREE, Role.DEPUTY, None, SINCE),
    Post(DIRECTOR, Role.OFFICE_DIRECTOR, None, SINCE),
    Post(DIRECTOR, Role.MANAGER, OFFICE, SINCE),
    Post(MANAGER_LEASING, Role.MANAGER, LEASING, SINCE),
    Post(MANAGER_FINANCE, Role.MANAGER, FINANCE, SINCE),
    Post(ARCHIVIST, Role.ARCHIVIST, None, SINCE),
    Post(KEEPER, Role.KEEPER, None, SINCE),
    Post(SALES, Role.SALESPERSON, None, SINCE),
)
PERSONS = {i: Person(i, login, login.title(), home, f"S{i:07d}", SINCE) for i, (login, home) in PEOPLE.items()}
DEPARTMENTS = {
    OFFICE: Department(OFFICE, "BGS", "Office"),
    LEASING: Department(LEASING, "ZLB", "Leasing"),
    FINANCE: Department(FINANCE, "CWB", "Finance"),
}
ROSTER = Roster(PERSONS, POSTS, (), (), DEPARTMENTS)
SETTINGS = Settings()
NOTHING_OPEN = Standing()


def away(roster: Roster = ROSTER, since: datetime = NOW - DAY, until: datetime | None = NOW + DAY) -> Roster:
    """Return the company with its GM recorded as away on business."""
    return replace(roster, absences=(*roster.absences, Absence(GM, since, until)))


def letter(
    deputy_id: int = DEPUTY_FREE,
    since: datetime = NOW - DAY,
    until: datetime = NOW + DAY,
    departments: frozenset[int] | None = None,
    levels: Sequence[Level] = (Level.SECRET, Level.CONFIDENTIAL),
    revoked_at: datetime | None = None,
    number: int = 7,
) -> Delegation:
    """Return a letter of delegation: by default all departments and both levels, from yesterday to tomorrow."""
    return Delegation(number, number, deputy_id, since, until, departments, frozenset(levels), revoked_at)


def with_letters(*letters: Delegation, roster: Roster = ROSTER) -> Roster:
    """Return the company with these letters of delegation."""
    return replace(roster, delegations=letters)


def left(person_id: int, at: datetime, roster: Roster = ROSTER) -> Roster:
    """Return the company after a person left it."""
    return replace(roster, persons={**roster.persons, person_id: replace(roster.persons[person_id], left_at=at)})


def without_role(person_id: int, role: Role, until: datetime, roster: Roster = ROSTER) -> Roster:
    """Return the company with a person's role ended."""
    return replace(
        roster,
        posts=tuple(
            replace(post, until=until) if (post.person_id, post.role) == (person_id, role) else post
            for post in roster.posts
        ),
    )


def matter(
    level: Level, borrower_id: int = CLERK_FINANCE, origin_id: int | None = LEASING, kind: Kind = Kind.OUT
) -> Matter:
    """Return what is to be signed: by default a paper of Leasing's, wanted by a clerk of Finance, to take out."""
    return Matter(level, origin_id, borrower_id, kind)


def case(
    level: Level,
    kind: Kind,
    borrower_id: int = CLERK_FINANCE,
    *,
    sign_offs: Sequence[SignOff] = (),
    applications: Sequence[int] = (),
    at: datetime = NOW,
    roster: Roster = ROSTER,
    settings: Settings = SETTINGS,
    state: State = State.IN_PLACE,
    holder_id: int | None = None,
    standing: Standing = NOTHING_OPEN,
    origin_id: int | None = LEASING,
) -> Case:
    """Return a case about paper 1."""
    paper = Paper(1, level, origin_id, state, holder_id, at + HOUR if holder_id else None)
    return Case(roster, settings, borrower_id, paper, kind, at, sign_offs, standing, applications)


def signed(
    stage: Stage,
    signer_id: int,
    level: Level,
    kind: Kind,
    *,
    id: int = 1,
    request_id: int = 1,
    borrower_id: int = CLERK_FINANCE,
    item_id: int = 1,
    approve: bool = True,
    at: datetime = NOW - HOUR,
    voided: bool = False,
    used: bool = False,
    closed: str | None = None,
) -> SignOff:
    """Return a signature on an application for paper 1, given an hour ago."""
    return SignOff(
        id, request_id, stage, kind, borrower_id, item_id, signer_id, approve, level, at, voided, used, closed
    )


def form(kind: Kind = Kind.OUT, request_id: int = 1, first_id: int = 1) -> tuple[SignOff, SignOff]:
    """Return an application as 6.7.2 wants it: made out by the manager of Finance, approved by the office director."""
    level = Level.UNCLASSIFIED
    return (
        signed(Stage.MANAGER, MANAGER_FINANCE, level, kind, id=first_id, request_id=request_id),
        signed(Stage.OFFICE, DIRECTOR, level, kind, id=first_id + 1, request_id=request_id),
    )
