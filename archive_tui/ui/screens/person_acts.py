"""What can be done with a person from the card: each asks in a panel, acts, and gives back what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from archive_tui.regulation.people import Role
from archive_tui.services import accounts, office, pins, staff
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome
from archive_tui.services.person_card import PersonCard, Pin, PostShown, person_card
from archive_tui.services.staff_list import departments
from archive_tui.services.typed import department_typed, first_day, holders, last_day
from archive_tui.ui.screens.code_panel import CodePanel
from archive_tui.ui.screens.dialog import Dialog, Question
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_words import department_offers, open_words, role_of
from archive_tui.ui.screens.pin import PinDialog
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.names import role_word
from archive_tui.wording.times import moment_text

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

#: The roles that are given; everybody is an employee.
_GIVEN = tuple(role for role in Role if role is not Role.EMPLOYEE)


async def edit(app: ArchiveApp, card: PersonCard) -> bool:
    """Correct name, department and card; return whether that was done."""
    person = card.person
    offers = department_offers(await app.session.look(departments))

    async def submit(values: Mapping[str, str]) -> Outcome[None]:
        department_id = await app.session.look(department_typed, values["department"])
        return await app.session.act(staff.edit_person, person.id, values["name"], department_id, values["card"])

    fields = (
        Field("name", _("Name"), person.name),
        Field("department", _("Department"), person.department, offers=offers, optional=True),
        Field("card", _("Card"), person.card, optional=True, hint=_("empty: the code of the label")),
    )
    lines = [_("The login {login} stays: the trail knows the person by it.").format(login=person.login)]
    return await app.push_screen_wait(Dialog(_("Edit"), fields, submit, lines=lines, enter=_("correct"))) is not None


async def give_role(app: ArchiveApp, card: PersonCard) -> Role | None:
    """Give a role by the GM's PIN, for a department and a period where they are named; return the role."""
    offers = department_offers(await app.session.look(departments))

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[Role]:
        role = Role(values["role"])
        department_id = await app.session.look(department_typed, values["department"])
        since = await app.session.look(first_day, values["since"])
        until = await app.session.look(last_day, values["until"])
        outcome = await app.session.act(
            office.give_role, card.person.id, role, department_id, login, pin, since=since, until=until
        )
        return Outcome(outcome.ruling, role)

    fields = (
        Field("role", _("Role"), choices=tuple((role.value, role_word(role)) for role in _GIVEN)),
        Field("department", _("Department"), offers=offers, optional=True, hint=_("managed, or in charge of")),
        Field("since", _("From"), optional=True, hint=_("a day; empty: now")),
        Field("until", _("Last day"), optional=True, hint=_("a day; empty: for good")),
    )
    found = await ask_gm(
        app, _("Give {name} a role").format(name=card.person.name), submit, fields=fields, enter=_("give")
    )
    return found.done if found is not None else None


async def end_role(app: ArchiveApp, card: PersonCard) -> PostShown | None:
    """End a role by the GM's PIN; return which it was. A deputy may stop altogether, or for one department."""

    held = Counter(post.role for post in card.posts)
    several = [replace(post, department_id=None, department="") for post in card.posts if held[post.role] > 1]
    posts = [*card.posts, *{post.role: post for post in several}.values()]

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[PostShown]:
        post = posts[int(values["post"])]
        outcome = await app.session.act(
            office.end_role, card.person.id, post.role, post.department_id, login, pin
        )  # fmt: skip
        return Outcome(outcome.ruling, post)

    words = [role_of(post) for post in card.posts]
    words += [_("{role}, altogether").format(role=role_of(post)) for post in posts[len(words) :]]
    choices = tuple((str(number), each) for number, each in enumerate(words))
    found = await ask_gm(
        app, _("End a role of {name}").format(name=card.person.name), submit,
        fields=(Field("post", _("Role"), choices=choices),), enter=_("end role"),
    )  # fmt: skip
    return found.done if found is not None else None


async def issue_code(app: ArchiveApp, card: PersonCard) -> Outcome[str] | None:
    """Issue a one-time code and show it, once; return None after Esc."""
    words = _("{name} sets a new PIN with it.").format(name=card.person.name)
    if card.pin in (Pin.SET, Pin.LOCKED):
        words = _("{name} sets a new PIN with it; the present one stops counting at once.").format(
            name=card.person.name
        )
    outcome = await _issued(app, card, words)
    if outcome is not None and outcome.done is not None:
        until = (await app.session.look(person_card, card.person.id)).code_until
        by = moment_text(until) if until is not None else ""
        await app.push_screen_wait(CodePanel(outcome.done, card.person.name, by))
    return outcome


async def _issued(app: ArchiveApp, card: PersonCard, words: str) -> Outcome[str] | None:
    seconds = await app.session.look(pins.seconds_for, card.person.id)
    if not seconds:
        if not await app.push_screen_wait(Question(_("One-time code"), words, enter=_("issue"))):
            return None
        return await app.session.act(_issue_alone, card.person.id)

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[str]:
        return await app.session.act(pins.issue_code_with, card.person.id, login, pin)

    lines = [words, _("For the GM it takes a second person's PIN.")]
    return await app.push_screen_wait(
        PinDialog(_("One-time code"), submit, signers=seconds, lines=lines, enter=_("issue"))
    )


async def unlock(app: ArchiveApp, card: PersonCard) -> Outcome[None] | None:
    """Unlock a PIN; the GM's takes a second person's PIN beside whoever sits here."""
    if Role.GM not in card.person.roles:
        words = _("{name} can try again with the old PIN.").format(name=card.person.name)
        if not await app.push_screen_wait(Question(_("Unlock the PIN"), words, enter=_("unlock"))):
            return None
        return await app.session.act(_unlock_alone, card.person.id)

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[None]:
        return await app.session.act(pins.unlock_with, card.person.id, login, pin)

    seat = app.session.seat
    other = Role.OFFICE_DIRECTOR if Role.ARCHIVIST in seat.roles else Role.ARCHIVIST
    signers = await app.session.look(holders, other)
    lines = [_("The GM's PIN is unlocked by archivist and office director together.")]
    return await app.push_screen_wait(
        PinDialog(_("Unlock the PIN"), submit, signers=signers, lines=lines, enter=_("unlock"))
    )


async def account(app: ArchiveApp, card: PersonCard) -> str:
    """Bind an OS account to the person by the person's own PIN, or unbind it; return what was done in words."""
    bound = dict((name, uid) for uid, name in card.accounts)

    async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[str]:
        name = values["account"].strip()
        uid = await app.session.look(_uid_of, name)
        outcome = await app.session.act(accounts.bind_account, uid, login, pin)
        told = _("{account} comes in as {name} from now on.").format(account=name, name=card.person.name)
        return Outcome(outcome.ruling, told)

    async def unbind(values: Mapping[str, str]) -> Outcome[str]:
        name = values["account"].strip()
        if name not in bound:
            raise BadInput("account", account=name)
        outcome = await app.session.act(accounts.unbind_account, bound[name])
        return Outcome(outcome.ruling, _("{account} no longer comes in.").format(account=name))

    what = "bind"
    if bound:
        what = await _bind_or_unbind(app, card, tuple(bound)) or ""
    if what == "bind":
        lines = [_("Whoever comes in by that account is {name}, who says yes to it by the PIN.").format(
            name=card.person.name)]  # fmt: skip
        fields = (Field("account", _("OS account"), hint=_("its name or number")),)
        found = await app.push_screen_wait(
            PinDialog(_("OS account"), submit, login=card.person.login, fields=fields, lines=lines, enter=_("bind"))
        )
    elif what:
        found = await app.push_screen_wait(
            Dialog(_("OS account"), (Field("account", _("OS account"), what),), unbind, enter=_("unbind"))
        )
    else:
        return ""
    return (found.done or "") if found is not None else ""


async def _bind_or_unbind(app: ArchiveApp, card: PersonCard, bound: tuple[str, ...]) -> str | None:
    async def submit(values: Mapping[str, str]) -> str:
        return values["what"]

    unbind = tuple((name, _("unbind {account}").format(account=name)) for name in bound)
    field = Field("what", "", choices=(("bind", _("bind another one")), *unbind))
    return await app.push_screen_wait(Dialog(_("OS account"), (field,), submit))


async def leave(app: ArchiveApp, card: PersonCard) -> Outcome[None] | None:
    """Record that a person leaves, once everything that stands open was named; return None after Esc."""
    told = [_("{name} leaves the company: no more coming in, signing, borrowing.").format(name=card.person.name)]
    told += open_words(card)
    if not await app.push_screen_wait(
        Question(_("Leaving"), Content("\n").join(shown(each) for each in told), enter=_("has left"))
    ):
        return None
    return await app.session.act(office.leave, card.person.id)


def _issue_alone(archive: Archive, actor: Actor, person_id: int) -> Outcome[str]:
    return pins.issue_code(archive, actor, person_id)


def _unlock_alone(archive: Archive, actor: Actor, person_id: int) -> Outcome[None]:
    return pins.unlock(archive, (actor,), person_id)


def _uid_of(archive: Archive, actor: Actor, account_typed: str) -> int:
    return accounts.uid_of(account_typed)
