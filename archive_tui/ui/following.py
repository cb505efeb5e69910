"""What goes on beside the keys: other sessions' acts, and time going by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive_tui.services.archive import StoreFault
from archive_tui.services.board import counters
from archive_tui.services.identity import NotOnStaff
from archive_tui.ui.widgets.frame import Kind
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp


async def follow_others(app: ArchiveApp) -> None:
    """Have the screen in front refreshed whenever anybody has committed; end for who has left the company."""
    async for fault in app.session.changes():
        if fault is not None:
            app.say(fault_text(fault), Kind.REFUSED)
            continue
        try:
            await app.session.sit_down_again()
        except NotOnStaff as error:
            app.end_because(error)
            return
        except StoreFault as error:
            app.say(fault_text(error), Kind.REFUSED)
        app.tick()


async def count(app: ArchiveApp) -> None:
    """Count what waits for the person, and ring for what is new: a form to sign, a loan that is due."""
    try:
        found = await app.session.look(counters)
        await app.ringing.listen()
        before, app.counters = app.counters, found
        if before is not None and found.sign_offs > before.sign_offs:
            app.ring(_("Something new waits for your signature: F6."))
        app.work_screen.show_frame()
    except StoreFault:
        return  # whatever is wrong, the screen's own look says it
