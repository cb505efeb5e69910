"""``pin``: set with the one-time code, changed by the present one, and only by oneself."""

from __future__ import annotations

import pytest

from archive_tui.services import pins
from tests.cli.commands import Commands
from tests.services.desk import ask
from tests.world import PIN, World

NEW = "246813"


def typed(*lines: str) -> str:
    """Return lines as they come by stdin."""
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def code(world: World) -> str:
    """Issue a one-time code for a clerk."""
    issued = pins.issue_code(world.archive, world.actor(), world.people["chenxiaomei"]).done
    assert issued is not None
    return issued


@pytest.mark.parametrize("spelt", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_one_time_code_sets_the_pin(cli: Commands, world: World, code: str, spelt: type[str]) -> None:
    said = cli("pin", "--pin-stdin", by="chenxiaomei", typed=typed(spelt(code), NEW))
    assert (said.code, said.out) == (0, "The PIN is set. It signs for 陈晓梅 from now on.\n")
    assert pins.prove(world.archive, world.actor(), "chenxiaomei", NEW) == world.people["chenxiaomei"]


def test_a_code_is_good_once(cli: Commands, code: str) -> None:
    assert cli("pin", "--pin-stdin", by="chenxiaomei", typed=typed(code, NEW)).code == 0
    said = cli("pin", "--pin-stdin", by="chenxiaomei", typed=typed(code, "864213"))
    assert said.code == 3 and said.sentence.startswith("No one-time code is waiting here.")


def test_the_present_pin_changes_it(cli: Commands, world: World) -> None:
    assert cli("pin", "--pin-stdin", by="gm", typed=typed(PIN, NEW)).code == 0
    ask(world, "liuyang", "塔式")
    assert cli("sign", "1", "--pin-stdin", by="gm", typed=PIN).code == 3
    assert cli("sign", "1", "--pin-stdin", by="gm", typed=NEW).code == 0


@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        (("000000", NEW), 3, "That is not the right PIN or code."),
        (("ABCD-EFGH", NEW), 3, "No one-time code is waiting here."),
        ((PIN, "123456"), 2, "That PIN is easily guessed."),
        ((PIN, "12345"), 2, "A PIN has at least six digits."),
        ((PIN, "abcdef"), 2, "A PIN has digits only."),
        ((PIN,), 2, "stdin ended before a PIN came."),
    ],
)
def test_what_can_not_be_is_one_sentence_and_changes_nothing(
    cli: Commands, world: World, lines: tuple[str, ...], code: int, sentence: str
) -> None:
    said = cli("pin", "--pin-stdin", by="gm", typed=typed(*lines))
    assert said.code == code
    assert said.sentence.startswith(sentence)
    assert pins.prove(world.archive, world.actor(), "gm", PIN)


def test_it_speaks_chinese(cli: Commands) -> None:
    said = cli("pin", "--pin-stdin", "--lang", "zh_CN", by="gm", typed=typed(PIN, NEW))
    assert said.out == "口令已设置，今后用以代表王建勋签批。\n"
