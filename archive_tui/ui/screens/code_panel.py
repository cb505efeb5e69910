"""A one-time code, shown once and large, with what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.widgets.frame import Key
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _


class CodePanel(Panel[None]):
    """The code in wide letters, and beneath it as it is copied; Esc closes it for good."""

    DEFAULT_CSS: ClassVar[str] = """
    CodePanel #code { height: auto; margin: 1 0; text-align: center; width: 1fr; }
    """

    def __init__(self, code: str, name: str, until: str) -> None:
        """Take the code, whose it is, and until when it is good."""
        super().__init__(_("One-time code for {name}").format(name=name))
        self._code, self._name, self._until = code, name, until

    def body(self) -> ComposeResult:
        """Yield the code and the words."""
        yield Static(shown("   ".join(self._code.replace("-", " ")), "bold $accent"), id="code")
        told = [
            self._code,
            "",
            _("It is shown this once. Write it down, and give it to {name} in person.").format(name=self._name),
            _("Good until {until}, for one PIN.").format(until=self._until),
            _("The first time that a PIN is asked for, or by the command:"),
            "  archive-tui pin",
            _("Lost it? Issue another one: this one stops counting then."),
        ]
        yield Static(Content("\n").join(shown(line) for line in told), id="lines")

    def keys(self) -> Sequence[Key]:
        """Return Esc alone: an Enter typed ahead must not close it."""
        return [Key("Esc", _("written down"))]
