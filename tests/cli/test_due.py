"""``due``: what is out, soonest first."""

from __future__ import annotations

from datetime import timedelta

from tests.cli.commands import Commands
from tests.services.desk import lent, sign
from tests.world import World

KEYS = ["archival_code", "holder", "kind", "out_at", "due_at", "minutes_left"]


def test_an_empty_list_is_an_answer(cli: Commands) -> None:
    said = cli("due")
    assert (said.code, said.out, said.err) == (0, "Nothing is out.\n", "")
    said = cli("due", "--json")
    assert (said.code, said.json) == (0, [])


def test_what_is_out_is_listed_soonest_first(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    assert sign(world, "liuyang", "塔式", "gm").done
    lent(world, "liuyang", "塔式")
    world.clock.pass_(timedelta(minutes=18))
    rows = cli("due", "--json").json
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert rows[0] == {
        "archival_code": "Z109-WS·2018-D30-ZLB-0001", "holder": "刘洋", "kind": "out",
        "out_at": "2026-03-10T09:00:00+08:00", "due_at": "2026-03-10T13:00:00+08:00", "minutes_left": 222,
    }  # fmt: skip
    lines = cli("due").out.splitlines()
    assert "3:42" in lines[1] and "13 d" in lines[2]


def test_what_is_overdue_counts_below_nothing(cli: Commands, world: World) -> None:
    assert sign(world, "liuyang", "塔式", "gm").done
    lent(world, "liuyang", "塔式")
    world.clock.pass_(timedelta(hours=4, minutes=12))
    assert cli("due", "--json").json[0]["minutes_left"] == -12
    assert "0:12 overdue" in cli("due").out
    assert "逾期 0:12" in cli("due", "--lang", "zh_CN").out
