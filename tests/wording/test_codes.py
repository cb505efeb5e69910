"""Every code that the program can produce has words in both languages, and a code that nobody foresaw is no crash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from archive_tui import wording
from archive_tui.regulation import settings
from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Capacity, Clause, Decision, Fact, Signer, Stage, refusal
from archive_tui.services.archive import BadInput, NotThere
from archive_tui.services.identity import NotOnStaff
from archive_tui.services.lending import INCIDENT_KINDS
from archive_tui.services.pins import PinRefused
from archive_tui.store.faults import StoreFault
from archive_tui.wording import faults, names, rulings
from archive_tui.wording import trail as trail_words
from tests.wording import codes

AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
FACTS: dict[str, Fact] = {
    "holder": "刘洋", "due_at": AT, "closes_at": AT, "name": "王总", "stage": "secret", "request": 381, "at": AT,
    "by": "gm", "letter": None, "count": 2, "act": "lend", "price": "800.00", "floor": "900.00", "grade": "B",
    "way": "set_off", "limit": "1,000.00", "open": "0.00", "amount": "2,000.00", "number": 7, "until": "2026-12-31",
}  # fmt: skip
INPUT: dict[str, str | int] = {
    "kind": "x", "field": "reason", "most": 500, "pages": -1, "code": "Z109", "fonds": "?", "login": "?", "name": "李",
    "position": 3, "value": "0", "text": "7", "level": "secret", "section": "?", "into": "K2", "day": "2026-03-05",
    "number": "HT-1", "starts": "2026-01-01", "ends": "2026-12-31", "year": 1800, "criterion": "payment", "weight": 30,
    "nature": "", "grade": "B", "article": "4.3", "amount": "2,000.00", "account": "alice", "card": "S0000007-1",
    "file": "items.csv", "department": "?", "known": "BGS",
}  # fmt: skip
BUSY: dict[str, str | int] = {
    "seconds": 5,
    "version": 9,
    "known": 1,
    "mode": "wal",
    "sqlite": "3.40.1",
    "rule": "x",
    "table": "loan",
}
SIGNER = Signer(1, "wang", "王总", Capacity.GM)
LINE_STATES = {f"waiting_{s}" for s in Stage} | {"approved", "used", "refused", "withdrawn", "void", "lapsed", "signed"}
BARE_CODE = re.compile(r"[a-z]+_[a-z_]+|None|\{|\}")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(params=wording.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    wording.install(request.param)
    yield request.param


def check(text: str, lang: str, *neutral: str) -> None:
    """Check that a code has words of its own, in the language that is spoken."""
    assert text and text not in neutral, "no words for it"
    assert not BARE_CODE.search(text), text
    assert bool(HAN.search(re.sub("王总|刘洋|李|陈晓梅", "", text))) is (lang == "zh_CN"), text


@pytest.mark.parametrize("code", sorted(codes.clause_codes()))
@pytest.mark.parametrize("facts", [FACTS, {}, {"stage": "manager", **FACTS}], ids=["full", "bare", "manager"])
def test_every_clause_has_words(code: str, facts: dict[str, Fact], lang: str) -> None:
    neutral = [rulings.clause_text(Clause("6.7", holds, "nobody_foresaw_it")) for holds in (True, False)]
    check(rulings.clause_text(Clause("6.7", False, code, facts)), lang, *neutral)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_signature_says_who_gave_it_and_on_which_application(stage: Stage) -> None:
    text = rulings.clause_text(Clause("6.7.3", True, "signed", {**FACTS, "stage": stage.value}))
    assert "王总" in text and "F0000381-" in text


@pytest.mark.parametrize("code", sorted(codes.way_codes()))
def test_every_way_forward_has_words(code: str, lang: str) -> None:
    ruling = refusal(Clause("6.7", False, "item_out", FACTS))
    neutral = rulings.way_text("nobody_foresaw_it", ruling)
    check(rulings.way_text(code, ruling), lang, neutral)


@pytest.mark.parametrize("code", sorted(codes.input_codes()))
def test_every_bad_input_has_a_sentence(code: str, lang: str) -> None:
    neutral = faults.fault_text(BadInput("nobody_foresaw_it"))
    text = faults.fault_text(BadInput(code, **INPUT))
    if code == "incident_kind":  # lists what may be typed
        text = text.split(".")[0].split("：")[0]
    check(text, lang, neutral, faults.unknown_fault())


@pytest.mark.parametrize("what", sorted(codes.missing_things()))
def test_everything_that_can_be_missing_has_a_sentence(what: str, lang: str) -> None:
    neutral = faults.fault_text(NotThere("nobody_foresaw_it", "7"))
    check(faults.fault_text(NotThere(what, "7")), lang, neutral)


@pytest.mark.parametrize("code", sorted(codes.pin_codes()))
@pytest.mark.parametrize(("tries", "seconds"), [(7, 0), (5, 20), (1, 320)])
def test_every_refused_pin_has_a_sentence(code: str, tries: int, seconds: int, lang: str) -> None:
    text = faults.fault_text(PinRefused(code, tries_left=tries, seconds=seconds))
    check(text, lang, faults.unknown_fault())


@pytest.mark.parametrize("code", sorted(codes.identity_codes()))
def test_everybody_who_is_not_let_in_is_told_why(code: str, lang: str) -> None:
    check(faults.fault_text(NotOnStaff(code, "7")), lang, faults.unknown_fault())


@pytest.mark.parametrize("code", sorted(codes.store_codes()))
@pytest.mark.parametrize("held", [{}, {"pid": 7, "account": "archive"}])
def test_every_fault_of_the_store_has_a_sentence(code: str, held: dict[str, str | int], lang: str) -> None:
    check(faults.fault_text(StoreFault(code, "/srv/archive", **BUSY, **held)), lang, faults.unknown_fault())


@pytest.mark.parametrize("act", sorted(codes.acts()))
def test_every_act_of_the_trail_has_a_word(act: str, lang: str) -> None:
    check(trail_words.act_word(act), lang, trail_words.act_word("nobody_foresaw_it"))


@pytest.mark.parametrize("act", sorted(codes.acts() - {"raise_level", "lower_level"}))
def test_every_act_of_the_trail_has_a_sentence_of_its_own(act: str) -> None:
    assert act in trail_words.TEXTS or act in trail_words._TELLERS


@pytest.mark.parametrize("act", list(Act))
def test_everything_that_takes_a_role_says_whose_it_is(act: Act, lang: str) -> None:
    clause = Clause("6.3", False, "may_not", {"act": act.value})
    check(rulings.clause_text(clause), lang, rulings.clause_text(Clause("6.3", False, "may_not", {"act": "other"})))


def test_everything_that_has_a_name_has_one_in_both_languages(lang: str) -> None:
    words = [
        *map(names.level_word, Level), *map(names.level_handling, Level), *map(names.state_word, State),
        *map(names.kind_word, Kind), *map(names.stage_word, Stage), *map(names.role_word, Role),
        *map(names.incident_word, INCIDENT_KINDS), *map(names.line_state_word, sorted(LINE_STATES)),
        *map(names.setting_word, settings.names()), *map(names.retention_word, names.RETENTIONS),
        *map(names.category_word, names.CATEGORIES), *map(rulings.decision_text, Decision), rulings.pledge_text(),
    ]  # fmt: skip
    for word in [word for word in words if word not in ("GM", names.category_word("other"))]:
        check(word, lang, names.incident_word("nobody_foresaw_it"))
    assert all(map(names.capacity_word, Capacity))


def test_what_nobody_foresaw_reads_neutrally_and_shows_no_code(lang: str) -> None:
    ruling = refusal()
    told = [
        rulings.clause_text(Clause("6.7", True, "nobody_foresaw_it")),
        rulings.clause_text(Clause("6.7", False, "nobody_foresaw_it")),
        rulings.way_text("nobody_foresaw_it", ruling),
        names.line_state_word("nobody_foresaw_it"),
        names.incident_word("nobody_foresaw_it"),
        names.setting_word("nobody_foresaw_it"),
        trail_words.act_word("nobody_foresaw_it"),
        faults.fault_text(BadInput("nobody_foresaw_it")),
        faults.fault_text(NotThere("nobody_foresaw_it", "7")),
        faults.fault_text(PinRefused("nobody_foresaw_it")),
        faults.fault_text(NotOnStaff("nobody_foresaw_it", "7")),
        faults.fault_text(StoreFault("nobody_foresaw_it", "/srv/archive")),
        faults.fault_text(RuntimeError("nobody_foresaw_it")),
    ]
    for text in told:
        check(text, lang)


def test_facts_that_are_missing_leave_a_sentence_without_holes() -> None:
    assert faults.fault_text(BadInput("too_long")) == faults.unknown_fault()
    assert rulings.clause_text(Clause("6.7", False, "item_out", {"holder": "", "due_at": None})) == "it is out"


def test_braces_and_percent_signs_in_a_name_stay_what_they_are() -> None:
    text = faults.fault_text(NotThere("item", "{name} %s {0}"))
    assert '"{name} %s {0}"' in text


def test_codes_that_are_put_together_are_followed_to_their_ends() -> None:
    assert {"request_void", "request_lapsed", "sign_off_used", "item_missing", "may_not_sign_office"} <= (
        codes.clause_codes()
    )
    assert {"pin_easy", "pin_short", "too_long"} <= codes.input_codes()
    assert {"check_out", "refused", "import", "copy"} <= codes.acts()
    assert {"busy", "gone", "no_archive", "no_permission"} <= codes.store_codes()
