"""Leases and payments: terms at the door by every path, what can't be, and rental that follows (4.2.1, 4.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.instalments import add_months, divided
from archive_tui.regulation.terms import REGULATION, Way
from archive_tui.services import client_views, clients, leases, payments, pins, terms
from archive_tui.services.archive import BadInput, NotThere, StoreFault
from archive_tui.services.terms import NewException
from archive_tui.store import told_rows
from tests.services.credit_ground import LOW, YEAR_AMOUNT, Credit, against, entered, equip
from tests.world import PIN, World


@pytest.fixture
def credit(world: World, monkeypatch: pytest.MonkeyPatch) -> Credit:
    """Give the company with clients; PINs are right and cost nothing."""
    monkeypatch.setattr(pins, "prove", lambda archive, actor, login, pin: world.people[login])
    return equip(world)


def rental(credit: Credit, client: int = 0) -> dict[int, int]:
    card = client_views.card(credit.archive, credit.sales, credit.clients[client])
    assert card is not None
    return dict(card.rental_by_year)


def test_4_3_end_an_ungraded_client_gets_an_offer_and_no_contract(credit: Credit) -> None:
    offer = leases.offer(credit.archive, credit.sales, credit.lease())
    assert offer.done is not None and [c.code for c in offer.done.warnings] == ["terms_ungraded"]
    refused = leases.conclude(credit.archive, credit.sales, offer.done.lease_id, 3)
    assert against(refused.ruling) == ["4.3-end terms_ungraded"]
    assert refused.ruling.way_forward == ("score_first", "gm_exception")
    credit.score()
    assert leases.conclude(credit.archive, credit.sales, offer.done.lease_id, 3).done
    credit.sums()


Path = Callable[[Credit, dict[str, Any]], Any]


def by_screen(credit: Credit, wrong: dict[str, Any]) -> Any:
    return leases.enter_contract(credit.archive, credit.sales, credit.lease(**wrong), 3).ruling


def by_offer(credit: Credit, wrong: dict[str, Any]) -> Any:
    offer = leases.offer(credit.archive, credit.sales, credit.lease(**wrong))
    return leases.conclude(credit.archive, credit.sales, entered(offer.done, offer.ruling), 3).ruling


def by_copy(credit: Credit, wrong: dict[str, Any]) -> Any:
    first = leases.offer(credit.archive, credit.sales, credit.lease("HT-0", **wrong))
    copy = leases.copy_lease(
        credit.archive, credit.sales, entered(first.done, first.ruling), "HT-1", date(2026, 5, 1), date(2027, 4, 30)
    )
    return leases.conclude(credit.archive, credit.sales, entered(copy.done, copy.ruling), 3).ruling


def by_change(credit: Credit, wrong: dict[str, Any]) -> Any:
    lease = credit.contract()
    return leases.change_lease(credit.archive, credit.sales, lease, wrong, "改").ruling


@pytest.mark.parametrize("path", [by_screen, by_offer, by_copy, by_change])
@pytest.mark.parametrize(
    ("percent", "wrong", "clauses"),
    [
        pytest.param(90, {"agreed_price": LOW - 1}, ["4.3.3 terms_price"], id="B under the market's lowest"),
        pytest.param(70, {"payment_way": Way.SET_OFF}, ["4.3.4 terms_way"], id="C by set-off"),
        pytest.param(70, {"agreed_price": LOW}, ["4.3.4 terms_price"], id="C under the market price"),
    ],
)
def test_4_3_what_goes_against_the_terms_is_stopped_on_every_path(
    credit: Credit, path: Path, percent: int, wrong: dict[str, Any], clauses: list[str]
) -> None:
    credit.score(percent=percent + (1 if percent == 70 else 0))
    assert against(path(credit, wrong)) == clauses
    assert all(l_.agreed_price >= LOW for l_ in leases_of(credit) if l_.state == "contract")
    credit.sums()


def leases_of(credit: Credit) -> tuple[Any, ...]:
    card = client_views.card(credit.archive, credit.sales, credit.clients[0])
    assert card is not None
    return card.leases


def test_4_3_5_below_c_there_is_no_contract(credit: Credit) -> None:
    assert credit.score(percent=50) == "below C"
    assert against(by_screen(credit, {})) == ["4.3.5 terms_below_c"]


def test_a_change_of_client_is_judged_by_the_new_ones_terms(credit: Credit) -> None:
    credit.score()
    lease = credit.contract()
    change = {"client_id": credit.clients[1]}
    refused = leases.change_lease(credit.archive, credit.sales, lease, change, "录错")
    assert against(refused.ruling) == ["4.3-end terms_ungraded"]
    credit.score(1)
    assert leases.change_lease(credit.archive, credit.sales, lease, change, "录错").done
    assert rental(credit) == {} and sum(rental(credit, 1).values()) == YEAR_AMOUNT
    credit.sums()


def test_a_change_of_grade_afterwards_stops_the_offer_and_lists_the_contract(credit: Credit) -> None:
    from archive_tui.services import client_worklists

    credit.score()
    credit.contract("HT-1", agreed_price=LOW)
    offer = leases.offer(credit.archive, credit.sales, credit.lease("HT-2", agreed_price=LOW))
    assert offer.done is not None and offer.done.warnings == ()
    assert credit.score(percent=71) == "C"
    assert against(leases.conclude(credit.archive, credit.sales, offer.done.lease_id, 3).ruling) == [
        "4.3.4 terms_price"
    ]
    listed = client_worklists.against_terms(credit.archive, credit.sales)
    assert sorted(w.lease.number for w in listed if w.lease) == ["HT-1", "HT-2"]


def test_3_3_the_credit_limit_counts_open_receivables(credit: Credit) -> None:
    credit.score()
    credit.contract()
    one = credit.clients[0]
    assert terms.set_limit(credit.archive, credit.keeper, one, 2 * YEAR_AMOUNT - 1, "按资产核定").ruling.allowed
    assert against(by_offer(credit, {"number": "HT-2"})) == ["3.3 terms_limit"]
    terms.set_limit(credit.archive, credit.keeper, one, 2 * YEAR_AMOUNT, "调整")
    assert by_screen(credit, {"number": "HT-3"}).allowed
    credit.sums()


def test_4_3_end_an_exception_of_the_gm_lets_a_lease_pass_as_it_was_and_until_its_day(credit: Credit) -> None:
    credit.score(percent=71)
    offer = leases.offer(credit.archive, credit.sales, credit.lease(agreed_price=LOW))
    lease = entered(offer.done, offer.ruling)
    new = NewException(credit.clients[0], "政府重点工程", date(2026, 3, 31), lease)
    refused = terms.grant_exception(credit.archive, credit.sales, new, "deputy1", PIN)
    assert against(refused.ruling) == ["6.3 only_gm_signs"]
    assert terms.grant_exception(credit.archive, credit.sales, new, "gm", PIN).done == 1
    worse = leases.change_lease(credit.archive, credit.sales, lease, {"agreed_price": LOW - 1}, "再降").done
    assert worse is not None and [c.code for c in worse.warnings] == ["terms_price"]
    assert not leases.conclude(credit.archive, credit.sales, lease, 3).ruling.allowed
    leases.change_lease(credit.archive, credit.sales, lease, {"agreed_price": LOW}, "改回")
    done = leases.conclude(credit.archive, credit.sales, lease, 3)
    assert done.done and [c.code for c in done.ruling.clauses] == ["terms_exception"]
    credit.sums()


def test_an_exception_that_is_over_or_taken_back_covers_nothing(credit: Credit) -> None:
    credit.score(percent=71)
    new = NewException(credit.clients[0], "重点", date(2026, 3, 31), codes=("terms_price",))
    number = terms.grant_exception(credit.archive, credit.keeper, new, "gm", PIN).done
    assert number is not None
    assert by_screen(credit, {"agreed_price": LOW}).allowed
    assert terms.revoke_exception(credit.archive, credit.keeper, number, "gm", PIN).ruling.allowed
    again = terms.revoke_exception(credit.archive, credit.keeper, number, "gm", PIN)
    assert against(again.ruling) == ["4.3-end exception_revoked"]
    assert not by_screen(credit, {"number": "HT-2", "agreed_price": LOW}).allowed
    with pytest.raises(BadInput):
        over = NewException(credit.clients[0], "x", date(2026, 3, 9), codes=("terms_price",))
        terms.grant_exception(credit.archive, credit.keeper, over, "gm", PIN)
    with pytest.raises(BadInput):
        terms.grant_exception(
            credit.archive, credit.keeper, NewException(credit.clients[0], "x", date(2026, 4, 9)), "gm", PIN
        )
    credit.sums()


def test_raw_sql_can_not_enter_a_contract_against_the_terms(credit: Credit) -> None:
    credit.score(percent=71)
    offer = leases.offer(credit.archive, credit.sales, credit.lease(agreed_price=LOW))
    lease = entered(offer.done, offer.ruling)
    with pytest.raises(StoreFault) as caught, credit.archive.store.write():
        told_rows.update(credit.archive.store, "lease", lease, {"state": "contract", "contract_at": 1773104400})
    assert caught.value.code == "guard"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"number": ""}, "empty"),
        ({"ends": date(2026, 3, 1)}, "lease_period"),
        ({"amount": -1}, "amount"),
        ({"amount": 10**13 + 1}, "amount"),
        ({"market_low": 1000_01}, "market_low"),
        ({"starts": date(1020, 1, 1)}, "day_absurd"),
    ],
)
def test_a_lease_that_can_not_be_is_refused(credit: Credit, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        leases.offer(credit.archive, credit.sales, credit.lease(**wrong))
    assert caught.value.code == code


def test_a_number_is_used_again_only_when_its_lease_is_over(credit: Credit) -> None:
    credit.score()
    credit.contract()
    with pytest.raises(BadInput) as caught:
        leases.offer(credit.archive, credit.sales, credit.lease(starts=date(2027, 3, 31), ends=date(2028, 1, 1)))
    assert caught.value.code == "lease_overlaps"
    later = credit.lease(starts=date(2027, 4, 1), ends=date(2028, 1, 1))
    assert leases.offer(credit.archive, credit.sales, later).done
    with pytest.raises(NotThere):
        leases.offer(credit.archive, credit.sales, credit.lease("HT-7", leased_item_id=99))


def test_rental_counts_in_the_year_in_which_it_falls_due(credit: Credit) -> None:
    credit.score()
    credit.contract()
    assert rental(credit) == {2026: YEAR_AMOUNT * 3 // 4, 2027: YEAR_AMOUNT // 4}
    payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2020, 500_00, "旧账")
    payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2020, 700_00, "旧账更正")
    assert rental(credit)[2020] == 700_00
    for year in (1899, 2027):
        with pytest.raises(BadInput):
            payments.open_balance(credit.archive, credit.keeper, credit.clients[0], year, 1, "x")
    credit.sums()


def test_an_early_end_takes_the_rental_back_that_is_not_due(credit: Credit) -> None:
    credit.score()
    lease = credit.contract()
    with pytest.raises(BadInput):
        leases.end_lease(credit.archive, credit.sales, lease, date(2028, 1, 1), "退场")
    assert leases.end_lease(credit.archive, credit.sales, lease, date(2026, 8, 1), "退场").done == 2
    assert rental(credit) == {2026: YEAR_AMOUNT // 2}
    assert against(leases.end_lease(credit.archive, credit.sales, lease, date(2026, 8, 1), "退场").ruling) == [
        "4.3 lease_over"
    ]
    credit.sums()


def test_payments_settle_instalments_and_are_reversed_by_a_counter_entry(credit: Credit) -> None:
    credit.score()
    lease = credit.contract(starts=date(2026, 3, 1), ends=date(2026, 12, 31), months=0)
    (one,) = client_views.instalments_of(credit.archive, credit.sales, lease)
    half = YEAR_AMOUNT // 2
    first = payments.pay(credit.archive, credit.sales, one.id, date(2026, 3, 5), half, Way.MONEY).done
    assert first is not None
    for amount, day, code in (
        (half + 1, date(2026, 3, 6), "paid_too_much"), (0, date(2026, 3, 6), "amount"),
        (1, date(2026, 2, 28), "paid_before_lease"), (1, date(2026, 3, 11), "day_ahead"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as caught:
            payments.pay(credit.archive, credit.sales, one.id, day, amount, Way.MONEY)
        assert caught.value.code == code
    payments.pay(credit.archive, credit.sales, one.id, date(2026, 3, 9), half, Way.MONEY)
    (settled,) = client_views.instalments_of(credit.archive, credit.sales, lease)
    assert (settled.paid, settled.settled_on) == (YEAR_AMOUNT, date(2026, 3, 9))
    assert payments.reverse_payment(credit.archive, credit.sales, first, "录重").done
    assert against(payments.reverse_payment(credit.archive, credit.sales, first, "录重").ruling) == [
        "4.3 payment_reversed"
    ]
    (open_again,) = client_views.instalments_of(credit.archive, credit.sales, lease)
    assert (open_again.paid, open_again.settled_on) == (half, None)
    credit.sums()


def test_4_3_4_a_c_client_pays_in_money_only(credit: Credit) -> None:
    credit.score(percent=71)
    lease = credit.contract(starts=date(2026, 3, 1), ends=date(2026, 12, 31), months=0)
    (one,) = client_views.instalments_of(credit.archive, credit.sales, lease)
    refused = payments.pay(credit.archive, credit.sales, one.id, date(2026, 3, 5), 100, Way.IN_KIND)
    assert against(refused.ruling) == ["4.3.4 terms_way"]
    assert payments.pay(credit.archive, credit.sales, one.id, date(2026, 3, 5), 100, Way.MONEY).done


def test_an_offer_is_dropped_and_stays_readable(credit: Credit) -> None:
    offer = leases.offer(credit.archive, credit.sales, credit.lease())
    lease = entered(offer.done, offer.ruling)
    assert leases.drop_offer(credit.archive, credit.sales, lease, "客户未定").ruling.allowed
    assert against(leases.drop_offer(credit.archive, credit.sales, lease, "x").ruling) == ["4.3 no_offer"]
    assert leases.offer(credit.archive, credit.sales, credit.lease()).done
    credit.sums()


def test_4_3_end_a_schedule_applies_from_the_gms_sign_off_on(credit: Credit) -> None:
    from dataclasses import replace

    credit.score()
    lines = [*REGULATION.values(), replace(REGULATION[Grade.B], nature="individual", percent=112_00)]
    draft = terms.draft_terms(credit.archive, credit.keeper, lines, "首版").done
    assert draft is not None and terms.in_force(credit.archive, credit.sales).number == 0
    with pytest.raises(BadInput) as caught:
        terms.draft_terms(credit.archive, credit.keeper, [replace(REGULATION[Grade.C], percent=99_00)])
    assert caught.value.code == "terms_c_under_market"
    refused = terms.sign_terms(credit.archive, credit.keeper, draft, "deputy1", PIN)
    assert against(refused.ruling) == ["6.3 only_gm_signs"]
    assert terms.sign_terms(credit.archive, credit.keeper, draft, "gm", PIN).done == 1
    assert against(terms.sign_terms(credit.archive, credit.keeper, draft, "gm", PIN).ruling) == ["4.3-end terms_signed"]
    clients.edit_client(credit.archive, credit.sales, credit.clients[0], {"nature": "individual"})
    assert against(by_screen(credit, {})) == ["4.3.3 terms_price"]
    second = terms.draft_terms(credit.archive, credit.world.actor("gm"), REGULATION.values()).done
    assert second is not None and terms.sign_terms(credit.archive, credit.keeper, second, "gm", PIN).done == 2
    assert by_screen(credit, {}).allowed
    assert [v.number for v in terms.versions(credit.archive, credit.sales)] == [2, 1]
    credit.sums()


def test_4_3_end_a_clients_limit_lies_within_its_grades_ceiling(credit: Credit) -> None:
    from dataclasses import replace

    credit.score()
    lines = [replace(REGULATION[Grade.B], ceiling=1000_00)]
    draft = terms.draft_terms(credit.archive, credit.keeper, lines).done
    assert draft is not None
    terms.sign_terms(credit.archive, credit.keeper, draft, "gm", PIN)
    over = terms.set_limit(credit.archive, credit.keeper, credit.clients[0], 1000_01, "x")
    assert against(over.ruling) == ["4.3-end over_ceiling"]
    assert terms.set_limit(credit.archive, credit.keeper, credit.clients[0], 1000_00, "x").ruling.allowed
    ungraded = terms.set_limit(credit.archive, credit.keeper, credit.clients[1], 1, "x")
    assert against(ungraded.ruling) == ["4.3-end over_ceiling"]


def test_instalments_come_to_the_amount_whatever_the_cycle() -> None:
    for months in (0, 1, 2, 3, 6, 12):
        parts = divided(100_000_01, date(2026, 1, 31), date(2026, 12, 31), months)
        assert sum(amount for _, amount in parts) == 100_000_01
        assert parts[0][0] == date(2026, 1, 31) and all(day <= date(2026, 12, 31) for day, _ in parts)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
