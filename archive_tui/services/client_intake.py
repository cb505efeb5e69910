"""Taking clients, leases and payments in from a file: what must be known before, and each file as one act.

Leases come in as contracts, judged by the client's terms like any other; only what began before the first client's
file was set up is a record of what was (invariant 11). Everything is judged again inside the act that writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from archive_tui.regulation.clients import Division, Source
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.regulation.terms import Way
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, today, touch
from archive_tui.services.client_names import name_key, phone_keys
from archive_tui.services.clients import NewClient, add_card_entry, add_division, next_code, rewrite
from archive_tui.services.lease_terms import Wanted, judge, ways_forward
from archive_tui.services.payments import way_allowed
from archive_tui.store import client_rows, client_search, lease_rows, rental_rows, told_rows
from archive_tui.store.chain import batch_digest
from archive_tui.store.client_records import ClientRecord, InstalmentRecord, LeaseRecord

#: The card's sections that a file of clients has columns for.
SECTIONS = ("address", "phone", "founded", "client_since", "assets")


@dataclass(frozen=True)
class Known:
    """What rows are read by: natures by every name, leased items by name, the day, and when client files began."""

    natures: Mapping[str, str]
    leased_items: Mapping[str, int]
    today: date
    began: date


@dataclass(frozen=True)
class There:
    """What is there of what a file names: clients by code and by name, the leases and instalments of its numbers."""

    by_code: Mapping[str, ClientRecord] = field(default_factory=dict)
    by_name: Mapping[str, Sequence[ClientRecord]] = field(default_factory=dict)
    cards: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    leases: Mapping[str, Sequence[LeaseRecord]] = field(default_factory=dict)
    instalments: Mapping[tuple[int, str], InstalmentRecord] = field(default_factory=dict)
    payments: Collection[tuple[int, str, int, str]] = ()
    clients: Mapping[int, ClientRecord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client of a file: new, or one that is there with what the file says otherwise."""

    new: NewClient
    there: ClientRecord | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeaseRow:
    """A lease of a file; ``leased_item`` is its name, added to the list where it is not on it yet."""

    row: int
    wanted: Wanted
    leased_item: str
    history: bool


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What falls due on a lease, and what was paid of it."""

    lease: LeaseRecord
    due_on: date
    amount: int
    paid_on: date | None = None
    paid: int = 0
    way: Way = Way.MONEY


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in: rows added, rows that corrected something, and the trail's entry."""

    added: int
    updated: int
    seq: int


def begin(archive: Archive, actor: Actor, act: str, count: int) -> Outcome[Known]:
    """Return what rows are read by, if the actor may import client files; a refusal is recorded."""
    with archive.look(actor) as txn:
        ruling = txn.may(Act.IMPORT_CLIENTS)
        if ruling.allowed:
            return Outcome(ruling, _known(txn))
    with archive.act(actor) as txn:
        return txn.refuse(act, ruling, count=count)


def there(
    archive: Archive, actor: Actor, codes: Collection[str], names: Collection[str], numbers: Collection[str] = ()
) -> There:
    """Return what is there of clients' codes and names, and of leases' numbers."""
    with archive.look(actor) as txn:
        by_code = client_rows.clients_by_code(txn.store, codes)
        by_name = client_rows.clients_by_name(txn.store, names)
        leases = lease_rows.leases_by_number(txn.store, numbers)
        lease_ids = [one.id for some in leases.values() for one in some]
        instalments = lease_rows.instalments_of(txn.store, lease_ids)
        found = {r.id: r for r in (*by_code.values(), *(r for some in by_name.values() for r in some))}
        clients = client_rows.clients(txn.store, {one.client_id for some in leases.values() for one in some})
        return There(
            by_code, by_name, client_rows.current_texts(txn.store, list(found)) if not numbers else {}, leases,
            instalments, lease_rows.payments_there(txn.store, [i.id for i in instalments.values()]), clients,
        )  # fmt: skip


def take_in_clients(archive: Archive, actor: Actor, rows: Sequence[ClientRow], source: str) -> Outcome[TakenIn]:
    """Take clients in: new files, and corrections of those that are there. Raises BadInput."""
    new = [row for row in rows if row.there is None]
    # Readings take their time: they are worked out before the write lock is taken.
    hays = [_hay(row.new) for row in new]
    with archive.act(actor) as txn:
        ruling = txn.may(Act.IMPORT_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("client_import", ruling, count=len(rows))
        telling = Telling(txn)
        digests = _add_clients(telling, new, hays)
        edits = [_correct(telling, row) for row in rows if row.there is not None]
        seq = telling.record(
            "client_import", count=len(rows), source=source, texts=batch_digest(digests).hex(),
            edits=[edit for edit in edits if edit is not None],
        )  # fmt: skip
        return Outcome(ruling, TakenIn(len(new), len(rows) - len(new), seq))


def against(archive: Archive, actor: Actor, rows: Sequence[LeaseRow]) -> dict[int, tuple[Clause, ...]]:
    """Return, by row, the clauses that speak against the leases of a file, each judged with those before it."""
    with archive.look(actor) as txn:
        return {row: clauses for row, clauses in _judged(txn, rows) if clauses}


def take_in_leases(archive: Archive, actor: Actor, rows: Sequence[LeaseRow], source: str) -> Outcome[TakenIn]:
    """Take leases in as contracts; refused altogether where one goes against its client's terms. Raises BadInput."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.IMPORT_CLIENTS)
        if ruling.allowed:
            found = [clause for _, clauses in _judged(txn, rows) for clause in clauses]
            ruling = refusal(*found, way_forward=ways_forward(found)) if found else ruling
        if not ruling.allowed:
            return txn.refuse("lease_import", ruling, count=len(rows))
        _check_free(txn, rows)
        telling = Telling(txn)
        items = _leased_items(telling, rows)
        clients = client_rows.clients(txn.store, {row.wanted.client_id for row in rows})
        telling.add_many("lease", [_lease(txn, row, items, clients) for row in rows])
        rental_rows.refresh(txn.store, sorted(clients))
        seq = telling.record("lease_import", count=len(rows), source=source)
        return Outcome(ruling, TakenIn(len(rows), 0, seq))


def take_in_payments(archive: Archive, actor: Actor, rows: Sequence[PaymentRow], source: str) -> Outcome[TakenIn]:
    """Take in what falls due and what was paid of it. Raises BadInput where the archive has moved on meanwhile."""
    with archive.act(actor) as txn:
        ruling = txn.may(Act.IMPORT_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("payment_import", ruling, count=len(rows))
        telling = Telling(txn)
        leases = sorted({row.lease.id for row in rows})
        known = {key: one.id for key, one in lease_rows.instalments_of(txn.store, leases).items()}
        new = {(row.lease.id, row.due_on.isoformat()): row for row in rows}
        fresh = [row for key, row in new.items() if key not in known]
        clients = _clients_of(txn, leases)
        ids = telling.add_many("instalment", [_instalment(row, clients[row.lease.id]) for row in fresh])
        known.update({(row.lease.id, row.due_on.isoformat()): i for row, i in zip(fresh, ids, strict=True)})
        telling.add_many("payment", [_payment(row, known) for row in rows if row.paid_on is not None])
        years: dict[tuple[int, int], int] = {}
        for row in fresh:
            key = clients[row.lease.id], row.due_on.year
            years[key] = years.get(key, 0) + row.amount
        rental_rows.add(txn.store, years)
        seq = telling.record("payment_import", count=len(rows), source=source)
        return Outcome(ruling, TakenIn(len(rows), 0, seq))


def way_clauses(
    archive: Archive, actor: Actor, rows: Iterable[tuple[int, PaymentRow]]
) -> dict[int, tuple[Clause, ...]]:
    """Return, by row, what speaks against the ways of payment of a file (4.3.4)."""
    with archive.look(actor) as txn:
        found: dict[int, tuple[Clause, ...]] = {}
        for number, row in rows:
            if row.way is Way.MONEY or row.lease.history:
                continue
            ruling = way_allowed(txn, client_or_raise(txn, row.lease.client_id), row.lease, row.way)
            if not ruling.allowed:
                found[number] = ruling.against
        return found


def _known(txn: Transaction) -> Known:
    named = {
        word.casefold(): code
        for code, chinese, english, _ in client_rows.natures(txn.store)
        for word in (code, chinese, english)
    }
    items = {name: item_id for item_id, name, _, _ in lease_rows.leased_items(txn.store)}
    began = client_rows.began_at(txn.store)
    return Known(
        named, items, today(txn), began.astimezone(txn.settings.tz).date() if began is not None else today(txn)
    )


def _hay(new: NewClient) -> tuple[str, str]:
    facts = new.card or {}
    return client_search.haystack([new.name], [facts.get("phone", "")]), client_search.sort_key(new.name)


def _add_clients(telling: Telling, rows: Sequence[ClientRow], hays: Sequence[tuple[str, str]]) -> list[bytes]:
    txn, store = telling.txn, telling.txn.store
    taken = client_rows.clients_by_code(store, (row.new.code for row in rows if row.new.code))
    for code in taken:
        raise BadInput("client_code_there", code=code)
    number = int(next_code(txn)[1:])
    made: list[dict[str, object]] = []
    for row, (_, sort_key) in zip(rows, hays, strict=True):
        new, code = row.new, row.new.code
        if not code:
            code, number = f"K{number:05d}", number + 1
        made.append(
            {"code": code, "name": new.name, "name_key": name_key(new.name), "sort_key": sort_key,
             "nature": new.nature, "position": new.position, "through": new.through, "remark": new.remark,
             "made_by_id": txn.actor.person_id, "made_at": txn.seconds, "touched_at": txn.seconds}
        )  # fmt: skip
    ids = telling.add_many("client", made)
    told_rows.insert_many(store, "client_figures", ("client_id",), ([i] for i in ids))
    entries: list[dict[str, object]] = []
    for client_id, row, (hay, _), one in zip(ids, rows, hays, made, strict=True):
        client_search.index(store, client_id, f"{hay}|{client_search.folded(str(one['code']))}")
        for section, text in (row.new.card or {}).items():
            key = next(iter(phone_keys(text)), "") if section == "phone" else ""
            entries.append(
                {"client_id": client_id, "section": section, "text": text, "text_key": key, "cost": None,
                 "source": Source.SURVEY.value, "day": today(txn).isoformat()}
            )  # fmt: skip
        if row.new.volume:
            add_division(telling, client_id, Division.VOLUME, row.new.volume, "1.4")
    telling.add_many("card_entry", entries)
    return [digest for _, seq, digest in told_rows.described(store) if seq == telling.seq]


def _correct(telling: Telling, row: ClientRow) -> list[object] | None:
    txn = telling.txn
    assert row.there is not None
    record = client_or_raise(txn, row.there.id)
    edit = None
    if row.changes:
        was, now = rewrite(telling, record, row.changes)
        edit = [record.id, was, now]
    for section, text in row.facts.items():
        add_card_entry(telling, record.id, section, text, Source.SURVEY, today(txn).isoformat())
    if "phone" in row.facts:
        client_rows.reindex(txn.store, record.id)
    if row.new.volume:
        add_division(telling, record.id, Division.VOLUME, row.new.volume, "1.4")
    touch(txn, record.id)
    return edit


def _judged(txn: Transaction, rows: Sequence[LeaseRow]) -> Iterable[tuple[int, tuple[Clause, ...]]]:
    records = client_rows.clients(txn.store, {row.wanted.client_id for row in rows if not row.history})
    more: dict[int, int] = {}
    for row in rows:
        if not row.history:
            client = records[row.wanted.client_id]
            yield row.row, judge(txn, client, row.wanted, more_open=more.get(client.id, 0)).against
            more[client.id] = more.get(client.id, 0) + row.wanted.amount


def _check_free(txn: Transaction, rows: Sequence[LeaseRow]) -> None:
    known = lease_rows.leases_by_number(txn.store, {row.wanted.number for row in rows})
    for row in rows:
        for other in known.get(row.wanted.number, ()):
            if other.starts <= row.wanted.ends and row.wanted.starts <= other.ends:
                raise BadInput(
                    "lease_overlaps", number=other.number, starts=other.starts.isoformat(), ends=other.ends.isoformat()
                )


def _leased_items(telling: Telling, rows: Sequence[LeaseRow]) -> dict[str, int]:
    known = {name: item_id for item_id, name, _, _ in lease_rows.leased_items(telling.txn.store)}
    for name in dict.fromkeys(row.leased_item for row in rows):
        if name not in known:
            known[name] = telling.add("leased_item", name=name, unit="", note="")
    return known


def _lease(
    txn: Transaction, row: LeaseRow, items: Mapping[str, int], clients: Mapping[int, ClientRecord]
) -> dict[str, object]:
    wanted = replace(row.wanted, leased_item_id=items[row.leased_item])
    judged = None if row.history else judge(txn, clients[wanted.client_id], wanted)
    return {
        "number": wanted.number, "client_id": wanted.client_id, "leased_item_id": wanted.leased_item_id,
        "starts": wanted.starts.isoformat(), "ends": wanted.ends.isoformat(), "amount": wanted.amount,
        "market_price": wanted.market_price, "market_low": wanted.market_low, "agreed_price": wanted.agreed_price,
        "payment_way": wanted.payment_way.value, "state": "contract", "history": int(row.history),
        "contract_at": txn.seconds, "score_id": judged.score_id if judged else None,
        "exception_id": judged.exception_id if judged else None, "remark": wanted.remark,
    }  # fmt: skip


def _instalment(row: PaymentRow, client_id: int) -> dict[str, object]:
    return {
        "lease_id": row.lease.id, "client_id": client_id, "due_on": row.due_on.isoformat(), "amount": row.amount,
    }  # fmt: skip


def _payment(row: PaymentRow, known: Mapping[tuple[int, str], int]) -> dict[str, object]:
    assert row.paid_on is not None
    return {
        "instalment_id": known[row.lease.id, row.due_on.isoformat()], "paid_on": row.paid_on.isoformat(),
        "amount": row.paid, "way": row.way.value, "reverses_id": None, "reason": "",
    }  # fmt: skip


def _clients_of(txn: Transaction, leases: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in client_rows.chunks(leases):
        marks = ",".join("?" * len(part))
        rows = txn.store.db.execute_sql(f"SELECT id, client_id FROM lease WHERE id IN ({marks})", tuple(part))
        found.update(rows.fetchall())
    return found
