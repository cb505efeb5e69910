"""The change of archivist: what is out and open, which both archivists read and confirm by their PINs (6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.regulation.people import Role
from archive_tui.services.archive import Outcome
from archive_tui.services.finding import meaning_of
from archive_tui.services.handover import HandoverList, hand_over, handover_list
from archive_tui.services.typed import holders
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.names import level_word
from archive_tui.wording.times import due_text


class HandoverScreen(OfficeList):
    """All that is out or read in the room, and how much else stands open."""

    SCREEN: ClassVar[str] = "handover"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found = HandoverList((), 0, 0, 0, 0)

    async def load(self) -> None:
        """Read the list."""
        self._found = await self.session.look(handover_list)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return label, level, borrower, title, due."""
        return [
            Column("label", lambda: pgettext("column", "Label"), 10),
            Column("level", lambda: pgettext("column", "Level"), 12),
            Column("borrower", lambda: pgettext("column", "Borrower"), 8),
            Column("title", lambda: pgettext("column", "Title"), Share()),
            Column("due", lambda: pgettext("column", "Due"), 14, "right"),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each item that is away."""
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        return [
            Row(each.loan_id, (
                each.item.label, level_word(each.level), each.borrower,
                each.item.title if each.item.title is not None else _("(title withheld)"),
                due_text(each.due_at, now, tz),
            ), "$error" if each.overdue else "")
            for each in self._found.out
        ]  # fmt: skip

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("Nothing is out.")

    def heading(self) -> str:
        """Return how much is out."""
        count = len(self._found.out)
        return ngettext("{count} item is out", "{count} items are out", count).format(count=count)

    def details(self) -> Sequence[Fact]:
        """Return what else the new archivist answers for."""
        found = self._found
        return (
            (_("In the room"), str(found.items - len(found.out) - found.missing)),
            (_("Missing"), str(found.missing)),
            (_("Originals owed"), str(found.owed)),
            (_("Open incidents"), str(found.incidents)),
            ("6.4", _("Both confirm this list; then the GM ends the role of the one who leaves.")),
        )

    def why_not(self, verb: str) -> str | None:
        """Nothing stands in the way: a room with nothing out is handed over too."""
        return None

    async def do_sign(self) -> None:
        """Have both archivists confirm the list by their PINs."""
        seen = self._found.loans
        names = tuple(each.name for each in await self.session.look(holders, Role.ARCHIVIST))

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            giver, taker = await self._login(values["giver"]), await self._login(values["taker"])
            return await self.session.act(
                hand_over, giver, values["giver_pin"], taker, values["taker_pin"], seen
            )  # fmt: skip

        first, second = (*names, "", "")[:2]
        fields = (
            Field("giver", _("Handed over by"), first, offers=names),
            Field("giver_pin", _("PIN"), masked=True),
            Field("taker", _("Taken over by"), second, offers=names),
            Field("taker_pin", _("PIN"), masked=True),
        )
        outcome = await self.app.push_screen_wait(
            Dialog(_("Hand the room over"), fields, submit, lines=[self.heading()], enter=_("confirm"))
        )
        if outcome is not None and outcome.done is not None:
            self.answer(_("The room is handed over; the list stands in the trail."))

    async def _login(self, typed: str) -> str:
        """Return the login that is meant by a name, its pinyin or a card."""
        meaning = await self.session.look(meaning_of, typed)
        return meaning.person.login if meaning.person is not None else typed.strip()
