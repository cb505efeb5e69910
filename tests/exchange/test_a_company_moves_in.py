"""The story of the issue: a register of 20,000 rows, refused by row and column, corrected, and all in."""

from __future__ import annotations

import csv
from pathlib import Path

from archive_tui.exchange.importing import import_file
from archive_tui.services import finding, verifying
from archive_tui.wording.imports import import_fault_text, import_place_text
from tests.world import World

ROWS = 20_000
HEAD = ("题名", "类别", "年度", "部门", "密级", "保管期限", "原件", "文号")
OFFICES = ("总经理办公室", "租赁部", "CWB", "工程部")


def row(number: int) -> tuple[str, ...]:
    level = "秘密" if number % 10 == 0 else "机密" if number % 101 == 0 else ""
    return (
        f"关于第{number}号塔式起重机租赁合同的批复", "合同", str(2000 + number % 25), OFFICES[number % 4], level,
        ("永久", "30年", "10年")[number % 3], "是", f"岳衡租〔2018〕{number}号",
    )  # fmt: skip


def written(path: Path, changed: dict[int, tuple[int, str]]) -> Path:
    """Write the register; ``changed`` gives a row of the spreadsheet the column and the cell that is wrong there."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(ROWS):
            cells = list(row(number))
            if number + 2 in changed:
                column, cell = changed[number + 2]
                cells[column] = cell
            writer.writerow(cells)
    return path


def test_20000_rows_are_told_by_row_and_column_then_corrected_and_all_in(world: World, tmp_path: Path) -> None:
    wrong = {1234: (0, "长" * 501), 9999: (4, "机密级"), 19_998: (0, "题" * 600)}
    before = verifying.verify(world.archive)
    refused = import_file(world.archive, world.actor(), "items", written(tmp_path / "a.csv", wrong)).done
    assert refused is not None and (refused.rows, refused.added) == (ROWS, 0)
    assert [f"{import_place_text(fault)}: {import_fault_text(fault)}" for fault in refused.rejected] == [
        "row 1234, 题名: This has 501 characters; 500 at most.",
        "row 9999, 密级: “机密级” is no level here. Known are unclassified 非密, secret 秘密, confidential 机密,"
        " top secret 绝密; empty means unclassified.",
        "row 19998, 题名: This has 600 characters; 500 at most.",
    ]
    assert verifying.verify(world.archive) == before
    done = import_file(world.archive, world.actor(), "items", written(tmp_path / "b.csv", {})).done
    assert done is not None and (done.added, done.rejected) == (ROWS, ())
    assert finding.count_register(world.archive, world.actor(), "") == ROWS + 8
    assert finding.count_register(world.archive, world.actor(), "第19998号") == 1
    assert verifying.verify(world.archive).problems == ()
