"""The worklists about clients: what each is read by, its columns, and what a line of it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.services import client_worklists
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.client_worklists import Waiting
from archive_tui.ui.screens.client_head import Fact
from archive_tui.ui.screens.lease_words import against_line
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.clients import dealings_word, grade_word, section_word, time_word, volume_word
from archive_tui.wording.joining import clauses

Reader = Callable[[Archive, Actor], Sequence[Waiting]]


def _forms(archive: Archive, actor: Actor) -> tuple[Waiting, ...]:
    """Return the clients' own forms: those that are out, then those with figures to be checked (3.1 ②)."""
    return (*client_worklists.forms_out(archive, actor), *client_worklists.unchecked(archive, actor))


#: The lists in the order of their digits, the tenth by 0.
READ_BY: Mapping[str, Reader] = {
    "follow_ups": client_worklists.follow_ups,
    "gaps": client_worklists.gaps,
    "stale": client_worklists.stale_cards,
    "forms": _forms,
    "waiting": client_worklists.waiting_for_item,
    "late": client_worklists.late_payments,
    "receivables": client_worklists.receivables,
    "ending": client_worklists.leases_ending,
    "exceptions": client_worklists.exceptions,
    "against": client_worklists.against_terms,
}
NAMES: tuple[str, ...] = tuple(READ_BY)
_LATE = "$error"
_DAYLESS = ("gaps", "receivables")


def list_word(name: str) -> str:
    """Return the name of a list."""
    return {
        "follow_ups": pgettext("worklist", "follow-ups"),
        "gaps": pgettext("worklist", "gaps on cards"),
        "stale": pgettext("worklist", "stale cards"),
        "forms": pgettext("worklist", "clients' forms"),
        "waiting": pgettext("worklist", "waiting for items"),
        "late": pgettext("worklist", "late payments"),
        "receivables": pgettext("worklist", "receivables"),
        "ending": pgettext("worklist", "leases ending"),
        "exceptions": pgettext("worklist", "exceptions"),
        "against": pgettext("worklist", "against terms"),
    }[name]


def empty_words(name: str) -> str:
    """Return what an empty list says."""
    return {
        "follow_ups": _("Nothing is to be done within a week."),
        "gaps": _("No client with dealings has a gap on its card."),
        "stale": _("No card is stale."),
        "forms": _("No form is out, and none is to be checked."),
        "waiting": _("Nobody waits for a leased item."),
        "late": _("Nothing is late."),
        "receivables": _("Nobody owes anything."),
        "ending": _("No contract ends within two months."),
        "exceptions": _("No exception to the terms runs now."),
        "against": _("No lease goes against the terms of today."),
    }[name]


def columns(name: str) -> list[Column]:
    """Return the columns: client, grade, day where the list has one, what."""
    day = Column("day", lambda: pgettext("column", "Day"), 10)
    if name in _DAYLESS:
        day = Column("day", lambda: "", 1, from_width=1 << 15)
    return [
        Column("client", lambda: pgettext("column", "Client"), Share(3)),
        Column("grade", lambda: pgettext("column", "Grade"), 8, from_width=64),
        day,
        Column("what", lambda: pgettext("column", "What"), Share(2)),
    ]


def key_of(number: int, one: Waiting) -> Hashable:
    """Return the key of a line: what it is about, and its number where that is a client alone."""
    for what in (one.follow_up, one.instalment, one.lease, one.form, one.exception):
        if what is not None:
            return (type(what).__name__, what.id)
    return ("client", one.client.id)


def row_of(key: Hashable, one: Waiting, today: date) -> Row:
    """Return a line as a row; what is overdue stands out."""
    late = one.late > 0 or (one.due_on is not None and one.due_on < today and _has_term(one))
    day = one.due_on.isoformat() if one.due_on is not None else ""
    cells = (one.client.name, grade_word(Grade(one.client.grade)), day, what_of(one))
    return Row(key, cells, _LATE if late else "")


def what_of(one: Waiting) -> str:
    """Return what a line is about, in a few words."""
    if one.against:
        return clauses([one.lease.number if one.lease is not None else "", against_line(one.against)])
    if one.follow_up is not None:
        return one.follow_up.what
    if one.instalment is not None:
        return _("{open} yuan").format(open=grouped(one.open))
    if one.form is not None:
        return _("form out: {name}").format(name=one.form.sent_to)
    if one.exception is not None:
        return one.exception.reason
    if one.lease is not None:
        return f"{one.lease.leased_item} {one.lease.number}"
    if one.open:
        return _("{open} yuan").format(open=grouped(one.open))
    if one.empty:
        return _(", ").join(section_word(code) for code in one.empty)
    if one.due_on is None:
        return _("figures to be checked")
    return _(", ").join([time_word(one.standing.time), volume_word(one.standing.volume)])


def details(one: Waiting, people: Mapping[int, str]) -> Sequence[Fact]:
    """Return all that there is to say of a line."""
    standing = one.standing
    divisions = [time_word(standing.time), dealings_word(standing.dealings), volume_word(standing.volume)]
    facts: list[Fact] = [
        (_("Client"), clauses([f"{one.client.code} {one.client.name}", grade_word(Grade(one.client.grade)),
                               _(", ").join(divisions)])),
        (_("Gaps"), _(", ").join(section_word(code) for code in one.empty)),
    ]  # fmt: skip
    if (planned := one.follow_up) is not None:
        facts += [(_("What"), planned.what), (_("Who"), people.get(planned.owner, ""))]
    if one.lease is not None:
        lease = one.lease
        words = _("{number}: {item}, {starts} to {ends}, {amount} yuan")
        told = words.format(
            number=lease.number, item=lease.leased_item, starts=lease.starts, ends=lease.ends,
            amount=grouped(lease.amount),
        )  # fmt: skip
        facts += [(_("Lease"), told), (_("Against it"), against_line(one.against) if one.against else "")]
    if (part := one.instalment) is not None:
        words = _("due {day}: {amount} yuan, {open} yuan of it open")
        facts.append((_("Instalment"), words.format(day=part.due_on, amount=grouped(part.amount),
                                                    open=grouped(part.amount - part.paid))))  # fmt: skip
    if one.form is not None:
        days = _("sent {sent}, due back {due}").format(sent=one.form.sent_on, due=one.form.due_on)
        facts += [(_("To"), one.form.sent_to), (_("Form"), days)]
    if one.exception is not None:
        facts += [(_("Reason"), one.exception.reason), (_("Until"), one.exception.until.isoformat())]
    if one.open and one.instalment is None:
        owed = _("{open} yuan open, {late} yuan of it late").format(open=grouped(one.open), late=grouped(one.late))
        limit = _("limit {limit} yuan").format(limit=grouped(one.limit)) if one.limit is not None else ""
        facts.append((_("Owes"), clauses([each for each in (owed, limit) if each])))
    return facts


def _has_term(one: Waiting) -> bool:
    """Say whether the day of a line is one that something was due by."""
    return any(each is not None for each in (one.follow_up, one.instalment, one.form))
