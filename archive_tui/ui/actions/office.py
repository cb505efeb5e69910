"""The keys of the office: the staff list with its menu, a person's card, and the lists behind the menu.

On the staff list a name is typed, so that its acts have ctrl letters or stand in the menu; everywhere else single
letters are keys.
"""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

_STAFF, _APPOINT = (Act.STAFF,), (Act.STAFF, Act.APPOINT)
_BACK = N_("Go back to where you were.")


def _behind(verb: str, letter: str, word: str, help_text: str) -> Action:
    """Return an act of the menu that Tab opens, where it has a letter."""
    return Action(f"office.{verb}", (), word, help_text, shown=f"Tab {letter}", line=False)


#: What stands behind the staff list, in the order of its menu.
BEHIND = (
    _behind("departments", "d", N_("departments"), N_("Departments, and their three letters.")),
    _behind("letters", "l", N_("letters"), N_("Letters of delegation, the GM's absences.")),
    _behind("settings", "s", N_("settings"), N_("What a company may choose otherwise.")),
    _behind("proposals", "p", N_("proposals"), N_("Roles that wait for the GM's signature.")),
    _behind("handover", "h", N_("hand-over"), N_("A change of archivist, with what is out.")),
    _behind("categories", "c", N_("categories"), N_("The categories of papers (6.2).")),
    _behind("schedule", "r", N_("retention"), N_("How long papers are kept, and why.")),
)

OFFICE: tuple[Action, ...] = (
    Action("office.open", ("enter",), N_("person"), N_("Open the card of the person at the cursor.")),
    Action("office.new", ("ctrl+n",), N_("new"), N_("Put a person on the staff list."), needs=_STAFF),
    Action("office.more", ("tab",), N_("more"), N_("Letters, settings, departments and more.")),
    Action("office.gone", ("ctrl+r",), N_("who left"), N_("Show who has left, or who is here.")),
    Action("office.clear", ("escape",), N_("clear"), N_("Clear the filter, or bring it back.")),
    *BEHIND,
)

PERSON: tuple[Action, ...] = (
    Action("person.back", ("escape",), N_("back"), _BACK),
    Action("person.edit", ("e",), N_("edit"), N_("Correct name, department and card."), needs=_STAFF),
    Action("person.role", ("r",), N_("give role"), N_("Give a role by the GM's PIN."), needs=_APPOINT),
    Action("person.end", ("d",), N_("end role"), N_("End a role by the GM's PIN."), needs=_APPOINT),
    Action("person.code", ("c",), N_("code"), N_("Issue a one-time code for a PIN."), needs=_STAFF),
    Action("person.unlock", ("u",), N_("unlock PIN"), N_("Unlock a PIN after ten wrong tries."), needs=(Act.UNLOCK,)),
    Action("person.account", ("o",), N_("OS account"), N_("Bind or unbind an OS account."), needs=_STAFF),
    Action("person.leave", ("l",), N_("leaves"), N_("Record that the person leaves."), needs=_STAFF),
    Action("person.history", ("h",), N_("history"), N_("The trail's entries, or what is open.")),
    Action("person.whole", ("enter",), N_("whole line"), N_("Say the whole line at the cursor."), line=False),
)  # fmt: skip

LISTS: tuple[Action, ...] = (
    Action("departments.back", ("escape",), N_("back"), _BACK),
    Action("departments.new", ("n",), N_("new"), N_("Add a department."), needs=_STAFF),
    Action("departments.edit", ("e", "enter"), N_("rename"), N_("Give it another name; the code stays."), needs=_STAFF),
    Action("letters.back", ("escape",), N_("back"), _BACK),
    Action("letters.new", ("n",), N_("new letter"), N_("Enter a letter by the GM's PIN."), needs=_APPOINT),
    Action("letters.revoke", ("d",), N_("revoke"), N_("Take a letter back by the GM's PIN."), needs=_APPOINT),
    Action("letters.away", ("a",), N_("GM away"), N_("Record that the GM goes on business."), needs=_STAFF),
    Action("letters.home", ("b",), N_("GM is back"), N_("Record that the GM is back."), needs=_STAFF),
    Action("settings.back", ("escape",), N_("back"), _BACK),
    Action("settings.edit", ("e", "enter"), N_("change"), N_("Choose otherwise by the GM's PIN."), needs=(
        Act.STAFF, Act.SETTINGS)),
    Action("proposals.back", ("escape",), N_("back"), _BACK),
    Action("proposals.sign", ("s",), N_("give all"), N_("Give all these roles by the GM's PIN."), needs=_APPOINT),
    Action("proposals.refuse", ("f",), N_("give none"), N_("Give none of them by the GM's PIN."), needs=_APPOINT),
    Action("handover.back", ("escape",), N_("back"), _BACK),
    Action("handover.sign", ("s",), N_("hand over"), N_("Both archivists confirm by their PINs.")),
    Action("categories.back", ("escape",), N_("back"), _BACK),
    Action("categories.new", ("n",), N_("new"), N_("Add a category of papers."), needs=(Act.FILE,)),
    Action("schedule.back", ("escape",), N_("back"), _BACK),
)  # fmt: skip
