"""What stands on a client's card: entries, checked and taken off, and the client's people (2.1 to 2.4, 3.1, 5.1).

The newest entry of a section that counts as checked is current; a newer one that does not stands beside it; older ones
stay readable, and what is out of date is taken off into history by the keeper, never destroyed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.clients import ENTRY_CODES, Source, may_check
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, day_checked, touch
from archive_tui.services.clients import add_card_entry
from archive_tui.services.texts import checked
from archive_tui.store import client_rows
from archive_tui.store.client_records import EntryRecord

CONTACT_ROLES = ("owner", "manager", "contact")
_CONTACT_LENGTHS: Mapping[str, int] = {
    "name": 80, "phone": 80, "character": 500, "hobbies": 500, "family": 500, "age": 40,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A fact for a card; ``cost`` in fen is what an agency was paid for it (3.1 ③)."""

    section: str
    text: str
    source: Source
    day: date
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """An owner, manager or contact person (2.1): personal data, shown only to those who need it."""

    name: str
    role: str = "contact"
    phone: str = ""
    character: str = ""
    hobbies: str = ""
    family: str = ""
    age: str = ""


def add_entry(archive: Archive, actor: Actor, client_id: int, new: NewEntry) -> Outcome[int]:
    """Enter a fact on a client's card; return the entry's id. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("card_entry", ruling, client=client_id, code=record.code)
        if new.section not in ENTRY_CODES:
            raise BadInput("section", section=new.section)
        if (new.cost is not None) != (new.source is Source.AGENCY):
            raise BadInput("agency_cost")
        day = day_checked(txn, "day", new.day, past=True)
        telling = Telling(txn)
        entry_id = add_card_entry(telling, client_id, new.section, new.text, new.source, day, new.cost)
        if new.section == "phone":
            client_rows.reindex(txn.store, client_id)
        touch(txn, client_id)
        telling.record("card_entry", record, section=new.section, source=new.source.value, entry=entry_id)
        return Outcome(ruling, entry_id)


def check_entry(archive: Archive, actor: Actor, entry_id: int) -> Outcome[None]:
    """Note that an entry was checked: of a client's own form by somebody else than its collector (3.1 ②).

    Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        entry = _entry(txn, entry_id)
        record = client_or_raise(txn, _now(txn, entry.client_id))
        ruling = txn.may(Act.CHECK_ENTRIES)
        if ruling.allowed and not may_check(Source(entry.source), entry.by, actor.person_id):
            ruling = refusal(Clause("3.1", False, "own_form"))
        if ruling.allowed and entry.checked_at is not None:
            ruling = refusal(Clause("3.1", False, "entry_checked"))
        if ruling.allowed and entry.off_at is not None:
            ruling = refusal(Clause("5.1", False, "entry_off"))
        if not ruling.allowed:
            return txn.refuse("card_check", ruling, client=record.id, code=record.code, entry=entry_id)
        telling = Telling(txn)
        telling.close("card_entry", entry_id, checked_at=txn.seconds, checked_by_id=actor.person_id)
        touch(txn, record.id)
        telling.record("card_check", record, section=entry.section, entry=entry_id)
        return Outcome(ruling)


def take_off(archive: Archive, actor: Actor, entry_id: int, reason: str) -> Outcome[None]:
    """Take an entry off the card into its history: the keeper's act (5.1, 5.3). Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        entry = _entry(txn, entry_id)
        record = client_or_raise(txn, _now(txn, entry.client_id))
        ruling = txn.may(Act.KEEP_CLIENTS)
        if ruling.allowed and entry.off_at is not None:
            ruling = refusal(Clause("5.1", False, "entry_off"))
        if not ruling.allowed:
            return txn.refuse("card_off", ruling, client=record.id, code=record.code, entry=entry_id)
        clean = checked("reason", reason, needed=True)
        telling = Telling(txn)
        telling.close("card_entry", entry_id, off_at=txn.seconds, off_by_id=actor.person_id, off_reason=clean)
        if entry.section == "phone":
            client_rows.reindex(txn.store, record.id)
        touch(txn, record.id)
        telling.record("card_off", record, section=entry.section, entry=entry_id)
        return Outcome(ruling)


def add_contact(
    archive: Archive, actor: Actor, client_id: int, new: NewContact, instead_of: int | None = None
) -> Outcome[int]:
    """Enter one of a client's people; ``instead_of`` ends the same person's former row. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("contact", ruling, client=client_id, code=record.code)
        if new.role not in CONTACT_ROLES:
            raise BadInput("contact_role", text=new.role)
        row = {
            name: checked(f"contact_{name}", getattr(new, name), most, needed=name == "name")
            for name, most in _CONTACT_LENGTHS.items()
        }
        telling = Telling(txn)
        if instead_of is not None:
            _end(telling, client_id, instead_of)
        contact_id = telling.add("contact", client_id=client_id, role=new.role, **row)
        touch(txn, client_id)
        telling.record("contact", record, contact=contact_id, instead_of=instead_of)
        return Outcome(ruling, contact_id)


def end_contact(archive: Archive, actor: Actor, client_id: int, contact_id: int) -> Outcome[None]:
    """Note that a person is no longer with the client; the row stays in history. Raises NotThere."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("contact_end", ruling, client=client_id, code=record.code)
        telling = Telling(txn)
        _end(telling, client_id, contact_id)
        touch(txn, client_id)
        telling.record("contact_end", record, contact=contact_id)
        return Outcome(ruling)


def _end(telling: Telling, client_id: int, contact_id: int) -> None:
    store = telling.txn.store
    there = client_rows.contacts(store, client_rows.family(store, client_id))
    if not any(one.id == contact_id and one.ended_at is None for one in there):
        raise NotThere("contact", str(contact_id))
    telling.close("contact", contact_id, ended_at=telling.txn.seconds)


def _entry(txn: Transaction, entry_id: int) -> EntryRecord:
    entry = client_rows.entry(txn.store, entry_id)
    if entry is None:
        raise NotThere("card_entry", str(entry_id))
    return entry


def _now(txn: Transaction, client_id: int) -> int:
    """Return whose card an entry stands on now, after merges."""
    record = client_rows.client(txn.store, client_id)
    while record is not None and record.merged_into is not None:
        record = client_rows.client(txn.store, record.merged_into)
    return record.id if record is not None else client_id
