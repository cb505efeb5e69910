"""Client files as they leave the archive: the keeper's act, and an entry of the trail (5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive_tui.services.archive import Actor, Archive, Transaction
from archive_tui.services.client_standing import standings
from archive_tui.store import client_rows, lease_rows
from archive_tui.store.client_records import ClientRecord, LeaseRecord

_PAGE = 500


@dataclass(frozen=True, slots=True)
class ClientOut:
    """A client as it leaves: its nature in both languages, its class by volume, and what its card says now."""

    client: ClientRecord
    nature: tuple[str, str]
    volume: str
    card: dict[str, str]


@dataclass(frozen=True, slots=True)
class PaymentOut:
    """What falls due on a lease and what was paid of it; one row for every payment, one for an instalment without."""

    number: str
    due_on: str
    amount: int
    paid_on: str
    paid: int | None
    way: str


def count(txn: Transaction, kind: str) -> int:
    """Return about how many rows an export of client files has."""
    table = {"clients": "client", "leases": "lease", "payments": "instalment"}[kind]
    return lease_rows.count_of(txn.store, table)


def clients_out(archive: Archive, actor: Actor) -> Iterator[ClientOut]:
    """Yield every client that was not merged into another, in order of entry."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            page = client_rows.clients_after(txn.store, after, _PAGE)
            names = {code: (english, chinese) for code, chinese, english, _ in client_rows.natures(txn.store)}
            cards = client_rows.current_texts(txn.store, [one.id for one in page])
            stands = standings(txn, page)
            told = [
                ClientOut(one, names[one.nature], stands[one.id].volume.value, cards.get(one.id, {})) for one in page
            ]
        yield from told
        if len(page) < _PAGE:
            return
        after = page[-1].id


def leases_out(archive: Archive, actor: Actor) -> Iterator[tuple[LeaseRecord, str]]:
    """Yield every contract in order of entry, with its client's code."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            page = lease_rows.contracts_after(txn.store, after, _PAGE)
            codes = client_rows.clients(txn.store, (one.client_id for one in page))
            told = [(one, codes[one.client_id].code) for one in page]
        yield from told
        if len(page) < _PAGE:
            return
        after = page[-1].id


def payments_out(archive: Archive, actor: Actor) -> Iterator[PaymentOut]:
    """Yield every instalment that stands with every payment of it that was not reversed, in order of entry."""
    after = 0
    while True:
        with archive.look(actor) as txn:
            ids, page = lease_rows.paid_after(txn.store, after, _PAGE)
        for number, due_on, amount, paid_on, paid, way in page:
            yield PaymentOut(number, due_on, amount, paid_on or "", paid, way or "")
        if len(ids) < _PAGE:
            return
        after = ids[-1]
