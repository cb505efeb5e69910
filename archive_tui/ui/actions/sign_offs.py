"""The keys of the sign-offs: no text field has the focus there, so single letters are keys."""

from __future__ import annotations

from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

SIGN_OFFS: tuple[Action, ...] = (
    Action("sign_offs.sign", ("s", "ctrl+s"), N_("sign"), N_("Sign by your own PIN."), shown="s"),
    Action("sign_offs.refuse", ("f",), N_("refuse"), N_("Refuse with a reason, by your own PIN.")),
    Action("sign_offs.withdraw", ("u",), N_("withdraw"), N_("Withdraw what you asked for yourself.")),
    Action("sign_offs.next", ("tab",), N_("next list"), N_("For me, by me, decided, with others.")),
    Action("sign_offs.waiting", ("1",), N_("waits for me"), N_("Show what waits for you."), line=False),
    Action("sign_offs.asked", ("2",), N_("I asked for"), N_("Show what you asked for."), line=False),
    Action("sign_offs.decided", ("3",), N_("I decided"), N_("Show what you signed or refused."), line=False),
    Action("sign_offs.others", ("4",), N_("with others"), N_("Forms that wait for another's signature."), line=False),
    Action("sign_offs.work", ("5",), N_("open work"), N_("Recalls, incidents, originals, forms."), line=False),
    Action("sign_offs.history", ("enter", "h"), N_("card"), N_("Open the card of the item."), shown="Enter h"),
)
