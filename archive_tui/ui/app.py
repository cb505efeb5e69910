"""The program on the terminal: which screens there are, and what works on all of them. It stays thin."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerFailed

from archive_tui import wording
from archive_tui.clock import Clock
from archive_tui.services.archive import Actor
from archive_tui.services.board import Counters
from archive_tui.ui import theme
from archive_tui.ui.actions import EVERYWHERE, Action, action, everywhere
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.ending import Ending
from archive_tui.ui.everywhere_acts import DOES, blank
from archive_tui.ui.following import count, follow_others
from archive_tui.ui.look import Look, look_of
from archive_tui.ui.ringing import Ringing
from archive_tui.ui.session import Session
from archive_tui.ui.watchdog import Watchdog
from archive_tui.ui.widgets.frame import Kind
from archive_tui.ui.widgets.net import ASCII_STYLE, NET
from archive_tui.wording import _
from archive_tui.wording.times import install_zone

if TYPE_CHECKING:
    from archive_tui.ui.screens.base import WorkScreen

#: What time alone changes (minutes left, what is due) is looked at this often; nothing ticks faster (trust.md).
TICK = 20.0
MINUTE = 60.0  # of the settings that count in minutes


def _desk() -> Screen[None]:
    from archive_tui.ui.screens.desk import DeskScreen

    return DeskScreen()


def _register() -> Screen[None]:
    from archive_tui.ui.screens.register import RegisterScreen

    return RegisterScreen()


def _clients() -> Screen[None]:
    from archive_tui.ui.screens.clients import ClientsScreen

    return ClientsScreen()


def _sign_offs() -> Screen[None]:
    from archive_tui.ui.screens.sign_offs import SignOffsScreen

    return SignOffsScreen()


def _trail() -> Screen[None]:
    from archive_tui.ui.screens.trail import TrailScreen

    return TrailScreen()


def _office() -> Screen[None]:
    from archive_tui.ui.screens.office import OfficeScreen

    return OfficeScreen()


class ArchiveApp(App[int], inherit_bindings=False):
    """The screens over one session; the caller closes the session."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [*bindings_of(EVERYWHERE), Binding("ctrl+c", "how_to_leave", show=False, priority=True)]
    MODES: ClassVar = {
        "desk": _desk, "register": _register, "clients": _clients, "sign_offs": _sign_offs, "trail": _trail,
        "office": _office,
    }  # fmt: skip

    def __init__(self, session: Session, look: Look | None = None, *, start: str = "") -> None:
        """Take the session; ``start`` is the screen to begin with, else the first that the person may use."""
        self.session = session
        self.counters: Counters | None = None
        self.ended_by: Exception | None = None
        self.ending = Ending()
        self.ringing = Ringing(self)
        self.watchdog: Watchdog | None = None
        # The first screen is no mode of its own that would be painted for nothing.
        self.DEFAULT_MODE = start or self.screens_allowed()[0].verb  # type: ignore[misc]
        super().__init__(ansi_color=theme.native_colour(os.environ))
        self.animation_level = "none"
        self.wear(look or Look())

    # What the screens ask

    def screens_allowed(self) -> list[Action]:
        """Return the screens that the person's roles may use, in the order of their keys."""
        acts = self.session.seat.acts
        return [each for each in everywhere.SCREENS if any(act in acts for act in each.needs)]

    @property
    def work_screen(self) -> WorkScreen:
        """The screen in front, or the one beneath the panels that are over it."""
        from archive_tui.ui.screens.base import WorkScreen

        return next(each for each in reversed(self.screen_stack) if isinstance(each, WorkScreen))

    def say(self, words: str, kind: Kind = Kind.NOTE) -> None:
        """Say something on the status line of the panel or screen in front."""
        from archive_tui.ui.screens.dialog import Panel

        front = self.screen if isinstance(self.screen, Panel) else self.work_screen
        front.answer(words, kind)

    def ring(self, words: str) -> None:
        """Ring the bell if the archive has it on; the words are its visible twin."""
        if self.session.seat.settings.bell:
            self.bell()
        self.work_screen.add_note(words)

    def end_because(self, error: Exception) -> None:
        """Leave the screens, and have ``run_desk`` raise ``error``."""
        self.ended_by = error
        self.exit(1)

    def work_screens(self) -> list[WorkScreen]:
        """Return every screen that there is, in front or not."""
        from archive_tui.ui.screens.base import WorkScreen

        return [each for stack in self._screen_stacks.values() for each in stack if isinstance(each, WorkScreen)]

    # Keys, and how it looks

    def action_act(self, action_id: str) -> None:
        """Do what a key, the menu or the palette asks for, or say why not."""
        each = action(action_id)
        if each not in everywhere.SCREENS:
            DOES[each.verb](self)
        elif each.verb == self.current_mode and not isinstance(self.screen, ModalScreen):
            self.work_screen.again()
        elif each in self.screens_allowed():
            self.switch_mode(each.verb)
        else:
            self.say(_("That is for somebody in another role."), Kind.REFUSED)

    def action_how_to_leave(self) -> None:
        """Say on Ctrl+C how the program is left, for many would press it by habit."""
        self.say(_("Ctrl+Q leaves the program. Text is copied with the terminal's own selection."))

    def wear(self, look: Look) -> None:
        """Look like this from now on."""
        self.look = look
        self.glyphs = theme.ASCII if look.ascii else theme.UNICODE
        theme.dress(self, look.theme)
        self.refresh_css(animate=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the last net before the terminal, and plain signs if they are wanted."""
        plain = [ASCII_STYLE] if self.look.ascii else []
        return [*super().get_line_filters(), NET, *plain]

    # What goes on beside the keys

    def on_mount(self) -> None:
        """Begin to watch for other sessions' acts, for time going by, and for a session left alone."""
        self.run_worker(follow_others(self))
        self.run_worker(count(self), group="count")
        self.set_interval(TICK, self.tick)
        settings = self.session.seat.settings
        self.watchdog = Watchdog(
            settings.blank_minutes * MINUTE, settings.end_minutes * MINUTE, self._blank_soon, self._end_alone
        )  # fmt: skip
        self.watchdog.start()

    def on_unmount(self) -> None:
        """Stop watching."""
        if self.watchdog is not None:
            self.watchdog.stop()

    async def on_event(self, event: events.Event) -> None:
        """Tell the watchdog of keys, and only of keys."""
        if isinstance(event, events.Key | events.Paste) and self.watchdog is not None:
            self.watchdog.touch()
        await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small for the screens."""
        from archive_tui.ui.screens.too_small import LEAST, TooSmallScreen

        if event.size.width < LEAST.width or event.size.height < LEAST.height:
            if not isinstance(self.screen, TooSmallScreen):
                self.push_screen(TooSmallScreen())
        elif isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def tick(self) -> None:
        """Count anew what waits, and refresh the screen in front."""
        self.run_worker(count(self), group="count", exclusive=True)
        self.work_screen.reload()

    def _blank_soon(self) -> None:
        """Have the screen blanked: called on the watchdog's thread, which doesn't wait for a frozen loop."""
        self.call_later(blank, self)

    def _end_alone(self) -> None:
        """End the session that was left alone: called on the watchdog's thread, and the loop may stand still."""
        self.ending.now(words=_("The session was left alone for too long and has ended."))

    # A fault of the program

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screen without a word: Textual's own way prints local variables, and a PIN may be among them.

        ``run_desk`` raises the error once the terminal is as it was.
        """
        self._return_code = 70
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exception is None:
            self._exception = cause if isinstance(cause, Exception) else error
            self._exception_event.set()
        self._close_messages_no_wait()


def run_desk(
    path: Path, actor: Actor, *, clock: Clock, lang: str | None = None, look: Look | None = None, start: str = ""
) -> int:
    """Open the archive and run the screens; return the exit code.

    ``lang`` is ``--lang``; without it the person's own setting counts, else the locale. Raises the store's faults,
    NotOnStaff for who has left the company meanwhile, and any fault of the program.
    """
    session = Session(path, actor, clock)
    try:
        wording.install(lang or session.seat.language or wording.language_of(None, os.environ))
        install_zone(session.seat.settings.tz)
        app = ArchiveApp(session, look or look_of(session.seat.login), start=start)
        undo = app.ending.on_signals()
        try:
            app.run(mouse=False)
        finally:
            undo()
        if (error := app.ended_by or app._exception) is not None:
            raise error
        return app.return_value or 0
    finally:
        session.close()
