"""The score sheet (4.2): points and reasons beside the figures; before it is saved it is seen what it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from archive_tui.regulation.grading import JUDGED, WEIGHTS, BadPoints, Criterion, read_points, rental_points, shown
from archive_tui.services import client_views, scoring, terms
from archive_tui.services.archive import Actor, Archive, NotThere
from archive_tui.ui.actions import Action
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.credit_form import CreditForm
from archive_tui.ui.screens.score_lines import Given, beneath
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.sheet import SheetField
from archive_tui.wording import _
from archive_tui.wording.scores import prompt_of

_REASON = "_reason"


class ScoreSheetScreen(CreditForm):
    """Scores one client; gives back the score that was made, None after Esc.

    It is opened from the client's card, whose opening stands in the trail.
    """

    SCREEN: ClassVar[str] = "score"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self._client_id = client_id
        self._given: Given | None = None

    def place(self) -> str:
        """Return whose sheet it is."""
        if self._given is None:
            return super().place()
        client = self._given.figures.client
        return f"{super().place()} {client.code} {client.name}"

    async def read(self) -> None:
        """Fetch today's figures, the card and the terms."""
        self._given = await self.session.look(_read, self._client_id)

    def fields(self) -> Sequence[SheetField]:
        """Return points and reason of each criterion in the order of 4.2, the computed one among them, and a remark."""
        found: list[SheetField] = []
        for criterion in Criterion:
            if criterion is Criterion.RENTAL:
                found.append(SheetField(criterion.value, prompt_of(criterion), fixed=True))
                continue
            reason = criterion.value + _REASON
            found.append(
                SheetField(
                    criterion.value, prompt_of(criterion), self._hint(criterion.value, f"0 - {WEIGHTS[criterion]}")
                )
            )
            found.append(SheetField(reason, "  " + _("Reason"), self._hint(reason, "")))
        return [*found, SheetField("remark", _("Remark"))]

    async def beginning(self) -> Mapping[str, str]:
        """Begin with the points that are computed."""
        return {Criterion.RENTAL.value: self._rental()}

    def speak(self) -> None:
        """Say everything anew; the computed points follow the figures."""
        super().speak()
        if self.standing and self.ready and self._filled:
            self.sheet.put(Criterion.RENTAL.value, self._rental())
            self.sheet.rebase({Criterion.RENTAL.value: self._rental()})

    def why_not(self, verb: str) -> str | None:
        """Say where there is no last score to take over."""
        return _("There is no earlier score.") if verb == "fill" and not self._last() else None

    def do_fill(self) -> None:
        """Let stand in this field what the last score had there."""
        last, field = self._last(), self.sheet.field.id
        if field in last:
            self.sheet.put(field, last[field])
            self.show_below()

    async def take(self, typed: TypedFields) -> None:
        """Make the score, unless points or a reason are missing or can't be."""
        given: dict[Criterion, scoring.Judgement] = {}
        for criterion in JUDGED:
            points, reason = typed.points(criterion), typed.text(criterion.value + _REASON)
            if points is not None and reason:
                given[criterion] = scoring.Judgement(points, reason)
        if typed.faults:
            return
        outcome = await self.session.act(scoring.score_client, self._client_id, given, typed.values["remark"])
        if outcome.done is None:
            self.refuse_outcome(outcome)
        else:
            self.dismiss(outcome.done)

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return total, grade and change as typed, and the figures for the criterion at the caret."""
        if self._given is None:
            return ()
        at = self.sheet.field.id.removesuffix(_REASON)
        criterion = Criterion(at) if at in list(Criterion) else None
        return beneath(self._given, self._judged(), criterion, width, room, glyphs)

    def keys(self) -> Sequence[Action]:
        """Leave out the key for the last score where there is none."""
        keys = super().keys()
        return [each for each in keys if each.verb != "fill" or self._last()]

    def _judged(self) -> dict[Criterion, int]:
        found: dict[Criterion, int] = {}
        for criterion in JUDGED:
            try:
                found[criterion] = read_points(criterion, self.sheet.values.get(criterion.value, ""))
            except BadPoints:
                continue
        return found

    def _hint(self, field: str, first: str) -> str:
        last = self._last().get(field)
        return _("last: {value}").format(value=last) if last else first

    def _rental(self) -> str:
        return shown(rental_points(self._given.figures.rental)) if self._given is not None else ""

    def _last(self) -> dict[str, str]:
        last = self._given.figures.last if self._given is not None else None
        if last is None:
            return {}
        reasons = json.loads(last.reasons)
        found = {each.value + _REASON: str(reasons.get(each.value, "")) for each in JUDGED}
        return found | {each.value: _points(getattr(last, each.value)) for each in JUDGED}


def _points(hundredths: int) -> str:
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def _read(archive: Archive, actor: Actor, client_id: int) -> Given:
    figures = scoring.sheet(archive, actor, client_id)
    card = client_views.card(archive, actor, client_id)
    if figures is None or card is None:
        raise NotThere("client", str(client_id))
    return Given(figures, card, terms.in_force(archive, actor))
