"""The form of a lease: an offer is warned about, a contract against the client's terms is stopped at the door (4.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.content import Content

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.instalments import CYCLES, divided
from archive_tui.regulation.money import yuan
from archive_tui.regulation.rulings import Clause
from archive_tui.regulation.terms import Way
from archive_tui.services import client_views, lease_views, leases, scoring
from archive_tui.services.archive import Actor, Archive, NotThere, Outcome
from archive_tui.services.lease_views import LeasesOfClient
from archive_tui.services.leases import Wanted
from archive_tui.services.scoring import GradeChange
from archive_tui.ui.actions import Action
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import FAULTS
from archive_tui.ui.screens.credit_form import CreditForm
from archive_tui.ui.screens.lease_acts import ask_exception
from archive_tui.ui.screens.lease_words import against_line, clause_lines, ways_line
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields, tidy_day
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.sheet import Choice, SheetField
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext
from archive_tui.wording.clients import state_word, way_word
from archive_tui.wording.leases import cycle_months_word, standing_text

_MONEY = ("amount", "market_price", "market_low", "agreed_price")
Items = tuple[tuple[int, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the form is read by: the client with its terms, and what is leased out."""

    client: LeasesOfClient
    items: Items


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the terms say of the lease as typed, and the grades that would change if its client became the highest."""

    clauses: tuple[Clause, ...]
    moved: tuple[GradeChange, ...]


class LeaseFormScreen(CreditForm):
    """Enters an offer or a contract, or changes one; gives back what is to be said of it, None after Esc."""

    SCREEN: ClassVar[str] = "lease_form"
    BINDINGS = bindings_of(SCREEN)
    FIELD_OF: ClassVar[Mapping[str, str]] = {
        "lease_period": "ends", "lease_overlaps": "number", "market_low": "market_low", "too_long": "number",
        "day_absurd": "ends", "instalments_over_amount": "amount", "due_before_lease": "cycle",
    }  # fmt: skip

    def __init__(self, client_id: int, lease_id: int | None = None, *, copy: bool = False) -> None:
        """Take the client, and the lease that is changed or copied."""
        super().__init__()
        self._client_id, self._lease_id, self._copy = client_id, lease_id, copy
        self._ground: _Ground | None = None
        self._judged: _Judged | None = None
        self._stopped: tuple[Wanted, int] | None = None

    @property
    def _edits(self) -> bool:
        return self._lease_id is not None and not self._copy

    def place(self) -> str:
        """Return whose lease it is."""
        if self._ground is None:
            return super().place()
        client = self._ground.client.client
        return f"{super().place()} {client.code} {client.name}"

    async def read(self) -> None:
        """Fetch the client's terms, and what is leased out."""
        self._ground = await self.session.look(_read, self._client_id)
        self._judge()

    async def beginning(self) -> Mapping[str, str]:
        """Begin with the lease that is changed or copied, else with an offer."""
        if self._lease_id is None:
            return {"payment_way": Way.MONEY.value, "state": "offer", "cycle": "3"}
        opened = await self.session.look(lease_views.open_lease, self._lease_id)
        if opened is None:
            raise NotThere("lease", str(self._lease_id))
        one = opened.shown.lease
        values = {name: yuan(getattr(one, name)) for name in _MONEY}
        values |= {"leased_item": str(one.leased_item_id), "payment_way": one.payment_way}
        if self._copy:
            return values | {"state": "offer", "cycle": "3"}
        return values | {"number": one.number, "starts": one.starts.isoformat(), "ends": one.ends.isoformat()}

    def fields(self) -> Sequence[SheetField]:
        """Return the fields, in the language spoken now."""
        assert self._ground is not None
        items = tuple(Choice(str(i), name) for i, name, _unit, offered in self._ground.items if offered or self._edits)
        per = _("yuan, by month or day, all three alike")
        found = [
            SheetField("number", _("Number"), fixed=self._edits),
            SheetField("leased_item", _("Leased item"), choices=items),
            SheetField("starts", _("From"), "2026-04-01, 4-1, +7d", tidy=self._tidy),
            SheetField("ends", _("Until"), tidy=self._tidy),
            SheetField("amount", _("Amount"), _("yuan in all, such as 120000 or 12万")),
            SheetField("market_price", _("Market price"), per),
            SheetField("market_low", _("Market's lowest")),
            SheetField("agreed_price", _("Agreed price")),
            SheetField("payment_way", _("Paid by"), choices=tuple(Choice(way.value, way_word(way)) for way in Way)),
        ]
        if self._edits:
            return [*found, SheetField("reason", _("Reason"))]
        kinds = tuple(Choice(state, state_word(state)) for state in ("offer", "contract"))
        cycles = tuple(Choice(str(months), cycle_months_word(months)) for months in CYCLES)
        return [
            *found, SheetField("state", _("Entered as"), choices=kinds),
            SheetField("cycle", _("Instalments"), choices=cycles), SheetField("remark", _("Remark")),
        ]  # fmt: skip

    def edited(self, field: str) -> None:
        """Judge anew what is typed."""
        self._stopped = None
        self._judge()

    async def take(self, typed: TypedFields) -> None:
        """Enter the lease, or change it; what the terms stop says every clause."""
        wanted = self._wanted(typed)
        reason = typed.text("reason") if self._edits else ""
        if typed.faults or wanted is None:
            return
        if self._edits:
            assert self._lease_id is not None
            await self._done(
                await self.session.act(leases.change_lease, self._lease_id, _changes(wanted), reason), wanted
            )
        elif typed.values["state"] == "offer":
            await self._done(await self.session.act(leases.offer, wanted), wanted)
        else:
            months = int(typed.values["cycle"])
            outcome = await self.session.act(leases.enter_contract, wanted, months)
            if outcome.done is None and any(c.code.startswith("terms_") for c in outcome.ruling.against):
                self._stopped = (wanted, months)
            await self._done(outcome, wanted)

    async def _done(self, outcome: Outcome[leases.Entered], wanted: Wanted) -> None:
        if outcome.done is None and self._stopped is not None:
            self.refuse(_("Stopped at the door by the client's terms. Ctrl+R asks the GM."))
            return
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        words = _("Lease {number} is entered.") if not self._edits else _("Lease {number} is changed.")
        told = words.format(number=wanted.number)
        if outcome.done.warnings:
            told += " " + _("A contract would be stopped: {clauses}").format(
                clauses=against_line(outcome.done.warnings)
            )
        elif self._judged is not None and self._judged.moved and not self._edits:
            told += " " + _moved_text(len(self._judged.moved))
        self.dismiss(told)

    # The GM's exception

    def why_not(self, verb: str) -> str | None:
        """Say when there is nothing to except."""
        if verb == "except" and self._stopped is None:
            return _("Nothing was stopped: an exception is for a contract that goes against the terms.")
        return None

    def keys(self) -> Sequence[Action]:
        """Leave out the exception unless something was stopped."""
        keys = super().keys()
        return [each for each in keys if each.verb != "except" or self._stopped is not None]

    async def do_except(self) -> None:
        """Keep the lease as an offer, ask the GM for a dated exception to it, and enter it as a contract."""
        assert self._stopped is not None and self._ground is not None
        wanted, months = self._stopped
        offered = await self.session.act(leases.offer, wanted)
        if offered.done is None:
            self.refuse_outcome(offered)
            return
        client = self._ground.client.client
        number = await ask_exception(self.own_app, client, wanted.number, offered.done.lease_id, offered.done.warnings)
        if number is None:
            self.dismiss(
                _("Lease {number} stands as an offer. The GM can grant an exception later.").format(
                    number=wanted.number
                )
            )
            return
        outcome = await self.session.act(leases.conclude, offered.done.lease_id, months)
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        told = _("Lease {number} is a contract by the GM's exception {exception}.")
        self.dismiss(told.format(number=wanted.number, exception=number))

    # What stands beneath

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return the client's terms, and what they say of the lease as typed."""
        if self._ground is None:
            return ()
        ground = self._ground.client
        told = standing_text(Grade(ground.client.grade), ground.terms)
        lines = [Content(" ") + shown(each, "$foreground-muted") for each in wrapped(told, width - 2, 3)]
        return [Content(""), *self._verdict(width, glyphs), *lines][:room]

    def _verdict(self, width: int, glyphs: Glyphs) -> list[Content]:
        if self._judged is None:
            return []
        against = tuple(c for c in self._judged.clauses if not c.holds)
        lines = clause_lines(self._judged.clauses, width, glyphs)
        if not self._judged.clauses:
            lines = [Content(" ") + shown(f"{glyphs.tick} " + _("It keeps to the client's terms."), "$accent")]
        if against:
            contract = self.sheet.values.get("state") == "contract"
            words = (
                ways_line(against, gm=False)
                if contract
                else _("The offer can be made; as a contract it would be stopped.")
            )
            lines += [Content(" ") + shown(each) for each in wrapped(words, width - 2, 2)]
        if self._judged.moved:
            lines += [
                Content(" ") + shown(each) for each in wrapped(_moved_text(len(self._judged.moved)), width - 2, 2)
            ]
        return lines

    def _tidy(self, text: str) -> str:
        return tidy_day(text, self.today, ahead=True)

    def _wanted(self, typed: TypedFields) -> Wanted | None:
        """Return the lease as typed, None where something can't be read; ``typed`` has the faults."""
        assert self._ground is not None
        item = typed.choice("leased_item", tuple(str(i) for i, *_rest in self._ground.items))
        way = typed.choice("payment_way", tuple(Way))
        number = typed.text("number")
        starts, ends = typed.day("starts", ahead=True), typed.day("ends", ahead=True)
        amount, market, low, agreed = (typed.amount(name) for name in _MONEY)
        if not self._edits:
            typed.choice("state", ("offer", "contract"))
            typed.choice("cycle", tuple(str(months) for months in CYCLES))
        if typed.faults:
            return None
        remark = typed.values.get("remark", "")
        return Wanted(
            number, self._client_id, int(item), starts, ends, amount, market, low, agreed, Way(way), remark
        )  # fmt: skip

    def _judge(self) -> None:
        if not self.standing or not self._filled:
            return
        wanted = self._wanted(
            TypedFields({**self.sheet.values, "number": self.sheet.values["number"] or "-"}, self.today)
        )
        self.run_worker(self._judge_it(wanted), group="judge", exclusive=True)

    async def _judge_it(self, wanted: Wanted | None) -> None:
        judged: _Judged | None = None
        if wanted is not None:
            contract = self.sheet.values.get("state") == "contract" and not self._edits
            months = int(self.sheet.values.get("cycle") or 0)
            try:
                judged = await self.session.look(
                    _judge, wanted, self._lease_id if self._edits else None, contract, months, self.today.year
                )
            except FAULTS:  # said when it is handed in
                judged = None
        self._judged = judged
        if self.standing:
            self.show_below()


def _changes(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in leases.CHANGEABLE}


def _moved_text(count: int) -> str:
    return ngettext(
        "This client's rental becomes the highest: {count} grade would change by a re-score.",
        "This client's rental becomes the highest: {count} grades would change by a re-score.", count,
    ).format(count=count)  # fmt: skip


def _read(archive: Archive, actor: Actor, client_id: int) -> _Ground:
    client = lease_views.leases_of(archive, actor, client_id)
    if client is None:
        raise NotThere("client", str(client_id))
    return _Ground(client, client_views.leased_items(archive, actor))


def _judge(
    archive: Archive, actor: Actor, wanted: Wanted, lease_id: int | None, contract: bool, months: int, year: int
) -> _Judged:
    """Judge a lease as it is typed; where its client would become the highest, list the grades that would change."""
    clauses = leases.warnings(archive, actor, wanted, lease_id)
    figures = scoring.sheet(archive, actor, wanted.client_id)
    if not contract or figures is None or figures.rental.new or wanted.ends < wanted.starts:
        return _Judged(clauses, ())
    parts = divided(wanted.amount, wanted.starts, wanted.ends, months)
    more = sum(amount for day, amount in parts if day.year <= year)
    if figures.rental.own + more <= figures.rental.highest:
        return _Judged(clauses, ())
    return _Judged(clauses, scoring.rescore_preview(archive, actor, also={wanted.client_id: more}))
