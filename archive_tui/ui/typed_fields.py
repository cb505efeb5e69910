"""What was typed into a form of client files, read field by field: everything that is wrong is said at its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from archive_tui.regulation.dates import BadDate, read_date
from archive_tui.regulation.grading import BadPoints, Criterion, read_points
from archive_tui.regulation.money import BadAmount, read_yuan
from archive_tui.services.archive import BadInput
from archive_tui.wording import _
from archive_tui.wording.clients import value_fault_text
from archive_tui.wording.faults import fault_text


class Unread(BadInput):
    """What was typed can't be taken: ``faults`` has the words for each field, the first of them the most telling."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keep the words by field."""
        super().__init__("fields")
        self.faults = dict(faults)


class TypedFields:
    """Reads the values of a form one by one; ``faults`` has the words for each field that can't be taken."""

    def __init__(self, values: Mapping[str, str], today: date) -> None:
        """Take the values by field, and the day that ``3-31`` and ``+7d`` count from."""
        self.values, self.today = values, today
        self.faults: dict[str, str] = {}

    def check(self) -> None:
        """Raise Unread where something can't be taken."""
        if self.faults:
            raise Unread(self.faults)

    def text(self, field: str) -> str:
        """Return a text that may not be empty."""
        typed = self.values.get(field, "").strip()
        if not typed:
            self.faults[field] = _("Please fill this in.")
        return typed

    def choice(self, field: str, known: tuple[str, ...]) -> str:
        """Return the value of a choice; what was typed and means none of them is a fault."""
        typed = self.values.get(field, "")
        if typed not in known:
            self.faults[field] = _("Please choose one of the list.")
        return typed

    def amount(self, field: str) -> int:
        """Return an amount in fen; 0 where it can't be read."""
        try:
            return read_yuan(self.values[field]) if self.text(field) else 0
        except BadAmount as bad:
            self.faults[field] = value_fault_text(bad)
            return 0

    def amount_or_none(self, field: str) -> int | None:
        """Return an amount in fen, None for an empty field."""
        return self.amount(field) if self.values.get(field, "").strip() else None

    def day(self, field: str, *, ahead: bool = False) -> date:
        """Return a day; ``ahead`` takes one without its year for the next that comes."""
        typed = self.text(field)
        if typed:
            try:
                return read_date(typed, self.today, ahead=ahead)
            except BadDate as bad:
                self.faults[field] = day_fault_text(bad)
        return self.today

    def number(self, field: str, least: int, most: int) -> int:
        """Return a whole number between two others."""
        typed = self.text(field)
        if typed.isascii() and typed.isdecimal() and len(typed) < 7 and least <= int(typed) <= most:
            return int(typed)
        if typed:
            self.faults[field] = _("A whole number from {least} to {most}, please.").format(least=least, most=most)
        return least

    def points(self, criterion: Criterion) -> int | None:
        """Return the points of a criterion in hundredths, None where there are none that count."""
        typed = self.text(criterion.value)
        try:
            return read_points(criterion, typed) if typed else None
        except BadPoints as bad:
            self.faults[criterion.value] = value_fault_text(bad)
            return None


def day_fault_text(bad: BadDate) -> str:
    """Return what is wrong with a day that was typed."""
    return fault_text(BadInput("no_such_day" if bad.code == "no_such_day" else "no_day", text=bad.text.strip()))


def tidy_day(text: str, today: date, *, ahead: bool = False) -> str:
    """Return a typed day written out, to be seen before it is saved; what is no day stays."""
    try:
        return read_date(text, today, ahead=ahead).isoformat()
    except BadDate:
        return text
