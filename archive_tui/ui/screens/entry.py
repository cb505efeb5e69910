"""One entry of the trail: who, when, what in words, every fact of the body, and the hash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services import trail_view
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.trail_view import EntryShown, Wanted
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.wording import _
from archive_tui.wording.times import moment_text
from archive_tui.wording.trail import act_word, entry_text


class EntryScreen(WorkScreen):
    """The entry at ``index`` of ``count`` that met the filter; Up and Down go through them."""

    SCREEN: ClassVar[str] = "entry"
    BINDINGS = bindings_of(SCREEN)
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, wanted: Wanted, index: int, count: int) -> None:
        """Take the filter of the list that it was chosen in, and its place there."""
        super().__init__()
        self._wanted, self._index, self._count = wanted, index, count
        self._entry: EntryShown | None = None

    def body(self) -> ComposeResult:
        """Yield the lines."""
        lines = Lines()
        lines.styles.height = "1fr"
        yield lines

    async def load(self) -> None:
        """Fetch the entry; those that came since have moved it down by as many."""
        count, entry = await self.session.look(_entry_at, self._wanted, self._index, self._count)
        self._index, self._count = self._index + count - self._count, count
        self._entry = entry
        self.query_one(Lines).show(self._compose_lines)

    def place(self) -> str:
        """Return which entry it is."""
        return super().place() if self._entry is None else f"{super().place()} {self._entry.seq}"

    def why_not(self, verb: str) -> str | None:
        """Say where there is nothing newer or older."""
        if verb == "newer" and self._index == 0:
            return _("This is the newest one.")
        if verb == "older" and self._index >= self._count - 1:
            return _("This is the oldest one.")
        return None

    def do_back(self) -> None:
        """Go back to the list."""
        self.dismiss()

    async def do_newer(self) -> None:
        """Show the entry after this one."""
        await self._go(-1)

    async def do_older(self) -> None:
        """Show the entry before this one."""
        await self._go(1)

    async def _go(self, step: int) -> None:
        self._index += step
        self.note("")  # that there was nothing newer is no longer so
        await self.load()
        self.show_frame()

    def _compose_lines(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        return [Content(""), *fact_lines(list(self._facts()), width)] if self._entry is not None else []

    def _facts(self) -> Iterator[tuple[str, str]]:
        entry = self._entry
        assert entry is not None
        yield _("When"), _("{at} ({zone})").format(at=moment_text(entry.at), zone=self.session.seat.settings.zone)
        yield _("Who"), entry.actor or _("nobody yet: the founding")
        yield _("Act"), act_word(entry.act)
        yield _("What"), entry_text(entry)
        yield "", ""
        yield _("As it was hashed"), ""
        for name, value in sorted(entry.facts.items()):
            yield f"  {name}", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield "", ""
        yield _("Hash"), entry.hash


def _entry_at(
    archive: Archive, actor: Actor, wanted: Wanted, index: int, counted: int
) -> tuple[int, EntryShown | None]:
    count = trail_view.count_entries(archive, actor, wanted)
    found = trail_view.page_entries(archive, actor, wanted, index + count - counted, 1)
    return count, found[0] if found else None
