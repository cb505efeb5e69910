"""The keys of the register and of an item's card."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

REGISTER = (
    Action("register.open", ("enter",), N_("open card"), N_("Open the card of the item at the cursor.")),
    Action("register.new", ("ctrl+n",), N_("new"), N_("File new items, one after the other."), needs=(Act.FILE,)),
    Action("register.sort", ("ctrl+s",), N_("sort by"), N_("Sort by the next column.")),
    Action("register.turn", ("ctrl+r",), N_("turn round"), N_("Sort the other way round."), line=False),
    Action("register.clear", ("escape",), N_("clear"), N_("Clear the filter, or bring it back.")),
    Action("register.volumes", ("ctrl+f",), N_("volumes"), N_("The list of volumes."), line=False, needs=(Act.TRAIL,)),
)

ITEM = (
    Action("item.back", ("escape",), N_("back"), N_("Go back to where you were.")),
    Action("item.whole", ("enter",), N_("whole line"), N_("Say the whole line at the cursor."), line=False),
    Action("item.edit", ("e",), N_("edit"), N_("Correct its description."), needs=(Act.EDIT,)),
    Action("item.history", ("h",), N_("history"), N_("The trail's entries about it, or not.")),
    Action("item.raise", ("l",), N_("level"), N_("Raise it, or lower it by the GM's PIN."), needs=(
        Act.RAISE_LEVEL, Act.LOWER_LEVEL)),
    Action("item.copy", ("c",), N_("copy as new"), N_("File another one like it."), needs=(Act.FILE,)),
    Action("item.new", ("n",), N_("new"), N_("File new items, one after the other."), line=False, needs=(Act.FILE,)),
    Action("item.ask", ("a",), N_("ask for it"), N_("Start a loan application."), needs=(Act.ASK,)),
    Action("item.recall", ("r",), N_("recall"), N_("Call the item back from who has it."), needs=(Act.RECALL,)),
    Action("item.remind", ("m",), N_("remind"), N_("Write a reminder to who has it."), needs=(Act.TAKE_BACK,)),
    Action("item.renew", ("w",), N_("renew"), N_("Renew the loan for another term."), needs=(Act.LEND,)),
    Action("item.incident", ("i",), N_("incident"), N_("Record damage, loss or the like."), needs=(Act.TAKE_BACK,)),
    Action("item.undo", ("u",), N_("undo"), N_("Undo a return made by mistake."), needs=(Act.TAKE_BACK,)),
    Action("item.gone", ("g",), N_("missing/found"), N_("Record it missing, or found again."), needs=(Act.TAKE_BACK,)),
    Action("item.volume", ("v",), N_("volume"), N_("Open the volume that it is in."), needs=(Act.TRAIL,)),
    Action("item.close", ("t",), N_("settle"), N_("Close an open incident with a reason."), needs=(
        Act.CLOSE_INCIDENT,)),
)  # fmt: skip
