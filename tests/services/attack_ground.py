"""The ground of the attack: a copy of the small company, its model, the clocks, and how the two are compared."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from archive_tui.services import care, verifying
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.pins import PinRefused
from tests.services import rows_hold
from tests.services.model import DAY, HOUR, Paper, Post, Room
from tests.world import ITEMS, PEOPLE, START, World, open_copy

T = TypeVar("T")
#: Thousands of commits wait for no disk there; what a crash leaves on a disk is tried by ``test_crashes``.
IN_MEMORY = "/dev/shm"
TIMES = st.sampled_from([1, 60, 600, 600, HOUR, HOUR, 4 * HOUR, 4 * HOUR + 1, 9 * HOUR, DAY, DAY + 1, 14 * DAY + 1])


class Ground(RuleBasedStateMachine):
    """The company, the model, and time; everything that people do is added by those who attack."""

    made: ClassVar[Path]
    ran: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="attack-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
        self.open = ExitStack()
        self.world: World = self.open.enter_context(open_copy(self.made, self.folder))
        self.ids = list(self.world.people.values())
        self.logins = {i: login for login, i in self.world.people.items()}
        self.gm, self.archivist = self.world.people["gm"], self.world.people["archivist"]
        self.room = self._room()
        self.seen = rows_hold.Trail(self.world.archive.store)

    def _room(self) -> Room:
        world, room = self.world, Room(int(START.timestamp()))
        since = room.now - 2000 * DAY
        for login, _, home, roles in PEOPLE:
            person = world.people[login]
            room.homes[person] = world.departments[home]
            room.posts += [Post(person, r.value, world.departments[d] if d else None, since) for r, d in roles]
        for title, home, level, _ in ITEMS:
            room.papers[world.items[title]] = Paper(world.departments[home], level.value)
        self._set_time(room)
        return room

    # --- helpers

    @property
    def archive(self) -> Archive:
        return self.world.archive

    @property
    def desk(self) -> Actor:
        return Actor(self.archivist)

    def _set_time(self, room: Room) -> None:
        now = self.world.clock.now()
        room.now, room.boot = int(now.utc.timestamp()), (now.boot_id, now.boot_ns // 10**9)

    def _draw(self, data: st.DataObject, choices: Sequence[T]) -> T:
        return data.draw(st.sampled_from(choices))

    def _item(self, data: st.DataObject) -> int:
        return self._draw(data, sorted(self.room.papers))

    def _person(self, data: st.DataObject) -> int:
        return self._draw(data, self.ids)

    def _at_desk(self, data: st.DataObject) -> Actor:
        return Actor(self._draw(data, [self.archivist] * 30 + self.ids))

    def _gm_mostly(self, data: st.DataObject) -> int:
        return self._draw(data, [self.gm] * 20 + self.ids)

    def _is_archivist(self, actor: Actor) -> bool:
        return self.room.holds(actor.person_id, "archivist")

    def _did(self, act: str, done: bool) -> None:
        self.ran[f"{act} {'done' if done else 'refused'}"] += 1

    def _agree(self, act: str, wanted: bool, outcome: Outcome[Any]) -> bool:
        """Hold the archive's answer to the model's."""
        told = [f"{c.article} {c.code}" for c in outcome.ruling.against]
        assert outcome.ruling.allowed is wanted, f"{act}: the model says {wanted}, the archive {told}"
        self._did(act, wanted)
        return wanted

    def _with_pin(self, by: int, act: Any) -> Any:
        """Do what takes somebody's PIN; None where that person has left."""
        try:
            outcome = act(self.logins[by])
        except PinRefused as refused:
            assert refused.code == "unknown" and not self.room.active(by)
            return None
        assert self.room.active(by)
        return outcome

    # --- time

    @rule(by=TIMES)
    def time_passes(self, by: int) -> None:
        self._pass(by)

    def _pass(self, by: int) -> None:
        self.world.clock.pass_(timedelta(seconds=by))
        self._set_time(self.room)

    @rule(by=st.sampled_from([-HOUR, -60, 60, HOUR, 5 * HOUR]))
    def somebody_turns_the_wall_clock(self, by: int) -> None:
        self._turn(by)

    def _turn(self, by: int) -> None:
        self.world.clock.turn(timedelta(seconds=by))
        self._set_time(self.room)
        care.note_clock_step(self.archive, self.desk, timedelta(seconds=by))

    @rule()
    def the_machine_is_started_anew(self) -> None:
        clock = self.world.clock
        clock.boot_id, clock.boot_ns = clock.boot_id + "+", 10**9
        self._set_time(self.room)

    @rule()
    def the_program_is_started_anew(self) -> None:
        self.archive.close()
        self.world.archive = Archive.open(self.world.path, self.world.clock)
        self.seen.store = self.world.archive.store

    # --- what must hold

    @invariant()
    def the_rows_hold(self) -> None:
        self.ran["steps"] += 1
        with self.archive.store.read():
            rows_hold.invariants(self.archive.store)
            rows_hold.as_in(self.room, self.archive.store)
            self.seen.only_grew()

    def teardown(self) -> None:
        """Open the archive anew: what was confirmed is there, and the trail tells all of it (invariants 9 and 12)."""
        try:
            self.archive.close()
            self.world.archive = Archive.open(self.world.path, self.world.clock)
            with self.archive.store.read():
                rows_hold.as_in(self.room, self.archive.store)
            found = verifying.verify(self.archive)
            assert found.ok, found.problems
        finally:
            self.open.close()
            shutil.rmtree(self.folder)
