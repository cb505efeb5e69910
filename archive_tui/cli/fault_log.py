"""The log of the program's own faults: traces without local variables, readable to the account alone."""

from __future__ import annotations

import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from archive_tui import __version__


def write(fault: BaseException) -> tuple[str, Path | None]:
    """Add a fault's trace to the log; return the reference it is found by, and the log (None: it can't be written).

    Frames and the message only: the values of variables, a PIN among them, are in no trace of ours.
    """
    reference = secrets.token_hex(4)
    path = log_path()
    head = f"{reference} {datetime.now(UTC).isoformat(timespec='seconds')} archive-tui {__version__}\n"
    trace = "".join(traceback.TracebackException.from_exception(fault, capture_locals=False).format())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(head + trace + "\n")
    except OSError:
        return reference, None
    return reference, path


def log_path() -> Path:
    """Return where the log is: in the user's state folder."""
    from platformdirs import user_state_path

    return user_state_path("archive-tui") / "faults.log"
