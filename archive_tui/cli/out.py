"""``out BORROWER ITEM...``: lends items."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli import handing
from archive_tui.regulation.levels import Kind

EXAMPLE = "archive-tui out 陈晓梅 I0002214-3\narchive-tui out chenxiaomei I0001840-2 --request F0000381-6"
arguments = handing.arguments


def run(asked: Namespace) -> int:
    """Lend the items, all or none."""
    return handing.hand_over(asked, Kind.OUT)
