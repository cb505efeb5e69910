"""How it looks: a dark, a light and a colourless theme, and the few signs that are drawn, in two styles.

One accent; red (``$error``) only for what is overdue or refused. Every colour stays legible when a 16-colour
terminal rounds it, and nothing is said by colour alone. With ``NO_COLOR`` the colourless theme shows the row
under the cursor in reverse. The Unicode signs are of neutral width (one cell on every terminal); ``ASCII``
uses 7-bit signs only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.theme import Theme

DARK, LIGHT, MONO = "archive-dark", "archive-light", "archive-mono"


@dataclass(frozen=True)
class Glyphs:
    """The signs that widgets draw. Each is one cell wide."""

    tick: str
    cross: str
    warn: str
    dot: str
    ellipsis: str
    cursor: str
    ascending: str
    descending: str
    back: str


UNICODE = Glyphs("✓", "✗", "!", "-", "⋯", "›", "▴", "▾", "«")
ASCII = Glyphs("+", "x", "!", "-", "~", ">", "^", "v", "<")

_DARK = Theme(
    name=DARK,
    dark=True,
    primary="#4fb3b3",
    secondary="#4fb3b3",
    accent="#4fb3b3",
    foreground="#d0d4d8",
    background="#14171a",
    surface="#14171a",
    panel="#22282c",
    success="#4fb3b3",
    warning="#4fb3b3",
    error="#ff6b6b",
    variables={
        "block-cursor-background": "#1f5f66",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "input-cursor-background": "#d0d4d8",
        "input-cursor-foreground": "#14171a",
        "foreground-muted": "#8f989e",
    },
)

_LIGHT = Theme(
    name=LIGHT,
    dark=False,
    primary="#00757a",
    secondary="#00757a",
    accent="#00757a",
    foreground="#22282c",
    background="#f6f6f4",
    surface="#f6f6f4",
    panel="#e6e8e8",
    success="#00757a",
    warning="#00757a",
    error="#b3141d",
    variables={
        "block-cursor-background": "#00686e",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "input-cursor-background": "#22282c",
        "input-cursor-foreground": "#f6f6f4",
        "foreground-muted": "#5c656b",
    },
)

_MONO = Theme(
    name=MONO,
    ansi=True,
    dark=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    success="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "reverse",
        "foreground-muted": "ansi_default",
    },
)

THEMES = (_DARK, _LIGHT, _MONO)


def native_colour(environment: Mapping[str, str]) -> bool | None:
    """Return what ``App(ansi_color=...)`` takes, so that with ``NO_COLOR`` set no colour is sent, not even
    grey."""
    return True if "NO_COLOR" in environment else None


def dress(app: App[Any], theme: str) -> None:
    """Register our themes with ``app`` and put on ``theme``, or the colourless one for ``NO_COLOR``."""
    for each in THEMES:
        app.register_theme(each)
    app.theme = MONO if app.no_color else theme


def glyphs_of(app: App[Any]) -> Glyphs:
    """Return the signs of ``app``: its attribute ``glyphs``, or the Unicode ones if it has none."""
    glyphs = getattr(app, "glyphs", UNICODE)
    return glyphs if isinstance(glyphs, Glyphs) else UNICODE
