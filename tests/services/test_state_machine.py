"""Everybody attacks the archive at once: no order of acts gets round invariants 1 to 7, 9 and 12.

Every act goes to the archive and to a plain model of it (``tests.services.model``); both must say the same, and after
each step the raw rows are held to the invariants. ``ARCHIVE_TUI_STEPS`` sets how many steps are tried.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.services.attack_lending import Lending
from tests.services.attack_powers import Powers
from tests.services.attack_signing import Signing

STEPS_EACH = 60
#: As many as fit into CI with everything else; a long run is asked for by the environment.
STEPS = int(os.environ.get("ARCHIVE_TUI_STEPS", "7200"))


def test_no_order_of_acts_gets_round_the_invariants(made_world: Path) -> None:
    class Attack(Powers, Signing, Lending):
        made = made_world
        ran: ClassVar[Counter[str]] = Counter()

    run_state_machine_as_test(
        Attack,
        settings=settings(
            max_examples=max(1, STEPS // STEPS_EACH), stateful_step_count=STEPS_EACH, deadline=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate, Phase.shrink],
        ),
    )  # fmt: skip
    steps = Attack.ran.pop("steps")
    print(f"{steps} steps: " + ", ".join(f"{count} {act}" for act, count in sorted(Attack.ran.items())))
