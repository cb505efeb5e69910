"""PINs: set with a one-time code, changed by oneself, proved at every sign-off (trust.md, Who you are)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from archive_tui.regulation.people import Person, Role
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Capacity, Clause, Signer, permission, refusal
from archive_tui.services import pin_hash
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.store import credential_rows

ONE_TIME_TERM = timedelta(days=7)


class PinRefused(Exception):
    """A PIN that was not accepted: ``code`` is wrong, waiting, locked, unset or unknown; ``seconds`` to wait."""

    def __init__(self, code: str, *, tries_left: int = 0, seconds: int = 0) -> None:
        """Keep why, how many tries are left before the lock, and how long to wait."""
        super().__init__(code)
        self.code = code
        self.tries_left = tries_left
        self.seconds = seconds


def pepper_path(archive: Path) -> Path:
    """Return where an archive's pepper is kept: a 0600 file beside it, never in the database."""
    return archive.with_name(archive.name + ".pepper")


def prove(archive: Archive, actor: Actor, login: str, pin: str) -> int:
    """Check somebody's PIN and return the person's id; raises PinRefused.

    The try is paid for, on disk, before the PIN is looked at; an unknown name costs the same time as a known one.
    """
    return _proved(archive, actor, login, pin)[0]


def _proved(archive: Archive, actor: Actor, login: str, pin: str) -> tuple[int, str]:
    """Check somebody's PIN as ``prove`` does; return the person's id and the hash that it was checked by."""
    person_id, stands = _pay(archive, actor, login, lambda stands, _now: stands.pin_hash is not None)
    known = stands.pin_hash if stands is not None else None
    right = pin_hash.check_pin(known or pin_hash.DUMMY_HASH, pin, pin_hash.read_pepper(pepper_path(archive.path)))
    if person_id is None or stands is None:
        raise PinRefused("unknown")
    if known is None:
        raise PinRefused("unset")
    _settle(archive, actor, person_id, right, "pin")
    return person_id, known


def set_pin(archive: Archive, actor: Actor, login: str, one_time_code: str, new_pin: str) -> int:
    """Set a PIN with the one-time code that was issued for it; return the person's id.

    Raises BadInput for a PIN that is too easy, PinRefused for a code that is wrong, used or expired.
    """
    _check_new(new_pin)
    person_id, stands = _pay(archive, actor, login, _has_code)
    pepper = pin_hash.read_pepper(pepper_path(archive.path))
    known = stands.one_time_hash if stands is not None else None
    code = pin_hash.fold_code(one_time_code)
    right = pin_hash.check_pin(known or pin_hash.DUMMY_HASH, code, pepper)
    if person_id is None or stands is None or known is None:
        raise PinRefused("unknown" if person_id is None else "no_code")
    if (stands.one_time_until or 0) < int(archive.clock.now().utc.timestamp()):
        raise PinRefused("code_expired")
    _settle(archive, actor, person_id, right, "one_time_code")
    hashed = pin_hash.hash_pin(new_pin, pepper)
    with archive.act(Actor(person_id, actor.via, actor.key)) as txn:
        # The code may have been used by a second session while this one was hashing.
        now_stands = credential_rows.credential(txn.store, person_id)
        if now_stands is None or now_stands.one_time_hash != known:
            raise PinRefused("no_code")
        put_pin(txn, person_id, hashed)
    return person_id


def change_pin(archive: Archive, actor: Actor, login: str, old_pin: str, new_pin: str) -> int:
    """Change one's own PIN by the old one; return the person's id. Raises BadInput, PinRefused."""
    _check_new(new_pin)
    person_id, known = _proved(archive, actor, login, old_pin)
    hashed = pin_hash.hash_pin(new_pin, pin_hash.read_pepper(pepper_path(archive.path)))
    with archive.act(Actor(person_id, actor.via, actor.key)) as txn:
        # A one-time code may have been issued meanwhile: then the old PIN counts no more, and changes nothing.
        stands = credential_rows.credential(txn.store, person_id)
        if stands is None or stands.pin_hash != known:
            raise PinRefused("unset")
        put_pin(txn, person_id, hashed)
    return person_id


def issue_code(archive: Archive, actor: Actor, person_id: int, second_id: int | None = None) -> Outcome[str]:
    """Issue a one-time code with which a person sets a (new) PIN; the old PIN stops counting at once.

    Whoever holds a GM's code can sign as the GM: it takes a second person, ``second_id``, who has proved it by the own
    PIN (``issue_code_with``). Raises NotThere.
    """
    code = pin_hash.new_one_time_code()
    hashed = pin_hash.hash_pin(pin_hash.fold_code(code), pin_hash.read_pepper(pepper_path(archive.path)))
    with archive.act(actor) as txn:
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        ruling = txn.may(Act.STAFF)
        if person_id == actor.person_id:
            ruling = refusal(Clause("6.3", False, "own_code"))
        if ruling.allowed and not _enough_for_code(txn, person_id, second_id):
            ruling = refusal(Clause("6.3", False, "gm_code_takes_two"))
        if not ruling.allowed:
            return txn.refuse("one_time_code", ruling, about=[person_id])
        put_code(txn, person_id, hashed, second_id)
        return Outcome(ruling, code)


def issue_code_with(archive: Archive, actor: Actor, person_id: int, login: str, pin: str) -> Outcome[str]:
    """Issue a one-time code together with a second person, who proves it by the own PIN: the GM's takes two.

    Raises NotThere, PinRefused.
    """
    return issue_code(archive, actor, person_id, prove(archive, actor, login, pin))


def seconds_for(archive: Archive, actor: Actor, person_id: int) -> tuple[Signer, ...]:
    """Return who can prove the own PIN as the second person for somebody's code; nobody where none is needed."""
    with archive.look(actor) as txn:
        found = _seconds(txn, person_id)
    return tuple(Signer(p.id, p.login, p.name, Capacity.OFFICE_DIRECTOR) for p in found)


def _seconds(txn: Transaction, person_id: int) -> tuple[Person, ...]:
    """Return who can be the second person for somebody's code: nobody where none is needed.

    For the GM's that is the office director, or where there is none a deputy; a company with neither has nobody else.
    """
    at = txn.now.utc
    if not txn.roster.holds(person_id, Role.GM, at):
        return ()
    for role in (Role.OFFICE_DIRECTOR, Role.DEPUTY):
        others = tuple(p for p in txn.roster.holders(role, at) if p.id not in (person_id, txn.actor.person_id))
        if others:
            return others
    return ()


def _enough_for_code(txn: Transaction, person_id: int, second_id: int | None) -> bool:
    seconds = _seconds(txn, person_id)
    return not seconds or any(second.id == second_id for second in seconds)


def put_pin(txn: Transaction, person_id: int, hashed: str) -> None:
    """Store a PIN's hash for a person within a running act, and record it with a digest by which it is known again."""
    credential_rows.put_pin(txn.store, person_id, hashed)
    txn.record("pin_set", about=[person_id], stands=credential_rows.digest_of(hashed))


def put_code(txn: Transaction, person_id: int, hashed: str, second_id: int | None = None) -> None:
    """Store a one-time code's hash for a person within a running act, and record that it was issued."""
    until = txn.seconds + int(ONE_TIME_TERM.total_seconds())
    credential_rows.put_one_time(txn.store, person_id, hashed, until)
    seconds = [second_id] if second_id is not None else []
    txn.record("one_time_code", about=[person_id, *seconds])


def unlock(archive: Archive, actors: tuple[Actor, ...], person_id: int) -> Outcome[None]:
    """Unlock a PIN that ten wrong tries have locked: another entitled person, never oneself.

    The GM's takes the archivist and the office director together. Raises NotThere.
    """
    with archive.act(actors[0]) as txn:
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        at = txn.now.utc
        roles = {a.person_id: txn.roster.roles(a.person_id, at) for a in actors if a.person_id != person_id}
        if txn.roster.holds(person_id, Role.GM, at):
            # Two people: who is both archivist and office director still needs another beside him.
            enough = any(
                Role.ARCHIVIST in one and Role.OFFICE_DIRECTOR in other
                for a, one in roles.items()
                for b, other in roles.items()
                if a != b
            )
        else:
            enough = any(one & {Role.ARCHIVIST, Role.OFFICE_DIRECTOR, Role.GM} for one in roles.values())
        if not enough or any(a.person_id == person_id for a in actors):
            ruling = refusal(Clause("6.3", False, "may_not_unlock"))
            return txn.refuse("unlock", ruling, about=[person_id])
        credential_rows.clear_tries(txn.store, person_id)
        txn.record("unlock", about=[person_id, *(a.person_id for a in actors)])
        return Outcome(permission())


def unlock_with(archive: Archive, actor: Actor, person_id: int, login: str, pin: str) -> Outcome[None]:
    """Unlock a PIN together with a second person, who proves it by the own PIN: the GM's takes two.

    Raises NotThere, PinRefused.
    """
    second = prove(archive, actor, login, pin)
    return unlock(archive, (actor, Actor(second, actor.via)), person_id)


def _check_new(pin: str) -> None:
    fault = pin_hash.acceptable(pin)
    if fault is not None:
        raise BadInput(f"pin_{fault}")


def _has_code(stands: credential_rows.Credential, now: int) -> bool:
    return stands.one_time_hash is not None and (stands.one_time_until or 0) >= now


def _pay(
    archive: Archive, actor: Actor, login: str, guessable: Callable[[credential_rows.Credential, int], bool]
) -> tuple[int | None, credential_rows.Credential | None]:
    """Pay for one try; where there is nothing to guess at, none is paid: nobody is locked out without a trace."""
    with archive.act(actor) as txn:
        at, now = txn.now.utc, txn.seconds
        person = next((p for p in txn.roster.persons.values() if p.login == login and p.active(at)), None)
        if person is None:
            return None, None
        stands = credential_rows.credential(txn.store, person.id)
        if stands is None or not guessable(stands, now):
            return person.id, stands
        paid = credential_rows.pay_for_try(txn.store, person.id, now)
    if paid is None:
        if stands.locked:
            raise PinRefused("locked")
        raise PinRefused("waiting", seconds=max(1, stands.wait_until - now))
    return person.id, paid


def _settle(archive: Archive, actor: Actor, person_id: int, right: bool, what: str) -> None:
    with archive.act(actor) as txn:
        if right:
            credential_rows.clear_tries(txn.store, person_id)
            return
        stands = credential_rows.credential(txn.store, person_id)
        tries = stands.tries if stands else 0
        txn.record("pin_wrong", about=[person_id], tries=tries, what=what)
        if stands is not None and stands.locked:
            txn.record("pin_locked", about=[person_id])
    if stands is not None and stands.locked:
        raise PinRefused("locked")
    wait = max(0, (stands.wait_until if stands else 0) - int(archive.clock.now().utc.timestamp()))
    left = max(0, credential_rows.LOCKED_AT - tries)
    raise PinRefused("wrong", tries_left=left, seconds=wait)
