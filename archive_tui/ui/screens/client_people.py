"""A client's people, and what was and is to be done with it: visits, follow-ups, forms sent (2.1, 3.1, 5.1)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from archive_tui.services.client_views import ContactRecord, FollowUpRecord, FormRecord, VisitRecord
from archive_tui.ui.screens.client_head import Fact
from archive_tui.ui.screens.client_lists import Shown
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import contact_role_word
from archive_tui.wording.times import date_text, moment_text

_MUTED, _LATE = "$foreground-muted", "$error"


class People:
    """Owner, manager and contact persons: personal data, for those who need it."""

    HEIGHT = 5

    def columns(self) -> list[Column]:
        """Return what somebody is, the name, the telephone, the character."""
        return [
            Column("role", lambda: "", 14),
            Column("name", lambda: pgettext("column", "Name"), Share(2)),
            Column("phone", lambda: pgettext("column", "Telephone"), 16),
            Column("age", lambda: pgettext("column", "Age"), 8, from_width=96),
            Column("character", lambda: pgettext("column", "Character"), Share(3)),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return who is with the client now; former ones only in the history."""
        return [_person(one) for one in shown.card.contacts if one.ended_at is None or shown.history]

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return who it is."""
        one = self.contact(shown, key)
        return f"{contact_role_word(one.role)} {one.name}" if one is not None else ""

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return what is known of a person, to whom needs it."""
        one = self.contact(shown, key)
        if one is None:
            return ()
        gone = _("since {day}").format(day=date_text(one.ended_at, shown.tz)) if one.ended_at is not None else ""
        if not shown.card.personal:
            kept = _("Personal data is shown only to those who need it: salespeople, the keeper, the GM (2.1).")
            return ((_("Withheld"), kept), (_("No longer"), gone))
        return (
            (_("Character"), one.character), (_("Hobbies"), one.hobbies), (_("Family"), one.family),
            (_("Telephone"), one.phone), (_("Age"), one.age), (_("No longer"), gone),
            (_("Entered"), _("{at} by {name}").format(at=moment_text(one.at), name=shown.card.people.get(one.by, ""))),
        )  # fmt: skip

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("Nobody is entered yet: owner, manager and contact persons are missing.")

    def contact(self, shown: Shown, key: Hashable | None) -> ContactRecord | None:
        """Return the person of a row."""
        return next((one for one in shown.card.contacts if ("contact", one.id) == key), None)


class Visits:
    """What is to be done and what is out first, then what was done, the newest first."""

    HEIGHT = 3

    def columns(self) -> list[Column]:
        """Return what it is, the day, who, and what."""
        return [
            Column("kind", lambda: "", 14),
            Column("day", lambda: pgettext("column", "Day"), 10),
            Column("who", lambda: pgettext("column", "Who"), 10),
            Column("text", lambda: pgettext("column", "What"), Share()),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return follow-ups and forms that are open, then all that is behind."""
        card = shown.card
        todo = [(one.due_on, self._follow_up(one, shown)) for one in card.follow_ups if one.done_at is None]
        todo += [(one.due_on, self._form(one, shown)) for one in card.forms if one.received_on is None]
        done = [(one.day, self._visit(one, shown)) for one in card.visits]
        done += [(one.due_on, self._follow_up(one, shown)) for one in card.follow_ups if one.done_at is not None]
        done += [(one.received_on, self._form(one, shown)) for one in card.forms if one.received_on is not None]
        return [row for _day, row in sorted(todo, key=_day)] + [row for _day, row in sorted(done, key=_day)[::-1]]

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return what it is and of which day."""
        row = next((each for each in self.rows(shown) if each.key == key), None)
        return f"{row.cells[0]} {row.cells[1]}" if row is not None else ""

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return all that was written down."""
        people, card = shown.card.people, shown.card
        if (visit := next((one for one in card.visits if ("visit", one.id) == key), None)) is not None:
            entered = _("{at} by {name}").format(at=moment_text(visit.at), name=people.get(visit.by, ""))
            return ((_("Report"), visit.text), (_("Met"), visit.met), (_("Entered"), entered))
        if (form := self.form(shown, key)) is not None:
            days = _("sent {sent}, due back {due}").format(sent=form.sent_on, due=form.due_on)
            back = form.received_on.isoformat() if form.received_on is not None else _("not yet")
            return ((_("To"), form.sent_to), (_("Form"), days), (_("Came back"), back))
        if (one := self.follow_up(shown, key)) is not None:
            return (
                (_("What"), one.what), (_("Who"), people.get(one.owner, "")), (_("Outcome"), one.outcome),
                (_("Done"), moment_text(one.done_at) if one.done_at is not None else ""),
            )  # fmt: skip
        return ()

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("No visit yet, and nothing planned.")

    def follow_up(self, shown: Shown, key: Hashable | None) -> FollowUpRecord | None:
        """Return the follow-up of a row."""
        return next((one for one in shown.card.follow_ups if ("follow_up", one.id) == key), None)

    def form(self, shown: Shown, key: Hashable | None) -> FormRecord | None:
        """Return the form of a row."""
        return next((one for one in shown.card.forms if ("form", one.id) == key), None)

    def _visit(self, one: VisitRecord, shown: Shown) -> Row:
        cells = (pgettext("row of a card", "visit"), one.day.isoformat(), shown.card.people.get(one.by, ""), one.text)
        return Row(("visit", one.id), cells)

    def _follow_up(self, one: FollowUpRecord, shown: Shown) -> Row:
        late = one.done_at is None and one.due_on < shown.today
        kind = pgettext("row of a card", "to do") if one.done_at is None else pgettext("row of a card", "done")
        if late:
            kind = pgettext("row of a card", "overdue")
        cells = (kind, one.due_on.isoformat(), shown.card.people.get(one.owner, ""), one.what)
        return Row(("follow_up", one.id), cells, _LATE if late else "")

    def _form(self, one: FormRecord, shown: Shown) -> Row:
        if one.received_on is not None:
            kind, day, style = pgettext("row of a card", "form back"), one.received_on, ""
        elif one.due_on < shown.today:
            kind, day, style = pgettext("row of a card", "form overdue"), one.due_on, _LATE
        else:
            kind, day, style = pgettext("row of a card", "form out"), one.due_on, ""
        cells = (kind, day.isoformat(), shown.card.people.get(one.by, ""), one.sent_to)
        return Row(("form", one.id), cells, style)


def _person(one: ContactRecord) -> Row:
    style = _MUTED if one.ended_at is not None else ""
    cells = (contact_role_word(one.role), one.name, one.phone, one.age, one.character)
    return Row(("contact", one.id), cells, style)


def _day(pair: tuple[date | None, Row]) -> date:
    return pair[0] or date.min
