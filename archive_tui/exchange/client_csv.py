"""The import of clients, leases and payments from CSV (commands.md): every bad row named, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from archive_tui.exchange import client_values as values
from archive_tui.exchange.client_columns import client_header, lease_header, payment_header
from archive_tui.exchange.csv_table import Table, read_table
from archive_tui.exchange.headings import Headed
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.exchange.imported import ALL_OR_NOTHING, How, Imported, carried_out
from archive_tui.exchange.progress import Progress, Step, silent
from archive_tui.exchange.row_cells import RowCells
from archive_tui.regulation.rulings import Clause, permission
from archive_tui.regulation.terms import Way
from archive_tui.services import client_intake
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.client_intake import ClientRow, Known, LeaseRow, PaymentRow, TakenIn, There
from archive_tui.services.clients import NewClient
from archive_tui.services.item_values import shown
from archive_tui.services.leases import Wanted

#: What the trail calls this way in.
SOURCE = "csv"
_EMPTY_DAY = date(1900, 1, 1)


@dataclass
class _Sorted:
    """What became of the rows of a file so far."""

    rows: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    updated: int = 0

    def imported(self) -> Imported:
        """Return it as what an import comes to."""
        return Imported(
            added=len(self.rows) - self.updated, updated=self.updated, rejected=tuple(self.faults),
            unchanged=tuple(self.unchanged),
        )  # fmt: skip

    def without(self, bad: set[int]) -> _Sorted:
        """Return the same without the rows that turned out to be bad."""
        kept = [(row, n) for row, n in zip(self.rows, self.numbers, strict=True) if n not in bad]
        return replace(self, rows=[row for row, _ in kept], numbers=[n for _, n in kept])


_Sort = Callable[[Archive, Actor, Table, Headed, Known, Progress], _Sorted]
_Write = Callable[[Archive, Actor, list[Any], str], Outcome[TakenIn]]


def import_clients(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import clients from a CSV file's bytes: new ones, and what is said otherwise of those that are there."""
    return _import(
        archive, actor, data, how, progress, "client_import", client_header, _clients, client_intake.take_in_clients
    )


def import_leases(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import leases from a CSV file's bytes, as contracts that keep to their clients' terms."""
    return _import(
        archive, actor, data, how, progress, "lease_import", lease_header, _leases, client_intake.take_in_leases
    )


def import_payments(
    archive: Archive, actor: Actor, data: bytes, how: How = ALL_OR_NOTHING, progress: Progress = silent
) -> Outcome[Imported]:
    """Import instalments and payments from a CSV file's bytes."""
    return _import(
        archive, actor, data, how, progress, "payment_import", payment_header, _payments,
        client_intake.take_in_payments,
    )  # fmt: skip


def _import(
    archive: Archive, actor: Actor, data: bytes, how: How, progress: Progress, act: str,
    header: Callable[[Table], Headed], sort: _Sort, write: _Write,
) -> Outcome[Imported]:  # fmt: skip
    try:
        table = read_table(data)
        head = header(table)
    except BadFile as bad:
        return Outcome(permission(), Imported(rejected=bad.faults))
    begun = client_intake.begin(archive, actor, act, len(table.rows))
    if begun.done is None:
        return Outcome(begun.ruling)
    found = sort(archive, actor, table, head, begun.done, progress)

    def written(result: Imported) -> Outcome[Imported]:
        progress(Step("appearing", len(table.rows), len(table.rows)))
        if not found.rows:
            return Outcome(begun.ruling, result)
        outcome = write(archive, actor, found.rows, SOURCE)
        if outcome.done is None:
            return Outcome(outcome.ruling)
        done = outcome.done
        return Outcome(outcome.ruling, replace(result, added=done.added, updated=done.updated, seq=done.seq))

    return carried_out(table, begun.ruling, found.imported(), how, written)


def _rows(table: Table, head: Headed, progress: Progress) -> Iterator[RowCells]:
    for number, row in enumerate(table.rows):
        if number % 250 == 0:
            progress(Step("checking", number, len(table.rows)))
        yield RowCells.of(row, head)


def _cells(table: Table, head: Headed, *names: str) -> set[str]:
    found = (head.cells(row).get(name, "") for row in table.rows for name in names)
    return {cell for cell in found if cell}


def _clients(archive: Archive, actor: Actor, table: Table, head: Headed, known: Known, progress: Progress) -> _Sorted:
    there = client_intake.there(archive, actor, _cells(table, head, "code"), _cells(table, head, "name"))
    found, seen = _Sorted(), dict[tuple[str, str], int]()
    for one in _rows(table, head, progress):
        code, name = one.read("code", values.text_of(32), ""), one.read("name", values.text_of(80, needed=True), "")
        nature = one.read("nature", values.nature_of(known.natures), "")
        volume = one.read("volume", values.volume_of, None)
        through = one.read("through", values.text_of(80), "")
        remark = one.read("remark", values.text_of(1000), "")
        card = {s: one.read(s, values.text_of(2000), "") for s in client_intake.SECTIONS}
        for key in (("code", code), ("name", name if not code else "")):
            if key[1] and (other := seen.setdefault(key, one.row.number)) != one.row.number:
                one.fault(key[0], "client_twice", other=other)
        record = _client_there(one, there, code, name)
        if one.faults:
            found.faults += one.faults
            continue
        facts = {section: text for section, text in card.items() if text}
        new = NewClient(name, nature or "ordinary", code, "", through, remark, volume.value if volume else "", facts)
        if record is None:
            found.rows.append(ClientRow(new))
            continue
        said = {"nature": nature, "through": through, "remark": remark}
        changes = {k: text for k, text in said.items() if text and text != getattr(record, k)}
        changed = {k: text for k, text in facts.items() if there.cards.get(record.id, {}).get(k) != text}
        if not changes and not changed and not volume:
            found.unchanged.append((one.row.number, record.code))
            continue
        found.rows.append(ClientRow(new, record, changes, changed))
        found.updated += 1
    return found


def _client_there(one: RowCells, there: There, code: str, name: str) -> Any:
    record = there.by_code.get(code) if code else None
    if record is None and not code:
        same = there.by_name.get(name, ())
        if len(same) > 1:
            one.fault("name", "client_ambiguous", codes=[r.code for r in same])
        record = same[0] if len(same) == 1 else None
    if record is not None and record.merged_into is not None:
        one.fault("code", "client_merged", code=record.code)
    if record is not None and record.name != name and "name" not in one.faulty:
        one.fault("name", "client_other_name", code=record.code, name=shown(record.name))
    return record


def _leases(archive: Archive, actor: Actor, table: Table, head: Headed, known: Known, progress: Progress) -> _Sorted:
    named = _cells(table, head, "client")
    there = client_intake.there(archive, actor, named, named, _cells(table, head, "number"))
    found, periods = _Sorted(), dict[str, list[tuple[date, date, int]]]()
    for one in _rows(table, head, progress):
        wanted, item = _lease_of(one, there)
        same = next((l_ for l_ in there.leases.get(wanted.number, ()) if l_.starts == wanted.starts), None)
        if not one.faults and same is not None:
            if _is_same(same, wanted, item):
                found.unchanged.append((one.row.number, wanted.number))
                continue
            one.fault("number", "lease_there_different", number=wanted.number)
        elif not one.faults:
            _check_period(one, there, periods, wanted)
        if one.faults:
            found.faults += one.faults
            continue
        found.rows.append(LeaseRow(one.row.number, wanted, item, wanted.starts < known.began))
        found.numbers.append(one.row.number)
    return _judged(found, client_intake.against(archive, actor, found.rows))


def _lease_of(one: RowCells, there: There) -> tuple[Wanted, str]:
    number = one.read("number", values.text_of(40, needed=True), "")
    item = one.read("leased_item", values.text_of(80, needed=True), "")
    client = _named_client(one, there)
    starts, ends = one.read("starts", values.day_of, _EMPTY_DAY), one.read("ends", values.day_of, _EMPTY_DAY)
    amount = one.read("amount", values.amount_of, 0)
    market = one.read("market_price", values.amount_of, 0)
    low = one.read("market_low", values.amount_or_none, None)
    agreed = one.read("agreed_price", values.amount_of, 0)
    way = one.read("payment_way", values.way_of, Way.MONEY)
    if not one.faulty & {"starts", "ends"} and ends < starts:
        one.fault("ends", "lease_period")
    # Without a lowest price of its own the market's price is the lowest that is known.
    lowest = market if low is None else low
    if not one.faulty & {"market_price", "market_low"} and lowest > market:
        one.fault("market_low", "market_low")
    return Wanted(number, client, 0, starts, ends, amount, market, lowest, agreed, way), item


def _named_client(one: RowCells, there: There) -> int:
    word = one.read("client", values.text_of(80, needed=True), "")
    if not word:
        return 0
    record = there.by_code.get(word)
    same = there.by_name.get(word, ())
    if record is None and len(same) > 1:
        one.fault("client", "client_ambiguous", codes=[r.code for r in same])
        return 0
    record = record or (same[0] if same else None)
    if record is None or record.merged_into is not None:
        one.fault("client", "client_unknown", text=shown(word))
        return 0
    return record.id


def _is_same(there: Any, wanted: Wanted, item: str) -> bool:
    names = ("client_id", "ends", "amount", "market_price", "market_low", "agreed_price")
    same = all(getattr(there, name) == getattr(wanted, name) for name in names)
    return same and there.leased_item == item and there.payment_way == wanted.payment_way.value


def _check_period(
    one: RowCells, there: There, periods: dict[str, list[tuple[date, date, int]]], wanted: Wanted
) -> None:
    """Note a fault where another lease of the same number runs at the same time, in the file or in the archive."""
    mine = periods.setdefault(wanted.number, [])
    other = next((n for starts, ends, n in mine if starts <= wanted.ends and wanted.starts <= ends), None)
    if other is not None:
        one.fault("number", "lease_twice", other=other)
    if any(o.starts <= wanted.ends and wanted.starts <= o.ends for o in there.leases.get(wanted.number, ())):
        one.fault("number", "lease_there", number=wanted.number)
    mine.append((wanted.starts, wanted.ends, one.row.number))


def _judged(found: _Sorted, against: dict[int, tuple[Clause, ...]]) -> _Sorted:
    """Return the rows without those that terms speak against, each clause a fault of its row."""
    for number, clauses in against.items():
        found.faults += [
            ImportFault(number, "", "against_terms", {"article": c.article, "clause": c.code, **_plain(c)})
            for c in clauses
        ]
    return found.without(set(against))


def _plain(clause: Clause) -> dict[str, str | int]:
    return {name: fact for name, fact in clause.facts.items() if isinstance(fact, str | int)}


def _payments(archive: Archive, actor: Actor, table: Table, head: Headed, known: Known, progress: Progress) -> _Sorted:
    there = client_intake.there(archive, actor, (), (), _cells(table, head, "lease"))
    found, books = _Sorted(), _Books(there)
    for one in _rows(table, head, progress):
        number = one.read("lease", values.text_of(40, needed=True), "")
        due_on = one.read("due_on", values.day_of, _EMPTY_DAY)
        amount = one.read("amount", values.amount_of, 0)
        paid_on, paid = one.read("paid_on", values.day_or_none, None), one.read("paid", values.amount_or_none, None)
        way = one.read("way", values.way_of, Way.MONEY)
        if number and not there.leases.get(number):
            one.fault("lease", "lease_unknown", text=shown(number))
        if (paid_on is None) != (not paid) and not one.faulty & {"paid", "paid_on"}:
            one.fault("paid" if paid_on else "paid_on", "paid_half")
        if paid_on is not None and paid_on > known.today:
            one.fault("paid_on", "day_ahead")
        if not one.faults:
            row = PaymentRow(books.lease(number, due_on), due_on, amount, paid_on, paid or 0, way)
            if books.enter(one, row):
                found.rows.append(row)
                found.numbers.append(one.row.number)
                continue
            if not one.faults:
                found.unchanged.append((one.row.number, number))
        found.faults += one.faults
    return _judged(found, client_intake.way_clauses(archive, actor, zip(found.numbers, found.rows, strict=True)))


class _Books:
    """What is due and paid on the leases of a file, counted on as its rows are read."""

    def __init__(self, there: There) -> None:
        self._there = there
        self._due: dict[int, int] = {}
        self._amounts: dict[tuple[int, str], int] = {}
        self._paid: dict[tuple[int, str], int] = {}
        self._seen: set[tuple[int, str, str, int, str]] = set()
        for key, one in there.instalments.items():
            self._amounts[key], self._paid[key] = one.amount, one.paid

    def lease(self, number: str, due_on: date) -> Any:
        """Return the lease of a number that is meant: the one that runs on the day, else the last that began before."""
        leases = self._there.leases[number]
        running = next((one for one in leases if one.starts <= due_on <= one.ends), None)
        before = [one for one in leases if one.starts <= due_on]
        return running or (before[-1] if before else leases[0])

    def enter(self, one: RowCells, row: PaymentRow) -> bool:
        """Count a row; return False where it is there already, or is bad, and then note why."""
        lease, key = row.lease, (row.lease.id, row.due_on.isoformat())
        if lease.state != "contract":
            one.fault("lease", "lease_no_contract", number=lease.number)
        if row.due_on < lease.starts:
            one.fault("due_on", "due_before_lease", starts=lease.starts.isoformat())
        if row.paid_on is not None and row.paid_on < lease.starts:
            one.fault("paid_on", "paid_before_lease", starts=lease.starts.isoformat())
        known = self._amounts.get(key)
        if known is not None and known != row.amount:
            one.fault("amount", "instalment_differs")
        due = self._due.setdefault(lease.id, lease.due)
        if known is None and due + row.amount > lease.amount:
            one.fault("amount", "instalments_over", number=lease.number)
        if one.faults or (known is not None and self._there_already(row, key)):
            return False
        if row.paid_on is not None and not self._pay(one, row, key):
            return False
        if known is None:
            self._due[lease.id], self._amounts[key] = due + row.amount, row.amount
        return known is None or row.paid_on is not None

    def _there_already(self, row: PaymentRow, key: tuple[int, str]) -> bool:
        there = self._there.instalments.get(key)
        if row.paid_on is None:
            return True
        return (
            there is not None and (there.id, row.paid_on.isoformat(), row.paid, row.way.value) in self._there.payments
        )

    def _pay(self, one: RowCells, row: PaymentRow, key: tuple[int, str]) -> bool:
        assert row.paid_on is not None
        told = (*key, row.paid_on.isoformat(), row.paid, row.way.value)
        if told in self._seen:
            one.fault("", "payment_twice")
            return False
        if self._paid.get(key, 0) + row.paid > row.amount:
            one.fault("paid", "paid_too_much")
            return False
        self._seen.add(told)
        self._paid[key] = self._paid.get(key, 0) + row.paid
        return True
