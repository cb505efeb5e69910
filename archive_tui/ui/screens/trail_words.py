"""What an entry of the trail says, as a cell of a list."""

from __future__ import annotations

from textual.content import Content

from archive_tui.services.trail_view import REFUSALS, EntryShown
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording.trail import entry_text


def what_of(entry: EntryShown, cross: str) -> Content:
    """Return what was done, with a cross before a refusal."""
    refused = shown(f"{cross} ", "$error") if entry.act in REFUSALS else Content("")
    return refused + shown(entry_text(entry))
