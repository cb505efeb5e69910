"""The blank screen of a session left alone: nothing of the work shows until the person's PIN is typed."""

from __future__ import annotations

from collections.abc import Mapping

from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive
from archive_tui.ui.actions import action
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.frame import Key
from archive_tui.ui.widgets.rule import Rule
from archive_tui.wording import _


class LockScreen(Dialog[int], inherit_bindings=False):
    """Asks for the PIN of the person whose session it is; there is no way back but that."""

    def __init__(self) -> None:
        """Ask for the PIN."""
        super().__init__("", (Field("pin", _("PIN"), masked=True),), self._check, enter=_("go on"))

    def on_mount(self) -> None:
        """Say whose session it is."""
        super().on_mount()
        name = self.own_app.session.seat.name
        self.query_one(Rule).show(_("The session of {name} rests").format(name=name))

    def keys(self) -> list[Key]:
        """Return the two ways on."""
        leave = action("everywhere.leave")
        return [Key("Enter", _("go on")), Key(leave.key, _(leave.word))]

    def action_back(self) -> None:
        """Stay: only the PIN leads on."""

    async def _check(self, values: Mapping[str, str]) -> int:
        return await self.own_app.session.act(_prove, self.own_app.session.seat.login, values["pin"])

    def failed(self, fault: Exception) -> None:
        """Say it, and empty the field."""
        super().failed(fault)
        self.form.empty("pin")


def _prove(archive: Archive, actor: Actor, login: str, pin: str) -> int:
    return pins.prove(archive, actor, login, pin)
