"""Who may sign what, as of a moment (6.7.1 to 6.7.3 and their readings)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Delegation, Roster
from archive_tui.regulation.people import Role as R
from archive_tui.regulation.rulings import Capacity, Signer, Stage
from archive_tui.regulation.settings import ConfidentialBy, InChargeOf, Settings

#: Roles that see to an unclassified paper directly with the archivist (6.7.1).
DIRECT = frozenset({R.GM, R.DEPUTY, R.OFFICE_DIRECTOR})


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be signed: a paper's level and department of origin, who wants it, and how."""

    level: Level
    origin_id: int | None
    borrower_id: int
    kind: Kind = Kind.OUT


def goes_direct(roster: Roster, borrower_id: int, at: datetime) -> bool:
    """Return whether the borrower needs no application for an unclassified paper (6.7.1)."""
    return bool(roster.roles(borrower_id, at) & DIRECT)


def stage_signers(roster: Roster, stage: Stage, matter: Matter, at: datetime, settings: Settings) -> tuple[Signer, ...]:
    """Return everybody who can give the signature of ``stage`` at ``at``, each once, the GM first."""
    found = {Stage.MANAGER: _managers, Stage.OFFICE: _office, Stage.SECRET: _secret}[stage]
    once: dict[int, Signer] = {}
    for signer in found(roster, matter, at, settings):
        once.setdefault(signer.person_id, signer)
    return tuple(once.values())


def capacity_of(
    roster: Roster, person_id: int, stage: Stage, matter: Matter, at: datetime, settings: Settings
) -> Signer | None:
    """Return in what capacity the person can sign, or None if not at all."""
    return next((s for s in stage_signers(roster, stage, matter, at, settings) if s.person_id == person_id), None)


def letters_in_force(roster: Roster, at: datetime, department_id: int | None, level: Level) -> tuple[Delegation, ...]:
    """Return the letters that let their holder sign for the GM now (6.7.3 reading e).

    A letter counts within its period and scope, held by a deputy, while the GM's absence is recorded.
    """
    if not roster.gm_away(at):
        return ()
    return tuple(
        d
        for d in roster.delegations
        if d.running(at) and d.covers(department_id, level) and roster.holds(d.deputy_id, R.DEPUTY, at)
    )


def _signer(roster: Roster, person_id: int, by: Capacity, letter: Delegation | None = None) -> Signer:
    person = roster.persons[person_id]
    if letter is None:
        return Signer(person.id, person.login, person.name, by)
    return Signer(person.id, person.login, person.name, by, letter.number, letter.until)


def _managers(roster: Roster, matter: Matter, at: datetime, _: Settings) -> Iterator[Signer]:
    borrower = roster.persons.get(matter.borrower_id)
    if borrower is None or borrower.department_id is None:
        return
    # A manager makes out his own form (6.7.2 reading): making out is no approval, so the borrower may be among them.
    for person in roster.holders(R.MANAGER, at, borrower.department_id):
        yield _signer(roster, person.id, Capacity.MANAGER)


def _office(roster: Roster, matter: Matter, at: datetime, _: Settings) -> Iterator[Signer]:
    for person in roster.holders(R.GM, at):
        yield _signer(roster, person.id, Capacity.GM)
    for person in roster.holders(R.OFFICE_DIRECTOR, at):
        if person.id != matter.borrower_id:
            yield _signer(roster, person.id, Capacity.OFFICE_DIRECTOR)


def _secret(roster: Roster, matter: Matter, at: datetime, settings: Settings) -> Iterator[Signer]:
    for person in roster.holders(R.GM, at):
        yield _signer(roster, person.id, Capacity.GM)
    gm_only = matter.level is Level.CONFIDENTIAL and settings.confidential_by is ConfidentialBy.GM_ONLY
    if not gm_only:
        for person in roster.holders(R.DEPUTY, at):
            # Nobody approves for himself, save the GM (6.7.3 reading d).
            if person.id != matter.borrower_id and _in_charge(roster, person.id, matter, at, settings):
                yield _signer(roster, person.id, Capacity.DEPUTY_IN_CHARGE)
    if matter.kind is Kind.COPY:
        return  # a letter reaches secret loans and confidential readings, and nothing else (6.7.3 reading e)
    for letter in letters_in_force(roster, at, matter.origin_id, matter.level):
        if letter.deputy_id != matter.borrower_id:
            yield _signer(roster, letter.deputy_id, Capacity.DELEGATE, letter)


def _in_charge(roster: Roster, deputy_id: int, matter: Matter, at: datetime, settings: Settings) -> bool:
    mine = roster.departments_of(deputy_id, R.DEPUTY, at)
    borrower = roster.persons.get(matter.borrower_id)
    of_borrower = borrower is not None and borrower.department_id in mine
    of_origin = matter.origin_id in mine
    match settings.in_charge_of:
        case InChargeOf.ORIGIN:
            return of_origin
        case InChargeOf.BORROWER:
            return of_borrower
        case InChargeOf.BOTH:
            return of_origin and of_borrower
