"""What the keys do that work on every screen, by the verbs of the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from archive_tui import wording
from archive_tui.regulation.permissions import Act
from archive_tui.services.office import choose_language
from archive_tui.ui.actions import EVERYWHERE, action
from archive_tui.ui.actions.desk import ACTS, OF_BOARD
from archive_tui.ui.look import Look, keep_look
from archive_tui.ui.widgets.frame import Kind
from archive_tui.wording import _

if TYPE_CHECKING:
    from textual.screen import Screen

    from archive_tui.ui.app import ArchiveApp


def explain(app: ArchiveApp) -> None:
    """Explain the screen in front."""
    from archive_tui.ui.screens.help import HelpPanel

    app.push_screen(HelpPanel(app.work_screen.SCREEN))


def open_menu(app: ArchiveApp) -> None:
    """Open the menu."""
    from archive_tui.ui.screens.menu import MenuPanel

    app.push_screen(MenuPanel(), lambda chosen: _do(app, chosen))


def open_palette(app: ArchiveApp) -> None:
    """Open the list of all acts."""
    from archive_tui.ui.screens.palette import PalettePanel

    app.push_screen(PalettePanel(app.work_screen), lambda chosen: _do(app, chosen))


def open_work(app: ArchiveApp) -> None:
    """Open the lists of what is open; a form that is chosen there is served at the desk."""
    from archive_tui.ui.screens.open_work import OpenWorkScreen

    if not isinstance(app.work_screen, OpenWorkScreen):
        app.push_screen(OpenWorkScreen(), lambda label: serve_form(app, label) if label else None)


def serve_form(app: ArchiveApp, label: str) -> None:
    """Go to the desk, and have a form scanned there."""
    app.switch_mode("desk")
    app.call_after_refresh(lambda: app.work_screen.serve(label))


def look_up_grade(app: ArchiveApp) -> None:
    """Look a client's grade up; Enter opens its card over whatever is in front, Esc is back there."""
    from archive_tui.ui.screens.quick_grade import QuickGradePanel

    if Act.SEE_CLIENTS not in app.session.seat.acts:
        app.say(_("That is for somebody in another role."), Kind.REFUSED)
    else:
        app.push_screen(QuickGradePanel(app.session), lambda client_id: open_client(app, client_id))


def open_client(app: ArchiveApp, client_id: int | None) -> None:
    """Open a client's card over whatever is in front."""
    from archive_tui.ui.screens.client_card import ClientCardScreen

    if client_id is not None:
        app.push_screen(ClientCardScreen(client_id))


def next_look(app: ArchiveApp) -> None:
    """Put on the next theme: dark, light, without colour."""
    _wear(app, app.look.next_theme())
    app.say(_("NO_COLOR is set.") if app.no_color else _("Theme: {name}.").format(name=app.look.theme_word()))


def change_signs(app: ArchiveApp) -> None:
    """Draw with ASCII signs only, or not."""
    _wear(app, app.look.with_ascii(not app.look.ascii))
    app.say(_("Signs: ASCII only.") if app.look.ascii else _("Signs: Unicode."))


def change_language(app: ArchiveApp) -> None:
    """Speak the other language, and remember it for the person."""
    other = wording.ENGLISH if wording.current_language() == wording.CHINESE else wording.CHINESE
    wording.install(other)
    app.work_screen.speak()
    app.work_screen.reload()
    app.say(_("The language is English now."))
    app.work_screen.attempt(app.session.act(choose_language, other))


#: What is in files about clients.
_OF_CLIENTS = ("clients", "leases", "payments")


def bring_in(app: ArchiveApp) -> None:
    """Import a file."""
    from archive_tui.ui.screens.files import ImportPanel

    acts = app.session.seat.acts
    kinds = {"items": Act.FILE, "staff": Act.STAFF, "departments": Act.STAFF}
    kinds |= dict.fromkeys(_OF_CLIENTS, Act.IMPORT_CLIENTS)
    _with_file(app, ImportPanel, [kind for kind, act in kinds.items() if act in acts])


def take_out(app: ArchiveApp) -> None:
    """Export to a file."""
    from archive_tui.ui.screens.files import ExportPanel

    acts = app.session.seat.acts
    kinds = dict.fromkeys(("items", "loans", "trail", "staff"), Act.EXPORT)
    kinds |= dict.fromkeys(_OF_CLIENTS, Act.EXPORT_CLIENTS)
    _with_file(app, ExportPanel, [kind for kind, act in kinds.items() if act in acts])


def _with_file(app: ArchiveApp, panel: Callable[[Sequence[str]], Screen[str | None]], kinds: Sequence[str]) -> None:
    """Open a panel for a file; the screen in front says what it begins with."""
    if not kinds:
        app.say(_("That is for somebody in another role."), Kind.REFUSED)
        return
    first = {
        "office": "staff", "person": "staff", "departments": "departments", "trail": "trail", "desk": "loans",
        "clients": "clients", "client": "clients", "client_work": "clients", "leases": "leases", "lease": "payments",
    }  # fmt: skip
    wanted = first.get(app.work_screen.SCREEN, "items")
    ordered = sorted(kinds, key=lambda kind: kind != wanted)
    app.push_screen(panel(ordered), lambda words: app.say(words, Kind.DONE) if words else None)


def blank(app: ArchiveApp) -> None:
    """Blank the screen until the person's PIN is typed."""
    from archive_tui.ui.screens.lock import LockScreen

    if not isinstance(app.screen, LockScreen):
        app.push_screen(LockScreen())


def leave(app: ArchiveApp) -> None:
    """Leave, after a question if something unfinished would be lost."""
    from archive_tui.ui.screens.dialog import Question

    unfinished = next(filter(None, (each.unfinished() for each in app.work_screens())), None)
    if unfinished is None or isinstance(app.screen, Question):
        app.exit(0)
        return
    question = Question(_("Leave?"), unfinished, enter=_("leave"))
    app.push_screen(question, lambda yes: app.exit(0) if yes else None)


DOES: Mapping[str, Callable[[ArchiveApp], None]] = {
    "help": explain,
    "menu": open_menu,
    "palette": open_palette,
    "grade": look_up_grade,
    "work": open_work,
    "import": bring_in,
    "export": take_out,
    "look": next_look,
    "signs": change_signs,
    "language": change_language,
    "blank": blank,
    "leave": leave,
}


def _do(app: ArchiveApp, action_id: str | None) -> None:
    """Do what was chosen in the menu or the palette, on the screen that it belongs to.

    What is done to a row of the board is not done unseen from another screen: there the desk's menu shows the row.
    """
    if action_id is None:
        return
    chosen = action(action_id)
    screen = chosen.screen
    if screen == EVERYWHERE:
        app.action_act(action_id)
        return
    if screen != app.work_screen.SCREEN:
        app.switch_mode(screen)
        action_id = ACTS.id if chosen in OF_BOARD else action_id
    app.call_after_refresh(app.work_screen.action_act, action_id)


def _wear(app: ArchiveApp, look: Look) -> None:
    keep_look(app.session.seat.login, look)
    app.wear(look)
