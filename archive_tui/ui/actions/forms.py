"""The keys of the forms of items and volumes, and those of the lists of volumes.

In a form a text field always has the focus: only Enter, Tab, arrows, Esc, F-keys and a few Ctrl letters are keys.
"""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_


def form_keys(screen: str, *more: Action) -> tuple[Action, ...]:
    """Return the keys that every form has."""
    return (
        Action(f"{screen}.save", ("enter", "ctrl+s"), N_("save"), N_("Save the form from any field."), shown="Enter"),
        Action(
            f"{screen}.next", ("tab", "down"), N_("next field"), N_("Go to the next field; Shift+Tab, Up back."),
            shown="Tab", palette=False,
        ),
        *more,
        Action(
            f"{screen}.choose", ("left", "right"), N_("choose"), N_("The next choice; or type how it begins."),
            shown="Left Right", line=False, palette=False,
        ),
        Action(f"{screen}.back", ("escape",), N_("back"), N_("Back; asks before it drops what you typed.")),
    )  # fmt: skip


FORMS = (
    *form_keys(
        "new_item",
        Action("new_item.fill", ("ctrl+f",), N_("as before"), N_("The last one's value; again: number + 1.")),
    ),
    *form_keys("edit_item"),
    *form_keys("new_volume"),
    *form_keys("edit_volume"),
)

VOLUMES = (
    Action("volumes.open", ("enter",), N_("open card"), N_("Open the card of the volume at the cursor.")),
    Action("volumes.new", ("n",), N_("new"), N_("Make a volume."), needs=(Act.FILE,)),
    Action("volumes.back", ("escape",), N_("back"), N_("Go back to the register.")),
)

VOLUME = (
    Action("volume.back", ("escape",), N_("back"), N_("Go back to where you were.")),
    Action("volume.open", ("enter",), N_("open card"), N_("Open the card of the item at the cursor.")),
    Action("volume.edit", ("e",), N_("edit"), N_("Correct title, place, box and remark."), needs=(Act.EDIT,)),
    Action("volume.put", ("k",), N_("put in"), N_("Put items in, by label or code."), needs=(Act.EDIT,)),
    Action("volume.take", ("o",), N_("take out"), N_("Take the item at the cursor out."), needs=(Act.EDIT,)),
)
