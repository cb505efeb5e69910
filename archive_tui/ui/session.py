"""The way from a screen to the archive: one thread that reads, one that acts, each with a connection of its own.

The screens await; the database is never touched on the loop. Reading waits for no act, and an act that has begun is
done even if the screen that asked for it has gone.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from archive_tui.clock import Clock
from archive_tui.services.archive import Actor, Archive, StoreFault
from archive_tui.services.seat import Seat, seat

P = ParamSpec("P")
T = TypeVar("T")

#: How often other sessions' commits are looked for: they are to be seen within a second.
WATCH_EVERY = 0.4


class Session:
    """One person at one archive: ``path``, ``actor``, ``clock``, and ``seat`` (who that is and what it may do)."""

    def __init__(self, path: Path, actor: Actor, clock: Clock) -> None:
        """Open the archive for reading, on the thread that reads; raises the store's faults."""
        self.path, self.actor, self.clock = path, actor, clock
        #: What the last form of a new item held: the next one begins with what stays the same.
        self.last_form: dict[str, str] = {}
        self._apart: list[_Lane] = []
        self._reading = _Lane("reads", lambda: Archive.open(path, clock, read_only=True))
        # The first act may come late: by then another file may stand under that name.
        self._acting = _Lane("acts", lambda: Archive.open(path, clock, file_id=self._file_id))
        try:
            self._file_id = self._reading.submit(_file_id, actor).result()
            self.seat: Seat = self._reading.submit(seat, actor).result()
        except BaseException:
            self.close()
            raise

    async def look(self, fn: Callable[Concatenate[Archive, Actor, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Return what ``fn(archive, actor, ...)`` reads; cancelled before its turn, it is never asked."""
        return await asyncio.wrap_future(self._reading.submit(fn, self.actor, *args, **named))

    async def act(self, fn: Callable[Concatenate[Archive, Actor, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Return what the act ``fn(archive, actor, ...)`` came to; it is done whether or not anybody still waits."""
        return await asyncio.shield(asyncio.wrap_future(self._acting.submit(fn, self.actor, *args, **named)))

    async def apart(self, fn: Callable[Concatenate[Archive, Actor, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Return what long work came to, on a thread and a connection of its own: looks and acts go on beside it.

        It is waited for when the session ends; whoever began it has it stop.
        """
        lane = _Lane("apart", lambda: Archive.open(self.path, self.clock, file_id=self._file_id))
        self._apart.append(lane)
        found = lane.submit(fn, self.actor, *args, **named)
        lane.close(wait=False)
        return await asyncio.shield(asyncio.wrap_future(found))

    async def changes(self) -> AsyncIterator[StoreFault | None]:
        """Yield None each time anybody has committed, this session too, and a fault each time one begins."""
        seen: int | None = None
        faulty = False
        while True:
            try:
                found = await self.look(_version)
                if seen is not None and (found != seen or faulty):
                    yield None
                seen, faulty = found, False
            except StoreFault as fault:
                if not faulty:
                    yield fault
                faulty = True
            await asyncio.sleep(WATCH_EVERY)

    async def sit_down_again(self) -> Seat:
        """Read anew who sits here: roles, settings and language may have changed."""
        self.seat = await self.look(seat)
        return self.seat

    def close(self) -> None:
        """Finish the act that runs, if any, and close all connections."""
        for lane in self._apart:
            lane.close()
        self._acting.close()
        self._reading.close()


class _Lane:
    """A thread with a connection of its own, opened by the first call and closed by ``close``."""

    def __init__(self, name: str, opening: Callable[[], Archive]) -> None:
        self._opening = opening
        self._archive: Archive | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    def submit(
        self, fn: Callable[Concatenate[Archive, Actor, P], T], actor: Actor, *args: P.args, **named: P.kwargs
    ) -> Future[T]:
        return self._thread.submit(lambda: fn(self._open(), actor, *args, **named))

    def _open(self) -> Archive:
        if self._archive is None:
            self._archive = self._opening()
        return self._archive

    def close(self, *, wait: bool = True) -> None:
        with contextlib.suppress(RuntimeError):  # closed already
            self._thread.submit(self._shut)
        self._thread.shutdown(wait=wait, cancel_futures=False)

    def _shut(self) -> None:
        if self._archive is not None:
            self._archive.close()
            self._archive = None


def _file_id(archive: Archive, actor: Actor) -> tuple[int, int]:
    return archive.file_id


def _version(archive: Archive, actor: Actor) -> int:
    return archive.version()
