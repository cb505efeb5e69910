"""The figures of client files: ``python -m tests.bench.credit_figures [--clients 100000 --payments 1000000]``.

A large archive is made through the store's own insertions, then: the quick look-up at the command line as a ratio to
``import peewee``, A B A B; a keystroke in the look-up, in the process; the preview of all grade changes; the list.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from archive_tui.clock import SystemClock
from archive_tui.exchange import demo_clients
from archive_tui.exchange.demo_words import table
from archive_tui.regulation.grading import JUDGED, WEIGHTS, Points, RentalFigures
from archive_tui.regulation.people import Role
from archive_tui.services import client_views, client_worklists, founding, office, quick_grade, scoring
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.client_acts import Telling
from archive_tui.services.client_intake import ClientRow, take_in_clients
from archive_tui.services.clients import NewClient
from archive_tui.store import rental_rows, told_rows
from tests.bench.figures import paired, whole
from tests.terminal.harness import python

_YEARS = range(2017, 2027)
_PART = 20_000


def make(path: Path, clients: int, payments: int) -> None:
    """Make an archive of so many clients and payments, every one of them scored."""
    first = founding.First("archivist", "沈静文", Role.ARCHIVIST)
    archive = founding.found(path, SystemClock(), founding.Founding("某公司", "Z109", [first])).archive
    actor = Actor(1)
    with archive.act(actor) as txn:
        for role in (Role.KEEPER, Role.SALESPERSON):
            office.appoint(txn, 1, role)
    rng = Random(7)
    named = [row["name"] for row in table("demo", "clients.csv")]  # 中嘉集团 among them: zjjt
    names = [NewClient(name) for name in named]
    names += [NewClient(f"{demo_clients._company(rng)}{n}") for n in range(clients - len(names))]
    for start in range(0, clients, _PART):
        part = [ClientRow(new) for new in names[start : start + _PART]]
        assert take_in_clients(archive, actor, part, "bench").done
        print(f"  {start + len(part):,} clients", flush=True)
    _leases(archive, actor, rng, clients, payments // clients)
    archive.close()


def _leases(archive: Archive, actor: Actor, rng: Random, clients: int, each: int) -> None:
    with archive.act(actor) as txn:
        telling = Telling(txn)
        item = telling.add("leased_item", name="塔式起重机", unit="", note="")
        telling.record("leased_item", leased_item=item)
    for start in range(1, clients + 1, _PART):
        ids = range(start, min(start + _PART, clients + 1))
        with archive.act(actor) as txn:
            _part(Telling(txn), rng, ids, item, each)
        print(f"  {ids[-1] * each:,} payments", flush=True)


def _part(telling: Telling, rng: Random, ids: range, item: int, each: int) -> None:
    begins = [date(rng.choice(_YEARS[:-1]), rng.randint(1, 12), 1) for _ in ids]
    monthly = [rng.randint(1_000, 90_000) * 100 for _ in ids]
    leases = telling.add_many(
        "lease",
        [
            {"number": f"B{i}", "client_id": i, "leased_item_id": item, "starts": day.isoformat(),
             "ends": (day + timedelta(days=40 * each)).isoformat(), "amount": month * each, "market_price": 1,
             "market_low": 1, "agreed_price": 1, "payment_way": "money", "state": "contract", "history": 1,
             "contract_at": telling.txn.seconds, "score_id": None, "exception_id": None, "remark": ""}
            for i, day, month in zip(ids, begins, monthly, strict=True)
        ],
    )  # fmt: skip
    due: list[dict[str, Any]] = [
        {"lease_id": lease, "client_id": i, "due_on": (day + timedelta(days=30 * n)).isoformat(), "amount": month}
        for lease, i, day, month in zip(leases, ids, begins, monthly, strict=True)
        for n in range(each)
    ]
    instalments = telling.add_many("instalment", due)
    telling.add_many(
        "payment",
        [
            {"instalment_id": i, "paid_on": row["due_on"], "amount": row["amount"], "way": "money",
             "reverses_id": None, "reason": ""}
            for i, row in zip(instalments, due, strict=True) if rng.random() < 0.95
        ],
    )  # fmt: skip
    sums: dict[tuple[int, int], int] = {}
    for row in due:
        key = row["client_id"], int(row["due_on"][:4])
        sums[key] = sums.get(key, 0) + row["amount"]
    rental_rows.add(telling.txn.store, sums)
    _scores(telling, rng, ids)
    telling.record("payment_import", count=len(due), source="bench")


def _scores(telling: Telling, rng: Random, ids: range) -> None:
    rows, reasons = [], json.dumps({c.value: "x" for c in JUDGED})
    for client in ids:
        judged = {c: rng.randint(WEIGHTS[c] * 60, WEIGHTS[c] * 100) for c in JUDGED}
        points = Points(judged, RentalFigures(0, 10**10, rng.random() < 0.1))
        rows.append(
            {"client_id": client, "day": "2026-01-05", "own": 0, "highest": 10**10, "new": int(points.rental.new),
             **{c.value: judged[c] for c in JUDGED}, "grade": points.grade.value, "total": str(points.total),
             "figures": "{}", "reasons": reasons, "remark": "", "rescore": 0}
        )  # fmt: skip
    scores = telling.add_many("score", rows)
    for client, score, row in zip(ids, scores, rows, strict=True):
        change = {"grade": row["grade"], "score_id": score}
        told_rows.update(telling.txn.store, "client_figures", client, change, "client_id")


def milliseconds(rounds: int, act: Callable[[], object]) -> tuple[float, float]:
    """Return the median and the most milliseconds that something takes, after once that doesn't count."""
    act()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), max(times)


def report(path: Path, rounds: int) -> None:
    """Print every figure."""
    grade = python("-m", "archive_tui", "--archive", str(path), "--as", "archivist", "grade", "zjjt")
    a, b, ratio = paired(rounds, whole(grade), whole(python("-c", "import peewee")))
    print(f"archive-tui grade zjjt: {a * 1000:.0f} ms to {b * 1000:.0f} ms, ratio {ratio:.2f}")
    archive, actor = Archive.open(path, SystemClock(), read_only=True), Actor(1)
    for text in ("z", "zj", "zjj", "zjjt", "重庆", "cqcx", "jianshe", "1234"):
        median, most = milliseconds(9, partial(quick_grade.quick_grade, archive, actor, text))
        print(f"a keystroke in the look-up, {text}: median {median:.1f} ms, most {most:.1f} ms")
    median, most = milliseconds(3, partial(scoring.rescore_preview, archive, actor))
    found = len(scoring.rescore_preview(archive, actor))
    print(f"preview of all grade changes ({found:,}): median {median:.0f} ms, most {most:.0f} ms")
    for sort in client_views.SORTS:
        median, most = milliseconds(5, partial(client_views.page_clients, archive, actor, "", sort, False, 0, 50))
        print(f"a page of the list by {sort}: median {median:.1f} ms, most {most:.1f} ms")
    for name in ("stale_cards", "gaps", "late_payments", "receivables"):
        median, most = milliseconds(2, partial(getattr(client_worklists, name), archive, actor))
        print(f"worklist {name}: median {median:.0f} ms, most {most:.0f} ms")
    archive.close()


def main() -> None:
    """Make the archive and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--payments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--keep", type=Path, help="keep the archive there, and use it again")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.keep or Path(folder) / "credit.archive"
        if not path.exists():
            began = time.perf_counter()
            make(path, wanted.clients, wanted.payments)
            print(f"made in {time.perf_counter() - began:.0f} s")
        report(path, wanted.rounds)


if __name__ == "__main__":
    main()
