"""One line of a schedule of terms as a form: price, ways, cycle, ceiling, turn, handling (4.3, 3.2, 3.3 ③)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from textual.content import Content

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import yuan
from archive_tui.regulation.terms import GRADED, REGULATION, Base, Cycle, Terms, Way
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.credit_form import CreditForm
from archive_tui.ui.screens.terms_rows import Natures
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.sheet import Choice, SheetField
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.clients import base_word, cycle_word, grade_word, nature_word, percent_text, way_word

_OTHER_WAYS = tuple(way for way in Way if way is not Way.MONEY)
_MOST_PERCENT = 1000


class TermsLineScreen(CreditForm):
    """Gives back the line as it was filled in, None after Esc. Money is always a way, so it is not asked for."""

    SCREEN: ClassVar[str] = "terms_line"
    BINDINGS = bindings_of(SCREEN)

    def __init__(
        self, natures: Natures, line: Terms | None = None, *, general: Mapping[Grade, Terms] | None = None
    ) -> None:
        """Take the words for natures, and the line that is changed.

        Without a line one of one nature is added, beginning with what ``general`` gives its grade.
        """
        super().__init__()
        self._natures, self._line, self._general = natures, line, dict(general or REGULATION)

    async def read(self) -> None:
        """Nothing is to be fetched."""

    def fields(self) -> Sequence[SheetField]:
        """Return the fields, in the language spoken now."""
        grades = tuple(Choice(grade.value, grade_word(grade)) for grade in GRADED)
        natures = tuple(Choice(code, nature_word(code, *words)) for code, words in self._natures.items())
        yes_no = (Choice("yes", _("yes")), Choice("no", _("no")))
        if self._line is not None and not self._line.nature:
            natures = (Choice("every", _("every nature")),)
        fixed = self._line is not None
        return [
            SheetField("grade", _("Grade"), choices=grades, fixed=fixed),
            SheetField("nature", _("Nature"), choices=natures, fixed=fixed),
            SheetField("base", _("Price from the"), choices=tuple(Choice(b.value, base_word(b)) for b in Base)),
            SheetField("percent", _("Per cent of it"), "100, 97.5"),
            *(
                SheetField(way.value, _("Paid by {way}").format(way=way_word(way)), choices=yes_no)
                for way in _OTHER_WAYS
            ),
            SheetField("cycle", _("Collection"), choices=tuple(Choice(c.value, cycle_word(c)) for c in Cycle)),
            SheetField("ceiling", _("Credit ceiling"), _("yuan, empty for none")),
            SheetField("priority", _("Turn"), _("1 to 9, 1 is served first")),
            SheetField("handling", _("Handling"), _("how business is handled (3.3)")),
        ]

    async def beginning(self) -> Mapping[str, str]:
        """Begin with the line that is changed, else with what 4.3 gives A."""
        if self._line is None:
            return {"grade": Grade.A.value, **_values(self._general[Grade.A])}
        return {"grade": self._line.grade.value, "nature": self._line.nature or "every", **_values(self._line)}

    def edited(self, field: str) -> None:
        """Let a new line begin with what its grade gets."""
        grade = self.sheet.values.get("grade", "")
        if field == "grade" and self._line is None and grade in self._general:
            for name, value in _values(self._general[Grade(grade)]).items():
                self.sheet.put(name, value)

    async def take(self, typed: TypedFields) -> None:
        """Give the line back."""
        grade = typed.choice("grade", tuple(GRADED))
        nature = typed.choice("nature", ("every", *self._natures))
        base, cycle = typed.choice("base", tuple(Base)), typed.choice("cycle", tuple(Cycle))
        ways = {way for way in _OTHER_WAYS if typed.choice(way.value, ("yes", "no")) == "yes"}
        percent, ceiling = self._percent(typed), typed.amount_or_none("ceiling")
        priority = typed.number("priority", 1, 9)
        if typed.faults:
            return
        self.dismiss(
            Terms(
                Grade(grade), "" if nature == "every" else nature, Base(base), percent, frozenset({Way.MONEY, *ways}),
                Cycle(cycle), ceiling, priority, typed.values["handling"],
            )
        )  # fmt: skip

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return what frame 4.3 gives the grade."""
        frame = {
            Grade.A: _("4.3.1: A's price, way and cycle may be eased as the market allows; A is served first."),
            Grade.B: _("4.3.3: B's price goes down to the market's lowest; the cycle is strictly by contract."),
            Grade.C: _("4.3.4: C pays the market price, in money only, strictly by contract."),
        }
        grade = self.sheet.values.get("grade", "")
        if grade not in frame:
            return ()
        return [Content(""), *(Content(" ") + shown(each) for each in wrapped(frame[Grade(grade)], width - 2, 3))]

    def _percent(self, typed: TypedFields) -> int:
        text = typed.text("percent").removesuffix("%").strip()
        try:
            hundredths = Decimal(text) * 100
            if text and 0 < hundredths <= _MOST_PERCENT * 100 and hundredths == int(hundredths):
                return int(hundredths)
        except InvalidOperation:
            pass
        typed.faults["percent"] = _("A number of per cent, please, such as 100 or 97.5.")
        return 0


def _values(one: Terms) -> dict[str, str]:
    values = {way.value: "yes" if way in one.ways else "no" for way in _OTHER_WAYS}
    return values | {
        "base": one.base.value, "percent": percent_text(one.percent), "cycle": one.cycle.value,
        "ceiling": "" if one.ceiling is None else yuan(one.ceiling), "priority": str(one.priority),
        "handling": one.handling,
    }  # fmt: skip
