"""``read BORROWER ITEM...``: hands items over in the reading room."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli import handing
from archive_tui.regulation.levels import Kind

EXAMPLE = "archive-tui read 孙静 I0001377-0 --request 381"
arguments = handing.arguments


def run(asked: Namespace) -> int:
    """Hand the items over for reading, all or none."""
    return handing.hand_over(asked, Kind.READING)
