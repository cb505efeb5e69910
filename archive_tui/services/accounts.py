"""Which operating-system account is which person: how a second person comes in on a real archive (trust.md)."""

from __future__ import annotations

import unicodedata

from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome
from archive_tui.store import office_rows, roster_rows


def uid_of(account: str) -> int:
    """Return the number of an OS account that is named or numbered; raises BadInput where this machine has none."""
    import pwd

    typed = unicodedata.normalize("NFKC", account).strip()
    try:
        entry = pwd.getpwuid(int(typed)) if typed.isdecimal() else pwd.getpwnam(typed)
    except (KeyError, ValueError, OverflowError):
        raise BadInput("account", account=account) from None
    return entry.pw_uid


def account_name(uid: int) -> str:
    """Return an OS account's name, or its number where this machine has none of that number."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def bind_account(archive: Archive, actor: Actor, uid: int, login: str, pin: str) -> Outcome[int]:
    """Bind an OS account to the person whose PIN is given; return the person's id. Raises PinRefused, BadInput.

    Whoever comes in by that account acts as that person: so the person says yes to it, by the PIN.
    """
    person_id = pins.prove(archive, actor, login, pin)
    with archive.act(actor) as txn:
        ruling = txn.may(Act.STAFF)
        if not ruling.allowed:
            return txn.refuse("os_account", ruling, about=[person_id], uid=uid)
        bound = roster_rows.person_of_uid(txn.store, uid)
        if bound is not None:
            raise BadInput("account_there", account=account_name(uid), name=txn.roster.persons[bound].name)
        roster_rows.bind_uid(txn.store, uid, person_id)
        txn.record("os_account", about=[person_id], uid=uid)
        return Outcome(ruling, person_id)


def unbind_account(archive: Archive, actor: Actor, uid: int) -> Outcome[None]:
    """Take an OS account from the person it is bound to, who is not oneself. Raises NotThere."""
    with archive.act(actor) as txn:
        bound = roster_rows.person_of_uid(txn.store, uid)
        if bound is None:
            raise NotThere("account", account_name(uid))
        ruling = txn.may(Act.STAFF)
        if ruling.allowed and bound == actor.person_id:
            ruling = refusal(Clause("6.3", False, "own_account"))
        if not ruling.allowed:
            return txn.refuse("os_account_end", ruling, about=[bound], uid=uid)
        office_rows.unbind_uid(txn.store, uid)
        txn.record("os_account_end", about=[bound], uid=uid)
        return Outcome(ruling)
