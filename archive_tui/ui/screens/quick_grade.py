"""Quick grade (Ctrl+G): a few letters of a client, and grade, date and terms stand there while one types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services.quick_grade import QuickGrade, quick_grade
from archive_tui.ui.screens.base import FAULTS
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.session import Session
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.frame import Key
from archive_tui.ui.widgets.lines import Lines, wrapped
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, pgettext
from archive_tui.wording.client_cards import grade_text, stale_text
from archive_tui.wording.clients import day_text, grade_word, terms_text, version_text
from archive_tui.wording.faults import fault_text
from archive_tui.wording.joining import clauses, sentence

_ROWS, _LINES = 7, 8


class GradeRows:
    """The clients that meet a text, asked for once."""

    def __init__(self, session: Session, text: str) -> None:
        """Take where to ask, and for what."""
        self._session, self._text = session, text
        self.found: Sequence[QuickGrade] = ()

    async def count(self) -> int:
        """Return how many clients are shown."""
        self.found = await self._session.look(quick_grade, self._text) if self._text.strip() else ()
        return len(self.found)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return some of them."""
        return [_row(each) for each in self.found[offset : offset + limit]]


class QuickGradePanel(Panel[int]):
    """Gives back the client whose card is to be opened; None after Esc."""

    AUTO_FOCUS: ClassVar[str | None] = "ScanLine"

    def __init__(self, session: Session) -> None:
        """Take where to ask."""
        super().__init__(_("Quick grade"), wide=True)
        self._source = GradeRows(session, "")
        self._session = session

    def body(self) -> ComposeResult:
        """Yield the line to type into, the clients, and the grade and terms of the one at the cursor."""
        rows = RowList(_columns(), self._source, on_error=self._failed)
        rows.styles.height = _ROWS
        yield ScanLine(
            " {}  ".format(_("Client")), hint=_("name, pinyin, initials, code, telephone"), keep=True, target=rows
        )
        yield rows
        lines = Lines()
        lines.styles.height = _LINES
        yield lines

    def keys(self) -> Sequence[Key]:
        """Return the keys of the panel."""
        return [Key("Enter", _("open card")), Key("Up Down", _("choose")), *super().keys()]

    def on_mount(self) -> None:
        """Show the keys and the empty lines."""
        super().on_mount()
        self.query_one(Lines).show(self._compose_lines)

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        self._source = GradeRows(self._session, event.value)
        rows = self.query_one(RowList)
        rows.set_empty(_("No client fits that. Fewer letters find more.") if event.value.strip() else "")
        rows.set_source(self._source)

    @on(ScanLine.Submitted)
    def _entered(self) -> None:
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        self.dismiss(event.key)

    @on(RowList.Highlighted)
    @on(RowList.Loaded)
    def _moved(self) -> None:
        self.query_one(Lines).repaint()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, FAULTS):
            raise error
        self.answer(fault_text(error))

    def _compose_lines(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        key = self.query_one(RowList).cursor_key
        quick = next((each for each in self._source.found if each.client_id == key), None)
        return list(quick_lines(quick, width, glyphs))[:height] if quick is not None else []


def quick_lines(quick: QuickGrade, width: int, glyphs: Glyphs) -> Iterator[Content]:
    """Yield a client's grade, whether it is stale, and the terms in force, ready to be read out."""
    yield Content("")
    for each in wrapped(quick.name, width - 2, 2):
        yield Content(" ") + shown(each, "bold")
    yield Content(" ") + shown(sentence(grade_text(quick)), "bold $accent")
    if stale := stale_text(quick):
        yield Content(" ") + shown(f"{glyphs.warn} {sentence(stale)}")
    terms = [terms_text(quick.terms, quick.grade)]
    if quick.terms is not None:
        terms.append(version_text(quick.terms.version))
    for each in wrapped(sentence(clauses(terms)), width - 2, 5):
        yield Content(" ") + shown(each)


def _row(quick: QuickGrade) -> Row:
    stale = pgettext("grade", "stale") if quick.stale else ""
    cells = (quick.code, quick.name, grade_word(quick.grade), quick.total or "", day_text(quick.scored_on), stale)
    return Row(quick.client_id, cells)


def _columns() -> list[Column]:
    return [
        Column("code", lambda: pgettext("column", "Code"), 8),
        Column("name", lambda: pgettext("column of clients", "Name"), Share()),
        Column("grade", lambda: pgettext("column", "Grade"), 8),
        Column("total", lambda: pgettext("column", "Total"), 6, "right"),
        Column("scored", lambda: pgettext("column", "Scored"), 10),
        Column("stale", lambda: "", 5),
    ]
