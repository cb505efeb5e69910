"""The attack by applications and the signatures on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archive_tui.regulation.levels import Kind
from archive_tui.services import signing
from archive_tui.services.archive import Actor, BadInput
from archive_tui.services.signing import Asked
from tests.services.attack_ground import Ground
from tests.services.model import Line, Signature
from tests.world import PIN

kinds = st.sampled_from(["out", "reading", "copy", None])
rarely = st.sampled_from([True, False, False])


class Signing(Ground):
    """Applications and the signatures on them."""

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
            line_id = self._draw(data, sorted(room.lines))
            signer = self._draw(data, self._tempted(room.lines[line_id].borrower))
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

    @rule(data=st.data(), kind=st.sampled_from([None, None, None, "out", "reading", "copy"]))
    def somebody_is_tempted_to_sign_on_the_spot(self, data: st.DataObject, kind: str | None) -> None:
        # Those who sign for others want papers too: of their own departments, and by their own signature.
        signing_for_others = [post.person for post in self.room.posts if post.role != "gm"]
        borrower = self._draw(data, signing_for_others + self.ids)
        classified = [i for i, paper in self.room.papers.items() if paper.level in ("secret", "confidential")]
        item = self._draw(data, classified * 2 + sorted(self.room.papers))
        self._sign_here(borrower, item, kind, self._draw(data, self._tempted(borrower)))

    @rule(data=st.data())
    @precondition(lambda self: self.room.letters)
    def the_holder_of_a_letter_signs(self, data: st.DataObject) -> None:
        # Whether the letter runs, covers the paper, and the GM is away: mostly something is wanting.
        room, letter = self.room, self._draw(data, self.room.letters)
        covered = [i for i, paper in room.papers.items() if paper.level in letter.levels]
        item = self._draw(data, covered * 2 + sorted(room.papers))
        self._sign_here(self._person(data), item, None, letter.deputy)

    @rule(data=st.data())
    def somebody_comes_with_all_signers(self, data: st.DataObject) -> None:
        room = self.room
        lawful = [
            (borrower, item, kind)
            for borrower in self.ids
            for item in sorted(room.papers)
            for kind in ("out", "out", "reading", "copy")
            if room.active(borrower) and self._can_be_asked(borrower, item, kind)
        ]
        if not lawful:
            return
        # Whoever has something overdue or an incident open wants classified papers all the more (6.7.6).
        troubled = [one for one in lawful if self.room.blocked(one[0], self.room.papers[one[1]])]
        borrower, item, kind = self._draw(data, troubled * 3 + lawful)
        for first in room.stages(room.papers[item].level):
            begun = room.waiting(borrower, item, kind)
            stage = (room.missing(room.lines[begun[-1]]) if begun else None) or first
            signers = sorted(room.signers(stage, item, borrower, kind))
            if signers:
                self._sign_here(borrower, item, kind, self._draw(data, signers))

    def _sign_here(self, borrower: int, item: int, kind: str | None, signer: int) -> None:
        room = self.room
        how = kind or room.most(room.papers[item].level)
        stage = room.stages(room.papers[item].level)[0]
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
            able = room.signers(stage, item, borrower, how)
            wanted = lawful and signer in able and room.may_ask(self.archivist, borrower)
        if self._agree("sign_here", wanted, outcome):
            if not waiting:
                self._new_lines(outcome.done.request_id, borrower, [(item, how)])
            assert step is not None
            self._signed({line_id: step}, signer, True)

    def _tempted(self, borrower: int) -> list[int]:
        """Return who would like to sign, and may not: the borrower, whoever holds any letter, and all others."""
        return [borrower] * 12 + [letter.deputy for letter in self.room.letters] * 2 + self.ids

    @rule(data=st.data(), now=rarely)
    @precondition(lambda self: self.room.lines)
    def somebody_withdraws(self, data: st.DataObject, now: bool) -> None:
        if not now:
            return
        room, actor = self.room, self._at_desk(data)
        line = room.lines[self._draw(data, sorted(room.lines))]
        outcome = signing.withdraw(self.archive, actor, line.request)
        if self._agree("withdraw", room.may_ask(actor.person_id, line.borrower), outcome):
            for one in room.lines.values():
                if one.request == line.request and one.outcome is None:
                    one.outcome = "withdrawn"
