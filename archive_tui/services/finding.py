"""Who and what: what a scan or a typed text means, and the register as a list (desk.md, The desk).

Exact codes are read before anything is searched for: a label means its item even to somebody who may not know the
title, for then it stands in the way; what is searched for by a fragment stays within what may be known.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from archive_tui.regulation import archival_codes, short_codes
from archive_tui.regulation.lending import rule
from archive_tui.regulation.levels import Kind
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, Ruling
from archive_tui.services.archive import Actor, Archive, NotThere, Transaction
from archive_tui.services.lending import case_of, item_or_raise
from archive_tui.services.line_states import states_of
from archive_tui.services.register import count_register, page_register
from archive_tui.services.shown import ItemShown, PersonShown, form_label, show_item, show_items, show_people
from archive_tui.services.sight import Readers
from archive_tui.services.worklists import may_see_request
from archive_tui.store import item_rows, register_rows, request_rows, roster_rows, search
from archive_tui.store.records import ItemRecord

__all__ = [
    "FormShown", "ItemShown", "Meaning", "PersonShown", "count_register", "item_shown", "meaning_of", "page_register",
    "person_by_login", "person_shown", "ruling_for",
]  # fmt: skip

#: How many people and items are listed at most for a text that fits several.
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class FormShown:
    """A loan application by its number, with the items of its open lines."""

    request_id: int
    label: str
    borrower: PersonShown
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: ``kind`` is person, item, form, several, nothing, or misread (a label's check digit is wrong).

    For ``several``, ``more`` is how many items fit beyond those listed, and ``asked`` are those of the items that the
    borrower at the desk has an open application for; they stand first.
    """

    kind: str
    text: str
    person: PersonShown | None = None
    item: ItemShown | None = None
    form: FormShown | None = None
    persons: tuple[PersonShown, ...] = ()
    items: tuple[ItemShown, ...] = ()
    more: int = 0
    asked: frozenset[int] = frozenset()


def meaning_of(archive: Archive, actor: Actor, text: str, eyes: int | None = None) -> Meaning:
    """Return what a scan or a typed text means: a label, a card, a login, a whole name or code, else a fragment.

    ``eyes`` is the borrower at the desk, who reads along: a title is shown only if that person may know it too.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    with archive.look(actor) as txn:
        readers = Readers(txn, eyes)
        try:
            label = short_codes.read(typed)
        except short_codes.BadCheckDigit:
            return Meaning("misread", typed)
        if label is not None:
            return _labelled(txn, readers, typed, *label)
        return _named(txn, readers, typed) or _fragment(txn, readers, typed, eyes)


def item_shown(archive: Archive, actor: Actor, item_id: int, eyes: int | None = None) -> ItemShown:
    """Return one item as the actor (and the borrower at the desk) may see it; raises NotThere."""
    with archive.look(actor) as txn:
        return show_item(txn, Readers(txn, eyes), item_or_raise(txn, item_id))


def person_shown(archive: Archive, actor: Actor, person_id: int) -> PersonShown:
    """Return a person with what stands with them now; raises NotThere."""
    with archive.look(actor) as txn:
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        return show_people(txn, [person_id])[0]


def person_by_login(archive: Archive, actor: Actor, login: str) -> PersonShown:
    """Return the person of a login, whose case and width don't matter; raises NotThere."""
    with archive.look(actor) as txn:
        person_id = _by_login(txn, unicodedata.normalize("NFKC", login).strip())
        if person_id is None:
            raise NotThere("person", login)
        return show_people(txn, [person_id])[0]


def ruling_for(archive: Archive, actor: Actor, borrower_id: int, item_id: int, kind: Kind | None = None) -> Ruling:
    """Return the ruling on a person and an item without doing anything; raises NotThere.

    ``kind`` None asks for the most that the item's level ever allows. Who may not know the item isn't told who has it
    and until when, nor what others have had signed for it.
    """
    with archive.look(actor) as txn:
        if borrower_id not in txn.roster.persons:
            raise NotThere("person", str(borrower_id))
        item = item_or_raise(txn, item_id)
        case = case_of(txn, borrower_id, item, kind)
        if Readers(txn).know(item):
            return rule(case)
        if borrower_id != actor.person_id:
            case = replace(case, sign_offs=(), applications=())
        ruling = rule(case)
        return replace(ruling, clauses=tuple(_impersonal(clause) for clause in ruling.clauses))


def _impersonal(clause: Clause) -> Clause:
    return replace(clause, facts={}) if clause.code in ("item_out", "item_reading") else clause


def _labelled(txn: Transaction, readers: Readers, typed: str, prefix: str, number: int) -> Meaning:
    if prefix == short_codes.ITEM:
        return _item(txn, readers, typed, item_rows.item(txn.store, number)) or Meaning("nothing", typed)
    if prefix == short_codes.STAFF:
        return _person(txn, typed, _by_card(txn, short_codes.make(prefix, number))) or Meaning("nothing", typed)
    return _form(txn, readers, typed, number) or Meaning("nothing", typed)


def _named(txn: Transaction, readers: Readers, typed: str) -> Meaning | None:
    """Return what a text means that names one thing exactly, or None."""
    number = short_codes.read_number(typed)
    form = _form(txn, readers, typed, number[1]) if number and number[0] == short_codes.FORM else None
    if form is not None:
        return form
    person = _by_card(txn, typed)
    person = person if person is not None else _by_login(txn, typed)
    person = person if person is not None else _by_name(txn, typed)
    if person is not None:
        return _person(txn, typed, person)
    code = archival_codes.parse_typed(typed)
    return _item(txn, readers, typed, item_rows.item_by_code(txn.store, str(code))) if code else None


def _fragment(txn: Transaction, readers: Readers, typed: str, eyes: int | None) -> Meaning:
    words = search.words(typed)
    if not words:
        return Meaning("nothing", typed)
    at, roster = txn.now.utc, txn.roster
    people = [i for i in roster_rows.find_people(txn.store, words) if roster.active(i, at)]
    searched = txn.may(Act.SEE_REGISTER).allowed
    count = register_rows.count_items(txn.store, typed, readers.sight) if searched else 0
    if count + len(people) == 1 and people:
        return Meaning("person", typed, person=show_people(txn, people)[0])
    asked = _asked(txn, readers, typed, eyes) if count > 1 else []
    found = register_rows.list_items(txn.store, typed, readers.sight, "filed", False, 0, MOST_LISTED) if count else []
    found = [*asked, *(item for item in found if item not in asked)][:MOST_LISTED]
    if len(found) == 1 and not people:
        return Meaning("item", typed, item=show_item(txn, readers, found[0]))
    if not found and not people:
        return Meaning("nothing", typed)
    return Meaning(
        "several", typed, persons=tuple(show_people(txn, people[:MOST_LISTED])),
        items=tuple(show_items(txn, readers, found)), more=count - len(found),
        asked=frozenset(item.id for item in asked),
    )  # fmt: skip


def _asked(txn: Transaction, readers: Readers, typed: str, eyes: int | None) -> list[ItemRecord]:
    """Return those of the items found that the borrower at the desk has an open application for: most likely meant."""
    if eyes is None or not txn.may(Act.LEND).allowed:
        return []
    states = states_of(txn, request_rows.open_lines_of(txn.store, eyes))
    wanted = [state.item.id for state in states if state.open]
    ids = register_rows.which_of(txn.store, typed, readers.sight, wanted)
    by_id = item_rows.items(txn.store, ids)
    return [by_id[item_id] for item_id in ids]


def _item(txn: Transaction, readers: Readers, typed: str, item: ItemRecord | None) -> Meaning | None:
    return Meaning("item", typed, item=show_item(txn, readers, item)) if item is not None else None


def _person(txn: Transaction, typed: str, person_id: int | None) -> Meaning | None:
    return Meaning("person", typed, person=show_people(txn, [person_id])[0]) if person_id is not None else None


def _form(txn: Transaction, readers: Readers, typed: str, number: int) -> Meaning | None:
    lines = request_rows.request_items(txn.store, number)
    if not lines or not may_see_request(txn, lines):
        return None
    items = item_rows.items(txn.store, (line.item_id for line in lines))
    open_items = [items[line.item_id] for line in lines if line.outcome is None]
    form = FormShown(
        number, form_label(number), show_people(txn, [lines[0].borrower_id])[0],
        tuple(show_items(txn, readers, open_items)),
    )  # fmt: skip
    return Meaning("form", typed, form=form)


def _by_card(txn: Transaction, card: str) -> int | None:
    wanted = search.fold(card)
    return next((p.id for p in txn.roster.persons.values() if wanted and search.fold(p.card) == wanted), None)


def _by_name(txn: Transaction, typed: str) -> int | None:
    """Return who bears exactly that name, with the company now; None where it is nobody or more than one."""
    at = txn.now.utc
    bearers = [p.id for p in txn.roster.persons.values() if p.name == typed and txn.roster.active(p.id, at)]
    return bearers[0] if len(bearers) == 1 else None


def _by_login(txn: Transaction, login: str) -> int | None:
    wanted = login.casefold()
    return next((p.id for p in txn.roster.persons.values() if p.login.casefold() == wanted), None)
