"""Letters of delegation and the GM's absences: what lets a deputy sign in the GM's place, and when (6.7.3 e)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.services import office, pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.store import roster_rows
from archive_tui.store.records import seconds


def delegate(
    txn: Transaction,
    deputy_id: int,
    since: datetime,
    until: datetime,
    departments: Iterable[int] | None,
    levels: Iterable[Level],
    number: int | None = None,
    signer: int | None = None,
) -> int:
    """Enter a letter of delegation within a running act; return its number. Raises BadInput.

    Only a deputy may hold one, for secret loans and confidential readings and nothing else (6.7.3 reading e).
    """
    reach = sorted(set(levels), key=lambda level: level.rank)
    if not reach or any(level not in (Level.SECRET, Level.CONFIDENTIAL) for level in reach):
        raise BadInput("letter_scope")
    if until <= since:
        raise BadInput("letter_period")
    scope = None if departments is None else sorted(set(departments))
    if scope is not None and not (scope and txn.roster.departments.keys() >= set(scope)):
        raise BadInput("letter_scope")
    if not txn.roster.holds(deputy_id, Role.DEPUTY, max(since, txn.roster.persons[deputy_id].since)):
        raise BadInput("letter_holder", name=txn.roster.persons[deputy_id].name)
    given = number or roster_rows.next_letter_number(txn.store)
    letter_id = roster_rows.add_delegation(txn.store, given, deputy_id, seconds(since), seconds(until), scope, reach)
    txn.record(
        "delegation", about=[deputy_id], letter=given, letter_id=letter_id, since=seconds(since),
        until=seconds(until), departments=scope, levels=[level.value for level in reach], **office.signed(signer),
    )  # fmt: skip
    return given


def give_letter(
    archive: Archive,
    actor: Actor,
    deputy_id: int,
    since: datetime,
    until: datetime,
    departments: Iterable[int] | None,
    levels: Iterable[Level],
    gm_login: str,
    pin: str,
) -> Outcome[int]:
    """Enter a letter of delegation by the GM's PIN; return its number. Raises NotThere, BadInput, PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        ruling = office.gm_signs(txn, signer_id, Act.APPOINT)
        if deputy_id not in txn.roster.persons:
            raise NotThere("person", str(deputy_id))
        if not ruling.allowed:
            return txn.refuse("delegation", ruling, about=[deputy_id, signer_id])
        return Outcome(ruling, delegate(txn, deputy_id, since, until, departments, levels, signer=signer_id))


def revoke_letter(archive: Archive, actor: Actor, number: int, gm_login: str, pin: str) -> Outcome[None]:
    """Take a letter of delegation back by the GM's PIN. Raises NotThere, PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        letter = next((d for d in txn.roster.delegations if d.number == number), None)
        if letter is None:
            raise NotThere("letter", str(number))
        ruling = office.gm_signs(txn, signer_id, Act.APPOINT)
        if not ruling.allowed:
            return txn.refuse("revoke", ruling, about=[letter.deputy_id, signer_id])
        roster_rows.revoke_delegation(txn.store, letter.id, txn.seconds)
        txn.record("revoke", about=[letter.deputy_id], letter=number, **office.signed(signer_id))
        return Outcome(ruling)


def go_away(txn: Transaction, gm_id: int, since: datetime, until: datetime | None) -> None:
    """Record the GM's absence on business within a running act (6.7.3)."""
    end = seconds(until) if until is not None else None
    roster_rows.add_absence(txn.store, gm_id, seconds(since), end)
    txn.record("absence", about=[gm_id], since=seconds(since), until=end)


def record_absence(
    archive: Archive, actor: Actor, gm_id: int, since: datetime, until: datetime | None
) -> Outcome[None]:
    """Record that the GM is away on business: by the GM, or by the office director or archivist for the GM.

    Raises BadInput.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if ruling.allowed and not txn.roster.holds(gm_id, Role.GM, txn.now.utc):
            raise BadInput("absence_is_gms")
        if until is not None and until <= since:
            raise BadInput("absence_period")
        if not ruling.allowed:
            return txn.refuse("absence", ruling, about=[gm_id])
        go_away(txn, gm_id, since, until)
        return Outcome(ruling)


def come_back(archive: Archive, actor: Actor, gm_id: int) -> Outcome[int]:
    """Record that the GM is back; letters stop counting at once. Return how many absences were ended."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("absence_end", ruling, about=[gm_id])
        ended = roster_rows.end_absences(txn.store, gm_id, txn.seconds)
        txn.record("absence_end", about=[gm_id])
        return Outcome(ruling, ended)
