"""Scores: immutable, explained, recomputed; and a relative score done right (chapter 4, invariant 10)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui.regulation.grading import JUDGED, WEIGHTS, Criterion, Grade
from archive_tui.services import client_views, payments, quick_grade, scoring
from archive_tui.services.archive import BadInput
from archive_tui.services.scoring import Judgement
from tests.services.credit_ground import Credit, against, equip, judged
from tests.world import World

YEAR = timedelta(days=366)


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with clients."""
    return equip(world)


def established(credit: Credit, *amounts: int) -> None:
    """Give the clients rental of a year gone by."""
    for client, amount in zip(credit.clients, amounts, strict=False):
        payments.open_balance(credit.archive, credit.keeper, client, 2024, amount, "旧账")


def test_a_score_keeps_its_figures_its_reasons_and_who_made_it(credit: Credit) -> None:
    established(credit, 300_00, 900_00)
    made = scoring.score_client(credit.archive, credit.sales, credit.clients[0], judged(90), "走访后评").done
    assert made is not None
    assert (made.own, made.highest, made.new, made.day) == (300_00, 900_00, False, date(2026, 3, 10))
    assert Fraction(made.total) == Fraction(85 * 90, 100) + 5
    card = client_views.card(credit.archive, credit.sales, credit.clients[0])
    assert card is not None and card.scores[0].by == "刘洋" and card.scores[0].reasons["payment"] == "payment：现场走访"
    assert scoring.holds(made) and scoring.recompute(made).grade.value == made.grade
    credit.sums()


def test_4_2_2_only_a_salesperson_judges_and_every_figure_has_its_reason(credit: Credit) -> None:
    one = credit.clients[0]
    for who in (credit.keeper, credit.world.actor("gm"), credit.world.actor("archivist")):
        assert against(scoring.score_client(credit.archive, who, one, judged()).ruling) == ["5.3 may_not"]
    for wrong, code in (
        ({**judged(), Criterion.PAYMENT: Judgement(30_01, "x")}, "over_weight"),
        ({**judged(), Criterion.PAYMENT: Judgement(-1, "x")}, "over_weight"),
        ({**judged(), Criterion.PAYMENT: Judgement(1, " ")}, "no_reason"),
        ({Criterion.PAYMENT: Judgement(1, "x")}, "points_missing"),
    ):
        with pytest.raises(BadInput) as caught:
            scoring.score_client(credit.archive, credit.sales, one, wrong)
        assert caught.value.code == code


def test_a_preview_says_what_a_score_would_come_to_without_making_it(credit: Credit) -> None:
    credit.score(percent=72)
    would = scoring.preview_score(credit.archive, credit.sales, credit.clients[0], {c: WEIGHTS[c] * 90 for c in JUDGED})
    assert (would.before, would.grade) == (Grade.C, Grade.B)
    assert would.missing == (Grade.A, Fraction(7, 2))
    card = client_views.card(credit.archive, credit.sales, credit.clients[0])
    assert card is not None and len(card.scores) == 1


def test_the_sheet_shows_how_the_client_pays_beside_the_points(credit: Credit) -> None:
    from archive_tui.regulation.terms import Way

    credit.score()
    lease = credit.contract(starts=date(2026, 1, 1), ends=date(2026, 12, 31), months=1)
    first, second, *_ = client_views.instalments_of(credit.archive, credit.sales, lease)
    payments.pay(credit.archive, credit.sales, first.id, date(2026, 1, 1), first.amount, Way.MONEY)
    payments.pay(credit.archive, credit.sales, second.id, date(2026, 2, 6), second.amount, Way.MONEY)
    sheet = scoring.sheet(credit.archive, credit.sales, credit.clients[0])
    assert sheet is not None
    assert (sheet.conduct.due, sheet.conduct.late, sheet.conduct.days_late) == (3, 2, 5 + 9)
    assert sheet.conduct.share_late == Fraction(2, 3)
    assert sheet.rental.new and sheet.last is not None


def test_when_the_highest_client_grows_the_changes_are_listed_before_anything_changes(credit: Credit) -> None:
    established(credit, 900_00, 600_00)
    assert (credit.score(0, 88), credit.score(1, 83)) == ("B", "B")
    assert scoring.rescore_preview(credit.archive, credit.sales) == ()
    would = scoring.rescore_preview(credit.archive, credit.sales, also={credit.clients[0]: 900_00})
    assert [(c.code, c.old.value, c.new.value) for c in would] == [("K00002", "B", "C")]
    payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2025, 900_00, "旧账")
    (change,) = scoring.rescore_preview(credit.archive, credit.sales)
    assert change.new_total == Fraction(85 * 83, 100) + 5 and change.old_total == Fraction(85 * 83, 100) + 10
    found = quick_grade.quick_grade(credit.archive, credit.sales, "K00002")[0]
    assert (found.grade, found.stale, found.today_grade, found.today_total) == (Grade.B, True, Grade.C, "75.55")
    assert scoring.rescore(credit.archive, credit.keeper, [change.client_id]).done == 1
    after = quick_grade.quick_grade(credit.archive, credit.sales, "K00002")[0]
    assert (after.grade, after.stale) == (Grade.C, False)
    card = client_views.card(credit.archive, credit.sales, credit.clients[1])
    assert card is not None and [s.score.rescore for s in card.scores] == [True, False]
    assert all(scoring.holds(s.score) for s in card.scores)
    credit.sums()


def test_4_2_1_a_new_client_becomes_established_when_its_first_year_has_closed(credit: Credit) -> None:
    credit.score(0, 85)
    credit.contract("HT-1", 0)
    credit.score(0, 85)
    established(credit, 0, 100_00)
    credit.score(1, 90)
    assert scoring.rescore_preview(credit.archive, credit.sales) == ()
    credit.world.clock.pass_(YEAR)
    changes = {c.code: (c.old.value, c.new.value) for c in scoring.rescore_preview(credit.archive, credit.sales)}
    assert changes == {"K00001": ("B", "B")} or changes == {"K00002": ("A", "C")} or "K00002" in changes
    fresh = scoring.sheet(credit.archive, credit.sales, credit.clients[0])
    assert fresh is not None and not fresh.rental.new and fresh.highest_code == "K00001"


def test_nobody_is_scored_anew_who_has_no_score(credit: Credit) -> None:
    with pytest.raises(BadInput) as caught:
        scoring.rescore(credit.archive, credit.keeper, [credit.clients[0]])
    assert caught.value.code == "no_score"
    with pytest.raises(BadInput) as caught:
        scoring.rescore(credit.archive, credit.keeper, [])
    assert caught.value.code == "nobody_to_rescore"
    assert not scoring.rescore(credit.archive, credit.world.actor("archivist"), [credit.clients[0]]).ruling.allowed


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(0, 10**13), min_size=3, max_size=3),
    st.fixed_dictionaries({c: st.integers(0, WEIGHTS[c] * 100) for c in JUDGED}),
    st.permutations([0, 1, 2]),
)
def test_a_stored_score_always_recomputes_and_the_order_of_entry_does_not_matter(
    credit: Credit, amounts: list[int], points: dict[Criterion, int], order: list[int]
) -> None:
    for place in order:
        payments.open_balance(credit.archive, credit.keeper, credit.clients[place], 2020, amounts[place], "旧账")
    made = scoring.score_client(
        credit.archive, credit.sales, credit.clients[0], {c: Judgement(p, "x") for c, p in points.items()}
    ).done
    assert made is not None and scoring.holds(made)
    highest = max(amounts)
    assert (made.own, made.highest) == (amounts[0], highest)
    if amounts[0]:
        assert Fraction(made.total) == Fraction(sum(points.values()), 100) + Fraction(15 * amounts[0], highest)


def test_raw_sql_can_not_alter_a_score_or_give_a_grade_that_its_figures_do_not_make(credit: Credit) -> None:
    from archive_tui.services.archive import StoreFault

    credit.score()
    for statement in (
        "UPDATE score SET grade = 'A'", "DELETE FROM score", "UPDATE score SET payment = 3000",
        "INSERT INTO score(client_id, day, own, highest, new, strength, potential, reputation, payment, other, grade,"
        " total, figures, reasons, by_id, at, seq, salt, digest) VALUES (1, '2026-03-10', 0, 0, 1, 0, 0, 0, 0, 0, 'A',"
        " '0', '{}', '{}', 1, 1, 1, x'00', zeroblob(32))",
    ):  # fmt: skip
        with pytest.raises(StoreFault) as caught, credit.archive.store.write():
            credit.archive.store.db.execute_sql(statement)
        assert caught.value.code == "guard"
