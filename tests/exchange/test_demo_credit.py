"""The demo company's clients: some 400 with ten years of leases, every grade, and something on every worklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest

from archive_tui.exchange import demo_clients
from archive_tui.exchange.demo_loader import make_demo
from archive_tui.regulation.composition import Analysis
from archive_tui.regulation.grading import Grade
from archive_tui.services import analyses, client_views, client_worklists, quick_grade, scoring, terms, verifying
from archive_tui.services.archive import Actor, Archive
from tests.world import SetClock

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Actor]]:
    """Give one demo archive, open, and its archivist."""
    path, clock = tmp_path_factory.mktemp("demo") / "demo.archive", SetClock(NOW)
    make_demo(path, clock)
    archive = Archive.open(path, clock)
    with archive.store.read():
        person = archive.store.db.execute_sql("SELECT id FROM staff WHERE login = 'archivist'").fetchone()[0]
    yield archive, Actor(person)
    archive.close()


def test_some_four_hundred_clients_hold_every_grade(demo: tuple[Archive, Actor]) -> None:
    archive, actor = demo
    assert 350 <= client_views.count_clients(archive, actor, "") <= 400
    counts = {g: client_views.count_clients(archive, actor, "", (g.value,)) for g in Grade}
    assert all(counts.values()) and counts[Grade.A] < counts[Grade.B] and counts[Grade.BELOW_C] < counts[Grade.C]
    assert verifying.verify(archive).problems == ()


def test_ten_years_of_rental_by_grade_item_nature_and_volume(demo: tuple[Archive, Actor]) -> None:
    archive, actor = demo
    years = analyses.years(archive, actor)
    assert years[0] == 2026 and len(years) >= 9
    for analysis in Analysis:
        one = analyses.composition(archive, actor, analysis, 2025)
        assert one is not None and len(one.parts) > 2 and one.market
    assert analyses.conclusions(archive, actor)


def test_something_waits_on_the_worklists_and_a_schedule_is_in_force(demo: tuple[Archive, Actor]) -> None:
    archive, actor = demo
    for name in ("stale_cards", "gaps", "follow_ups", "waiting_for_item", "late_payments", "receivables",
                 "leases_ending", "unchecked", "forms_out", "exceptions", "against_terms"):  # fmt: skip
        assert getattr(client_worklists, name)(archive, actor), name
    assert terms.in_force(archive, actor).number == 1
    assert scoring.rescore_preview(archive, actor)


def test_the_phone_call_of_the_readme_finds_its_client(demo: tuple[Archive, Actor]) -> None:
    archive, actor = demo
    found = quick_grade.quick_grade(archive, actor, "zjjt")
    assert any("中嘉集团" in one.name for one in found)


def test_the_same_day_makes_the_same_clients() -> None:
    day = date(2026, 11, 24)
    once, twice = (demo_clients.clients(Random(1), day) for _ in range(2))
    assert once == twice and len({client.name for client in once}) == len(once) == 400
