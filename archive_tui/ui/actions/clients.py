"""The keys of the list of clients, a client's card, its forms, and the worklists (chapters 1, 2, 3 and 5).

In the list a name is typed, so that its acts have ctrl letters or stand in the menu; on the card and in the worklists
single letters are keys.
"""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.ui.actions.forms import form_keys
from archive_tui.wording import N_

_BACK = N_("Go back to where you were.")
_ENTER, _KEEP, _SEE = (Act.ENTER_CLIENTS,), (Act.KEEP_CLIENTS,), (Act.SEE_CLIENTS,)


def _behind(verb: str, letter: str, word: str, help_text: str, needs: tuple[Act, ...] = _SEE) -> Action:
    """Return an act of the menu that Tab opens, where it has a letter."""
    return Action(f"clients.{verb}", (), word, help_text, shown=f"Tab {letter}", line=False, needs=needs)


#: What stands behind the list of clients, in the order of its menu.
BEHIND = (
    _behind("work", "w", N_("worklists"), N_("Follow-ups, stale cards, late payments.")),
    _behind("composition", "c", N_("composition"), N_("Shares of our rental and of the market.")),
    _behind("rescore", "g", N_("re-score"), N_("Grades that would change with today's.")),
    _behind("terms", "t", N_("terms"), N_("What each grade gets, in its versions.")),
    _behind("exceptions", "a", N_("exceptions"), N_("The GM's dated exceptions to the terms.")),
    _behind("items", "i", N_("leased items"), N_("The list of what is leased out.")),
)

CLIENTS: tuple[Action, ...] = (
    Action("clients.open", ("enter",), N_("open card"), N_("Open the card of the client at the cursor.")),
    Action("clients.new", ("ctrl+n",), N_("new"), N_("Set up the file of a new client."), needs=_ENTER),
    Action("clients.more", ("tab",), N_("more"), N_("Worklists, terms, composition and more."), palette=False),
    Action("clients.sort", ("ctrl+s",), N_("sort by"), N_("Sort by the next column.")),
    Action("clients.only", ("ctrl+f",), N_("one grade"), N_("Only A, B, C, below C, ungraded; or all."), line=False),
    Action("clients.clear", ("escape",), N_("clear"), N_("Clear the filter, or bring it back."), line=False),
    Action("clients.turn", ("ctrl+r",), N_("turn round"), N_("Sort the other way round."), line=False),
    *BEHIND,
)


def _list(screen: str, verb: str, digit: str, word: str, help_text: str) -> Action:
    return Action(f"{screen}.{verb}", (digit,), word, help_text, line=False, palette=False)


CLIENT: tuple[Action, ...] = (
    Action("client.new", ("n",), N_("new"), N_("Enter something new in this list.")),
    Action("client.open", ("enter",), N_("whole text"), N_("Show the whole text of the row.")),
    Action("client.visit", ("v",), N_("visit"), N_("Record a visit, and what comes next."), needs=_ENTER),
    Action("client.score", ("g",), N_("score"), N_("The score sheet: grade and reasons (4.2)."), needs=(
        Act.SCORE,)),
    Action("client.next", ("tab",), N_("next list"), N_("Card, people, visits, scores and more.")),
    Action("client.edit", ("e",), N_("edit"), N_("Correct the client, or the person here."), needs=_ENTER),
    Action("client.history", ("h",), N_("history"), N_("Older entries and those taken off, or not.")),
    Action("client.check", ("k",), N_("check"), N_("The entry at the cursor was checked (3.1)."), needs=(
        Act.CHECK_ENTRIES,)),
    Action("client.off", ("o",), N_("off the card"), N_("Take the entry or person into history."), needs=(
        Act.ENTER_CLIENTS, Act.KEEP_CLIENTS)),
    Action("client.contact", ("c",), N_("contact"), N_("An owner, manager or contact person."), needs=_ENTER),
    Action("client.follow", ("w",), N_("follow-up"), N_("Plan what is to be done, by when, by whom."), needs=_ENTER),
    Action("client.settle", ("t",), N_("finish"), N_("The follow-up is done, the form is back."), needs=_ENTER),
    Action("client.form", ("b",), N_("blank form"), N_("A blank form was sent to the client."), needs=_ENTER),
    Action("client.divisions", ("d",), N_("divisions"), N_("Say a division otherwise than the facts."), needs=_ENTER),
    Action("client.leases", ("l",), N_("leases"), N_("Offers, contracts, instalments, payments.")),
    Action("client.limit", ("m",), N_("limit"), N_("Set the client's own credit limit (3.3)."), needs=(
        Act.CLIENT_LIMIT,)),
    Action("client.merge", ("j",), N_("merge"), N_("There twice: merge it into the other."), needs=_KEEP),
    Action("client.about", ("i",), N_("head"), N_("All of what stands on top, uncut."), line=False),
    Action("client.back", ("escape",), N_("back"), _BACK),
    _list("client", "card", "1", N_("card"), N_("Sections 2.1 to 2.4 with their entries.")),
    _list("client", "people", "2", N_("people"), N_("Owner, manager and contact persons.")),
    _list("client", "visits", "3", N_("visits"), N_("Visits, follow-ups, forms sent.")),
    _list("client", "scores", "4", N_("scores"), N_("Every score with its points and reasons.")),
    _list("client", "deals", "5", N_("dealings"), N_("Leases and receivables in short.")),
    _list("client", "trail", "6", N_("trail"), N_("Who did what with this file, and read it.")),
)  # fmt: skip

FORMS: tuple[Action, ...] = (
    *form_keys("new_client"),
    *form_keys("edit_client"),
    *form_keys("card_entry"),
    *form_keys("visit"),
    *form_keys("contact"),
    *form_keys("divisions"),
)

WORK: tuple[Action, ...] = (
    Action("client_work.open", ("enter",), N_("open card"), N_("Open the card of the client at the cursor.")),
    Action("client_work.settle", ("t",), N_("finish"), N_("The follow-up is done, the form is back."), needs=_ENTER),
    Action("client_work.visit", ("v",), N_("visit"), N_("Record a visit, and what comes next."), needs=_ENTER),
    Action("client_work.follow", ("w",), N_("follow-up"), N_("Plan what is to be done, by when, by whom."), needs=(
        Act.ENTER_CLIENTS,)),
    Action("client_work.leases", ("l",), N_("leases"), N_("Offers, contracts, instalments, payments.")),
    Action("client_work.next", ("tab",), N_("next list"), N_("Go to the next list; Shift+Tab goes back.")),
    Action("client_work.before", ("shift+tab",), N_("list before"), N_("Go to the list before."), line=False,
           palette=False),
    Action("client_work.back", ("escape",), N_("back"), _BACK),
    _list("client_work", "follow_ups", "1", N_("follow-ups"), N_("What is to be done within a week.")),
    _list("client_work", "gaps", "2", N_("gaps"), N_("Before a deal, what the card still lacks.")),
    _list("client_work", "stale", "3", N_("stale cards"), N_("Cards untouched for months (5.1).")),
    _list("client_work", "forms", "4", N_("own forms"), N_("Forms out, and figures to be checked.")),
    _list("client_work", "waiting", "5", N_("waiting"), N_("Who waits for a leased item, A first.")),
    _list("client_work", "late", "6", N_("late"), N_("Instalments due and not paid.")),
    _list("client_work", "receivables", "7", N_("receivables"), N_("Who owes how much, the most late first.")),
    _list("client_work", "ending", "8", N_("ending"), N_("Contracts that end within two months.")),
    _list("client_work", "exceptions", "9", N_("exceptions"), N_("Exceptions that run, until when.")),
    _list("client_work", "against", "0", N_("off terms"), N_("Leases against the terms of today.")),
)  # fmt: skip

ALL: tuple[Action, ...] = (*CLIENTS, *CLIENT, *FORMS, *WORK)
