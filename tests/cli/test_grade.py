"""``grade`` and ``rescore --preview``: what is read out on the phone, and what would change before anything does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archive_tui.services import payments
from tests.cli.commands import Commands
from tests.services.credit_ground import Credit, equip
from tests.world import World


@pytest.fixture
def credit(world: World, cli: Commands) -> Credit:
    """Give the company with clients, two of them scored."""
    ground = equip(world)
    for client, amount in ((0, 900_00), (1, 600_00)):
        payments.open_balance(ground.archive, ground.keeper, ground.clients[client], 2024, amount, "旧账")
    assert (ground.score(0, 88), ground.score(1, 83)) == ("B", "B")
    return ground


def test_a_grade_is_found_by_initials_with_its_date_and_terms(cli: Commands, credit: Credit) -> None:
    said = cli("grade", "dxjt")
    assert (said.code, said.err) == (0, "")
    assert "单县交通投资集团" in said.out and "80.55" in said.out and "2026-03-10" in said.out
    assert "market's lowest price" in said.out


def test_json_holds_the_keys_of_the_contract_and_no_others(cli: Commands, credit: Credit) -> None:
    (one,) = cli("grade", "dxjt", "--json").json
    assert list(one) == ["code", "name", "grade", "total", "scored_on", "stale", "terms"]
    assert {k: one[k] for k in list(one)[:6]} == {
        "code": "K00002", "name": "单县交通投资集团", "grade": "B", "total": "80.55", "scored_on": "2026-03-10",
        "stale": False,
    }  # fmt: skip
    assert one["terms"]["ways"] == ["in_kind", "money", "mortgage", "set_off"] and one["terms"]["open"] == "0.00"
    (ungraded,) = cli("grade", "3mzg", "--json").json
    assert (ungraded["grade"], ungraded["total"], ungraded["terms"]) == ("ungraded", None, None)


def test_nobody_found_ends_with_1_and_no_right_to_look_with_3(cli: Commands, credit: Credit) -> None:
    assert cli("grade", "qqqq").code == 1
    assert cli("grade", "qqqq", "--json").json == []
    refused = cli("grade", "dxjt", by="chenxiaomei")
    assert refused.code == 3 and refused.sentence.startswith("5.3")
    assert cli("rescore", "--preview", by="chenxiaomei").code == 3


def test_a_preview_lists_what_would_change_and_changes_nothing(cli: Commands, credit: Credit) -> None:
    assert "No grade would change" in cli("rescore", "--preview").out
    payments.open_balance(credit.archive, credit.keeper, credit.clients[0], 2025, 900_00, "旧账")
    assert cli("rescore", "--preview", "--json").json == [
        {"code": "K00002", "name": "单县交通投资集团", "old_grade": "B", "old_total": "80.55", "new_grade": "C",
         "new_total": "75.55"}
    ]  # fmt: skip
    assert "K00002" in cli("rescore", "--preview").out
    (one,) = cli("grade", "dxjt", "--json").json
    assert (one["grade"], one["stale"]) == ("B", True)
    assert cli("rescore").code == 2


def test_the_look_up_loads_no_pinyin_and_no_words_that_it_does_not_need() -> None:
    program = (
        "import sys, archive_tui.cli.grade\n"
        "loaded = {'pypinyin', 'textual', 'rich', 'argon2', 'cryptography'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
