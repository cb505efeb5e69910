"""What the desk is measured against: a bare Textual app with a header, an empty table and a footer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class BareApp(App[None]):
    """Header, empty table, footer."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [("f1", "help", "help")]

    def compose(self) -> ComposeResult:
        """Put them there."""
        table: DataTable[str] = DataTable()
        table.add_columns("Code", "Title", "Level", "Year")
        yield Header()
        yield table
        yield Footer()


if __name__ == "__main__":
    BareApp().run(mouse=False)
