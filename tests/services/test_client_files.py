"""Client files: set up, corrected, divided, told apart, merged; cards, people, visits, forms (chapters 1 to 3, 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive_tui.regulation.clients import Dealings, Division, Source, Time, Volume
from archive_tui.services import cards, client_views, clients, visits
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.cards import NewContact, NewEntry
from archive_tui.services.client_names import name_key, phone_keys
from archive_tui.services.clients import NewClient
from archive_tui.services.visits import NewFollowUp
from tests.services.credit_ground import Credit, against, equip
from tests.world import World

DAY = date(2026, 3, 9)


@pytest.fixture
def credit(world: World) -> Credit:
    """Give the company with clients."""
    return equip(world)


def the_card(credit: Credit, client: int = 0) -> client_views.ClientCard:
    card = client_views.card(credit.archive, credit.sales, credit.clients[client])
    assert card is not None
    return card


def test_a_client_is_numbered_found_and_told_of(credit: Credit) -> None:
    made = clients.new_client(
        credit.archive, credit.sales,
        NewClient("成都城市建设投资有限公司", "state_invested", card={"phone": "028-8888 1234", "assets": "三十亿元"}),
    ).done  # fmt: skip
    assert made is not None
    card = client_views.card(credit.archive, credit.sales, made)
    assert card is not None and (card.record.code, card.line.grade.value) == ("K00004", "ungraded")
    assert {s.code: s.current.entry.text for s in card.sections if s.current} == {
        "phone": "028-8888 1234", "assets": "三十亿元",
    }  # fmt: skip
    assert client_views.count_clients(credit.archive, credit.sales, "02888881234") == 1
    credit.sums()


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewClient(""), "empty"),
        (NewClient("x" * 81), "too_long"),
        (NewClient("甲", nature="王国"), "nature"),
        (NewClient("甲", code="K00001"), "client_code_there"),
        (NewClient("甲", position="first"), "position"),
        (NewClient("甲", volume="huge"), "division"),
        (NewClient("甲", card={"moods": "好"}), "section"),
        (NewClient("甲\x1b[31m"), "character"),
    ],
)
def test_a_client_that_can_not_be_is_refused_and_nothing_of_it_stays(credit: Credit, new: NewClient, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        clients.new_client(credit.archive, credit.sales, new)
    assert caught.value.code == code
    assert client_views.count_clients(credit.archive, credit.sales, "") == 3


def test_5_3_who_has_no_part_in_it_sees_nothing_and_the_refusal_is_told(credit: Credit) -> None:
    clerk = credit.world.actor("chenxiaomei")
    assert client_views.count_clients(credit.archive, clerk, "") == 0
    assert client_views.page_clients(credit.archive, clerk, "", "name", False, 0, 9) == []
    assert client_views.card(credit.archive, clerk, credit.clients[0]) is None
    assert against(client_views.open_card(credit.archive, clerk, credit.clients[0]).ruling) == ["5.3 may_not"]
    assert against(clients.new_client(credit.archive, clerk, NewClient("甲")).ruling) == ["5.3 may_not"]


def test_5_3_reading_a_card_stands_in_the_trail(credit: Credit) -> None:
    assert client_views.open_card(credit.archive, credit.sales, credit.clients[0]).done
    body = credit.archive.store.db.execute_sql("SELECT body FROM trail ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert '"act":"card_read"' in body and '"code":"K00001"' in body


def test_a_correction_keeps_what_was_and_moves_the_search(credit: Credit) -> None:
    one = credit.clients[0]
    done = clients.edit_client(
        credit.archive, credit.sales, one, {"name": "重庆长安基建有限公司", "nature": "central_soe"}
    )
    assert done.done == ("name", "nature")
    assert clients.edit_client(credit.archive, credit.sales, one, {"nature": "central_soe"}).done == ()
    found = [client_views.count_clients(credit.archive, credit.sales, t) for t in ("cqcajj", "建设有限")]
    assert found == [1, 0]
    rows = credit.archive.store.db.execute_sql("SELECT field, old FROM client_edit ORDER BY field").fetchall()
    assert rows == [("name", "重庆长安建设有限公司"), ("nature", "ordinary")]
    credit.sums()


@pytest.mark.parametrize(
    ("name", "phone", "by"),
    [
        ("重庆长安建设集团有限公司", "", {"name"}),
        ("重庆长安建设", "", {"name"}),
        ("重庆长安建设有限公司万州分公司", "", set()),
        ("别的公司", "023 6789-1234", {"phone"}),
        ("别的公司", "+86 23 6789 1234", set()),
        ("", "", set()),
    ],
)
def test_possible_doubles_are_pointed_out(credit: Credit, name: str, phone: str, by: set[str]) -> None:
    cards.add_entry(
        credit.archive, credit.sales, credit.clients[0], NewEntry("phone", "023-67891234", Source.SURVEY, DAY)
    )
    found = clients.possible_doubles(credit.archive, credit.sales, name, phone)
    assert {double.by for double in found} == by


def test_suffixes_and_brackets_of_companies_do_not_matter() -> None:
    same = ["甲乙建设有限公司", "甲乙建设（集团）股份有限公司", "甲乙建设", "甲乙建设 集团公司"]
    assert {name_key(name) for name in same} == {"甲乙建设"}
    assert name_key("ABC Co., Ltd.") == name_key("abc") == "abc"
    assert name_key("公司") == "公司"
    assert phone_keys("010-12345678、+86 13800138000") == ("01012345678", "13800138000")


def test_1_1_to_1_4_divisions_follow_from_the_facts_and_a_person_may_know_better(credit: Credit) -> None:
    one = credit.clients[0]
    standing = the_card(credit).line.standing
    assert (standing.time, standing.dealings, standing.volume) == (Time.FUTURE, Dealings.NONE, Volume.OCCASIONAL)
    credit.score()
    credit.contract()
    standing = the_card(credit).line.standing
    assert (standing.time, standing.dealings) == (Time.NEW, Dealings.NOW)
    clients.override_division(credit.archive, credit.sales, one, Division.VOLUME, "key", "集团重点客户")
    standing = the_card(credit).line.standing
    assert standing.volume is Volume.KEY and standing.said == {Division.VOLUME: ("occasional", "集团重点客户")}
    clients.override_division(credit.archive, credit.sales, one, Division.VOLUME, "", "不再是")
    assert the_card(credit).line.standing.volume is Volume.OCCASIONAL
    with pytest.raises(BadInput):
        clients.override_division(credit.archive, credit.sales, one, Division.TIME, "key", "x")
    with pytest.raises(BadInput):
        clients.override_division(credit.archive, credit.sales, one, Division.TIME, "new", " ")
    credit.sums()


def test_merging_is_the_keepers_and_keeps_both_histories(credit: Credit) -> None:
    credit.score(1)
    credit.contract("HT-9", 1)
    one, other = credit.clients[:2]
    cards.add_entry(credit.archive, credit.sales, other, NewEntry("plans", "明年开工", Source.SURVEY, DAY))
    assert against(clients.merge(credit.archive, credit.sales, other, one, "同一家").ruling) == ["5.3 may_not"]
    assert clients.merge(credit.archive, credit.keeper, other, one, "同一家").ruling.allowed
    card = the_card(credit)
    assert [lease.number for lease in card.leases] == ["HT-9"] and len(card.scores) == 1
    assert "plans" not in card.empty and card.merged == ("K00002",) and sum(card.rental_by_year.values()) > 0
    assert the_card(credit, 1).record.id == one
    assert client_views.count_clients(credit.archive, credit.sales, "sxjt") == 1
    assert card.record.grade == "ungraded"
    with pytest.raises(BadInput) as caught:
        clients.edit_client(credit.archive, credit.sales, other, {"remark": "x"})
    assert caught.value.code == "client_merged"
    with pytest.raises(BadInput):
        clients.merge(credit.archive, credit.keeper, one, one, "x")
    credit.sums()


def test_a_nature_is_added_by_the_keeper_and_says_what_its_card_asks_for(credit: Credit) -> None:
    assert clients.add_nature(
        credit.archive, credit.keeper, "school", "学校", "school", ["phone", "plans"]
    ).ruling.allowed
    clients.edit_client(credit.archive, credit.sales, credit.clients[0], {"nature": "school"})
    assert the_card(credit).empty == ("phone", "plans")
    for code, wrong in (("school", "nature_there"), ("Big One", "nature_code")):
        with pytest.raises(BadInput) as caught:
            clients.add_nature(credit.archive, credit.keeper, code, "学校", "school")
        assert caught.value.code == wrong


def test_3_1_2_a_clients_own_form_stands_beside_until_somebody_else_has_checked_it(credit: Credit) -> None:
    one = credit.clients[0]
    cards.add_entry(credit.archive, credit.sales, one, NewEntry("assets", "一千万", Source.SURVEY, date(2026, 1, 5)))
    form = cards.add_entry(credit.archive, credit.sales, one, NewEntry("assets", "五千万", Source.FORM, DAY)).done
    assert form is not None
    section = next(s for s in the_card(credit).sections if s.code == "assets")
    assert section.current is not None and section.current.entry.text == "一千万"
    assert [(b.entry.text, b.counts) for b in section.beside] == [("五千万", False)]
    assert against(cards.check_entry(credit.archive, credit.sales, form).ruling) == ["3.1 own_form"]
    assert cards.check_entry(credit.archive, credit.other_sales, form).ruling.allowed
    assert against(cards.check_entry(credit.archive, credit.other_sales, form).ruling) == ["3.1 entry_checked"]
    section = next(s for s in the_card(credit).sections if s.code == "assets")
    assert section.current is not None and section.current.entry.text == "五千万"
    assert [o.entry.text for o in section.older] == ["一千万"]
    credit.sums()


def test_5_1_what_is_out_of_date_is_taken_off_by_the_keeper_and_stays_readable(credit: Credit) -> None:
    one = credit.clients[0]
    entry = cards.add_entry(
        credit.archive, credit.sales, one, NewEntry("phone", "023-67891234", Source.SURVEY, DAY)
    ).done
    assert entry is not None
    assert against(cards.take_off(credit.archive, credit.sales, entry, "停用").ruling) == ["5.3 may_not"]
    assert cards.take_off(credit.archive, credit.keeper, entry, "停用").ruling.allowed
    assert against(cards.take_off(credit.archive, credit.keeper, entry, "停用").ruling) == ["5.1 entry_off"]
    section = next(s for s in the_card(credit).sections if s.code == "phone")
    assert section.current is None and section.off[0].entry.off_reason == "停用" and "phone" in the_card(credit).empty
    assert client_views.count_clients(credit.archive, credit.sales, "67891234") == 0
    credit.sums()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (NewEntry("assets", "x", Source.AGENCY, DAY), "agency_cost"),
        (NewEntry("assets", "x", Source.SURVEY, DAY, 100), "agency_cost"),
        (NewEntry("people", "x", Source.SURVEY, DAY), "section"),
        (NewEntry("assets", "", Source.SURVEY, DAY), "empty"),
        (NewEntry("assets", "x", Source.SURVEY, date(2026, 3, 11)), "day_ahead"),
        (NewEntry("assets", "x", Source.SURVEY, date(1026, 3, 11)), "day_absurd"),
    ],
)
def test_an_entry_that_can_not_be_is_refused(credit: Credit, entry: NewEntry, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        cards.add_entry(credit.archive, credit.sales, credit.clients[0], entry)
    assert caught.value.code == code


def test_2_1_personal_data_is_shown_only_to_those_who_need_it(credit: Credit) -> None:
    one = credit.clients[0]
    contact = cards.add_contact(
        credit.archive, credit.sales, one, NewContact("李总", "owner", hobbies="钓鱼", age="52")
    ).done
    assert contact is not None
    told = credit.archive.store.db.execute_sql("SELECT body FROM trail ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert "李总" not in told and "钓鱼" not in told
    assert the_card(credit).contacts[0].hobbies == "钓鱼"
    seen = client_views.card(credit.archive, credit.world.actor("archivist"), one)
    assert seen is not None and not seen.personal and (seen.contacts[0].name, seen.contacts[0].hobbies) == ("李总", "")
    cards.add_contact(
        credit.archive, credit.sales, one, NewContact("李总", "owner", hobbies="书法"), instead_of=contact
    )
    assert [(c.hobbies, c.ended_at is None) for c in the_card(credit).contacts] == [("书法", True), ("钓鱼", False)]
    with pytest.raises(NotThere):
        cards.end_contact(credit.archive, credit.sales, one, contact)
    credit.sums()


def test_a_visit_is_recorded_with_what_follows_and_that_is_finished_once(credit: Credit) -> None:
    one, due = credit.clients[0], date(2026, 3, 20)
    assert visits.record_visit(
        credit.archive,
        credit.sales,
        one,
        DAY,
        "李总",
        "看了工地，需两台塔吊",
        NewFollowUp(due, "报价", None, credit.crane),
    ).done
    follow = the_card(credit).follow_ups[0]
    assert (follow.due_on, follow.owner, follow.leased_item_id) == (due, credit.sales.person_id, credit.crane)
    assert visits.finish_follow_up(credit.archive, credit.sales, follow.id, "已报价").ruling.allowed
    again = visits.finish_follow_up(credit.archive, credit.sales, follow.id, "已报价")
    assert against(again.ruling) == ["5.1 follow_up_done"]
    credit.sums()


def test_3_1_2_a_form_is_sent_tracked_and_received(credit: Credit) -> None:
    one = credit.clients[0]
    with pytest.raises(BadInput):
        visits.send_form(credit.archive, credit.sales, one, "李总", DAY, DAY - timedelta(days=1))
    form = visits.send_form(credit.archive, credit.sales, one, "李总", DAY, DAY + timedelta(days=14)).done
    assert form is not None
    with pytest.raises(BadInput):
        visits.receive_form(credit.archive, credit.sales, form, DAY - timedelta(days=1))
    assert visits.receive_form(credit.archive, credit.sales, form, DAY + timedelta(days=1)).ruling.allowed
    again = visits.receive_form(credit.archive, credit.sales, form, DAY + timedelta(days=1))
    assert against(again.ruling) == ["3.1 form_received"]
    credit.sums()
