"""A client's card and what its keys do; single letters are keys, for nothing is typed here."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from archive_tui.regulation.grading import Grade
from archive_tui.services.client_views import ContactRecord, EntryOnCard, FollowUpRecord, FormRecord
from archive_tui.ui.actions import Action
from archive_tui.ui.screens import client_acts, client_keys
from archive_tui.ui.screens.client_entry_forms import CardEntryScreen, ContactScreen, VisitScreen
from archive_tui.ui.screens.client_forms import DivisionsScreen, EditClientScreen
from archive_tui.ui.screens.client_view import DEALS, ENTRIES, PEOPLE, VISITS, CardView
from archive_tui.ui.screens.whole import WholePanel
from archive_tui.ui.widgets.rows import RowList
from archive_tui.wording import _
from archive_tui.wording.clients import grade_word


class ClientCardScreen(CardView):
    """The card of one client with its acts."""

    # What the keys are

    def why_not(self, verb: str) -> str | None:
        """Say what the card itself knows of; the rest is for the regulation."""
        if verb == "back":
            return None
        return client_keys.why_not(self, verb) if self.ready else _("The card is not here yet.")

    def keys(self) -> Sequence[Action]:
        """Return the keys of the list that is shown, the most useful first."""
        return client_keys.ordered(self.list_name, super().keys())

    def word_of(self, each: Action) -> str:
        """Say what a key does in the list that is shown."""
        return client_keys.word_of(self, each) or super().word_of(each)

    @property
    def entry(self) -> EntryOnCard | None:
        """The entry at the cursor, in the card's own list."""
        return ENTRIES.entry(self.shown, self.key) if self.list_name == "card" else None

    @property
    def contact(self) -> ContactRecord | None:
        """The person at the cursor, in the list of people."""
        return PEOPLE.contact(self.shown, self.key) if self.list_name == "people" else None

    @property
    def todo(self) -> FollowUpRecord | FormRecord | None:
        """The open follow-up or form at the cursor, in the list of visits."""
        if self.list_name != "visits":
            return None
        follow_up, form = VISITS.follow_up(self.shown, self.key), VISITS.form(self.shown, self.key)
        if follow_up is not None and follow_up.done_at is None:
            return follow_up
        return form if form is not None and form.received_on is None else None

    # The lists

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()

    def do_next(self) -> None:
        """Go to the next list."""
        names = self.lists()
        self.go_to(names[(names.index(self.list_name) + 1) % len(names)])

    def do_card(self) -> None:
        """Go to the sections of the card."""
        self.go_to("card")

    def do_people(self) -> None:
        """Go to the client's people."""
        self.go_to("people")

    def do_visits(self) -> None:
        """Go to visits, follow-ups and forms."""
        self.go_to("visits")

    def do_scores(self) -> None:
        """Go to the scores."""
        self.go_to("scores")

    def do_deals(self) -> None:
        """Go to the leases in short."""
        self.go_to("deals")

    def do_trail(self) -> None:
        """Go to the trail about the file."""
        self.go_to("trail")

    def do_history(self) -> None:
        """Show older entries and those taken off, and who is no longer there; or not."""
        self.history = not self.history
        self.note(_("Shown: the history too.") if self.history else _("Shown: what counts now."))
        self.show_card()

    @on(RowList.Chosen, "#rows")
    def _chosen(self) -> None:
        self.action_act("client.open")

    def do_open(self) -> None:
        """Show the row at the cursor whole, or open the payments of the lease."""
        if self.list_name == "deals" and (lease := DEALS.lease(self.shown, self.key)) is not None:
            from archive_tui.ui.screens.lease_card import LeaseScreen

            self.app.push_screen(LeaseScreen(lease.id))
            return
        facts = self.here.details(self.shown, self.key)
        if any(fact[1] for fact in facts):
            self.app.push_screen(WholePanel(self.here.title(self.shown, self.key), facts))
        elif (row := self.query_one("#rows", RowList).cursor_row) is not None:
            self.note("  ".join(cell if isinstance(cell, str) else cell.plain for cell in row.cells))

    def do_about(self) -> None:
        """Show all of what stands on top, uncut."""
        title = f"{self.card.record.code} {self.card.record.name}"
        self.app.push_screen(WholePanel(title, list(self.told.facts())))

    # The acts

    async def do_new(self) -> None:
        """Enter something new in the list that is shown."""
        match self.list_name:
            case "people":
                await self.do_contact()
            case "visits":
                await self.do_visit()
            case "scores":
                await self.do_score()
            case "deals":
                self.do_leases()
            case _:
                section = ENTRIES.section(self.shown, self.key)
                self._say(
                    await self.app.push_screen_wait(CardEntryScreen(self.client_id, section.code if section else ""))
                )

    async def do_edit(self) -> None:
        """Correct the client, or the person at the cursor."""
        if (contact := self.contact) is not None:
            self._say(await self.app.push_screen_wait(ContactScreen(self.client_id, contact)))
        else:
            self._say(await self.app.push_screen_wait(EditClientScreen(self.client_id)))

    async def do_visit(self) -> None:
        """Record a visit, and what comes next."""
        self._say(await self.app.push_screen_wait(VisitScreen(self.client_id)))

    async def do_contact(self) -> None:
        """Enter one of the client's people."""
        self._say(await self.app.push_screen_wait(ContactScreen(self.client_id)))

    async def do_divisions(self) -> None:
        """Say a division otherwise than the facts do."""
        self._say(await self.app.push_screen_wait(DivisionsScreen(self.client_id)))

    async def do_score(self) -> None:
        """Score the client."""
        from archive_tui.ui.screens.score_sheet import ScoreSheetScreen

        made = await self.app.push_screen_wait(ScoreSheetScreen(self.client_id))
        if made is not None:
            self.answer(_("Scored: {grade}.").format(grade=grade_word(Grade(made.grade))))

    def do_leases(self) -> None:
        """Open the client's leases."""
        from archive_tui.ui.screens.leases import LeasesScreen

        self.app.push_screen(LeasesScreen(self.client_id))

    async def do_limit(self) -> None:
        """Set the client's own credit limit."""
        from archive_tui.ui.screens.client_limit import ask_limit

        self._say(await ask_limit(self.own_app, self.client_id))

    async def do_follow(self) -> None:
        """Plan what is to be done."""
        self._say(await client_acts.follow_up(self.own_app, self.card.record))

    async def do_settle(self) -> None:
        """Note what came of the follow-up, or that the form is back."""
        if isinstance(self.todo, FollowUpRecord):
            self._say(await client_acts.finish(self.own_app, self.card.record, self.todo))
        elif isinstance(self.todo, FormRecord):
            self._say(await client_acts.receive_form(self.own_app, self.card.record, self.todo))

    async def do_form(self) -> None:
        """Note that the blank form was sent."""
        self._say(await client_acts.send_form(self.own_app, self.card))

    async def do_check(self) -> None:
        """Note that the entry at the cursor was checked."""
        if (entry := self.entry) is None:
            return
        outcome = await client_acts.check_entry(self.own_app, entry)
        if outcome is not None and not outcome.ruling.allowed:
            self.refuse_outcome(outcome)
        elif outcome is not None:
            self.answer(_("The entry counts as checked."))

    async def do_off(self) -> None:
        """Take the entry at the cursor off the card, or end the person."""
        if (entry := self.entry) is not None:
            self._say(await client_acts.take_off(self.own_app, entry))
        elif (contact := self.contact) is not None:
            outcome = await client_acts.end_contact(self.own_app, self.card.record, contact)
            if outcome is not None and not outcome.ruling.allowed:
                self.refuse_outcome(outcome)
            elif outcome is not None:
                self.answer(_("{name} stands in the history now.").format(name=contact.name))

    async def do_merge(self) -> None:
        """Merge this file into another."""
        self._say(await client_acts.merge(self.own_app, self.card.record, self.card.doubles))

    def _say(self, told: str | None) -> None:
        if told is not None:
            self.answer(told)
