"""What can be wrong with a file that is imported: codes and facts, whose words are in ``wording/imports.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive_tui.services.item_values import Fact as Fact


@dataclass(frozen=True, slots=True)
class ImportFault:
    """One thing that is wrong: ``row`` as a spreadsheet counts it (header 1, the file 0), ``column`` as it is headed.

    ``column`` is empty where the whole row or file is meant.
    """

    row: int
    column: str
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class BadFile(ValueError):
    """A file that can't be read as a table at all, or whose header can't be used: all that is wrong with it."""

    def __init__(self, *faults: ImportFault) -> None:
        """Keep the faults."""
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
