"""Departments and people that come in from a file: what must be known to check it, and one act that takes them in.

People come in as plain employees; the roles that a file proposes wait for the GM (``proposals``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from archive_tui.regulation import short_codes
from archive_tui.regulation.people import Department, Person, Role
from archive_tui.regulation.permissions import Act
from archive_tui.services import office
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.intake import Intake, intake_of
from archive_tui.services.proposals import given_roles, propose_roles
from archive_tui.services.staff import correct_person
from archive_tui.store import roster_rows, search


@dataclass(frozen=True)
class Known:
    """Who and what is there before a file comes in: people by login, departments, whose each card is.

    ``given``: the roles, each whose and for which department, that are held or wait for the GM already.
    """

    intake: Intake
    persons: Mapping[str, Person]
    cards: Mapping[str, str]
    at: datetime
    given: frozenset[tuple[int, Role, int | None]] = frozenset()

    def department(self, word: str) -> Department | None:
        """Return a department by its three letters or its name."""
        return self.intake.department(word)

    def card_holder(self, card: str) -> str | None:
        """Return the login of whose card that is, None for nobody's."""
        return self.cards.get(card_key(card))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a file says: ``card`` empty for the label's own code, roles each with its department, if it has one.

    ``person`` is who is there already under that login.
    """

    login: str
    name: str
    department_id: int | None
    card: str
    roles: tuple[tuple[Role, int | None], ...]
    person: Person | None = None

    @property
    def corrects(self) -> bool:
        """Return whether it says something else of somebody who is there already."""
        there = self.person
        return there is not None and (self.department_id, self.card or there.card) != (there.department_id, there.card)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: people or departments added and corrected, and roles that now wait for the GM."""

    added: int
    updated: int = 0
    proposed: int = 0


def begin_intake(archive: Archive, actor: Actor, act: str, count: int) -> Outcome[Known]:
    """Return what rows are checked against, if the actor keeps the staff list; a refusal of ``act`` is recorded."""
    with archive.look(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if ruling.allowed:
            persons = {person.login: person for person in txn.roster.persons.values()}
            cards = {card_key(person.card): person.login for person in persons.values()}
            return Outcome(ruling, Known(intake_of(txn), persons, cards, txn.now.utc, given_roles(txn)))
    with archive.act(actor) as txn:
        return txn.refuse(act, ruling, count=count)


def take_in_people(archive: Archive, actor: Actor, rows: Sequence[PersonRow]) -> Outcome[TakenIn]:
    """Take people in, correct those who are there, and propose roles, all in one act or nothing.

    Raises NotThere and BadInput for what was taken or changed since the rows were checked.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("staff_add", ruling, count=len(rows))
        ids = {
            row.login: row.person.id if row.person else office.add_person(txn, row.login, row.name, row.department_id)
            for row in rows
        }
        roster = roster_rows.load_roster(txn.store)
        persons = dict(roster.persons)
        for row in rows:
            person = persons[ids[row.login]]
            card = row.card or person.card
            if (row.department_id, card) != (person.department_id, person.card):
                correct_person(txn, person.id, row.name, row.department_id, card, replace(roster, persons=persons))
                persons[person.id] = replace(person, department_id=row.department_id, card=card)
        proposed = propose_roles(txn, [(ids[row.login], *role) for row in rows for role in row.roles])
        added = sum(1 for row in rows if row.person is None)
        return Outcome(ruling, TakenIn(added, sum(1 for row in rows if row.corrects), proposed))


def take_in_departments(archive: Archive, actor: Actor, rows: Sequence[tuple[str, str]]) -> Outcome[TakenIn]:
    """Add departments, each its letters and its name, in one act; raises BadInput for letters taken since."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("department", ruling, count=len(rows))
        for code, name in rows:
            office.add_department(txn, code, name)
        return Outcome(ruling, TakenIn(len(rows)))


def learn_readings() -> None:
    """Have what pinyin needs read in before an act begins: it takes a moment, and nobody should wait for it."""
    search.readings("字")


def card_key(card: str) -> str:
    """Return a card's code as it is compared: case, width and separators don't matter."""
    return search.fold(card)


def reads_as_label(card: str) -> bool:
    """Return whether a card's code would be read at the desk as an item's label, a form, or somebody's own label."""
    try:
        return short_codes.read(card) is not None or not card_key(card)
    except short_codes.BadCheckDigit:
        return True
