"""``verify`` for client files: whatever is forged, altered, taken away or summed up wrongly is found and named."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui.regulation.clients import Source
from archive_tui.services import cards, verifying
from archive_tui.services.cards import NewEntry
from archive_tui.store import guards
from tests.services.credit_ground import Credit, equip
from tests.world import World


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with a contract, a score and a card entry."""
    ground = equip(world)
    ground.score()
    ground.contract()
    entry = NewEntry("assets", "五千万", Source.SURVEY, date(2026, 3, 1))
    assert cards.add_entry(ground.archive, ground.sales, ground.clients[0], entry).done
    return ground


@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE client SET name = '别的公司' WHERE id = 1", "text_altered"),
        ("UPDATE card_entry SET text = '九千万'", "text_altered"),
        ("UPDATE card_entry SET by_id = 1", "row_differs"),
        ("UPDATE card_entry SET checked_at = 1, checked_by_id = 1", "row_differs"),
        ("UPDATE score SET payment = 2800, total = '175/2'", "row_differs"),
        ("UPDATE client_figures SET grade = 'A' WHERE client_id = 1", "sums_differ"),
        ("UPDATE client_rental SET amount = amount + 1", "sums_differ"),
        ("UPDATE lease SET agreed_price = 1", "row_differs"),
        ("UPDATE instalment SET due_on = '2020-01-01' WHERE id = 1", "row_differs"),
        ("UPDATE instalment SET paid = 100 WHERE id = 1", "sums_differ"),
        ("DELETE FROM instalment WHERE id = 1", "row_missing"),
        ("DELETE FROM card_entry", "row_missing"),
        ("DELETE FROM client_text WHERE client_id = 2", "client_unfindable"),
        ("INSERT INTO visit(client_id, day, text, by_id, at, seq, salt, digest)"
         " VALUES (1, '2026-03-01', 'x', 1, 1, 3, x'00', zeroblob(32))", "row_untold"),
        ("INSERT INTO lease_change(lease_id, field, old, new, reason, by_id, at, seq)"
         " VALUES (1, 'amount', '1', '2', 'x', 1, 1, 3)", "lease_differs"),
    ],
)  # fmt: skip
def test_a_forgery_by_whoever_owns_the_file_is_found(credit: Credit, forgery: str, found: str) -> None:
    credit.sums()
    with credit.archive.store.write():
        guards.take_off(credit.archive.store.db)
        credit.archive.store.db.execute_sql(forgery)
        guards.put_on(credit.archive.store.db)
    problems = verifying.verify(credit.archive).problems
    assert found in {problem.what for problem in problems}, problems
