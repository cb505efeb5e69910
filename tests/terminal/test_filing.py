"""The forms on a real terminal: what is typed ahead of the disk, or comes in one packet, is filed in its order."""

from __future__ import annotations

import pytest

from tests.services.desk import rows
from tests.terminal.harness import Terminal, python
from tests.terminal.test_frame import PROGRAM, harmless, raw
from tests.world import World

CTRL_F, CTRL_N, CTRL_Q, ESC, TAB = "\x06", "\x0e", "\x11", "\x1b", "\t"
TITLES = [f"2026年塔吊租赁合同{number:02d}" for number in range(1, 11)]


def register(world: World, *more: str) -> Terminal:
    return Terminal(python(PROGRAM, str(world.path), "archivist", "--start", "register", *more))


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_ten_contracts_in_one_packet_are_ten_items_in_their_order(world: World, end: str) -> None:
    with register(world) as terminal:
        terminal.wait_for("8 items")
        terminal.send(CTRL_N)
        terminal.wait_for("The archival code follows")
        first = TAB.join([TITLES[0], "HT-001", "3-1", "12", "", "", "zlb", "contr"])
        terminal.send(end.join([first, *TITLES[1:], ""]))
        terminal.wait_for("Z109-WS·2026-D10-ZLB-0010")
        terminal.wait_for("Z109-WS·2026-D10-ZLB-0011")
        terminal.send(ESC)
        terminal.wait_for("18 items")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_end() == 0
    assert [row[0] for row in rows(world, "SELECT title FROM item WHERE id > 8 ORDER BY id")] == TITLES
    assert rows(world, "SELECT count(*) FROM item WHERE id > 8 AND document_number = 'HT-001'") == [(1,)]


def test_as_before_is_a_key_while_something_is_typed_and_letters_are_none(world: World) -> None:
    with register(world) as terminal:
        terminal.wait_for("8 items")
        terminal.send(CTRL_N)
        terminal.wait_for("The archival code follows")
        terminal.send(TAB.join(["neck", "HT-009", "3-1", "", "", "", "zlb", "contr"]) + "\r")
        terminal.wait_for("Filed: I0000009-9")
        terminal.send("copy" + TAB + CTRL_F + CTRL_F)
        terminal.wait_for("HT-010")
        terminal.send("\r")
        terminal.wait_for("Filed: I0000010-3")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_end() == 0
    told = "SELECT title, document_number FROM item WHERE id > 8 ORDER BY id"
    assert rows(world, told) == [("neck", "HT-009"), ("copy", "HT-010")]


def test_hostile_volumes_in_a_forms_choices_reach_no_terminal(world: World) -> None:
    payload = "卷\x1b]52;c;aGk=\x07[/]"
    raw(
        world.path,
        "INSERT INTO volume(archival_code, title, category, year, retention, box, place, remark, made_by_id, made_at,"
        " seq) VALUES ('Z109-WS·2026-D10-ZLB-AJ0001', ?, '', 2026, 'D10', '', '', '', 2, 1, 1)",
        [payload],
    )
    with register(world) as terminal:
        terminal.wait_for("8 items")
        terminal.send(CTRL_N)
        terminal.wait_for("The archival code follows")
        terminal.send("\x1b[A")  # up: from the first field to the last, the volume
        terminal.wait_for("AJ0001")
        terminal.send("\x1b[C")
        terminal.settle()
        harmless(terminal)
        assert "[/]" in terminal.text()
        terminal.send(CTRL_Q)
        terminal.wait_for("not saved")
        terminal.send("\r")
        assert terminal.wait_for_end() == 0
