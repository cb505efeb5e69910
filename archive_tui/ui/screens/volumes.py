"""Volumes (案卷): the list of them, and the card of one with its items; single letters are keys here."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services import volumes
from archive_tui.services.volumes import VolumeCard, VolumeShown
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.item_words import listed
from archive_tui.ui.screens.putting_in import PutInPanel
from archive_tui.ui.screens.register import item_row
from archive_tui.ui.screens.volume_form import EditVolumeScreen, NewVolumeScreen
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines, wrapped
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.names import category_word, retention_word


class VolumesScreen(WorkScreen):
    """All volumes, the newest first."""

    SCREEN: ClassVar[str] = "volumes"
    BINDINGS = bindings_of(SCREEN)

    def body(self) -> ComposeResult:
        """Yield the list."""
        yield RowList(self._columns())

    async def load(self) -> None:
        """Fetch the volumes."""
        found = await self.session.look(volumes.list_volumes)
        rows = self.query_one(RowList)
        rows.set_source(GivenRows([_row(each) for each in found]), rows.cursor_key)

    def speak(self) -> None:
        """Say the frame and the column titles anew."""
        super().speak()
        if self.standing:
            self.query_one(RowList).set_columns(self._columns())
            self.query_one(RowList).set_empty(_("There is no volume yet: n makes one."))

    def on_mount(self) -> None:
        """Say everything, and fetch the rows."""
        super().on_mount()
        self.speak()

    def do_back(self) -> None:
        """Go back to the register."""
        self.dismiss()

    def do_open(self) -> None:
        """Open the card of the volume at the cursor."""
        self.query_one(RowList).choose()

    async def do_new(self) -> None:
        """Make a volume, and open its card."""
        made = await self.app.push_screen_wait(NewVolumeScreen())
        if isinstance(made, int):
            self.app.push_screen(VolumeScreen(made))

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        self.app.push_screen(VolumeScreen(event.key))

    def _columns(self) -> list[Column]:
        return [
            Column("title", lambda: pgettext("column", "Title"), Share()),
            Column("items", lambda: pgettext("column", "Items"), 6),
            Column("place", lambda: pgettext("column", "Place"), 14),
            Column("code", lambda: pgettext("column", "Archival code"), 28),
        ]


class VolumeScreen(WorkScreen):
    """One volume: what it is, and the items in it."""

    SCREEN: ClassVar[str] = "volume"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, volume_id: int) -> None:
        """Take the volume's id."""
        super().__init__()
        self._volume_id = volume_id
        self._card: VolumeCard | None = None

    def body(self) -> ComposeResult:
        """Yield the facts, and the list of items."""
        yield Lines()
        yield RowList(self._columns())

    async def load(self) -> None:
        """Fetch the volume and its items."""
        self._card = await self.session.look(volumes.volume_card, self._volume_id)
        rows = self.query_one(RowList)
        rows.set_source(GivenRows([item_row(each) for each in self._card.items]), rows.cursor_key)
        self._show()

    def speak(self) -> None:
        """Say the frame, the facts and the column titles anew."""
        super().speak()
        if self.standing:
            self.query_one(RowList).set_columns(self._columns())
            self.query_one(RowList).set_empty(_("No item is in this volume yet: k puts some in."))
            self._show()

    def on_mount(self) -> None:
        """Say everything, and fetch the volume."""
        super().on_mount()
        self.speak()

    def why_not(self, verb: str) -> str | None:
        """Say where there is nothing to take out."""
        if verb in ("take", "open") and self._card is not None and not self._card.items:
            return _("No item is in this volume.")
        return None

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    def do_open(self) -> None:
        """Open the card of the item at the cursor."""
        self.query_one(RowList).choose()

    async def do_edit(self) -> None:
        """Correct the volume."""
        if self._card is not None and await self.app.push_screen_wait(EditVolumeScreen(self._card)):
            self.answer(_("Corrected."))

    async def do_put(self) -> None:
        """Put items in, one scan after the other."""
        if self._card is None:
            return
        count = await self.app.push_screen_wait(PutInPanel(self._volume_id, self._card.volume.title))
        if count:
            self.answer(ngettext("{count} item is put in.", "{count} items are put in.", count).format(count=count))

    async def do_take(self) -> None:
        """Take the item at the cursor out."""
        key = self.query_one(RowList).cursor_key
        if not isinstance(key, int):
            return
        outcome = await self.session.act(volumes.take_out, self._volume_id, key)
        if not outcome.ruling.allowed:
            self.refuse_outcome(outcome)
            return
        self.answer(_("Taken out; k puts it in again."))

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        from archive_tui.ui.screens.item_card import ItemCardScreen

        assert isinstance(event.key, int)
        self.app.push_screen(ItemCardScreen(event.key))

    def _show(self) -> None:
        lines = self.query_one(Lines)
        lines.styles.height = len(self._compose_lines(self.size.width, 0, self.own_app.glyphs))
        lines.show(self._compose_lines)

    def _compose_lines(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        if self._card is None:
            return []
        one = self._card.volume
        heading = [Content(" ") + shown(each, "bold") for each in wrapped(one.title, width - 2, 3)]
        filed = [str(one.year), one.department, category_word(one.category), retention_word(one.retention)]
        facts = [
            (_("Archival code"), one.archival_code),
            (_("Filed"), listed(filed)),
            (_("Where"), listed([one.place, _("box {box}").format(box=one.box) if one.box else ""])),
            (_("Remark"), one.remark),
            (pgettext("column", "Items"), str(one.count)),
        ]
        return [*heading, Content(""), *fact_lines([each for each in facts if each[1]], width), Content("")]

    def _columns(self) -> list[Column]:
        from archive_tui.ui.screens.register import item_columns

        return item_columns()


def _row(volume: VolumeShown) -> Row:
    return Row(volume.id, (volume.title, str(volume.count), volume.place, volume.archival_code))
