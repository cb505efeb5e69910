"""The desk's acts on what lies there: sign on the spot, ask, copy, shorten, note what is wrong, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from archive_tui.regulation.levels import Kind
from archive_tui.regulation.rulings import Signer
from archive_tui.regulation.short_codes import FORM, make
from archive_tui.services import lending, signing, unreturning
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.signing import Asked, Requested, Signed
from archive_tui.ui import slip_keys
from archive_tui.ui.screens.desk_base import DeskBase
from archive_tui.ui.screens.desk_words import incident_choices, title_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.pin import PinDialog
from archive_tui.ui.slip import Line, Return, Stage, Wish
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.wording import _
from archive_tui.wording.joining import ended, one_of
from archive_tui.wording.names import kind_word, level_handling, stage_word
from archive_tui.wording.rulings import signer_text

#: What undoes a loan or a return: it takes the loan and a reason.
Undoing = Callable[[Archive, Actor, int, str], Outcome[Any]]
_DIALOG = 60


class SlipActs(DeskBase):
    """What keys do with the lines of the slip."""

    @property
    def to_ask(self) -> tuple[Wish, ...]:
        """The lines that an application can be made out for."""
        return tuple(
            line for line in self.slip.lines if isinstance(line, Wish) and line.stage is Stage.SIGN and not line.form
        )

    def why_not_slip(self, verb: str) -> str | None:
        """Return why an act on the slip can't be done now."""
        line = self.slip.line
        match verb:
            case "sign" if self.slip.to_sign is None:
                return _("Nothing on the slip needs a signature.")
            case "sign" if not _signers(self.slip.to_sign):
                return _("Nobody can sign this now.")
            case "ask" if not self.to_ask:
                return _("Nothing on the slip needs an application.")
            case "flip" if slip_keys.flipped(self.slip) is None:
                return _("This item can be had in one way only.") if line else _("No item is on the slip.")
            case "shorten" if slip_keys.closing_of(self.slip) is None:
                return _("This loan doesn't end after closing time.") if line else _("No item is on the slip.")
            case "copy" if line is None or line.done or (isinstance(line, Wish) and line.kind is Kind.COPY):
                return _("No item on the slip is wanted that could be copied.")
            case "found" if not isinstance(line, Return) or line.done:
                return _("Nothing on the slip is coming back.")
            case "drop" if line is None or line.done:
                return _("Nothing on the slip is still open.")
            case "undo" if self.slip.to_undo is None:
                return _("Nothing on the slip has gone out or come back.")
        return None

    async def do_sign(self) -> None:
        """Sign on the spot: name and PIN, for this one item and this one signature."""
        wish, person = self.slip.to_sign, self.slip.person
        assert wish is not None and wish.ruling is not None and person is not None

        async def submit(login: str, pin: str, _values: Mapping[str, str]) -> Outcome[Signed]:
            asked = Asked(wish.item.id, wish.kind)
            return await self.session.act(signing.sign_here, person.id, asked, login, pin)

        lines = [
            _("{kind} for {name}").format(kind=kind_word(wish.kind), name=person.name),
            f"{wish.item.label}  {title_of(wish.item)[0]}",
            level_handling(wish.item.level),
        ]
        if wish.ruling.stage is not None:
            lines.append(stage_word(wish.ruling.stage))
        outcome = await self.ask(
            PinDialog(_("Sign here"), submit, signers=wish.ruling.signers, lines=lines, enter=_("sign"))
        )
        if outcome is None or outcome.done is None:
            return
        self.own_app.ringing.signed_here(outcome.done.line_ids)
        form = make(FORM, outcome.done.request_id)
        self.turn()
        await self.rule(afresh=True)
        text = (
            _("{form} is approved.") if outcome.done.state == "approved" else _("{form} is signed; one more to come.")
        )
        self.answer(text.format(form=form))
        self.show_slip()

    async def do_ask(self) -> None:
        """Make out the loan application, filled in, for all that still needs one."""
        wishes, person = self.to_ask, self.slip.person
        assert person is not None

        async def submit(values: Mapping[str, str]) -> Outcome[Requested]:
            asked = [Asked(wish.item.id, wish.kind) for wish in wishes]
            return await self.session.act(signing.request, person.id, asked, values["purpose"])

        lines = [_("For {name}, {department}").format(name=person.name, department=person.department)]
        lines += [f"{wish.item.label}  {title_of(wish.item)[0]}  ({kind_word(wish.kind)})" for wish in wishes]
        outcome = await self.ask(
            Dialog(
                _("Loan application"), [Field("purpose", _("Purpose"), optional=True)], submit, lines=lines,
                enter=_("send"),
            )
        )  # fmt: skip
        if outcome is None or outcome.done is None:
            return
        form = make(FORM, outcome.done.request_id)
        self.turn()
        await self.rule(afresh=True)
        names = list(dict.fromkeys(signer_text(s) for _item, _stage, signers in outcome.done.needs for s in signers))
        text = _("{form} is with {names}.") if names else _("{form} is made out.")
        self.answer(text.format(form=form, names=one_of(names)))
        self.show_slip()

    async def do_flip(self) -> None:
        """Have the item read in the room, or taken out."""
        kind = slip_keys.flipped(self.slip)
        if kind is not None:
            await self.take(slip_keys.as_kind(self.slip, kind))

    async def do_copy(self) -> None:
        """Have a copy made instead."""
        await self.take(slip_keys.as_kind(self.slip, Kind.COPY))

    async def do_shorten(self) -> None:
        """End the loan when the room closes, or not."""
        await self.take(slip_keys.shorten(self.slip))

    async def do_drop(self) -> None:
        """Take the current item off the slip."""
        await self.take(slip_keys.take_off(self.slip))

    async def do_found(self) -> None:
        """Note what was found wrong with what comes back; Enter takes it back so."""
        line = self.slip.line
        assert isinstance(line, Return)

        async def submit(values: Mapping[str, str]) -> Mapping[str, str]:
            return values

        fields = [
            Field("incident", _("Found"), line.incident or "", choices=(("", _("in good order")), *incident_choices())),
            Field("note", _("Note"), line.note, optional=True),
        ]
        values = await self.ask(Dialog(line.item.label, fields, submit, enter=_("note it")))
        if values is not None:
            await self.take(slip_keys.found_wrong(self.slip, values["incident"] or None, values["note"].strip()))

    async def do_undo(self) -> None:
        """Undo what went out or came back last, with a reason; both acts stay in the trail."""
        line = self.slip.to_undo
        assert line is not None and line.loan is not None
        if isinstance(line, Wish):
            title, told = _("Undo loan"), _("{code} is back in its place; undone").format(code=line.item.label)
            done = await self._undo(line, title, _("Both acts stay in the trail."), lending.reverse)
        else:
            title, told = _("Undo return"), _("{code} is still out: the loan goes on").format(code=line.item.label)
            words = _("It is still with the borrower: the loan goes on as it was. Both acts stay in the trail.")
            done = await self._undo(line, title, words, unreturning.unreturn)
        if not done:
            return
        self.slip = slip_keys.undone(self.slip, line.loan)
        self.turn()
        await self.rule(afresh=True)
        self.answer(ended(told))
        self.show_slip()

    async def _undo(self, line: Line, title: str, words: str, act: Undoing) -> bool:
        """Ask for the reason and undo a loan or a return; return whether it was done."""

        async def submit(values: Mapping[str, str]) -> Outcome[Any]:
            assert line.loan is not None
            return await self.session.act(act, line.loan, values["reason"])

        lines = [f"{line.item.label}  {title_of(line.item)[0]}", *wrapped(words, _DIALOG)]
        panel = Dialog(title, [Field("reason", _("Reason"))], submit, lines=lines, enter=_("undo"))
        return await self.ask(panel) is not None


def _signers(wish: Wish | None) -> tuple[Signer, ...]:
    return wish.ruling.signers if wish is not None and wish.ruling is not None else ()
