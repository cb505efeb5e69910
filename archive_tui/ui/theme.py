"""How it looks: a dark, a light and a colourless theme, and the few signs that are drawn, in two styles.

One accent; red (``$error``) only for what is overdue or refused. Every colour stays legible when a 16-colour terminal
rounds it, and nothing is said by colour alone. With ``NO_COLOR`` the colourless theme shows the row under the cursor in
reverse. The Unicode signs are of neutral width (one cell on every terminal); ``ASCII`` uses 7-bit signs only.
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
    line: str


UNICODE = Glyphs("✓", "✗", "!", "-", "⋯", "›", "▴", "▾", "⎯")
ASCII = Glyphs("+", "x", "!", "-", "~", ">", "^", "v", "-")

_DARK = Theme(
    name=DARK,
    dark=True,
    primary="#5fafaf",
    secondary="#5fafaf",
    accent="#5fafaf",
    foreground="#d0d4d8",
    background="#14171a",
    surface="#14171a",
    panel="#22282c",
    success="#5fafaf",
    warning="#5fafaf",
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
    primary="#00686e",
    secondary="#00686e",
    accent="#00686e",
    foreground="#22282c",
    background="#f6f6f4",
    surface="#f6f6f4",
    panel="#e6e8e8",
    success="#00686e",
    warning="#00686e",
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
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "reverse",
        "foreground-muted": "ansi_default",
    },
)

THEMES = (_DARK, _LIGHT, _MONO)


def wants_no_colour(environment: Mapping[str, str]) -> bool:
    """Say whether ``NO_COLOR`` is set and not empty (no-color.org)."""
    return bool(environment.get("NO_COLOR"))


def dress(app: App[Any], theme: str) -> None:
    """Register our themes with ``app`` and put on ``theme``; where colour is not wanted, the colourless one."""
    for each in THEMES:
        app.register_theme(each)
    app.theme = MONO if app.no_color else theme


def glyphs_of(app: App[Any]) -> Glyphs:
    """Return the signs of ``app``: its attribute ``glyphs``, or the Unicode ones if it has none."""
    glyphs = getattr(app, "glyphs", UNICODE)
    return glyphs if isinstance(glyphs, Glyphs) else UNICODE
