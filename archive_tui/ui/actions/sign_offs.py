"""The keys of the sign-offs."""

from __future__ import annotations

from archive_tui.ui.actions.action import Action

SIGN_OFFS: tuple[Action, ...] = ()
