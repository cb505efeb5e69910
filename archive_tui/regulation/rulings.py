"""A ruling: what the regulation says of one act, with every clause for and against, who could sign, and what now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.levels import Kind

Fact = str | int | datetime | None


class Decision(StrEnum):
    """What a ruling comes to."""

    ALLOWED = "allowed"
    NEEDS_SIGN_OFF = "needs_sign_off"
    REFUSED = "refused"


class Capacity(StrEnum):
    """In what capacity a person signs."""

    GM = "gm"
    DEPUTY_IN_CHARGE = "deputy_in_charge"
    DELEGATE = "delegate"
    MANAGER = "manager"
    OFFICE_DIRECTOR = "office_director"


class Stage(StrEnum):
    """Which signature: the manager's form, the GM office's decision (6.7.2), or the secret approval (6.7.3)."""

    MANAGER = "manager"
    OFFICE = "office"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that speaks for (``holds``) or against; ``code`` and ``facts`` become words in ``wording``."""

    article: str
    holds: bool
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone who could sign now; ``letter`` is the letter's number and ``until`` its end for a delegate."""

    person_id: int
    login: str
    name: str
    by: Capacity
    letter: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The regulation's word on one act.

    ``kind`` is what was asked; ``most`` the most that the level ever allows; ``stage`` the signature that is
    missing next; ``signers`` who could give it now; ``way_forward`` the codes of the lawful ways on; ``uses`` the
    sign-offs that an allowed act uses up; ``due_at`` when it would be due back.
    """

    decision: Decision
    kind: Kind
    most: Kind
    clauses: tuple[Clause, ...]
    stage: Stage | None = None
    signers: tuple[Signer, ...] = ()
    way_forward: tuple[str, ...] = ()
    uses: tuple[int, ...] = ()
    due_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def allowed(self) -> bool:
        """Return whether the act may be done now."""
        return self.decision is Decision.ALLOWED

    @property
    def against(self) -> tuple[Clause, ...]:
        """Return the clauses that speak against."""
        return tuple(c for c in self.clauses if not c.holds)


def refusal(*clauses: Clause, way_forward: tuple[str, ...] = ()) -> Ruling:
    """Return a refusal of an act that is no lending: a role that is missing, a state that stands in the way."""
    return Ruling(Decision.REFUSED, Kind.NONE, Kind.NONE, clauses, way_forward=way_forward)


def permission(*clauses: Clause) -> Ruling:
    """Return the ruling on an act that is no lending and may be done."""
    return Ruling(Decision.ALLOWED, Kind.NONE, Kind.NONE, clauses)
