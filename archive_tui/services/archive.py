"""An open archive as the services see it: the store, the clock, and the frame of one act.

Every act runs in one write transaction that takes the write lock first, so that no decision can be overtaken: it
reads, asks the regulation, and writes the facts and the trail entry together, or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from archive_tui.clock import Clock
from archive_tui.regulation.moments import Moment
from archive_tui.regulation.people import Roster
from archive_tui.regulation.permissions import CLIENT_ACTS, Act, may
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.regulation.settings import Settings
from archive_tui.store import keys, roster_rows, trail_rows
from archive_tui.store.door import Store, open_archive
from archive_tui.store.faults import StoreFault as StoreFault
from archive_tui.store.times import seconds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and by what way: the desk, the command line, an SSH key with its fingerprint."""

    person_id: int
    via: str = "desk"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of an act: the ruling, and what was done where it was allowed (None where not)."""

    ruling: Ruling
    done: T | None = None


class NotThere(LookupError):
    """A person, item, application, loan or incident that was named and isn't there; ``what`` and ``name`` say which."""

    def __init__(self, what: str, name: str) -> None:
        """Keep what kind of thing was looked for, and its name as it was given."""
        super().__init__(f"{what} {name}")
        self.what = what
        self.name = name


class BadInput(ValueError):
    """A value that can't be: ``code`` says what is wrong, ``facts`` with what (words in ``wording``)."""

    def __init__(self, code: str, /, **facts: str | int) -> None:
        """Keep the code and the facts of the sentence."""
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Transaction:
    """One act under way: the moment it happens at, who is who, the settings, and the trail to write to."""

    store: Store
    actor: Actor
    now: Moment
    roster: Roster
    settings: Settings
    recorded: int | None = field(default=None)

    @property
    def seq(self) -> int:
        """Return the number that the next trail entry gets."""
        return trail_rows.next_seq(self.store)

    @property
    def seconds(self) -> int:
        """Return the moment of the act in UTC seconds, as it is stored."""
        return seconds(self.now.utc)

    def record(self, act: str, **facts: Any) -> int:
        """Append the act to the trail and return the entry's number."""
        body = {"act": act, "at": self.seconds, "by": self.actor.person_id, "via": self.actor.via, **facts}
        if self.actor.key is not None:
            body["key"] = self.actor.key
        self.recorded = trail_rows.append(self.store, self.seconds, body)
        return self.recorded

    def may(self, act: Act, department_id: int | None = None, subject_id: int | None = None) -> Ruling:
        """Return whether the actor may do ``act``, by the one table of who may do what."""
        at = self.now.utc
        if may(self.roster, self.actor.person_id, act, at, department_id, subject_id):
            return permission()
        return refusal(Clause("5.3" if act in CLIENT_ACTS else "6.3", False, "may_not", {"act": act.value}))

    def refuse(self, act: str, ruling: Ruling, **facts: Any) -> Outcome[Any]:
        """Record that an act was refused, with the clauses against it, and return that outcome."""
        clauses = [f"{c.article} {c.code}" for c in ruling.against]
        self.record("refused", of=act, decision=ruling.decision.value, clauses=clauses, **facts)
        return Outcome(ruling)


class Archive:
    """An open archive: ``store`` (one connection, used by one thread at a time) and ``clock``."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Take an open store and the clock to go by."""
        self.store = store
        self.clock = clock

    @classmethod
    def open(
        cls, path: Path, clock: Clock, *, read_only: bool = False, file_id: tuple[int, int] | None = None
    ) -> Archive:
        """Open the archive at ``path``, with ``file_id`` that very file and no other; raises the store's faults."""
        return cls(open_archive(path, read_only=read_only, file_id=file_id), clock)

    @property
    def file_id(self) -> tuple[int, int]:
        """Return which file this is, whatever stands under its name by now."""
        return self.store.file_id

    @property
    def path(self) -> Path:
        """Return where the archive's file is."""
        return self.store.path

    def version(self) -> int:
        """Return a number that changes whenever another connection has committed; raises StoreFault."""
        return self.store.version()

    @property
    def is_demo(self) -> bool:
        """Return whether this is a demo archive."""
        return self.store.meta().get("demo") == "yes"

    def close(self) -> None:
        """Close the connection."""
        self.store.close()

    @contextmanager
    def act(self, actor: Actor) -> Iterator[Transaction]:
        """Open the one write transaction of an act; whatever is raised inside undoes all of it."""
        with self.store.write():
            yield Transaction(
                self.store, actor, self.clock.now(), roster_rows.load_roster(self.store),
                roster_rows.load_settings(self.store),
            )  # fmt: skip

    @contextmanager
    def look(self, actor: Actor) -> Iterator[Transaction]:
        """Open one consistent view for reading, with the same frame as an act; nothing may be recorded in it."""
        with self.store.read():
            yield Transaction(
                self.store, actor, self.clock.now(), roster_rows.load_roster(self.store),
                roster_rows.load_settings(self.store),
            )  # fmt: skip


def remember(txn: Transaction, key: str | None, result: Mapping[str, Any]) -> None:
    """Keep the outcome of a done act under the caller's key, in the same transaction."""
    if key is not None and txn.recorded is not None:
        keys.put(txn.store, _own(txn, key), txn.recorded, json.dumps(result, sort_keys=True))


def remembered(txn: Transaction, key: str | None) -> dict[str, Any] | None:
    """Return what an act that was already done under that key came to, or None."""
    text = keys.get(txn.store, _own(txn, key)) if key is not None else None
    return None if text is None else dict(json.loads(text))


def _own(txn: Transaction, key: str) -> str:
    """Return a key as it is kept: the same key of somebody else is another, and tells nothing of what they did."""
    return f"{txn.actor.person_id}/{key}"
