"""The form of an item as data: values and faults of every field, all at once (6.5.4)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Department
from archive_tui.services.intake import Intake
from archive_tui.services.item_form import (
    EDIT_FIELDS,
    ITEM_FIELDS,
    VOLUME_FIELDS,
    VOLUME_FIXED,
    Ground,
    read_form,
    read_new_item,
)
from archive_tui.services.item_values import LENGTHS, Categories, Category

CATEGORIES = (
    Category("contracts", "合同", "Contracts", "WS", "D10"),
    Category("accounting", "会计档案", "Accounting records", "KU", "D30"),
)
GROUND = Ground(
    Intake("Z109", [Department(1, "BGS", "总经理办公室"), Department(2, "ZLB", "租赁部")], Categories(CATEGORIES)),
    {"Z109-WS·2026-D10-ZLB-AJ0001": 7},
    date(2026, 3, 10),
)
GOOD = {"title": "塔吊租赁合同", "department": "ZLB", "category": "contracts", "year": "2026", "retention": "D10"}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("title", "  塔吊租赁合同 ", "塔吊租赁合同"),
        ("document_date", "20160831", "2016-08-31"),
        ("document_date", "2016年8月31日", "2016-08-31"),
        ("document_date", "3-1", "2026-03-01"),
        ("document_date", "8-31", "2025-08-31"),  # a paper's day lies behind us
        ("document_date", "+1d", "2026-03-11"),
        ("document_date", "", ""),
        ("pages", "１２", 12),
        ("pages", "", None),
        ("department", "zlb", 2),
        ("department", "租赁部", 2),
        ("category", "合同", "contracts"),
        ("category", "CONTRACTS", "contracts"),
        ("year", "2016年", 2016),
        ("retention", "永久", "Y"),
        ("retention", "10 years", "D10"),
        ("level", "", Level.UNCLASSIFIED),
        ("level", "机密", Level.CONFIDENTIAL),
        ("level", "top_secret", Level.TOP_SECRET),
        ("original", "", True),
        ("original", "否", False),
        ("volume", "", None),
        ("volume", "z109ws.2026d10zlbaj0001", 7),
    ],
)
def test_a_field_is_read_as_people_type_it(field: str, text: str, value: object) -> None:
    filled = read_form(ITEM_FIELDS, {**GOOD, field: text}, GROUND)
    assert (filled.values[field], filled.faults) == (value, ())


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("title", "", "empty"),
        ("title", " ", "empty"),
        ("title", "题" * 501, "too_long"),
        ("title", "红头\x1b[31m文件", "character"),
        ("remark", "注" * 1001, "too_long"),
        ("document_date", "2016-02-30", "no_such_day"),
        ("document_date", "2-29", "no_such_day"),
        ("document_date", "年底", "no_date"),
        ("pages", "0", "pages"),
        ("pages", "一百", "pages"),
        ("department", "", "empty"),
        ("department", "采购部", "department"),
        ("category", "", "empty"),
        ("category", "契约", "category"),
        ("year", "", "empty"),
        ("year", "26", "year"),
        ("retention", "", "empty"),
        ("retention", "15年", "retention"),
        ("level", "机密级", "level"),
        ("level", "内部", "level"),
        ("original", "也许", "yes_or_no"),
        ("volume", "AJ9", "volume"),
    ],
)
def test_a_field_that_can_not_be_says_why_and_leaves_the_others_alone(field: str, text: str, code: str) -> None:
    filled = read_form(ITEM_FIELDS, {**GOOD, field: text}, GROUND)
    assert [(fault.field, fault.code) for fault in filled.faults] == [(field, code)]
    assert field not in filled.values and len(filled.values) == len(ITEM_FIELDS) - 1


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_fields() -> None:
    filled = read_new_item({"pages": "x", "level": "机密", "original": "no", "year": "1"}, GROUND)
    assert [(fault.field, fault.code) for fault in filled.faults] == [
        ("title", "empty"), ("pages", "pages"), ("department", "empty"), ("category", "empty"), ("year", "year"),
        ("retention", "empty"), ("original", "original_needed"),
    ]  # fmt: skip


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("original", ["yes", "no", ""])
def test_6_5_4_confidential_and_above_is_filed_with_its_original_only(level: Level, original: str) -> None:
    filled = read_new_item({**GOOD, "level": level.value, "original": original}, GROUND)
    refused = level.guarded and original == "no"
    assert [fault.code for fault in filled.faults] == (["original_needed"] if refused else [])


def test_invariant_5_no_edit_reaches_the_level_and_none_of_a_volume_what_its_code_says() -> None:
    assert {each.id for each in ITEM_FIELDS} - {each.id for each in EDIT_FIELDS} == {"level"}
    assert {each.id for each in VOLUME_FIELDS} > VOLUME_FIXED


def test_every_field_has_a_length() -> None:
    assert {each.id for each in ITEM_FIELDS} - {"volume"} <= LENGTHS.keys()


@given(st.dictionaries(st.sampled_from([each.id for each in ITEM_FIELDS]), st.text(max_size=60)))
def test_whatever_is_typed_each_field_has_a_value_or_a_fault_and_never_both(typed: dict[str, str]) -> None:
    filled = read_form(ITEM_FIELDS, typed, GROUND)
    faulty = [fault.field for fault in filled.faults]
    assert sorted([*filled.values, *faulty]) == sorted(each.id for each in ITEM_FIELDS)
