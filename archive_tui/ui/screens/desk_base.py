"""What the desk's keys share: the slip, the board, and how both are shown and kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.content import Content

from archive_tui.regulation.rulings import Clause
from archive_tui.services import lending
from archive_tui.services.board import Board, BoardRow, board
from archive_tui.ui.actions import desk as desk_actions
from archive_tui.ui.screens import desk_board, desk_words
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.desk_lines import Sheet, slip_lines
from archive_tui.ui.screens.desk_work import Attempts, confirm, looked_at
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.slip import Do, Slip, Stage, Step, Wish
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.ui.widgets.scan_line import ScanLine
from archive_tui.wording import _
from archive_tui.wording.joining import clauses, ended, sentence

T = TypeVar("T")

#: When to look again at a slip that an act was at work on, in seconds.
_SOON = 0.3


class DeskBase(WorkScreen):
    """The slip over the clock board. Scans and keys are done one after the other, in the order in which they came."""

    SCREEN: ClassVar[str] = "desk"
    CSS_PATH = "desk.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "ScanLine"

    def __init__(self) -> None:
        """Start with nobody at the desk."""
        super().__init__()
        self.slip = Slip()
        self.board: Board | None = None
        self._turned = 0  # counts the steps of the slip, so that a look that has been overtaken is not shown
        self._attempts = Attempts()

    # What is on the screen

    def body(self) -> ComposeResult:
        """Yield the scan line over the slip over the board."""
        rows = RowList(desk_board.columns(), id="board")
        yield Lines(id="banner")
        yield ScanLine(target=rows, id="scan")
        yield Lines(id="slip")
        yield RowList((), id="choices")
        yield Rule(id="board-title")
        yield rows

    def speak(self) -> None:
        """Say everything in the language spoken now."""
        super().speak()
        if not self.standing:
            return
        scan = self.query_one("#scan", ScanLine)
        scan.prompt = " {}  ".format(_("Scan"))
        scan.set_hint(_("a card, a label, a form; or type a name, a piece of a title"))
        listed = self.query_one("#board", RowList)
        listed.set_empty(_("Everything is in its place."))
        listed.set_columns(desk_board.columns())
        self.show_board()
        self.show_slip()

    def show_slip(self) -> None:
        """Show the slip, and give it its room while somebody is served."""
        self.set_class(not self.slip.empty, "-visit")
        self.query_one("#slip", Lines).show(self._slip_lines)
        self.show_keys()

    def show_board(self) -> None:
        """Show the board as it was last read; the cursor stays on its loan."""
        if self.board is None:
            return
        listed = self.query_one("#board", RowList)
        rows = desk_board.rows_of(self.board, self.session.seat.settings.tz)
        listed.set_source(GivenRows(rows), listed.cursor_key)
        self._show_board_title()

    def show_frame(self) -> None:
        """Show the frame, and over the board how much is open."""
        super().show_frame()
        if self.standing:
            self._show_board_title()

    def _show_board_title(self) -> None:
        count = len(self.board.rows) if self.board is not None else 0
        title = _("Out and in the room: {count}").format(count=count) if count else _("Out and in the room")
        counted = self.own_app.counters
        if counted is not None and counted.open_work:
            key, word = desk_actions.WORK.key, _(desk_actions.WORK.word)
            title += f"    {key} {word} ({counted.open_work})"
        self.query_one("#board-title", Rule).show(title)

    def _slip_lines(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        return slip_lines(self.slip, Sheet(width, height, glyphs, now, tz))

    @property
    def board_row(self) -> BoardRow | None:
        """The board's row under the cursor."""
        key = self.query_one("#board", RowList).cursor_key
        rows = self.board.rows if self.board else ()
        return next((row for row in rows if row.loan_id == key), None)

    # Steps of the slip

    async def take(self, step: Step) -> None:
        """Put a step of the slip on the screen: have it ruled on, say what it says, do what Enter does."""
        before, self.slip = self.slip, step.slip
        self.turn()
        if step.do is Do.CONFIRM:
            await self.hand_over_and_take_back()
            return
        if step.do is Do.RULE:
            await self.rule(afresh=before.eyes != self.slip.eyes)
        self.say(step)
        self.show_slip()
        if before.eyes != self.slip.eyes:
            self.reload()  # who reads along has changed, and with it the titles on the board

    def turn(self) -> None:
        """Note that the slip is another one now: a look at the one before is not shown."""
        self._turned += 1

    def say(self, step: Step) -> None:
        """Say what a step says, or nothing."""
        if step.said is None:
            self.note("")
        else:
            self.answer(desk_words.said_text(step.said), desk_words.answer_of(step.said))

    async def rule(self, *, afresh: bool) -> None:
        """Have the slip ruled on, and a refusal recorded."""
        self.slip, refused = await looked_at(self.session, self.slip, afresh=afresh)
        for wish in refused:
            assert self.slip.person is not None
            await self.session.act(lending.note_refusal, self.slip.person.id, wish.item.id, wish.kind)

    async def hand_over_and_take_back(self) -> None:
        """Do what Enter does; the rulings are made again by the act itself."""
        done = await confirm(self.session, self.slip, self._attempts)
        self.slip = done.slip
        self.turn()
        if self.slip.person is not None:
            await self.rule(afresh=True)
        if done.refused:
            self.refuse(sentence(clauses(done.refused)))
        else:
            self.answer(sentence(clauses(done.said)))
        self.show_slip()

    async def ask(self, panel: Panel[T]) -> T | None:
        """Open a panel and return what came of it, None for Esc."""
        result: T | None = await self.app.push_screen_wait(panel)
        return result

    # What other sessions and the clock do

    async def load(self) -> None:
        """Read the board, and the rulings of what lies there, as they are now; ring for what was refused."""
        turned, slip = self._turned, self.slip
        found = await self.session.look(board, slip.eyes)
        if not slip.empty:
            slip, _refused = await looked_at(self.session, slip, afresh=True)
        if not self.standing:
            return
        if turned != self._turned:
            self.reload()
            return
        self.board = found
        self.show_board()
        told: list[str] = []
        if self._turn.locked() and self.app.screen is self:
            self.set_timer(_SOON, self.reload)  # an act is at work on the slip
        else:
            told = self._turned_down(self.slip, slip)
            self.slip = slip
        self.show_slip()
        if told:
            self.own_app.ring(ended(clauses(told)))

    def _turned_down(self, before: Slip, after: Slip) -> list[str]:
        """Return who refused, since the slip was last looked at, to sign for what lies there."""
        told = []
        for old, new in zip(before.lines, after.lines, strict=True):
            if isinstance(old, Wish) and isinstance(new, Wish) and old.stage is Stage.SIGN and old.ruling != new.ruling:
                told += [
                    _("{name} did not sign for {code}").format(name=clause.facts.get("name"), code=new.item.label)
                    for clause in _refusals(new)
                    if clause not in _refusals(old)
                ]
        return told

    def warn(self, words: str) -> None:
        """Show a warning over everything; Esc takes it away."""
        self.show_banner(words)

    def show_banner(self, words: str) -> None:
        """Show a line over everything, or none."""
        self.set_class(bool(words), "-banner")
        self.query_one("#banner", Lines).show(lambda width, height, glyphs: [Content(f" {glyphs.warn} {words}")])


def _refusals(wish: Wish) -> list[Clause]:
    return [clause for clause in wish.ruling.against if clause.code == "sign_off_refused"] if wish.ruling else []
