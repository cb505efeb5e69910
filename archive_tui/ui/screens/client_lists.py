"""The lists of a client's card: each with its columns, its rows, and what there is to say of the row at the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, tzinfo
from typing import NamedTuple, Protocol

from archive_tui.services.client_views import ClientCard
from archive_tui.services.trail_view import EntryShown
from archive_tui.ui.screens.client_head import Fact
from archive_tui.ui.widgets.rows import Column, Row
from archive_tui.wording import _, pgettext

#: The lists in the order of their digits.
NAMES = ("card", "people", "visits", "scores", "deals", "trail")


class Shown(NamedTuple):
    """What the lists are made of: the card, the trail about it, the day, the zone, and whether old rows are shown."""

    card: ClientCard
    trail: Sequence[EntryShown]
    today: date
    tz: tzinfo
    history: bool
    cross: str


class CardList(Protocol):
    """One of the lists; ``HEIGHT`` is how many lines the details take where there is little room."""

    HEIGHT: int

    def columns(self) -> list[Column]:
        """Return the columns, in the language spoken now."""
        ...

    def rows(self, shown: Shown) -> list[Row]:
        """Return the rows."""
        ...

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return what stands over the details."""
        ...

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return all that there is to say of a row."""
        ...

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        ...


def list_word(name: str) -> str:
    """Return the name of a list."""
    return {
        "card": pgettext("list of a client's card", "card"),
        "people": pgettext("list of a client's card", "people"),
        "visits": pgettext("list of a client's card", "visits"),
        "scores": pgettext("list of a client's card", "scores"),
        "deals": pgettext("list of a client's card", "dealings"),
        "trail": pgettext("list of a client's card", "trail"),
    }[name]


def count_of(name: str, card: ClientCard) -> int:
    """Return how many a list holds, 0 where that is not worth saying."""
    return {
        "people": sum(one.ended_at is None for one in card.contacts),
        "visits": sum(one.done_at is None for one in card.follow_ups) + len(card.visits),
        "scores": len(card.scores),
        "deals": len(card.leases),
    }.get(name, 0)


def nothing_new(name: str) -> str | None:
    """Return why nothing new can be entered in a list; None where it can."""
    return _("Nothing is entered in the trail: it writes itself.") if name == "trail" else None
