"""The keys of the trail and of one of its entries."""

from __future__ import annotations

from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

TRAIL = (
    Action("trail.open", ("enter",), N_("open entry"), N_("Show the whole entry at the cursor.")),
    Action("trail.refusals", ("ctrl+r",), N_("refusals"), N_("Show refusals only, or everything.")),
    Action("trail.clear", ("escape",), N_("clear"), N_("Clear the filter, or bring it back.")),
)

ENTRY = (
    Action("entry.back", ("escape",), N_("back"), N_("Go back to the list.")),
    Action("entry.newer", ("up",), N_("newer"), N_("Show the entry after this one.")),
    Action("entry.older", ("down",), N_("older"), N_("Show the entry before this one.")),
)
