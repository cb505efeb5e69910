"""Taking back, reversing and renewing through a real archive: 6.7.2, 6.7.3 a, 6.7.6."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.services import care, lending, office
from archive_tui.services.archive import BadInput
from tests.services.desk import (
    LEASING_SECRET,
    OTHER_PLAIN,
    PLAIN,
    acts,
    back,
    codes,
    last_body,
    lend,
    lent,
    rows,
    sign,
    state,
)
from tests.world import PIN, World

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
CLERK = "liuyang"


@pytest.mark.parametrize("kind", ["damage", "alteration", "lent_on", "copied", "pages_missing"])
def test_6_7_6_what_is_found_at_the_return_is_an_incident_that_stays_open(world: World, kind: str) -> None:
    lent(world, "gm", PLAIN)
    done = back(world, PLAIN, pages=10, state="封面", incident=kind, note="破损").done
    assert done is not None and len(done.incidents) == 1
    assert rows(world, "SELECT kind, note, closed_at, borrower_id FROM incident") == [
        (kind, "破损", None, world.people["gm"])
    ]
    assert state(world, PLAIN) is State.IN_PLACE


def test_6_7_6_a_loss_makes_the_item_missing(world: World) -> None:
    lent(world, "gm", PLAIN)
    assert back(world, PLAIN, incident="loss").done
    assert state(world, PLAIN) is State.MISSING
    assert codes(lend(world, "gm", PLAIN).ruling) == ["6.4 item_missing"]
    assert codes(back(world, PLAIN).ruling) == ["6.7 not_out"]


def test_6_7_6_missing_pages_are_noticed_by_the_count(world: World) -> None:
    lent(world, "gm", PLAIN)
    done = back(world, PLAIN, pages=9).done
    assert done is not None and last_body(world)["incident_kinds"] == ["pages_missing"]
    lent(world, "gm", PLAIN)
    done = back(world, PLAIN, pages=10).done
    assert done is not None and done.incidents == ()


def test_6_7_6_several_things_wrong_are_several_incidents(world: World) -> None:
    lent(world, "gm", PLAIN)
    world.clock.pass_(14 * DAY + SECOND)
    back(world, PLAIN, pages=3, incident="damage")
    assert last_body(world)["incident_kinds"] == ["damage", "pages_missing", "late"]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"incident": "eaten"}, "incident_kind"), ({"pages": -1}, "pages"), ({"pages": 100_000}, "pages"),
        ({"state": "x" * 501}, "too_long"), ({"note": "a\x1b[31m"}, "character"), ({"state": "\u202e"}, "character"),
    ],
)  # fmt: skip
def test_a_return_with_something_impossible_changes_nothing(world: World, found: dict[str, object], code: str) -> None:
    lent(world, "gm", PLAIN)
    with pytest.raises(BadInput, match=code):
        back(world, PLAIN, **found)
    assert state(world, PLAIN) is State.OUT


def test_6_7_6_overdue_or_an_open_incident_blocks_classified_papers(world: World) -> None:
    sign(world, "gm", LEASING_SECRET, "gm")
    lent(world, "gm", PLAIN)
    world.clock.pass_(14 * DAY + SECOND)
    sign(world, "gm", LEASING_SECRET, "gm")
    assert codes(lend(world, "gm", LEASING_SECRET).ruling) == ["6.7.6 borrower_overdue"]
    assert lend(world, "gm", OTHER_PLAIN).done
    back(world, PLAIN)
    assert codes(lend(world, "gm", LEASING_SECRET).ruling) == ["6.7.6 borrower_incident"]
    care.close_incident(world.archive, world.actor(), 1, "出差迟还")
    assert lend(world, "gm", LEASING_SECRET).done


def test_6_7_6_setting_it_is_only_said(world: World) -> None:
    office.choose_setting(world.archive, world.actor(), "blocks_classified", "no", "gm", PIN)
    lent(world, "gm", PLAIN)
    back(world, PLAIN, incident="damage")
    sign(world, "gm", LEASING_SECRET, "gm")
    outcome = lend(world, "gm", LEASING_SECRET)
    assert outcome.done is not None
    assert "borrower_incident" in [c.code for c in outcome.ruling.clauses]


def test_a_slip_taken_out_wrongly_is_reversed_and_both_stay_in_the_trail(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    loan = lent(world, CLERK, LEASING_SECRET)
    done = lending.reverse(world.archive, world.actor(), loan.loan_id, "拿错").done
    assert done is not None and not done.late
    assert state(world, LEASING_SECRET) is State.IN_PLACE
    assert acts(world)[-2:] == ["check_out", "reverse"]
    assert codes(lend(world, CLERK, LEASING_SECRET).ruling) == ["6.7.3 sign_off_used"]
    assert codes(lending.reverse(world.archive, world.actor(), loan.loan_id, "").ruling) == ["6.7 not_out"]


def test_6_7_6_a_reversal_takes_no_lateness_away(world: World) -> None:
    sign(world, CLERK, LEASING_SECRET, "gm")
    loan = lent(world, CLERK, LEASING_SECRET)
    world.clock.pass_(4 * HOUR + SECOND)
    done = lending.reverse(world.archive, world.actor(), loan.loan_id, "拿错").done
    assert done is not None and done.late and len(done.incidents) == 1


def test_6_7_2_an_unclassified_loan_is_renewed_once(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    world.clock.pass_(3 * DAY)
    done = lending.renew(world.archive, world.actor(), loan.loan_id).done
    assert done is not None and done.due_at == world.clock.wall + 14 * DAY
    again = lending.renew(world.archive, world.actor(), loan.loan_id)
    assert codes(again.ruling) == ["6.7.2 renewed_enough"]


def test_6_7_2_a_renewal_never_shortens(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    office.choose_setting(world.archive, world.actor(), "loan_days", "1", "gm", PIN)
    done = lending.renew(world.archive, world.actor(), loan.loan_id).done
    assert done is not None and done.due_at == loan.due_at


def test_6_7_3a_what_is_classified_late_recalled_read_or_back_is_not_renewed(world: World) -> None:
    a, desk = world.archive, world.actor()
    sign(world, "gm", LEASING_SECRET, "gm")
    secret = lent(world, "gm", LEASING_SECRET)
    assert codes(lending.renew(a, desk, secret.loan_id).ruling) == ["6.7.3 classified_not_renewed"]
    reading = lent(world, "gm", OTHER_PLAIN, Kind.READING)
    assert codes(lending.renew(a, desk, reading.loan_id).ruling) == ["6.7.3 reading_not_renewed"]
    loan = lent(world, "gm", PLAIN)
    care.recall(a, desk, loan.loan_id)
    assert codes(lending.renew(a, desk, loan.loan_id).ruling) == ["6.7 recalled"]
    world.clock.pass_(14 * DAY + SECOND)
    assert "6.7.6 overdue_not_renewed" in codes(lending.renew(a, desk, loan.loan_id).ruling)
    back(world, PLAIN)
    assert "6.7 not_out" in codes(lending.renew(a, desk, loan.loan_id).ruling)


def test_invariant_5_a_loan_whose_paper_was_raised_is_not_renewed(world: World) -> None:
    loan = lent(world, "gm", PLAIN)
    care.raise_level(world.archive, world.actor(), world.item(PLAIN), Level.SECRET, "含报价")
    assert codes(lending.renew(world.archive, world.actor(), loan.loan_id).ruling) == [
        "6.7.3 classified_not_renewed", "6.7 recalled",
    ]  # fmt: skip
