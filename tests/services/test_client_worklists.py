"""Worklists, the quick look-up and analyses of clients (1.1, 1.2, 1.4, 3.1, 3.3, 4.3.1, 5.1, 5.2)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from archive_tui.regulation.clients import Source
from archive_tui.regulation.composition import Analysis, Conclusion
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import Way
from archive_tui.services import analyses, cards, client_views, client_worklists, leases, payments, quick_grade, visits
from archive_tui.services.cards import NewEntry
from archive_tui.services.visits import NewFollowUp
from tests.services.credit_ground import YEAR_AMOUNT, Credit, equip
from tests.world import World

DAY = date(2026, 3, 9)


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with clients."""
    return equip(world)


def codes(waiting: tuple[client_worklists.Waiting, ...]) -> list[str]:
    return [one.client.code for one in waiting]


def test_5_1_a_card_untouched_for_six_months_is_stale_future_clients_first(credit: Credit) -> None:
    payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2020, 1, "旧账")
    assert codes(client_worklists.stale_cards(credit.archive, credit.sales)) == []
    credit.world.clock.pass_(timedelta(days=185))
    assert codes(client_worklists.stale_cards(credit.archive, credit.sales)) == ["K00002", "K00003", "K00001"]
    cards.add_entry(credit.archive, credit.sales, credit.clients[1], NewEntry("plans", "开工", Source.SURVEY, DAY))
    assert codes(client_worklists.stale_cards(credit.archive, credit.sales)) == ["K00003", "K00001"]
    line = client_views.page_clients(credit.archive, credit.sales, "K00001", "code", False, 0, 1)[0]
    assert line.card_stale


def test_1_2_clients_about_to_deal_lead_the_list_of_gaps(credit: Credit) -> None:
    assert leases.offer(credit.archive, credit.sales, credit.lease(client=2)).done
    waiting = client_worklists.gaps(credit.archive, credit.sales)
    assert codes(waiting)[0] == "K00003" and "address" in waiting[0].empty


def test_follow_ups_are_listed_when_they_are_due(credit: Credit) -> None:
    for client, days in ((0, 3), (1, 30)):
        visits.plan_follow_up(
            credit.archive, credit.sales, credit.clients[client], NewFollowUp(DAY + timedelta(days=days), "回访")
        )
    assert codes(client_worklists.follow_ups(credit.archive, credit.sales)) == ["K00001"]
    assert client_worklists.follow_ups(credit.archive, credit.sales, owner_id=credit.keeper.person_id) == ()


def test_4_3_1_where_clients_wait_for_the_same_item_a_comes_first(credit: Credit) -> None:
    assert (credit.score(0, 71), credit.score(1, 100), credit.score(2, 90)) == ("C", "A", "B")
    for client, days in ((0, 1), (1, 9), (2, 5)):
        then = NewFollowUp(DAY + timedelta(days=days), "等塔吊", None, credit.crane)
        visits.plan_follow_up(credit.archive, credit.sales, credit.clients[client], then)
    leases.offer(credit.archive, credit.sales, credit.lease(client=1))
    waiting = client_worklists.waiting_for_item(credit.archive, credit.sales, credit.crane)
    assert [w.client.grade for w in waiting] == ["A", "A", "B", "C"]


def test_late_payments_receivables_and_lease_ends_are_listed(credit: Credit) -> None:
    credit.score()
    lease = credit.contract(starts=date(2026, 1, 1), ends=date(2026, 4, 30), months=1)
    first = client_views.instalments_of(credit.archive, credit.sales, lease)[0]
    payments.pay(credit.archive, credit.sales, first.id, date(2026, 1, 3), first.amount, Way.MONEY)
    late = client_worklists.late_payments(credit.archive, credit.sales)
    assert [w.due_on for w in late] == [date(2026, 2, 1), date(2026, 3, 1)]
    (owing,) = client_worklists.receivables(credit.archive, credit.sales)
    assert (owing.open, owing.late) == (YEAR_AMOUNT * 3 // 4, YEAR_AMOUNT // 2)
    (ending,) = client_worklists.leases_ending(credit.archive, credit.sales)
    assert ending.due_on == date(2026, 4, 30)


def test_unchecked_and_outstanding_forms_are_listed(credit: Credit) -> None:
    one = credit.clients[0]
    entry = cards.add_entry(credit.archive, credit.sales, one, NewEntry("assets", "五千万", Source.FORM, DAY)).done
    visits.send_form(credit.archive, credit.sales, one, "李总", DAY, DAY)
    assert codes(client_worklists.unchecked(credit.archive, credit.sales)) == ["K00001"]
    assert codes(client_worklists.forms_out(credit.archive, credit.sales)) == ["K00001"]
    assert entry is not None
    cards.check_entry(credit.archive, credit.keeper, entry)
    visits.receive_form(credit.archive, credit.sales, 1, DAY)
    assert client_worklists.unchecked(credit.archive, credit.sales) == ()
    assert client_worklists.forms_out(credit.archive, credit.sales) == ()


def test_the_quick_look_up_reads_out_grade_date_and_terms(credit: Credit) -> None:
    credit.score(1)
    found = quick_grade.quick_grade(credit.archive, credit.world.actor("archivist"), "dxjt")
    assert [(q.code, q.grade, q.total, q.scored_on) for q in found] == [("K00002", Grade.B, "86.50", date(2026, 3, 10))]
    assert found[0].terms is not None and found[0].terms.version == 0 and found[0].missing == "3.50"
    (ungraded,) = quick_grade.quick_grade(credit.archive, credit.sales, "3mzg")
    assert (ungraded.grade, ungraded.terms, ungraded.total) == (Grade.UNGRADED, None, None)
    assert quick_grade.quick_grade(credit.archive, credit.world.actor("chenxiaomei"), "dxjt") == []
    assert quick_grade.quick_grade(credit.archive, credit.sales, " ") == []


def test_3_3_shares_by_grade_item_nature_and_volume_come_to_the_whole(credit: Credit) -> None:
    credit.score(0)
    credit.score(1, 100)
    lift = leases.add_leased_item(credit.archive, credit.keeper, "施工电梯").done
    credit.contract("HT-1", 0, months=0)
    credit.contract("HT-2", 1, months=0, leased_item_id=lift, amount=3 * YEAR_AMOUNT)
    analyses.put_market_total(credit.archive, credit.sales, 2026, None, 16 * YEAR_AMOUNT, "协会")
    analyses.put_market_total(credit.archive, credit.sales, 2026, lift, 6 * YEAR_AMOUNT, "协会")
    assert analyses.years(credit.archive, credit.sales) == (2026,)
    by_grade = analyses.composition(credit.archive, credit.sales, Analysis.GRADE, 2026)
    assert by_grade is not None and by_grade.whole == 4 * YEAR_AMOUNT
    assert [(p.key, p.ours, p.market) for p in by_grade.parts] == [
        ("A", Fraction(3, 4), Fraction(3, 16)), ("B", Fraction(1, 4), Fraction(1, 16)),
    ]  # fmt: skip
    by_item = analyses.composition(credit.archive, credit.sales, Analysis.ITEM, 2026)
    assert by_item is not None
    assert [(p.key, p.market) for p in by_item.parts] == [("施工电梯", Fraction(1, 2)), ("塔式起重机", None)]
    for analysis in Analysis:
        one = analyses.composition(credit.archive, credit.sales, analysis, 2026)
        assert one is not None and sum(p.ours for p in one.parts) == 1
    assert analyses.rental_by_year(credit.archive, credit.sales) == {2026: {"A": 3 * YEAR_AMOUNT, "B": YEAR_AMOUNT}}
    credit_now = {c.grade: (c.clients, c.open) for c in analyses.credit_by_grade(credit.archive, credit.sales)}
    assert credit_now[Grade.A] == (1, 3 * YEAR_AMOUNT) and credit_now[Grade.UNGRADED] == (1, 0)
    assert analyses.composition(credit.archive, credit.world.actor("chenxiaomei"), Analysis.GRADE, 2026) is None


def test_3_3_a_conclusion_has_its_owner_and_is_closed_with_what_came_of_it(credit: Credit) -> None:
    one = analyses.conclude(
        credit.archive, credit.sales, Analysis.GRADE, Conclusion.PRIORITY, 2026, "B 级客户优先", credit.keeper.person_id
    ).done
    assert one is not None
    assert analyses.close_conclusion(credit.archive, credit.keeper, one, "已落实").ruling.allowed
    (shown,) = analyses.conclusions(credit.archive, credit.sales, Analysis.GRADE)
    assert (shown.owner, shown.outcome) == (credit.keeper.person_id, "已落实")
    assert not analyses.close_conclusion(credit.archive, credit.keeper, one, "x").ruling.allowed
