"""``python -m archive_tui``: the same as the command ``archive-tui``."""

from __future__ import annotations

import sys

from archive_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
