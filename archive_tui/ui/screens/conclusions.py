"""Conclusions of the analyses (3.3): weaknesses, priorities and measures, dated, each with its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.regulation.composition import Analysis, Conclusion
from archive_tui.services import analyses
from archive_tui.services.analyses import ConclusionRecord
from archive_tui.services.archive import Actor, Archive, NotThere, Outcome
from archive_tui.services.finding import meaning_of
from archive_tui.services.people_named import people_named
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import analysis_word, conclusion_word, day_text
from archive_tui.wording.times import date_text, moment_text


class ConclusionsScreen(OfficeList):
    """All conclusions, open ones first; a new one belongs to the analysis and year that it was opened from."""

    SCREEN: ClassVar[str] = "conclusions"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, analysis: Analysis, year: int) -> None:
        """Take the analysis and the year that were looked at."""
        super().__init__()
        self._analysis, self._year = analysis, year
        self._found: tuple[ConclusionRecord, ...] = ()
        self._people: Mapping[int, str] = {}

    async def load(self) -> None:
        """Read the conclusions."""
        self._found, self._people = await self.session.look(_read)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return year, analysis, kind, text, owner, due."""
        return [
            Column("year", lambda: pgettext("column", "Year"), 4),
            Column("analysis", lambda: pgettext("column", "Analysis"), 14),
            Column("kind", lambda: pgettext("column", "What"), 8),
            Column("text", lambda: pgettext("column", "Conclusion"), Share()),
            Column("owner", lambda: pgettext("column", "Owner"), 8),
            Column("due", lambda: pgettext("column", "Due by"), 10),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each; open ones that are overdue stand out."""
        today = self.session.clock.now().utc.astimezone(self.session.seat.settings.tz).date()
        rows = []
        for each in self._found:
            due = day_text(each.due_on) if each.closed_at is None else _("settled")
            late = each.closed_at is None and each.due_on is not None and each.due_on < today
            cells = (
                str(each.year), analysis_word(Analysis(each.analysis)), conclusion_word(Conclusion(each.kind)),
                each.text, self._people.get(each.owner, ""), due,
            )  # fmt: skip
            rows.append(Row(each.id, cells, "$error" if late else ""))
        return rows

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("No conclusion yet.")

    def heading(self) -> str:
        """Return what kind it is."""
        return conclusion_word(Conclusion(self._one.kind)).capitalize() if self._one is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return the whole of it, and what came of it."""
        one = self._one
        if one is None:
            return ()
        tz = self.session.seat.settings.tz
        told = _("{at}, by {name}").format(at=moment_text(one.at), name=self._people.get(one.by, ""))
        closed = "" if one.closed_at is None else f"{date_text(one.closed_at, tz)}  {one.outcome}"
        return (
            (_("Conclusion"), one.text),
            (_("Owner"), self._people.get(one.owner, "")),
            (_("Due"), day_text(one.due_on)),
            (_("Entered"), told),
            (_("Settled"), closed),
        )

    def why_not(self, verb: str) -> str | None:
        """Say what is settled already."""
        if (why := super().why_not(verb)) is not None:
            return why
        if verb == "close" and self._one is not None and self._one.closed_at is not None:
            return _("This conclusion is settled already.")
        return None

    async def do_new(self) -> None:
        """Enter a conclusion of the analysis that was looked at."""

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            typed = TypedFields(values, self.session.clock.now().utc.date())
            text = typed.text("text")
            due = typed.day("due", ahead=True) if values["due"].strip() else None
            typed.check()
            meaning = await self.session.look(meaning_of, values["owner"])
            if meaning.person is None:
                raise NotThere("person", values["owner"])
            kind = Conclusion(values["kind"])
            return await self.session.act(
                analyses.conclude, self._analysis, kind, self._year, text, meaning.person.id, due
            )

        fields = (
            Field("kind", _("What"), choices=tuple((each.value, conclusion_word(each)) for each in Conclusion)),
            Field("text", _("Conclusion")),
            Field("owner", _("Owner"), self.session.seat.name),
            Field("due", _("Due"), optional=True, hint="2026-12-31, 12-31, +30d"),
        )
        lines = [f"{analysis_word(self._analysis)}, {self._year}"]
        panel = Dialog(_("New conclusion"), fields, submit, lines=lines, enter=_("enter"))
        if await self.app.push_screen_wait(panel) is not None:
            self.answer(_("The conclusion is entered."))

    async def do_close(self) -> None:
        """Note what came of it."""
        assert self._one is not None
        one = self._one

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            return await self.session.act(analyses.close_conclusion, one.id, values["outcome"])

        fields = (Field("outcome", _("What came of it")),)
        if await self.app.push_screen_wait(Dialog(_("Settle"), fields, submit, lines=[one.text], enter=_("settle"))):
            self.answer(_("The conclusion is settled."))

    @property
    def _one(self) -> ConclusionRecord | None:
        return next((each for each in self._found if each.id == self.key), None)


def _read(archive: Archive, actor: Actor) -> tuple[tuple[ConclusionRecord, ...], Mapping[int, str]]:
    found = analyses.conclusions(archive, actor)
    return found, people_named(archive, actor, {who for c in found for who in (c.owner, c.by, c.closed_by)})
