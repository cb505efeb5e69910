"""A plain SQLite client in a process of its own: no pragmas of ours, no recursive triggers, no foreign keys.

A second copy of SQLite in one process silently costs locks and rows, so raw SQL never runs inside the test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_CLIENT = """
import json, sqlite3, sys
path, script = sys.argv[1], json.load(sys.stdin)
db = sqlite3.connect(path, isolation_level=None)
result = []
try:
    for sql in script:
        result.append(db.execute(sql).fetchall())
except sqlite3.Error as error:
    print(json.dumps({"error": str(error), "rows": []}))
else:
    print(json.dumps({"error": None, "rows": result}))
"""


def run(path: Path, *script: str) -> tuple[str | None, list[list[list[Any]]]]:
    """Run SQL statements and return what was refused (None if nothing was), and each statement's rows."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", _CLIENT, str(path)], input=json.dumps(script), text=True, capture_output=True,
        check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    return answer["error"], answer["rows"]


def refused(path: Path, *script: str) -> str:
    """Run SQL statements that must be refused and return the name of what refused them."""
    error, rows = run(path, *script)
    assert error is not None, f"nothing refused {script}: {rows}"
    return error
