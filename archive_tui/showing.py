"""Text that came from data, made harmless for a terminal, and its width in cells.

The plain-terminal twin of ``ui/widgets/showing.py``. Standard library only: the one-shot commands start with
it.

What is bad on a terminal: C0, C1 and DEL (they are commands), bidirectional controls (they turn a line
round), every other invisible character, surrogates, private-use and unassigned characters (nobody knows their
width), and a pile of combining marks. Ordinary Chinese, emoji of one character and accents are left alone.
The visible forms are 7-bit, so that the ASCII style needs no others: ``^[`` for escape, ``<U+202E>`` for a
right-to-left override.
"""

from __future__ import annotations

import functools
import re
import unicodedata

MARK = "~"

_PLAIN = re.compile(r"[ -~\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e]*")
_C0 = "NULSOHSTXETXEOTENQACKBELBS HT LF VT FF CR SO SI DLEDC1DC2DC3DC4NAKSYNETBCANEM SUBESCFS GS RS US "
_BLANKS = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)
_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400), range(0xE0100, 0xE01F0))
_UNSEEN = frozenset(_BLANKS).union(*_SELECTORS)  # fillers, variation selectors, skin tones: terminals disagree
_WIDE_SINCE_16 = (  # trigrams, hexagrams, counting rods: wide since Unicode 16, and Python 3.11 has 14
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x4DC0, 0x4E00),
    range(0x1D300, 0x1D357),
    range(0x1D360, 0x1D377),
)
_IDEOGRAPHS = range(0x20000, 0x3FFFE)
_MARKS_IN_A_ROW = 3


def visible(text: str) -> str:
    """Return ``text`` on one line, each bad character in a visible 7-bit form: ``^[``, ``<U+202E>``."""
    if _PLAIN.fullmatch(text):
        return text
    shown: list[str] = []
    marks = _MARKS_IN_A_ROW
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if is_bad(character) or marks > _MARKS_IN_A_ROW:
            shown.append(_form(character))
            marks = _MARKS_IN_A_ROW
        else:
            shown.append(character)
    return "".join(shown)


def refused_character(text: str) -> tuple[int, str] | None:
    """Return ``(index, name)`` of the first character that may not enter the archive, or None if all may.

    Refused are the bad characters of ``visible`` and everything that is not in NFC (Unicode Annex 15): two
    spellings of one name would be two names. The length is the caller's to judge. A name reads ``U+202E
    RIGHT-TO-LEFT OVERRIDE``.
    """
    if _PLAIN.fullmatch(text):
        return None
    for index, character in enumerate(text):
        if is_bad(character):
            return index, character_name(character)
    normal = unicodedata.normalize("NFC", text)
    if normal == text:
        return None
    index = next((i for i, (a, b) in enumerate(zip(text, normal, strict=False)) if a != b), len(normal))
    return index, character_name(text[min(index, len(text) - 1)])


def is_bad(character: str) -> bool:
    """Say whether one character must not reach a terminal, or the archive, as it is."""
    code = ord(character)
    if code in _UNSEEN:
        return True
    category = unicodedata.category(character)
    if category == "Cn" and code in _IDEOGRAPHS and code & 0xFFFE != 0xFFFE:
        return False  # a rare name may be written with a character newer than this Python's tables
    return category[0] == "C" or category in ("Zl", "Zp")


def character_name(character: str) -> str:
    """Return the code point and name of one character: ``U+001B ESC``, ``U+200B ZERO WIDTH SPACE``."""
    code = ord(character)
    short = _C0[3 * code : 3 * code + 3] if code < 32 else "DEL" if code == 127 else ""
    return f"U+{code:04X} {unicodedata.name(character, short)}".rstrip()


def cells(text: str) -> int:
    """Return the width of ``text`` in terminal cells (Unicode Annex 11; ambiguous characters count 1)."""
    return len(text) if text.isascii() else sum(map(_width, text))


def fitting(text: str, width: int) -> int:
    """Return how many characters of ``text`` fit into ``width`` cells; marks stay with their letter."""
    if text.isascii():
        return max(0, min(len(text), width))
    taken = 0
    for index, character in enumerate(text):
        taken += _width(character)
        if taken > width:
            return index
    return len(text)


def cut(text: str, width: int, mark: str = MARK) -> str:
    """Return ``text`` in at most ``width`` cells; if cut, ``mark`` ends it. No wide character is halved."""
    if cells(text) <= width:
        return text
    room = width - cells(mark)
    return text[: fitting(text, room)] + mark if room >= 0 else ""


def pad(text: str, width: int, mark: str = MARK, *, right: bool = False) -> str:
    """Return ``text`` cut or filled with spaces to exactly ``width`` cells; ``right`` aligns it right."""
    text = cut(text, width, mark)
    space = " " * (width - cells(text))
    return space + text if right else text + space


def _form(character: str) -> str:
    code = ord(character)
    return "^" + chr(code ^ 64) if code < 32 or code == 127 else f"<U+{code:04X}>"


@functools.lru_cache(maxsize=4096)
def _width(character: str) -> int:
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or 0x1160 <= code <= 0x11FF:
        return 0
    if 0xD7B0 <= code <= 0xD7FB:  # more vowels and finals of Hangul, drawn into the cell before them
        return 0
    wide = unicodedata.east_asian_width(character) in "WF" or code in _IDEOGRAPHS
    return 2 if wide or any(code in block for block in _WIDE_SINCE_16) else 1
