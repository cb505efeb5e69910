"""The keys of the desk. What is done less often has a letter in its menu of acts, which Tab opens."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

_LEND, _BACK = (Act.LEND,), (Act.TAKE_BACK,)

ENTER = Action("desk.enter", ("enter",), N_("confirm"), N_("Lend, take back; at last end the visit."), palette=False)
SIGN = Action("desk.sign", ("ctrl+s",), N_("sign"), N_("The signer's name and PIN, for one item."), needs=_LEND)
ASK = Action("desk.ask", ("ctrl+r",), N_("ask"), N_("Make out the loan application."), needs=_LEND)
ACTS = Action("desk.acts", ("tab",), N_("more"), N_("More acts on the item or the board's row."), palette=False)
CLEAR = Action("desk.clear", ("escape",), N_("back"), N_("One step back; what is done stays done."), palette=False)
FLIP = Action(
    "desk.flip", ("ctrl+f",), N_("out or read"), N_("Have the item read here, or taken out."), line=False, needs=_LEND
)
SHORTEN = Action(
    "desk.shorten", ("ctrl+n",), N_("till closing"), N_("End the loan when the room closes, or not."),
    line=False, needs=_LEND,
)  # fmt: skip


WORK = Action(
    "desk.work", (), N_("open work"), N_("Recalls, incidents, originals, forms."), shown="F2", line=False
)  # F2 once more


def _more(verb: str, letter: str, word: str, help_text: str, needs: tuple[Act, ...]) -> Action:
    """Return an act of the menu that Tab opens, where it has a letter."""
    return Action(f"desk.{verb}", (), word, help_text, shown=f"Tab {letter}", line=False, needs=needs)


#: What the menu offers for the item on the slip, for the row of the board, and for the room.
OF_SLIP = (
    FLIP,
    SHORTEN,
    _more("copy", "y", N_("copy"), N_("Have a copy made instead."), _LEND),
    _more("found", "d", N_("what is wrong"), N_("Note damage, loss or the like at a return."), _BACK),
    _more("drop", "o", N_("take off"), N_("Take the item off the slip."), _LEND),
    _more("undo", "u", N_("undo"), N_("Undo a loan or a return made by mistake."), _BACK),
)
OF_BOARD = (
    _more("back", "b", N_("take back"), N_("Take back the item in the board's row."), _BACK),
    _more("remind", "m", N_("remind"), N_("Write the reminder (催还), and record it."), _BACK),
    _more("recall", "r", N_("recall"), N_("Call the item back before it is due."), (Act.RECALL,)),
    _more("renew", "w", N_("renew"), N_("Renew the loan for another term."), _LEND),
    _more("incident", "i", N_("incident"), N_("Record an incident on that item."), _BACK),
    _more("history", "h", N_("history"), N_("Open the card of that item."), (Act.SEE_REGISTER,)),
)
OF_ROOM = (_more("room", "z", N_("close room"), N_("List what is still read in the room."), _BACK),)

DESK: tuple[Action, ...] = (ENTER, SIGN, ASK, ACTS, CLEAR, WORK, *OF_SLIP, *OF_BOARD, *OF_ROOM)
