"""Archival codes (档号) by DA/T 22-2015 and DA/T 13-2022: ``Z109-WS·2011-Y-BGS-0001`` (facts.md)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Retention codes: permanent, 30 years, 10 years.
RETENTIONS = ("Y", "D30", "D10")

_PATTERN = re.compile(
    r"(?P<fonds>[A-Z0-9]{1,8})-(?P<category>[A-Z]{2})·(?P<year>\d{4})-(?P<retention>Y|D30|D10)"
    r"-(?P<office>[A-Z]{3})-(?P<number>\d{4}|[1-9]\d{4,5})",
    re.ASCII,
)
_BARE = re.compile(
    r"(?P<fonds>[A-Z0-9]{1,8})(?P<category>[A-Z]{2})(?P<year>\d{4})(?P<retention>Y|D30|D10)"
    r"(?P<office>[A-Z]{3})(?P<number>\d{4,6})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ArchivalCode:
    """The parts of an archival code; a code once given never changes."""

    fonds: str
    category: str
    year: int
    retention: str
    office: str
    number: int

    @property
    def series(self) -> str:
        """Return the part within which the counter runs: category, year, retention and office."""
        return f"{self.fonds}-{self.category}·{self.year:04d}-{self.retention}-{self.office}"

    def __str__(self) -> str:
        """Return the code as it stands on the box."""
        return f"{self.series}-{self.number:04d}"


def parse(text: str) -> ArchivalCode | None:
    """Return the parts of a well-formed archival code, or None."""
    return _parts(_PATTERN.fullmatch(text))


def parse_typed(text: str) -> ArchivalCode | None:
    """Return the parts of a whole archival code as people type it, or None: separators and case don't matter."""
    bare = "".join(ch for ch in unicodedata.normalize("NFKC", text).upper() if ch.isalnum())
    return _parts(_BARE.fullmatch(bare))


def _parts(match: re.Match[str] | None) -> ArchivalCode | None:
    if match is None:
        return None
    return ArchivalCode(
        match["fonds"], match["category"], int(match["year"]), match["retention"], match["office"],
        int(match["number"]),
    )  # fmt: skip
