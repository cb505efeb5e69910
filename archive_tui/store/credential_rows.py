"""PINs in the database: their hashes, and guesses that are paid for before they are checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from archive_tui.store import tables as t
from archive_tui.store.door import Store

#: The number of tries at which a PIN is locked, and how many are free of waiting.
LOCKED_AT, FREE_TRIES = 10, 3


@dataclass(frozen=True, slots=True)
class Credential:
    """How a person's PIN stands; times in UTC seconds."""

    pin_hash: str | None
    one_time_hash: str | None
    one_time_until: int | None
    tries: int
    wait_until: int

    @property
    def locked(self) -> bool:
        """Return whether the PIN is locked until another entitled person unlocks it."""
        return self.tries >= LOCKED_AT


def credential(store: Store, person_id: int) -> Credential | None:
    """Return how a person's PIN stands, or None where none was ever issued."""
    row = store.db.execute_sql(
        "SELECT pin_hash, one_time_hash, one_time_until, tries, wait_until FROM credential WHERE staff_id = ?",
        (person_id,),
    ).fetchone()
    return None if row is None else Credential(*row)


def pins_set(store: Store) -> dict[int, str | None]:
    """Return the digest of each person's PIN hash, None for who has none: what the trail told when it was set."""
    rows = store.db.execute_sql("SELECT staff_id, pin_hash FROM credential").fetchall()
    return {row[0]: None if row[1] is None else digest_of(row[1]) for row in rows}


def digest_of(pin_hash: str) -> str:
    """Return what stands in the trail for a PIN's hash: enough to know it again, and nothing to guess a PIN by."""
    return hashlib.sha256(pin_hash.encode()).hexdigest()


def pay_for_try(store: Store, person_id: int, now: int) -> Credential | None:
    """Count one more try before it is checked, in one statement, and return how the PIN stands with it.

    Returns None, and counts nothing, while the PIN is locked or its wait is running: parallel guesses can't slip
    through. From the fourth try on each costs twice the wait of the one before, 5 s first.
    """
    row = store.db.execute_sql(
        "UPDATE credential SET tries = tries + 1, wait_until = CASE WHEN tries + 1 <= ? THEN 0"
        " ELSE ? + (5 << (tries - ?)) END WHERE staff_id = ? AND tries < ? AND wait_until <= ?"
        " RETURNING pin_hash, one_time_hash, one_time_until, tries, wait_until",
        (FREE_TRIES, now, FREE_TRIES, person_id, LOCKED_AT, now),
    ).fetchone()
    return None if row is None else Credential(*row)


def clear_tries(store: Store, person_id: int) -> None:
    """Forget the tries: the PIN was right, or another person unlocked it."""
    t.Credential.update(tries=0, wait_until=0).where(t.Credential.staff == person_id).execute(store.db)


def put_pin(store: Store, person_id: int, pin_hash: str) -> None:
    """Store a new PIN's hash; the one-time code that allowed it is used up."""
    t.Credential.update(pin_hash=pin_hash, one_time_hash=None, one_time_until=None, tries=0, wait_until=0).where(
        t.Credential.staff == person_id
    ).execute(store.db)


def put_one_time(store: Store, person_id: int, one_time_hash: str, until: int) -> None:
    """Store the hash of a one-time code that is good until ``until``; a PIN that was set stops counting."""
    t.Credential.insert(
        staff=person_id, one_time_hash=one_time_hash, one_time_until=until
    ).on_conflict(
        conflict_target=[t.Credential.staff],
        update={
            t.Credential.pin_hash: None, t.Credential.one_time_hash: one_time_hash,
            t.Credential.one_time_until: until,
        },
    ).execute(store.db)  # fmt: skip
