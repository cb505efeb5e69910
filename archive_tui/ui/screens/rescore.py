"""Grades that would change with today's figures (4.2.1): listed before anything changes, re-scored by a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content

from archive_tui.regulation.grading import shown
from archive_tui.regulation.terms import Schedule
from archive_tui.services import scoring, terms
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.scoring import GradeChange
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Question
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown as shown_text
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.clients import grade_word
from archive_tui.wording.scores import change_text, terms_change

#: How many of those to be scored anew the question names, and how wide its words are.
_NAMED, _WIDTH = 5, 60


class RescoreScreen(OfficeList):
    """All grades that would change, those that get worse first; below them what the change brings."""

    SCREEN: ClassVar[str] = "rescore"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[GradeChange, ...] = ()
        self._schedule = Schedule()
        self._read = False

    async def load(self) -> None:
        """Read what would change."""
        self._found, self._schedule = await self.session.look(_read)
        self._read = True
        self.show_list()

    def columns(self) -> list[Column]:
        """Return client, code, points and grade now and then."""
        return [
            Column("name", lambda: pgettext("column", "Client"), Share()),
            Column("code", lambda: pgettext("column", "Code"), 8),
            Column("old", lambda: pgettext("column", "Points"), 6, "right"),
            Column("grade", lambda: pgettext("column", "Grade"), 9),
            Column("new", lambda: pgettext("column", "Then"), 6, "right"),
            Column("then", lambda: pgettext("column", "Grade"), 9),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each client; those that get worse stand out."""
        return [
            Row(
                each.client_id,
                (
                    each.name, each.code, shown(each.old_total), grade_word(each.old), shown(each.new_total),
                    grade_word(each.new),
                ),
                "$error" if each.new.rank > each.old.rank else "",
            )
            for each in self._found
        ]  # fmt: skip

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("No grade would change with today's figures.") if self._read else _("One moment.")

    def heading(self) -> str:
        """Return which client."""
        return f"{self._change.code} {self._change.name}" if self._change is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return what the change is, and what it brings."""
        one = self._change
        if one is None:
            return ()
        now, then = (self._schedule.terms_for(grade, one.nature) for grade in (one.old, one.new))
        return (
            (_("Points"), f"{shown(one.old_total)}, {shown(one.new_total)}"),
            (_("Grade"), change_text(one.old, one.new)),
            (_("Terms"), terms_change(now, then)),
            (
                _("Since"),
                _("its own rental, the highest client's, or that it is no longer new has moved its points (4.2.1)"),
            ),
        )

    @property
    def _change(self) -> GradeChange | None:
        return next((each for each in self._found if each.client_id == self.key), None)

    @on(RowList.Chosen, "#list")
    def do_open(self) -> None:
        """Open the card of the client at the cursor."""
        from archive_tui.ui.screens.client_card import ClientCardScreen

        if self._change is not None:
            self.app.push_screen(ClientCardScreen(self._change.client_id))

    async def do_one(self) -> None:
        """Re-score the client at the cursor."""
        if self._change is not None:
            await self._rescore([self._change])

    async def do_all(self) -> None:
        """Re-score all that are listed, after a question."""
        await self._rescore(list(self._found))

    async def _rescore(self, wanted: list[GradeChange]) -> None:
        """Make the scores anew, of exactly those that were listed."""
        count = len(wanted)
        words = ngettext(
            "{count} client is scored anew with today's figures and the same judgement.",
            "{count} clients are scored anew with today's figures and the same judgement.", count,
        ).format(count=count)  # fmt: skip
        told = [f"{each.name}  {change_text(each.old, each.new)}" for each in wanted[:_NAMED]]
        lines = Content("\n").join(shown_text(line) for text in (words, *told) for line in wrapped(text, _WIDTH))
        if not await self.app.push_screen_wait(Question(_("Re-score"), lines, enter=_("re-score"))):
            return
        outcome = await self.session.act(scoring.rescore, [each.client_id for each in wanted])
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        done = ngettext("{count} client is scored anew.", "{count} clients are scored anew.", outcome.done)
        self.answer(done.format(count=outcome.done))


def _read(archive: Archive, actor: Actor) -> tuple[tuple[GradeChange, ...], Schedule]:
    return scoring.rescore_preview(archive, actor), terms.in_force(archive, actor)
