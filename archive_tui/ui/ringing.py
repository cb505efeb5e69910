"""The bells of a session, whatever screen is in front: what is due, what was signed, and a clock that was moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from archive_tui.regulation.moments import Moment, clock_step
from archive_tui.regulation.permissions import Act
from archive_tui.services.board import Board, BoardRow, board
from archive_tui.services.care import note_clock_step
from archive_tui.services.worklists import LineShown, approved_waiting
from archive_tui.ui import bells
from archive_tui.ui.bells import Rung
from archive_tui.wording import _
from archive_tui.wording.joining import all_of, clauses, ended
from archive_tui.wording.times import minutes_left, time_text

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

#: From this step of the wall clock against the boot clock on, it is said and recorded (trust.md, Time).
_STEP = timedelta(seconds=30)


class Ringing:
    """What has rung in this session, and where its clocks stood last."""

    def __init__(self, app: ArchiveApp) -> None:
        """Begin with nothing rung: what is due already when the session begins is on the board."""
        self._app = app
        self._rung: Rung | None = None
        self._clock: Moment = app.session.clock.now()

    async def listen(self) -> None:
        """Look at what is due and what was signed, and ring for what is new; raises StoreFault."""
        session = self._app.session
        found = await session.look(board)
        rows = self._mine(found)
        approved = await session.look(approved_waiting)
        told: list[str] = []
        if self._rung is not None:
            told += [_signed_words(line) for line in bells.arrived(self._rung, approved)]
            told += [_due_words(row) for row in bells.due_now(self._rung, rows)]
        self._rung = bells.rung_for(rows, approved)
        if told:
            self._app.ring(ended(clauses(told)))
        await self._mind_the_clock(found.now)

    def signed_here(self, line_ids: Sequence[int]) -> None:
        """Note signatures given at this very desk: they ring no bell."""
        if self._rung is not None:
            self._rung = replace(self._rung, approved=self._rung.approved | frozenset(line_ids))

    def _mine(self, found: Board) -> tuple[BoardRow, ...]:
        """Return what it rings for: everything for who keeps the room, for everybody else their own loans."""
        seat = self._app.session.seat
        if Act.TAKE_BACK in seat.acts:
            return found.rows
        return tuple(row for row in found.rows if row.borrower_id == seat.person_id)

    async def _mind_the_clock(self, now: Moment) -> None:
        """Say that the wall clock was moved against the boot clock; who keeps the room has it recorded, once."""
        step = clock_step(self._clock, now)
        if abs(step) <= _STEP:
            return
        self._clock = now
        session = self._app.session
        words = _("The clock was moved by {step} s; it is {at} now. Loans run on by the time that really passes.")
        at = time_text(now.utc, session.seat.settings.tz)
        for screen in self._app.work_screens():
            screen.warn(words.format(step=f"{int(step.total_seconds()):+d}", at=at))
        if Act.TAKE_BACK in session.seat.acts:
            await session.act(note_clock_step, step)


def _signed_words(line: LineShown) -> str:
    names = all_of([each.signer for each in line.sign_offs[-1:]])
    return _("{name} signed {form} for {borrower}").format(name=names, form=line.label, borrower=line.borrower)


def _due_words(row: BoardRow) -> str:
    minutes = minutes_left(row.left)
    text = _("{code} with {name} is due now") if minutes <= 0 else _("{code} with {name}: {minutes} minutes left")
    return text.format(code=row.item.label, name=row.borrower, minutes=minutes)
