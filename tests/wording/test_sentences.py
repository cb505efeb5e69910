"""How sentences read: after their article, with their full stop, in one line, with the regulation's own words."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.data_files import data_path
from archive_tui.regulation.levels import Level
from archive_tui.regulation.rulings import Capacity, Clause, Ruling, Signer, refusal
from archive_tui.showing import cells
from archive_tui.wording import names, rulings
from archive_tui.wording.faults import IDENTITY, INPUT, NOT_THERE, PINS, STORE
from archive_tui.wording.joining import all_of, clauses, one_of, sentence

UNTIL = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
REGULATION = (
    "爱护档案", "保持整洁", "严禁涂改", "翻印", "抄录", "转借",
)  # fmt: skip


def test_faults_are_sentences_that_end() -> None:
    for text in [*STORE.values(), *PINS.values(), *IDENTITY.values(), *NOT_THERE.values(), *INPUT.values()]:
        assert text.endswith("."), text


def test_clauses_follow_their_article() -> None:
    for text in [*rulings.CLAUSES.values(), *rulings.WAYS.values()]:
        assert not text.endswith(".") and (text[0].islower() or text.startswith(("GM", "the GM", "PIN"))), text
    clause = Clause("6.7.3", False, "top_secret_never")
    assert rulings.cited(clause) == "6.7.3 nobody has access to a top-secret paper, whatever the purpose"


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_the_pledge_stands_on_one_line(lang: str) -> None:
    wording.install(lang)
    assert cells(rulings.pledge_text()) <= 76


def test_the_pledge_is_the_regulations_own() -> None:
    wording.install("zh_CN")
    assert all(word in rulings.pledge_text() for word in REGULATION)


def test_a_level_always_stands_with_its_handling() -> None:
    assert [names.level_handling(level) for level in Level] == [
        "unclassified", "secret · sign-off, 4 h", "confidential · room only", "top secret · never",
    ]  # fmt: skip
    wording.install("zh_CN")
    assert [names.level_word(level) for level in Level] == ["非密", "秘密", "机密", "绝密"]
    assert "禁止调阅" in names.level_handling(Level.TOP_SECRET)


def test_the_way_to_a_signature_names_everybody_who_can_give_it() -> None:
    signers = (
        Signer(1, "wang", "王总", Capacity.GM),
        Signer(2, "li", "李副总", Capacity.DEPUTY_IN_CHARGE),
        Signer(3, "zhao", "赵副总", Capacity.DELEGATE, 7, UNTIL),
    )
    ruling = refusal()
    asked = Ruling(ruling.decision, ruling.kind, ruling.most, (), signers=signers)
    assert rulings.way_text("ask_signer", asked) == (
        "ask 王总 (GM), 李副总 (deputy in charge) or 赵副总 (letter 7 until 2026-03-06 18:00) to sign"
    )
    wording.install("zh_CN")
    assert rulings.way_text("ask_signer", asked) == (
        "请王总（总经理）、李副总（分管副经理）或赵副总（第 7 号委托书，至 2026-03-06 18:00）签批"
    )


def test_words_are_joined_as_each_language_does() -> None:
    assert (all_of([]), all_of(["a"]), all_of(["a", "b"]), one_of(["a", "b", "c"])) == ("", "a", "a and b", "a, b or c")
    assert (clauses([]), clauses(["a", "b", "c"])) == ("", "a; b; c")
    assert (sentence("it is out"), sentence("")) == ("It is out.", "")
    wording.install("zh_CN")
    assert (all_of(["甲", "乙", "丙"]), clauses(["甲", "乙"]), sentence("甲")) == ("甲、乙和丙", "甲；乙", "甲。")


def test_categories_are_those_of_the_data_that_ships() -> None:
    with io.StringIO(Path(data_path("categories.csv")).read_text(encoding="utf-8-sig")) as file:
        shipped = {row["code"]: (row["chinese"], row["english"]) for row in csv.DictReader(file)}
    assert shipped == dict(names.CATEGORIES)


@pytest.mark.parametrize("written", ["notices", "通知", "Notices", "NOTICES"])
def test_a_category_is_known_however_the_register_writes_it(written: str) -> None:
    assert names.category_word(written) == "Notices"
    wording.install("zh_CN")
    assert names.category_word(written) == "通知"


def test_a_category_of_the_companys_own_stays_as_it_is() -> None:
    assert names.category_word("影像 [A1]") == "影像 [A1]"
