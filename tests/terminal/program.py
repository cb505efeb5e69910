"""The screens of one archive as a program of their own, for tests on a real terminal.

``python tests/terminal/program.py ARCHIVE LOGIN [--lang L] [--start SCREEN] [--minute SECONDS] [--crash]``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive_tui.services.archive import Actor
from archive_tui.services.finding import person_by_login
from archive_tui.ui import app, everywhere_acts
from archive_tui.ui.session import Session
from tests.world import SetClock


def main() -> int:
    """Run the screens; a fault of the program ends it with 70, as the command line would."""
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path)
    parser.add_argument("login")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--start", default="")
    parser.add_argument("--minute", type=float, default=60.0)
    parser.add_argument("--crash", action="store_true")
    given = parser.parse_args()
    app.MINUTE = given.minute
    if given.crash:
        everywhere_acts.DOES["menu"] = _crash  # type: ignore[index]
    clock = SetClock()
    session = Session(given.archive, Actor(2), clock)
    try:
        person = session._reading.submit(person_by_login, Actor(2), given.login).result().id
    finally:
        session.close()
    try:
        return app.run_desk(given.archive, Actor(person), clock=clock, lang=given.lang, start=given.start)
    except ZeroDivisionError as error:
        print(f"fault of the program: {error}", file=sys.stderr)
        return 70


def _crash(crashing: app.ArchiveApp) -> None:
    pin = "314159"
    raise ZeroDivisionError(f"a fault with {len(pin)} digits about")


if __name__ == "__main__":
    sys.exit(main())
