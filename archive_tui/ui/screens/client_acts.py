"""What is done about a client in a panel, from card and worklists: each asks, acts, and says what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from archive_tui.regulation.people import Role
from archive_tui.services import cards, client_views, clients, visits
from archive_tui.services.archive import NotThere, Outcome
from archive_tui.services.client_views import (
    ClientCard,
    ClientRecord,
    ContactRecord,
    EntryOnCard,
    FollowUpRecord,
    FormRecord,
)
from archive_tui.services.clients import Double
from archive_tui.services.finding import meaning_of
from archive_tui.services.typed import holders
from archive_tui.services.visits import NewFollowUp
from archive_tui.ui.screens.dialog import Dialog, Question
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.wording import _
from archive_tui.wording.client_cards import origin_text
from archive_tui.wording.clients import contact_role_word, section_word

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

#: How wide the words above the fields of a panel may be.
_WIDTH = 60
_DAYS = "2026-12-31, 12-31, +7d"


def typed_fields(app: ArchiveApp, values: Mapping[str, str]) -> TypedFields:
    """Return what was typed, with today in the archive's zone."""
    zone = app.session.seat.settings.tz
    return TypedFields(values, app.session.clock.now().utc.astimezone(zone).date())


async def follow_up(app: ArchiveApp, client: ClientRecord) -> str | None:
    """Plan what is to be done with a client; return what to say, None after Esc."""
    items = [name for _i, name, _unit, offered in await app.session.look(client_views.leased_items) if offered]

    async def submit(values: Mapping[str, str]) -> Outcome[int]:
        typed = typed_fields(app, values)
        due, what = typed.day("due_on", ahead=True), typed.text("what")
        typed.check()
        owner, item = await person_typed(app, values["owner"]), await item_typed(app, values["item"])
        return await app.session.act(visits.plan_follow_up, client.id, NewFollowUp(due, what, owner, item))

    fields = (
        Field("what", _("What")),
        Field("due_on", _("By"), hint=_DAYS),
        Field("owner", _("Who"), app.session.seat.name, offers=await people_offered(app)),
        Field("item", _("Waits for"), optional=True, offers=tuple(items), hint=_("a leased item; empty: none")),
    )
    lines = [_named(client)]
    done = await app.push_screen_wait(Dialog(_("Follow-up"), fields, submit, lines=lines, enter=_("plan")))
    return None if done is None else _("The follow-up is planned.")


async def finish(app: ArchiveApp, client: ClientRecord, one: FollowUpRecord) -> str | None:
    """Note what came of a follow-up; return what to say, None after Esc."""

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        return await app.session.act(visits.finish_follow_up, one.id, values["outcome"])

    lines = [_named(client), *wrapped(f"{one.due_on}  {one.what}", _WIDTH, 3)]
    fields = (Field("outcome", _("Outcome")),)
    done = await app.push_screen_wait(Dialog(_("Follow-up done"), fields, submit, lines=lines, enter=_("done")))
    return None if done is None else _("The follow-up is done.")


async def send_form(app: ArchiveApp, card: ClientCard) -> str | None:
    """Note that the blank form was sent to a client, and print it to a file; return what to say, None after Esc."""
    from archive_tui.exchange import blank_form

    client = card.record

    async def submit(values: Mapping[str, str]) -> Outcome[int]:
        typed = typed_fields(app, values)
        sent, due = typed.day("sent_on"), typed.day("due_on", ahead=True)
        typed.check()
        form = blank_form.BlankForm(
            client.id, client.name, app.session.seat.company, card.asked, values["sent_to"], sent, due
        )
        return await app.session.act(blank_form.send, form, _page_of(values["file"]))

    fields = (
        Field("sent_to", _("Sent to")),
        Field("sent_on", _("Sent on"), typed_fields(app, {}).today.isoformat()),
        Field("due_on", _("Due back"), hint=_DAYS),
        Field("file", _("Print to"), optional=True, hint=_("a new file for a browser to print; empty: none")),
    )
    lines = [
        _named(client),
        *wrapped(_("What the client fills in counts once somebody else has checked it (3.1)."), _WIDTH),
    ]
    done = await app.push_screen_wait(Dialog(_("Blank form"), fields, submit, lines=lines, enter=_("sent")))
    return None if done is None else _("The form is out; it stands on the worklist until it is back.")


def _page_of(typed: str) -> Path | None:
    """Return the file that the form is printed to, None where none was named."""
    if not typed.strip():
        return None
    path = Path(typed.strip()).expanduser()
    return path if path.suffix else path.with_suffix(".html")


async def receive_form(app: ArchiveApp, client: ClientRecord, form: FormRecord) -> str | None:
    """Note that a form came back; return what to say, None after Esc."""

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        typed = typed_fields(app, values)
        day = typed.day("received_on")
        typed.check()
        return await app.session.act(visits.receive_form, form.id, day)

    lines = [_named(client), _("sent {sent}, due back {due}").format(sent=form.sent_on, due=form.due_on)]
    fields = (Field("received_on", _("Came back"), typed_fields(app, {}).today.isoformat()),)
    done = await app.push_screen_wait(Dialog(_("Form is back"), fields, submit, lines=lines, enter=_("back")))
    return None if done is None else _("The form is back: n enters what it says, as the client's own form.")


async def check_entry(app: ArchiveApp, one: EntryOnCard) -> Outcome[None] | None:
    """Note that an entry was checked, after a question; None after Esc."""
    entry = one.entry
    lines = [
        section_word(entry.section), *wrapped(entry.text, _WIDTH, 6),
        origin_text(entry.source, entry.checked_at is not None, one.checked_by),
    ]  # fmt: skip
    question = Question(_("Checked?"), "\n".join(lines), enter=_("it was checked"))
    if not await app.push_screen_wait(question):
        return None
    return await app.session.act(cards.check_entry, entry.id)


async def take_off(app: ArchiveApp, one: EntryOnCard) -> str | None:
    """Take an entry off the card into its history, with a reason; return what to say, None after Esc."""

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        return await app.session.act(cards.take_off, one.entry.id, values["reason"])

    lines = [
        section_word(one.entry.section), *wrapped(one.entry.text, _WIDTH, 6),
        _("It stays readable in the card's history (5.1)."),
    ]  # fmt: skip
    fields = (Field("reason", _("Reason")),)
    done = await app.push_screen_wait(Dialog(_("Take off the card"), fields, submit, lines=lines, enter=_("take off")))
    return None if done is None else _("The entry is in the card's history.")


async def end_contact(app: ArchiveApp, client: ClientRecord, one: ContactRecord) -> Outcome[None] | None:
    """Note that somebody is no longer with a client, after a question; None after Esc."""
    words = _("{role} {name} is no longer with {client}. The row stays in the history.").format(
        role=contact_role_word(one.role), name=one.name, client=client.name
    )
    if not await app.push_screen_wait(Question(_("No longer there"), words, enter=_("no longer"))):
        return None
    return await app.session.act(cards.end_contact, client.id, one.id)


async def merge(app: ArchiveApp, client: ClientRecord, doubles: tuple[Double, ...]) -> str | None:
    """Merge a client that is there twice into the other; return what to say, None after Esc."""

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        into = await app.session.look(clients.client_of_code, values["into"])
        return await app.session.act(clients.merge, client.id, into, values["reason"])

    told = _("This file goes into the other; both histories stay readable, its leases become the other's (5.3).")
    known = [f"{each.code} {each.name}" for each in doubles[:4]]
    lines = [_named(client), *wrapped(told, _WIDTH), *known]
    fields = (
        Field("into", _("Into"), hint=_("the other client's code"), offers=tuple(each.code for each in doubles)),
        Field("reason", _("Reason")),
    )
    done = await app.push_screen_wait(Dialog(_("Merge"), fields, submit, lines=lines, enter=_("merge")))
    return None if done is None else _("Merged: this is the card of both.")


async def people_offered(app: ArchiveApp) -> tuple[str, ...]:
    """Return who usually follows up, oneself first."""
    found = [each.name for role in (Role.SALESPERSON, Role.KEEPER) for each in await app.session.look(holders, role)]
    return tuple(dict.fromkeys([app.session.seat.name, *found]))


async def person_typed(app: ArchiveApp, typed: str) -> int | None:
    """Return who was typed, by name or login; None for nobody, which is oneself. Raises NotThere."""
    if not typed.strip() or typed.strip() == app.session.seat.name:
        return None
    meaning = await app.session.look(meaning_of, typed)
    if meaning.person is None:
        raise NotThere("person", typed)
    return meaning.person.id


async def item_typed(app: ArchiveApp, typed: str) -> int | None:
    """Return the leased item of a name, None for no name. Raises NotThere."""
    wanted = typed.strip()
    if not wanted:
        return None
    for number, name, _unit, _offered in await app.session.look(client_views.leased_items):
        if name == wanted:
            return number
    raise NotThere("leased_item", wanted)


def _named(client: ClientRecord) -> str:
    return f"{client.code} {client.name}"
