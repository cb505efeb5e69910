"""Putting items into a volume: one scan after the other, each done at once."""

from __future__ import annotations

import asyncio

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from archive_tui.services import volumes
from archive_tui.services.finding import Meaning, meaning_of
from archive_tui.ui.screens.base import FAULTS, against_text
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.widgets.frame import Kind
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text


class PutInPanel(Panel[int]):
    """Takes labels, codes or pieces of titles; gives back how many items came in."""

    AUTO_FOCUS = "ScanLine"

    def __init__(self, volume_id: int, title: str) -> None:
        """Take the volume."""
        super().__init__(_("Put items in"))
        self._volume_id, self._title, self._count = volume_id, title, 0
        self._turn = asyncio.Lock()

    def body(self) -> ComposeResult:
        """Yield the volume's title and the scan line."""
        yield Static(shown(self._title), id="lines")
        yield ScanLine(_("Item  "), hint=_("label, code or a piece of the title"))

    def action_back(self) -> None:
        """Go back with how many came in."""
        self.dismiss(self._count)

    @on(ScanLine.Submitted)
    def _scanned(self, event: ScanLine.Submitted) -> None:
        if not event.value:
            self.dismiss(self._count)
            return
        self.run_worker(self._put(event.value), group="put")

    async def _put(self, text: str) -> None:
        async with self._turn:  # scans are done in the order in which they came
            await self._put_one(text)

    async def _put_one(self, text: str) -> None:
        session = self.own_app.session
        try:
            found: Meaning = await session.look(meaning_of, text)
            if found.item is None:
                self._not_one(found)
                return
            outcome = await session.act(volumes.put_in, self._volume_id, [found.item.id])
        except FAULTS as fault:
            self.answer(fault_text(fault))
            return
        if outcome.done is None:
            self.answer(against_text(outcome))
            return
        self._count += 1
        self.answer(_("Put in: {label}  {title}").format(label=found.item.label, title=found.item.title), Kind.DONE)

    def _not_one(self, found: Meaning) -> None:
        if found.items:
            names = _(", ").join(f"{each.label} {each.title or ''}" for each in found.items[:3])
            self.answer(_("“{text}” fits several: {names}.").format(text=found.text, names=names))
        else:
            self.answer(_("No item fits “{text}”.").format(text=found.text))
