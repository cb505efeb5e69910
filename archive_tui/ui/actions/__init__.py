"""The registry of everything a key does. It feeds key line, palette, help, ``archive-tui keys``, README and tests.

Nothing here knows Textual: bindings carry the ids only, and the words are looked up when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from archive_tui.ui.actions import clients, credit, desk, everywhere, forms, office, register, sign_offs, trail, work
from archive_tui.ui.actions.action import EVERYWHERE, LISTS, Action
from archive_tui.wording import N_, _

__all__ = [
    "ACTIONS", "EVERYWHERE", "LISTS", "Action", "KeyRow", "action", "key_rows", "of_screen",
    "screen_help", "screen_word", "second_way",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *everywhere.ACTIONS,
    *everywhere.LISTS,
    *desk.DESK,
    *register.REGISTER,
    *register.ITEM,
    *forms.FORMS,
    *forms.VOLUMES,
    *forms.VOLUME,
    *sign_offs.SIGN_OFFS,
    *work.WORK,
    *trail.TRAIL,
    *trail.ENTRY,
    *office.OFFICE,
    *office.PERSON,
    *office.LISTS,
    *clients.ALL,
    *credit.CREDIT,
)

_SCREENS = {
    EVERYWHERE: N_("everywhere"),
    LISTS: N_("lists"),
    "desk": N_("Desk"),
    "register": N_("Register"),
    "item": N_("Item"),
    "new_item": N_("New item"),
    "edit_item": N_("Edit item"),
    "new_volume": N_("New volume"),
    "edit_volume": N_("Edit volume"),
    "volumes": N_("Volumes"),
    "volume": N_("Volume"),
    "sign_offs": N_("Sign-offs"),
    "work": N_("Open work"),
    "trail": N_("Trail"),
    "entry": N_("Trail entry"),
    "office": N_("Office"),
    "person": N_("Person"),
    "departments": N_("Departments"),
    "letters": N_("Letters, absences"),
    "settings": N_("Settings"),
    "proposals": N_("Proposed roles"),
    "handover": N_("Hand-over"),
    "categories": N_("Categories"),
    "schedule": N_("Retention schedule"),
    "clients": N_("Clients"),
    "client": N_("Client"),
    "new_client": N_("New client"),
    "edit_client": N_("Edit client"),
    "card_entry": N_("Card entry"),
    "visit": N_("Visit"),
    "contact": N_("Person of a client"),
    "divisions": N_("Divisions"),
    "client_work": N_("Worklists"),
    "score": N_("Score sheet"),
    "rescore": N_("Re-score"),
    "leases": N_("Leases"),
    "lease": N_("Lease"),
    "lease_form": N_("Lease form"),
    "leased_items": N_("Leased items"),
    "terms": N_("Terms"),
    "terms_draft": N_("New terms"),
    "terms_line": N_("Line of terms"),
    "exceptions": N_("Exceptions"),
    "composition": N_("Composition"),
    "conclusions": N_("Conclusions"),
}

#: What each screen is for: the first lines of its help.
_HELP = {
    "desk": N_("Lending and taking back: scan a card, scan items, read the ruling, press Enter."),
    "register": N_("All items that you may know of. Type a piece of code, title, author, keyword, pinyin or initials."),
    "item": N_("One item: what it is, where it is, and what became of it."),
    "new_item": N_("Files one item after the other; what a pile has in common stays. Choices: type how they begin."),
    "edit_item": N_("Corrects a description. Code and level stay; every change stands in the history, old and new."),
    "new_volume": N_("Makes a volume (案卷): papers put together during the year, apart from the yearly filing (6.6)."),
    "edit_volume": N_("Corrects a volume's title, place, box and remark; what its code says stays."),
    "volumes": N_("All volumes, the newest first."),
    "volume": N_("One volume, and the items in it."),
    "sign_offs": N_("What waits for your signature, what you asked for, and what you decided."),
    "work": N_("What has to be followed up. Who doesn't read the trail sees what is their own."),
    "trail": N_("Every act, refusals too. Type a name, an item's code, an act, a day (today, 11-24), or several."),
    "entry": N_("One entry of the trail with all its facts, and its hash."),
    "office": N_(
        "The staff list. Type a piece of a name, pinyin, initials, login, card or department; Tab has the rest."
    ),
    "person": N_("One person: roles, what is out, what is asked for, and how the PIN stands."),
    "departments": N_("The departments. Their three letters stand in archival codes and stay for ever."),
    "letters": N_(
        "A letter lets a deputy sign for the GM within its period and scope, while the GM's absence is recorded."
    ),
    "settings": N_("What a company may choose otherwise, with the reading of the regulation that is the default."),
    "proposals": N_("Roles that a staff file proposes: one signature of the GM gives all of them, or none."),
    "handover": N_("A change of archivist: both read what is out and open, and confirm it by their PINs (6.4)."),
    "categories": N_("The categories of papers (6.2), with what each gives by default when a paper is filed."),
    "schedule": N_("How long papers are kept, from when the term counts, and on what basis."),
    "clients": N_("All clients. Type a piece of name, pinyin, initials, code or telephone; Tab has the rest."),
    "client": N_("One client: grade, terms, what stands on the card, and what is missing. Reading is recorded (5.3)."),
    "new_client": N_("Sets up a file (1). Who may be the same client is pointed out before it is saved."),
    "edit_client": N_("Corrects the client's own fields; former texts stay readable. Facts are entered on the card."),
    "card_entry": N_("One fact for the card (2.1 to 2.4), with where it comes from. Former entries stay readable."),
    "visit": N_("What came of a visit, and what is to be done next."),
    "contact": N_("Personal data (2.1): shown only to those who need it."),
    "divisions": N_("What follows from the facts may be said otherwise, with a reason (1.1, 1.2, 1.4)."),
    "client_work": N_("What waits to be done about clients: future, new and key ones first, A served first (4.3.1)."),
    "score": N_("Points by the six weights of 4.2, a reason beside each; what stands on the card is shown below."),
    "rescore": N_("Grades that would change with today's figures. None does before somebody re-scores."),
    "leases": N_("A client's offers and contracts, with what is paid, open and late."),
    "lease": N_("One lease: its instalments, and what was paid of each."),
    "lease_form": N_("An offer may go against the client's terms, a contract may not (4.3)."),
    "leased_items": N_("What is leased out; leases name one of these."),
    "terms": N_("What each grade gets (4.3): a version applies from the GM's signature, earlier ones stay readable."),
    "terms_draft": N_("A new version, line by line. It applies once the GM has signed it."),
    "terms_line": N_("What a grade gets, or what one nature of clients gets of that grade (3.2)."),
    "exceptions": N_("The GM's dated exceptions to the terms, the soonest ending first."),
    "composition": N_("Whose rental it is: shares of ours, and of the market where a total was entered (3.3)."),
    "conclusions": N_("What the analyses led to: dated, and with an owner (3.3)."),
}


class KeyRow(NamedTuple):
    """A row of the key table, in the language spoken now."""

    screen: str
    key: str
    action: str
    help: str


def action(action_id: str) -> Action:
    """Return the action of that id; raises KeyError."""
    return _by_id()[action_id]


def of_screen(screen: str) -> tuple[Action, ...]:
    """Return the actions of one screen, the most useful first."""
    return tuple(each for each in ACTIONS if each.screen == screen)


def screen_word(screen: str) -> str:
    """Return the name of a screen in the language spoken now."""
    return _(_SCREENS[screen])


def screen_help(screen: str) -> str:
    """Return what a screen is for, in the language spoken now."""
    return _(_HELP[screen])


def key_rows(*screens: str) -> Iterator[KeyRow]:
    """Yield the key table of ``screens`` (none given: of all), with the second way of each as a row of its own."""
    for screen in screens or dict.fromkeys(each.screen for each in ACTIONS):
        for each in of_screen(screen):
            for key in filter(None, (each.key, second_way(each))):
                yield KeyRow(screen_word(screen), key, _(each.word), _(each.help))


def second_way(each: Action) -> str:
    """Return the keys that lead to an action through the menu: ``Ctrl+O 2``; empty where there are none."""
    return f"{action('everywhere.menu').key} {each.menu}" if each.menu else ""


@cache
def _by_id() -> dict[str, Action]:
    return {each.id: each for each in ACTIONS}
