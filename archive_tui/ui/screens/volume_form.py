"""The forms of a volume: a new one, and a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.services import describing, volumes
from archive_tui.services.item_form import VOLUME_FIELDS, VOLUME_FIXED
from archive_tui.services.volumes import VolumeCard
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.form_screen import FormScreen
from archive_tui.ui.screens.item_fields import Readings, sheet_fields, words_to_read
from archive_tui.ui.widgets.sheet import SheetField


class NewVolumeScreen(FormScreen):
    """Makes one volume and gives back its id, None after Esc."""

    SCREEN: ClassVar[str] = "new_volume"
    BINDINGS = bindings_of(SCREEN)
    _fixed: frozenset[str] = frozenset()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._readings: Readings = {}

    async def prepare(self) -> None:
        """Fetch departments and categories, and what their names are typed by."""
        self.ground = await self.session.look(describing.ground)
        if not self._readings:
            self._readings = await self.session.look(describing.readings, words_to_read(self.ground))

    def fields(self) -> Sequence[SheetField]:
        """Return the fields of a volume."""
        assert self.ground is not None
        return sheet_fields(VOLUME_FIELDS, self.ground, self._readings, self._fixed)

    async def beginning(self) -> Mapping[str, str]:
        """Return this year."""
        assert self.ground is not None
        return {"year": str(self.ground.today.year)}

    def edited(self, field: str) -> None:
        """Let the retention follow the category."""
        assert self.ground is not None
        category = self.ground.intake.categories.named(self.sheet.values["category"])
        if field == "category" and category is not None:
            self.sheet.put("retention", category.retention)

    async def hand_in(self, values: Mapping[str, str], key: str) -> None:
        """Make it."""
        made = await self.told(self.session.act(volumes.add_volume, values, key))
        if made is not None:
            self.dismiss(made)


class EditVolumeScreen(NewVolumeScreen):
    """Corrects a volume and gives back which fields were changed, None after Esc."""

    SCREEN: ClassVar[str] = "edit_volume"
    BINDINGS = bindings_of(SCREEN)
    _fixed = VOLUME_FIXED

    def __init__(self, card: VolumeCard) -> None:
        """Take the volume as it is shown."""
        super().__init__()
        self._volume, self._seen = card.volume, dict(card.seen)

    def below(self) -> str:
        """Return the code, which stays."""
        return self._volume.archival_code

    async def beginning(self) -> Mapping[str, str]:
        """Return the volume as it is."""
        return self._seen

    def rebase(self, now: Mapping[str, str]) -> None:
        """Take the volume as it is now for the one that was opened."""
        super().rebase(now)
        self._seen = dict(now)

    async def hand_in(self, values: Mapping[str, str], key: str) -> None:
        """Write what was changed."""
        done = await self.told(self.session.act(volumes.edit_volume, self._volume.id, self._seen, values))
        if done is not None:
            self.dismiss(done)
