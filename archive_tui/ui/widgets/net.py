"""The last net: whatever a widget draws, no control character of it reaches the terminal.

``shown`` makes bad characters visible; this only catches text that went round it, so it may be silent.
Everything a Textual widget draws passes through the app's line filters::

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), NET]
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


class ControlNet(LineFilter):
    """Drops C0, C1, DEL, bidi controls, invisibles and surrogates from every segment.

    What has a width of its own all the same (a surrogate, a soft hyphen) becomes ``?``: the line stays as
    wide.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` as they are if they are clean (the usual case), else cleaned copies."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(_BAD.sub(_instead, text), style, None) for text, style, _ in segments]


def _instead(match: re.Match[str]) -> str:
    return "?" * cell_len(match[0])


NET = ControlNet()


class AsciiStyle(LineFilter):
    """Draws the signs that some Chinese terminals make two cells wide as ASCII of one cell, so that nothing shears."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with such signs replaced; ideographs and their own punctuation stay."""
        return [Segment(_AMBIGUOUS.sub(_plain, text), style, control) for text, style, control in segments]


def _plain(match: re.Match[str]) -> str:
    return _PLAIN.get(match[0], "?") * cell_len(match[0])


_PLAIN = {
    "·": "-", "•": "-", "●": "*", "○": "o", "★": "*", "☆": "*", "—": "-", "–": "-", "―": "-", "…": "~", "‥": "~",
    "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x", "÷": "/", "§": "S", "±": "+", "°": "o", "→": ">", "←": "<",
    "↑": "^", "↓": "v", "■": "#", "□": "#", "▲": "^", "△": "^", "▼": "v", "▽": "v", "◆": "*", "◇": "*", "※": "*",
    "✓": "+", "✗": "x", "⋯": "~", "›": ">", "▴": "^", "▾": "v",
}  # fmt: skip
_AMBIGUOUS = re.compile("[\u00a1-\u02ff\u2010-\u27bf\u2900-\u2bff\u0391-\u03c9\u0401-\u0451]")
ASCII_STYLE = AsciiStyle()
