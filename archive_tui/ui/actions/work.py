"""The keys of the lists of open work: no text field has the focus there, so single letters are keys."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

WORK: tuple[Action, ...] = (
    Action("work.open", ("enter",), N_("open"), N_("The form on the desk, or the item's card.")),
    Action(
        "work.remind", ("m",), N_("remind"), N_("Write the reminder (催还), and record it."), needs=(Act.TAKE_BACK,)
    ),
    Action("work.close", ("t",), N_("settle"), N_("Close the incident with a reason."), needs=(Act.CLOSE_INCIDENT,)),
    Action("work.edit", ("e",), N_("edit"), N_("Correct it: the original has come in."), needs=(Act.EDIT,)),
    Action("work.withdraw", ("u",), N_("withdraw"), N_("Withdraw what is still open of the form.")),
    Action("work.next", ("tab",), N_("next list"), N_("Recalls, incidents, originals, forms.")),
    Action("work.back", ("escape",), N_("back"), N_("Go back to where you were.")),
    Action("work.history", ("h",), N_("card"), N_("Open the card of the item."), line=False),
    Action("work.recalls", ("1",), N_("recalls"), N_("What was called back and is still away."), line=False),
    Action("work.incidents", ("2",), N_("incidents"), N_("What is wrong and not settled yet."), line=False),
    Action("work.originals", ("3",), N_("originals"), N_("Originals not in the room (6.5.4)."), line=False),
    Action("work.fetch", ("4",), N_("to be fetched"), N_("What is approved, until it lapses."), line=False),
    Action("work.others", ("5",), N_("with others"), N_("Forms that wait for another's signature."), line=False),
)
