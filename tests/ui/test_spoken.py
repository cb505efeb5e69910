"""Which language the screens speak: the person's own, kept from one session to the next, unless ``--lang`` says."""

from __future__ import annotations

import pytest

from archive_tui import wording
from archive_tui.services import office
from archive_tui.services.archive import Archive
from archive_tui.ui import app
from tests.journeys.screen import sitting
from tests.world import World


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what every session speaks that is begun, instead of running its screens."""
    heard: list[str] = []
    monkeypatch.setattr(app.ArchiveApp, "run", lambda self, **_how: heard.append(wording.current_language()))
    return heard


def begin(world: World, login: str, lang: str | None = None) -> None:
    assert app.run_desk(world.path, world.actor(login), clock=world.clock, lang=lang) == 0


async def test_what_a_person_chose_in_the_menu_is_spoken_in_the_next_session(world: World, spoken: list[str]) -> None:
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await at.press("ctrl+o", "l")
        await at.until(lambda: wording.current_language() == wording.CHINESE)
        await at.until(lambda: _language(world) == wording.CHINESE)
    wording.install(wording.ENGLISH)
    begin(world, "archivist")
    begin(world, "gm")
    assert spoken == [wording.CHINESE, wording.ENGLISH]


def test_lang_overrides_what_the_person_chose_and_changes_nothing(world: World, spoken: list[str]) -> None:
    office.choose_language(world.archive, world.actor(), wording.CHINESE)
    begin(world, "archivist", wording.ENGLISH)
    begin(world, "archivist")
    assert spoken == [wording.ENGLISH, wording.CHINESE]


@pytest.mark.parametrize(("locale", "language"), [("zh_CN.UTF-8", wording.CHINESE), ("C.UTF-8", wording.ENGLISH)])
def test_who_has_chosen_nothing_hears_the_locales_language(
    world: World, spoken: list[str], monkeypatch: pytest.MonkeyPatch, locale: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    begin(world, "gm")
    office.choose_language(world.archive, world.actor("gm"), wording.ENGLISH)
    begin(world, "gm")
    office.choose_language(world.archive, world.actor("gm"), None)
    begin(world, "gm")
    assert spoken == [language, wording.ENGLISH, language]


def _language(world: World) -> str | None:
    from archive_tui.services.seat import seat

    archive = Archive.open(world.path, world.clock, read_only=True)
    try:
        return seat(archive, world.actor()).language
    finally:
        archive.close()
