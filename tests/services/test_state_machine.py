"""Everybody attacks the archive at once: no order of acts gets round invariants 1 to 7, 9 and 12.

Every act goes to the archive and to a plain model of it (``tests.services.model``); both must say the same, and after
each step the raw rows are held to the invariants. ``ARCHIVE_TUI_STEPS`` sets how many steps are tried.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import care, lending, office, signing, verifying
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome
from archive_tui.services.lending import Wanted
from archive_tui.services.pins import PinRefused
from archive_tui.services.signing import Asked
from archive_tui.store.records import utc
from tests.services import rows_hold
from tests.services.model import DAY, HOUR, LEVELS, Incident, Letter, Line, Loan, Paper, Post, Room, Signature
from tests.world import ITEMS, PEOPLE, PIN, START, World, open_copy

STEPS_EACH = 60
#: As many as fit into CI with everything else; a long run is asked for by the environment.
STEPS = int(os.environ.get("ARCHIVE_TUI_STEPS", "6000"))

T = TypeVar("T")
kinds = st.sampled_from(["out", "reading", "copy", None])
small = st.integers(0, 9)
TIMES = st.sampled_from([1, 60, 600, 600, HOUR, HOUR, 4 * HOUR, 4 * HOUR + 1, 9 * HOUR, DAY, DAY + 1, 14 * DAY + 1])


class Attack(RuleBasedStateMachine):
    """Everything that anybody can do, in any order, tried on the archive and on the model."""

    made: ClassVar[Path]
    ran: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="attack-"))
        self.open = ExitStack()
        self.world: World = self.open.enter_context(open_copy(self.made, self.folder))
        self.ids = list(self.world.people.values())
        self.logins = {i: login for login, i in self.world.people.items()}
        self.gm, self.archivist = self.world.people["gm"], self.world.people["archivist"]
        self.room = self._room()
        self.seen = rows_hold.Trail(self.world.archive.store)

    def _room(self) -> Room:
        world, room = self.world, Room(int(START.timestamp()))
        since = room.now - 2000 * DAY
        for login, _, home, roles in PEOPLE:
            person = world.people[login]
            room.homes[person] = world.departments[home]
            room.posts += [Post(person, r.value, world.departments[d] if d else None, since) for r, d in roles]
        for title, home, level, _ in ITEMS:
            room.papers[world.items[title]] = Paper(world.departments[home], level.value)
        self._set_time(room)
        return room

    # --- helpers

    @property
    def archive(self) -> Archive:
        return self.world.archive

    @property
    def desk(self) -> Actor:
        return Actor(self.archivist)

    def _set_time(self, room: Room) -> None:
        now = self.world.clock.now()
        room.now, room.boot = int(now.utc.timestamp()), (now.boot_id, now.boot_ns // 10**9)

    def _draw(self, data: st.DataObject, choices: Sequence[T]) -> T:
        return data.draw(st.sampled_from(choices))

    def _item(self, data: st.DataObject) -> int:
        return self._draw(data, sorted(self.room.papers))

    def _person(self, data: st.DataObject) -> int:
        return self._draw(data, self.ids)

    def _at_desk(self, data: st.DataObject) -> Actor:
        return Actor(self._draw(data, [self.archivist] * 30 + self.ids))

    def _gm_mostly(self, data: st.DataObject) -> int:
        return self._draw(data, [self.gm] * 20 + self.ids)

    def _is_archivist(self, actor: Actor) -> bool:
        return self.room.holds(actor.person_id, "archivist")

    def _did(self, act: str, done: bool) -> None:
        self.ran[f"{act} {'done' if done else 'refused'}"] += 1

    def _agree(self, act: str, wanted: bool, outcome: Outcome[Any]) -> bool:
        """Hold the archive's answer to the model's."""
        told = [f"{c.article} {c.code}" for c in outcome.ruling.against]
        assert outcome.ruling.allowed is wanted, f"{act}: the model says {wanted}, the archive {told}"
        self._did(act, wanted)
        return wanted

    # --- time

    @rule(by=TIMES)
    def time_passes(self, by: int) -> None:
        self.world.clock.pass_(timedelta(seconds=by))
        self._set_time(self.room)

    @rule(by=st.sampled_from([-HOUR, -60, 60, HOUR, 5 * HOUR]))
    def somebody_turns_the_wall_clock(self, by: int) -> None:
        self.world.clock.turn(timedelta(seconds=by))
        self._set_time(self.room)
        care.note_clock_step(self.archive, self.desk, timedelta(seconds=by))

    @rule()
    def the_machine_is_started_anew(self) -> None:
        clock = self.world.clock
        clock.boot_id, clock.boot_ns = f"boot-{clock.boot_id.count('+')}+", 10**9
        self._set_time(self.room)

    @rule()
    def the_program_is_started_anew(self) -> None:
        self.archive.close()
        self.world.archive = Archive.open(self.world.path, self.world.clock)
        self.seen.store = self.world.archive.store

    # --- people and powers

    @rule(data=st.data(), role=st.sampled_from(["deputy", "manager", "office_director", "archivist"]))
    def a_role_is_given(self, data: st.DataObject, role: str) -> None:
        person, by = self._person(data), self._gm_mostly(data)
        needed = role in ("deputy", "manager")
        department = self._draw(data, sorted(self.world.departments.values())) if needed else None
        outcome = self._with_pin(
            by, lambda login: office.give_role(self.archive, self.desk, person, Role(role), department, login, PIN)
        )
        if outcome and self._agree("give_role", self.room.holds(by, "gm"), outcome):
            self.room.posts.append(Post(person, role, department, self.room.now))

    @rule(
        data=st.data(), role=st.sampled_from(["deputy", "manager", "office_director", "archivist", "gm"]), often=small
    )  # fmt: skip
    def a_role_ends(self, data: st.DataObject, role: str, often: int) -> None:
        if often > 3:
            return
        by = self._gm_mostly(data)
        able = [p.person for p in self.room.posts if p.role == role and p.person != self.archivist]
        if not able:
            return
        person = self._draw(data, able)
        outcome = self._with_pin(
            by, lambda login: office.end_role(self.archive, self.desk, person, Role(role), None, login, PIN)
        )
        if outcome and self._agree("end_role", self.room.holds(by, "gm") and role != "gm", outcome):
            for post in self.room.posts:
                if (post.person, post.role, post.until) == (person, role, None):
                    post.until = self.room.now

    @rule(data=st.data(), often=small)
    def somebody_leaves(self, data: st.DataObject, often: int) -> None:
        person = self._person(data)
        if often or person == self.archivist:
            return
        has_items = any(one.borrower == person for one in self.room.out())
        wanted = self.room.active(person) and not has_items and not self.room.holds(person, "gm")
        if self._agree("leave", wanted, office.leave(self.archive, self.desk, person)):
            self.room.left[person] = self.room.now

    @rule(
        data=st.data(), begins=st.sampled_from([-DAY, 0, HOUR]), lasts=st.sampled_from([HOUR, DAY, 30 * DAY]),
        levels=st.sampled_from([("secret",), ("confidential",), ("secret", "confidential")]),
        everywhere=st.booleans(),
    )  # fmt: skip
    def a_letter_is_given(
        self, data: st.DataObject, begins: int, lasts: int, levels: tuple[str, ...], everywhere: bool
    ) -> None:
        room, deputy = self.room, self._person(data)
        scope = None if everywhere else (self._draw(data, sorted(self.world.departments.values())),)
        since = room.now + begins
        by = self._gm_mostly(data)
        try:
            outcome = self._with_pin(
                by,
                lambda login: office.give_letter(
                    self.archive, self.desk, deputy, utc(since), utc(since + lasts), scope,
                    [Level(level) for level in levels], login, PIN,
                ),
            )  # fmt: skip
        except BadInput:
            # Only a deputy may hold one (6.7.3 e): as of the letter's beginning.
            before, room.now = room.now, since
            held, room.now = room.holds(deputy, "deputy"), before
            assert not held and room.holds(by, "gm")
            return
        if outcome and self._agree("letter", room.holds(by, "gm"), outcome):
            room.letters.append(Letter(outcome.done or 0, deputy, since, since + lasts, scope, levels))

    @rule(data=st.data())
    @precondition(lambda self: self.room.letters)
    def a_letter_is_taken_back(self, data: st.DataObject) -> None:
        letter, by = self._draw(data, self.room.letters), self._gm_mostly(data)
        outcome = self._with_pin(
            by, lambda login: office.revoke_letter(self.archive, self.desk, letter.number, login, PIN)
        )
        if outcome and self._agree("revoke", self.room.holds(by, "gm"), outcome) and letter.revoked is None:
            letter.revoked = self.room.now

    @rule(data=st.data(), lasts=st.sampled_from([None, HOUR, 3 * DAY]))
    def the_gm_goes_away(self, data: st.DataObject, lasts: int | None) -> None:
        room, actor = self.room, self._at_desk(data)
        until = None if lasts is None else utc(room.now + lasts)
        outcome = office.record_absence(self.archive, actor, self.gm, utc(room.now), until)
        wanted = room.holds(actor.person_id, "archivist", "office_director", "gm")
        if self._agree("absence", wanted, outcome):
            room.absences.append([self.gm, room.now, None if lasts is None else room.now + lasts])

    @rule(data=st.data())
    def the_gm_comes_back(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        wanted = room.holds(actor.person_id, "archivist", "office_director", "gm")
        if self._agree("come_back", wanted, office.come_back(self.archive, actor, self.gm)):
            for absence in room.absences:
                if (absence[1] or 0) <= room.now and (absence[2] is None or absence[2] > room.now):
                    absence[2] = room.now

    @rule(
        data=st.data(),
        chosen=st.sampled_from(
            [
                ("sign_off_hours", "1"), ("sign_off_hours", "24"), ("in_charge_of", "origin"),
                ("in_charge_of", "borrower"), ("in_charge_of", "both"), ("confidential_by", "gm_only"),
                ("confidential_by", "as_secret"), ("blocks_classified", "no"), ("blocks_classified", "yes"),
                ("loan_days", "1"), ("loan_days", "14"), ("renewals", "0"), ("renewals", "2"),
            ]
        ),
    )  # fmt: skip
    def a_setting_is_chosen(self, data: st.DataObject, chosen: tuple[str, str]) -> None:
        by = self._gm_mostly(data)
        outcome = self._with_pin(by, lambda login: office.choose_setting(self.archive, self.desk, *chosen, login, PIN))
        if outcome and self._agree("setting", self.room.holds(by, "gm"), outcome):
            self.room.settings[chosen[0]] = chosen[1]

    def _with_pin(self, by: int, act: Any) -> Any:
        """Do what takes somebody's PIN; None where that person has left."""
        try:
            outcome = act(self.logins[by])
        except PinRefused as refused:
            assert refused.code == "unknown" and not self.room.active(by)
            return None
        assert self.room.active(by)
        return outcome

    # --- levels

    @rule(data=st.data(), new=st.sampled_from(LEVELS))
    def a_level_is_raised(self, data: st.DataObject, new: str) -> None:
        room, item, actor = self.room, self._item(data), self._at_desk(data)
        paper = room.papers[item]
        try:
            outcome = care.raise_level(self.archive, actor, item, Level(new), "核定")
        except BadInput:
            assert LEVELS.index(new) <= LEVELS.index(paper.level)
            return
        if self._agree("raise", room.holds(actor.person_id, "archivist", "gm"), outcome):
            room.order += 1
            paper.level, paper.raised = new, room.order
            for line in room.lines.values():
                if line.item == item and line.outcome is None:
                    line.outcome = "void"
            for loan in room.open_loans(item):
                room.loans[loan].recalled = True

    @rule(data=st.data(), new=st.sampled_from(LEVELS))
    def a_level_is_lowered(self, data: st.DataObject, new: str) -> None:
        room, item, by = self.room, self._item(data), self._gm_mostly(data)
        paper = room.papers[item]
        try:
            outcome = self._with_pin(
                by, lambda login: care.lower_level(self.archive, self.desk, item, Level(new), "核定", login, PIN)
            )
        except BadInput:
            assert LEVELS.index(new) >= LEVELS.index(paper.level)
            return
        wanted = room.holds(by, "gm") and paper.state == "in_place"
        if outcome and self._agree("lower", wanted, outcome):
            paper.level = new

    # --- applications

    @rule(data=st.data(), kind=kinds, more=st.booleans())
    def somebody_asks(self, data: st.DataObject, kind: str | None, more: bool) -> None:
        room, borrower = self.room, self._person(data)
        actor = Actor(self._draw(data, [borrower, borrower, self.archivist, *self.ids]))
        items = list(dict.fromkeys([self._item(data), *([self._item(data)] if more else [])]))
        wanted = [(i, kind or room.most(room.papers[i].level)) for i in items]
        may = room.may_ask(actor.person_id, borrower)
        again = any(room.waiting(borrower, item, how) for item, how in wanted)
        asked = [Asked(i, Kind(kind) if kind else None) for i in items]
        try:
            outcome = signing.request(self.archive, actor, borrower, asked)
        except BadInput as bad:
            assert bad.code == "asked_already" and may and again
            return
        assert not (may and again)
        if may:
            for item, how in wanted:
                room.close_spent(borrower, item, how)
        lawful = room.active(borrower) and all(self._can_be_asked(borrower, *one) for one in wanted)
        if self._agree("request", may and lawful, outcome):
            assert outcome.done is not None
            self._new_lines(outcome.done.request_id, borrower, wanted)

    def _can_be_asked(self, borrower: int, item: int, kind: str) -> bool:
        return self.room.ever(self.room.papers[item].level, kind) and not self.room.direct(borrower, item)

    def _new_lines(self, request: int, borrower: int, wanted: Sequence[tuple[int, str]]) -> None:
        for item, kind in wanted:
            self.room.lines[len(self.room.lines) + 1] = Line(request, item, kind, borrower)

    @rule(data=st.data(), approve=st.sampled_from([True, True, True, False]), able=st.sampled_from([True, True, False]))
    @precondition(lambda self: self.room.lines)
    def somebody_signs(self, data: st.DataObject, approve: bool, able: bool) -> None:
        room = self.room
        ready = [(i, p) for i, line in room.lines.items() for p in self.ids if room.can_sign(p, line)]
        if able and ready:
            line_id, signer = self._draw(data, ready)
        else:
            line_id, signer = self._draw(data, sorted(room.lines)), self._person(data)
        request = room.lines[line_id].request
        outcome = self._with_pin(
            signer,
            lambda login: signing.sign_off(
                self.archive, self.desk, request, login, PIN, approve=approve, reason="盘点中"
            ),
        )
        stages = {i: room.can_sign(signer, one) for i, one in room.lines.items() if one.request == request}
        can = {i: stage for i, stage in stages.items() if stage is not None}
        if outcome and self._agree("sign" if approve else "refuse", bool(can), outcome):
            self._signed(can, signer, approve)

    def _signed(self, stages: Mapping[int, str], signer: int, approve: bool) -> None:
        for line_id, stage in stages.items():
            self.room.order += 1
            line = self.room.lines[line_id]
            level, now = self.room.papers[line.item].level, self.room.now
            line.signatures.append(Signature(stage, signer, approve, level, now, self.room.order))
            if not approve:
                line.outcome = "refused"

    @rule(data=st.data(), kind=kinds, able=st.sampled_from([True, True, False]))
    def somebody_signs_on_the_spot(self, data: st.DataObject, kind: str | None, able: bool) -> None:
        room, item, borrower = self.room, self._item(data), self._person(data)
        how = kind or room.most(room.papers[item].level)
        stage = room.stages(room.papers[item].level)[0]
        begun = room.waiting(borrower, item, how)
        next_ = (room.missing(room.lines[begun[-1]]) if begun else None) or stage
        signers = sorted(room.signers(next_, item, borrower))
        signer = self._draw(data, signers) if able and signers else self._person(data)
        outcome = self._with_pin(
            signer,
            lambda login: signing.sign_here(
                self.archive, self.desk, borrower, Asked(item, Kind(kind) if kind else None), login, PIN
            ),
        )
        if outcome is None:
            return
        waiting = room.waiting(borrower, item, how)
        room.close_spent(borrower, item, how)
        if waiting:
            line_id = waiting[-1]
            step = room.can_sign(signer, room.lines[line_id])
            wanted = step is not None
        else:
            line_id, step = len(room.lines) + 1, stage
            lawful = room.active(borrower) and self._can_be_asked(borrower, item, how)
            wanted = lawful and signer in room.signers(stage, item, borrower) and room.may_ask(self.archivist, borrower)
        if self._agree("sign_here", wanted, outcome):
            if not waiting:
                self._new_lines(outcome.done.request_id, borrower, [(item, how)])
            assert step is not None
            self._signed({line_id: step}, signer, True)

    @rule(data=st.data(), often=small)
    @precondition(lambda self: self.room.lines)
    def somebody_withdraws(self, data: st.DataObject, often: int) -> None:
        if often > 3:
            return
        room, actor = self.room, self._at_desk(data)
        line = room.lines[self._draw(data, sorted(room.lines))]
        outcome = signing.withdraw(self.archive, actor, line.request)
        if self._agree("withdraw", room.may_ask(actor.person_id, line.borrower), outcome):
            for one in room.lines.values():
                if one.request == line.request and one.outcome is None:
                    one.outcome = "withdrawn"

    # --- lending

    @rule(data=st.data(), kind=st.sampled_from(["out", "reading", None]))
    def somebody_takes_something(self, data: st.DataObject, kind: str | None) -> None:
        self._take(data, self._person(data), [(self._item(data), kind)])

    @rule(data=st.data())
    def somebody_takes_several(self, data: st.DataObject) -> None:
        items = data.draw(st.lists(st.sampled_from(sorted(self.room.papers)), min_size=2, max_size=3, unique=True))
        self._take(data, self._person(data), [(i, None) for i in items])

    @rule(data=st.data())
    @precondition(lambda self: any(not line.outcome for line in self.room.lines.values()))
    def somebody_takes_what_was_signed(self, data: st.DataObject) -> None:
        room = self.room
        approved = [i for i, one in room.lines.items() if not one.outcome and room.missing(one) is None]
        open_ = [i for i, one in room.lines.items() if not one.outcome]
        line = room.lines[self._draw(data, approved or open_)]
        if line.kind != "copy":
            self._take(data, line.borrower, [(line.item, line.kind)])

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
        incident=st.sampled_from([None, None, None, None, "damage", "alteration", "loss"]),
    )  # fmt: skip
    def something_comes_back(self, data: st.DataObject, pages: int | None, incident: str | None) -> None:
        room, actor = self.room, self._at_desk(data)
        away = [i for i, paper in room.papers.items() if paper.state in ("out", "reading")]
        item = self._draw(data, away or sorted(room.papers))
        open_ = room.open_loans(item)
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
        loan.returned, loan.late, loan.recalled = room.now, late, False
        room.papers[loan.item].state = "in_place"
        told = [*found, *(["late"] if late else [])]
        assert len(opened) == len(told)
        room.incidents |= {i: Incident(loan.item, loan.borrower, kind) for i, kind in zip(opened, told, strict=True)}

    @rule(data=st.data(), often=small)
    @precondition(lambda self: self.room.loans)
    def a_slip_is_reversed(self, data: st.DataObject, often: int) -> None:
        if often > 3:
            return
        actor, loan_id = self._at_desk(data), self._draw(data, sorted(self.room.loans))
        wanted = self._is_archivist(actor) and self.room.loans[loan_id].returned is None
        outcome = lending.reverse(self.archive, actor, loan_id, "拿错")
        if self._agree("reverse", wanted, outcome):
            assert outcome.done is not None
            self._closed(loan_id, outcome.done.late, outcome.done.incidents, [])

    @rule(data=st.data())
    @precondition(lambda self: self.room.loans)
    def a_loan_is_renewed(self, data: st.DataObject) -> None:
        actor, loan_id = self._at_desk(data), self._draw(data, sorted(self.room.loans))
        loan = self.room.loans[loan_id]
        outcome = lending.renew(self.archive, actor, loan_id)
        if self._agree("renew", self._is_archivist(actor) and self.room.may_renew(loan), outcome):
            loan.due = max(loan.due, self.room.now + int(self.room.settings["loan_days"]) * DAY)
            loan.renewed += 1

    @rule(data=st.data())
    @precondition(lambda self: self.room.loans)
    def a_loan_is_recalled_and_reminded_of(self, data: st.DataObject) -> None:
        room, actor, loan_id = self.room, self._at_desk(data), self._draw(data, sorted(self.room.loans))
        loan = room.loans[loan_id]
        away = loan.returned is None
        self._agree("remind", self._is_archivist(actor) and away, care.remind(self.archive, actor, loan_id))
        wanted = room.holds(actor.person_id, "archivist", "gm") and away and not loan.recalled
        if self._agree("recall", wanted, care.recall(self.archive, actor, loan_id)):
            loan.recalled = True

    @rule(data=st.data())
    def a_copy_is_made(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        signed = [one for one in room.lines.values() if one.kind == "copy" and not one.outcome]
        line = self._draw(data, [None, *signed])
        item, borrower = (line.item, line.borrower) if line else (self._item(data), self._person(data))
        wanted = self._is_archivist(actor) and room.may_have(borrower, item, "copy")
        if self._agree("copy", wanted, lending.make_copy(self.archive, actor, borrower, item)):
            self._use(borrower, item, "copy")

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

    # --- what must hold

    @invariant()
    def the_rows_hold(self) -> None:
        self.ran["steps"] += 1
        with self.archive.store.read():
            rows_hold.invariants(self.archive.store)
            rows_hold.as_in(self.room, self.archive.store)
            self.seen.only_grew()

    def teardown(self) -> None:
        """Open the archive anew: what was confirmed is there, and the trail tells all of it (invariants 9 and 12)."""
        try:
            self.archive.close()
            self.world.archive = Archive.open(self.world.path, self.world.clock)
            with self.archive.store.read():
                rows_hold.as_in(self.room, self.archive.store)
            found = verifying.verify(self.archive)
            assert found.ok, found.problems
        finally:
            self.open.close()
            shutil.rmtree(self.folder)


def test_no_order_of_acts_gets_round_the_invariants(made_world: Path) -> None:
    class Tried(Attack):
        made = made_world
        ran: ClassVar[Counter[str]] = Counter()

    run_state_machine_as_test(
        Tried,
        settings=settings(
            max_examples=max(1, STEPS // STEPS_EACH), stateful_step_count=STEPS_EACH, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"{Tried.ran.pop('steps')} steps: " + ", ".join(f"{n} {act}" for act, n in sorted(Tried.ran.items())))
