"""What an import costs, and what a desk feels of it: ``python -m tests.bench.import_rows [--rows 100000]``.

Each part runs in a process of its own, so that its peak memory is its own: the import of a CSV file; the same rows put
in bare (read, and INSERTs into item, text and index in one transaction, with nothing checked, told or kept apart); and
an import with a desk beside it that changes its language every 20 ms and notes how long each act took.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_tui.exchange.importing import import_file
from archive_tui.exchange.progress import Step
from archive_tui.services import office
from archive_tui.services.archive import Actor, Archive
from archive_tui.store import item_rows, search
from tests.exchange.test_a_company_moves_in import HEAD, row
from tests.world import SetClock, World, make, open_copy


def write(path: Path, rows: int) -> None:
    """Write a register of so many rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(row(number) for number in range(rows))


def by_import(world: World, file: Path) -> dict[str, float]:
    """Import the file; the seconds of each stage, and of the flip."""
    began, stages = time.perf_counter(), dict[str, float]()

    def told(step: Step) -> None:
        stages.setdefault(step.stage, time.perf_counter() - began)

    done = import_file(world.archive, world.actor(), "items", file, progress=told).done
    assert done is not None and not done.rejected
    return {"seconds": time.perf_counter() - began, "checked": stages["staging"], "staged": stages["appearing"]}


def bare(world: World, file: Path) -> dict[str, float]:
    """Put the same rows in with what they are found by, and nothing else."""
    began, db = time.perf_counter(), world.archive.store.db
    columns = "id, archival_code, series, title, title_key, category, year, filed_level, level, retention, salt, digest"
    rest = "document_number, document_date, author, box, place, keywords, remark, original, original_owed, state"
    put = (
        f"INSERT INTO item({columns}, {rest}, raised_seq, filed_seq)"
        " VALUES (?, ?, ?, ?, ?, 'contracts', ?, 'secret', 'secret', 'D10', x'', x'', ?, '', '', '', '', '', '',"
        " 1, 0, 'in_place', 0, 1)"
    )
    with file.open(encoding="utf-8", newline="") as lines, world.archive.store.write():
        for number, cells in enumerate(csv.DictReader(lines), start=1000):
            series = f"Z109-WS·{cells['年度']}-D10-BGS"
            code, title, year = f"{series}-{number:04d}", cells["题名"], int(cells["年度"])
            hay = search.haystack(title, (code, cells["文号"], "contracts"))
            key = item_rows.title_key(hay)
            db.execute_sql(put, (number, code, series, title, key, year, cells["文号"]))
            db.execute_sql("INSERT INTO item_text(item_id, haystack) VALUES (?, ?)", (number, hay))
            search.index(world.archive.store, number, hay, "zzopen")
    return {"seconds": time.perf_counter() - began}


def beside(world: World, file: Path) -> dict[str, float]:
    """Import the file with a desk at work in another process; how long the desk's acts took."""
    stop = multiprocessing.Event()
    here, there = multiprocessing.Pipe(duplex=False)
    desk = multiprocessing.Process(target=_desk, args=(world.path, world.people["archivist"], stop, there))
    desk.start()
    found = by_import(world, file)
    stop.set()
    waits = here.recv()
    desk.join()
    cuts = statistics.quantiles(waits, n=100)
    return {**found, "acts": len(waits), "median": cuts[49], "p99": cuts[98], "longest": max(waits)}


def _desk(path: Path, person: int, stop: Any, told: Any) -> None:
    archive, waits = Archive.open(path, SetClock()), list[float]()
    while not stop.is_set():
        began = time.perf_counter()
        office.choose_language(archive, Actor(person), "en" if len(waits) % 2 else "zh_CN")
        waits.append(time.perf_counter() - began)
        time.sleep(0.02)
    archive.close()
    told.send(waits)


def apart(work: Callable[[World, Path], dict[str, float]], made: Path, file: Path) -> dict[str, float]:
    """Do the work in a process of its own; add its peak memory, and how far above its beginning that is, in MiB."""
    here, there = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        with tempfile.TemporaryDirectory() as folder, open_copy(made, Path(folder)) as world:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            found = work(world, file)
            found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found["memory"] = found["peak"] - before / 1024
            there.send(found)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    found: dict[str, float] = here.recv()
    process.join()
    return found


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        made, file = make(Path(folder)), Path(folder) / "register.csv"
        write(file, rows)
        print(f"{rows} rows, {os.path.getsize(file) / 1e6:.1f} MB")
        plain, ours = apart(bare, made, file), apart(by_import, made, file)
        busy = apart(beside, made, file)
    for name, found in (("bare", plain), ("import", ours), ("import beside a desk", busy)):
        print(
            f"{name}: {rows / found['seconds']:.0f} rows/s, peak {found['peak']:.0f} MiB,"
            f" {found['memory']:.0f} of them its own"
        )
    print(f"ratio: time {ours['seconds'] / plain['seconds']:.2f}, peak memory {ours['peak'] / plain['peak']:.2f}")
    print(f"checking {ours['checked']:.1f} s, staging {ours['staged'] - ours['checked']:.1f} s,"
          f" flip and clearing up {ours['seconds'] - ours['staged']:.1f} s")  # fmt: skip
    print(f"desk: {busy['acts']:.0f} acts, median {busy['median'] * 1000:.0f} ms, p99 {busy['p99'] * 1000:.0f} ms,"
          f" longest {busy['longest'] * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
