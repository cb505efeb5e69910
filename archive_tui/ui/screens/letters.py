"""Letters of delegation and the GM's absences: what lets a deputy sign in the GM's place, and when (6.7.3 e)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from archive_tui.regulation.levels import Level
from archive_tui.services import delegation
from archive_tui.services.archive import Outcome
from archive_tui.services.letters_view import Letters, LetterShown, LetterState, letters
from archive_tui.services.staff_list import departments
from archive_tui.services.typed import departments_typed, first_day, last_day
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog, Question
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.screens.office_words import (
    absence_words,
    last_day_text,
    letter_scope,
    letter_state,
)
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, pgettext
from archive_tui.wording.names import level_word
from archive_tui.wording.times import date_text

_OVER = (LetterState.EXPIRED, LetterState.REVOKED, LetterState.NO_DEPUTY)
_REACH = {
    "both": (Level.SECRET, Level.CONFIDENTIAL), "secret": (Level.SECRET,), "confidential": (Level.CONFIDENTIAL,),
}  # fmt: skip
#: How many absences the details name, the newest first.
_MOST_ABSENCES = 4


class LettersScreen(OfficeList):
    """All letters, the newest first; below them the one under the cursor, and the GM's absences."""

    SCREEN: ClassVar[str] = "letters"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found = Letters((), (), (), ())

    async def load(self) -> None:
        """Read letters and absences."""
        self._found = await self.session.look(letters)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return number, holder, period, state."""
        return [
            Column("number", lambda: pgettext("column", "No."), 4, "right"),
            Column("deputy", lambda: pgettext("column", "Deputy"), 10),
            Column("since", lambda: pgettext("column", "From"), 10),
            Column("until", lambda: pgettext("column", "Last day"), 16),
            Column("state", lambda: pgettext("column", "State"), Share()),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each letter; those that are over are dimmed."""
        tz = self.session.seat.settings.tz
        return [
            Row(
                each.number,
                (str(each.number), each.deputy, date_text(each.since, tz), last_day_text(each.until, tz),
                 letter_state(each, tz)),
                "$foreground-muted" if each.state in _OVER else "",
            )
            for each in self._found.letters
        ]  # fmt: skip

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("There is no letter of delegation yet.")

    def heading(self) -> str:
        """Return whether the GM is away: what letters wait for."""
        return _("The GM is away on business") if self._found.away else _("The GM is here; no letter counts")

    def details(self) -> Sequence[Fact]:
        """Return the letter's scope, and the absences."""
        letter, tz = self._letter, self.session.seat.settings.tz
        told: list[Fact] = []
        if letter is not None:
            told.append((_("Letter {number}").format(number=letter.number), letter_scope(letter)))
        for number, each in enumerate(self._found.absences[:_MOST_ABSENCES]):
            words = shown(absence_words(each, tz), "" if each.running else "$foreground-muted")
            told.append((_("Absences") if number == 0 else "", words))
        return told

    @property
    def _letter(self) -> LetterShown | None:
        return next((each for each in self._found.letters if each.number == self.key), None)

    def why_not(self, verb: str) -> str | None:
        """Say why there is nothing to do."""
        letter = self._letter
        if verb == "new" and not self._found.deputies:
            return _("Only a deputy may hold a letter, and there is none.")
        if verb == "revoke" and letter is not None and letter.state in (LetterState.EXPIRED, LetterState.REVOKED):
            return _("This letter is over already.")
        if verb == "home" and not self._found.away:
            return _("No absence of the GM is running.")
        return super().why_not(verb) if verb == "revoke" else None

    # What the keys do

    async def do_new(self) -> None:
        """Enter a letter by the GM's PIN."""
        offers = ("", *(each.code for each in await self.session.look(departments)))

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[int]:
            since = await self.session.look(first_day, values["since"]) or self.session.clock.now().utc
            until = await self.session.look(last_day, values["until"])
            scope = await self.session.look(departments_typed, values["departments"])
            return await self.session.act(
                delegation.give_letter, int(values["deputy"]), since, until or since, scope, _REACH[values["levels"]],
                login, pin,
            )  # fmt: skip

        both = _("{one} and {other}").format(one=level_word(Level.SECRET), other=level_word(Level.CONFIDENTIAL))
        levels = (
            ("both", both),
            ("secret", level_word(Level.SECRET)),
            ("confidential", level_word(Level.CONFIDENTIAL)),
        )
        fields = (
            Field("deputy", _("Deputy"), choices=tuple((str(i), name) for i, name in self._found.deputies)),
            Field("since", _("From"), optional=True, hint=_("a day; empty: now")),
            Field("until", _("Last day"), hint=_("2026-03-31, 3-31, +7d")),
            Field("levels", _("Reaches"), choices=levels),
            Field("departments", _("Departments"), optional=True, offers=offers, hint=_("codes; empty: all of them")),
        )
        lines = [_("It counts while the GM's absence is recorded, for loans and readings alone (6.7.3).")]
        outcome = await ask_gm(
            self.own_app, _("Letter of delegation"), submit, fields=fields, lines=lines, enter=_("enter it")
        )
        if outcome is not None and outcome.done is not None:
            self.answer(_("Letter {number} is entered.").format(number=outcome.done))

    async def do_revoke(self) -> None:
        """Take the letter under the cursor back by the GM's PIN."""
        letter = self._letter
        assert letter is not None

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[None]:
            return await self.session.act(delegation.revoke_letter, letter.number, login, pin)

        lines = [_("Letter {number} of {name}").format(number=letter.number, name=letter.deputy), letter_scope(letter)]
        outcome = await ask_gm(self.own_app, _("Take the letter back"), submit, lines=lines, enter=_("revoke"))
        if outcome is not None:
            self.answer(_("Letter {number} no longer counts.").format(number=letter.number))

    async def do_away(self) -> None:
        """Record that the GM goes away on business."""

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            since = await self.session.look(first_day, values["since"]) or self.session.clock.now().utc
            until: datetime | None = await self.session.look(last_day, values["until"])
            return await self.session.act(delegation.record_absence, int(values["gm"]), since, until)

        fields = (
            Field("gm", _("GM"), choices=tuple((str(i), name) for i, name in self._found.gms)),
            Field("since", _("From"), optional=True, hint=_("a day; empty: now")),
            Field("until", _("Last day"), optional=True, hint=_("a day; empty: not known yet")),
        )
        waiting = [each for each in self._found.letters if each.state is LetterState.WAITS]
        names = _(", ").join(f"{each.deputy} ({each.number})" for each in waiting)
        lines = [
            _("Letters that count then: {letters}").format(letters=names) if names else _("No letter waits for it.")
        ]
        outcome = await self.app.push_screen_wait(
            Dialog(_("The GM goes on business"), fields, submit, lines=lines, enter=_("record"))
        )
        if outcome is not None:
            self.answer(_("The absence is recorded."))

    async def do_home(self) -> None:
        """Record that the GM is back: letters stop counting at once."""
        for person_id, name in self._found.gms:
            if not any(each.running and each.gm == name for each in self._found.absences):
                continue
            words = _("{name} is back, and letters stop counting at once.").format(name=name)
            if await self.app.push_screen_wait(Question(_("The GM is back"), words, enter=_("record"))):
                outcome = await self.session.act(delegation.come_back, person_id)
                if outcome.done is None:
                    self.refuse_outcome(outcome)
                else:
                    self.answer(_("{name} is back.").format(name=name))
