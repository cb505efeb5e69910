"""Filing from a form and correcting descriptions: who may, what the code is made of, and what leaves its trace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.services import care, describing, filing, finding, history, lending, verifying
from archive_tui.services.archive import BadInput, NotThere, Outcome
from archive_tui.services.describing import BadFields, ChangedMeanwhile, Edited, FiledItem
from archive_tui.services.lending import Wanted
from archive_tui.services.pins import PinRefused
from tests.services.desk import FORM, acts, codes, last_body, rows
from tests.services.test_verifying import problems, unguarded
from tests.store.plain_client import run
from tests.world import PIN, World

OTHERS = ["gm", "deputy1", "director", "heyong", "liuyang"]


def file(world: World, by: str = "archivist", **changed: str) -> Outcome[FiledItem]:
    return describing.file_item(world.archive, world.actor(by), {**FORM, **changed})


def filed(world: World, **changed: str) -> FiledItem:
    done = file(world, **changed).done
    assert done is not None
    return done


def edit(world: World, item: int, by: str = "archivist", **changed: str) -> Outcome[Edited]:
    seen = describing.open_form(world.archive, world.actor(), item).seen
    return describing.edit_item(world.archive, world.actor(by), item, seen, {**seen, **changed})


def faults(raised: pytest.ExceptionInfo[BadFields]) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in raised.value.faults]


# Filing


def test_6_4_the_archivist_files_and_the_item_is_what_the_form_says(world: World) -> None:
    done = filed(world)
    assert done.archival_code == "Z109-WS·2026-D10-ZLB-0001"
    told = describing.open_form(world.archive, world.actor(), done.item_id)
    assert told.seen == {
        **FORM, "document_date": "2026-03-01", "keywords": "", "remark": "", "level": "unclassified",
        "original": "yes", "volume": "",
    }  # fmt: skip
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize("by", OTHERS)
def test_6_4_nobody_else_files_and_the_try_is_recorded(world: World, by: str) -> None:
    assert codes(file(world, by).ruling) == ["6.3 may_not"]
    assert (last_body(world)["act"], last_body(world)["of"]) == ("refused", "import")
    assert rows(world, "SELECT count(*) FROM item") == [(8,)]


def test_the_counter_runs_within_class_year_retention_and_office_and_is_told_before(world: World) -> None:
    given = []
    for changed in (
        {},
        {},
        {"category": "accounting"},
        {"year": "2025"},
        {"retention": "Y"},
        {"department": "BGS"},
        {},
    ):
        foretold = describing.next_code(world.archive, world.actor(), {**FORM, **changed})
        given.append(filed(world, **changed).archival_code)
        assert foretold == given[-1]
    assert given == [
        "Z109-WS·2026-D10-ZLB-0001", "Z109-WS·2026-D10-ZLB-0002", "Z109-KU·2026-D10-ZLB-0001",
        "Z109-WS·2025-D10-ZLB-0001", "Z109-WS·2026-Y-ZLB-0001", "Z109-WS·2026-D10-BGS-0001",
        "Z109-WS·2026-D10-ZLB-0003",
    ]  # fmt: skip


def test_no_code_is_foretold_while_a_part_of_it_is_missing(world: World) -> None:
    assert describing.next_code(world.archive, world.actor(), {**FORM, "category": ""}) == ""
    assert describing.next_code(world.archive, world.actor(), {}) == ""


@pytest.mark.parametrize("level", ["confidential", "top_secret"])
def test_6_5_4_invariant_6_nothing_guarded_is_filed_without_its_original(world: World, level: str) -> None:
    with pytest.raises(BadFields) as raised:
        file(world, level=level, original="no")
    assert faults(raised) == [("original", "original_needed")]
    assert filed(world, level=level, original="yes").item_id


def test_6_5_4_below_that_a_copy_may_be_filed(world: World) -> None:
    assert filed(world, level="secret", original="no").item_id


def test_all_faults_are_said_at_once_and_nothing_is_filed(world: World) -> None:
    before = len(acts(world))
    with pytest.raises(BadFields) as raised:
        file(world, title="", pages="many", department="采购部", level="机密级")
    assert faults(raised) == [("title", "empty"), ("pages", "pages"), ("department", "department"), ("level", "level")]
    assert len(acts(world)) == before


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_is_filed_twice(world: World) -> None:
    first = describing.file_item(world.archive, world.actor(), FORM, key="k")
    assert describing.file_item(world.archive, world.actor(), {**FORM, "title": "别的"}, key="k") == first
    assert rows(world, "SELECT count(*) FROM item") == [(9,)]


def test_the_filing_stands_among_the_items_own_entries(world: World) -> None:
    card = history.card(world.archive, world.actor(), filed(world).item_id)
    assert [entry.act for entry in card.entries] == ["import"]


# Correcting


def test_an_edit_keeps_old_and_new_and_verify_follows_it(world: World) -> None:
    item = filed(world).item_id
    world.clock.pass_(timedelta(minutes=1))
    assert edit(world, item, place="乙-3-1", pages="13", keywords="塔吊").done == Edited(
        item, ("pages", "keywords", "place"), False
    )
    assert edit(world, item, place="丙-1-1").done
    told = [(r.field, r.old, r.new, r.by) for r in history.card(world.archive, world.actor(), item).revisions]
    assert told == [
        ("place", "乙-3-1", "丙-1-1", "沈静文"), ("place", "甲-1-2", "乙-3-1", "沈静文"),
        ("keywords", "", "塔吊", "沈静文"), ("pages", "12", "13", "沈静文"),
    ]  # fmt: skip
    assert (last_body(world)["act"], last_body(world)["fields"]) == ("edit", ["place"])
    assert verifying.verify(world.archive).problems == ()


def test_the_code_stays_whatever_it_was_made_of(world: World) -> None:
    done = filed(world)
    assert edit(world, done.item_id, department="CWB", category="notices", year="2025", retention="Y").done
    told = describing.open_form(world.archive, world.actor(), done.item_id)
    assert told.archival_code == done.archival_code
    assert (told.seen["department"], told.seen["year"], told.seen["retention"]) == ("CWB", "2025", "Y")
    assert verifying.verify(world.archive).ok


def test_what_was_corrected_is_found_by_its_new_words_and_no_longer_by_the_old(world: World) -> None:
    item = filed(world).item_id
    assert edit(world, item, title="施工升降机租赁合同").done
    assert finding.count_register(world.archive, world.actor(), "升降机") == 1
    assert finding.count_register(world.archive, world.actor(), "塔吊") == 0


@pytest.mark.parametrize("by", OTHERS)
def test_only_the_archivist_corrects_and_the_try_is_recorded(world: World, by: str) -> None:
    item = world.item("放假")
    assert codes(edit(world, item, by, remark="x").ruling) == ["6.3 may_not"]
    assert last_body(world)["of"] == "edit" and rows(world, "SELECT count(*) FROM revision") == [(0,)]


def test_an_edit_that_says_the_same_is_no_edit(world: World) -> None:
    item, before = filed(world).item_id, len(acts(world))
    done = edit(world, item, document_date="20260301", pages=" 12 ").done
    assert done is not None and done.fields == ()
    assert len(acts(world)) == before + 0


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_refused_with_what_changed(world: World) -> None:
    item = filed(world).item_id
    seen = describing.open_form(world.archive, world.actor(), item).seen
    assert edit(world, item, place="乙-3-1").done
    with pytest.raises(ChangedMeanwhile) as raised:
        describing.edit_item(world.archive, world.actor(), item, seen, {**seen, "remark": "新"})
    assert [(c.field, c.seen, c.now) for c in raised.value.changes] == [("place", "甲-1-2", "乙-3-1")]
    assert raised.value.by == "沈静文" and raised.value.now["place"] == "乙-3-1"
    assert edit(world, item, remark="新").done


def test_only_what_was_changed_is_read_so_an_old_description_may_stay_as_it_is(world: World) -> None:
    item = world.item("放假")
    with world.archive.store.write():
        world.archive.store.db.execute_sql("UPDATE item SET category = 'x' WHERE id = ?", (item,))
    assert edit(world, item, remark="已扫描").done
    with pytest.raises(BadFields) as raised:
        edit(world, item, year="26", category="契约")
    assert faults(raised) == [("category", "category"), ("year", "year")]


def test_invariant_5_a_level_in_the_form_of_an_edit_changes_nothing(world: World) -> None:
    item = world.item("塔式")
    done = edit(world, item, level="unclassified").done
    assert done is not None and done.fields == ()
    assert describing.open_form(world.archive, world.actor(), item).level is Level.SECRET


def test_invariant_6_an_original_that_comes_is_no_longer_owed_and_one_that_goes_is(world: World) -> None:
    item = filed(world, original="no").item_id
    changed = care.raise_level(world.archive, world.actor(), item, Level.CONFIDENTIAL, "含报价").done
    assert changed is not None and changed.owed
    arrived = edit(world, item, original="yes").done
    assert arrived is not None and not arrived.owed
    gone = edit(world, item, original="no").done
    assert gone is not None and gone.owed
    assert verifying.verify(world.archive).ok


def test_a_title_that_is_withheld_is_in_no_form(world: World) -> None:
    with pytest.raises(NotThere):
        describing.open_form(world.archive, world.actor("liuyang"), world.item("董事会"))


# What the GM signs


def signed(world: World, item: int, by: str = "gm", pin: str = PIN, **changed: str) -> Outcome[Edited]:
    seen = describing.open_form(world.archive, world.actor(), item).seen
    return describing.edit_item(world.archive, world.actor(), item, seen, {**seen, **changed}, (by, pin))


def test_6_7_3_the_department_of_a_classified_item_decides_who_signs_so_the_gm_changes_it(world: World) -> None:
    item = world.item("塔式")
    assert codes(edit(world, item, department="GCB").ruling) == ["6.7.3 origin_is_gms"]
    assert codes(signed(world, item, "deputy1", department="GCB").ruling) == ["6.7.3 origin_is_gms"]
    with pytest.raises(PinRefused):
        signed(world, item, pin="000000", department="GCB")
    assert signed(world, item, department="GCB").done
    assert last_body(world)["signer"] == world.people["gm"]
    assert edit(world, world.item("放假"), department="GCB").done
    assert verifying.verify(world.archive).ok


def test_a_guarded_item_that_goes_to_another_department_is_found_by_its_deputy_only(world: World) -> None:
    def found(login: str) -> int:
        return finding.count_register(world.archive, world.actor(login), "信用调查")

    assert (found("deputy1"), found("deputy2")) == (1, 0)
    assert signed(world, world.item("信用调查"), department="GCB").done
    assert (found("deputy1"), found("deputy2"), found("gm")) == (0, 1, 1)


def test_6_8_2_a_retention_is_extended_by_the_archivist_and_shortened_by_the_gm(world: World) -> None:
    item = filed(world).item_id
    assert edit(world, item, retention="Y").done
    assert codes(edit(world, item, retention="D30").ruling) == ["6.8.2 retention_is_gms"]
    assert signed(world, item, retention="D30").done


# Missing and found


def test_6_7_6_what_is_missing_is_found_again_and_its_losses_are_closed(world: World) -> None:
    item = world.item("放假")
    assert codes(care.found(world.archive, world.actor(), item, "在").ruling) == ["6.7.6 not_missing"]
    for _ in range(2):
        assert care.open_incident(world.archive, world.actor(), item, "loss", "盘点未见").done
    with pytest.raises(BadInput, match="no_reason"):
        care.found(world.archive, world.actor(), item, " ")
    assert codes(care.found(world.archive, world.actor("liuyang"), item, "在邻盒").ruling) == ["6.3 may_not"]
    assert care.found(world.archive, world.actor(), item, "在邻盒").done == (1, 2)
    card = history.card(world.archive, world.actor(), item)
    assert card.item.state == "in_place" and all(each.close_reason == "在邻盒" for each in card.incidents)
    assert verifying.verify(world.archive).ok


def test_6_7_6_who_lost_it_does_not_say_that_it_is_found(world: World) -> None:
    item = world.item("放假")
    assert lending.check_out(world.archive, world.actor(), world.people["director"], [Wanted(item)], pledged=True)
    assert lending.give_back(world.archive, world.actor(), item, incident="loss").done
    assert codes(care.found(world.archive, world.actor("director"), item, "在").ruling) == ["6.7.6 own_incident"]
    assert care.found(world.archive, world.actor(), item, "在抽屉里").done == (1,)


def test_what_is_missing_can_be_found_after_its_loss_was_settled(world: World) -> None:
    item = world.item("放假")
    assert care.open_incident(world.archive, world.actor(), item, "loss", "").done
    assert care.close_incident(world.archive, world.actor(), 1, "已赔偿").ruling.allowed
    assert history.card(world.archive, world.actor(), item).item.state == "missing"
    assert care.found(world.archive, world.actor(), item, "搬迁时找到").done == ()
    assert verifying.verify(world.archive).ok


def test_a_batch_names_its_items_only_where_it_is_asked_to(world: World) -> None:
    seen = describing.ground(world.archive, world.actor())
    new = describing._new_item(seen, {**FORM, "department": 2, "year": 2026, "pages": 3, "original": True})
    assert new is not None
    assert filing.file_batch(world.archive, world.actor(), [new], "test").done
    assert "items" not in last_body(world)


# What verify finds


def corrected_twice(world: World) -> int:
    item = filed(world).item_id
    for place in ("乙-3-1", "丙-1-1"):
        assert edit(world, item, place=place).done
    assert problems(world) == []
    return item


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE item SET place = '乙-3-1' WHERE id = {item}",
        "UPDATE item SET digest = zeroblob(32) WHERE id = {item}",
        "UPDATE item SET title = '别的' WHERE id = {item}",
    ],
)
def test_invariant_9_a_corrected_description_that_was_forged_is_found(world: World, sql: str) -> None:
    item = corrected_twice(world)
    unguarded(world, sql.format(item=item))
    assert (f"item {item}", "description_altered") in problems(world)


def test_invariant_9_an_edit_that_was_taken_out_of_the_trail_is_found(world: World) -> None:
    corrected_twice(world)
    unguarded(world, "DELETE FROM trail WHERE seq = (SELECT max(seq) - 1 FROM trail)")
    assert "entry_missing" in {what for _, what in problems(world)}


def test_what_was_written_into_the_history_can_not_be_changed(world: World) -> None:
    corrected_twice(world)
    for sql in ("UPDATE revision SET old = 'x'", "DELETE FROM revision"):
        error, _ = run(world.path, sql)
        assert error is not None and "revision_is_" in error
