"""``find``: what meets a text, and nothing that this person may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.cli import printing
from archive_tui.regulation.levels import Level
from archive_tui.services import filing
from archive_tui.showing import cells
from archive_tui.store.records import NewItem
from tests.cli.commands import Commands
from tests.services.desk import back, lent
from tests.store.plain_client import run
from tests.world import World

KEYS = ["archival_code", "title", "level", "status", "place", "holder", "due_at"]


def test_an_item_is_found_by_its_initials(cli: Commands) -> None:
    said = cli("find", "htz")
    assert (said.code, said.err) == (0, "")
    assert "合同纸采购合同" in said.out and "unclassified" in said.out and "in place" in said.out


def test_the_table_is_aligned_by_cells(cli: Commands) -> None:
    lines = cli("find", "2018", "--all").out.splitlines()
    starts = {cells(line[: line.index(word)]) for line in lines for word in ("Where", "in place") if word in line}
    assert len(lines) > 2 and len(starts) == 1


def test_json_holds_every_key_of_the_contract_and_times_with_their_offset(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    (item,) = cli("find", "放假", "--json").json
    assert list(item) == KEYS
    assert item == {
        "archival_code": "Z109-WS·2018-D10-BGS-0001", "title": "关于2018年国庆节放假的通知", "level": "unclassified",
        "status": "out", "place": "", "holder": "单国栋", "due_at": "2026-03-24T09:00:00+08:00",
    }  # fmt: skip
    back(world, "放假")
    (item,) = cli("find", "放假", "--json").json
    assert (item["status"], item["holder"], item["due_at"]) == ("in_place", None, None)


def test_nothing_found_ends_with_1(cli: Commands) -> None:
    said = cli("find", "没有这个")
    assert (said.code, said.sentence) == (1, 'Nothing is found under "没有这个".')
    said = cli("find", "没有这个", "--json")
    assert (said.code, said.json, said.err) == (1, [], "")


@pytest.mark.parametrize("text", ["董事会", "底价", "dsh"])
def test_what_a_person_may_not_see_is_not_there(cli: Commands, text: str) -> None:
    assert cli("find", text).code == 0
    said = cli("find", text, "--json", by="chenxiaomei")
    assert (said.code, said.json) == (1, [])


def test_more_than_fifty_items_are_counted_and_listed_when_asked_for(cli: Commands, world: World) -> None:
    series = filing.series_of("Z109", "WS", 2020, "D10", "BGS")
    office = world.departments["BGS"]
    new = [NewItem("", series, f"周报第{n}期", "通知", 2020, office, Level.UNCLASSIFIED, "D10") for n in range(60)]
    assert filing.file_batch(world.archive, world.actor(), new, "test").done
    lines = cli("find", "周报").out.splitlines()
    assert (len(lines), lines[-1]) == (52, "10 more; --all lists them.")
    assert len(cli("find", "周报", "--all").out.splitlines()) == 61
    assert len(cli("find", "周报", "--json").json) == 60


HOSTILE = "章\u001b]52;c;aGk=\u0007程\u009b31m\u202e[/] [b] \u200b末"


def test_a_hostile_title_reaches_the_terminal_harmlessly_and_json_faithfully(cli: Commands, world: World) -> None:
    error, _ = run(world.path, f"UPDATE item SET title = '{HOSTILE}' WHERE title LIKE '%放假%'")
    assert error is None
    said = cli("find", "Z109-WS·2018-D10-BGS-0001")
    assert "^[]52" in said.out and "<U+202E>" in said.out
    assert not set(said.out) & set("\u001b\u0007\u009b\u202e\u200b")
    said = cli("find", "Z109-WS·2018-D10-BGS-0001", "--json")
    assert said.json[0]["title"] == HOSTILE
    assert not set(said.out) & set("\u001b\u0007\u009b\u202e\u200b")


def test_find_speaks_chinese(cli: Commands) -> None:
    said = cli("find", "htz", "--lang", "zh_CN")
    assert said.out.split()[:3] == ["标签", "档号", "题名"] and "在库" in said.out
    assert cli("find", "没有这个", "--lang", "zh_CN").sentence == "查无“没有这个”。"


def test_what_is_due_is_shown_with_day_and_time(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    world.clock.pass_(timedelta(days=20))
    assert "2026-03-24 09:00" in cli("find", "放假").out


def test_on_a_narrow_terminal_an_empty_column_makes_room_for_the_title(
    cli: Commands, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "_terminal_width", lambda: 80)
    lines = cli("find", "放假").out.splitlines()
    assert "Holder" not in lines[0] and all(cells(line) <= 80 for line in lines)
    assert "关于2018年国庆节~" in lines[1]
    lent(world, "director", "放假")
    assert "Holder" in cli("find", "放假").out
