"""Numbers in what was typed: the next one of a row."""

from __future__ import annotations

import re

_LAST_NUMBER = re.compile(r"(\d+)(\D*)$", re.ASCII)


def counted_on(text: str) -> str:
    """Return a text with its last number one higher, as wide as it was: ``租字〔2026〕09号`` becomes ``…10号``."""
    found = _LAST_NUMBER.search(text)
    if found is None:
        return text
    number = str(int(found[1]) + 1).zfill(len(found[1]))
    return f"{text[: found.start()]}{number}{found[2]}"
