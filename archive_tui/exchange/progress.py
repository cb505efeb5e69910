"""How far an import or export is: told now and then, so that somebody can watch it and stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """How far long work is: ``stage`` is checking, staging, appearing or writing; ``done`` rows of ``of``."""

    stage: str
    done: int
    of: int


#: Told of each step; what it raises stops the work, and what was begun is undone.
Progress = Callable[[Step], None]


class Stopped(Exception):
    """Somebody stopped the work; nothing of it is there."""


def silent(step: Step) -> None:
    """Tell nobody."""
