"""The import of items: what each cell may say, and all of a file or nothing of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui.data_files import data_path
from archive_tui.exchange import item_differences
from archive_tui.exchange.exporting import export_file
from archive_tui.exchange.imported import How, Imported
from archive_tui.exchange.importing import import_file
from archive_tui.exchange.items_csv import import_items
from archive_tui.exchange.progress import Step
from archive_tui.regulation.archival_codes import parse
from archive_tui.regulation.levels import Level
from archive_tui.services import care, describing, filing, intake, verifying
from archive_tui.services.archive import Archive, BadInput
from archive_tui.services.history import card
from archive_tui.services.intake import ItemRecord, There, already_there
from archive_tui.wording.imports import encoding_text, import_fault_text, import_place_text
from tests.world import World

GOOD = {"title": "关于放假的通知", "category": "通知", "year": "2025", "retention": "10年"}
REGISTER = (
    "题名,文号,责任者,成文日期,年度,类别,密级,保管期限,原件,页数\r\n"
    "国务院关于棉粮、糖粮挂钩奖售粮几个问题的通知,国发〔1981〕88号,国务院,19810623,1981,通知,,永久,是,\r\n"
    "“十五五”发展规划（草案）,,岳衡设备租赁有限公司,2025-10-15,2025,公司规划,秘密,永久,是,58\r\n"
    "2025年第1次董事会会议记录（年度经营目标）,,董事会,2025-03-18,2025,会议记录,机密,永久,是,17\r\n"
    "鲁泰机械租赁站股权收购方案,,总经理办公室,2025/5/6,2025,项目方案,绝密,30年,是,42\r\n"
)
CODED = {**GOOD, "archival_code": "Z109-WS·2025-D10-ZLB-0007"}


def table(*rows: dict[str, str]) -> bytes:
    """Return a CSV file with all columns that any row has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def bring(world: World, *rows: dict[str, str]) -> Imported:
    done = import_items(world.archive, world.actor(), table(*rows)).done
    assert done is not None
    return done


def wrong(result: Imported) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in result.rejected]


def counts(archive: Archive) -> tuple[int, int]:
    with archive.store.read():
        rows = archive.store.db.execute_sql("SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM trail)")
        items, entries = rows.fetchone()
    return items, entries


def by_code(world: World, code: str) -> ItemRecord:
    return already_there(world.archive, world.actor(), [code], ()).by_code[code]


def fault_of(world: World, name: str, cell: str, **others: str) -> str:
    """Return why a cell is refused; nothing must be written."""
    before = counts(world.archive)
    result = bring(world, {**GOOD, **others, name: cell})
    assert counts(world.archive) == before
    assert result.added == 0
    assert {(fault.row, fault.column) for fault in result.rejected} == {(2, name)}
    return result.rejected[0].code


def test_the_real_register_comes_in_whole(world: World) -> None:
    register = data_path("samples", "real-register.csv")
    result = import_file(world.archive, world.actor(), "items", register).done
    assert result is not None
    assert (result.rows, result.added, result.rejected, result.encoding) == (60, 60, (), "gb18030")
    with world.archive.store.read():
        rows = world.archive.store.db.execute_sql("SELECT archival_code FROM item WHERE filed_seq = ?", (result.seq,))
        codes = [parse(row[0]) for row in rows.fetchall()]
    assert {(c.fonds, c.category, c.office) for c in codes if c} == {("Z109", "WS", "BGS")}
    assert len(set(codes)) == 60
    found = by_code(world, "Z109-WS·1981-Y-BGS-0001")
    assert (found.title, found.level) == ("国务院关于棉粮、糖粮挂钩奖售粮几个问题的通知", Level.UNCLASSIFIED)
    assert (found.document_number, found.document_date) == ("国发〔1981〕88号", "1981-06-23")
    assert found.department_id == world.departments["BGS"]
    assert verifying.verify(world.archive).ok


@pytest.mark.parametrize(("name", "rows"), [("items-english.csv", 10), ("items.csv", 20), ("real-register.csv", 60)])
def test_the_sample_comes_in_and_a_second_time_nothing_is_added(world: World, name: str, rows: int) -> None:
    data = data_path("samples", name).read_bytes()
    first = import_items(world.archive, world.actor(), data).done
    before = counts(world.archive)
    again = import_items(world.archive, world.actor(), data).done
    assert first is not None and again is not None
    assert (first.added, first.rejected, again.added, len(again.unchanged)) == (rows, (), 0, rows)
    assert counts(world.archive) == before


def test_two_equal_papers_in_one_file_are_two_and_stay_two(world: World) -> None:
    assert bring(world, GOOD, GOOD).added == 2
    again = bring(world, GOOD, GOOD, GOOD)
    assert (again.added, [row for row, _ in again.unchanged]) == (1, [2, 3])


def test_codes_left_empty_are_counted_on_from_those_there_and_in_the_file(world: World) -> None:
    bring(world, CODED)
    result = bring(
        world, {**GOOD, "department": "ZLB", "title": "a"},
        {**CODED, "archival_code": "z109-ws.2025-d10-zlb-0011", "title": "b", "department": ""},
        {**GOOD, "department": "租赁部", "title": "c"},
    )  # fmt: skip
    assert result.added == 3
    assert by_code(world, "Z109-WS·2025-D10-ZLB-0012").title == "a"
    assert by_code(world, "Z109-WS·2025-D10-ZLB-0011").title == "b"
    assert by_code(world, "Z109-WS·2025-D10-ZLB-0013").title == "c"


def test_what_a_code_says_needs_no_columns(world: World) -> None:
    assert bring(world, {"archival_code": "Z109-KU·2019-Y-CWB-0003", "title": "年度财务报告"}).added == 1
    found = by_code(world, "Z109-KU·2019-Y-CWB-0003")
    assert (found.year, found.retention, found.department_id) == (2019, "Y", world.departments["CWB"])


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("", Level.UNCLASSIFIED), ("非密", Level.UNCLASSIFIED), ("一般", Level.UNCLASSIFIED),
        ("Unclassified", Level.UNCLASSIFIED), (" 秘密 ", Level.SECRET), ("SECRET", Level.SECRET),
        ("机密", Level.CONFIDENTIAL), ("confidential", Level.CONFIDENTIAL), ("绝密", Level.TOP_SECRET),
        ("Top Secret", Level.TOP_SECRET), ("top_secret", Level.TOP_SECRET),
    ],
)  # fmt: skip
def test_levels_are_read_by_their_exact_words(world: World, cell: str, level: Level) -> None:
    assert bring(world, {**CODED, "level": cell, "original": "是"}).added == 1
    assert by_code(world, CODED["archival_code"]).level is level


@pytest.mark.parametrize("cell", ["机密级", "confid.", "内部", "2", "topsecret"])
def test_any_other_word_for_a_level_is_refused(world: World, cell: str) -> None:
    assert fault_of(world, "level", cell) == "level"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("永久", "Y"), ("y", "Y"), ("Permanent", "Y"), ("30年", "D30"), ("３０ 年", "D30"), ("30 Years", "D30"),
        ("D30", "D30"),
        ("10年", "D10"), ("10 years", "D10"), ("d10", "D10"),
    ],
)  # fmt: skip
def test_retention_is_read_in_both_languages(world: World, cell: str, code: str) -> None:
    assert bring(world, {**GOOD, "retention": cell}).added == 1
    assert by_code(world, f"Z109-WS·2025-{code}-BGS-0001").retention == code


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("title", "", "empty"), ("title", "a\x1b[31mb", "character"), ("title", "x" * 501, "too_long"),
        ("title", "e\u0301", "character"), ("remark", "\u202eabc", "character"), ("author", "两行\n名", "character"),
        ("year", "25", "year"), ("year", "0999", "year"), ("year", "2025.0", "year"), ("year", "", "needed_for_number"),
        ("category", "公文", "category"), ("category", "", "needed_for_number"),
        ("retention", "5年", "retention"), ("retention", "", "needed_for_number"),
        ("document_date", "2016-02-30", "no_such_day"), ("document_date", "last May", "no_date"),
        ("document_date", "8-31", "needs_year"), ("document_date", "+3d", "needs_year"),
        ("pages", "0", "pages"), ("pages", "12页", "pages"), ("pages", "100000", "pages"), ("pages", "-3", "pages"),
        ("original", "maybe", "yes_or_no"), ("department", "后勤部", "department"),
        ("archival_code", "Z109-WS-2025-1", "code"), ("archival_code", "Z109-WS·2025-D10-ZLB-0000", "code"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_and_nothing_is_written(world: World, name: str, cell: str, code: str) -> None:
    assert fault_of(world, name, cell) == code


def test_the_original_of_a_guarded_paper_must_be_there(world: World) -> None:
    for level in ("机密", "绝密"):
        assert fault_of(world, "original", "否", level=level) == "original_needed"
        assert fault_of(world, "original", "", level=level) == "original_unsaid"
    assert bring(world, {**GOOD, "level": "秘密", "original": "no"}).added == 1


def test_a_code_must_be_of_the_year_that_the_row_says(world: World) -> None:
    assert fault_of(world, "year", "2024", archival_code=CODED["archival_code"]) == "code_year"


def test_a_code_of_an_unknown_department_needs_one_that_is_known(world: World) -> None:
    row = {**CODED, "archival_code": "Z109-WS·2025-D10-XXB-0001"}
    assert wrong(bring(world, {**row, "department": ""})) == [(2, "department", "department_unsaid")]
    assert bring(world, {**row, "department": "bgs"}).added == 1


def test_every_fault_of_every_row_is_named_at_once(world: World) -> None:
    result = bring(world, GOOD, {**GOOD, "title": "", "year": "x", "level": "内部"}, {}, {**GOOD, "pages": "many"})
    assert wrong(result) == [(3, "title", "empty"), (3, "year", "year"), (3, "level", "level"), (5, "pages", "pages")]
    assert (result.rows, result.added, result.rejected_rows) == (3, 0, 2)


def test_a_row_with_more_cells_than_the_header_is_refused(world: World) -> None:
    done = import_items(world.archive, world.actor(), table(GOOD) + "a,通知,2025,永久,x\r\n".encode()).done
    assert done is not None
    assert wrong(done) == [(3, "", "too_many_cells")]


def test_a_code_that_stands_twice_is_refused_in_both_rows(world: World) -> None:
    result = bring(world, CODED, {**CODED, "title": "another"}, {**CODED, "archival_code": ""})
    assert wrong(result) == [(2, "archival_code", "code_twice"), (3, "archival_code", "code_twice")]
    assert [fault.facts["other"] for fault in result.rejected] == [3, 2]


def test_what_is_there_and_says_the_same_is_left_alone(world: World) -> None:
    bring(world, {**CODED, "pages": "3"})
    before = counts(world.archive)
    for row in ({**CODED, "pages": "3"}, {**CODED, "level": "非密"}, {**CODED, "pages": "", "category": "notices"}):
        result = bring(world, row)
        assert (result.added, result.updated, result.rejected) == (0, 0, ())
        assert result.unchanged == ((2, CODED["archival_code"]),)
    assert counts(world.archive) == before


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("title", "另一个题名", "there_other_title"), ("level", "秘密", "there_other_level"),
        ("place", "301-01-1", "there_other_place"), ("department", "CWB", "there_department_is_gms"),
        ("retention", "D10", "there_retention_is_gms"), ("original", "no", "original_needed"),
    ],
)  # fmt: skip
def test_what_an_import_may_not_change_of_what_is_there_is_refused(
    world: World, name: str, cell: str, code: str
) -> None:
    there = {"archival_code": "Z109-WS·2025-D30-ZLB-0007", "title": "董事会会议记录", "level": "机密", "original": "是"}
    bring(world, {**there, "place": "101-02-3"})
    others = {} if name == "level" else {"level": ""}
    assert fault_of(world, name, cell, **{**there, "category": "", "retention": "", **others, name: cell}) == code


@pytest.mark.parametrize(
    ("name", "cell", "field", "value"),
    [
        ("pages", "4", "pages", 4), ("box", "12", "box", "12"), ("original", "no", "original", False),
        ("department", "CWB", "department_id", 3), ("remark", "缺封面", "remark", "缺封面"),
        ("retention", "永久", "retention", "Y"), ("category", "合同", "category", "contracts"),
        ("document_date", "20250102", "document_date", "2025-01-02"), ("author", "财务部", "author", "财务部"),
        ("keywords", "国庆", "keywords", "国庆"), ("document_number", "岳发1号", "document_number", "岳发1号"),
    ],
)  # fmt: skip
def test_a_row_with_a_code_that_is_there_corrects_its_description(
    world: World, name: str, cell: str, field: str, value: Any
) -> None:
    bring(world, {**CODED, "pages": "3"})
    before = by_code(world, CODED["archival_code"])
    result = bring(world, {**CODED, name: cell}, {**CODED, "archival_code": "", "title": "新文件"})
    assert (result.added, result.updated, result.rejected) == (1, 1, ())
    after = by_code(world, CODED["archival_code"])
    assert after == replace(before, **{field: value})
    with world.archive.store.read():
        told = world.archive.store.db.execute_sql("SELECT act FROM trail ORDER BY seq DESC LIMIT 2").fetchall()
    assert [act for (act,) in told] == ["import", "edit"]
    assert card(world.archive, world.actor(), after.id).revisions
    assert verifying.verify(world.archive).problems == ()
    assert bring(world, {**CODED, name: cell}).unchanged == ((2, CODED["archival_code"]),)


def test_what_became_of_an_item_since_may_come_back_in_an_export(world: World, tmp_path: Path) -> None:
    item = world.item("塔式")
    seen = describing.open_form(world.archive, world.actor(), item).seen
    typed = {**seen, "original": "no", "year": "2019"}
    assert describing.edit_item(world.archive, world.actor(), item, seen, typed).done
    assert care.raise_level(world.archive, world.actor(), item, Level.CONFIDENTIAL, "含名单").done
    assert export_file(world.archive, world.actor(), "items", tmp_path / "out.csv").done
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "confidential,30 years,岳衡租办〔2018〕3号,,总经理办公室,no" in text
    done = import_items(world.archive, world.actor(), text.encode()).done
    assert done is not None and (done.added, done.rejected, len(done.unchanged) + done.updated) == (0, (), 8)
    assert wrong(bring(world, {"archival_code": "Z109-WS·2018-D30-ZLB-0001", "title": "2019年塔式起重机租赁合同",
                               "year": "2020"})) == [(2, "year", "code_year")]  # fmt: skip


def test_what_a_row_leaves_empty_is_left_as_it_is(world: World) -> None:
    bring(world, {**CODED, "pages": "3", "remark": "缺封面"})
    assert bring(world, {**CODED, "pages": "", "remark": ""}).unchanged == ((2, CODED["archival_code"]),)


def test_a_bad_row_keeps_the_corrections_out_too(world: World) -> None:
    bring(world, CODED)
    before = counts(world.archive)
    result = bring(world, {**CODED, "pages": "4"}, {**GOOD, "year": "x"})
    assert (result.updated, wrong(result), counts(world.archive)) == (0, [(3, "year", "year")], before)


def test_a_correction_of_what_was_changed_meanwhile_undoes_the_whole_import(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(world, CODED)
    before, record = counts(world.archive), by_code(world, CODED["archival_code"])

    def another_title(*_: object) -> There:
        return There({record.archival_code: replace(record, title="改过的题名")}, ())

    monkeypatch.setattr(intake, "already_there", another_title)
    with pytest.raises(BadInput, match="import_overtaken"):
        bring(world, {**CODED, "title": "改过的题名", "pages": "4"}, {**CODED, "archival_code": "", "title": "新文件"})
    assert counts(world.archive) == before


def test_more_corrections_than_one_act_takes_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    other = {**CODED, "archival_code": "Z109-WS·2025-D10-ZLB-0008"}
    bring(world, CODED, other)
    monkeypatch.setattr(item_differences, "MOST_CORRECTIONS", 1)
    result = bring(world, {**CODED, "pages": "4"}, {**other, "pages": "4"})
    assert (result.updated, wrong(result)) == (0, [(3, "", "too_many_corrections")])


def test_a_level_raised_since_makes_no_second_item_of_a_row_without_code(world: World) -> None:
    bring(world, GOOD)
    item = by_code(world, "Z109-WS·2025-D10-BGS-0001")
    assert care.raise_level(world.archive, world.actor(), item.id, Level.SECRET, "内容敏感").done
    assert (bring(world, GOOD).added, len(bring(world, GOOD).unchanged)) == (0, 1)


def test_who_may_not_file_is_refused_and_that_is_recorded(world: World) -> None:
    items, entries = counts(world.archive)
    outcome = import_items(world.archive, world.actor("director"), table(GOOD))
    assert outcome.done is None
    assert [clause.code for clause in outcome.ruling.against] == ["may_not"]
    assert counts(world.archive) == (items, entries + 1)


def test_a_dry_run_says_what_would_be_and_writes_nothing(world: World) -> None:
    before = counts(world.archive)
    done = import_items(world.archive, world.actor(), table(GOOD, CODED), How(dry_run=True)).done
    assert done is not None
    assert (done.added, done.seq, counts(world.archive)) == (2, None, before)


def test_a_code_given_away_meanwhile_undoes_the_whole_batch(world: World) -> None:
    bring(world, CODED)
    before = counts(world.archive)
    new = [
        filing.NewItem(code, "Z109-WS·2025-D10-ZLB", "x", "notices", 2025, None, Level.UNCLASSIFIED, "D10")
        for code in ("", CODED["archival_code"])
    ]
    with pytest.raises(BadInput) as refused:
        filing.file_batch(world.archive, world.actor(), new, "csv")
    assert (refused.value.code, counts(world.archive)) == ("code_there", before)


@pytest.mark.parametrize(("stage", "done"), [("checking", 0), ("staging", 0), ("staging", 500), ("appearing", 501)])
def test_stopping_on_the_way_leaves_nothing(world: World, stage: str, done: int) -> None:
    def stop(step: Step) -> None:
        if (step.stage, step.done) == (stage, done):
            raise KeyboardInterrupt

    before = counts(world.archive)
    with pytest.raises(KeyboardInterrupt):
        import_items(world.archive, world.actor(), table(*[GOOD] * 501), progress=stop)
    assert counts(world.archive) == before


def test_an_import_is_one_entry_with_its_count_and_no_title_in_it(world: World) -> None:
    result = bring(world, GOOD, CODED)
    with world.archive.store.read():
        body = world.archive.store.db.execute_sql("SELECT body FROM trail WHERE seq = ?", (result.seq,)).fetchone()[0]
    assert '"act":"import"' in body and '"count":2' in body and '"source":"csv"' in body
    assert "放假" not in body


def damaged(data: bytes, how: Sequence[tuple[str, int, int]]) -> bytes:
    """Return a file's bytes after some accidents."""
    for kind, at, value in how:
        at %= max(1, len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "flip":
            data = data[:at] + bytes([value]) + data[at + 1 :]
        elif kind == "insert":
            data = data[:at] + bytes([value]) + data[at:]
        elif kind == "drop":
            data = data[:at] + data[at + value :]
        else:
            data = data[:at] + data[at : at + value] + data[at:]
    return data


ACCIDENTS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "insert", "drop", "double"]), st.integers(0, 5000),
        st.one_of(st.integers(0, 255), st.sampled_from(list(b'",\n\r\0;\t'))),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(how=ACCIDENTS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_damaged_file_is_never_written_by_half(world: World, how: list[tuple[str, int, int]], encoding: str) -> None:
    items, entries = counts(world.archive)
    done = import_items(world.archive, world.actor(), damaged(REGISTER.encode(encoding), how)).done
    assert done is not None
    now = counts(world.archive)
    if done.rejected:
        assert (done.added, now) == (0, (items, entries))
    else:
        assert now == (items + done.added, entries + (1 if done.added else 0))
        assert done.added + len(done.unchanged) == done.rows
    for fault in done.rejected:
        assert "{" not in import_fault_text(fault)


def test_faults_have_words_and_places(world: World) -> None:
    result = bring(world, {**GOOD, "level": "内部"}, {**GOOD, "year": "", "category": "公文"})
    assert [import_place_text(fault) for fault in result.rejected] == ["row 2, level", "row 3, category", "row 3, year"]
    assert import_fault_text(result.rejected[0]) == (
        "“内部” is no level here. Known are unclassified 非密, secret 秘密, confidential 机密, top secret 绝密; empty"
        " means unclassified."
    )
    assert "Rules, Company plans" in import_fault_text(result.rejected[1])
    assert encoding_text("utf-8-sig") == "UTF-8 with BOM"
