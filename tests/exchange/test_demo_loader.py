"""The demo archive as it is told: its trail proves, its present is as promised, and it can be worked in at once."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import archive_tui
from archive_tui.exchange import demo_loader
from archive_tui.exchange.demo_content import DemoCompany, DemoLoan, demo_company
from archive_tui.exchange.demo_loader import DEMO_PIN, make_demo
from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Level
from archive_tui.regulation.moments import Moment, left
from archive_tui.regulation.people import Role
from archive_tui.services import board, finding, founding, lending, pins, signing, verifying, worklists
from archive_tui.services.archive import Actor, Archive, StoreFault
from archive_tui.services.chronicle import EARLIER_BOOT, Chronicle
from archive_tui.services.lending import Wanted
from tests.world import SetClock

ZONE = ZoneInfo("Asia/Shanghai")
#: At night, on a Sunday, on a leap day, in the evening, on New Year's Day, and on a filing day.
MOMENTS = [
    datetime(2026, 3, 3, 3, 0, tzinfo=ZONE),
    datetime(2026, 3, 1, 11, 0, tzinfo=ZONE),
    datetime(2028, 2, 29, 9, 30, tzinfo=ZONE),
    datetime(2026, 10, 5, 20, 45, tzinfo=ZONE),
    datetime(2026, 1, 1, 0, 0, tzinfo=ZONE),
    datetime(2026, 4, 13, 14, 20, tzinfo=ZONE),
]


def clock_at(at: datetime, hours_up: int = 2) -> SetClock:
    clock = SetClock(at.astimezone(UTC))
    clock.boot_ns = hours_up * 3_600_000_000_000
    return clock


@dataclass
class Demo:
    """A demo archive, open, with its clock and what it was made from."""

    archive: Archive
    clock: SetClock
    company: DemoCompany
    people: dict[str, int]

    def actor(self, login: str = "archivist") -> Actor:
        return Actor(self.people[login])

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with self.archive.store.read():
            return list(self.archive.store.db.execute_sql(query, values).fetchall())

    def item(self, code: str) -> int:
        meant = finding.meaning_of(self.archive, self.actor(), code).item
        assert meant is not None
        return meant.id


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    path = tmp_path_factory.mktemp("demo") / "demo.archive"
    make_demo(path, clock_at(request.param))
    return path, request.param


@pytest.fixture
def demo(made: tuple[Path, datetime], tmp_path: Path) -> Iterator[Demo]:
    path, at = made
    for file in path.parent.iterdir():
        shutil.copy2(file, tmp_path)
    clock = clock_at(at)
    archive = Archive.open(tmp_path / path.name, clock)
    with archive.store.read():
        people = dict(archive.store.db.execute_sql("SELECT login, id FROM staff").fetchall())
    yield Demo(archive, clock, demo_company(at), people)
    archive.close()


def test_the_trail_proves_and_runs_in_order_of_time_up_to_now(demo: Demo) -> None:
    found = verifying.verify(demo.archive)
    assert (found.ok, found.problems) == (True, ())
    times = [int(str(row[0])) for row in demo.rows("SELECT at FROM trail ORDER BY seq")]
    assert times == sorted(times)
    assert times[-1] <= int(demo.clock.wall.timestamp())
    assert demo.archive.is_demo
    assert founding.made_at(demo.archive) == demo.clock.wall


def test_all_that_was_promised_is_there(demo: Demo) -> None:
    levels = Counter(row[0] for row in demo.rows("SELECT level FROM item"))
    assert levels.total() == 3000
    assert set(levels) == set(Level)
    assert min(levels.values()) >= 10
    assert demo.rows("SELECT (SELECT count(*) FROM staff), (SELECT count(*) FROM department)") == [(40, 9)]
    roles = {str(row[0]) for row in demo.rows("SELECT role FROM post WHERE until IS NULL")}
    assert roles | {Role.EMPLOYEE} == set(Role)
    with demo.archive.look(demo.actor()) as txn:
        assert txn.roster.gm_away(txn.now.utc)
        running = {d.number: d.running(txn.now.utc) for d in txn.roster.delegations}
    assert running == {5: False, 7: True}
    acts = {str(row[0]) for row in demo.rows("SELECT DISTINCT act FROM trail")}
    assert {"import", "refused", "remind", "incident_close", "absence_end", "leave", "end_post", "pin_set"} <= acts


def test_one_is_due_in_minutes_something_is_overdue_and_one_reads_in_the_room(demo: Demo) -> None:
    rows = board.board(demo.archive, demo.actor()).rows
    soon = [row for row in rows if not row.overdue and row.left <= timedelta(minutes=30)]
    assert "苏明哲" in {row.borrower for row in soon}
    late = {row.borrower: row.left for row in rows if row.overdue}
    assert late["刘洋"] == -timedelta(minutes=12)
    assert [row.borrower for row in rows if row.kind == "reading"] == ["孙静"]
    assert len(rows) == 15


def test_what_is_left_is_right_on_both_sides_of_the_last_boot(demo: Demo) -> None:
    demo.clock.pass_(timedelta(minutes=4))
    boots = set()
    for row in board.board(demo.archive, demo.actor()).rows:
        assert row.left == row.due_at - demo.clock.wall
        boots.add(row.out.boot_id)
    assert boots == {EARLIER_BOOT, "test-boot"}
    demo.clock.turn(timedelta(hours=1))
    since_boot = [r for r in board.board(demo.archive, demo.actor()).rows if r.out.boot_id == "test-boot"]
    assert all(row.left == row.due_at - demo.clock.wall + timedelta(hours=1) for row in since_boot)


def test_everybody_signs_with_the_one_pin(demo: Demo) -> None:
    for login in ("gm", "archivist", "deputy2"):
        assert pins.prove(demo.archive, demo.actor(), login, DEMO_PIN) == demo.people[login]
    hashes = demo.rows("SELECT count(*), count(DISTINCT pin_hash), count(one_time_hash) FROM credential")
    assert hashes == [(40, 1, 0)]


def test_what_is_approved_goes_out_and_what_waits_can_be_signed(demo: Demo) -> None:
    approved = worklists.approved_waiting(demo.archive, demo.actor())
    assert len(approved) == 2
    for line in approved:
        wanted = [Wanted(line.item.id, line.kind)]
        out = lending.check_out(demo.archive, demo.actor(), line.borrower_id, wanted, pledged=True)
        assert out[line.item.id].done is not None
    waiting = worklists.waiting_for(demo.archive, demo.actor("gm"))
    secret = next(line for line in waiting if line.item.level is Level.SECRET)
    outcome = signing.sign_off(demo.archive, demo.actor("gm"), secret.request_id, "gm", DEMO_PIN)
    assert outcome.done is not None and outcome.done.state == "approved"
    assert any(line.by_me for line in worklists.decided_by(demo.archive, demo.actor("gm")))
    assert worklists.waiting_for(demo.archive, demo.actor("deputy2"))
    assert verifying.verify(demo.archive).ok


def test_the_examples_are_free_and_ruled_on_as_the_readme_says(demo: Demo) -> None:
    examples = demo.company.examples

    def decision(login: str, code: str) -> str:
        item, borrower = demo.item(code), demo.people[login]
        return finding.ruling_for(demo.archive, demo.actor(), borrower, item).decision.value

    assert decision("director", examples.unclassified) == "allowed"
    assert decision("chenxiaomei", examples.secret) == "needs_sign_off"
    assert decision("chenxiaomei", examples.confidential) == "needs_sign_off"
    assert decision("gm", examples.top_secret) == "refused"
    found = finding.page_register(demo.archive, demo.actor(), "htz", "filed", False, 0, 50)
    assert examples.initials in {item.archival_code for item in found}


def test_a_staff_label_and_a_login_mean_the_same_person(demo: Demo) -> None:
    label = short_codes.make(short_codes.STAFF, demo.people["chenxiaomei"])
    for text in ("chenxiaomei", label):
        meant = finding.meaning_of(demo.archive, demo.actor(), text)
        assert meant.person is not None and meant.person.login == "chenxiaomei"


def test_a_machine_just_started_and_one_long_up_make_no_difference(tmp_path: Path) -> None:
    for hours in (0, 24 * 365 * 9):
        clock = clock_at(MOMENTS[2], hours)
        path = tmp_path / str(hours) / "demo.archive"
        make_demo(path, clock)
        archive = Archive.open(path, clock)
        with archive.store.read():
            loans = archive.store.db.execute_sql("SELECT out_at, out_boot_id, out_boot_ns, due_at FROM loan").fetchall()
        for out_at, boot_id, boot_ns, due_at in loans:
            out = Moment(datetime.fromtimestamp(out_at, UTC), boot_id, boot_ns)
            assert left(out, datetime.fromtimestamp(due_at, UTC), clock.now()).total_seconds() == due_at - int(
                clock.wall.timestamp()
            )
        archive.close()


def test_it_is_never_made_over_something_and_appears_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "demo.archive"

    def break_off(chronicle: Chronicle, company: DemoCompany) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(demo_loader, "_tell", break_off)
        with pytest.raises(KeyboardInterrupt):
            make_demo(path, clock_at(MOMENTS[1]))
    assert list(path.parent.iterdir()) == []
    for name in ("demo.archive", "demo.archive.key"):
        mine = path.with_name(name)
        mine.write_text("mine")
        with pytest.raises(StoreFault) as refused:
            make_demo(path, clock_at(MOMENTS[1]))
        assert (refused.value.code, mine.read_text()) == ("already_there", "mine")
        mine.unlink()


def test_a_story_with_something_unlawful_in_it_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_secret_betrayed(now: datetime, items: int) -> DemoCompany:
        company = demo_company(now, items)
        item = next(i for i in company.items if i.level == "top_secret")
        out_at = now - timedelta(days=900)
        loan = DemoLoan(999, item.archival_code, "gm", "out", "machunyan", out_at, out_at + timedelta(hours=4), None)
        return replace(company, loans=(loan, *company.loans))

    monkeypatch.setattr(demo_loader, "demo_company", with_a_secret_betrayed)
    with pytest.raises(ValueError, match=r"not allowed.*top_secret_never"):
        make_demo(tmp_path / "demo.archive", clock_at(MOMENTS[1]))
    assert list(tmp_path.iterdir()) == []


def test_no_screen_and_no_command_signs_for_somebody_without_a_pin() -> None:
    package = Path(archive_tui.__path__[0])
    for room in ("ui", "cli"):
        for path in (package / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "sign_proven" not in text and "chronicle" not in text, path
