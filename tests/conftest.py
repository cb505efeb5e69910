"""What every test begins with: no settings of the person who runs them, English, and Hypothesis's profile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from archive_tui import wording
from tests import world as world_of_tests

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

_OF_THE_PERSON = ("ARCHIVE_TUI_", "LC_", "LANG", "NO_COLOR", "SSH_", "SUDO_", "TEXTUAL", "XDG_")


@pytest.fixture(scope="session", autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from a person's archives and settings, and them from the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(_OF_THE_PERSON)]:
            patch.delenv(name)
        patch.setenv("LC_ALL", "C.UTF-8")
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(tmp_path_factory.mktemp(kind.lower())))
        yield


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English when a test begins, whatever the one before it spoke."""
    wording.install(wording.ENGLISH)
    yield
    wording.install(wording.ENGLISH)


@pytest.fixture(scope="session")
def made_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found the small company of ``tests.world`` once."""
    return world_of_tests.make(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(made_world: Path, tmp_path: Path) -> Iterator[world_of_tests.World]:
    """Give a test its own copy of the small company, open."""
    with world_of_tests.open_copy(made_world, tmp_path) as copy:
        yield copy
