"""The desk's slip: who stands there, what goes out and what comes back. Plain frozen data, no screen, no archive.

What a scan makes of a slip is in ``slip_scans``, what keys make of it in ``slip_keys``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.levels import Kind
from archive_tui.regulation.rulings import Decision, Fact, Ruling
from archive_tui.services.finding import ItemShown, Meaning, PersonShown

#: The same code within so many seconds is a double scan.
DOUBLE = 2.0


class Stage(StrEnum):
    """How far a line of the slip has come."""

    LOOK = "look"  # an item without a borrower: something to look at
    READY = "ready"
    SIGN = "sign"
    REFUSED = "refused"
    LENT = "lent"
    COMING = "coming"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Wish:
    """An item that the person at the desk wants, and how; ``ruling`` is None while nobody stands there.

    ``until`` is a shorter term than the level's, ``form`` the label of the application made out for it, ``loan``
    the loan (a copy: its number) once it has been handed over, due at ``due_at``.
    """

    item: ItemShown
    kind: Kind
    ruling: Ruling | None = None
    until: datetime | None = None
    form: str = ""
    loan: int | None = None
    due_at: datetime | None = None

    @property
    def done(self) -> bool:
        """Whether the item has been handed over."""
        return self.loan is not None

    @property
    def stage(self) -> Stage:
        """How far this line has come."""
        if self.loan is not None:
            return Stage.LENT
        if self.ruling is None:
            return Stage.LOOK
        decisions = {Decision.ALLOWED: Stage.READY, Decision.NEEDS_SIGN_OFF: Stage.SIGN}
        return decisions.get(self.ruling.decision, Stage.REFUSED)


@dataclass(frozen=True, slots=True)
class Return:
    """An item that comes back: ``pages`` counted (None: complete), what was found wrong, and a note on it.

    ``late``, ``incidents`` (how many were opened) and ``loan`` are known once it has been taken back.
    """

    item: ItemShown
    pages: int | None = None
    incident: str | None = None
    note: str = ""
    done: bool = False
    late: bool = False
    incidents: int = 0
    loan: int | None = None

    @property
    def stage(self) -> Stage:
        """How far this line has come."""
        return Stage.BACK if self.done else Stage.COMING

    @property
    def missing(self) -> int:
        """How many pages are missing by the count; 0 where the count is not known."""
        if self.pages is None or self.item.pages is None:
            return 0
        return max(0, self.item.pages - self.pages)


Line = Wish | Return


@dataclass(frozen=True, slots=True)
class Slip:
    """One visit at the desk.

    ``current`` is the index of the line that keys act on. ``next_person`` has shown a card while something is
    still open for the first; ``choices`` is a typed text that means several things; ``last`` is the code scanned
    last and when (seconds of any clock that only runs forward); ``warned`` says that the desk has told what is
    still open, so that the next empty Enter ends the visit all the same.
    """

    person: PersonShown | None = None
    lines: tuple[Line, ...] = ()
    current: int = 0
    next_person: PersonShown | None = None
    choices: Meaning | None = None
    last: tuple[str, float] | None = None
    warned: bool = False

    @property
    def empty(self) -> bool:
        """Whether nobody stands there and nothing lies there."""
        return self.person is None and not self.lines

    @property
    def line(self) -> Line | None:
        """The line that keys act on."""
        return self.lines[self.current] if self.lines else None

    @property
    def eyes(self) -> int | None:
        """Who reads along, for what titles may be shown."""
        return self.person.id if self.person else None

    @property
    def ready(self) -> tuple[Wish, ...]:
        """What goes out (is handed over, is copied) at the next Enter."""
        return tuple(line for line in self.lines if isinstance(line, Wish) and line.stage is Stage.READY)

    @property
    def coming(self) -> tuple[Return, ...]:
        """What is taken back at the next Enter."""
        return tuple(line for line in self.lines if isinstance(line, Return) and not line.done)

    @property
    def open(self) -> tuple[Line, ...]:
        """What has been neither handed over nor taken back."""
        return tuple(line for line in self.lines if not line.done)

    @property
    def to_sign(self) -> Wish | None:
        """What a signature given now is for: the current line, else the first that lacks one and can get one."""
        waiting = [line for line in self.lines if isinstance(line, Wish) and line.stage is Stage.SIGN]
        if isinstance(self.line, Wish) and self.line.stage is Stage.SIGN:
            return self.line
        able = [line for line in waiting if line.ruling is not None and line.ruling.signers]
        return next(iter(able or waiting), None)

    @property
    def to_undo(self) -> Line | None:
        """What was done last and can be undone: a loan or a return, the current line before others; no copy."""
        done = [line for line in self.lines if line.done and not (isinstance(line, Wish) and line.kind is Kind.COPY)]
        return next((line for line in done if line is self.line), done[-1] if done else None)

    def open_line_of(self, item_id: int) -> int | None:
        """Return the index of the open line with that item, or None."""
        return next((i for i, line in enumerate(self.lines) if not line.done and line.item.id == item_id), None)

    def with_line(self, index: int, line: Line) -> Slip:
        """Return the slip with one line replaced."""
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def plus(self, line: Line) -> Slip:
        """Return the slip with one line more, which is the current one."""
        return replace(self, lines=(*self.lines, line), current=len(self.lines), warned=False)


class Do(StrEnum):
    """What the screen has to do after a step."""

    NOTHING = "nothing"
    RULE = "rule"  # have the rulings (and titles) made anew
    CONFIRM = "confirm"  # hand over what is ready, take back what comes back


@dataclass(frozen=True, slots=True)
class Said:
    """What the desk says to a step: a code with facts (words in the desk's own words), good or bad news."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What became of the slip, what is said, what is to be done."""

    slip: Slip
    said: Said | None = None
    do: Do = Do.NOTHING
