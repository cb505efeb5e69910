"""Roles that a staff file proposes: one signature of the GM over the whole list gives all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.services.archive import Outcome
from archive_tui.services.proposals import ProposalShown, decide_roles, proposals
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.names import role_word
from archive_tui.wording.times import moment_text


class ProposalsScreen(OfficeList):
    """The list that waits for the GM."""

    SCREEN: ClassVar[str] = "proposals"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[ProposalShown, ...] = ()

    async def load(self) -> None:
        """Read what waits."""
        self._found = await self.session.look(proposals)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return name, login, role, department."""
        return [
            Column("name", lambda: pgettext("column", "Name"), 10),
            Column("login", lambda: pgettext("column", "Login"), 14),
            Column("role", lambda: pgettext("column", "Role"), Share(3)),
            Column("department", lambda: pgettext("column", "Department"), Share(2)),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each proposed role."""
        return [Row(each.id, (each.name, each.login, role_word(each.role), each.department)) for each in self._found]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("No role is proposed now.")

    def heading(self) -> str:
        """Return how many there are."""
        count = len(self._found)
        return ngettext("{count} role waits for the GM", "{count} roles wait for the GM", count).format(count=count)

    def details(self) -> Sequence[Fact]:
        """Return who proposed the role when."""
        one = next((each for each in self._found if each.id == self.key), None)
        if one is None:
            return ()
        proposed = _("{at}, by {name}").format(at=moment_text(one.at), name=one.by)
        return (_("Proposed"), proposed), ("6.3", _("Roles are given by the GM, all of this list by one signature."))

    async def do_sign(self) -> None:
        """Give all of them."""
        await self._decide(approve=True)

    async def do_refuse(self) -> None:
        """Give none of them."""
        await self._decide(approve=False)

    async def _decide(self, *, approve: bool) -> None:
        seen = [each.id for each in self._found]

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(decide_roles, approve, login, pin, seen=seen)

        outcome = await ask_gm(
            self.own_app, _("Give all these roles") if approve else _("Give none of these roles"), submit,
            lines=[self.heading()], enter=_("give all") if approve else _("give none"),
        )  # fmt: skip
        if outcome is not None and outcome.done is not None:
            count = outcome.done
            given = ngettext("{count} role is given.", "{count} roles are given.", count).format(count=count)
            self.answer(given if approve else _("None of them is given."))
