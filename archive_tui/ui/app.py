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
from textual.screen import Screen

from archive_tui import wording
from archive_tui.clock import Clock
from archive_tui.services.archive import Actor, BadInput, NotThere, StoreFault
from archive_tui.services.board import Counters, counters
from archive_tui.services.office import choose_language
from archive_tui.ui import theme
from archive_tui.ui.actions import EVERYWHERE, Action, action, everywhere
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.ending import Ending
from archive_tui.ui.look import Look, keep_look, look_of
from archive_tui.ui.session import Session
from archive_tui.ui.watchdog import Watchdog
from archive_tui.ui.widgets.frame import Kind
from archive_tui.ui.widgets.net import ASCII_STYLE, NET
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text
from archive_tui.wording.times import install_zone

if TYPE_CHECKING:
    from archive_tui.ui.screens.base import WorkScreen

#: What can keep a look from being done.
FAULTS = (BadInput, NotThere, StoreFault)
#: What time alone changes (minutes left, what is due) is looked at this often; nothing ticks faster (trust.md).
TICK = 20.0
MINUTE = 60.0  # of the settings that count in minutes


def _desk() -> Screen[None]:
    from archive_tui.ui.screens.desk import DeskScreen

    return DeskScreen()


def _register() -> Screen[None]:
    from archive_tui.ui.screens.register import RegisterScreen

    return RegisterScreen()


def _sign_offs() -> Screen[None]:
    from archive_tui.ui.screens.sign_offs import SignOffsScreen

    return SignOffsScreen()


def _trail() -> Screen[None]:
    from archive_tui.ui.screens.trail import TrailScreen

    return TrailScreen()


class ArchiveApp(App[int], inherit_bindings=False):
    """The screens over one session; the caller closes the session."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [*bindings_of(EVERYWHERE), Binding("ctrl+c", "how_to_leave", show=False, priority=True)]
    MODES: ClassVar = {"desk": _desk, "register": _register, "sign_offs": _sign_offs, "trail": _trail}

    def __init__(self, session: Session, look: Look | None = None, *, start: str = "") -> None:
        """Take the session; ``start`` is the screen to begin with, else the first that the person may use."""
        self.session = session
        self.counters, self._counted = Counters(0, 0, 0), False
        self.look = look or Look()
        self.glyphs = theme.UNICODE
        self.ending = Ending()
        self.watchdog: Watchdog | None = None
        # The first screen is no mode of its own that would be painted for nothing.
        self.DEFAULT_MODE = start or self.screens_allowed()[0].verb  # type: ignore[misc]
        super().__init__(ansi_color=theme.native_colour(os.environ))
        self.animation_level = "none"
        self._dress()

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
        self.work_screen.note(words)

    # Keys that work everywhere

    def action_act(self, action_id: str) -> None:
        """Do what a key, the menu or the palette asks for, or say why not."""
        each = action(action_id)
        if each in everywhere.SCREENS:
            self._go(each)
        else:
            getattr(self, f"do_{each.verb}")()

    def action_how_to_leave(self) -> None:
        """Say on Ctrl+C how the program is left, for many would press it by habit."""
        self.say(_("Ctrl+Q leaves the program. Text is copied with the terminal's own selection."))

    def _go(self, each: Action) -> None:
        if each not in self.screens_allowed():
            self.say(_("That is for somebody in another role."), Kind.REFUSED)
            return
        self.switch_mode(each.verb)

    def do_help(self) -> None:
        """Explain the screen in front."""
        from archive_tui.ui.screens.help import HelpPanel

        self.push_screen(HelpPanel(self.work_screen.SCREEN))

    def do_menu(self) -> None:
        """Open the menu."""
        from archive_tui.ui.screens.menu import MenuPanel

        self.push_screen(MenuPanel(), self._chosen)

    def do_palette(self) -> None:
        """Open the list of all acts."""
        from archive_tui.ui.screens.palette import PalettePanel

        self.push_screen(PalettePanel(self.work_screen), self._chosen)

    def _chosen(self, action_id: str | None) -> None:
        if action_id is None:
            return
        each = action(action_id)
        if each.screen == EVERYWHERE:
            self.action_act(action_id)
            return
        if each.screen != self.work_screen.SCREEN:
            self.switch_mode(each.screen)
        self.call_after_refresh(self.work_screen.action_act, action_id)

    def do_look(self) -> None:
        """Put on the next theme: dark, light, without colour."""
        self._wear(self.look.next_theme())
        self.say(_("Theme: {name}.").format(name=self.look.theme_word()))

    def do_signs(self) -> None:
        """Draw with ASCII signs only, or not."""
        self._wear(self.look.with_ascii(not self.look.ascii))
        self.say(_("Signs: ASCII only.") if self.look.ascii else _("Signs: Unicode."))

    def do_language(self) -> None:
        """Speak the other language, and remember it for the person."""
        other = wording.ENGLISH if wording.current_language() == wording.CHINESE else wording.CHINESE
        self.speak(other)
        self.work_screen.attempt(self.session.act(choose_language, other))

    def do_blank(self) -> None:
        """Blank the screen until the person's PIN is typed."""
        from archive_tui.ui.screens.lock import LockScreen

        if not isinstance(self.screen, LockScreen):
            self.push_screen(LockScreen())

    def do_leave(self) -> None:
        """Leave, after a question if something unfinished would be lost."""
        from archive_tui.ui.screens.dialog import Question

        unfinished = next(filter(None, (each.unfinished() for each in self._work_screens())), None)
        if unfinished is None or isinstance(self.screen, Question):
            self.exit(0)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit(0)

        self.push_screen(Question(_("Leave?"), unfinished, enter=_("leave")), answered)

    # How it looks and speaks

    def speak(self, language: str) -> None:
        """Speak a language from now on, on every screen."""
        wording.install(language)
        self.work_screen.speak()
        self.work_screen.reload()

    def _wear(self, look: Look) -> None:
        self.look = look
        keep_look(self.session.seat.login, look)
        self._dress()

    def _dress(self) -> None:
        self.glyphs = theme.ASCII if self.look.ascii else theme.UNICODE
        theme.dress(self, self.look.theme)
        self.refresh_css(animate=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the last net before the terminal, and plain signs if they are wanted."""
        plain = [ASCII_STYLE] if self.look.ascii else []
        return [*super().get_line_filters(), NET, *plain]

    # What goes on beside the keys

    def on_mount(self) -> None:
        """Begin to watch for other sessions' acts, for time going by, and for a session left alone."""
        self.run_worker(self._follow_others())
        self.run_worker(self._count())
        self.set_interval(TICK, self._tick)
        settings = self.session.seat.settings
        self.watchdog = Watchdog(
            settings.blank_minutes * MINUTE, settings.end_minutes * MINUTE,
            lambda: self.call_later(self.do_blank), self.ending.now,  # posted: nothing waits for a frozen loop
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

    async def _follow_others(self) -> None:
        async for fault in self.session.changes():
            if fault is not None:
                self.say(fault_text(fault), Kind.REFUSED)
                continue
            try:
                await self.session.sit_down_again()
            except FAULTS as error:
                self.say(fault_text(error), Kind.REFUSED)
            self._tick()

    def _tick(self) -> None:
        self.run_worker(self._count(), group="count", exclusive=True)
        self.work_screen.reload()

    async def _count(self) -> None:
        """Count what waits for the person; one more to sign rings the bell."""
        try:
            before, self.counters = self.counters, await self.session.look(counters)
        except FAULTS:
            return  # whatever is wrong, the screen's own look says it
        if self.counters.sign_offs > before.sign_offs and self._counted:
            self.ring(_("Something new waits for your signature: F6."))
        self._counted = True
        self.work_screen.show_frame()

    def _work_screens(self) -> list[WorkScreen]:
        from archive_tui.ui.screens.base import WorkScreen

        return [each for stack in self._screen_stacks.values() for each in stack if isinstance(each, WorkScreen)]

    # A fault of the program

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screen without a word: Textual's own way prints local variables, and a PIN may be among them.

        ``run_desk`` raises the error once the terminal is as it was.
        """
        self._return_code = 70
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def run_desk(
    path: Path, actor: Actor, *, clock: Clock, lang: str | None = None, look: Look | None = None, start: str = ""
) -> int:
    """Open the archive and run the screens; return the exit code.

    ``lang`` is ``--lang``; without it the person's own setting counts, else the locale. Raises the store's faults, and
    whatever fault of the program ended it.
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
        if app._exception is not None:
            raise app._exception
        return app.return_value or 0
    finally:
        session.close()
