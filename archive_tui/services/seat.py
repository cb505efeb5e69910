"""Who sits here: what the frame of every screen needs to know of the actor and the archive."""

from __future__ import annotations

from dataclasses import dataclass

from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import TABLE, Act, may_at_all
from archive_tui.regulation.settings import Settings
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.identity import NotOnStaff


@dataclass(frozen=True, slots=True)
class Seat:
    """The person at this terminal, what that person may do in some scope, the settings, and whose archive it is.

    ``roles`` are in the order of ``Role``, employee only where alone; ``language`` is None for the locale's.
    """

    person_id: int
    login: str
    name: str
    roles: tuple[Role, ...]
    acts: frozenset[Act]
    language: str | None
    settings: Settings
    company: str
    demo: bool


def seat(archive: Archive, actor: Actor) -> Seat:
    """Return who sits here, as of now; raises NotOnStaff for who has left."""
    with archive.look(actor) as txn:
        person, at = txn.roster.persons[actor.person_id], txn.now.utc
        if not person.active(at):
            raise NotOnStaff("left", person.name)
        held = txn.roster.roles(person.id, at)
        roles = tuple(role for role in Role if role in held and (role is not Role.EMPLOYEE or len(held) == 1))
        acts = frozenset(act for act in TABLE if may_at_all(txn.roster, person.id, act, at))
        meta = txn.store.meta()
        return Seat(
            person.id, person.login, person.name, roles, acts, person.language, txn.settings,
            meta.get("company", ""), meta.get("demo") == "yes",
        )  # fmt: skip
