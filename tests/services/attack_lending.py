"""The attack at the desk: handing over, taking back, copies, incidents."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archive_tui.regulation.levels import Kind
from archive_tui.services import care, lending, unreturning
from archive_tui.services.archive import Actor
from archive_tui.services.lending import Wanted
from archive_tui.store.records import utc
from tests.services.attack_ground import Ground
from tests.services.model import DAY, HOUR, Incident, Loan

rarely = st.sampled_from([True, False, False])


class Lending(Ground):
    """Handing over and taking back."""

    # --- lending

    @rule(data=st.data(), kind=st.sampled_from(["out", "reading", None]))
    def somebody_takes_something(self, data: st.DataObject, kind: str | None) -> None:
        self._take(data, self._person(data), [(self._item(data), kind)])

    @rule(data=st.data())
    def somebody_takes_several(self, data: st.DataObject) -> None:
        items = data.draw(st.lists(st.sampled_from(sorted(self.room.papers)), min_size=2, max_size=3, unique=True))
        self._take(data, self._person(data), [(i, None) for i in items])

    @rule(data=st.data())
    @precondition(lambda self: any(line.signatures for line in self.room.lines.values()))
    def somebody_takes_what_was_signed(self, data: st.DataObject) -> None:
        # Whatever became of it since: withdrawn, void, lapsed, used, or the signer is one no more.
        signed = [line for line in self.room.lines.values() if line.signatures]
        open_ = [line for line in signed if line.outcome is None]
        troubled = [line for line in open_ if self.room.blocked(line.borrower, self.room.papers[line.item])]
        line = self._draw(data, [*signed, *open_ * 3, *troubled * 5])
        if line.kind != "copy":
            self._take(data, line.borrower, [(line.item, line.kind)])

    @rule(data=st.data(), after=st.sampled_from([0, 1]))
    def somebody_comes_at_the_last_moment_or_a_second_later(self, data: st.DataObject, after: int) -> None:
        room, lasts = self.room, int(self.room.settings["sign_off_hours"]) * HOUR
        waits = [
            (line, by)
            for line in room.lines.values()
            if line.outcome is None and line.kind == "out" and line.signatures
            if (by := line.signatures[-1].at + lasts + after - room.now) > 0
        ]
        if waits:
            line, by = self._draw(data, waits)
            self._pass(by)
            self._take(data, line.borrower, [(line.item, line.kind)])

    @rule(data=st.data(), before=st.sampled_from([1, 0]))
    def somebody_wants_to_read_at_closing(self, data: st.DataObject, before: int) -> None:
        room = self.room
        self._pass(max(0, room.closing() - room.now - before))
        there = [i for i, paper in room.papers.items() if paper.state == "in_place"]
        direct = [(p, i) for p in self.ids for i in there if room.direct(p, i)]
        signed = [
            (line.borrower, line.item)
            for line in room.lines.values()
            if line.outcome is None and line.kind == "reading" and room.missing(line) is None
        ]
        if direct or signed:
            borrower, item = self._draw(data, direct + signed * 5)
            self._take(data, borrower, [(item, "reading")])

    @rule(data=st.data())
    def somebody_takes_what_may_be_had(self, data: st.DataObject) -> None:
        room = self.room
        lawful = [
            (borrower, item, kind)
            for borrower in self.ids
            for item in sorted(room.papers)
            for kind in ("out", "reading")
            if room.may_have(borrower, item, kind)
        ]
        signed = [one for one in lawful if not room.direct(one[0], one[1])]
        if lawful:
            borrower, item, kind = self._draw(data, signed or lawful)
            self._take(data, borrower, [(item, kind)])

    def _take(self, data: st.DataObject, borrower: int, wanted: Sequence[tuple[int, str | None]]) -> None:
        room, actor = self.room, self._at_desk(data)
        hows = {i: kind or room.most(room.papers[i].level) for i, kind in wanted}
        may = self._is_archivist(actor) and all(room.may_have(borrower, i, how) for i, how in hows.items())
        outcomes = lending.check_out(
            self.archive, actor, borrower, [Wanted(i, Kind(kind) if kind else None) for i, kind in wanted], pledged=True
        )
        assert all((one.done is not None) is may for one in outcomes.values()), (
            f"check_out: the model says {may}, the archive {[one.ruling.against for one in outcomes.values()]}"
        )
        self._did("check_out", may)
        for item, how in hows.items() if may else ():
            done = outcomes[item].done
            assert done is not None and done.due_at == utc(room.due(item, how))
            paper = room.papers[item]
            room.loans[done.loan_id] = Loan(
                item, borrower, how, paper.level, room.now, room.boot, int(done.due_at.timestamp())
            )
            paper.state = how
            self._use(borrower, item, how)

    def _use(self, borrower: int, item: int, kind: str) -> None:
        for i in self.room.open_lines(borrower, item, kind):
            self.room.lines[i].outcome = "used"

    @rule(
        data=st.data(), pages=st.sampled_from([None, 10, 10, 9]),
        incident=st.sampled_from([None, None, None, None, "damage", "alteration", "loss", "loss"]),
    )  # fmt: skip
    def something_comes_back(self, data: st.DataObject, pages: int | None, incident: str | None) -> None:
        room, actor = self.room, self._at_desk(data)
        away = [i for i, paper in room.papers.items() if paper.state in ("out", "reading")]
        self._back(actor, self._draw(data, away or sorted(room.papers)), pages, incident)

    @rule(data=st.data(), after=st.sampled_from([0, 1]), turned=st.sampled_from([0, -HOUR, HOUR]))
    @precondition(lambda self: self.room.out())
    def something_comes_back_at_the_last_moment_or_a_second_later(
        self, data: st.DataObject, after: int, turned: int
    ) -> None:
        room, loan = self.room, self._draw(data, self.room.out())
        self._turn(turned)
        run = room.boot[1] - loan.boot[1] if room.boot[0] == loan.boot[0] else room.now - loan.out
        self._pass(max(0, loan.due - loan.out + after - run))
        self._back(self.desk, loan.item, None, None)

    def _back(self, actor: Actor, item: int, pages: int | None, incident: str | None) -> None:
        room, open_ = self.room, self.room.open_loans(item)
        outcome = lending.give_back(self.archive, actor, item, pages=pages, incident=incident)
        if self._agree("give_back", self._is_archivist(actor) and bool(open_), outcome):
            assert outcome.done is not None
            found = [incident, "pages_missing" if pages == 9 else None]
            self._closed(open_[0], outcome.done.late, outcome.done.incidents, [f for f in found if f])
            if incident == "loss":
                room.papers[item].state = "missing"

    def _closed(self, loan_id: int, late: bool, opened: Sequence[int], found: Sequence[str]) -> None:
        room, loan = self.room, self.room.loans[loan_id]
        assert late is room.is_late(loan)
        loan.ran, loan.was_recalled = room.run_of(loan), loan.recalled
        loan.returned, loan.late, loan.recalled = room.now, late, False
        room.papers[loan.item].state, room.papers[loan.item].lowered_in_place = "in_place", False
        told = [*found, *(["late"] if late and not self._late_already(loan_id) else [])]
        assert len(opened) == len(told)
        room.incidents |= {
            i: Incident(loan.item, loan.borrower, kind, loan=loan_id) for i, kind in zip(opened, told, strict=True)
        }

    def _late_already(self, loan_id: int) -> bool:
        incidents = self.room.incidents.values()
        return any(one.open and (one.loan, one.kind) == (loan_id, "late") for one in incidents)

    @rule(data=st.data(), by=st.sampled_from([0, 0, 60, 30 * 60, 30 * 60 + 1]), turned=st.sampled_from([0, 0, -HOUR]))
    @precondition(lambda self: self.room.loans)
    def a_return_is_undone(self, data: st.DataObject, by: int, turned: int) -> None:
        room, actor = self.room, self._at_desk(data)
        fresh = [one for one in room.out() if not one.undone]
        if fresh and not any(map(room.may_go_on, room.loans)):
            self._back(self.desk, self._draw(data, fresh).item, None, None)
        self._pass(by)
        self._turn(turned)
        able = [i for i in room.loans if room.may_go_on(i)]
        loan_id = self._draw(data, able * 5 + sorted(room.loans))
        loan, paper = room.loans[loan_id], room.papers[room.loans[loan_id].item]
        wanted = self._is_archivist(actor) and room.may_go_on(loan_id)
        outcome = unreturning.unreturn(self.archive, actor, loan_id, "误扫")
        if self._agree("unreturn", wanted, outcome):
            loan.returned, loan.late, loan.undone = None, False, True
            loan.recalled = loan.was_recalled or paper.level != loan.level
            paper.state = loan.kind

    def _loan(self, data: st.DataObject) -> int:
        loans = self.room.loans
        return self._draw(data, [i for i, one in loans.items() if one.returned is None] * 5 + sorted(loans))

    @rule(data=st.data(), now=rarely)
    @precondition(lambda self: self.room.loans)
    def a_slip_is_reversed(self, data: st.DataObject, now: bool) -> None:
        if not now:
            return
        actor, loan_id = self._at_desk(data), self._loan(data)
        wanted = self._is_archivist(actor) and self.room.loans[loan_id].returned is None
        outcome = lending.reverse(self.archive, actor, loan_id, "拿错")
        if self._agree("reverse", wanted, outcome):
            assert outcome.done is not None
            self._closed(loan_id, outcome.done.late, outcome.done.incidents, [])
            self.room.loans[loan_id].reversed = True

    @rule(data=st.data())
    @precondition(lambda self: self.room.loans)
    def a_loan_is_renewed(self, data: st.DataObject) -> None:
        actor, loan_id = self._at_desk(data), self._loan(data)
        loan = self.room.loans[loan_id]
        outcome = lending.renew(self.archive, actor, loan_id)
        if self._agree("renew", self._is_archivist(actor) and self.room.may_renew(loan), outcome):
            loan.due = max(loan.due, self.room.now + int(self.room.settings["loan_days"]) * DAY)
            loan.renewed += 1

    @rule(data=st.data())
    @precondition(lambda self: self.room.loans)
    def a_loan_is_recalled_and_reminded_of(self, data: st.DataObject) -> None:
        room, actor, loan_id = self.room, self._at_desk(data), self._loan(data)
        loan = room.loans[loan_id]
        away = loan.returned is None
        self._agree("remind", self._is_archivist(actor) and away, care.remind(self.archive, actor, loan_id))
        wanted = room.holds(actor.person_id, "archivist", "gm") and away and not loan.recalled
        if self._agree("recall", wanted, care.recall(self.archive, actor, loan_id)):
            loan.recalled = True

    @rule(data=st.data())
    def a_copy_is_made(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        signed = [one for one in room.lines.values() if one.kind == "copy" and one.signatures]
        line = self._draw(data, [None, *signed])
        item, borrower = (line.item, line.borrower) if line else (self._item(data), self._person(data))
        wanted = self._is_archivist(actor) and room.may_have(borrower, item, "copy")
        if self._agree("copy", wanted, lending.make_copy(self.archive, actor, borrower, item)):
            self._use(borrower, item, "copy")

    @rule(data=st.data(), kind=st.sampled_from(["damage", "copied", "loss"]), now=rarely)
    def an_incident_is_recorded(self, data: st.DataObject, kind: str, now: bool) -> None:
        if not now:
            return
        room, actor, item = self.room, self._at_desk(data), self._item(data)
        outcome = care.open_incident(self.archive, actor, item, kind, "盘点")
        if self._agree("open_incident", self._is_archivist(actor), outcome):
            assert outcome.done is not None
            had = [loan.borrower for _, loan in sorted(room.loans.items()) if loan.item == item]
            open_ = [room.loans[i].borrower for i in room.open_loans(item)]
            against = open_ or had[-1:]
            room.incidents[outcome.done] = Incident(item, against[0] if against else None, kind)
            if kind == "loss" and room.papers[item].state == "in_place":
                room.papers[item].state = "missing"

    @rule(data=st.data())
    @precondition(lambda self: any(paper.state == "missing" for paper in self.room.papers.values()))
    def what_was_missing_is_found(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        missing = [i for i, paper in room.papers.items() if paper.state == "missing"]
        item = self._draw(data, [*sorted(missing), *sorted(room.papers)])
        losses = [one for one in room.incidents.values() if one.item == item and one.kind == "loss" and one.open]
        able = room.holds(actor.person_id, "archivist", "office_director", "gm")
        wanted = able and item in missing and all(one.borrower != actor.person_id for one in losses)
        if self._agree("found", wanted, care.found(self.archive, actor, item, "在邻盒")):
            room.papers[item].state = "in_place"
            for one in losses:
                one.open = False

    @rule(data=st.data())
    @precondition(lambda self: self.room.incidents)
    def an_incident_is_closed(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        number = self._draw(data, sorted(room.incidents))
        one = room.incidents[number]
        able = room.holds(actor.person_id, "archivist", "office_director", "gm")
        outcome = care.close_incident(self.archive, actor, number, "已查清")
        if self._agree("close_incident", able and one.open and one.borrower != actor.person_id, outcome):
            one.open = False
