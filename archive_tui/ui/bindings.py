"""Textual's bindings, made from the registry: they carry ids only, the words are looked up when they are shown."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from archive_tui.ui.actions import of_screen

#: These work in every state of the program, also while a dialog is open.
_FIRST = ("everywhere.leave",)


def bindings_of(screen: str) -> list[BindingType]:
    """Return the bindings of one screen; a key runs ``action_act`` with the action's id."""
    return [
        Binding(key, f"act('{each.id}')", show=False, priority=each.id in _FIRST)
        for each in of_screen(screen)
        for key in each.keys
    ]
