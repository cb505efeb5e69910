"""Asking for a name and a PIN, for one act; a first PIN is set on the way, by its one-time code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from textual.content import Content

from archive_tui.regulation.rulings import Signer
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput
from archive_tui.services.finding import Meaning, meaning_of
from archive_tui.services.pins import PinRefused
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.frame import Kind
from archive_tui.wording import _

T = TypeVar("T")
#: Gets login, PIN, and what the fields beside them hold (by their ids).
SubmitPin = Callable[[str, str, Mapping[str, str]], Awaitable[T]]


class PinDialog(Dialog[T]):
    """Asks who signs, and for that person's PIN. ``signers`` fill the name in beforehand.

    With ``login`` it is that person who signs, and no name is asked for. The name may be a login, a name, its pinyin
    or a card. Who has no PIN yet sets it here with the one-time code, and the act goes on with it.
    """

    def __init__(
        self, title: str, submit: SubmitPin[T], *, login: str = "", signers: Sequence[Signer] = (),
        fields: Sequence[Field] = (), lines: Sequence[Content | str] = (), enter: str = "",
    ) -> None:  # fmt: skip
        """Take what Dialog takes; ``fields`` stand above name and PIN."""
        offers = tuple(signer.name for signer in signers)
        name = Field("name", _("Name"), offers[0] if offers else "", offers=offers)
        self._first = (*fields, *(() if login else (name,)))
        self._fixed = login
        self._pin_field = Field("pin", _("PIN"), masked=True)
        self._logins = {signer.name: signer.login for signer in signers}
        self._prove = submit
        self._setting = False
        super().__init__(title, (*self._first, self._pin_field), self._sign, lines=lines, enter=enter)

    async def _sign(self, values: Mapping[str, str]) -> T:
        login = self._fixed or await self._login(values["name"])
        if self._setting:
            if values["new_pin"] != values["again"]:
                raise BadInput("pins_differ")
            await self.own_app.session.act(_set_pin, login, values["code"], values["new_pin"])
            return await self._prove(login, values["new_pin"], values)
        if not values["pin"].isdecimal():
            raise BadInput("no_pin")  # a name typed into the wrong field is no guess, and costs no try
        return await self._prove(login, values["pin"], values)

    async def _login(self, typed: str) -> str:
        """Return the login that is meant: exact names first, then whoever alone the text fits."""
        if typed in self._logins:
            return self._logins[typed]
        meaning: Meaning = await self.own_app.session.look(meaning_of, typed)
        return meaning.person.login if meaning.person is not None else typed

    def failed(self, fault: Exception) -> None:
        """Say it; a masked field that was wrong is emptied, for nobody can see what to mend."""
        if isinstance(fault, PinRefused) and fault.code == "unset" and not self._setting:
            self._ask_for_code()
            return
        super().failed(fault)
        if isinstance(fault, PinRefused):
            self.form.empty("code" if self._setting else "pin")
        elif isinstance(fault, BadInput) and fault.code == "no_pin":
            self.form.empty("pin")
        elif isinstance(fault, BadInput) and self._setting:
            self.form.empty("again")
            self.form.empty("new_pin")

    def _ask_for_code(self) -> None:
        self._setting = True
        fields = (
            *self._first,
            Field("code", _("One-time code"), masked=True),
            Field("new_pin", _("New PIN"), masked=True),
            Field("again", _("New PIN again"), masked=True),
        )
        self.form.set_fields(fields)
        self.answer(_("No PIN has been set yet. The one-time code sets it here."), Kind.NOTE)


def _set_pin(archive: Archive, actor: Actor, login: str, code: str, new_pin: str) -> int:
    return pins.set_pin(archive, actor, login, code, new_pin)
