"""Working in the office in a test: opening what stands behind the staff list, and a person's card."""

from __future__ import annotations

from tests.journeys.screen import Sitting

#: The letters of the menu behind Tab.
BEHIND = {
    "departments": "d", "letters": "l", "settings": "s", "proposals": "p", "handover": "h", "categories": "c",
    "schedule": "r",
}  # fmt: skip


async def behind(at: Sitting, screen: str) -> None:
    """Open one of the lists behind the staff list."""
    from archive_tui.ui.screens.desk_menu import ActMenu

    await at.press("tab")
    await at.until(lambda: isinstance(at.app.screen, ActMenu) and at.app.screen.is_mounted)
    await at.press(BEHIND[screen])
    await at.until(lambda: screen == at.app.work_screen.SCREEN and at.app.screen is at.app.work_screen)
    await at.until(lambda: at.app.work_screen._loading is not None and at.app.work_screen._loading.is_finished)


async def card(at: Sitting, login: str) -> None:
    """Open the card of a person by typing the login."""
    await at.type(login)
    await at.until(lambda: f"Find  {login}" in at.text() or f"查找  {login}" in at.text())
    await at.press("enter")
    await at.until(lambda: at.app.work_screen.SCREEN == "person")
    await at.sees(f" {login} ")
