"""``may``: the ruling, without doing anything; a refusal is an answer too."""

from __future__ import annotations

import pytest

from archive_tui.store import trail_rows
from tests.cli.commands import Commands
from tests.services.desk import lent, sign
from tests.world import World

KEYS = ["decision", "kind", "clauses", "signers", "way_forward"]


@pytest.mark.parametrize(
    ("borrower", "item", "decision", "kind"),
    [
        ("director", "放假", "allowed", "out"),
        ("chenxiaomei", "放假", "needs_sign_off", "out"),
        ("liuyang", "塔式", "needs_sign_off", "out"),
        ("chenxiaomei", "董事会", "needs_sign_off", "reading"),
        ("gm", "底价", "refused", "none"),
    ],
)
def test_a_ruling_is_an_answer_and_ends_with_0(
    cli: Commands, borrower: str, item: str, decision: str, kind: str
) -> None:
    said = cli("may", borrower, item, "--json")
    assert (said.code, said.err, list(said.json)) == (0, "", KEYS)
    assert (said.json["decision"], said.json["kind"]) == (decision, kind)


def test_clauses_and_signers_have_the_keys_of_the_contract(cli: Commands) -> None:
    ruling = cli("may", "liuyang", "塔式", "--json").json
    assert [list(clause) for clause in ruling["clauses"]] == [["article", "holds", "text"]] * 2
    assert [clause["holds"] for clause in ruling["clauses"]] == [True, False]
    assert ruling["signers"][:2] == [
        {"login": "gm", "name": "王建勋", "by": "gm"},
        {"login": "deputy1", "name": "李卫东", "by": "deputy_in_charge"},
    ]
    assert ruling["way_forward"].startswith("ask 王建勋 (GM) or 李卫东 (deputy in charge) to sign")


def test_a_refusal_names_its_article_and_the_way_forward(cli: Commands) -> None:
    said = cli("may", "gm", "底价")
    assert "loan: not allowed" not in said.out and "not allowed" in said.out
    assert "x 6.7.3  nobody has access to a top-secret paper, whatever the purpose" in said.out
    assert "top secret · never" in said.out and "Way forward: it stays in the archive room" in said.out


def test_a_signature_that_was_given_is_told(cli: Commands, world: World) -> None:
    assert sign(world, "liuyang", "塔式", "gm").done
    said = cli("may", "刘洋", "塔式")
    assert "loan: allowed" in said.out and "approved by 王建勋 (GM)" in said.out


def test_another_kind_can_be_asked_about(cli: Commands) -> None:
    said = cli("may", "chenxiaomei", "董事会", "--kind", "out", "--json")
    assert (said.code, said.json["decision"], said.json["kind"]) == (0, "refused", "reading")
    assert "reading in the archive room" in said.json["way_forward"]


def test_nothing_is_done_and_nothing_recorded(cli: Commands, world: World) -> None:
    before = trail_rows.head(world.archive.store)
    cli("may", "gm", "底价")
    assert trail_rows.head(world.archive.store) == before


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nobody", "放假"), 1, 'No one is found under "nobody".'),
        (("director", "没有这个"), 1, 'No item is found under "没有这个".'),
        (("director", "I0000001-4"), 2, 'The check digit of "I0000001-4" is not right'),
        (("director", "合同"), 2, '"合同" fits several: I0000002-3, I0000003-1. Please name one.'),
        (("陈晓梅",), 2, "Something is missing: ITEM."),
    ],
)
def test_bad_input_is_one_sentence(cli: Commands, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = cli("may", *words)
    assert said.code == code
    assert said.sentence.startswith(sentence)


@pytest.mark.parametrize("item", ["I0000001-5", "i 0000001 5", "Ｉ0000001-5", "z109ws2018d10bgs0001", "fj"])
def test_an_item_is_named_in_any_way_that_the_desk_knows(cli: Commands, item: str) -> None:
    assert "放假" in cli("may", "director", item).out


@pytest.mark.parametrize("borrower", ["chenxiaomei", "陈晓梅", "cxm", "S0000007-"])
def test_a_person_is_named_in_any_way_that_the_desk_knows(cli: Commands, world: World, borrower: str) -> None:
    if borrower.endswith("-"):
        borrower = next(c for c in (f"S0000007-{n}" for n in range(10)) if cli("may", c, "放假").code == 0)
    assert "陈晓梅" in cli("may", borrower, "放假").out


def test_may_speaks_chinese(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    said = cli("--lang", "zh_CN", "may", "gm", "放假")
    assert "借出：不予办理" in said.out and "现由单国栋借阅" in said.out
