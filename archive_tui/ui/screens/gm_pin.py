"""What takes the GM's PIN: the GM at the own screen types the PIN alone, at another's the name stands there already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from archive_tui.regulation.people import Role
from archive_tui.services.typed import holders
from archive_tui.ui.screens.pin import PinDialog, SubmitPin
from archive_tui.ui.widgets.form import Field

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

T = TypeVar("T")


async def ask_gm(
    app: ArchiveApp, title: str, submit: SubmitPin[T], *,
    fields: Sequence[Field] = (), lines: Sequence[Content | str] = (), enter: str = "",
) -> T | None:  # fmt: skip
    """Ask for the fields and the GM's PIN; return what ``submit`` gave back, None after Esc."""
    seat = app.session.seat
    login = seat.login if Role.GM in seat.roles else ""
    signers = await app.session.look(holders, Role.GM)
    return await app.push_screen_wait(
        PinDialog(title, submit, login=login, signers=signers, fields=fields, lines=lines, enter=enter)
    )
