"""What every screen has: the lines around it, keys that say why not, loading that never blocks, and the answer line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import Worker

from archive_tui.services.archive import BadInput, NotThere, Outcome, StoreFault
from archive_tui.services.pins import PinRefused
from archive_tui.ui.actions import Action, action, of_screen, screen_word
from archive_tui.ui.session import Session
from archive_tui.ui.widgets.frame import Key, KeyLine, Kind, StatusLine, TopLine
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text
from archive_tui.wording.joining import clauses, sentence
from archive_tui.wording.names import role_word
from archive_tui.wording.rulings import cited

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

#: What can keep an act or a look from being done: one sentence on the status line, nothing else.
FAULTS = (BadInput, NotThere, PinRefused, StoreFault)


class WorkScreen(Screen[Any], inherit_bindings=False):
    """A screen of the program; a subclass sets ``SCREEN`` and ``BINDINGS = bindings_of(SCREEN)``.

    An action ``screen.verb`` runs the method ``do_verb``, which may be a coroutine (acts are done one after the other),
    unless ``why_not(verb)`` gives the sentence that says why not. ``load`` fetches what is shown, off the loop: it is
    called at the start, when the screen comes back, when any session has committed, and every so often.
    """

    SCREEN: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str | None] = "ScanLine, RowList"
    ESCAPE_TO_MINIMIZE: ClassVar[bool | None] = False

    def __init__(self) -> None:
        """Start with nothing loaded."""
        super().__init__()
        self._turn = asyncio.Lock()
        self._stale = False
        self._loading: Worker[None] | None = None

    # For the screens to say and to override

    def body(self) -> ComposeResult:
        """Yield what stands between the top line and the status line."""
        raise NotImplementedError

    async def load(self) -> None:
        """Fetch what is shown, by ``session.look``, and show it; a fault becomes a sentence."""

    def why_not(self, verb: str) -> str | None:
        """Return the sentence that says why an action can't be done now; None where it can."""
        return None

    def word_of(self, each: Action) -> str:
        """Return an action's word in the key line."""
        return _(each.word)

    def keys(self) -> Sequence[Action]:
        """Return the actions of the key line, the most useful first; ``F1`` is added."""
        return [each for each in of_screen(self.SCREEN) if each.line and self.may_use(each)]

    def place(self) -> str:
        """Return where we are, for the top line."""
        return screen_word(self.SCREEN)

    def speak(self) -> None:
        """Say everything in the language spoken now; subclasses add their own words."""
        self.show_frame()

    def again(self) -> None:
        """Do what this screen's own key does while it is in front; nothing, unless a screen has a use for it."""

    def serve(self, label: str) -> None:
        """Take a form's label as if it had been scanned: for the desk."""

    def unfinished(self) -> str | None:
        """Return what would be lost by leaving the program now, as a sentence; None for nothing."""
        return None

    # For the screens to use

    @property
    def own_app(self) -> ArchiveApp:
        """The app, as what it is."""
        return cast("ArchiveApp", self.app)

    @property
    def session(self) -> Session:
        """The way to the archive."""
        return self.own_app.session

    def may_use(self, each: Action) -> bool:
        """Say whether the person's roles have that action at all."""
        return not each.needs or any(act in self.session.seat.acts for act in each.needs)

    def answer(self, words: str, kind: Kind = Kind.DONE) -> None:
        """Say on the status line what the last act came to."""
        self.query_one(StatusLine).answer(words, kind)

    def note(self, words: str) -> None:
        """Say something on the status line that is neither done nor refused."""
        self.answer(words, Kind.NOTE)

    def add_note(self, words: str) -> None:
        """Say something that nobody asked for; the answer to an act that was just done stays."""
        self.query_one(StatusLine).add(words)

    def refuse(self, words: str) -> None:
        """Say on the status line why not."""
        self.answer(words, Kind.REFUSED)

    def refuse_outcome(self, outcome: Outcome[Any]) -> None:
        """Say on the status line which clauses stood in the way."""
        self.refuse(against_text(outcome))

    def warn(self, words: str) -> None:
        """Say what everybody at this terminal has to know, and that is no answer to an act."""
        self.note(words)

    def attempt(self, work: Awaitable[Any]) -> None:
        """Do ``work`` once what was begun before it is done; a fault becomes a sentence on the status line."""
        self.run_worker(self._in_turn(work), group="acts")

    def reload(self) -> None:
        """Have ``load`` run, once more if it is running."""
        self._stale = True
        if self._loading is None or self._loading.is_finished:
            self._loading = self.run_worker(self._load(), group="load")

    @property
    def standing(self) -> bool:
        """Whether the screen's parts are there: not before it is mounted, nor while the program ends."""
        return self.is_mounted and bool(self.query(KeyLine))

    def show_frame(self) -> None:
        """Show where we are, what waits, the screens, who sits here, and the keys."""
        if not self.standing:
            return
        self.query_one(TopLine).show(self.place(), self._counters(), self._screens())
        self.query_one(StatusLine).show_who(self._who())
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys as they stand now."""
        keys = [Key(each.key, self.word_of(each), self.why_not(each.verb) is None) for each in self.keys()][:5]
        more = [each for each in map(action, ("everywhere.help", "everywhere.grade")) if self.may_use(each)]
        self.query_one(KeyLine).show([*keys, *(Key(each.key, _(each.word)) for each in more)])

    # The work

    def compose(self) -> ComposeResult:
        """Put the body between the lines."""
        yield TopLine()
        yield from self.body()
        yield StatusLine()
        yield KeyLine()

    def action_act(self, action_id: str) -> None:
        """Do what a key or the palette asks for, or say why not."""
        verb = action(action_id).verb
        if not self.may_use(action(action_id)):
            self.refuse(_("That is for somebody in another role."))
        elif (why := self.why_not(verb)) is not None:
            self.refuse(why)
        else:
            doing: Callable[[], object] = getattr(self, f"do_{verb}")
            result = doing()
            if isawaitable(result):
                self.attempt(result)
            else:
                self.show_keys()

    def on_mount(self) -> None:
        """Show the frame and fetch what is shown."""
        self.show_frame()
        self.reload()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was in front."""
        if self._loading is not None:
            self.speak()
            self.reload()

    async def _in_turn(self, work: Awaitable[Any]) -> None:
        async with self._turn:
            try:
                await work
            except FAULTS as fault:
                self.refuse(fault_text(fault))
        if self.standing:
            self.show_keys()

    async def _load(self) -> None:
        while self._stale:
            self._stale = False
            try:
                await self.load()
            except FAULTS as fault:
                self.refuse(fault_text(fault))
            self.show_frame()

    def _counters(self) -> list[str]:
        counted = self.own_app.counters
        words: list[str] = []
        if counted is None:
            return words
        if counted.sign_offs:
            words.append(_("Sign-offs {number}").format(number=counted.sign_offs))
        if counted.due:
            words.append(_("Due {number}").format(number=counted.due))
        if counted.recalls:
            words.append(_("Recalls {number}").format(number=counted.recalls))
        if counted.incidents:
            words.append(_("Incidents {number}").format(number=counted.incidents))
        return words

    def _screens(self) -> list[Key]:
        here = self.own_app.current_mode
        return [Key(each.key, _(each.word), each.verb == here) for each in self.own_app.screens_allowed()]

    def _who(self) -> str:
        seat, dot = self.session.seat, self.own_app.glyphs.dot
        roles = _(", ").join(role_word(role) for role in seat.roles)
        return f"{seat.name} {dot} {roles}"


def against_text(outcome: Outcome[Any]) -> str:
    """Return which clauses stood in the way of an act, as a sentence."""
    return sentence(clauses([cited(clause) for clause in outcome.ruling.against]))
