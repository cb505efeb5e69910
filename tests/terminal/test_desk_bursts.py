"""Scanners at the desk, on a real terminal: fifty scans in one packet, line ends of every kind, and hostile titles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.regulation.short_codes import ITEM, make
from archive_tui.services import filing
from archive_tui.services.board import board
from archive_tui.store.records import NewItem
from tests.terminal.harness import Terminal, python
from tests.terminal.test_frame import PAYLOADS, PROGRAM, harmless, raw
from tests.world import World

CTRL_Q = "\x11"


def file_fifty(world: World) -> list[str]:
    """File fifty unclassified items; return their labels."""
    office = world.departments["BGS"]
    new = [
        NewItem(
            "", filing.series_of("Z109", "WS", 2019, "D10", "BGS"), f"通知第{number}号", "通知", 2019, office,
            Level.UNCLASSIFIED, "D10", pages=2,
        )
        for number in range(1, 51)
    ]  # fmt: skip
    filing.file_batch(world.archive, world.actor(), new, "burst")
    first = len(world.items) + 1
    return [make(ITEM, number) for number in range(first, first + 50)]


def desk(archive: Path, columns: int = 80, lines: int = 24) -> Terminal:
    return Terminal(
        python(PROGRAM, str(archive), "archivist", "--start", "desk"), columns=columns, lines=lines
    )  # fmt: skip


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_fifty_scans_in_one_packet_lose_no_character_and_go_out_by_one_enter(world: World, end: str) -> None:
    labels = file_fifty(world)
    with desk(world.path) as terminal:
        terminal.wait_for("Everything is in its place.")
        terminal.send("director" + end + "".join(label + end for label in labels))
        terminal.wait_for("Enter lend 50")
        terminal.wait_for(labels[-1])
        terminal.send("\r")
        terminal.wait_for("50 items out to 单国栋.")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_end() == 0
    assert {row.item.label for row in board(world.archive, world.actor()).rows} == set(labels)


def test_fifty_returns_in_one_packet_all_come_back(world: World) -> None:
    labels = file_fifty(world)
    with desk(world.path) as terminal:
        terminal.wait_for("Everything is in its place.")
        terminal.send("director\r" + "".join(label + "\r" for label in labels) + "\r")
        terminal.wait_for("50 items out to 单国栋.")
        terminal.send("\r")
        terminal.wait_for("The visit of 单国栋 has ended.")
        terminal.send("".join(label + "\r" for label in labels))
        terminal.wait_for("Enter take back 50")
        terminal.send("\r")
        terminal.wait_for("Everything is in its place.")
    assert board(world.archive, world.actor()).rows == ()


def test_the_keys_of_a_packet_are_done_in_their_order(world: World) -> None:
    labels = file_fifty(world)
    with desk(world.path) as terminal:
        terminal.wait_for("Everything is in its place.")
        # A card, an item, Enter, another card, another item, Enter: all in one write.
        terminal.send(f"director\r{labels[0]}\r\rgm\r{labels[1]}\r\r")
        terminal.wait_for(f"{labels[1]} out to 王建勋")
    rows = {row.item.label: row.borrower for row in board(world.archive, world.actor()).rows}
    assert rows == {labels[0]: "单国栋", labels[1]: "王建勋"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_title_reaches_the_slip_and_the_board_harmlessly(world: World, payload: str) -> None:
    world.archive.close()
    raw(world.path, "UPDATE item SET title = ?, author = ? WHERE id = 1", [payload, payload[:80]])
    with desk(world.path) as terminal:
        terminal.wait_for("Everything is in its place.")
        terminal.send("director\rI0000001-5\r")
        terminal.wait_for("Enter lend 1")
        terminal.send("\r")
        terminal.wait_for("out to 单国栋")
        terminal.settle()
        harmless(terminal)
        assert terminal.line(0).startswith(" Desk")


def test_an_idle_desk_writes_nothing(world: World) -> None:
    with desk(world.path) as terminal:
        terminal.wait_for("Everything is in its place.")
        terminal.settle()
        before, until = len(terminal.transcript), time.monotonic() + 2
        while time.monotonic() < until:
            terminal._read(0.1)
        assert len(terminal.transcript) == before
