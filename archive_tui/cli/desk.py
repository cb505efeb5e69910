"""No command: opens the desk."""

from __future__ import annotations

from argparse import Namespace

from archive_tui.cli.opening import archive_path, sitting, the_clock
from archive_tui.cli.screen import check_screen

#: How the trail says that an act was done at the desk.
VIA = "desk"


def run(asked: Namespace) -> int:
    """Open the desk, or say in one sentence why it can't be opened here, before anything is drawn."""
    path = archive_path(asked)
    with sitting(asked, writes=True, via=VIA, path=path) as here:
        actor = here.actor
    check_screen()
    from archive_tui.ui.app import run_desk

    return run_desk(path, actor, clock=the_clock(), lang=asked.lang)
