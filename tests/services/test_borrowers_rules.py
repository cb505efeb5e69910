"""What the borrower must do, and what comes of it (6.7.6), through a real archive; each rule both ways."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind
from archive_tui.services import care, finding, lending, office
from archive_tui.services.archive import BadInput
from archive_tui.services.lending import INCIDENT_KINDS, Wanted
from tests.services.desk import (
    FINANCE_SECRET,
    LEASING_SECRET,
    OFFICE_CONFIDENTIAL,
    OTHER_PLAIN,
    PLAIN,
    back,
    codes,
    lend,
    lent,
    rows,
    sign,
)
from tests.world import PIN, World

DAYS = timedelta(days=15)
#: Everything classified that a person can want (6.7.3, 6.7.6).
CLASSIFIED = (
    (LEASING_SECRET, Kind.OUT),
    (LEASING_SECRET, Kind.READING),
    (LEASING_SECRET, Kind.COPY),
    (OFFICE_CONFIDENTIAL, Kind.READING),
)


def against(world: World, item: str, kind: Kind, login: str = "director") -> list[str]:
    """Return what stands in the way of a borrower who has the sign-off; acting and looking say the same."""
    sign(world, login, item, "gm", kind)
    person, found = world.people[login], world.item(item)
    looked = codes(finding.ruling_for(world.archive, world.actor(), person, found, kind))
    if kind is Kind.COPY:
        acted = codes(lending.make_copy(world.archive, world.actor(), person, found).ruling)
    else:
        acted = codes(lend(world, login, item, kind).ruling)
    assert acted == looked
    return acted


@pytest.mark.parametrize("pledged", [True, False])
def test_6_7_6_the_pledge_is_acknowledged_at_every_check_out(world: World, pledged: bool) -> None:
    wanted = [Wanted(world.item(PLAIN))]
    if pledged:
        assert lending.check_out(world.archive, world.actor(), world.people["gm"], wanted, pledged=True)
        return
    with pytest.raises(BadInput, match="no_pledge"):
        lending.check_out(world.archive, world.actor(), world.people["gm"], wanted, pledged=False)
    assert rows(world, "SELECT 1 FROM loan") == []


@pytest.mark.parametrize(("item", "kind"), CLASSIFIED)
def test_6_7_6_with_nothing_overdue_and_nothing_open_a_classified_paper_is_had(
    world: World, item: str, kind: Kind
) -> None:
    assert against(world, item, kind) == []


@pytest.mark.parametrize(("item", "kind"), CLASSIFIED)
def test_6_7_6_what_is_overdue_blocks_every_way_to_a_classified_paper_until_it_is_back(
    world: World, item: str, kind: Kind
) -> None:
    lent(world, "director", PLAIN)
    world.clock.pass_(DAYS)
    assert against(world, item, kind) == ["6.7.6 borrower_overdue"]
    back(world, PLAIN)
    assert against(world, item, kind) == ["6.7.6 borrower_incident"]  # the lateness
    care.close_incident(world.archive, world.actor(), 1, "出差")
    assert against(world, item, kind) == []


@pytest.mark.parametrize("incident", INCIDENT_KINDS)
def test_6_7_6_every_incident_blocks_until_it_is_closed_with_a_reason(world: World, incident: str) -> None:
    lent(world, "director", PLAIN)
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), incident, "")
    assert against(world, FINANCE_SECRET, Kind.OUT) == ["6.7.6 borrower_incident"]
    care.close_incident(world.archive, world.actor(), 1, "已说明")
    assert against(world, FINANCE_SECRET, Kind.OUT) == []


@pytest.mark.parametrize("item", [PLAIN, OTHER_PLAIN])
def test_6_7_6_unclassified_papers_are_not_blocked_and_it_is_said(world: World, item: str) -> None:
    care.open_incident(world.archive, world.actor(), world.item("合同纸"), "damage", "")
    lent(world, "director", "合同纸")
    care.open_incident(world.archive, world.actor(), world.item("合同纸"), "damage", "")
    outcome = lend(world, "director", item)
    assert outcome.done is not None
    assert [c.code for c in outcome.ruling.clauses if c.article == "6.7.6"] == ["borrower_incident"]


def test_6_7_6_another_persons_incident_blocks_nobody(world: World) -> None:
    lent(world, "gm", PLAIN)
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "damage", "")
    care.open_incident(world.archive, world.actor(), world.item(OTHER_PLAIN), "damage", "")  # against nobody
    assert against(world, FINANCE_SECRET, Kind.OUT) == []


@pytest.mark.parametrize(("item", "kind"), CLASSIFIED)
def test_6_7_6_setting_it_is_said_and_blocks_nothing(world: World, item: str, kind: Kind) -> None:
    office.choose_setting(world.archive, world.actor(), "blocks_classified", "no", "gm", PIN)
    lent(world, "director", PLAIN)
    world.clock.pass_(DAYS)
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "damage", "")
    assert against(world, item, kind) == []


def test_6_7_6_how_a_borrower_stands_is_known_with_the_name(world: World) -> None:
    lent(world, "director", PLAIN)
    world.clock.pass_(DAYS)
    care.open_incident(world.archive, world.actor(), world.item(PLAIN), "damage", "")
    stands = finding.person_shown(world.archive, world.actor(), world.people["director"])
    assert (stands.out, stands.overdue, stands.open_incidents) == (1, 1, 1)
