"""Guards of client files: careless SQL by a plain client can't do what the screens refuse (invariants 10 and 11)."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui.regulation.clients import Source
from archive_tui.regulation.terms import REGULATION, Way
from archive_tui.services import cards, payments, terms, visits
from archive_tui.services.cards import NewEntry
from tests.services.credit_ground import Credit, equip
from tests.store.plain_client import run
from tests.world import World

_LEASE = (
    "INSERT INTO lease(number, client_id, leased_item_id, starts, ends, amount, market_price, market_low, agreed_price,"
    " payment_way, state, history, contract_at, score_id, by_id, at, seq) VALUES ('X', {client}, 1, '{starts}',"
    " '2027-01-01', 1000, 1000, 900, {price}, '{way}', 'contract', {history}, 1773104400, {score}, 1, 1, 1)"
)


def lease(client: int = 1, starts: str = "2026-04-01", price: int = 1000, way: str = "money", history: int = 0,
          score: str = "(SELECT max(id) FROM score WHERE client_id = 1)") -> str:  # fmt: skip
    return _LEASE.format(client=client, starts=starts, price=price, way=way, history=history, score=score)


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with a C client, a contract, a payment, a form's entry and a drafted schedule."""
    ground = equip(world)
    assert ground.score(percent=71) == "C"
    ground.contract(starts=date(2026, 3, 1), ends=date(2026, 12, 31), months=0)
    payments.pay(ground.archive, ground.sales, 1, date(2026, 3, 2), 100, Way.MONEY)
    entry = NewEntry("assets", "五千万", Source.FORM, date(2026, 3, 1))
    cards.add_entry(ground.archive, ground.sales, ground.clients[0], entry)
    visits.record_visit(ground.archive, ground.sales, ground.clients[0], date(2026, 3, 1), "", "看工地")
    terms.draft_terms(ground.archive, ground.keeper, REGULATION.values())
    return ground


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DELETE FROM client", id="11 no client's file ends"),
        pytest.param("INSERT OR REPLACE INTO client SELECT * FROM client WHERE id = 1", id="11 nor by a replacement"),
        pytest.param("UPDATE client SET code = 'X' WHERE id = 1", id="a code once given stays"),
        pytest.param("UPDATE score SET payment = 3000", id="10 a score is immutable"),
        pytest.param("DELETE FROM score", id="10 and stays"),
        pytest.param("UPDATE card_entry SET text = 'x'", id="5.1 an entry stays what it was"),
        pytest.param("DELETE FROM card_entry", id="5.1 and is never destroyed"),
        pytest.param("UPDATE card_entry SET checked_at = 1, checked_by_id = by_id", id="3.1.2 a form by another"),
        pytest.param("DELETE FROM visit", id="visits stay"),
        pytest.param("DELETE FROM payment", id="payments stay"),
        pytest.param("UPDATE payment SET amount = 1", id="and are reversed, not changed"),
        pytest.param("UPDATE instalment SET due_on = '2030-01-01'", id="an instalment keeps its day"),
        pytest.param("UPDATE lease SET agreed_price = 1", id="4.3.4 a contract does not slip under its floor"),
        pytest.param("UPDATE lease SET payment_way = 'set_off'", id="4.3.4 nor to another way"),
        pytest.param("UPDATE lease SET state = 'offer'", id="a contract is no offer again"),
        pytest.param("UPDATE lease SET client_id = 2", id="11 nor goes to an ungraded client"),
        pytest.param(lease(price=999), id="4.3.4 under the market price"),
        pytest.param(lease(way="in_kind"), id="4.3.4 not in money"),
        pytest.param(lease(client=2, score="NULL"), id="4.3-end ungraded"),
        pytest.param(lease(score="NULL"), id="10 without the newest score"),
        pytest.param(lease(client=2, score="NULL", history=1), id="history that begins after client files did"),
        pytest.param(
            "UPDATE terms_version SET number = 1, signed_at = 1773104400, signed_by_id = 2", id="4.3-end the GM signs"
        ),
        pytest.param("UPDATE terms_line SET percent = 20000", id="4.3-end a line stays"),
        pytest.param(
            "INSERT INTO term_exception(client_id, codes, reason, until, signed_by_id, by_id, at, seq)"
            " VALUES (1, 'terms_price', 'x', '2030-01-01', 2, 2, 1773104400, 1)", id="4.3-end an exception is the GM's"
        ),
        pytest.param("UPDATE client SET merged_into_id = 1 WHERE id = 1", id="nobody is merged into oneself"),
        pytest.param(
            "INSERT INTO instalment(lease_id, client_id, due_on, amount, seq) VALUES (1, 2, '2026-05-01', 1, 1)",
            id="an instalment is its lease's client's",
        ),
    ],
)  # fmt: skip
def test_a_plain_client_is_stopped(credit: Credit, statement: str) -> None:
    credit.archive.close()
    error, _ = run(credit.world.path, statement)
    assert error is not None, statement


def test_what_keeps_to_the_terms_or_began_before_is_let_in(credit: Credit) -> None:
    credit.archive.close()
    assert run(credit.world.path, lease())[0] is None
    old = lease(client=2, starts="2019-04-01", price=1, history=1, score="NULL").replace("'X'", "'Y'")
    assert run(credit.world.path, old)[0] is None
