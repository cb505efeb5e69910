"""What must hold of every ruling, whatever the case: invariants 1 to 4 and 7, told by a second, plainer reading."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from archive_tui.regulation.lending import Case, SignOff, Standing, rule, stages
from archive_tui.regulation.levels import Kind, Level, State, most_allowed
from archive_tui.regulation.people import Delegation, Role, Roster
from archive_tui.regulation.rulings import Decision, Stage
from archive_tui.regulation.settings import ConfidentialBy, InChargeOf, Settings
from tests.regulation.company import (
    CLERK_FINANCE,
    DAY,
    DEPUTY_FREE,
    DEPUTY_LEASING,
    DIRECTOR,
    FINANCE,
    HOUR,
    LEASING,
    MANAGER_FINANCE,
    NOBODY,
    NOW,
    OFFICE,
    PEOPLE,
    away,
    case,
    left,
    letter,
    with_letters,
    without_role,
)
from tests.regulation.company import (
    signed as signature,
)

T = TypeVar("T")

people = st.sampled_from([*PEOPLE, NOBODY])
moments = st.one_of(st.just(NOW), st.integers(-30 * 60, 30 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)))
kinds = st.sampled_from([Kind.OUT, Kind.READING, Kind.COPY])


@st.composite
def letters(draw: st.DrawFn) -> Delegation:
    since = draw(moments)
    return letter(
        draw(st.sampled_from([DEPUTY_FREE, DEPUTY_LEASING])),
        since,
        since + draw(st.timedeltas(timedelta(seconds=1), DAY)),
        draw(st.sampled_from([None, frozenset({LEASING}), frozenset({FINANCE})])),
        draw(st.sampled_from([[Level.SECRET], [Level.CONFIDENTIAL], list(Level)])),
        draw(st.one_of(st.none(), moments)),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    roster = with_letters(*draw(st.lists(letters(), max_size=2)))
    if draw(st.booleans()):
        roster = away(roster, draw(moments), draw(st.one_of(st.none(), moments)))
    if draw(st.booleans()):
        roster = left(draw(st.sampled_from(list(PEOPLE))), draw(moments), roster)
    if draw(st.booleans()):
        roster = without_role(draw(st.sampled_from(list(PEOPLE))), draw(st.sampled_from(Role)), draw(moments), roster)
    return roster


def mostly(usual: T, others: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Draw the usual value in most cases: else hardly any signature would be good for anything."""
    return st.one_of(st.just(usual), st.just(usual), st.just(usual), others)


USUAL = {Stage.MANAGER: MANAGER_FINANCE, Stage.OFFICE: DIRECTOR, Stage.SECRET: DEPUTY_LEASING}


@st.composite
def sign_offs(draw: st.DrawFn, id: int, level: Level, kind: Kind, borrower_id: int) -> SignOff:
    stage = draw(mostly(stages(level)[id % len(stages(level))], st.sampled_from(Stage)))
    return SignOff(
        id,
        draw(mostly(1, st.integers(1, 3))),
        stage,
        draw(mostly(kind, kinds)),
        draw(mostly(borrower_id, people)),
        draw(mostly(1, st.just(2))),
        draw(st.one_of(st.just(USUAL[stage]), people)),
        draw(mostly(True, st.just(False))),
        draw(mostly(level, st.sampled_from(Level))),
        draw(mostly(NOW - HOUR, moments)),
        draw(mostly(False, st.just(True))),
        draw(mostly(False, st.just(True))),
        draw(mostly(None, st.sampled_from(["used", "refused", "withdrawn", "void", "lapsed"]))),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    level, kind, borrower_id = draw(st.sampled_from(Level)), draw(kinds), draw(mostly(CLERK_FINANCE, people))
    state = draw(mostly(State.IN_PLACE, st.sampled_from(State)))
    signed = [draw(sign_offs(n, level, kind, borrower_id)) for n in range(draw(st.integers(0, 4)))]
    if draw(st.booleans()):  # an application with all that it takes
        good_ones = enumerate(stages(level), start=10)
        signed += [signature(stage, USUAL[stage], level, kind, id=n, borrower_id=borrower_id) for n, stage in good_ones]
    return case(
        level,
        kind,
        borrower_id,
        sign_offs=signed,
        applications=draw(st.lists(st.integers(1, 3), max_size=2)),
        at=draw(mostly(NOW, moments)),
        roster=draw(rosters()),
        settings=Settings(
            in_charge_of=draw(mostly(InChargeOf.ORIGIN, st.sampled_from(InChargeOf))),
            confidential_by=draw(st.sampled_from(ConfidentialBy)),
            blocks_classified=draw(st.booleans()),
        ),
        state=state,
        holder_id=draw(people) if state in (State.OUT, State.READING) else None,
        standing=Standing(draw(mostly(0, st.just(1))), draw(mostly(0, st.just(1)))),
        origin_id=draw(mostly(LEASING, st.sampled_from([None, OFFICE, LEASING, FINANCE]))),
    )


def approver(asked: Case, person_id: int) -> bool:
    """Return whether a person may approve a classified paper: 6.7.3 c, d and e read once more, the plain way."""
    roster, at, paper = asked.roster, asked.at, asked.paper
    if not roster.active(person_id, at):
        return False
    posts = [p for p in roster.posts if p.person_id == person_id and p.since <= at and (not p.until or at < p.until)]
    if any(p.role is Role.GM for p in posts):
        return True
    charge = {p.department_id for p in posts if p.role is Role.DEPUTY}
    if person_id == asked.borrower_id or not charge:
        return False
    borrower = roster.persons.get(asked.borrower_id)
    origin_mine = paper.origin_id is not None and paper.origin_id in charge
    borrower_mine = borrower is not None and borrower.department_id in charge
    mine = {
        InChargeOf.ORIGIN: origin_mine,
        InChargeOf.BORROWER: borrower_mine,
        InChargeOf.BOTH: origin_mine and borrower_mine,
    }[asked.settings.in_charge_of]
    if paper.level is Level.CONFIDENTIAL and asked.settings.confidential_by is ConfidentialBy.GM_ONLY:
        mine = False
    by_letter = roster.gm_away(at) and any(
        d.deputy_id == person_id
        and d.since <= at < d.until
        and (d.revoked_at is None or at < d.revoked_at)
        and paper.level in d.levels
        and (d.departments is None or paper.origin_id in d.departments)
        for d in roster.delegations
    )
    return mine or by_letter


def good(asked: Case, sign_off: SignOff, stage: Stage) -> bool:
    age = asked.at - sign_off.at
    return (
        sign_off.approve
        and not sign_off.used
        and not sign_off.voided
        and sign_off.closed is None
        and sign_off.stage is stage
        and (sign_off.kind, sign_off.level, sign_off.item_id, sign_off.borrower_id)
        == (asked.kind, asked.paper.level, asked.paper.id, asked.borrower_id)
        and (stage is Stage.MANAGER or timedelta(0) <= age <= DAY)
    )


@given(asked=cases())
def test_invariants_1_2_and_7_hold_of_every_ruling(asked: Case) -> None:
    ruling = rule(asked)
    if asked.paper.level is Level.TOP_SECRET:
        assert ruling.decision is Decision.REFUSED
    if asked.paper.level is Level.CONFIDENTIAL and asked.kind is not Kind.READING:
        assert ruling.decision is Decision.REFUSED
    if asked.kind is not Kind.COPY and asked.paper.state is not State.IN_PLACE:
        assert ruling.decision is Decision.REFUSED
    if not asked.roster.active(asked.borrower_id, asked.at):
        assert ruling.decision is Decision.REFUSED


@given(asked=cases())
def test_invariant_3_what_is_classified_goes_out_on_one_good_approval(asked: Case) -> None:
    ruling = rule(asked)
    if not ruling.allowed or not asked.paper.level.classified:
        return
    (used,) = [s for s in asked.sign_offs if s.id in ruling.uses]
    assert good(asked, used, Stage.SECRET) and approver(asked, used.signer_id)
    if asked.paper.level is Level.SECRET and asked.kind is not Kind.COPY:
        assert ruling.due_at is not None and asked.at < ruling.due_at <= asked.at + timedelta(hours=4)


@given(asked=cases())
def test_invariant_4_what_is_unclassified_goes_directly_or_on_form_and_decision(asked: Case) -> None:
    ruling = rule(asked)
    if not ruling.allowed or asked.paper.level.classified:
        return
    roles = asked.roster.roles(asked.borrower_id, asked.at)
    if not ruling.uses:
        assert roles & {Role.GM, Role.DEPUTY, Role.OFFICE_DIRECTOR}
        return
    form, decision = (next(s for s in asked.sign_offs if s.id == used) for used in ruling.uses)
    home = asked.roster.persons[asked.borrower_id].department_id
    assert good(asked, form, Stage.MANAGER) and good(asked, decision, Stage.OFFICE)
    assert form.request_id == decision.request_id
    assert form.signer_id in {p.id for p in asked.roster.holders(Role.MANAGER, asked.at, home)}
    office = asked.roster.roles(decision.signer_id, asked.at)
    assert Role.GM in office or (Role.OFFICE_DIRECTOR in office and decision.signer_id != asked.borrower_id)


@given(asked=cases())
def test_6_7_3_whoever_could_approve_is_named_and_nobody_else(asked: Case) -> None:
    ruling = rule(asked)
    if ruling.stage is Stage.SECRET:
        assert {s.person_id for s in ruling.signers} == {p for p in PEOPLE if approver(asked, p)}


@given(asked=cases())
def test_a_good_approval_is_enough_and_never_overlooked(asked: Case) -> None:
    ruling = rule(asked)
    if ruling.decision is Decision.NEEDS_SIGN_OFF and asked.paper.level.classified:
        assert not any(good(asked, s, Stage.SECRET) and approver(asked, s.signer_id) for s in asked.sign_offs)


@given(asked=cases())
def test_every_ruling_is_of_one_piece(asked: Case) -> None:
    ruling = rule(asked)
    assert ruling.most is most_allowed(asked.paper.level)
    assert ruling.allowed is (ruling.clauses == tuple(c for c in ruling.clauses if c.holds))
    assert (ruling.stage is not None) is (ruling.decision is Decision.NEEDS_SIGN_OFF)
    assert (ruling.due_at is None) is (ruling.decision is Decision.REFUSED or asked.kind is Kind.COPY)
    assert len(set(ruling.uses)) == len(ruling.uses)
    assert all(s.person_id != asked.borrower_id or s.by in ("gm", "manager") for s in ruling.signers)
    if ruling.closes_at is not None:
        assert ruling.due_at is not None and asked.at < ruling.closes_at < ruling.due_at


@given(asked=cases())
def test_the_order_in_which_signatures_are_read_makes_no_difference(asked: Case) -> None:
    turned = Case(
        asked.roster, asked.settings, asked.borrower_id, asked.paper, asked.kind, asked.at, asked.sign_offs[::-1],
        asked.standing, asked.applications,
    )  # fmt: skip
    assert rule(turned) == rule(asked)
