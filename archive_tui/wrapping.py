"""Text in lines of a width in cells. Standard library only: the one-shot commands start with it."""

from __future__ import annotations

import re

from archive_tui.showing import cells, fitting, visible

# A line may end behind a space, or between wide characters; no line begins with a closing mark or ends with an opening.
_CLOSE, _OPEN, _WIDE = "，。、；：！？）》」』〉】〕", "（《「『〈【〔", "\u2e80-\uffef"
_PIECE = re.compile(rf"[{_OPEN}]*(?:[^\s{_WIDE}]+|[{_WIDE}])[{_CLOSE}]*\s*|\s+")


def wrapped(text: str, width: int, most: int = 0) -> list[str]:
    """Return ``text`` (made visible) in lines of at most ``width`` cells, at most ``most`` of them if given.

    Chinese breaks between any two characters, but for closing marks; other text at spaces.
    """
    width = max(2, width)
    lines, line = [], ""
    for piece in _PIECE.findall(visible(text)):
        while cells(line + piece.rstrip()) > width:
            if not line:
                taken = fitting(piece, width)
                line, piece = piece[:taken], piece[taken:]
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines.append(line.rstrip())
    return lines[:most] if most else lines
