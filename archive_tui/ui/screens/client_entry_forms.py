"""The forms of what stands on a client's card: an entry with its source, a visit with what comes next, a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from archive_tui.regulation.clients import ENTRY_CODES, SECTIONS, Source
from archive_tui.services import cards, client_views, visits
from archive_tui.services.archive import NotThere
from archive_tui.services.cards import CONTACT_ROLES, NewContact, NewEntry
from archive_tui.services.client_views import ClientCard, ContactRecord
from archive_tui.services.visits import NewFollowUp
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.client_acts import item_typed, people_offered, person_typed
from archive_tui.ui.screens.credit_form import CreditForm
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields, tidy_day
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.sheet import Choice, SheetField
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.client_cards import origin_text
from archive_tui.wording.clients import contact_role_word, section_word, source_word

_MUTED = "$foreground-muted"


class OnCard(CreditForm):
    """A form over one client's card; it gives back what to say, None after Esc."""

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self.client_id = client_id
        self.card: ClientCard | None = None

    def place(self) -> str:
        """Return which client it is."""
        if self.card is None:
            return super().place()
        return f"{super().place()} {self.card.record.code} {self.card.record.name}"

    async def read(self) -> None:
        """Fetch the card, which was opened before."""
        self.card = await self.session.look(client_views.card, self.client_id)
        if self.card is None:
            raise NotThere("client", str(self.client_id))

    def tidy(self, text: str) -> str:
        """Return a typed day written out."""
        return tidy_day(text, self.today)

    def tidy_ahead(self, text: str) -> str:
        """Return a typed day that is to come written out."""
        return tidy_day(text, self.today, ahead=True)


class CardEntryScreen(OnCard):
    """Enters one fact."""

    SCREEN: ClassVar[str] = "card_entry"
    BINDINGS = bindings_of(SCREEN)
    FIELD_OF: ClassVar[Mapping[str, str]] = {
        "section": "section", "agency_cost": "cost", "day_ahead": "day", "day_absurd": "day",
    }  # fmt: skip

    def __init__(self, client_id: int, section: str = "") -> None:
        """Take the client's id, and the section to begin with."""
        super().__init__(client_id)
        self._section = section if section in ENTRY_CODES else ""

    def fields(self) -> Sequence[SheetField]:
        """Return section, text, source, day and cost."""
        sections = tuple(
            Choice(each.code, f"{each.article} {section_word(each.code)}", (_fold(section_word(each.code)), each.code))
            for each in SECTIONS
            if each.code in ENTRY_CODES
        )
        sources = tuple(Choice(each.value, source_word(each)) for each in Source)
        return [
            SheetField("section", _("Section"), choices=sections),
            SheetField("text", _("Entry"), _("value or text"), prose=True),
            SheetField("source", _("Source"), choices=sources),
            SheetField("day", _("Of"), "2026-12-31, 12-31, -1d", tidy=self.tidy),
            SheetField("cost", _("Cost"), _("yuan, of an agency only")),
        ]

    async def beginning(self) -> Mapping[str, str]:
        """Begin with the section at the cursor, a visit, and today."""
        return {"section": self._section, "source": Source.SURVEY.value, "day": self.today.isoformat()}

    async def take(self, typed: TypedFields) -> None:
        """Enter the fact."""
        section, text = typed.choice("section", tuple(ENTRY_CODES)), typed.text("text")
        source = typed.choice("source", tuple(Source))
        day, cost = typed.day("day"), typed.amount_or_none("cost")
        if typed.faults:
            return
        new = NewEntry(section, text, Source(source), day, cost)
        if await self.told(self.session.act(cards.add_entry, self.client_id, new)) is not None:
            checked = source != Source.FORM
            self.dismiss(
                _("Entered: {section}.").format(section=section_word(section)) if checked
                else _("Entered; it counts once somebody else has checked it (3.1).")
            )  # fmt: skip

    def edited(self, field: str) -> None:
        """Show what stands there now."""
        if field == "section":
            self.show_below()

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return what stands in the section now."""
        section = next((s for s in self.card.sections if s.code == self.sheet.values["section"]), None) if (
            self.card is not None) else None  # fmt: skip
        if section is None:
            return ()
        lines = [Content(""), Content(" ") + shown(_("On the card now:"), _MUTED)]
        for one in (*filter(None, (section.current,)), *section.beside):
            origin = origin_text(one.entry.source, one.entry.checked_at is not None, one.checked_by)
            words = f"{one.entry.day}  {one.entry.text} ({origin})"
            lines += [Content(" ") + shown(each) for each in wrapped(words, width - 2, 3)]
        if len(lines) == 2:
            lines.append(Content(" ") + shown(_("nothing")))
        return lines[:room]


class VisitScreen(OnCard):
    """Records a visit, with what is to be done next."""

    SCREEN: ClassVar[str] = "visit"
    BINDINGS = bindings_of(SCREEN)
    FIELD_OF: ClassVar[Mapping[str, str]] = {"day_ahead": "day", "day_absurd": "day"}

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__(client_id)
        self._people: tuple[str, ...] = ()
        self._items: tuple[str, ...] = ()

    async def read(self) -> None:
        """Fetch the card, who follows up, and what is leased out."""
        await super().read()
        self._people = await people_offered(self.own_app)
        items = await self.session.look(client_views.leased_items)
        self._items = tuple(name for _i, name, _unit, offered in items if offered)

    def fields(self) -> Sequence[SheetField]:
        """Return the day, whom one met, what came of it; and what is to be done by when and by whom."""
        people = tuple(Choice(each, each) for each in self._people)
        items = tuple(Choice(each, each) for each in self._items)
        return [
            SheetField("day", _("Day"), "2026-12-31, 12-31, -1d", tidy=self.tidy),
            SheetField("met", _("Met"), prose=True),
            SheetField("text", _("Report"), prose=True),
            SheetField("what", _("Next"), _("what is to be done; empty: nothing"), prose=True),
            SheetField("due_on", "  " + _("By"), "12-31, +7d", tidy=self.tidy_ahead),
            SheetField("owner", "  " + _("Who"), choices=people),
            SheetField("item", "  " + _("Waits for"), _("a leased item; empty: none"), choices=items),
        ]

    async def beginning(self) -> Mapping[str, str]:
        """Begin with today, and oneself."""
        return {"day": self.today.isoformat(), "owner": self._people[0]}

    async def take(self, typed: TypedFields) -> None:
        """Record it."""
        day, text = typed.day("day"), typed.text("text")
        then: NewFollowUp | None = None
        if typed.values["what"].strip():
            due, owner = typed.day("due_on", ahead=True), typed.choice("owner", self._people)
            item = typed.choice("item", ("", *self._items))
            if not typed.faults:
                then = NewFollowUp(
                    due, typed.values["what"], await person_typed(self.own_app, owner),
                    await item_typed(self.own_app, item),
                )  # fmt: skip
        if typed.faults:
            return
        done = self.session.act(visits.record_visit, self.client_id, day, typed.values["met"], text, then)
        if await self.told(done) is not None:
            self.dismiss(_("The visit is recorded.") if then is None else _("Visit and follow-up are recorded."))

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return the visit before this one."""
        if self.card is None or not self.card.visits:
            return ()
        last = self.card.visits[0]
        words = _("Last visit {day}, {name}: {text}").format(
            day=last.day, name=self.card.people.get(last.by, ""), text=last.text
        )
        return [Content(""), *(Content(" ") + shown(each, _MUTED) for each in wrapped(words, width - 2, room - 1))]


class ContactScreen(OnCard):
    """Enters one of the client's people, or corrects one: the former row stays in the history."""

    SCREEN: ClassVar[str] = "contact"
    BINDINGS = bindings_of(SCREEN)
    FIELD_OF: ClassVar[Mapping[str, str]] = {"contact_role": "role"}
    _TEXTS = ("name", "phone", "age", "character", "hobbies", "family")

    def __init__(self, client_id: int, former: ContactRecord | None = None) -> None:
        """Take the client's id, and who is corrected."""
        super().__init__(client_id)
        self._former = former

    def fields(self) -> Sequence[SheetField]:
        """Return what somebody is, and what is known of the person."""
        roles = tuple(Choice(each, contact_role_word(each)) for each in CONTACT_ROLES)
        return [
            SheetField("role", _("Is"), choices=roles),
            SheetField("name", _("Name"), prose=True),
            SheetField("phone", _("Telephone")),
            SheetField("age", _("Age"), _("or the year of birth")),
            SheetField("character", _("Character"), prose=True),
            SheetField("hobbies", _("Hobbies"), prose=True),
            SheetField("family", _("Family"), prose=True),
        ]

    async def beginning(self) -> Mapping[str, str]:
        """Return what is there, or nothing."""
        if self._former is None:
            return {"role": CONTACT_ROLES[-1]}
        return {name: str(getattr(self._former, name)) for name in ("role", *self._TEXTS)}

    async def take(self, typed: TypedFields) -> None:
        """Enter the person."""
        if self._former is not None and (why := self.nothing_to_change()) is not None:
            self.refuse(why)
            return
        role, name = typed.choice("role", CONTACT_ROLES), typed.text("name")
        if typed.faults:
            return
        new = NewContact(name, role, **{each: typed.values[each] for each in self._TEXTS[1:]})
        former = self._former.id if self._former is not None else None
        if await self.told(self.session.act(cards.add_contact, self.client_id, new, former)) is not None:
            self.dismiss(_("{name} is entered.").format(name=name))


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()
