"""Text that came from data, as Textual's ``Content``: never parsed as markup, bad characters made visible."""

from __future__ import annotations

from textual.content import Content

from archive_tui import showing
from archive_tui.showing import visible


def shown(text: str, style: str = "") -> Content:
    """Return ``text`` for the screen on one line; ``style`` is ours (``"bold $error"``), never from data."""
    return Content.styled(visible(text), style, strip_control_codes=False)


def fit(content: Content, width: int, mark: str, *, right: bool = False) -> Content:
    """Return ``content`` cut (ending in ``mark``) or filled with spaces to exactly ``width`` cells.

    A wide character that would be halved is left out whole and a space takes its cell.
    """
    text = content.plain
    if (space := width - showing.cells(text)) < 0:
        room = max(0, width - len(mark))
        content = content[: showing.fitting(text, room)] + mark[:width]
        space = width - showing.cells(content.plain)
    return content.pad_left(space) if right else content.pad_right(space)
