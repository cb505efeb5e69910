"""The demo company keeps to the regulation: each signature and loan is judged again by its own rulings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from archive_tui.exchange.demo_content import DemoCompany, DemoRequest, demo_company
from archive_tui.regulation import people
from archive_tui.regulation.authority import Matter, capacity_of, letters_in_force, stage_signers
from archive_tui.regulation.lending import Case, Paper, SignOff, Standing, rule
from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.permissions import Act, may
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.regulation.settings import Settings

NOW = datetime(2025, 11, 24, 1, 30, tzinfo=UTC)
#: When something could go wrong: midnight, the turn of the year, holidays, a leap day, evenings.
MOMENTS = [
    datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC),
    datetime(2026, 1, 1, 15, 59, 59, tzinfo=UTC),
    datetime(2026, 4, 27, 9, 10, tzinfo=UTC),
    datetime(2026, 10, 5, 12, 45, tzinfo=UTC),
    datetime(2027, 4, 25, 8, 29, tzinfo=UTC),
    datetime(2028, 2, 29, 22, 5, tzinfo=UTC),
    datetime(2030, 6, 15, 16, 20, tzinfo=UTC),
]


@cache
def company(now: datetime = NOW) -> DemoCompany:
    return demo_company(now)


class Law:
    """The demo company as the regulation sees it: ids for codes and logins, and rulings as of a moment."""

    def __init__(self, demo: DemoCompany) -> None:
        self.demo = demo
        self.ids = {p.login: n for n, p in enumerate(demo.people, start=1)}
        self.offices = {d.code: n for n, d in enumerate(demo.departments, start=1)}
        self.items = {i.archival_code: i for i in demo.items}
        self.numbers = {i.archival_code: n for n, i in enumerate(demo.items, start=1)}
        self.requests = {r.number: r for r in demo.requests}
        self.settings = Settings(room_closes=demo.room_closes)
        self.roster = people.Roster(
            {
                self.ids[p.login]: people.Person(
                    self.ids[p.login], p.login, p.name, self.offices[p.department], p.login, p.since, p.left_at
                )
                for p in demo.people
            },
            tuple(
                people.Post(
                    self.ids[r.login],
                    people.Role(r.role),
                    self.offices[r.department] if r.department else None,
                    r.since,
                    r.until,
                )
                for r in demo.roles
            ),
            tuple(
                people.Delegation(
                    letter.number,
                    letter.number,
                    self.ids[letter.deputy],
                    letter.since,
                    letter.until,
                    frozenset(self.offices[d] for d in letter.departments) if letter.departments else None,
                    frozenset(Level(level) for level in letter.levels),
                )
                for letter in demo.letters
            ),
            tuple(people.Absence(self.ids[a.login], a.since, a.until) for a in demo.absences),
            {n: people.Department(n, d.code, d.name) for n, d in enumerate(demo.departments, start=1)},
        )

    def matter(self, code: str, borrower: str) -> Matter:
        item = self.items[code]
        return Matter(Level(item.level), self.offices[item.department], self.ids[borrower])

    def signers(self, request: DemoRequest, stage: Stage, at: datetime) -> dict[str, Capacity]:
        matter = self.matter(request.items[0], request.borrower)
        return {s.login: s.by for s in stage_signers(self.roster, stage, matter, at, self.settings)}

    def sign_offs(self, request: DemoRequest, code: str) -> tuple[SignOff, ...]:
        return tuple(
            SignOff(
                request.number * 10 + n,
                request.number,
                Stage(s.stage),
                Kind(request.kind),
                self.ids[request.borrower],
                self.numbers[code],
                self.ids[s.signer],
                s.approve,
                Level(self.items[code].level),
                s.at,
            )
            for n, s in enumerate(request.sign_offs)
        )

    def standing(self, borrower: str, at: datetime) -> Standing:
        mine = [loan for loan in self.demo.loans if loan.borrower == borrower]
        overdue = sum(1 for o in mine if o.due_at < at and (o.returned_at is None or at < o.returned_at))
        trouble = [i for i in self.demo.incidents if i.borrower == borrower]
        still_open = [i for i in trouble if i.opened_at <= at and (i.closed_at is None or at < i.closed_at)]
        return Standing(overdue, len(still_open))

    def case(self, code: str, borrower: str, kind: str, at: datetime, request: int | None) -> Case:
        matter = self.matter(code, borrower)
        signed = self.sign_offs(self.requests[request], code) if request else ()
        paper = Paper(self.numbers[code], matter.level, matter.origin_id, State.IN_PLACE)
        return Case(
            self.roster,
            self.settings,
            matter.borrower_id,
            paper,
            Kind(kind),
            at,
            signed,
            self.standing(borrower, at),
        )


def test_forty_people_in_nine_departments_hold_every_role() -> None:
    demo = company()
    assert (len(demo.people), len(demo.departments)) == (40, 9)
    assert len({p.login for p in demo.people}) == len({p.name for p in demo.people}) == 40
    roster = Law(demo).roster
    assert {role for login in roster.persons for role in roster.roles(login, NOW)} == set(people.Role)
    assert len(roster.holders(people.Role.DEPUTY, NOW)) == 3
    assert len(roster.holders(people.Role.SALESPERSON, NOW)) >= 4
    for office in roster.departments:
        assert len(roster.holders(people.Role.MANAGER, NOW, office)) == 1
        assert len(roster.holders(people.Role.DEPUTY, NOW, office)) == 1
    assert {"gm", "archivist", "director"} <= {p.login for p in demo.people}


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_letter_seven_is_running_with_the_gm_away_and_letter_five_has_expired(now: datetime) -> None:
    demo = company(now)
    law = Law(demo)
    assert law.roster.gm_away(now)
    assert [letter.number for letter in demo.letters] == [5, 7]
    for at in (now, now + timedelta(hours=12)):
        for office in law.roster.departments:
            for level in (Level.SECRET, Level.CONFIDENTIAL):
                assert [d.number for d in letters_in_force(law.roster, at, office, level)] == [7]


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_every_signature_was_given_by_someone_who_could_give_it_then(now: datetime) -> None:
    law = Law(company(now))
    capacities = set()
    for request in law.demo.requests:
        assert may(
            law.roster, law.ids[request.made_by], Act.ASK, request.made_at,
            law.offices[next(p.department for p in law.demo.people if p.login == request.borrower)],
            law.ids[request.borrower],
        )  # fmt: skip
        for code in request.items:
            for signed in request.sign_offs:
                assert request.made_at <= signed.at <= now
                assert signed.signer != request.borrower or signed.stage == "manager"
                by = capacity_of(
                    law.roster, law.ids[signed.signer], Stage(signed.stage),
                    law.matter(code, request.borrower), signed.at, law.settings,
                )  # fmt: skip
                assert by is not None, (request, signed)
                capacities.add(by.by)
    assert capacities == set(Capacity)


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_every_loan_was_allowed_when_it_went_out(now: datetime) -> None:
    law = Law(company(now))
    for loan in law.demo.loans:
        case = law.case(loan.archival_code, loan.borrower, loan.kind, loan.out_at, loan.request)
        ruling = rule(case)
        assert ruling.allowed, (loan, ruling)
        assert loan.due_at == ruling.due_at
        assert bool(ruling.uses) == (loan.request is not None)
        assert may(law.roster, law.ids[loan.lent_by], Act.LEND, loan.out_at)
        assert law.items[loan.archival_code].document_date < loan.out_at.date().isoformat()


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_no_item_is_in_two_hands_and_everything_lies_in_the_past(now: datetime) -> None:
    demo = company(now)
    assert len({loan.archival_code for loan in demo.loans}) == len(demo.loans)
    asked = [code for request in demo.requests for code in request.items]
    assert len(set(asked)) == len(asked)
    for loan in demo.loans:
        assert demo.begins_at < loan.out_at <= now
        if loan.returned_at is not None:
            assert loan.taken_by is not None
            assert loan.out_at < loan.returned_at <= now
            assert may(Law(demo).roster, Law(demo).ids[loan.taken_by], Act.TAKE_BACK, loan.returned_at)
    begun = {p.since for p in demo.people} | {r.since for r in demo.roles} | {a.since for a in demo.absences}
    assert demo.begins_at <= min(begun)
    assert max(begun) < now


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_incidents_follow_a_return_and_one_damage_is_still_open(now: datetime) -> None:
    demo = company(now)
    loans = {o.number: o for o in demo.loans}
    for incident in demo.incidents:
        loan = loans[incident.loan]
        assert (incident.archival_code, incident.borrower) == (loan.archival_code, loan.borrower)
        assert (incident.opened_at, incident.opened_by) == (loan.returned_at, loan.taken_by)
        if incident.closed_at is not None and incident.closed_by is not None:
            assert incident.opened_at < incident.closed_at <= now
            assert incident.close_reason
            roster = Law(demo).roster
            assert may(roster, Law(demo).ids[incident.closed_by], Act.CLOSE_INCIDENT, incident.closed_at)
    assert [i.kind for i in demo.incidents if i.closed_at is None] == ["damage"]
    assert [i.kind for i in demo.incidents if i.closed_at is not None].count("damage") == 1


@pytest.mark.parametrize("now", [NOW, *MOMENTS])
def test_what_waits_can_be_signed_now_and_what_is_approved_handed_over_now(now: datetime) -> None:
    law = Law(company(now))
    stages = {f"waiting_{stage}": stage for stage in Stage}
    by_letter = 0
    for request in law.demo.requests:
        for code in request.items:
            if request.state in stages:
                ruling = rule(law.case(code, request.borrower, request.kind, now, request.number))
                # At night the reading room is closed: that alone may stand in the way.
                against = {clause.code for clause in ruling.against}
                assert ruling.stage is stages[request.state] or against == {"room_closed"}
            elif request.state == "approved":
                assert rule(law.case(code, request.borrower, "out", now, request.number)).allowed
                assert rule(law.case(code, request.borrower, "out", now + timedelta(hours=12), request.number)).allowed
        if request.state == "waiting_secret":
            signers = law.signers(request, Stage.SECRET, now)
            assert signers["gm"] is Capacity.GM
            assert request.borrower not in signers
            by_letter += signers.get("deputy2") is Capacity.DELEGATE
    assert by_letter == 3
    own = next(r for r in law.demo.requests if r.borrower == "deputy1" and r.state == "waiting_secret")
    assert set(law.signers(own, Stage.SECRET, now)) == {"gm", "deputy2"}


def test_letter_five_was_used_once_by_a_deputy_not_in_charge() -> None:
    law = Law(company())
    used = [
        signed.at
        for request in law.demo.requests
        for signed in request.sign_offs
        if signed.stage == "secret"
        and signed.signer != "gm"
        and law.signers(request, Stage.SECRET, signed.at)[signed.signer] is Capacity.DELEGATE
    ]
    letter = law.demo.letters[0]
    assert [letter.since <= at < letter.until for at in used] == [True]
