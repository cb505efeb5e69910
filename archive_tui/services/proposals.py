"""Roles that a staff file proposes: they wait for one sign-off of the GM over the whole list (commands.md, import)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.office import gm_signs
from archive_tui.services.shown import department_of, name_of
from archive_tui.store import office_rows, roster_rows
from archive_tui.store.office_rows import ProposalRecord

#: A proposed role: whose, which, and for which department where the role has one.
Proposed = tuple[int, Role, int | None]


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposed role that waits for the GM: for whom, and who brought it in."""

    id: int
    person_id: int
    name: str
    login: str
    role: Role
    department: str
    by: str
    at: datetime


def given_roles(txn: Transaction) -> frozenset[Proposed]:
    """Return the roles that are held now or wait for the GM: none of them is proposed again."""
    waiting = {(p.person_id, p.role, p.department_id) for p in office_rows.open_proposals(txn.store)}
    roster = roster_rows.load_roster(txn.store)
    held = {(p.person_id, p.role, p.department_id) for p in roster.posts if p.running(txn.now.utc)}
    return frozenset(waiting | held)


def propose_roles(txn: Transaction, proposed: Iterable[Proposed]) -> int:
    """Put roles on the list that waits for the GM, within a running act that may keep the staff list.

    What is held or proposed already is left out, and so is the employee, who everybody is. Returns how many are new.
    Raises NotThere, BadInput (a manager without a department).
    """
    given = set(given_roles(txn))
    roster = roster_rows.load_roster(txn.store)  # people may have come in by this very act
    new: list[list[int | str | None]] = []
    for person_id, role, department_id in proposed:
        if person_id not in roster.persons:
            raise NotThere("person", str(person_id))
        if department_id is not None and department_id not in roster.departments:
            raise NotThere("department", str(department_id))
        if role is Role.MANAGER and department_id is None:
            raise BadInput("manager_of_what")
        asked = (person_id, role, department_id)
        if role is Role.EMPLOYEE or asked in given:
            continue
        given.add(asked)
        proposal_id = office_rows.add_proposal(
            txn.store, person_id, role, department_id, txn.actor.person_id, txn.seconds
        )
        new.append([proposal_id, person_id, role.value, department_id])
    if new:
        txn.record("propose_roles", about=sorted({int(one[1] or 0) for one in new}), proposed=new, count=len(new))
    return len(new)


def proposals(archive: Archive, actor: Actor) -> tuple[ProposalShown, ...]:
    """Return the roles that wait for the GM; none for who may not keep the staff list."""
    with archive.look(actor) as txn:
        if not txn.may(Act.STAFF).allowed:
            return ()
        return tuple(
            ProposalShown(
                p.id, p.person_id, name_of(txn, p.person_id), txn.roster.persons[p.person_id].login, p.role,
                department_of(txn, p.department_id), name_of(txn, p.by), p.at,
            )
            for p in office_rows.open_proposals(txn.store)
        )  # fmt: skip


def decide_roles(
    archive: Archive, actor: Actor, approve: bool, login: str, pin: str, *, seen: Sequence[int] | None = None
) -> Outcome[int]:
    """Give all proposed roles, or none of them, by one signature of the GM; return how many roles were given.

    ``seen``: the ids of the list as the GM had it on the screen; nothing is decided on a list that has changed since.
    Raises PinRefused, BadInput (nothing proposed, another list than the one seen).
    """
    signer_id = pins.prove(archive, actor, login, pin)
    with archive.act(actor) as txn:
        waiting = office_rows.open_proposals(txn.store)
        if not waiting:
            raise BadInput("nothing_proposed")
        if seen is not None and sorted(seen) != [p.id for p in waiting]:
            raise BadInput("list_changed")
        ruling = gm_signs(txn, signer_id, Act.APPOINT)
        if not ruling.allowed:
            return txn.refuse("decide_roles", ruling, about=[signer_id])
        return Outcome(ruling, _decide(txn, waiting, approve, signer_id))


def _decide(txn: Transaction, waiting: Sequence[ProposalRecord], approve: bool, signer_id: int) -> int:
    ids = [p.id for p in waiting]
    office_rows.decide_proposals(txn.store, ids, approve, signer_id, txn.seconds)
    # Who has left meanwhile gets nothing, and nobody holds the same role twice.
    given = [p for p in waiting if approve and _can_hold(txn, p)]
    for p in given:
        roster_rows.add_post(txn.store, p.person_id, p.role, p.department_id, txn.seconds, None)
    txn.record(
        "decide_roles", about=sorted({signer_id, *(p.person_id for p in waiting)}), signer=signer_id, approve=approve,
        proposals=ids, count=len(given), posts=[[p.person_id, p.role.value, p.department_id] for p in given],
    )  # fmt: skip
    return len(given)


def _can_hold(txn: Transaction, p: ProposalRecord) -> bool:
    at = txn.now.utc
    held = any(
        post.role is p.role and post.department_id == p.department_id for post in txn.roster.posts_of(p.person_id, at)
    )
    return txn.roster.active(p.person_id, at) and not held
