"""The demo company: believable, of the size and kinds asked for, and the same each time."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from archive_tui.data_files import data_path
from archive_tui.exchange.demo_content import DemoCompany, DemoLoan, demo_company
from archive_tui.regulation.archival_codes import parse

NOW = datetime(2025, 11, 24, 1, 30, tzinfo=UTC)
#: When something could go wrong: midnight, the turn of the year, holidays, a leap day, evenings.
MOMENTS = [
    datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC),
    datetime(2026, 1, 1, 15, 59, 59, tzinfo=UTC),
    datetime(2026, 4, 27, 9, 10, tzinfo=UTC),
    datetime(2026, 10, 5, 12, 45, tzinfo=UTC),
    datetime(2027, 4, 25, 8, 29, tzinfo=UTC),
    datetime(2028, 2, 29, 22, 5, tzinfo=UTC),
    datetime(2030, 6, 15, 16, 20, tzinfo=UTC),
]


@cache
def company(now: datetime = NOW) -> DemoCompany:
    return demo_company(now)


def out_now(demo: DemoCompany) -> list[DemoLoan]:
    return [loan for loan in demo.loans if loan.returned_at is None]


def level_of(demo: DemoCompany, code: str) -> str:
    return next(i.level for i in demo.items if i.archival_code == code)


def test_the_same_moment_gives_the_same_company() -> None:
    assert demo_company(NOW) == company()


def test_the_zone_in_which_now_is_given_makes_no_difference() -> None:
    assert demo_company(NOW.astimezone(ZoneInfo("Europe/Vienna"))) == company()


@pytest.mark.parametrize("count", [2000, 3000, 5000])
def test_there_are_as_many_items_as_asked_for_with_codes_of_their_own(count: int) -> None:
    demo = demo_company(NOW, count)
    assert len(demo.items) == count
    assert len({item.archival_code for item in demo.items}) == count


def test_too_few_items_or_a_time_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="2,000"):
        demo_company(NOW, 1999)
    with pytest.raises(ValueError, match="aware"):
        demo_company(NOW.replace(tzinfo=None))


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_archival_codes_say_what_the_item_is_and_count_without_gaps(now: datetime) -> None:
    with open(data_path("categories.csv"), encoding="utf-8", newline="") as file:
        classes = {row["code"]: row["class"] for row in csv.DictReader(file)}
    numbers: dict[str, list[int]] = {}
    for item in company(now).items:
        code = parse(item.archival_code)
        assert code is not None
        assert (code.fonds, code.category) == ("Z109", classes[item.category])
        assert (code.year, code.retention, code.office) == (item.year, item.retention, item.department)
        numbers.setdefault(item.series, []).append(code.number)
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_items_reach_over_twelve_years_up_to_today_and_no_further(now: datetime) -> None:
    today = (now + timedelta(hours=8)).date()
    dates = [date.fromisoformat(item.document_date) for item in company(now).items]
    assert all(day.year == item.year for day, item in zip(dates, company(now).items, strict=True))
    assert max(dates) <= today
    first = today.year - 11
    assert {day.year for day in dates} >= set(range(first, today.year))
    assert min(dates).year == first


def test_the_levels_are_spread_as_in_a_real_company() -> None:
    share = {k: n / 30 for k, n in Counter(item.level for item in company().items).items()}
    assert 0.5 <= share["top_secret"] <= 2
    assert 3 <= share["confidential"] <= 5
    assert 10 <= share["secret"] <= 14
    assert share["unclassified"] >= 80


def test_every_kind_of_paper_of_the_regulation_is_there() -> None:
    with open(data_path("categories.csv"), encoding="utf-8", newline="") as file:
        kinds = {row["code"] for row in csv.DictReader(file)}
    assert {item.category for item in company().items} == kinds


def test_titles_differ_and_look_like_papers() -> None:
    titles = [item.title for item in company().items]
    assert len(set(titles)) > 0.95 * len(titles)
    assert all(0 < len(title) <= 120 and "{" not in title and title == title.strip() for title in titles)
    for sign in "《》“”〔（）[]":
        assert any(sign in item.title + item.document_number for item in company().items), sign
    assert sum(title.isascii() for title in titles) >= 4
    assert any(title.startswith("合同纸采购合同") for title in titles)


def test_document_numbers_of_a_style_grow_with_their_dates() -> None:
    notices = sorted(
        (item.document_date, int(item.document_number.split("〕")[1].rstrip("号")))
        for item in company().items
        if item.document_number.startswith("岳衡租〔2019〕")
    )
    assert len(notices) > 5
    by_date: dict[str, list[int]] = {}
    for day, number in notices:
        by_date.setdefault(day, []).append(number)
    flat = [n for day in sorted(by_date) for n in sorted(by_date[day])]
    assert flat == list(range(1, len(flat) + 1))


def test_originals_from_confidential_upwards_are_in_the_strong_room() -> None:
    guarded = [i for i in company().items if i.level in ("confidential", "top_secret")]
    assert all(item.original and item.place.startswith("303-") for item in guarded)
    assert not any(i.place.startswith("303-") for i in company().items if i not in guarded)
    assert any(not item.original for item in company().items)


def test_a_box_holds_one_series_in_one_place_and_pages_are_believable() -> None:
    boxes: dict[str, set[tuple[str, str]]] = {}
    for item in company().items:
        assert 1 <= item.pages <= 300
        boxes.setdefault(item.box, set()).add((item.series, item.place))
    assert all(len(held) == 1 for held in boxes.values())


def test_some_hold_several_roles_one_role_has_ended_and_one_person_has_left() -> None:
    demo = company()
    running = Counter(r.login for r in demo.roles if r.until is None and r.role != "deputy")
    assert max(running.values()) >= 2
    assert [r.role for r in demo.roles if r.until is not None] == ["archivist"]
    assert len([p for p in demo.people if p.left_at is not None]) == 1


def test_there_are_names_that_are_hard_to_read_and_to_write() -> None:
    names = {p.name for p in company().people}
    assert {name[0] for name in names} >= set("单曾解")
    assert {name[:2] for name in names} >= {"欧阳", "司徒", "上官"}
    assert any(ord(ch) > 0xFFFF for name in names for ch in name)


def test_requests_and_loans_are_numbered_in_order_of_time() -> None:
    demo = company()
    assert [r.number for r in demo.requests] == list(range(1, len(demo.requests) + 1))
    assert [o.number for o in demo.loans] == list(range(1, len(demo.loans) + 1))
    assert [r.made_at for r in demo.requests] == sorted(r.made_at for r in demo.requests)
    assert [o.out_at for o in demo.loans] == sorted(o.out_at for o in demo.loans)


def test_what_is_out_now_shows_every_case_on_the_clock_board() -> None:
    demo = company()
    left = {
        level: sorted((o.due_at - NOW for o in out_now(demo) if level_of(demo, o.archival_code) == level), key=abs)
        for level in ("unclassified", "secret", "confidential")
    }
    assert left["secret"] == [timedelta(minutes=7), timedelta(minutes=-12), timedelta(hours=2, minutes=41)]
    assert len(left["confidential"]) == 1
    assert [o.kind for o in out_now(demo) if o.kind == "reading"] == ["reading"]
    late = [gap for gap in left["unclassified"] if gap < timedelta(0)]
    assert len(late) == 1
    assert timedelta(days=-3) < late[0] < timedelta(days=-1)
    assert 13 <= len(out_now(demo)) <= 16
    assert sum(o.request is None for o in out_now(demo)) == 3


def test_last_year_saw_some_sixty_returns_a_few_of_them_late() -> None:
    demo = company()
    back = [o for o in demo.loans if o.returned_at is not None]
    late = {o.number for o in back if o.returned_at is not None and o.returned_at > o.due_at}
    assert 58 <= len(back) <= 66
    assert 4 <= len(late) <= 8
    assert late == {i.loan for i in demo.incidents if i.kind == "late"}
    assert {level_of(demo, o.archival_code) for o in back} == {"unclassified", "secret", "confidential"}


def test_requests_wait_at_every_stage() -> None:
    demo = company()
    states = Counter(r.state for r in demo.requests)
    assert (states["waiting_manager"], states["waiting_office"], states["waiting_secret"]) == (1, 2, 3)
    assert (states["approved"], states["refused"]) == (2, 1)
    assert states["used"] == states.total() - 9
    refused = next(r for r in demo.requests if r.state == "refused")
    assert not refused.sign_offs[-1].approve
    assert refused.sign_offs[-1].reason


def test_the_examples_are_free_and_of_their_levels() -> None:
    demo = company()
    examples = demo.examples
    for level in ("unclassified", "secret", "confidential", "top_secret"):
        assert level_of(demo, getattr(examples, level)) == level
    taken = {o.archival_code for o in demo.loans} | {code for r in demo.requests for code in r.items}
    codes = {getattr(examples, field.name) for field in fields(examples)}
    assert len(codes) == 5
    assert not codes & taken


@pytest.mark.parametrize(
    ("hour", "closes"), [(0, time(17, 30)), (16, time(17, 30)), (17, time(21, 30)), (21, time(23, 59))]
)
def test_the_room_is_open_for_whoever_tries_the_demo_in_the_evening(hour: int, closes: time) -> None:
    demo = demo_company(datetime(2026, 3, 3, hour, 10, tzinfo=UTC) - timedelta(hours=8), 2000)
    assert demo.room_closes == closes


def test_the_samples_have_the_columns_of_the_import() -> None:
    for name, rows, title in (("items.csv", 20, "题名"), ("items-english.csv", 10, "title")):
        with open(data_path("samples", name), encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        assert len(read) == rows
        assert all(None not in row and row[title] for row in read)
        assert len(read[0]) == 16


def test_the_retention_schedule_knows_every_kind_and_only_terms_of_the_code() -> None:
    with open(data_path("retention.csv"), encoding="utf-8", newline="") as file:
        schedule = list(csv.DictReader(file))
    with open(data_path("categories.csv"), encoding="utf-8", newline="") as file:
        kinds = {row["code"]: row for row in csv.DictReader(file)}
    assert {row["category"] for row in schedule} == set(kinds)
    terms = {("Y", "", ""), ("D10", "5", "asset_scrapped")}
    for end in ("year_end", "fiscal_year_end"):
        terms |= {("D30", "30", end), ("D10", "10", end)}
    assert {(row["retention"], row["years"], row["counts_from"]) for row in schedule} == terms
    assert {row["confidence"] for row in schedule} == {"H", "M", "L"}
    for code, kind in kinds.items():
        assert kind["retention"] in {row["retention"] for row in schedule if row["category"] == code}
