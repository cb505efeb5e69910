"""``import items``: all of a file or nothing, every bad row named."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from archive_tui.exchange import csv_table
from archive_tui.services import staging
from tests.cli.commands import Commands

HEAD = "题名,类别,年度,密级,保管期限,原件\n"
GOOD = HEAD + "关于放假的通知,通知,2025,,10年,是\n“十五五”规划（草案）,公司规划,2025,秘密,永久,是\n"
BAD = GOOD + "董事会会议记录,会议记录,2025,很密,永久,是\n,通知,2025,,10年,是\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a file to import is written."""
    return tmp_path / "register.csv"


def test_a_file_is_taken_in(cli: Commands, file: Path) -> None:
    file.write_bytes(GOOD.encode("gb18030"))
    said = cli("import", "items", str(file))
    assert (said.code, said.out) == (0, f"{file} (GB18030): 2 items were added.\n")
    assert cli("find", "十五五").code == 0


def test_the_answer_as_json_has_the_keys_of_the_contract(cli: Commands, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8-sig")
    said = cli("import", "items", str(file), "--json")
    assert (said.code, said.json) == (0, {"rows": 2, "added": 2, "updated": 0, "rejected": []})


def test_a_dry_run_writes_nothing(cli: Commands, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    said = cli("import", "items", str(file), "--dry-run")
    assert said.code == 0 and "2 items would be added" in said.out
    assert cli("find", "十五五").code == 1


def test_one_bad_row_keeps_all_out_and_each_is_named(cli: Commands, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    said = cli("import", "items", str(file))
    lines = said.err.splitlines()
    assert (said.code, said.out, len(lines)) == (2, "", 3)
    assert lines[0].startswith("row 4, 密级: “很密” is no level here.")
    assert lines[1].startswith("row 5, 题名: This must not be empty.")
    assert lines[2] == "2 rows are wrong; nothing was imported."
    assert cli("find", "十五五").code == 1
    said = cli("import", "items", str(file), "--json")
    assert [list(one) for one in said.json["rejected"]] == [["row", "column", "why"]] * 2
    assert (said.code, said.json["added"], said.json["rejected"][0]["row"]) == (2, 0, 4)


def test_partial_takes_the_good_rows_and_keeps_the_bad_ones(cli: Commands, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    said = cli("import", "items", str(file), "--partial")
    assert said.code == 2 and "2 items were added" in said.out and "The bad rows are in" in said.out
    assert "很密" in file.with_name("register.rejected.csv").read_text(encoding="utf-8")
    assert cli("find", "十五五").code == 0


def test_the_same_file_adds_nothing_a_second_time(cli: Commands, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    cli("import", "items", str(file))
    said = cli("import", "items", str(file))
    assert said.code == 0 and "0 items were added" in said.out and "2 rows were there already" in said.out


def test_a_file_can_come_by_stdin(cli: Commands) -> None:
    assert cli("import", "items", "-", "--json", typed=GOOD).json["added"] == 2


def test_of_a_file_that_comes_by_stdin_the_bad_rows_go_on_to_stdout(cli: Commands) -> None:
    said = cli("import", "items", "-", "--partial", typed=BAD)
    assert said.code == 2 and "2 items were added" in said.err
    assert said.out.splitlines() == [BAD.splitlines()[number] for number in (0, 3, 4)]
    again = cli("import", "items", "-", "--partial", "--json", typed=BAD)
    assert again.json["rejected_csv"].splitlines() == said.out.splitlines()


def test_what_comes_by_stdin_is_read_up_to_a_limit(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MOST_BYTES", 100)
    assert "The file is larger than" in cli("import", "items", "-", typed=GOOD * 100).err


def test_only_the_archivist_files(cli: Commands, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    said = cli("import", "items", str(file), by="director")
    assert said.code == 3 and "6.3 papers are filed by the archivist" in said.sentence


def test_a_file_that_is_not_there_is_told(cli: Commands, file: Path) -> None:
    said = cli("import", "items", str(file))
    assert said.code == 2 and said.err.startswith(f"There is no file {file}.")


def test_another_kind_of_import_is_told(cli: Commands) -> None:
    assert cli("import", "ledgers", "x").sentence.startswith(
        "KIND takes items, staff, departments, clients, leases, payments, not ledgers."
    )


def test_it_speaks_chinese(cli: Commands, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    said = cli("import", "items", str(file), "--lang", "zh_CN")
    assert said.err.splitlines()[-1] == "2 行有误，未导入任何内容。"


def test_staff_and_departments_come_in_too(cli: Commands, file: Path) -> None:
    file.write_text("code,name\nXXB,信息部\n", encoding="utf-8")
    assert "1 department was added" in cli("import", "departments", str(file)).out
    file.write_text("账号,姓名,部门,职务\nqianxm,钱雪梅,信息部,部门经理\n", encoding="gb18030")
    said = cli("import", "staff", str(file))
    assert said.out.splitlines() == [
        f"{file} (GB18030): 1 person was added.",
        "1 role is proposed and waits for the GM's sign-off.",
    ]


def test_what_is_there_is_corrected(cli: Commands, file: Path) -> None:
    file.write_text("档号,题名,备注\nZ109-WS·2018-D10-GCB-0001,设备年检记录,缺封面\n", encoding="utf-8")
    said = cli("import", "items", str(file), "--json")
    assert (said.code, said.json) == (0, {"rows": 1, "added": 0, "updated": 1, "rejected": []})
    assert "1 row was there already" in cli("import", "items", str(file)).out


def test_ctrl_c_stops_an_import_and_nothing_of_it_is_there(
    cli: Commands, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(HEAD + "批量文件,通知,2025,,10年,是\n" * 600, encoding="utf-8")
    real = staging.Staging.add

    def interrupted(*given: Any) -> None:
        real(*given)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(staging.Staging, "add", interrupted)
    said = cli("import", "items", str(file))
    assert (said.code, said.sentence) == (130, "Stopped. Nothing was imported.")
    assert cli("find", "批量").code == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
