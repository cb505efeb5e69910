"""Clients: a new file, what is corrected, divisions that a person knows better, doubles, and merging (1, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_tui.regulation.clients import CODES, ENTRY_CODES, Division, Position, Source, choices
from archive_tui.regulation.permissions import Act
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, today, touch
from archive_tui.services.client_names import name_key, phone_keys
from archive_tui.services.texts import checked
from archive_tui.store import client_rows, client_search, rental_rows, told_rows
from archive_tui.store.chain import batch_digest
from archive_tui.store.client_records import ClientRecord as ClientRecord

#: How long the texts of a client may be.
LENGTHS: Mapping[str, int] = {"code": 32, "name": 80, "through": 80, "remark": 1000}
#: What may be corrected on a client.
EDITABLE = ("name", "nature", "position", "through", "remark")
CODE_PREFIX = "K"


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client to be taken in: ``card`` holds first card entries by section, from a survey or visit."""

    name: str
    nature: str = "ordinary"
    code: str = ""
    position: str = ""
    through: str = ""
    remark: str = ""
    volume: str = ""
    card: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Double:
    """A client that may be the same: ``by`` name or phone."""

    client_id: int
    code: str
    name: str
    by: str


def possible_doubles(
    archive: Archive, actor: Actor, name: str, phone: str, but: int | None = None
) -> tuple[Double, ...]:
    """Return clients of the same name but for company suffixes, or with the same telephone; to be shown at entry."""
    with archive.look(actor) as txn:
        if not txn.may(Act.SEE_CLIENTS).allowed:
            return ()
        key = name_key(name) if name.strip() else ""
        found = client_rows.doubles(txn.store, key, phone_keys(phone), but)
        return tuple(Double(r.id, r.code, r.name, "name" if name_key(r.name) == key else "phone") for r in found)


def new_client(archive: Archive, actor: Actor, new: NewClient) -> Outcome[int]:
    """Set up a client's file and return the client's id; an empty code is given the next number. Raises BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_new", ruling)
        telling = Telling(txn)
        client_id = add_client(telling, new)
        record = client_or_raise(txn, client_id)
        digest = told_rows.description_digest(txn.store, client_id)
        telling.record("client_new", record, texts=batch_digest([digest]).hex())
        return Outcome(ruling, client_id)


def add_client(telling: Telling, new: NewClient) -> int:
    """Set up a client's file within a running act; raises BadInput."""
    txn = telling.txn
    row = checked_client(txn, new)
    client_id = telling.add(
        "client", **row, name_key=name_key(row["name"]), sort_key=client_search.sort_key(row["name"]),
        made_by_id=txn.actor.person_id, made_at=txn.seconds, touched_at=txn.seconds,
    )  # fmt: skip
    txn.store.db.execute_sql("INSERT INTO client_figures(client_id) VALUES (?)", (client_id,))
    for section, text in (new.card or {}).items():
        if text.strip():
            if section not in ENTRY_CODES:
                raise BadInput("section", section=section)
            add_card_entry(telling, client_id, section, text, Source.SURVEY, today(txn).isoformat())
    if new.volume:
        add_division(telling, client_id, Division.VOLUME, new.volume, "1.4")
    client_rows.reindex(txn.store, client_id)
    return client_id


def checked_client(txn: Transaction, new: NewClient) -> dict[str, str]:
    """Return a client's own fields as they are stored; raises BadInput."""
    code = checked("code", new.code, LENGTHS["code"])
    if code and client_rows.client_by_code(txn.store, code) is not None:
        raise BadInput("client_code_there", code=code)
    return {
        "code": code or next_code(txn),
        **{name: checked_field(txn, name, getattr(new, name)) for name in EDITABLE},
    }


def checked_field(txn: Transaction, name: str, text: str) -> str:
    """Return one field of a client as it is stored; raises BadInput."""
    if name == "nature":
        if text not in {code for code, *_ in client_rows.natures(txn.store)}:
            raise BadInput("nature", text=text)
        return text
    if name == "position":
        if text not in list(Position):
            raise BadInput("position", text=text)
        return text
    return checked(name, text, LENGTHS[name], needed=name == "name")


def next_code(txn: Transaction) -> str:
    """Return the next code that the program gives: K00001."""
    return f"{CODE_PREFIX}{client_rows.last_code(txn.store, CODE_PREFIX) + 1:05d}"


def add_card_entry(
    telling: Telling, client_id: int, section: str, text: str, source: Source, day: str, cost: int | None = None
) -> int:
    """Enter one fact on a client's card within a running act; raises BadInput."""
    clean = checked(section, text, 2000, needed=True)
    key = next(iter(phone_keys(clean)), "") if section == "phone" else ""
    return telling.add(
        "card_entry", client_id=client_id, section=section, text=clean, text_key=key, source=source.value, day=day,
        cost=cost,
    )  # fmt: skip


def edit_client(archive: Archive, actor: Actor, client_id: int, changes: Mapping[str, str]) -> Outcome[tuple[str, ...]]:
    """Correct a client's own fields; the former texts stay readable. Return what changed. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_edit", ruling, client=client_id, code=record.code)
        if unknown := sorted(changes.keys() - set(EDITABLE)):
            raise BadInput("client_field", field=unknown[0])
        clean = {name: checked_field(txn, name, text) for name, text in changes.items()}
        changed = {name: text for name, text in clean.items() if text != getattr(record, name)}
        if changed:
            telling = Telling(txn)
            was, now = rewrite(telling, record, changed)
            touch(txn, client_id)
            telling.record("client_edit", record, fields=sorted(changed), was=was, digest=now)
        return Outcome(ruling, tuple(sorted(changed)))


def rewrite(telling: Telling, record: ClientRecord, changed: Mapping[str, str]) -> tuple[str, str]:
    """Write a client's changed fields, keep the former ones, and return the digests before and after."""
    store = telling.txn.store
    for name, text in sorted(changed.items()):
        telling.add("client_edit", client_id=record.id, field=name, old=getattr(record, name), new=text)
    salt, was = store.db.execute_sql("SELECT salt, digest FROM client WHERE id = ?", (record.id,)).fetchone()
    whole = {name: changed.get(name, getattr(record, name)) for name in told_rows.TEXTS["client"]}
    now = told_rows.text_digest("client", bytes(salt), whole)
    row: dict[str, object] = {**changed, "digest": now}
    if "name" in changed:
        row |= {"name_key": name_key(changed["name"]), "sort_key": client_search.sort_key(changed["name"])}
    told_rows.update(store, "client", record.id, row)
    if "name" in changed:
        client_rows.reindex(store, record.id)
    return bytes(was).hex(), now.hex()


def override_division(
    archive: Archive, actor: Actor, client_id: int, division: Division, value: str, reason: str
) -> Outcome[None]:
    """Say a division otherwise than the facts do, with a reason; an empty value goes back to the facts.

    Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_division", ruling, client=client_id, code=record.code)
        telling = Telling(txn)
        add_division(telling, client_id, division, value, reason)
        touch(txn, client_id)
        telling.record("client_division", record, division=division.value, value=value)
        return Outcome(ruling)


def add_division(telling: Telling, client_id: int, division: Division, value: str, reason: str) -> None:
    """Override a division within a running act; raises BadInput."""
    if value and value not in choices(division):
        raise BadInput("division", text=value)
    clean = checked("reason", reason, needed=True)
    telling.add("client_division", client_id=client_id, division=division.value, value=value, reason=clean)


def merge(archive: Archive, actor: Actor, client_id: int, into_id: int, reason: str) -> Outcome[None]:
    """Merge a client that is there twice into the other: the keeper's act; both histories stay (5.3).

    Its leases become the other's; its entries, visits and scores are shown with the other's. Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        record, into = client_or_raise(txn, client_id), client_or_raise(txn, into_id)
        if client_id == into_id:
            raise BadInput("merge_itself", code=record.code)
        ruling = txn.may(Act.KEEP_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_merge", ruling, client=into_id, code=into.code, other=client_id)
        clean = checked("reason", reason, needed=True)
        telling = Telling(txn)
        telling.close("client", client_id, merged_into_id=into_id)
        _move_leases(telling, record, into, clean)
        for one in (client_id, into_id):
            client_rows.reindex(txn.store, one)
        touch(txn, into_id)
        telling.record("client_merge", into, other=client_id, other_code=record.code)
        return Outcome(ruling)


def _move_leases(telling: Telling, record: ClientRecord, into: ClientRecord, reason: str) -> None:
    store = telling.txn.store
    rows = store.db.execute_sql("SELECT id FROM lease WHERE client_id = ? ORDER BY id", (record.id,)).fetchall()
    for (lease_id,) in rows:
        telling.add(
            "lease_change", lease_id=lease_id, field="client_id", old=str(record.id), new=str(into.id), reason=reason
        )
    store.db.execute_sql("UPDATE lease SET client_id = ? WHERE client_id = ?", (into.id, record.id))
    store.db.execute_sql("UPDATE instalment SET client_id = ? WHERE client_id = ?", (into.id, record.id))
    years = rental_rows.by_year(store, record.id)
    rental_rows.add(store, {(record.id, year): -amount for year, amount in years.items()})
    rental_rows.add(store, {(into.id, year): amount for year, amount in years.items()})
    rental_rows.refresh(store, [record.id, into.id])
    told_rows.update(store, "client_figures", record.id, {"grade": "ungraded", "score_id": None}, "client_id")


def natures(archive: Archive, actor: Actor) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Return the natures of clients (1.3): code, Chinese, English, and what a card of it asks for."""
    with archive.look(actor) as txn:
        return tuple((c, zh, en, asked_by(asks)) for c, zh, en, asks in client_rows.natures(txn.store))


def asked_by(asks: str) -> tuple[str, ...]:
    """Return the sections that a nature's card asks for; all where it says none."""
    return tuple(asks.split()) or CODES


def add_nature(
    archive: Archive, actor: Actor, code: str, chinese: str, english: str, asks: Sequence[str] = ()
) -> Outcome[None]:
    """Add a nature to the open list of 1.3, with what a card of it asks for. Raises BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.KEEP_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_nature", ruling)
        if not (code.isascii() and code.replace("_", "").isalnum() and code == code.lower()) or len(code) > 32:
            raise BadInput("nature_code", code=code)
        if code in {known for known, *_ in client_rows.natures(txn.store)}:
            raise BadInput("nature_there", code=code)
        if unknown := [one for one in asks if one not in CODES]:
            raise BadInput("section", section=unknown[0])
        row = (code, checked("name", chinese, 80, needed=True), checked("name", english, 80, needed=True))
        txn.store.db.execute_sql(
            "INSERT INTO client_nature(code, chinese, english, asks) VALUES (?, ?, ?, ?)", (*row, " ".join(asks))
        )
        txn.record("client_nature", nature=code)
        return Outcome(ruling)


def client_of_code(archive: Archive, actor: Actor, code: str) -> int:
    """Return who the client of a code is now; raises NotThere."""
    with archive.look(actor) as txn:
        return client_named(txn, code.strip()).id


def client_named(txn: Transaction, code: str) -> ClientRecord:
    """Return the client of a code, following a merge to whoever it is now; raises NotThere."""
    record = client_rows.client_by_code(txn.store, code)
    while record is not None and record.merged_into is not None:
        record = client_rows.client(txn.store, record.merged_into)
    if record is None:
        raise NotThere("client", code)
    return record
