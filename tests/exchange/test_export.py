"""Exports: what leaves, for whom, and that it comes back in as it was."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tui import wording
from archive_tui.exchange import exporting
from archive_tui.exchange.cells import plain, safe
from archive_tui.exchange.exporting import export_file
from archive_tui.exchange.importing import import_data
from archive_tui.exchange.progress import Step, Stopped
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import filing, founding, lending, office, signing, verifying
from archive_tui.services.archive import Actor, Archive, BadInput
from archive_tui.services.filing import NewItem
from archive_tui.services.lending import Wanted
from archive_tui.services.proposals import proposals
from archive_tui.services.signing import Asked
from archive_tui.showing import refused_character
from archive_tui.store import item_rows
from tests.world import DEPARTMENTS, PIN, SetClock, World


def exported(world: World, kind: str, path: Path, who: str = "archivist") -> list[dict[str, str]]:
    done = export_file(world.archive, world.actor(who), kind, path).done
    assert done is not None
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert done.rows == len(rows)
    return rows


def last_entry(world: World) -> dict[str, object]:
    with world.archive.store.read():
        body = world.archive.store.db.execute_sql("SELECT body FROM trail ORDER BY seq DESC LIMIT 1").fetchone()[0]
    return dict(json.loads(body))


#: Client files are the keeper's: see test_client_files.
KINDS = [kind for kind in exporting.KINDS if kind not in ("clients", "leases", "payments")]


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_says_who_made_it_and_when_and_is_an_entry_with_its_count(
    world: World, tmp_path: Path, kind: str
) -> None:
    lending.check_out(world.archive, world.actor(), world.people["gm"], [Wanted(world.item("年检"))], pledged=True)
    rows = exported(world, kind, tmp_path / "out.csv")
    assert rows and {row["exported_by"] for row in rows} == {"沈静文 (archivist)"}
    assert {row["exported_at"] for row in rows} == {"2026-03-10T09:00:00+08:00"}
    told = last_entry(world)
    assert (told["act"], told["kind"], told["count"], told["by"]) == (
        "export", kind, len(rows), world.people["archivist"],
    )  # fmt: skip
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
    assert verifying.verify(world.archive).problems == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_header_is_in_the_language_spoken(world: World, tmp_path: Path, kind: str) -> None:
    wording.install(wording.CHINESE)
    assert export_file(world.archive, world.actor(), kind, tmp_path / "x.csv").done
    head = (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.endswith(",导出人,导出时间") and not any(letter in head for letter in "abcxyz")


def test_of_the_register_only_what_one_may_know_leaves(world: World, tmp_path: Path) -> None:
    for who, count in (("archivist", 8), ("gm", 8), ("director", 5)):
        rows = exported(world, "items", tmp_path / f"{who}.csv", who)
        assert len(rows) == count
    assert {row["level"] for row in rows} == {"unclassified", "secret"}


def test_of_a_loan_the_title_is_withheld_from_who_may_not_know_it(world: World, tmp_path: Path) -> None:
    item, desk = world.item("董事会"), world.actor()
    assert signing.sign_here(world.archive, desk, world.people["liuyang"], Asked(item, Kind.READING), "gm", PIN).done
    wanted = [Wanted(item, Kind.READING)]
    assert lending.check_out(world.archive, desk, world.people["liuyang"], wanted, pledged=True)[item].done
    assert lending.give_back(world.archive, desk, item, pages=10).done
    (told,) = exported(world, "loans", tmp_path / "a.csv")
    (withheld,) = exported(world, "loans", tmp_path / "d.csv", "director")
    assert (told["title"], withheld["title"]) == ("董事会会议记录", "(title withheld)")
    assert (told["borrower"], told["approved_by"], told["kind"], told["late"]) == ("刘洋", "王建勋", "reading", "no")
    assert told["out_at"] == "2026-03-10 09:00:00"


def test_the_trail_leaves_as_it_was_hashed(world: World, tmp_path: Path) -> None:
    rows = exported(world, "trail", tmp_path / "t.csv")
    assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1))
    assert json.loads(rows[0]["body"])["act"] == "init" and len(rows[0]["hash"]) == 64


@pytest.mark.parametrize(("kind", "who"), [(kind, who) for kind in KINDS for who in ("liuyang", "zhoumin", "deputy1")])
def test_who_may_not_export_is_refused_and_that_is_recorded(world: World, tmp_path: Path, kind: str, who: str) -> None:
    outcome = export_file(world.archive, world.actor(who), kind, tmp_path / "x.csv")
    assert outcome.done is None and not list(tmp_path.glob("*x.csv*"))
    told = last_entry(world)
    assert (told["act"], told["of"], told["kind"]) == ("refused", "export", kind)


@pytest.mark.parametrize("what", ["file", "link", "dangling", "folder"])
def test_nothing_is_ever_overwritten_and_no_link_followed(world: World, tmp_path: Path, what: str) -> None:
    path = tmp_path / "out.csv"
    if what == "file":
        path.write_text("mine")
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / ("office.archive" if what == "link" else "elsewhere"))
    before = os.lstat(path)
    with pytest.raises(BadInput, match="file_there"):
        export_file(world.archive, world.actor(), "items", path)
    assert os.lstat(path) == before and not (tmp_path / "elsewhere").exists()
    assert last_entry(world)["act"] != "export"


def test_what_comes_into_being_meanwhile_is_not_overwritten_either(world: World, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"

    def somebody_else_writes(step: Step) -> None:
        path.write_text("mine")

    with pytest.raises(BadInput, match="file_there"):
        export_file(world.archive, world.actor(), "items", path, somebody_else_writes)
    assert path.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir() if "csv" in p.name] == ["out.csv"]


def test_a_folder_that_is_not_there_and_a_workbook_are_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file_not_written"):
        export_file(world.archive, world.actor(), "items", tmp_path / "nowhere" / "x.csv")
    with pytest.raises(BadInput, match="no_xlsx_yet"):
        export_file(world.archive, world.actor(), "items", tmp_path / "x.xlsx")


def test_what_is_stopped_leaves_no_file_and_no_entry(world: World, tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        export_file(world.archive, world.actor(), "items", tmp_path / "x.csv", stop)
    assert not [p for p in tmp_path.iterdir() if "csv" in p.name]
    assert last_entry(world)["act"] != "export"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\t=1", "'=1", "''@x"])
def test_no_cell_begins_like_a_formula_and_each_is_read_back(text: str) -> None:
    assert safe(text) == f"'{text}" and plain(safe(text)) == text


@pytest.mark.parametrize("text", ["-5", "+5.25", "8", "'quoted'", "'", "", "岳衡", "a=b", "'-"])
def test_numbers_and_plain_texts_stay_what_they_are(text: str) -> None:
    assert plain(safe(text)) == text
    assert safe(text) == text or text == "'-"


@given(st.text())
def test_any_cell_is_read_back_as_it_was_written(text: str) -> None:
    assert plain(safe(text)) == text
    assert not safe(text).startswith(("=", "@", "＝", "＋", "－", "＠"))


LETTERS = st.characters(exclude_categories=["C", "Z", "M"]).filter(lambda c: refused_character(c) is None)
TEXT = st.one_of(
    st.text(LETTERS, max_size=12),
    st.sampled_from(["=cmd|' /C calc'!A0", "'=1", "@x", "-", '"quoted", twice', "两,行", "+8613800138000", "＝1", "'"]),
)
WORDS = TEXT.filter(lambda text: refused_character(text) is None)
ITEMS = st.lists(
    st.builds(
        NewItem,
        archival_code=st.just(""), series=st.just(""), title=WORDS.filter(bool),
        category=st.sampled_from(["", "notices", "contracts", "accounting"]), year=st.integers(1950, 2026),
        department_id=st.integers(1, 4), level=st.sampled_from(list(Level)),
        retention=st.sampled_from(["Y", "D30", "D10"]),
        document_number=WORDS, document_date=st.sampled_from(["", "2016-02-29", "1981-06-23"]), author=WORDS,
        original=st.just(True), pages=st.one_of(st.none(), st.integers(1, 99_999)), box=WORDS, place=WORDS,
        keywords=WORDS, remark=WORDS,
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found an archive with the company's departments and nothing in its register."""
    path = tmp_path_factory.mktemp("empty") / "empty.archive"
    first = [founding.First("archivist", "沈静文", Role.ARCHIVIST)]
    wanted = founding.Founding("岳衡设备租赁有限公司", "Z109", first)
    archive = founding.found(path, SetClock(), wanted).archive
    with archive.act(Actor(1)) as txn:
        for code, name in DEPARTMENTS:
            office.add_department(txn, code, name)
    archive.close()
    return path


def register(archive: Archive) -> list[tuple[object, ...]]:
    """Return the whole register; the small company's own items bear their category's name in the place of its code."""
    with archive.store.read():
        names = [name for name in item_rows.description(BLANK) if name not in ("department", "category")]
        return list(
            archive.store.db.execute_sql(
                f"SELECT {', '.join(f'i.{name}' for name in names)}, d.code, replace(i.category, '通知', 'notices')"
                " FROM item i"
                " JOIN department d ON d.id = i.department_id ORDER BY i.archival_code"
            ).fetchall()
        )


BLANK = NewItem("", "", "", "", 2000, None, Level.SECRET, "Y")


def coded(items: Sequence[NewItem], offices: dict[int, str]) -> list[NewItem]:
    return [
        replace(
            item, series=filing.series_of("Z109", "WS", item.year, item.retention, offices[item.department_id or 0])
        )
        for item in items
    ]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, lang=st.sampled_from(wording.LANGUAGES))
def test_what_is_exported_gives_the_same_register_in_an_empty_archive(
    world: World, empty_archive: Path, tmp_path_factory: pytest.TempPathFactory, items: list[NewItem], lang: str
) -> None:
    folder = tmp_path_factory.mktemp("round")
    offices = {number: code for code, number in world.departments.items()}
    assert filing.file_batch(world.archive, world.actor(), coded(items, offices), "test").done
    wording.install(lang)
    assert export_file(world.archive, world.actor(), "items", folder / "out.csv").done
    for part in empty_archive.parent.iterdir():
        shutil.copy2(part, folder / part.name)
    other = Archive.open(folder / empty_archive.name, world.clock)
    try:
        done = import_data(other, Actor(1), "items", (folder / "out.csv").read_bytes()).done
        assert done is not None and done.rejected == ()
        assert register(other) == register(world.archive)
        again = import_data(other, Actor(1), "items", (folder / "out.csv").read_bytes()).done
        assert again is not None and (again.added, again.updated, again.rejected) == (0, 0, ())
    finally:
        other.close()
        wording.install(wording.ENGLISH)


def test_an_exported_staff_list_comes_in_elsewhere_with_its_roles_proposed(
    world: World, empty_archive: Path, tmp_path: Path
) -> None:
    exported(world, "staff", tmp_path / "staff.csv")
    for part in empty_archive.parent.iterdir():
        shutil.copy2(part, tmp_path / part.name)
    other = Archive.open(tmp_path / empty_archive.name, world.clock)
    done = import_data(other, Actor(1), "staff", (tmp_path / "staff.csv").read_bytes()).done
    waiting = {(p.login, p.role, p.department) for p in proposals(other, Actor(1))}
    other.close()
    assert done is not None
    assert (done.added, done.rejected, done.proposed) == (9, (), 8)
    assert {("deputy1", Role.DEPUTY, "租赁部"), ("deputy1", Role.DEPUTY, "财务部"), ("gm", Role.GM, "")} <= waiting
