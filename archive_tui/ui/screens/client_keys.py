"""Which keys of a client's card do something in which of its lists, in which order, by which word, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions import Action
from archive_tui.ui.screens.client_lists import nothing_new
from archive_tui.wording import _

if TYPE_CHECKING:
    from archive_tui.ui.screens.client_card import ClientCardScreen

#: What stands first in the key line, by list.
_FIRST = {
    "card": ("new", "check", "visit", "score", "next"),
    "people": ("new", "edit", "off", "visit", "next"),
    "visits": ("new", "settle", "follow", "form", "next"),
    "scores": ("score", "open", "limit", "next", "visit"),
    "deals": ("leases", "open", "limit", "visit", "next"),
    "trail": ("open", "visit", "score", "next", "back"),
}


def ordered(name: str, keys: Sequence[Action]) -> list[Action]:
    """Return the keys with those of the list first."""
    first = _FIRST[name]
    kept = [each for each in keys if each.verb != "new" or "new" in first]
    return sorted(kept, key=lambda each: first.index(each.verb) if each.verb in first else len(first))


def word_of(screen: ClientCardScreen, each: Action) -> str | None:
    """Return what a key does in the list that is shown, None where it is the same everywhere."""
    match each.verb, screen.list_name:
        case "new", "scores":
            return _("score")
        case "new", "people":
            return _("new person")
        case "new", "visits":
            return _("new visit")
        case "open", "deals":
            return _("payments")
        case "off", "people":
            return _("no longer")
    return None


def why_not(screen: ClientCardScreen, verb: str) -> str | None:
    """Return why a key does nothing now; None where it does."""
    if verb == "new":
        return _no_new(screen)
    if verb == "open" and screen.key is None:
        return _("The list is empty.")
    if verb == "trail" and "trail" not in screen.lists():
        return _("The entries of the trail are for somebody in another role.")
    if verb == "check" and screen.entry is None:
        return _("Only an entry of the card can be checked: 1 shows them.")
    if verb == "off" and screen.entry is None and screen.contact is None:
        return _("An entry of the card or a person can be taken off: 1 and 2 show them.")
    if verb == "settle" and screen.todo is None:
        return _("There is no open follow-up or form at the cursor: 3 shows them.")
    return None


def _no_new(screen: ClientCardScreen) -> str | None:
    acts = screen.session.seat.acts
    if screen.list_name == "scores" and Act.SCORE not in acts:
        return _("A client is scored by a salesperson (4.2.2).")
    if screen.list_name in ("card", "people", "visits") and Act.ENTER_CLIENTS not in acts:
        return _("Cards are filled in by salespeople and the keeper of client files (5.3).")
    return nothing_new(screen.list_name)
