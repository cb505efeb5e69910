"""People, their roles as of a moment, letters of delegation and absences: the records that authority is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.levels import Level


class Role(StrEnum):
    """What a person is in the company; several at a time are normal."""

    GM = "gm"
    DEPUTY = "deputy"
    OFFICE_DIRECTOR = "office_director"
    MANAGER = "manager"
    ARCHIVIST = "archivist"
    KEEPER = "keeper"
    SALESPERSON = "salesperson"
    EMPLOYEE = "employee"


@dataclass(frozen=True, slots=True)
class Department:
    """A department: ``code`` is the three letters in archival codes (facts.md)."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the staff list; ``left_at`` is set once the person has left the company."""

    id: int
    login: str
    name: str
    department_id: int | None
    card: str
    since: datetime
    left_at: datetime | None = None
    language: str | None = None

    def active(self, at: datetime) -> bool:
        """Return whether the person is with the company at ``at``."""
        return self.since <= at and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True, slots=True)
class Post:
    """A role held from ``since`` until before ``until``.

    For a manager ``department_id`` is the department managed; for a deputy it is one department in charge
    (分管, one post for each), None for a deputy in charge of none; for the other roles it is None.
    """

    person_id: int
    role: Role
    department_id: int | None
    since: datetime
    until: datetime | None = None

    def running(self, at: datetime) -> bool:
        """Return whether the role is held at ``at``."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A letter of delegation (6.7.3 reading e): its period, and its scope by department and level.

    ``departments`` None means all departments; ``levels`` holds secret, confidential or both.
    """

    id: int
    number: int
    deputy_id: int
    since: datetime
    until: datetime
    departments: frozenset[int] | None = None
    levels: frozenset[Level] = frozenset({Level.SECRET, Level.CONFIDENTIAL})
    revoked_at: datetime | None = None

    def running(self, at: datetime) -> bool:
        """Return whether ``at`` lies in the letter's period and the letter was not taken back before."""
        return self.since <= at < self.until and (self.revoked_at is None or at < self.revoked_at)

    def covers(self, department_id: int | None, level: Level) -> bool:
        """Return whether the letter's scope reaches a paper of that department and level."""
        if level not in self.levels or level not in (Level.SECRET, Level.CONFIDENTIAL):
            return False
        return self.departments is None or department_id in self.departments


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence on business of the GM: what makes a letter count (6.7.3)."""

    person_id: int
    since: datetime
    until: datetime | None = None

    def running(self, at: datetime) -> bool:
        """Return whether the person is away at ``at``."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Roster:
    """Everybody, with roles, letters and absences over time; all questions are asked as of a moment."""

    persons: Mapping[int, Person]
    posts: tuple[Post, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    absences: tuple[Absence, ...] = ()
    departments: Mapping[int, Department] = field(default_factory=dict)

    def active(self, person_id: int, at: datetime) -> bool:
        """Return whether that person exists and is with the company at ``at``."""
        person = self.persons.get(person_id)
        return person is not None and person.active(at)

    def posts_of(self, person_id: int, at: datetime) -> Iterator[Post]:
        """Yield the posts that an active person holds at ``at``."""
        if self.active(person_id, at):
            yield from (p for p in self.posts if p.person_id == person_id and p.running(at))

    def roles(self, person_id: int, at: datetime) -> frozenset[Role]:
        """Return the roles of a person at ``at``; every active person is at least an employee."""
        if not self.active(person_id, at):
            return frozenset()
        return frozenset({Role.EMPLOYEE, *(p.role for p in self.posts_of(person_id, at))})

    def holds(self, person_id: int, role: Role, at: datetime) -> bool:
        """Return whether the person holds ``role`` at ``at``."""
        return role in self.roles(person_id, at)

    def holders(self, role: Role, at: datetime, department_id: int | None = None) -> tuple[Person, ...]:
        """Return who holds ``role`` at ``at``, for ``department_id`` where one is given, in order of id."""
        ids = {
            p.person_id
            for p in self.posts
            if p.role is role
            and p.running(at)
            and (department_id is None or p.department_id == department_id)
            and self.active(p.person_id, at)
        }
        return tuple(self.persons[i] for i in sorted(ids))

    def departments_of(self, person_id: int, role: Role, at: datetime) -> frozenset[int]:
        """Return the departments for which the person holds ``role`` at ``at``."""
        return frozenset(
            p.department_id for p in self.posts_of(person_id, at) if p.role is role and p.department_id is not None
        )

    def gm_away(self, at: datetime) -> bool:
        """Return whether a GM is recorded as away on business at ``at`` (6.7.3)."""
        return any(a.running(at) and self.holds(a.person_id, Role.GM, at) for a in self.absences)
