"""How a person wants it to look: theme and signs, kept in the user's own settings folder."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from archive_tui.ui.theme import DARK, LIGHT, MONO
from archive_tui.wording import _

LOOKS = (DARK, LIGHT, MONO)


@dataclass(frozen=True, slots=True)
class Look:
    """The theme's name, and whether only ASCII signs are drawn (for terminals that shear wide characters)."""

    theme: str = DARK
    ascii: bool = False

    def next_theme(self) -> Look:
        """Return the same with the next theme put on."""
        return replace(self, theme=LOOKS[(LOOKS.index(self.theme) + 1) % len(LOOKS)])

    def with_ascii(self, ascii: bool) -> Look:
        """Return the same with ASCII signs only, or not."""
        return replace(self, ascii=ascii)

    def theme_word(self) -> str:
        """Return the theme's name in the language spoken now."""
        return {DARK: _("dark"), LIGHT: _("light"), MONO: _("without colour")}[self.theme]


def look_of(login: str, file: Path | None = None) -> Look:
    """Return what a person chose last; what can't be read is the default."""
    chosen = _read(file or _file()).get(login)
    if not isinstance(chosen, dict) or chosen.get("theme") not in LOOKS:
        return Look()
    return Look(chosen["theme"], chosen.get("ascii") is True)


def keep_look(login: str, look: Look, file: Path | None = None) -> None:
    """Keep what a person chose; a folder that can't be written to keeps nothing, and nothing else suffers."""
    file = file or _file()
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        making = file.with_name(f".{file.name}.{os.getpid()}")
        making.write_text(json.dumps(_read(file) | {login: asdict(look)}, ensure_ascii=False), encoding="utf-8")
        making.replace(file)


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("archive-tui") / "looks.json"


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
