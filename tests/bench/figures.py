"""The program's figures, each as a ratio in one run: ``python -m tests.bench.figures [--items 100000]``.

Everything is measured from outside, on a pseudo-terminal of 80x24, A B A B, and told as the median of the rounds.
"""

from __future__ import annotations

import argparse
import os
import select
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive_tui.clock import SystemClock
from archive_tui.exchange.demo_loader import make_demo
from tests.terminal.harness import Terminal, python

ROOT = Path(__file__).resolve().parents[2]
BARE = python(str(ROOT / "tests" / "bench" / "bare.py"))


def desk(archive: Path) -> list[str]:
    """Return the command that opens the desk on an archive."""
    return python("-m", "archive_tui", "--archive", str(archive), "--lang", "en")


def seen(terminal: Terminal, marks: tuple[bytes, ...], since: int = 0, limit: float = 60) -> None:
    """Read until all of ``marks`` have come, without drawing them: the terminal emulator costs more than the app."""
    until = time.monotonic() + limit
    while not all(mark in terminal.transcript[since:] for mark in marks):
        if time.monotonic() > until:
            raise TimeoutError(bytes(terminal.transcript[-2000:]).decode(errors="replace"))
        if select.select([terminal.fd], [], [], 0.2)[0]:
            terminal.transcript += os.read(terminal.fd, 1 << 16)


def quiet(terminal: Terminal, pause: float = 0.12) -> float:
    """Read until nothing has come for ``pause`` seconds; return when the last byte came."""
    last = time.perf_counter()
    while select.select([terminal.fd], [], [], pause)[0]:
        terminal.transcript += os.read(terminal.fd, 1 << 16)
        last = time.perf_counter()
    return last


def paint(argv: list[str], marks: tuple[bytes, ...]) -> float:
    """Return the seconds from the start of a program to its first full screen."""
    began = time.perf_counter()
    with Terminal(argv) as terminal:
        seen(terminal, marks)
        return time.perf_counter() - began


def memory(argv: list[str], marks: tuple[bytes, ...]) -> float:
    """Return the resident memory in MiB of a program that shows its first screen."""
    with Terminal(argv) as terminal:
        seen(terminal, marks)
        quiet(terminal, 0.5)
        for line in Path(f"/proc/{terminal.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def paired(rounds: int, a: Callable[[], float], b: Callable[[], float]) -> tuple[float, float, float]:
    """Return the medians of A, of B, and of A/B pair by pair, after one round that doesn't count."""
    a(), b()
    pairs = [(a(), b()) for _ in range(rounds)]
    ratio = statistics.median(x / y for x, y in pairs)
    return statistics.median(x for x, _ in pairs), statistics.median(y for _, y in pairs), ratio


def keystrokes(archive: Path, screen: str, marks: tuple[bytes, ...], typed: str) -> tuple[list[float], list[int]]:
    """Return for every key of ``typed`` the milliseconds until the screen is quiet, and the bytes that came."""
    times, sizes = [], []
    with Terminal(desk(archive)) as terminal:
        seen(terminal, (b"Scan",))
        quiet(terminal, 0.5)
        if screen:
            terminal.send(screen)
            seen(terminal, marks, len(terminal.transcript) if not marks else 0)
            quiet(terminal, 0.5)
        for key in keys_of(typed):
            before, began = len(terminal.transcript), time.perf_counter()
            terminal.send(key)
            times.append((quiet(terminal) - began) * 1000)
            sizes.append(len(terminal.transcript) - before)
    return times, sizes


def keys_of(typed: str) -> list[str]:
    """Return single keys; ``v`` in angle brackets is the down arrow: ``<v>``."""
    return [part for piece in typed.split("<v>") for part in (*piece, "\x1b[B")][:-1]


def whole(command: list[str]) -> Callable[[], float]:
    """Return a run of a command, timed."""

    def run() -> float:
        began = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return run


def main() -> None:
    """Make the archives and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--large", type=Path, help="keep the large archive there, and use it again")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        demo, large = Path(folder) / "demo.archive", wanted.large or Path(folder) / "large.archive"
        make_demo(demo, SystemClock())
        if not large.exists():
            began = time.perf_counter()
            make_demo(large, SystemClock(), wanted.items)
            print(f"an archive of {wanted.items:,} items made in {time.perf_counter() - began:.1f} s")
        report(demo, large, wanted.rounds)


def report(demo: Path, large: Path, rounds: int) -> None:
    """Print every figure of the desk, the register and the command line."""
    marks, bare_marks = (b"Scan", b"overdue"), (b"Code", b"help")
    for name, archive in (("demo archive", demo), ("large archive", large)):
        a, b, ratio = paired(rounds, partial(paint, desk(archive), marks), partial(paint, BARE, bare_marks))
        print(f"first paint of the desk, {name}: {a * 1000:.0f} ms to {b * 1000:.0f} ms, ratio {ratio:.2f}")
    a, b, ratio = paired(3, partial(memory, desk(demo), marks), partial(memory, BARE, bare_marks))
    print(f"memory of a session: {a:.1f} MiB to {b:.1f} MiB, ratio {ratio:.2f}")
    find = python("-m", "archive_tui", "--archive", str(demo), "find", "htz")
    a, b, ratio = paired(rounds * 2, whole(find), whole(python("-c", "import peewee")))
    print(f"archive-tui find: {a * 1000:.0f} ms to {b * 1000:.0f} ms, ratio {ratio:.2f}")
    times, sizes = keystrokes(large, "\x1bOR", (b"open card",), "hetong 2019 tashi")
    print(f"a filter keystroke at {large.name}: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms;"
          f" bytes median {statistics.median(sizes):.0f}, most {max(sizes)}")  # fmt: skip
    times, sizes = keystrokes(large, "\x1bOR", (b"open card",), "<v>" * 30)
    print(
        f"a cursor move in the register: median {statistics.median(times):.0f} ms, {statistics.median(sizes):.0f} bytes"
    )
    times, sizes = keystrokes(demo, "", (), "I0001640")
    print(f"a key in the desk's scan line: median {statistics.median(sizes):.0f} bytes, most {max(sizes)}")


if __name__ == "__main__":
    main()
