"""A new version of the schedule, line by line; what leaves the frame of 4.3 is said at once, and is not saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import BadTerms, Terms, check_schedule
from archive_tui.services import terms
from archive_tui.services.archive import BadInput, Outcome
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.screens.terms_line import TermsLineScreen
from archive_tui.ui.screens.terms_rows import Natures, line_columns, line_facts, line_heading, line_row
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, RowList
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text


class TermsDraftScreen(OfficeList):
    """Gives back the number of the draft that was saved, None after Esc."""

    SCREEN: ClassVar[str] = "terms_draft"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, lines: Sequence[Terms], natures: Natures) -> None:
        """Take the lines to begin with, and the words for natures."""
        super().__init__()
        self._begun = self._lines = tuple(lines)
        self._natures = natures
        self._warned = False

    async def load(self) -> None:
        """Show the lines; nobody else writes them."""
        self.show_list()

    def columns(self) -> list[Column]:
        """Return grade, nature, price, ways, cycle, ceiling."""
        return line_columns()

    def rows(self) -> list[Row]:
        """Return a row for each line."""
        return [line_row(number, each, self._natures) for number, each in enumerate(self._lines)]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("The schedule has no line.")

    def heading(self) -> str:
        """Return whose line it is."""
        return line_heading(self._line, self._natures) if self._line is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return the line in full, and what is wrong with the draft."""
        facts: list[Fact] = list(line_facts(self._line)) if self._line is not None else []
        wrong = self._wrong()
        return ((self.own_app.glyphs.cross, wrong), *facts) if wrong else facts

    def unfinished(self) -> str | None:
        """Say that the draft is not saved."""
        return _("A draft of terms is not saved.") if self._lines != self._begun else None

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Say what keeps the draft from being saved, and which line stays."""
        if verb == "save":
            return self._wrong() or None
        if verb == "out" and self._line is not None and not self._line.nature:
            return _("Each grade keeps its general line. Lines of one nature can be taken out.")
        return super().why_not(verb)

    @on(RowList.Chosen, "#list")
    def _chosen(self) -> None:
        self.action_act("terms_draft.edit")

    async def do_edit(self) -> None:
        """Change the line under the cursor."""
        assert self._line is not None and isinstance(self.key, int)
        at = self.key
        changed = await self.app.push_screen_wait(TermsLineScreen(self._natures, self._line))
        if changed is not None:
            self._put([changed if number == at else each for number, each in enumerate(self._lines)])

    async def do_new(self) -> None:
        """Add a line for one nature of clients."""
        added = await self.app.push_screen_wait(TermsLineScreen(self._natures, general=self._general()))
        if added is not None:
            self._put([*self._lines, added])

    def do_out(self) -> None:
        """Take the line under the cursor out."""
        self._put([each for number, each in enumerate(self._lines) if number != self.key])

    async def do_save(self) -> None:
        """Save the draft with a note."""

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(terms.draft_terms, self._lines, values["note"])

        fields = (Field("note", _("Note"), optional=True, hint=_("what is new, and why")),)
        outcome = await self.app.push_screen_wait(Dialog(_("Save the draft"), fields, submit, enter=_("save")))
        if outcome is not None:
            self.dismiss(outcome.done)

    def do_back(self) -> None:
        """Go back; once more if the draft would be lost."""
        if self._lines != self._begun and not self._warned:
            self._warned = True
            self.note(_("Esc once more drops what you typed."))
            return
        self.dismiss(None)

    def _put(self, lines: Sequence[Terms]) -> None:
        self._warned = False
        self._lines = tuple(sorted(lines, key=lambda one: (Grade(one.grade).rank, one.nature)))
        self.note("")
        self.show_list()

    def _wrong(self) -> str:
        try:
            check_schedule(self._lines)
        except BadTerms as bad:
            return fault_text(BadInput(bad.code, article=bad.article, grade=bad.grade, nature=bad.nature))
        return ""

    def _general(self) -> dict[Grade, Terms]:
        return {each.grade: each for each in self._lines if not each.nature}

    @property
    def _line(self) -> Terms | None:
        at = self.key
        return self._lines[at] if isinstance(at, int) and at < len(self._lines) else None
