"""What can be done with an item from its card: each asks in a panel, acts, and gives back what came of it or None."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archive_tui.regulation.levels import Change, Kind, Level, State, change_of, ever_allowed
from archive_tui.regulation.people import Role
from archive_tui.services import care, signing, unreturning
from archive_tui.services.archive import NotThere, Outcome
from archive_tui.services.care import LevelChanged
from archive_tui.services.finding import meaning_of
from archive_tui.services.history import IncidentShown, ItemCard, LoanShown
from archive_tui.services.lending import INCIDENT_KINDS, Lent
from archive_tui.services.shown import ItemShown, form_label
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.item_words import listed
from archive_tui.ui.screens.pin import PinDialog
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.wording import _
from archive_tui.wording.names import incident_word, kind_word, level_handling

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp


def open_incidents(card: ItemCard) -> list[IncidentShown]:
    """Return the incidents on an item that are still open."""
    return [each for each in card.incidents if each.closed_at is None]


async def change_level(app: ArchiveApp, item: ItemShown) -> LevelChanged | None:
    """Raise an item's level, or lower it by the GM's PIN."""
    others = [level for level in Level if level is not item.level]
    fields = (
        Field("level", _("New level"), choices=tuple((level.value, level_handling(level)) for level in others)),
        Field("reason", _("Reason")),
    )

    async def submit(values: Mapping[str, str]) -> Outcome[LevelChanged] | tuple[Level, str]:
        new = Level(values["level"])
        if change_of(item.level, new) is Change.LOWER:
            return new, values["reason"]
        return await app.session.act(care.raise_level, item.id, new, values["reason"])

    lines = [_named(item), _("Now: {level}").format(level=level_handling(item.level))]
    found = await app.push_screen_wait(Dialog(_("Change the level"), fields, submit, lines=lines, enter=_("change")))
    if isinstance(found, tuple):
        found = await _lower(app, item, *found)
    return found.done if found is not None else None


async def _lower(app: ArchiveApp, item: ItemShown, new: Level, reason: str) -> Outcome[LevelChanged] | None:
    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[LevelChanged]:
        return await app.session.act(care.lower_level, item.id, new, values["reason"], login, pin)

    lines = [_named(item), _("A level is lowered by the GM's signature: {level}").format(level=level_handling(new))]
    fields = (Field("reason", _("Reason"), reason),)
    return await app.push_screen_wait(
        PinDialog(_("Lower the level"), submit, fields=fields, lines=lines, enter=_("lower"))
    )


async def ask_for(app: ArchiveApp, item: ItemShown) -> str | None:
    """Make out a loan application, for oneself or for whom one may ask (6.7.2); return its label."""
    kinds = [kind for kind in (Kind.OUT, Kind.READING, Kind.COPY) if ever_allowed(item.level, kind)]

    async def submit(values: Mapping[str, str]) -> Outcome[signing.Requested]:
        person_id = await _person_meant(app, values.get("borrower", ""))
        asked = [signing.Asked(item.id, Kind(values["kind"]) if "kind" in values else None)]
        return await app.session.act(signing.request, person_id, asked, values["purpose"])

    fields = [Field("purpose", _("Purpose"), optional=True)]
    if len(kinds) > 1:
        fields.append(Field("kind", _("As"), choices=tuple((kind.value, kind_word(kind)) for kind in kinds)))
    if set(app.session.seat.roles) & {Role.MANAGER, Role.ARCHIVIST}:
        hint = _("name, login or card")
        fields.insert(0, Field("borrower", _("For"), app.session.seat.name, hint=hint))
    lines = [_named(item), level_handling(item.level)]
    outcome = await app.push_screen_wait(Dialog(_("Ask for it"), fields, submit, lines=lines, enter=_("make out")))
    return form_label(outcome.done.request_id) if outcome is not None and outcome.done is not None else None


async def _person_meant(app: ArchiveApp, typed: str) -> int:
    """Return who is meant by a name, login or card: oneself where nothing or one's own name is typed."""
    seat = app.session.seat
    if typed.strip() in ("", seat.name):
        return seat.person_id
    meaning = await app.session.look(meaning_of, typed)
    if meaning.person is None:
        raise NotThere("person", typed)
    return meaning.person.id


async def recall(app: ArchiveApp, item: ItemShown, loan: LoanShown) -> bool:
    """Call an item back; return whether it was."""

    async def submit(values: Mapping[str, str]) -> Outcome[int]:
        return await app.session.act(care.recall, loan.loan_id, values["reason"])

    lines = [_named(item), _("out with {name}").format(name=loan.borrower)]
    fields = (Field("reason", _("Reason"), optional=True),)
    outcome = await app.push_screen_wait(Dialog(_("Recall"), fields, submit, lines=lines, enter=_("recall")))
    return outcome is not None


async def unreturn(app: ArchiveApp, item: ItemShown, loan: LoanShown) -> bool:
    """Undo a return that was none; return whether it was."""

    async def submit(values: Mapping[str, str]) -> Outcome[Lent]:
        return await app.session.act(unreturning.unreturn, loan.loan_id, values["reason"])

    words = _("It is still with {name}: the loan goes on as it was. Both acts stay in the trail.")
    lines = [_named(item), *wrapped(words.format(name=loan.borrower), 60)]
    fields = (Field("reason", _("Reason")),)
    outcome = await app.push_screen_wait(Dialog(_("Undo return"), fields, submit, lines=lines, enter=_("undo")))
    return outcome is not None


async def open_incident(app: ArchiveApp, item: ItemShown) -> str | None:
    """Record an incident on an item; return its kind."""
    choices = tuple((kind, incident_word(kind)) for kind in INCIDENT_KINDS)

    async def submit(values: Mapping[str, str]) -> Outcome[str]:
        outcome = await app.session.act(care.open_incident, item.id, values["kind"], values["note"])
        return Outcome(outcome.ruling, values["kind"])

    fields = (Field("kind", _("Incident"), choices=choices), Field("note", _("Note"), optional=True))
    found = await app.push_screen_wait(
        Dialog(_("Record an incident"), fields, submit, lines=[_named(item)], enter=_("record"))
    )
    return found.done if found is not None else None


async def missing_or_found(app: ArchiveApp, item: ItemShown) -> str | None:
    """Record that an item is not in its place (6.7.6), or that it is found again; return what to say."""

    async def lost(values: Mapping[str, str]) -> Outcome[int]:
        return await app.session.act(care.open_incident, item.id, "loss", values["note"])

    async def found(values: Mapping[str, str]) -> Outcome[tuple[int, ...]]:
        return await app.session.act(care.found, item.id, values["reason"])

    if item.state is State.MISSING:
        where = Field("reason", _("Where was it"))
        back = await app.push_screen_wait(
            Dialog(_("Found again"), [where], found, lines=[_named(item)], enter=_("found"))
        )
        return None if back is None else _("It is in its place again; its loss is settled.")
    note = Field("note", _("Note"), optional=True)
    gone = await app.push_screen_wait(
        Dialog(_("Record it as missing"), [note], lost, lines=[_named(item)], enter=_("missing"))
    )
    return None if gone is None else _("Recorded as missing; an incident is open until it is found or settled.")


async def close_incident(app: ArchiveApp, card: ItemCard) -> bool:
    """Close one of the open incidents of an item; return whether it was."""
    known = open_incidents(card)
    choices = tuple((str(each.incident_id), _incident_words(each)) for each in known)

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        return await app.session.act(care.close_incident, int(values["incident"]), values["reason"])

    fields = (Field("incident", _("Incident"), choices=choices), Field("reason", _("Reason")))
    outcome = await app.push_screen_wait(
        Dialog(_("Close an incident"), fields, submit, lines=[_named(card.item)], enter=_("close"))
    )
    return outcome is not None


def _named(item: ItemShown) -> str:
    return f"{item.label}  {item.title or ''}"


def _incident_words(incident: IncidentShown) -> str:
    return listed([incident_word(incident.kind), incident.borrower, incident.note])
