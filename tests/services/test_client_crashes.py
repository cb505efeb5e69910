"""Nothing half done in client files (invariant 12): a fault at every statement of every act."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from archive_tui.regulation.clients import Division, Source
from archive_tui.regulation.composition import Analysis, Conclusion
from archive_tui.regulation.terms import REGULATION, Way
from archive_tui.services import (
    analyses,
    analysis_export,
    cards,
    client_intake,
    client_views,
    clients,
    leases,
    payments,
    pins,
    scoring,
    terms,
    verifying,
    visits,
)
from archive_tui.services.archive import Archive, BadInput, NotThere, StoreFault
from archive_tui.services.cards import NewContact, NewEntry
from archive_tui.services.client_intake import ClientRow, LeaseRow, PaymentRow
from archive_tui.services.clients import NewClient
from archive_tui.services.terms import NewException
from archive_tui.services.visits import NewFollowUp
from tests.services.credit_ground import LOW, Credit, equip, judged
from tests.services.test_crashes import fault_at
from tests.world import PIN, World

DAY = date(2026, 3, 9)


@pytest.fixture
def ready(world: World, monkeypatch: pytest.MonkeyPatch) -> Credit:
    """Give a company in which every act below is about to be possible; PINs are right and cost nothing."""
    monkeypatch.setattr(pins, "prove", lambda archive, actor, login, pin: world.people[login])
    credit = equip(world)
    a, sales, one = credit.archive, credit.sales, credit.clients[0]
    credit.score()
    lease = credit.contract(starts=date(2026, 3, 1), ends=date(2026, 12, 31), months=6)
    first = client_views.instalments_of(a, sales, lease)[0]
    assert payments.pay(a, sales, first.id, DAY, 100, Way.MONEY).done
    assert leases.offer(a, sales, credit.lease("HT-2", agreed_price=LOW)).done
    assert cards.add_entry(a, sales, one, NewEntry("phone", "023-67891234", Source.FORM, DAY)).done
    assert cards.add_contact(a, sales, one, NewContact("李总")).done
    assert visits.plan_follow_up(a, sales, one, NewFollowUp(DAY, "报价")).done
    assert visits.send_form(a, sales, one, "李总", DAY, DAY).done
    assert terms.draft_terms(a, credit.keeper, REGULATION.values()).done
    new = NewException(one, "重点", date(2026, 12, 31), codes=("terms_price",))
    assert terms.grant_exception(a, credit.keeper, new, "gm", PIN).done
    owner = credit.sales.person_id
    assert analyses.conclude(a, sales, Analysis.GRADE, Conclusion.MEASURE, 2026, "多访 C 级客户", owner).done
    return credit


def _clients(credit: Credit) -> list[ClientRow]:
    found = client_intake.there(credit.archive, credit.keeper, ["K00001"], [])
    new = NewClient("新客户", volume="key", card={"phone": "010-7654321"})
    return [ClientRow(new), ClientRow(NewClient("x"), found.by_code["K00001"], {"remark": "改"}, {"phone": "1"})]


def _payments(credit: Credit) -> list[PaymentRow]:
    lease = client_intake.there(credit.archive, credit.keeper, [], [], ["HT-1"]).leases["HT-1"][0]
    due_on, amount = date(2026, 9, 1), lease.amount // 2
    return [PaymentRow(lease, due_on, amount), PaymentRow(lease, date(2026, 3, 1), amount, DAY, 500)]


#: Every act on client files that writes.
ACTS: dict[str, Callable[[Credit], Any]] = {
    "new_client": lambda c: clients.new_client(
        c.archive, c.sales, NewClient("新客户", volume="key", card={"phone": "010-1234567"})
    ),
    "edit_client": lambda c: clients.edit_client(c.archive, c.sales, c.clients[0], {"name": "改名", "remark": "x"}),
    "override_division": lambda c: clients.override_division(
        c.archive, c.sales, c.clients[0], Division.VOLUME, "key", "重点"
    ),
    "merge": lambda c: clients.merge(c.archive, c.keeper, c.clients[0], c.clients[1], "重复"),
    "add_nature": lambda c: clients.add_nature(c.archive, c.keeper, "school", "学校", "school"),
    "record_table": lambda c: analysis_export.record_table(c.archive, c.keeper, "by_client", 2026, 3, named=True),
    "open_card": lambda c: client_views.open_card(c.archive, c.sales, c.clients[0]),
    "add_entry": lambda c: cards.add_entry(
        c.archive, c.sales, c.clients[0], NewEntry("phone", "1", Source.SURVEY, DAY)
    ),
    "check_entry": lambda c: cards.check_entry(c.archive, c.keeper, 1),
    "take_off": lambda c: cards.take_off(c.archive, c.keeper, 1, "过旧"),
    "add_contact": lambda c: cards.add_contact(c.archive, c.sales, c.clients[0], NewContact("王总"), instead_of=1),
    "end_contact": lambda c: cards.end_contact(c.archive, c.sales, c.clients[0], 1),
    "record_visit": lambda c: visits.record_visit(
        c.archive, c.sales, c.clients[0], DAY, "李总", "看工地", NewFollowUp(DAY, "报价", None, c.crane)
    ),
    "plan_follow_up": lambda c: visits.plan_follow_up(c.archive, c.sales, c.clients[0], NewFollowUp(DAY, "回访")),
    "finish_follow_up": lambda c: visits.finish_follow_up(c.archive, c.sales, 1, "已报"),
    "send_form": lambda c: visits.send_form(c.archive, c.sales, c.clients[0], "李总", DAY, DAY),
    "receive_form": lambda c: visits.receive_form(c.archive, c.sales, 1, DAY),
    "offer": lambda c: leases.offer(c.archive, c.sales, c.lease("HT-3")),
    "enter_contract": lambda c: leases.enter_contract(c.archive, c.sales, c.lease("HT-3"), 6),
    "conclude": lambda c: leases.conclude(c.archive, c.sales, 2, 6),
    "change_lease": lambda c: leases.change_lease(c.archive, c.sales, 1, {"ends": date(2027, 1, 31)}, "顺延"),
    "drop_offer": lambda c: leases.drop_offer(c.archive, c.sales, 2, "未定"),
    "end_lease": lambda c: leases.end_lease(c.archive, c.sales, 1, date(2026, 6, 1), "退场"),
    "add_leased_item": lambda c: leases.add_leased_item(c.archive, c.keeper, "施工电梯"),
    "end_leased_item": lambda c: leases.end_leased_item(c.archive, c.keeper, c.crane),
    "pay": lambda c: payments.pay(c.archive, c.sales, 1, DAY, 100, Way.MONEY),
    "reverse_payment": lambda c: payments.reverse_payment(c.archive, c.sales, 1, "录错"),
    "open_balance": lambda c: payments.open_balance(c.archive, c.keeper, c.clients[0], 2020, 100, "旧账"),
    "score_client": lambda c: scoring.score_client(c.archive, c.sales, c.clients[0], judged(80)),
    "rescore": lambda c: scoring.rescore(c.archive, c.keeper, [c.clients[0]]),
    "draft_terms": lambda c: terms.draft_terms(c.archive, c.keeper, REGULATION.values()),
    "sign_terms": lambda c: terms.sign_terms(c.archive, c.keeper, 1, "gm", PIN),
    "set_limit": lambda c: terms.set_limit(c.archive, c.keeper, c.clients[0], 100, "核定"),
    "grant_exception": lambda c: terms.grant_exception(
        c.archive, c.keeper, NewException(c.clients[0], "重点", date(2026, 12, 31), codes=("terms_way",)), "gm", PIN
    ),
    "revoke_exception": lambda c: terms.revoke_exception(c.archive, c.keeper, 1, "gm", PIN),
    "put_market_total": lambda c: analyses.put_market_total(c.archive, c.sales, 2025, c.crane, 10**12, "协会年报"),
    "conclude_analysis": lambda c: analyses.conclude(
        c.archive, c.sales, Analysis.ITEM, Conclusion.WEAKNESS, 2026, "塔吊过重", c.sales.person_id, DAY
    ),
    "close_conclusion": lambda c: analyses.close_conclusion(c.archive, c.sales, 1, "已办"),
    "take_in_clients": lambda c: client_intake.take_in_clients(c.archive, c.keeper, _clients(c), "test"),
    "take_in_leases": lambda c: client_intake.take_in_leases(
        c.archive, c.keeper, [LeaseRow(2, c.lease("HT-9"), "施工电梯", history=False)], "test"
    ),
    "take_in_payments": lambda c: client_intake.take_in_payments(c.archive, c.keeper, _payments(c), "test"),
    "a refusal": lambda c: scoring.score_client(c.archive, c.keeper, c.clients[0], judged()),
}


def contents(archive: Archive) -> list[object]:
    """Return every row of every table."""
    names = archive.store.db.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'item_search%'"
        " AND name NOT LIKE 'client_search%' ORDER BY name"
    ).fetchall()
    names += [("client_search_data",)]
    return [archive.store.db.execute_sql(f"SELECT * FROM {name}").fetchall() for (name,) in names]


@pytest.mark.parametrize("act", ACTS)
def test_a_fault_at_any_statement_of_an_act_undoes_all_of_it(ready: Credit, act: str) -> None:
    before, statements = contents(ready.archive), 0
    while True:
        with fault_at(ready.archive, statements):
            try:
                ACTS[act](ready)
            except StoreFault as fault:
                assert fault.code in ("damaged", "disk_full")
            else:
                break
        assert contents(ready.archive) == before, f"something was left of a fault at statement {statements}"
        statements += 1
    assert statements > 4, "the act ran no statements that could fail"
    assert contents(ready.archive) != before
    problems = verifying.verify(ready.archive).problems
    assert problems == (), problems


def test_every_act_is_told_in_words(ready: Credit) -> None:
    from archive_tui.services import trail_view
    from archive_tui.wording.trail import entry_text

    for name in [*(one for one in ACTS if one != "merge"), "merge"]:
        with suppress(BadInput, NotThere):  # what an act before it has ended is not there any more
            ACTS[name](ready)
    wanted = trail_view.Wanted()
    gm = ready.world.actor("gm")
    shown = trail_view.page_entries(ready.archive, gm, wanted, 0, 200)
    assert len(shown) > len(ACTS)
    for entry in shown:
        assert "{" not in entry_text(entry)
