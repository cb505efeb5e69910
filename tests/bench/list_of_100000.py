"""A tiny app for measuring and for tests: a scan line over a list of 100,000 rows made up as they are asked
for."""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual import on
from textual.app import App, ComposeResult
from textual.filter import LineFilter

from archive_tui.ui import theme
from archive_tui.ui.widgets.frame import Key, KeyLine, Kind, StatusLine, TopLine
from archive_tui.ui.widgets.net import NET
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.scan_line import ScanLine

TITLES = (
    "关于印发〈国有土地租赁办法〉的通知",
    "2018 notice on holidays",
    "塔式起重机租赁合同（一）",
    "Board minutes",
)


class MadeUp:
    """Rows that are worked out from their number."""

    async def count(self) -> int:
        """Return 100,000."""
        return 100_000

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        """Return rows ``offset`` to ``offset + limit``."""
        return [self._row(number) for number in range(offset, min(offset + limit, 100_000))]

    def _row(self, number: int) -> Row:
        return Row(number, (f"I{number:07d}-3", TITLES[number % 4], ("secret", "unclassified")[number % 2], "2018"))


class ListApp(App[None]):
    """The frame of a screen around them."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, look: str = theme.DARK) -> None:
        """Dress as ``look``."""
        super().__init__(ansi_color=theme.native_colour(os.environ))
        theme.dress(self, look)

    def compose(self) -> ComposeResult:
        """Put a scan line over a list."""
        rows = RowList(
            [
                Column("code", lambda: "Code", 10),
                Column("title", lambda: "Title", Share(2)),
                Column("level", lambda: "Level", 12),
                Column("year", lambda: "Year", 6, "right"),
            ],
            MadeUp(),
            empty="Nothing fits.",
        )
        yield TopLine()
        yield ScanLine(" Scan  ", target=rows)
        yield rows
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the frame."""
        self.query_one(TopLine).show(
            "Desk",
            ["Sign-offs 2", "Due 1"],
            [
                Key("F2", "Desk"),
                Key("F3", "Register", False),
                Key("F4", "Clients", False),
                Key("F5", "Destruction", False),
            ],
        )
        self.query_one(StatusLine).show_who("李档案 · archivist")
        self.query_one(KeyLine).show([Key("Enter", "lend 1"), Key("Ctrl+S", "sign", False), Key("F1", "help")])

    @on(ScanLine.Submitted)
    def _scanned(self, event: ScanLine.Submitted) -> None:
        self.query_one(StatusLine).answer(f"{event.value} is not known.", Kind.REFUSED)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the net."""
        return [*super().get_line_filters(), NET]


if __name__ == "__main__":
    ListApp().run(mouse=False)
