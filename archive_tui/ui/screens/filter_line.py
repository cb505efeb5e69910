"""A filter: a scan line whose text stays, and which Esc empties and fills again, so that nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive_tui.ui.widgets.scan_line import ListKeys, ScanLine
from archive_tui.wording import _

if TYPE_CHECKING:
    from archive_tui.ui.screens.base import WorkScreen


class FilterLine(ScanLine):
    """The filter of a list."""

    def __init__(self, *, target: ListKeys) -> None:
        """Take the list that arrows move."""
        super().__init__(keep=True, target=target)
        self._dropped = ""

    def speak(self, word: str, hint: str) -> None:
        """Say the words before the field and in the empty field."""
        self.prompt = f" {word}  "
        self.set_hint(hint)

    def clear_or_bring_back(self, screen: WorkScreen) -> None:
        """Empty the field, or put back what stood there before it was emptied."""
        if self.value:
            self._dropped = self.value
            self.clear()
            screen.note(_("Filter cleared. Esc once more brings {text} back.").format(text=self._dropped))
        elif self._dropped:
            self.value = self._dropped
        else:
            screen.note(_("The filter is empty."))
