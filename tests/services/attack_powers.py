"""The attack by people and powers: roles, leavers, letters, absences, settings, levels."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.services import care, delegation, office
from archive_tui.services.archive import BadInput
from archive_tui.store.records import utc
from tests.services.attack_ground import Ground
from tests.services.model import DAY, HOUR, LEVELS, Letter, Post
from tests.world import PIN

rarely = st.sampled_from([True, False, False])


class Powers(Ground):
    """What the GM's PIN moves, and who comes and goes."""

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
        data=st.data(), role=st.sampled_from(["deputy", "manager", "office_director", "archivist", "gm"]), now=rarely
    )  # fmt: skip
    def a_role_ends(self, data: st.DataObject, role: str, now: bool) -> None:
        if not now:
            return
        by = self._gm_mostly(data)
        able = [p.person for p in self.room.posts if p.role == role and p.person != self.archivist]
        if able:
            self._ends(by, self._draw(data, able), role)

    @rule(data=st.data(), leaves=st.booleans())
    @precondition(lambda self: any(line.signatures and not line.outcome for line in self.room.lines.values()))
    def a_signer_is_lost(self, data: st.DataObject, leaves: bool) -> None:
        signed = [i for i, line in self.room.lines.items() if line.signatures and not line.outcome]
        signer = self.room.lines[self._draw(data, signed)].signatures[-1].signer
        if leaves:
            self._leaves(signer)
            return
        for role in ("deputy", "office_director", "manager"):
            if self.room.holds(signer, role):
                self._ends(self.gm, signer, role)

    def _ends(self, by: int, person: int, role: str) -> None:
        outcome = self._with_pin(
            by, lambda login: office.end_role(self.archive, self.desk, person, Role(role), None, login, PIN)
        )
        if outcome and self._agree("end_role", self.room.holds(by, "gm") and role != "gm", outcome):
            for post in self.room.posts:
                runs = post.until is None or post.until > self.room.now
                if runs and (post.person, post.role) == (person, role):
                    post.until = self.room.now

    @rule(data=st.data(), now=rarely)
    def somebody_leaves(self, data: st.DataObject, now: bool) -> None:
        if now:
            self._leaves(self._person(data))

    def _leaves(self, person: int) -> None:
        if person == self.archivist:
            return
        has_items = any(one.borrower == person for one in self.room.out())
        keeps = self.room.holds(person, "gm") or self.room.holds(person, "archivist")
        wanted = self.room.active(person) and not has_items and not keeps
        if self._agree("leave", wanted, office.leave(self.archive, self.desk, person)):
            self.room.left[person] = self.room.now
            for line in self.room.lines.values():
                if line.borrower == person and not line.outcome:
                    line.outcome = "withdrawn"

    @rule(
        data=st.data(), begins=st.sampled_from([-DAY, 0, HOUR]), lasts=st.sampled_from([HOUR, DAY, 30 * DAY]),
        levels=st.sampled_from([("secret",), ("confidential",), ("secret", "confidential")]),
        everywhere=st.booleans(),
    )  # fmt: skip
    def a_letter_is_given(
        self, data: st.DataObject, begins: int, lasts: int, levels: tuple[str, ...], everywhere: bool
    ) -> None:
        room = self.room
        deputies = sorted({post.person for post in room.posts if post.role == "deputy"})
        deputy = self._draw(data, deputies * 3 + self.ids)
        scope = None if everywhere else (self._draw(data, sorted(self.world.departments.values())),)
        since = room.now + begins
        by = self._gm_mostly(data)
        try:
            outcome = self._with_pin(
                by,
                lambda login: delegation.give_letter(
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
            by, lambda login: delegation.revoke_letter(self.archive, self.desk, letter.number, login, PIN)
        )
        if outcome and self._agree("revoke", self.room.holds(by, "gm"), outcome) and letter.revoked is None:
            letter.revoked = self.room.now

    @rule(data=st.data(), lasts=st.sampled_from([None, HOUR, 3 * DAY]))
    def the_gm_goes_away(self, data: st.DataObject, lasts: int | None) -> None:
        room, actor = self.room, self._at_desk(data)
        until = None if lasts is None else utc(room.now + lasts)
        outcome = delegation.record_absence(self.archive, actor, self.gm, utc(room.now), until)
        wanted = room.holds(actor.person_id, "archivist", "office_director", "gm")
        if self._agree("absence", wanted, outcome):
            room.absences.append([self.gm, room.now, None if lasts is None else room.now + lasts])

    @rule(data=st.data())
    def the_gm_comes_back(self, data: st.DataObject) -> None:
        room, actor = self.room, self._at_desk(data)
        wanted = room.holds(actor.person_id, "archivist", "office_director", "gm")
        if self._agree("come_back", wanted, delegation.come_back(self.archive, actor, self.gm)):
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
                ("unreturn_minutes", "0"), ("unreturn_minutes", "120"),
            ]
        ),
    )  # fmt: skip
    def a_setting_is_chosen(self, data: st.DataObject, chosen: tuple[str, str]) -> None:
        by = self._gm_mostly(data)
        outcome = self._with_pin(by, lambda login: office.choose_setting(self.archive, self.desk, *chosen, login, PIN))
        if outcome and self._agree("setting", self.room.holds(by, "gm"), outcome):
            self.room.settings[chosen[0]] = chosen[1]

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
            paper.level, paper.lowered_in_place = new, True
