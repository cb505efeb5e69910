"""One act of ours: its keys, its words and its help, as plain data that knows no screen library."""

from __future__ import annotations

from dataclasses import dataclass

from archive_tui.regulation.permissions import Act

#: The screen of the actions that work on every screen, and of the keys that move a list.
EVERYWHERE, LISTS = "everywhere", "lists"

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "ctrl": "Ctrl",
    "shift": "Shift",
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does.

    ``id`` reads ``screen.verb``; ``keys`` are Textual's names; ``word`` stands in the key line and ``help`` explains
    (both English, marked for the catalogue). ``shown`` is for keys that belong together (``Up Down``); ``menu`` is the
    letter or digit in the menu; ``line`` puts it into the key line, ``palette`` into the palette. ``needs``: shown only
    to who may do one of these in some scope.
    """

    id: str
    keys: tuple[str, ...]
    word: str
    help: str
    shown: str = ""
    menu: str = ""
    line: bool = True
    palette: bool = True
    needs: tuple[Act, ...] = ()

    @property
    def screen(self) -> str:
        """Return the id of the screen that the action is on."""
        return self.id.partition(".")[0]

    @property
    def verb(self) -> str:
        """Return the part of the id behind the screen."""
        return self.id.partition(".")[2]

    @property
    def key(self) -> str:
        """Return the keys as a person reads them: ``Ctrl+S``, ``F2``, ``Up Down``."""
        return self.shown or " ".join(key_name(key) for key in self.keys)


def key_name(key: str) -> str:
    """Return one of Textual's key names as it is printed on a keyboard: ``Ctrl+S`` for ``ctrl+s``."""
    *held, last = key.split("+")
    single = last if len(last) == 1 and not held else _NAMES.get(last, last.upper() if len(last) < 4 else last)
    return "+".join([*(_NAMES.get(each, each) for each in held), single])
