"""Sitting at a screen in a test: typing, waiting for what should appear, and comparing it with a golden.

``ARCHIVE_TUI_WRITE_GOLDENS=1`` writes the goldens instead; look at their difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from archive_tui import wording
from archive_tui.ui.app import ArchiveApp
from archive_tui.ui.look import Look
from archive_tui.ui.session import Session
from archive_tui.wording.times import install_zone
from tests.world import World

GOLDENS = Path(__file__).parent / "goldens"
#: Both sizes and both languages that every screen is shown in.
SIZES = ((80, 24), (120, 40))
LANGUAGES = (wording.ENGLISH, wording.CHINESE)
_ROUNDS = 400
_WRITE = os.environ.get("ARCHIVE_TUI_WRITE_GOLDENS") == "1"  # read before the tests put on an environment of their own


class Sitting:
    """Somebody at the screens: ``app`` and what can be done and seen there."""

    def __init__(self, app: ArchiveApp, pilot: Pilot[int]) -> None:
        """Take the running app and its pilot."""
        self.app, self.pilot = app, pilot

    def text(self) -> str:
        """Return the screen as plain text, without the spaces at line ends."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(each.text for each in strip).rstrip() for strip in strips)

    def line(self, y: int) -> str:
        """Return one line of the screen; negative counts from the bottom."""
        return self.text().split("\n")[y]

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type text, key by key."""
        await self.pilot.press(*(_KEYS.get(each, each) for each in text))

    async def sees(self, *texts: str) -> str:
        """Wait until the screen holds all of ``texts``; return it."""
        await self.until(lambda: all(text in self.text() for text in texts), f"no {texts} on")
        return self.text()

    async def no_longer_sees(self, text: str) -> None:
        """Wait until ``text`` is gone."""
        await self.until(lambda: text not in self.text(), f"still {text!r} on")

    async def until(self, true: Callable[[], object], why: str = "it never came true:") -> None:
        """Wait for something to come true."""
        for _ in range(_ROUNDS):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"{why}\n{self.text()}")

    async def matches(self, name: str) -> None:
        """Compare the screen with a golden of that name, size and language, as soon as it is like it."""
        width, height = self.app.size
        file = GOLDENS / f"{name}-{width}x{height}-{wording.current_language()}.txt"
        if _WRITE:
            await self.settled()
            file.write_text(self.text() + "\n", encoding="utf-8")
        golden = file.read_text(encoding="utf-8")
        await self.until(lambda: self.text() + "\n" == golden, f"{file.name} differs:")

    async def settled(self) -> None:
        """Wait until the screen has been the same for a while."""
        same, before = 0, ""
        while same < 40:
            await self.pilot.pause(0.01)
            same, before = (same + 1 if self.text() == before else 0), self.text()


_KEYS = {" ": "space", "\n": "enter"}


@asynccontextmanager
async def sitting(
    world: World, login: str = "archivist", start: str = "", *, size: tuple[int, int] = (80, 24),
    language: str = wording.ENGLISH, look: Look | None = None,
) -> AsyncIterator[Sitting]:  # fmt: skip
    """Sit down at the screens of ``world`` as ``login``."""
    wording.install(language)
    session = Session(world.path, world.actor(login), world.clock)
    install_zone(session.seat.settings.tz)
    app = ArchiveApp(session, look or Look(), start=start)
    try:
        async with app.run_test(size=size) as pilot:
            at = Sitting(app, pilot)
            await at.until(lambda: app.counters is not None)
            yield at
    finally:
        session.close()
