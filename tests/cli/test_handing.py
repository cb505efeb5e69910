"""``out``, ``read`` and ``return``: by the same rules as at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, State
from archive_tui.services.finding import item_shown
from archive_tui.wording.rulings import form_label
from tests.cli.commands import Commands
from tests.services.desk import lent, sign
from tests.world import World


def state(world: World, item: str) -> State:
    """Return where an item is."""
    return item_shown(world.archive, world.actor(), world.item(item)).state


def test_two_words_lend_an_item_and_say_when_it_is_due(cli: Commands, world: World) -> None:
    said = cli("out", "director", "放假")
    assert said.code == 0 and "I0000001-5" in said.out and "2026-03-24 09:00" in said.out
    assert said.err.startswith("6.7.6") and state(world, "放假") is State.OUT


def test_lending_as_json_has_the_keys_of_the_contract_and_nothing_else(cli: Commands) -> None:
    said = cli("out", "director", "放假", "合同纸", "--json")
    assert (said.code, said.err) == (0, "")
    assert [list(one) for one in said.json] == [["loan", "archival_code", "borrower", "due_at"]] * 2
    assert said.json[0]["borrower"] == "单国栋" and said.json[0]["due_at"] == "2026-03-24T09:00:00+08:00"


def test_what_the_rules_refuse_is_not_lent_and_ends_with_3(cli: Commands, world: World) -> None:
    said = cli("out", "gm", "底价")
    assert said.code == 3 and said.sentence.startswith("I0000007-4: not done. 6.7.3 nobody has access")
    assert state(world, "底价") is State.IN_PLACE


def test_what_needs_a_signature_says_who_can_give_it(cli: Commands, world: World) -> None:
    said = cli("out", "liuyang", "塔式", "--json")
    assert said.code == 3
    assert "has yet to approve it; way forward: ask 王建勋 (GM) or 李卫东 (deputy in charge) to sign" in said.sentence


def test_all_items_go_out_or_none(cli: Commands, world: World) -> None:
    said = cli("out", "director", "放假", "底价")
    assert (said.code, said.out) == (3, "")
    assert state(world, "放假") is State.IN_PLACE


def test_only_the_archivist_hands_papers_over(cli: Commands, world: World) -> None:
    said = cli("out", "director", "放假", by="director")
    assert said.code == 3 and "6.3 papers are handed over by the archivist" in said.sentence


def test_a_signed_application_can_be_named(cli: Commands, world: World) -> None:
    signed = sign(world, "liuyang", "塔式", "deputy1").done
    assert signed is not None
    said = cli("out", "liuyang", "塔式", "--request", form_label(signed.request_id), "--json")
    assert (said.code, said.json[0]["due_at"]) == (0, "2026-03-10T13:00:00+08:00")


@pytest.mark.parametrize("number", ["1", "F1"])
def test_an_item_that_is_not_on_the_application_is_not_lent_on_it(cli: Commands, world: World, number: str) -> None:
    assert sign(world, "liuyang", "塔式", "deputy1").done
    said = cli("out", "liuyang", "结算书", "--request", number)
    assert (said.code, said.sentence) == (2, "I0000004-0 is not on application F0000001-5 of 刘洋.")


@pytest.mark.parametrize(("number", "code"), [("99", 1), ("F0000001-4", 2), ("seven", 1)])
def test_an_application_that_is_not_there_is_told(cli: Commands, number: str, code: int) -> None:
    assert cli("out", "director", "放假", "--request", number).code == code


def test_a_confidential_item_is_read_in_the_room_and_never_lent(cli: Commands, world: World) -> None:
    assert sign(world, "chenxiaomei", "信用调查", "gm", Kind.READING).done
    said = cli("out", "chenxiaomei", "信用调查")
    assert said.code == 3 and "never lent" in said.sentence and "ask for a reading" in said.sentence
    said = cli("read", "chenxiaomei", "信用调查", "--json")
    assert (said.code, said.json[0]["due_at"]) == (0, "2026-03-10T17:30:00+08:00")
    assert state(world, "信用调查") is State.READING


def test_an_item_is_taken_back(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    said = cli("return", "I0000001-5", "--pages", "10", "--state", "完好")
    assert said.code == 0 and "2026-03-10 09:00" in said.out
    assert state(world, "放假") is State.IN_PLACE


def test_a_return_as_json_has_the_keys_of_the_contract(cli: Commands, world: World) -> None:
    loan = lent(world, "director", "放假")
    world.clock.pass_(timedelta(days=15))
    (back,) = cli("return", "放假", "--json").json
    assert list(back) == ["loan", "archival_code", "returned_at", "late", "incident"]
    assert (back["loan"], back["late"], back["returned_at"]) == (loan.loan_id, True, "2026-03-25T09:00:00+08:00")
    assert isinstance(back["incident"], int)


def test_a_return_without_a_fault_opens_no_incident(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    (back,) = cli("return", "放假", "--json").json
    assert (back["late"], back["incident"]) == (False, None)


@pytest.mark.parametrize("found", [("--pages", "9"), ("--incident", "damage")])
def test_what_is_missing_or_damaged_opens_an_incident(cli: Commands, world: World, found: tuple[str, str]) -> None:
    lent(world, "director", "放假")
    (back,) = cli("return", "放假", *found, "--json").json
    assert (back["late"], back["incident"]) == (False, 1)


def test_what_is_not_out_is_not_taken_back_and_the_rest_is(cli: Commands, world: World) -> None:
    lent(world, "director", "放假")
    said = cli("return", "年检", "放假")
    assert said.code == 3 and "I0000008-2: not done. 6.7 it is not out." in said.err
    assert "I0000001-5" in said.out and state(world, "放假") is State.IN_PLACE


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("放假", "年检", "--pages", "3"), 2, "--pages counts one item's pages."),
        (("放假", "--pages", "many"), 2, "--pages takes a number, not many."),
        (("放假", "--pages", "-3"), 2, "-3 is no number of pages."),
        (("放假", "--incident", "lost"), 2, "--incident takes damage, alteration, loss, lent_on, copied, not lost."),
        (("没有这个",), 1, 'No item is found under "没有这个".'),
        ((), 2, "Something is missing: ITEM."),
    ],
)
def test_bad_input_is_one_sentence(cli: Commands, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = cli("return", *words)
    assert said.code == code
    assert said.sentence.startswith(sentence)


def test_handing_over_speaks_chinese(cli: Commands) -> None:
    said = cli("out", "gm", "底价", "--lang", "zh_CN")
    assert said.sentence.startswith("I0000007-4：未办理。6.7.3 绝密级档案禁止调阅")
    said = cli("out", "director", "放假", "--lang", "zh_CN")
    assert "应还" in said.out and "爱护档案" in said.err
    assert "归还时间" in cli("return", "放假", "--lang", "zh_CN").out
