"""Rulings on lending and reading, article by article: what is refused, what waits for a signature, what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from archive_tui.regulation.lending import Case, Standing, due, rule, stages
from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.rulings import Capacity, Clause, Decision, Ruling, Stage
from archive_tui.regulation.settings import Settings
from tests.regulation.company import (
    CLERK_FINANCE,
    CLOSING,
    DAY,
    DEPUTY_FREE,
    DEPUTY_LEASING,
    DIRECTOR,
    GM,
    HOUR,
    MANAGER_FINANCE,
    NOBODY,
    NOTHING_OPEN,
    NOW,
    SECOND,
    SETTINGS,
    away,
    case,
    form,
    left,
    letter,
    signed,
    with_letters,
)

L, K, S = Level, Kind, State
FOUR = timedelta(hours=4)
LENIENT = replace(SETTINGS, blocks_classified=False)


def codes(ruling: Ruling) -> list[str]:
    return [("+" if c.holds else "-") + f"{c.article} {c.code}" for c in ruling.clauses]


def approved(
    level: Level,
    kind: Kind,
    borrower_id: int = CLERK_FINANCE,
    standing: Standing = NOTHING_OPEN,
    settings: Settings = SETTINGS,
) -> Case:
    """Return a case with the GM's approval for it."""
    sign_off = signed(Stage.SECRET, GM, level, kind, borrower_id=borrower_id)
    return case(level, kind, borrower_id, sign_offs=[sign_off], standing=standing, settings=settings)


@pytest.mark.parametrize(
    ("asked", "refused_by", "ways"),
    [
        pytest.param(case(L.TOP_SECRET, K.OUT), "-6.7.3 top_secret_never", ("custody_only",), id="6.7.3f out"),
        pytest.param(case(L.TOP_SECRET, K.READING), "-6.7.3 top_secret_never", ("custody_only",), id="6.7.3f read"),
        pytest.param(case(L.TOP_SECRET, K.COPY), "-6.7.3 top_secret_never", ("custody_only",), id="6.7.3f copy"),
        pytest.param(case(L.TOP_SECRET, K.NONE), "-6.7.3 top_secret_never", ("custody_only",), id="6.7.3f nothing"),
        pytest.param(
            approved(L.TOP_SECRET, K.OUT, GM), "-6.7.3 top_secret_never", ("custody_only",), id="6.7.3f the GM included"
        ),
        pytest.param(
            approved(L.CONFIDENTIAL, K.OUT), "-6.7.3 confidential_not_lent", ("read_in_room",), id="6.7.3 never lent"
        ),
        pytest.param(
            approved(L.CONFIDENTIAL, K.OUT, GM), "-6.7.3 confidential_not_lent", ("read_in_room",),
            id="6.7.3 never lent to the GM",
        ),
        pytest.param(
            approved(L.CONFIDENTIAL, K.COPY), "-6.7.3 confidential_no_copy", ("read_in_room",), id="6.7.6 never copied"
        ),
    ],
)  # fmt: skip
def test_what_a_level_never_allows(asked: Case, refused_by: str, ways: tuple[str, ...]) -> None:
    ruling = rule(asked)
    assert ruling.decision is Decision.REFUSED
    assert codes(ruling) == [refused_by]
    assert (ruling.way_forward, ruling.uses, ruling.signers, ruling.due_at) == (ways, (), (), None)


@pytest.mark.parametrize("person", [GM, DEPUTY_LEASING, DEPUTY_FREE, DIRECTOR])
@pytest.mark.parametrize("kind", [K.OUT, K.READING, K.COPY])
def test_6_7_1_gm_deputies_and_office_director_get_unclassified_papers_directly(person: int, kind: Kind) -> None:
    ruling = rule(case(L.UNCLASSIFIED, kind, person))
    assert ruling.allowed and ruling.uses == ()
    assert codes(ruling) == ["+6.7.1 direct"]


def test_6_7_2_everybody_else_needs_the_managers_form_first() -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.MANAGER)
    assert codes(ruling) == ["-6.7.2 unsigned_manager"]
    assert [s.person_id for s in ruling.signers] == [MANAGER_FINANCE]
    assert ruling.way_forward == ("ask_signer",)


def test_6_7_2_then_the_decision_of_the_gms_office() -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=form()[:1]))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.OFFICE)
    assert codes(ruling) == ["+6.7.2 signed", "-6.7.2 unsigned_office"]
    assert [s.person_id for s in ruling.signers] == [GM, DIRECTOR]


def test_6_7_2_the_offices_decision_without_the_managers_form_is_not_enough() -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=form()[1:]))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.MANAGER)


def test_6_7_2_form_and_decision_let_it_out_for_fourteen_days() -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=form()))
    assert ruling.allowed and ruling.uses == (1, 2)
    assert codes(ruling) == ["+6.7.2 signed", "+6.7.2 signed"]
    assert ruling.due_at == NOW + timedelta(days=14)
    assert [(c.facts["name"], c.facts["by"]) for c in ruling.clauses] == [
        ("Manager-Finance", "manager"), ("Director", "office_director"),
    ]  # fmt: skip


def test_6_7_2_form_and_decision_must_stand_on_one_application() -> None:
    torn = (form(request_id=1)[0], form(request_id=2)[1])
    assert rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=torn)).decision is Decision.NEEDS_SIGN_OFF


def test_6_7_2_6_7_3d_a_manager_makes_out_his_own_form_and_another_decides() -> None:
    level, kind = L.UNCLASSIFIED, K.OUT
    own = signed(Stage.MANAGER, MANAGER_FINANCE, level, kind, borrower_id=MANAGER_FINANCE)
    office = signed(Stage.OFFICE, DIRECTOR, level, kind, id=2, borrower_id=MANAGER_FINANCE)
    ruling = rule(case(level, kind, MANAGER_FINANCE, sign_offs=[own, office]))
    assert ruling.allowed
    assert codes(ruling) == ["+6.7.2 signed", "+6.7.2 signed"]  # making out a form is no approval


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        pytest.param(L.SECRET, K.OUT, id="6.7.3 secret loan"),
        pytest.param(L.SECRET, K.READING, id="6.7.3b secret reading"),
        pytest.param(L.SECRET, K.COPY, id="6.7.6 secret copy"),
        pytest.param(L.CONFIDENTIAL, K.READING, id="6.7.3b confidential reading"),
    ],
)
@pytest.mark.parametrize("borrower", [GM, DEPUTY_FREE, DIRECTOR, MANAGER_FINANCE, CLERK_FINANCE])
def test_6_7_3_classified_papers_take_an_approval_from_everybody(level: Level, kind: Kind, borrower: int) -> None:
    ruling = rule(case(level, kind, borrower))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.SECRET)
    assert [s.person_id for s in ruling.signers] == [GM, DEPUTY_LEASING]
    assert [c.code for c in ruling.against] == ["unsigned_secret"]


@pytest.mark.parametrize(
    ("level", "kind", "told"),
    [
        pytest.param(L.SECRET, K.OUT, ["+6.7.3 secret_four_hours", "+6.7.3 signed"], id="6.7.3 secret loan"),
        pytest.param(L.SECRET, K.READING, ["+6.7.3 secret_four_hours", "+6.7.3 signed"], id="6.7.3b secret reading"),
        pytest.param(L.SECRET, K.COPY, ["+6.7.3 signed"], id="6.7.6 secret copy"),
        pytest.param(
            L.CONFIDENTIAL, K.READING, ["+6.7.3 confidential_room_only", "+6.7.3 signed"], id="6.7.3b confidential"
        ),
    ],
)
def test_6_7_3_an_approval_lets_a_classified_paper_be_had(level: Level, kind: Kind, told: list[str]) -> None:
    ruling = rule(approved(level, kind))
    assert ruling.allowed and ruling.uses == (1,)
    assert codes(ruling) == told
    assert ruling.clauses[-1].facts["by"] == Capacity.GM.value


def test_6_7_3d_the_gms_own_approval_is_marked_as_self_approved() -> None:
    assert codes(rule(approved(L.SECRET, K.OUT, GM)))[-1] == "+6.7.3 self_approved"


def test_6_7_3d_a_deputys_signature_for_himself_is_worth_nothing() -> None:
    own = signed(Stage.SECRET, DEPUTY_LEASING, L.SECRET, K.OUT, borrower_id=DEPUTY_LEASING)
    ruling = rule(case(L.SECRET, K.OUT, DEPUTY_LEASING, sign_offs=[own]))
    assert ruling.decision is Decision.NEEDS_SIGN_OFF
    assert [s.person_id for s in ruling.signers] == [GM]


def test_6_7_3e_a_delegates_approval_names_his_letter() -> None:
    roster = with_letters(letter(), roster=away())
    sign_off = signed(Stage.SECRET, DEPUTY_FREE, L.SECRET, K.OUT)
    ruling = rule(case(L.SECRET, K.OUT, sign_offs=[sign_off], roster=roster))
    assert ruling.allowed
    facts = ruling.clauses[-1].facts
    assert (facts["by"], facts["letter"], facts["name"]) == ("delegate", 7, "Deputy-Free")


def test_a_ruling_where_nobody_can_sign_says_so() -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, roster=left(MANAGER_FINANCE, NOW)))
    assert (ruling.decision, ruling.signers) == (Decision.NEEDS_SIGN_OFF, ())
    assert ruling.way_forward == ("nobody_can_sign",)


def test_a_secret_loan_may_be_read_in_the_room_as_well() -> None:
    assert rule(case(L.SECRET, K.OUT)).way_forward == ("ask_signer", "read_in_room_too")
    assert rule(case(L.SECRET, K.READING)).way_forward == ("ask_signer",)


@pytest.mark.parametrize(
    ("state", "holder", "code", "ways"),
    [
        pytest.param(S.OUT, GM, "-6.7 item_out", ("wait_for_return",), id="invariant 7 out"),
        pytest.param(S.READING, GM, "-6.7 item_reading", ("wait_for_return",), id="invariant 7 in the room"),
        pytest.param(S.OUT, CLERK_FINANCE, "-6.7 item_out", ("wait_for_return",), id="invariant 7 with the borrower"),
        pytest.param(S.MISSING, None, "-6.4 item_missing", (), id="invariant 7 missing"),
        pytest.param(S.DESTROYED, None, "-6.8.4 item_destroyed", (), id="invariant 7 destroyed"),
    ],
)
def test_only_what_is_in_place_can_be_handed_over(
    state: State, holder: int | None, code: str, ways: tuple[str, ...]
) -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, DIRECTOR, state=state, holder_id=holder))
    assert ruling.decision is Decision.REFUSED
    assert (codes(ruling), ruling.way_forward) == ([code], ways)
    if holder is not None:
        facts = ruling.clauses[0].facts
        assert facts == {"holder": "Gm" if holder == GM else "Clerk-Finance", "due_at": NOW + HOUR}


def test_6_7_6_a_copy_is_made_of_what_is_in_place_or_in_the_askers_own_hands() -> None:
    assert rule(case(L.UNCLASSIFIED, K.COPY, DIRECTOR, state=S.OUT, holder_id=DIRECTOR)).allowed
    assert not rule(case(L.UNCLASSIFIED, K.COPY, GM, state=S.OUT, holder_id=DIRECTOR)).allowed
    assert not rule(case(L.UNCLASSIFIED, K.COPY, GM, state=S.MISSING)).allowed


OVERDUE, INCIDENT = Standing(overdue=2), Standing(open_incidents=1)


@pytest.mark.parametrize(
    ("standing", "code", "way"),
    [
        pytest.param(OVERDUE, "borrower_overdue", "return_overdue", id="6.7.6 overdue"),
        pytest.param(INCIDENT, "borrower_incident", "close_incident", id="6.7.6 incident"),
    ],
)
def test_6_7_6_what_is_overdue_or_open_blocks_further_classified_papers(
    standing: Standing, code: str, way: str
) -> None:
    blocked = rule(approved(L.SECRET, K.OUT, standing=standing))
    assert blocked.decision is Decision.REFUSED
    assert ([c.code for c in blocked.against], blocked.way_forward) == ([code], (way,))
    said = rule(approved(L.SECRET, K.OUT, standing=standing, settings=LENIENT))
    assert said.allowed and Clause("6.7.6", True, code, {"count": max(standing.overdue, 1)}) in said.clauses
    unclassified = rule(case(L.UNCLASSIFIED, K.OUT, DIRECTOR, standing=standing))
    assert unclassified.allowed and code in [c.code for c in unclassified.clauses]


def test_several_reasons_are_all_named_at_once() -> None:
    ruling = rule(
        case(
            L.CONFIDENTIAL, K.OUT, standing=Standing(1, 1), state=S.READING, holder_id=GM,
            roster=left(CLERK_FINANCE, NOW),
        )
    )  # fmt: skip
    assert [c.code for c in ruling.against] == [
        "borrower_not_on_staff", "confidential_not_lent", "item_reading", "borrower_overdue", "borrower_incident",
    ]  # fmt: skip
    assert ruling.way_forward == ("read_in_room", "wait_for_return", "return_overdue", "close_incident")


@pytest.mark.parametrize("borrower", [NOBODY, CLERK_FINANCE])
def test_5_3_papers_do_not_go_to_who_is_not_with_the_company(borrower: int) -> None:
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, borrower, sign_offs=form(), roster=left(CLERK_FINANCE, NOW)))
    assert ruling.decision is Decision.REFUSED
    assert codes(ruling) == ["-6.7 borrower_not_on_staff"]


@pytest.mark.parametrize(
    ("level", "kind", "at", "due_at"),
    [
        pytest.param(L.SECRET, K.OUT, NOW, NOW + FOUR, id="6.7.3a four hours"),
        pytest.param(L.SECRET, K.OUT, CLOSING - HOUR, CLOSING + 3 * HOUR, id="6.7.3a past closing all the same"),
        pytest.param(L.SECRET, K.OUT, CLOSING + 3 * HOUR, CLOSING + 7 * HOUR, id="6.7.3a through the night"),
        pytest.param(L.SECRET, K.READING, NOW, NOW + FOUR, id="6.7.3b read for four hours"),
        pytest.param(L.SECRET, K.READING, CLOSING - HOUR, CLOSING, id="6.7.3b but not past closing"),
        pytest.param(L.CONFIDENTIAL, K.READING, NOW, CLOSING, id="6.7.3b back by closing"),
        pytest.param(L.UNCLASSIFIED, K.READING, NOW, CLOSING, id="6.7 a reading ends with the day"),
        pytest.param(L.UNCLASSIFIED, K.OUT, NOW, NOW + 14 * DAY, id="6.7.2 fourteen days"),
    ],
)
def test_when_it_would_be_due_back(level: Level, kind: Kind, at: datetime, due_at: datetime) -> None:
    assert due(case(level, kind, at=at)) == due_at
    assert rule(case(level, kind, at=at)).due_at == due_at


def test_6_7_2_setting_other_days() -> None:
    assert due(case(L.UNCLASSIFIED, K.OUT, settings=replace(SETTINGS, loan_days=3))) == NOW + 3 * DAY


@pytest.mark.parametrize(
    ("at", "closes_at"),
    [
        pytest.param(NOW, None, id="6.7.3a ends before closing"),
        pytest.param(CLOSING - FOUR, None, id="6.7.3a ends at closing"),
        pytest.param(CLOSING - FOUR + SECOND, CLOSING, id="6.7.3a ends after closing: can be shortened"),
        pytest.param(CLOSING, None, id="6.7.3a at closing there is nothing to shorten to"),
        pytest.param(CLOSING + HOUR, None, id="6.7.3a after closing neither"),
    ],
)
def test_6_7_3a_a_loan_that_ends_after_closing_can_be_shortened_to_it(at: datetime, closes_at: datetime | None) -> None:
    assert rule(case(L.SECRET, K.OUT, at=at)).closes_at == closes_at


@pytest.mark.parametrize("level", [L.UNCLASSIFIED, L.SECRET, L.CONFIDENTIAL])
@pytest.mark.parametrize(
    ("at", "open_"),
    [
        pytest.param(CLOSING - SECOND, True, id="6.7.3b a second before closing"),
        pytest.param(CLOSING, False, id="6.7.3b at closing"),
        pytest.param(CLOSING + 2 * HOUR, False, id="6.7.3b after closing"),
    ],
)
def test_6_7_3b_nothing_is_read_once_the_room_is_closed(level: Level, at: datetime, open_: bool) -> None:
    ruling = rule(case(level, K.READING, at=at))
    assert (ruling.decision is not Decision.REFUSED) is open_
    if not open_:
        assert ruling.against[-1] == Clause("6.7.3", False, "room_closed", {"closes_at": CLOSING})
        assert ruling.way_forward == ("come_tomorrow",)


@pytest.mark.parametrize(
    ("level", "order"),
    [
        pytest.param(L.UNCLASSIFIED, (Stage.MANAGER, Stage.OFFICE), id="6.7.2"),
        pytest.param(L.SECRET, (Stage.SECRET,), id="6.7.3"),
        pytest.param(L.CONFIDENTIAL, (Stage.SECRET,), id="6.7.3b"),
    ],
)
def test_which_signatures_an_application_takes(level: Level, order: Sequence[Stage]) -> None:
    assert stages(level) == order


@pytest.mark.parametrize("level", [L.UNCLASSIFIED, L.SECRET, L.CONFIDENTIAL])
def test_asking_for_nothing_is_no_question(level: Level) -> None:
    with pytest.raises(ValueError, match="nothing is asked for"):
        case(level, K.NONE)
