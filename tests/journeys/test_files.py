"""Files in and out through the real screens: bad rows by row and column, progress, stopping, and what is then there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.services import finding, staging
from archive_tui.services.filing import NewItem
from archive_tui.services.staff_list import count_staff
from tests.journeys.screen import LANGUAGES, Sitting, sitting
from tests.world import World

HEAD = "题名,类别,年度,密级,保管期限,原件\n"
GOOD = HEAD + "关于放假的通知,通知,2025,,10年,是\n“十五五”规划,公司规划,2025,秘密,永久,是\n"
BAD = GOOD + "董事会会议记录,会议记录,2025,机密级,永久,是\n,通知,2025,,10年,是\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a file to import is written: in the folder that the program was started in."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder / "register.csv"


async def choose(at: Sitting, act: str, *, by_menu: bool = False) -> None:
    """Open the panel, by the palette or by the menu's letter."""
    if by_menu:
        await at.press("ctrl+o", {"import": "i", "export": "x"}[act])
    else:
        await at.press("ctrl+p")
        await at.sees("All acts")
        await at.type(act)
        await at.until(lambda: at.text().count("Desk") < 3)
        await at.press("enter")
    await at.sees({"import": "CSV file, UTF-8", "export": "A new CSV file"}[act])


@pytest.mark.parametrize("by_menu", [False, True])
async def test_bad_rows_are_named_and_once_corrected_all_comes_in(world: World, file: Path, by_menu: bool) -> None:
    file.write_text(BAD, encoding="gb18030")
    async with sitting(world, start="register") as at:
        await at.sees("8 items")
        await choose(at, "import", by_menu=by_menu)
        await at.press("enter")
        await at.type("register.csv\n")
        await at.sees("2 rows are wrong; nothing was imported.", "4  密级", "“机密级” is no level", "5  题名")
        await at.press("enter")
        await at.sees("empty means unclassified.", "Tab file again")
        file.write_text(GOOD, encoding="utf-8")
        await at.press("tab", "enter")
        await at.sees("register.csv (UTF-8): 2 items were added.", "10 items")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_panels_show_what_they_always_show(world: World, file: Path, language: str) -> None:
    file.write_text(BAD, encoding="utf-8")
    async with sitting(world, start="register", language=language) as at:
        await at.press("ctrl+o", "i")
        await at.press("enter")
        await at.type("register.csv\n")
        await at.sees("register.csv", "机密级")
        await at.matches("import")
        await at.press("escape", "ctrl+o", "x")
        await at.sees("CSV")
        await at.matches("export")


async def test_a_file_that_is_not_there_is_told_and_the_name_stays(world: World, file: Path) -> None:
    async with sitting(world, start="register") as at:
        await choose(at, "import")
        await at.press("enter")
        await at.type("nothing.csv\n")
        await at.sees("There is no file nothing.csv.", "File  nothing.csv")
        await at.press("escape")
        await at.no_longer_sees("There is no file")


async def test_a_file_of_the_folder_is_offered(world: World, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    async with sitting(world, start="register") as at:
        await choose(at, "import")
        await at.press("enter", "down", "enter")
        await at.sees("2 items were added.")


async def test_an_import_shows_how_far_it_is_and_esc_stops_and_undoes_it(
    world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(HEAD + "批量文件,通知,2025,,10年,是\n" * 1000, encoding="utf-8")
    goes_on, real = threading.Event(), staging.Staging.add

    def slow(self: staging.Staging, new: list[NewItem]) -> None:
        real(self, new)
        assert goes_on.wait(20)

    monkeypatch.setattr(staging.Staging, "add", slow)
    async with sitting(world, start="register") as at:
        await choose(at, "import")
        await at.press("enter")
        await at.type("register.csv\n")
        await at.sees("preparing 0 of 1,000 rows", "Esc stop")
        assert finding.count_register(world.archive, world.actor(), "批量") == 0
        await at.press("escape")
        await at.sees("Stopping.")
        goes_on.set()
        await at.sees("Stopped. Nothing was imported.", "File  register.csv")
    assert finding.count_register(world.archive, world.actor(), "批量") == 0
    with world.archive.store.read():
        assert world.archive.store.db.execute_sql("SELECT count(*) FROM staged_item").fetchone()[0] == 0


async def test_leaving_the_program_stops_and_undoes_an_import(
    world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(HEAD + "批量文件,通知,2025,,10年,是\n" * 1000, encoding="utf-8")
    begun, real = threading.Event(), staging.Staging.add

    def noted(self: staging.Staging, new: list[NewItem]) -> None:
        real(self, new)
        begun.set()

    monkeypatch.setattr(staging.Staging, "add", noted)
    async with sitting(world, start="register") as at:
        await choose(at, "import")
        await at.press("enter")
        await at.type("register.csv\n")
        await at.until(begun.is_set)
    count = finding.count_register(world.archive, world.actor(), "批量")
    assert count in (0, 1000)
    with world.archive.store.read():
        assert world.archive.store.db.execute_sql("SELECT count(*) FROM staged_item").fetchone()[0] == 0


async def test_people_and_departments_come_in_from_the_office(world: World, file: Path) -> None:
    file.write_text("账号,姓名,部门,职务\nqianxm,钱雪梅,财务部,部门经理\n", encoding="utf-8")
    async with sitting(world, start="office") as at:
        await at.press("ctrl+o", "i")
        await at.sees("› 1 staff")
        await at.press("enter")
        await at.type("register.csv\n")
        await at.sees("1 person was added.", "1 role is proposed")
    assert count_staff(world.archive, world.actor(), "钱雪梅", False) == 1


async def test_an_export_is_written_and_never_over_another(world: World, file: Path) -> None:
    async with sitting(world, start="register") as at:
        await choose(at, "export")
        await at.press("enter")
        await at.type("out.csv\n")
        await at.sees("out.csv: 8 rows were exported.")
        assert file.with_name("out.csv").read_text(encoding="utf-8-sig").count("\n") == 9
        await choose(at, "export", by_menu=True)
        await at.press("enter")
        await at.type("out.csv\n")
        await at.sees("out.csv is there already and stays as it is.", "File  out.csv")


async def test_who_may_neither_import_nor_export_has_no_such_acts(world: World, file: Path) -> None:
    async with sitting(world, "liuyang", "register") as at:
        await at.press("ctrl+o")
        await at.sees("Menu")
        assert "import" not in at.text() and "export" not in at.text()
        await at.press("x")
        await at.press("escape")
        await at.sees("5 items")


async def test_it_speaks_chinese(world: World, file: Path) -> None:
    async with sitting(world, start="trail", language=wording.CHINESE) as at:
        await at.press("ctrl+o", "x")
        await at.sees("CSV")
        await at.press("enter")
        await at.type("trail.csv\n")
        await at.until(lambda: file.with_name("trail.csv").exists())
        assert file.with_name("trail.csv").read_text(encoding="utf-8-sig").startswith("序号,时间,操作人,")
