"""``request`` and ``sign``: an application is started, and signed by each person's own PIN."""

from __future__ import annotations

import pytest

from tests.cli.commands import Commands
from tests.services.desk import ask
from tests.world import PIN, World


def test_an_application_says_who_signs_next(cli: Commands) -> None:
    said = cli("request", "chenxiaomei", "放假", "--purpose", "年终报告")
    assert said.code == 0 and said.out.startswith("Application F0000001-5 is under way.")
    assert "made out by the department manager" in said.out and "周敏 (department manager)" in said.out


def test_an_application_as_json_has_the_keys_of_the_contract(cli: Commands) -> None:
    said = cli("request", "chenxiaomei", "放假", "结算书", "--json")
    assert (said.code, list(said.json)) == (0, ["request", "needs"])
    assert [need["stage"] for need in said.json["needs"]] == ["manager", "secret"]
    assert said.json["needs"][0]["signers"] == [{"login": "zhoumin", "name": "周敏", "by": "manager"}]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("gm", "放假"), 3, "I0000001-5: not done. 6.7.1 no application is needed"),
        (("chenxiaomei", "底价"), 3, "I0000007-4: not done. 6.7.3 nobody has access"),
        (
            ("chenxiaomei", "董事会", "--kind", "out"),
            3,
            "I0000005-8: not done. 6.7.3 a confidential paper is never lent",
        ),
        (("chenxiaomei", "放假", "--purpose", "长" * 501), 2, "The purpose is longer than 500 characters."),
        (("chenxiaomei", "没有这个"), 1, 'No item is found under "没有这个".'),
        (("chenxiaomei",), 2, "Something is missing: ITEM."),
    ],
)
def test_what_can_not_be_asked_for_is_one_sentence(
    cli: Commands, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = cli("request", *words)
    assert said.code == code
    assert said.sentence.startswith(sentence)


def test_the_same_item_is_asked_for_once(cli: Commands) -> None:
    assert cli("request", "chenxiaomei", "放假").code == 0
    said = cli("request", "chenxiaomei", "放假")
    assert said.code == 2 and said.sentence.startswith("Z109-WS·2018-D10-BGS-0001 is on an open application")


def test_manager_and_office_sign_one_after_the_other(cli: Commands, world: World) -> None:
    ask(world, "chenxiaomei", "放假")
    said = cli("sign", "F0000001-5", "--pin-stdin", "--json", by="zhoumin", typed=f"{PIN}\n")
    assert (said.code, said.json, said.err) == (0, {"request": 1, "state": "signed"}, "")
    said = cli("sign", "1", "--pin-stdin", by="director", typed=f"{PIN}\n")
    assert (said.code, said.out) == (0, "F0000001-5  approved\n")
    assert cli("out", "chenxiaomei", "放假", "--request", "1").code == 0


def test_an_application_is_refused_with_a_reason(cli: Commands, world: World) -> None:
    ask(world, "liuyang", "塔式")
    words = ("sign", "1", "--refuse", "--pin-stdin", "--json")
    said = cli(*words, by="gm", typed=PIN)
    assert said.code == 2 and said.sentence == "A reason belongs to it. Please write one."
    said = cli(*words, "--reason", "与工作无关", by="gm", typed=PIN)
    assert (said.code, said.json) == (0, {"request": 1, "state": "refused"})


def test_a_wrong_pin_signs_nothing(cli: Commands, world: World) -> None:
    ask(world, "liuyang", "塔式")
    said = cli("sign", "1", "--pin-stdin", by="gm", typed="000000\n")
    assert said.code == 3 and said.sentence.startswith("That is not the right PIN or code.")
    assert cli("may", "liuyang", "塔式", "--json").json["decision"] == "needs_sign_off"


def test_who_may_not_sign_is_told_who_may(cli: Commands, world: World) -> None:
    ask(world, "liuyang", "塔式")
    said = cli("sign", "1", "--pin-stdin", by="archivist", typed=PIN)
    assert said.code == 3 and "the GM or the deputy in charge approves" in said.sentence


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("99", "--pin-stdin"), 1, "There is no loan application F0000099-6."),
        (("F0000001-4", "--pin-stdin"), 2, 'The check digit of "F0000001-4" is not right'),
        (("x", "--pin-stdin"), 1, "There is no loan application x."),
        ((), 2, "Something is missing: REQUEST."),
    ],
)
def test_bad_input_is_one_sentence(cli: Commands, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = cli("sign", *words, typed=PIN)
    assert said.code == code
    assert said.sentence.startswith(sentence)


def test_without_a_terminal_the_pin_has_to_come_by_stdin(cli: Commands, world: World) -> None:
    ask(world, "liuyang", "塔式")
    said = cli("sign", "1", by="gm")
    assert said.code == 2 and said.err.splitlines()[-1].startswith("There is no terminal to ask for the PIN on.")
    assert cli("sign", "1", "--pin-stdin", by="gm").sentence == "stdin ended before a PIN came."


def test_signing_speaks_chinese(cli: Commands, world: World) -> None:
    ask(world, "liuyang", "塔式")
    said = cli("sign", "1", "--pin-stdin", "--lang", "zh_CN", by="gm", typed="000000\n")
    assert said.sentence.startswith("口令或一次性代码不正确")
    said = cli("sign", "1", "--pin-stdin", "--lang", "zh_CN", by="gm", typed=PIN)
    assert said.out == "F0000001-5  已批准\n"
