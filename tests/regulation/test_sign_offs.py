"""What a sign-off is worth at the check-out: judged again, once, for its item, level and kind, until it lapses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from archive_tui.regulation.lending import SignOff, fault_of, rule
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Post, Role, Roster
from archive_tui.regulation.rulings import Decision, Stage
from tests.regulation.company import (
    CLERK_LEASING,
    DAY,
    DEPUTY_FREE,
    DEPUTY_LEASING,
    DIRECTOR,
    FINANCE,
    GM,
    HOUR,
    LEASING,
    MANAGER_FINANCE,
    MANAGER_LEASING,
    NOW,
    ROSTER,
    SECOND,
    SETTINGS,
    SINCE,
    away,
    case,
    form,
    left,
    letter,
    signed,
    with_letters,
    without_role,
)

L, K = Level, Kind
GOOD = signed(Stage.SECRET, GM, L.SECRET, K.OUT)
BY_DEPUTY = replace(GOOD, signer_id=DEPUTY_LEASING)
BY_LETTER = replace(GOOD, signer_id=DEPUTY_FREE)
LETTER = with_letters(letter(), roster=away())


@pytest.mark.parametrize(
    ("sign_off", "fault"),
    [
        pytest.param(GOOD, None, id="6.7.3 good"),
        pytest.param(replace(GOOD, used=True), "used", id="6.7.3a invariant 3 used once"),
        pytest.param(replace(GOOD, approve=False), "refused", id="6.7.3 a refusal"),
        pytest.param(replace(GOOD, voided=True), "void", id="invariant 5 raised since"),
        pytest.param(replace(GOOD, level=L.UNCLASSIFIED), "void", id="invariant 5 of another level"),
        pytest.param(replace(GOOD, level=L.CONFIDENTIAL), "void", id="invariant 5 lowered since"),
        pytest.param(replace(GOOD, kind=K.READING), "void", id="6.7.3b for the room, not to take out"),
        pytest.param(replace(GOOD, kind=K.COPY), "void", id="6.7.6 for a copy, not for the paper"),
        pytest.param(replace(GOOD, item_id=2), "void", id="invariant 3 of another item"),
        pytest.param(replace(GOOD, borrower_id=CLERK_LEASING), "void", id="invariant 3 of another borrower"),
        pytest.param(replace(GOOD, at=NOW - DAY), None, id="6.7.3 exactly 24 h old"),
        pytest.param(replace(GOOD, at=NOW - DAY - SECOND), "lapsed", id="6.7.3 a second older"),
        pytest.param(replace(GOOD, at=NOW), None, id="6.7.3 signed this very moment"),
        pytest.param(replace(GOOD, at=NOW + SECOND), "lapsed", id="6.7.3 signed in the future"),
        pytest.param(replace(GOOD, closed="withdrawn"), "withdrawn", id="6.7.2 of a withdrawn application"),
        pytest.param(replace(GOOD, closed="lapsed"), "lapsed", id="6.7.2 of an application that lapsed"),
        pytest.param(replace(GOOD, closed="used"), "used", id="6.7.2 of an application that was served"),
        pytest.param(BY_DEPUTY, None, id="6.7.3c deputy in charge"),
        pytest.param(replace(GOOD, signer_id=DIRECTOR), "signer_lost", id="6.7.3 the director can't sign this"),
        pytest.param(BY_LETTER, "signer_lost", id="6.7.3e no letter"),
    ],
)
def test_why_a_sign_off_does_not_count(sign_off: SignOff, fault: str | None) -> None:
    asked = case(L.SECRET, K.OUT, sign_offs=[sign_off])
    assert fault_of(asked, sign_off) == fault
    assert rule(asked).allowed is (fault is None)


@pytest.mark.parametrize(
    ("sign_off", "roster", "counts"),
    [
        pytest.param(GOOD, left(GM, NOW), False, id="the GM has left"),
        pytest.param(GOOD, without_role(GM, Role.GM, NOW), False, id="no GM any more"),
        pytest.param(BY_DEPUTY, without_role(DEPUTY_LEASING, Role.DEPUTY, NOW), False, id="6.7.3c out of charge"),
        pytest.param(
            BY_DEPUTY,
            replace(
                without_role(DEPUTY_LEASING, Role.DEPUTY, NOW),
                posts=(*without_role(DEPUTY_LEASING, Role.DEPUTY, NOW).posts,
                       Post(DEPUTY_LEASING, Role.DEPUTY, FINANCE, NOW)),
            ),
            False, id="6.7.3c in charge of another department now",
        ),
        pytest.param(BY_DEPUTY, left(DEPUTY_LEASING, NOW), False, id="6.7.3c the deputy has left"),
        pytest.param(BY_LETTER, LETTER, True, id="6.7.3e the letter runs"),
        pytest.param(BY_LETTER, with_letters(letter(), roster=away(until=NOW)), False, id="6.7.3e the GM is back"),
        pytest.param(BY_LETTER, with_letters(letter(until=NOW), roster=away()), False, id="6.7.3e the letter ended"),
        pytest.param(
            BY_LETTER, with_letters(letter(until=NOW + SECOND), roster=away()), True, id="6.7.3e its last second"
        ),
        pytest.param(
            BY_LETTER, with_letters(letter(revoked_at=NOW), roster=away()), False, id="6.7.3e taken back just now"
        ),
    ],
)  # fmt: skip
def test_6_7_3_the_signer_is_judged_again_at_the_check_out(sign_off: SignOff, roster: Roster, counts: bool) -> None:
    ruling = rule(case(L.SECRET, K.OUT, sign_offs=[sign_off], roster=roster))
    assert ruling.allowed is counts
    if not counts:
        assert ruling.against[0].code == "sign_off_signer_lost"


@pytest.mark.parametrize("hours", [1, 24, 48])
def test_6_7_3_setting_how_long_an_approval_lasts(hours: int) -> None:
    settings = replace(SETTINGS, sign_off_hours=hours)
    last, gone = replace(GOOD, at=NOW - hours * HOUR), replace(GOOD, at=NOW - hours * HOUR - SECOND)
    assert rule(case(L.SECRET, K.OUT, sign_offs=[last], settings=settings)).allowed
    assert not rule(case(L.SECRET, K.OUT, sign_offs=[gone], settings=settings)).allowed


def test_6_7_2_the_managers_form_waits_and_only_the_decision_lapses() -> None:
    manager, office = form()
    waited = replace(manager, at=NOW - 5 * DAY)
    assert rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=[waited, office])).allowed
    lapsed = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=[waited, replace(office, at=NOW - DAY - SECOND)]))
    assert (lapsed.stage, lapsed.against[0].code) == (Stage.OFFICE, "sign_off_lapsed")


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        pytest.param(MANAGER_LEASING, "sign_off_signer_lost", id="6.7.2 another department's manager"),
        pytest.param(DIRECTOR, "sign_off_signer_lost", id="6.7.2 the office director"),
        pytest.param(GM, "sign_off_signer_lost", id="6.7.2 even the GM makes out nobody's form"),
    ],
)
def test_6_7_2_a_form_made_out_by_somebody_else_than_the_manager_is_none(signer: int, why: str) -> None:
    manager, office = form()
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=[replace(manager, signer_id=signer), office]))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.MANAGER)
    assert [c.code for c in ruling.against] == [why]
    assert [s.person_id for s in ruling.signers] == [MANAGER_FINANCE]


@pytest.mark.parametrize("signer", [MANAGER_FINANCE, DEPUTY_LEASING, DEPUTY_FREE])
def test_6_7_2_only_the_gms_office_decides(signer: int) -> None:
    manager, office = form()
    roster = with_letters(letter(), roster=away())
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=[manager, replace(office, signer_id=signer)], roster=roster))
    assert (ruling.decision, ruling.stage) == (Decision.NEEDS_SIGN_OFF, Stage.OFFICE)


def test_6_7_2_a_manager_who_has_changed_departments_made_out_no_form_of_the_new_one() -> None:
    moved = replace(
        without_role(MANAGER_FINANCE, Role.MANAGER, NOW),
        posts=(*without_role(MANAGER_FINANCE, Role.MANAGER, NOW).posts, Post(MANAGER_FINANCE, Role.MANAGER, LEASING,
                                                                            SINCE)),
    )  # fmt: skip
    assert not rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=form(), roster=moved)).allowed


def told(sign_offs: Sequence[SignOff], applications: Sequence[int] = ()) -> tuple[str, Stage | None]:
    ruling = rule(case(L.SECRET, K.OUT, sign_offs=sign_offs, applications=applications))
    assert ruling.decision is Decision.NEEDS_SIGN_OFF
    return ruling.against[0].code, ruling.stage


def test_6_7_3a_without_an_open_application_the_ruling_says_what_became_of_the_last() -> None:
    assert told([replace(GOOD, used=True, closed="used")]) == ("sign_off_used", Stage.SECRET)
    assert told([replace(GOOD, closed="lapsed")]) == ("sign_off_lapsed", Stage.SECRET)
    assert told([replace(GOOD, approve=False, closed="refused")]) == ("sign_off_refused", Stage.SECRET)
    assert told([replace(GOOD, voided=True, closed="void")]) == ("sign_off_void", Stage.SECRET)
    assert told([replace(GOOD, closed="withdrawn")]) == ("unsigned_secret", Stage.SECRET)
    old = replace(GOOD, used=True, closed="used")
    assert told([old, replace(GOOD, id=2, request_id=2, closed="lapsed")])[0] == "sign_off_lapsed"


def test_an_open_application_is_judged_and_not_one_that_is_over() -> None:
    used = replace(GOOD, used=True, closed="used")
    assert told([used], applications=[2]) == ("unsigned_secret", Stage.SECRET)
    assert rule(case(L.SECRET, K.OUT, sign_offs=[used, replace(GOOD, id=2, request_id=2)], applications=[2])).allowed


def test_6_7_2_after_a_refusal_the_ruling_names_who_refused_and_begins_with_the_manager_again() -> None:
    manager, office = form()
    refused = [replace(manager, closed="refused"), replace(office, approve=False, closed="refused")]
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=refused))
    assert (ruling.stage, [s.person_id for s in ruling.signers]) == (Stage.MANAGER, [MANAGER_FINANCE])
    assert [(c.code, c.facts["name"]) for c in ruling.against] == [("sign_off_refused", "Director")]


def test_of_several_open_applications_the_one_that_is_furthest_on_is_told() -> None:
    manager_1 = form(request_id=1)[0]
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=[manager_1], applications=[1, 2]))
    assert (ruling.stage, ruling.clauses[0].facts["request"]) == (Stage.OFFICE, 1)


def test_of_several_that_are_good_the_newest_is_used_and_the_other_stays() -> None:
    both = [*form(request_id=1), *form(request_id=2, first_id=3)]
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=both, applications=[1, 2]))
    assert ruling.allowed and ruling.uses == (3, 4)


def test_an_application_that_is_good_wins_over_a_newer_one_that_is_not() -> None:
    both = [*form(request_id=1), form(request_id=2, first_id=3)[0]]
    ruling = rule(case(L.UNCLASSIFIED, K.OUT, sign_offs=both, applications=[1, 2]))
    assert ruling.allowed and ruling.uses == (1, 2)


def test_a_signature_given_again_after_the_signer_was_lost_counts() -> None:
    again = [replace(GOOD, signer_id=DIRECTOR), replace(GOOD, id=2)]
    assert rule(case(L.SECRET, K.OUT, sign_offs=again)).uses == (2,)
    assert rule(case(L.SECRET, K.OUT, sign_offs=[replace(GOOD), replace(GOOD, id=2, signer_id=DIRECTOR)])).uses == (1,)


def test_who_signed_for_a_colleague_of_the_house_is_named_in_the_clause() -> None:
    clause = rule(case(L.SECRET, K.OUT, sign_offs=[BY_DEPUTY], roster=ROSTER)).clauses[-1]
    assert clause.facts == {
        "name": "Deputy-Leasing", "stage": "secret", "request": 1, "at": NOW - HOUR, "by": "deputy_in_charge",
        "letter": None,
    }  # fmt: skip
