"""A person's card in the office; single letters are keys, for nothing is typed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.regulation.permissions import Act
from archive_tui.services.person_card import PersonCard, Pin, person_card
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens import person_acts
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.office_words import language_words, pin_words, post_words, role_of
from archive_tui.ui.screens.trail_words import what_of
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.joining import clauses
from archive_tui.wording.names import incident_word, level_word, line_state_word, role_word
from archive_tui.wording.times import date_text, due_text, moment_text


class PersonScreen(WorkScreen):
    """The card of one person: the facts, and below them what stands open, or the trail's entries."""

    SCREEN: ClassVar[str] = "person"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "office.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self, person_id: int) -> None:
        """Take the person's id."""
        super().__init__()
        self._person_id = person_id
        self._found: PersonCard | None = None
        self._entries = False

    def body(self) -> ComposeResult:
        """Yield the facts, and the list of what stands open."""
        yield Lines()
        yield RowList(self._columns())

    async def load(self) -> None:
        """Fetch the card."""
        self._found = await self.session.look(person_card, self._person_id)
        self._show_card()

    def place(self) -> str:
        """Return whose card it is."""
        return super().place() if self._found is None else f"{super().place()} {self._found.person.login}"

    def speak(self) -> None:
        """Say the frame and the card anew."""
        super().speak()
        self._show_card()

    def why_not(self, verb: str) -> str | None:
        """Say what the card itself knows of; the rest is for the regulation."""
        if verb == "back":
            return None
        if self._found is None:
            return _("The card is not here yet.")
        if verb in ("role", "end", "code", "unlock", "account", "leave") and self._found.left_at is not None:
            return _("This person has left the company.")
        if verb == "end" and not self._found.posts:
            return _("There is no role to end.")
        if verb == "unlock" and self._found.pin is not Pin.LOCKED:
            return _("The PIN is not locked.")
        if verb == "history" and Act.TRAIL not in self.session.seat.acts:
            return _("The entries of the trail are for somebody in another role.")
        return None

    # What the keys do

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    @on(RowList.Chosen)
    def do_whole(self) -> None:
        """Say the whole line at the cursor, which may be too long for the list."""
        row = self.query_one(RowList).cursor_row
        if row is not None:
            self.note("  ".join(cell.plain if isinstance(cell, Content) else cell for cell in row.cells))

    def do_history(self) -> None:
        """Show the trail's entries about the person, or what stands open again."""
        self._entries = not self._entries
        self._show_card()

    async def do_edit(self) -> None:
        """Correct name, department and card."""
        if await person_acts.edit(self.own_app, self.found):
            self.answer(_("The staff list is corrected."))

    async def do_role(self) -> None:
        """Give a role by the GM's PIN."""
        role = await person_acts.give_role(self.own_app, self.found)
        if role is not None:
            self.answer(_("{name}: {role}.").format(name=self.found.person.name, role=role_word(role)))

    async def do_end(self) -> None:
        """End a role by the GM's PIN."""
        post = await person_acts.end_role(self.own_app, self.found)
        if post is not None:
            self.answer(_("Ended: {role}.").format(role=role_of(post)))

    async def do_code(self) -> None:
        """Issue a one-time code, and show it once."""
        outcome = await person_acts.issue_code(self.own_app, self.found)
        if outcome is not None and outcome.done is None:
            self.refuse_outcome(outcome)

    async def do_unlock(self) -> None:
        """Unlock the PIN."""
        outcome = await person_acts.unlock(self.own_app, self.found)
        if outcome is not None and not outcome.ruling.allowed:
            self.refuse_outcome(outcome)
        elif outcome is not None:
            self.answer(_("The PIN of {name} is unlocked.").format(name=self.found.person.name))

    async def do_account(self) -> None:
        """Bind an OS account, or unbind one."""
        told = await person_acts.account(self.own_app, self.found)
        if told:
            self.answer(told)

    async def do_leave(self) -> None:
        """Record that the person leaves, once everything that stands open was named."""
        outcome = await person_acts.leave(self.own_app, self.found)
        if outcome is not None and not outcome.ruling.allowed:
            self.refuse_outcome(outcome)
        elif outcome is not None:
            self.answer(_("{name} has left.").format(name=self.found.person.name))

    # What is shown

    @property
    def found(self) -> PersonCard:
        """The card."""
        assert self._found is not None
        return self._found

    def _show_card(self) -> None:
        if not self.standing or self._found is None:
            return
        lines = self.query_one(Lines)
        lines.styles.height = len(self._compose_lines(self.size.width, 0, self.own_app.glyphs))
        lines.show(self._compose_lines)
        rows = self.query_one(RowList)
        rows.set_columns(self._columns())
        rows.set_empty(_("Nothing stands open."))
        rows.set_source(GivenRows(list(self._trail() if self._entries else self._open())), rows.cursor_key)
        self.show_keys()

    def _compose_lines(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        heading = Content(" ") + shown(self.found.person.name, "bold")
        facts = [fact for fact in self._facts() if fact[1]]
        return [heading, Content(""), *fact_lines(facts, width), Content("")]

    def _facts(self) -> Iterator[tuple[str, str | Content]]:
        card, tz = self.found, self.session.seat.settings.tz
        yield _("Login"), card.person.login
        yield _("Card"), card.person.card
        yield _("Department"), card.person.department
        since = _("since {day}").format(day=date_text(card.since, tz))
        if card.left_at is not None:
            left = _("{since}, left {day}").format(since=since, day=date_text(card.left_at, tz))
            yield _("Here"), shown(left, "$error")
        else:
            yield _("Here"), since
        yield _("Roles"), clauses([post_words(post, tz) for post in card.posts]) or _("employee")
        yield _("PIN"), shown(pin_words(card, tz), "$error" if card.pin is Pin.LOCKED else "")
        yield _("OS account"), _(", ").join(f"{name} ({uid})" if name != str(uid) else name
                                            for uid, name in card.accounts)  # fmt: skip
        yield _("Letters"), _(", ").join(str(number) for number in card.letters)
        if card.to_sign:
            words = ngettext("{count} item waits for this signature", "{count} items wait for this signature",
                             card.to_sign)  # fmt: skip
            yield _("To sign"), words.format(count=card.to_sign)
        yield _("Language"), language_words(card.language)

    def _open(self) -> Iterator[Row]:
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        for row in self.found.out:
            due = due_text(row.due_at, now, tz)
            title = row.item.title if row.item.title is not None else _("(title withheld)")
            words = clauses([_("due {due}").format(due=due), level_word(row.level), title])
            kind = pgettext("what stands open", "overdue") if row.overdue else pgettext("what stands open", "out")
            yield Row(("loan", row.loan_id), (shown(kind, "$error" if row.overdue else ""), row.item.label, words))
        for number, form in enumerate(self.found.forms):
            words = _("{form}: {state}").format(form=form.form, state=line_state_word(form.state))
            yield Row(("form", number), (pgettext("what stands open", "asked"), form.item, words))
        for number, incident in enumerate(self.found.incidents):
            words = clauses([incident_word(incident.kind), date_text(incident.opened_at, tz)])
            kind = pgettext("what stands open", "incident")
            yield Row(("incident", number), (shown(kind, "$error"), incident.item, words))

    def _trail(self) -> Iterator[Row]:
        tz, cross = self.session.seat.settings.tz, self.own_app.glyphs.cross
        for each in self.found.entries:
            yield Row(("entry", each.seq), (moment_text(each.at, tz), each.actor, what_of(each, cross)))

    def _columns(self) -> list[Column]:
        what = Column("what", lambda: pgettext("column", "What"), Share())
        if self._entries:
            at = Column("at", lambda: pgettext("column", "When"), 16)
            return [at, Column("who", lambda: pgettext("column", "Who"), 10), what]
        kind = Column("kind", lambda: pgettext("column", "Open"), 9)
        return [kind, Column("item", lambda: pgettext("column", "Item"), 11), what]
