"""Text at the door: what may enter the archive and what is refused by name (trust.md, What reaches the terminal)."""

from __future__ import annotations

from archive_tui.services.archive import BadInput
from archive_tui.showing import refused_character

#: How long a reason, a note or a purpose may be.
MOST = 500


def checked(field: str, text: str, most: int = MOST, *, needed: bool = False) -> str:
    """Return ``text`` without blanks around it; raises BadInput where it is too long or holds a bad character.

    ``needed``: an empty text is refused as well.
    """
    stripped = text.strip()
    if needed and not stripped:
        raise BadInput("no_reason") if field == "reason" else BadInput("empty", field=field)
    if len(stripped) > most:
        raise BadInput("too_long", field=field, most=most)
    bad = refused_character(stripped)
    if bad is not None:
        raise BadInput("character", field=field, position=bad[0] + 1, name=bad[1])
    return stripped
