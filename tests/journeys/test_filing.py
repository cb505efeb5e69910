"""Filing and correcting by the forms, through the real screens: ten contracts in a row, and what goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.regulation.levels import Level
from archive_tui.services import describing, lending, volumes
from archive_tui.ui.screens.item_form import NewItemScreen
from archive_tui.ui.screens.volumes import VolumesScreen
from archive_tui.ui.widgets.sheet import Sheet
from tests.journeys.screen import LANGUAGES, Sitting, sitting
from tests.services.desk import FORM, rows
from tests.world import PIN, World

SMALL = (80, 24)
#: What the screens say, in English and in Chinese.
WORDS = {
    "New item": ("New item", "新档案"),
    "Filed: {label}": ("Filed: {label}", "已归档：{label}"),
    "conf": ("conf", "机密"),
    "con": ("contr", "合同"),
    "level": ("The level is changed.", "密级已变更。"),
    "change": ("Change the level", "变更密级"),
    "missing": ("This must not be empty.", "不能为空。"),
}


def said(name: str) -> str:
    return WORDS[name][LANGUAGES.index(wording.current_language())]


def titles(world: World) -> list[str]:
    return [row[0] for row in rows(world, "SELECT title FROM item WHERE id > 8 ORDER BY id")]


def value(at: Sitting, field: str) -> str:
    return at.app.screen.query_one(Sheet).values[field]


class Counting:
    """Counts the keys that somebody presses."""

    def __init__(self, at: Sitting) -> None:
        self.at, self.keys = at, 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.at.press(*keys)

    async def type(self, text: str) -> None:
        self.keys += len(text)
        await self.at.type(text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_ten_contracts_are_filed_in_a_row_and_one_is_raised_to_confidential(world: World, language: str) -> None:
    async with sitting(world, start="register", size=SMALL, language=language) as at:
        await at.press("ctrl+n")
        await at.sees(said("New item"))
        hand = Counting(at)
        await hand.type("2026年塔吊租赁合同01")
        await hand.press("tab")
        await hand.type("HT-001")
        await hand.press("tab")
        await hand.type("3-1")
        await hand.press("tab", "tab", "tab", "tab")
        await hand.type("zlb")
        await hand.press("tab")
        await hand.type(said("con"))
        await hand.press("tab", "tab", "tab", "tab", "tab")
        await hand.type("租赁部")
        await hand.press("tab")
        await hand.type("甲-1-2")
        await hand.press("tab")
        await hand.type("7")
        await hand.press("enter")
        await at.sees(said("Filed: {label}").format(label="I0000009-9"), "Z109-WS·2026-D10-ZLB-0001")
        first = hand.keys
        for number in range(2, 11):
            before = hand.keys
            title = f"2026年塔吊租赁合同{number:02d}"
            await hand.type(title)
            await hand.press("enter")
            await at.until(lambda: len(titles(world)) == number)  # noqa: B023
        # The tenth: its title and Enter, where only the title differs.
        assert hand.keys - before == len(title) + 1
        await at.sees("Z109-WS·2026-D10-ZLB-0010", "Z109-WS·2026-D10-ZLB-0011")
        assert titles(world) == [f"2026年塔吊租赁合同{n:02d}" for n in range(1, 11)] and first < 80
        assert rows(world, "SELECT DISTINCT author, place, box, retention FROM item WHERE id > 8") == [
            ("租赁部", "甲-1-2", "7", "D10")
        ]
        await at.press("escape")
        await at.sees("I0000018-")
        await at.type("ht10")
        await at.until(lambda: "I0000017" not in at.text())
        await at.press("enter")
        await at.sees("Z109-WS·2026-D10-ZLB-0010")
        await at.press("l")
        await at.sees(said("change"))
        await at.press("2", "tab")
        await at.type("bids\n")
        await at.sees(said("level"))
        assert rows(world, "SELECT level FROM item WHERE id = 18") == [(Level.CONFIDENTIAL.value,)]


async def test_as_before_takes_the_last_value_and_then_counts_its_number_on(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("ctrl+n")
        await at.sees("New item")
        await at.press("ctrl+f")
        await at.sees("Nothing has been filed here yet.")
        await fill(at)
        await at.press("enter")
        await at.sees("Filed: I0000009-9")
        # Title, number and date of the next: six keys and no letter typed.
        await at.press("ctrl+f", "tab", "ctrl+f", "ctrl+f", "tab", "ctrl+f", "enter")
        await at.sees("Filed: I0000010-3")
        told = "SELECT title, document_number, document_date FROM item WHERE id = 10"
        assert rows(world, told) == [("塔吊租赁合同", "岳衡租字〔2026〕2号", "2026-03-01")]


async def test_typing_ahead_of_the_disk_files_every_one_in_order(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("ctrl+n")
        await at.sees("New item")
        await fill(at)
        await at.type("\n乙\n丙\n丁\n")
        await at.sees("Filed: I0000012-0")
        assert titles(world) == ["塔吊租赁合同", "乙", "丙", "丁"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_that_is_wrong_is_said_at_its_field_and_all_of_it_stays_typed(
    world: World, language: str
) -> None:
    async with sitting(world, start="register", size=SMALL, language=language) as at:
        await at.press("ctrl+n")
        await at.sees(said("New item"))
        await at.press("tab", "tab")
        await at.type("2016-02-30")
        await at.press("tab")
        await at.type("many")
        await at.press("tab", "tab", "tab")
        await at.type("采购部")
        await at.press("enter")
        await at.sees(said("missing"), "2016-02-30", "many", "采购部")
        await at.matches("new_item_faults")
        assert (value(at, "document_date"), value(at, "pages"), value(at, "department")) == (
            "2016-02-30", "many", "采购部",
        )  # fmt: skip
        assert titles(world) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_form_of_a_new_item_shows_what_it_always_shows(world: World, language: str) -> None:
    async with sitting(world, start="register", size=SMALL, language=language) as at:
        await at.press("ctrl+n")
        await at.sees(said("New item"))
        await fill(at)
        await at.press(*["tab"] * 6)
        await at.type("zlb")
        await at.sees("Z109-WS·2026-D10-ZLB-0001")
        await at.matches("new_item")


async def test_esc_asks_before_it_drops_a_form_and_leaving_the_program_does(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("ctrl+n")
        await at.sees("New item")
        await at.press("escape")
        await at.sees("8 items")  # nothing was typed
        await at.press("ctrl+n")
        await at.sees("New item")
        await at.type("塔")
        await at.press("ctrl+q")
        await at.sees("A form is filled in and not saved.")
        await at.press("escape")
        await at.press("f8")
        await at.sees("filed 8 items from test")
        await at.press("f3")
        await at.sees("New item", "塔")
        await at.press("escape")
        await at.sees("Esc once more drops what you typed.", "塔")
        await at.press("escape")
        await at.sees("8 items")


async def test_what_fits_several_choices_is_named(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.press("ctrl+n")
        await at.sees("New item")
        await at.press(*["tab"] * 7)
        await at.type("p")
        await at.sees("Personnel files")
        await at.press("enter")
        await at.sees("fits several: Personnel files, Powers of attorney")
        assert value(at, "category") == "p"


async def test_a_card_is_copied_as_new_with_everything_but_its_code(world: World) -> None:
    describing.file_item(world.archive, world.actor(), FORM)
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("9 items", "塔吊租赁合同")
        await at.press("enter")
        await at.sees("Z109-WS·2026-D10-ZLB-0001")
        await at.press("c")
        await at.sees("New item", "岳衡租字〔2026〕1号", "Will be Z109-WS·2026-D10-ZLB-0002")
        await at.type("二")
        await at.press("enter")
        await at.sees("Filed: I0000010-3")
        await at.press("escape")
        await at.sees("Item I0000009-9")
    assert titles(world) == ["塔吊租赁合同", "塔吊租赁合同二"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_correction_stands_in_the_history_with_old_and_new(world: World, language: str) -> None:
    describing.file_item(world.archive, world.actor(), FORM)
    async with sitting(world, start="register", size=SMALL, language=language) as at:
        await at.sees("塔吊租赁合同")
        await at.press("enter")
        await at.sees("Z109-WS·2026-D10-ZLB-0001")
        await at.press("e")
        await at.until(lambda: at.app.screen.query(Sheet) and value(at, "place") == "甲-1-2")
        await at.matches("edit_item")
        await at.press(*["tab"] * 12)
        await at.press("backspace", "9", "enter")
        await at.until(lambda: not at.app.screen.query(Sheet))
        await at.sees("甲-1-9", "甲-1-2")
        await at.matches("item_corrected")


async def test_an_edit_of_what_changed_meanwhile_shows_what_and_keeps_what_was_typed(world: World) -> None:
    describing.file_item(world.archive, world.actor(), FORM)
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("塔吊租赁合同")
        await at.press("enter")
        await at.sees("Z109-WS·2026-D10-ZLB-0001")
        await at.press("e")
        await at.until(lambda: at.app.screen.query(Sheet) and value(at, "place") == "甲-1-2")
        await at.press(*["tab"] * 12)
        await at.press("backspace", "9")
        seen = describing.open_form(world.archive, world.actor(), 9).seen
        other = {**seen, "place": "乙-3-1", "remark": "附光盘"}
        assert describing.edit_item(world.archive, world.actor(), 9, seen, other).done
        await at.press("enter")
        await at.sees("沈静文 wrote here meanwhile: 乙-3-1", "附光盘", "甲-1-9", "Enter once more writes")
        assert rows(world, "SELECT place FROM item WHERE id = 9") == [("乙-3-1",)]
        await at.press("enter")
        await at.sees("Corrected: place.")
        assert rows(world, "SELECT place, remark FROM item WHERE id = 9") == [("甲-1-9", "附光盘")]


async def test_the_department_of_a_classified_item_is_changed_by_the_gms_pin(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.type("tsqzj")
        await at.until(lambda: "合同纸" not in at.text())
        await at.press("enter")
        await at.sees("secret")
        await at.press("e")
        await at.until(lambda: at.app.screen.query(Sheet) and value(at, "department") == "ZLB")
        await at.press(*["tab"] * 6)
        await at.type("gcb")
        await at.press("enter")
        await at.sees("The GM's signature", "the GM's PIN changes it")
        await at.type(f"gm\n{PIN}\n")
        await at.sees("Corrected: department.", "工程部")


async def test_g_records_an_item_as_missing_and_then_as_found(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("Item I0000008-2", "in place")
        await at.press("g")
        await at.sees("Record it as missing")
        await at.type("stocktake\n")
        await at.sees("Recorded as missing", "loss")
        await at.press("g")
        await at.sees("Found again")
        await at.type("box 7\n")
        await at.sees("It is in its place again", "in place")


async def test_g_on_an_item_that_is_out_says_where_its_loss_is_taken_down(world: World) -> None:
    item = world.item("年检")
    wanted = [lending.Wanted(item)]
    assert lending.check_out(world.archive, world.actor(), world.people["director"], wanted, pledged=True)[item].done
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("out, with 单国栋")
        await at.press("g")
        await at.sees("at its return the desk takes down")


async def test_who_may_not_file_has_no_such_keys(world: World) -> None:
    async with sitting(world, "liuyang", "register", size=SMALL) as at:
        await at.sees("5 items")
        assert "Ctrl+N" not in at.line(-1)
        await at.press("ctrl+n")
        await at.sees("That is for somebody in another role.")
        await at.press("enter")
        await at.sees("Item I0000008-2")
        for key in "ecng":
            await at.press(key)
            await at.sees("That is for somebody in another role.", "Item I0000008-2")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_volume_is_made_filled_by_scans_and_emptied(world: World, language: str) -> None:
    async with sitting(world, start="register", size=SMALL, language=language) as at:
        await at.press("ctrl+f")
        await at.until(lambda: isinstance(at.app.screen, VolumesScreen))
        await at.press("n")
        await at.until(lambda: at.app.screen.query(Sheet) and value(at, "year") == "2026")
        await at.type("2026年租赁合同")
        await at.press("tab")
        await at.type("zlb")
        await at.press("tab")
        await at.type(said("con"))
        await at.press("enter")
        await at.sees("Z109-WS·2026-D10-ZLB-AJ0001")
        await at.press("k")
        await at.until(lambda: at.app.screen.query("ScanLine"))
        await at.type("I0000001-5\n")
        await at.sees("I0000001-5")
        await at.type("zzzz\n")
        await at.sees("zzzz")
        await at.type("htz\n")
        await at.sees("I0000002-3")
        await at.press("escape")
        await at.sees("合同纸采购合同", "关于2018年国庆节放假的通知")
        await at.matches("volume")
        await at.press("o")
        await at.until(lambda: "关于2018年国庆节放假的通知" not in at.text() or "合同纸采购合同" not in at.text())
        assert len(volumes.volume_card(world.archive, world.actor(), 1).items) == 1


async def test_a_volume_is_corrected_and_the_parts_of_its_code_stay(world: World) -> None:
    assert volumes.add_volume(world.archive, world.actor(), FORM).done
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("ctrl+f")
        await at.sees("塔吊租赁合同", "AJ0001")
        await at.press("enter")
        await at.sees("No item is in this volume yet")
        await at.press("o")
        await at.sees("No item is in this volume.")
        await at.press("e")
        await at.until(lambda: at.app.screen.query(Sheet) and value(at, "year") == "2026")
        await at.press(*["tab"] * 3)
        await at.type("9")
        await at.press("tab", "tab")
        await at.type("9\n")
        await at.sees("Corrected.", "甲-1-29")
        assert volumes.volume_card(world.archive, world.actor(), 1).volume.year == 2026


async def test_v_opens_the_volume_that_an_item_is_in(world: World) -> None:
    volume = volumes.add_volume(world.archive, world.actor(), FORM).done
    assert volume is not None
    async with sitting(world, start="register", size=SMALL) as at:
        await at.sees("8 items")
        await at.press("enter")
        await at.sees("Item I0000008-2")
        await at.press("v")
        await at.sees("It is in no volume.")
        assert volumes.put_in(world.archive, world.actor(), volume, [8]).done
        await at.sees("AJ0001")
        await at.press("v")
        await at.sees("塔吊租赁合同", "设备年检记录")


async def test_the_language_can_be_switched_over_a_form_and_nothing_typed_is_lost(world: World) -> None:
    async with sitting(world, start="register", size=SMALL) as at:
        await at.press("ctrl+n")
        await at.sees("New item")
        await fill(at)
        before = at.app.screen.query_one(Sheet).values
        await at.press("ctrl+o", "l")
        await at.until(lambda: wording.current_language() == wording.CHINESE)
        await at.no_longer_sees("New item")
        assert at.app.screen.query_one(Sheet).values == before


BAD = {
    "title": st.sampled_from(["", "题" * 501, "好"]),
    "document_date": st.sampled_from(["2016-02-30", "年底", "99", ""]),
    "pages": st.sampled_from(["0", "many", "-1", "3"]),
    "department": st.sampled_from(["采购部", "zz", "租赁部"]),
    "category": st.sampled_from(["契约", "p", "合同"]),
    "year": st.sampled_from(["26", "year", "2026"]),
    "volume": st.sampled_from(["AJ9", ""]),
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.fixed_dictionaries(BAD))
async def test_whatever_is_wrong_everything_that_was_typed_stays(world: World, typed: dict[str, str]) -> None:
    typed = {**typed, "pages": "many"} if typed["title"] else typed
    async with sitting(world, start="register", size=SMALL) as at:
        await at.press("ctrl+n")
        await at.sees("New item")
        await at.until(lambda: isinstance(at.app.screen, NewItemScreen) and value(at, "year") == "2026")
        sheet = at.app.screen.query_one(Sheet)
        for field, text in typed.items():
            sheet.put(field, text)
        await at.press("enter")
        await at.sees("The form can't be taken as it is yet")
        assert {field: text.strip() for field, text in typed.items()} == {f: sheet.values[f] for f in typed}
        assert titles(world) == []


async def fill(at: Sitting) -> None:
    """Fill the form with what stands in FORM, as if it had been typed."""
    await at.until(lambda: isinstance(at.app.screen, NewItemScreen) and value(at, "level") == "unclassified")
    sheet = at.app.screen.query_one(Sheet)
    for field, text in FORM.items():
        sheet.put(field, text)
