"""The keys of the desk. What is done less often has a letter in its menu of acts, which Tab opens."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

_LEND, _BACK = (Act.LEND,), (Act.TAKE_BACK,)


def _tab(letter: str) -> str:
    return f"Tab {letter}"


#: What the menu of acts offers for the item on the slip, for the row of the board, and for the room.
OF_SLIP = (
    Action(
        "desk.copy", (), N_("copy instead"), N_("Have a copy made of the item on the slip, signed off like a loan."),
        shown=_tab("y"), line=False, needs=_LEND,
    ),
    Action(
        "desk.found", (), N_("state and incident"),
        N_("Note damage, alteration, loss or the like on the item that comes back."),
        shown=_tab("d"), line=False, needs=_BACK,
    ),
    Action(
        "desk.drop", (), N_("take off the slip"), N_("Take the item off the slip."),
        shown=_tab("o"), line=False, needs=_LEND,
    ),
    Action(
        "desk.undo", (), N_("undo what went out"),
        N_("Reverse a slip taken out wrongly, with a reason; both acts stay in the trail."),
        shown=_tab("u"), line=False, needs=_BACK,
    ),
)  # fmt: skip
OF_BOARD = (
    Action(
        "desk.back", (), N_("take back"), N_("Take back the item in the row of the board, without its label."),
        shown=_tab("b"), line=False, needs=_BACK,
    ),
    Action(
        "desk.remind", (), N_("remind"), N_("Write the reminder (催还) to who has the item, and record it."),
        shown=_tab("m"), line=False, needs=_BACK,
    ),
    Action(
        "desk.recall", (), N_("recall"), N_("Call the item in the row of the board back before it is due."),
        shown=_tab("r"), line=False, needs=(Act.RECALL,),
    ),
    Action(
        "desk.renew", (), N_("renew"), N_("Renew the loan in the row of the board for another term."),
        shown=_tab("w"), line=False, needs=_LEND,
    ),
    Action(
        "desk.incident", (), N_("incident"), N_("Record an incident on the item in the row of the board."),
        shown=_tab("i"), line=False, needs=_BACK,
    ),
    Action(
        "desk.history", (), N_("history"), N_("Open the card of the item in the row of the board."),
        shown=_tab("h"), line=False, needs=(Act.SEE_REGISTER,),
    ),
)  # fmt: skip
OF_ROOM = (
    Action(
        "desk.room", (), N_("close the room"), N_("List what is still being read, for closing the room."),
        shown=_tab("z"), line=False, needs=_BACK,
    ),
)  # fmt: skip

#: Two acts that have a key of their own besides a place in the menu.
FLIP = Action(
    "desk.flip", ("ctrl+f",), N_("out or in the room"), N_("Have the item on the slip read in the room, or taken out."),
    line=False, needs=_LEND,
)  # fmt: skip
SHORTEN = Action(
    "desk.shorten", ("ctrl+n",), N_("back by closing time"),
    N_("End the loan when the room closes, or let it run its full term again."),
    line=False, needs=_LEND,
)  # fmt: skip

DESK: tuple[Action, ...] = (
    Action(
        "desk.enter", ("enter",), N_("lend, take back"),
        N_("Hand over what is ready and take back what comes back; with nothing left to do, end the visit."),
        palette=False,
    ),
    Action(
        "desk.sign", ("ctrl+s",), N_("sign here"),
        N_("Sign on the spot: the signer's name and PIN, for this one item."), needs=_LEND,
    ),
    Action(
        "desk.ask", ("ctrl+r",), N_("ask"),
        N_("Make out the loan application for what still needs a signature."), needs=_LEND,
    ),
    Action(
        "desk.acts", ("tab",), N_("more"),
        N_("What else can be done with the item on the slip, or in the row of the board."), palette=False,
    ),
    Action(
        "desk.clear", ("escape",), N_("back"),
        N_("Go back one step: close a list, take off the last item, end the visit. What is done stays done."),
        palette=False,
    ),
    FLIP,
    SHORTEN,
    *OF_SLIP,
    *OF_BOARD,
    *OF_ROOM,
)  # fmt: skip
