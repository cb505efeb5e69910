"""Clients and what stands on their cards: reading and finding; what is written goes by ``told_rows``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from archive_tui.store import client_search
from archive_tui.store.client_records import (
    ClientRecord,
    ContactRecord,
    EntryRecord,
    FollowUpRecord,
    FormRecord,
    VisitRecord,
)
from archive_tui.store.door import Store
from archive_tui.store.times import utc, utc_or_none

_CLIENT = """SELECT c.id, c.code, c.name, c.nature, c.position, c.through, c.remark, c.made_by_id, c.made_at,
    c.touched_at, c.merged_into_id, f.contracts, f.rental, f.first_year, f.grade, f.score_id
    FROM client c JOIN client_figures f ON f.client_id = c.id """
#: What a list of clients may be sorted by.
SORTS: Mapping[str, str] = {
    "name": "c.sort_key, c.id",
    "code": "c.code",
    "grade": "CASE f.grade WHEN 'A' THEN 0 WHEN 'B' THEN 1 WHEN 'C' THEN 2 WHEN 'below C' THEN 3 ELSE 4 END, c.id",
    "rental": "f.rental, c.id",
    "touched": "c.touched_at, c.id",
}
_ENTRY = """SELECT id, client_id, section, text, source, day, cost, by_id, at, checked_by_id, checked_at, off_by_id,
    off_at, off_reason FROM card_entry """


def client(store: Store, client_id: int) -> ClientRecord | None:
    """Return one client, or None."""
    return next(iter(_clients(store, "WHERE c.id = ?", (client_id,))), None)


def client_by_code(store: Store, code: str) -> ClientRecord | None:
    """Return the client of a code, or None."""
    return next(iter(_clients(store, "WHERE c.code = ?", (code,))), None)


def clients(store: Store, ids: Iterable[int]) -> dict[int, ClientRecord]:
    """Return clients by id; ids that aren't there are left out."""
    return {record.id: record for record in _in_parts(store, "c.id", sorted(set(ids)))}


def clients_by_code(store: Store, codes: Iterable[str]) -> dict[str, ClientRecord]:
    """Return clients by code."""
    return {record.code: record for record in _in_parts(store, "c.code", sorted(set(codes)))}


def clients_by_name(store: Store, names: Iterable[str]) -> dict[str, list[ClientRecord]]:
    """Return clients by exact name, without those merged into others."""
    found: dict[str, list[ClientRecord]] = {}
    for record in _in_parts(store, "c.name", sorted(set(names))):
        if record.merged_into is None:
            found.setdefault(record.name, []).append(record)
    return found


def doubles(store: Store, name_key: str, phones: Sequence[str], but: int | None = None) -> list[ClientRecord]:
    """Return clients of the same name but for company suffixes, or with one of those telephones."""
    found = {r.id: r for r in _clients(store, "WHERE c.name_key = ? AND c.merged_into_id IS NULL", (name_key,))}
    if phones:
        marks = ",".join("?" * len(phones))
        rows = store.db.execute_sql(
            f"SELECT client_id FROM card_entry WHERE text_key IN ({marks}) AND off_at IS NULL AND text_key <> ''"
            " AND section = 'phone'",
            tuple(phones),
        ).fetchall()
        found.update((i, r) for i, r in clients(store, (row[0] for row in rows)).items() if r.merged_into is None)
    found.pop(but or 0, None)
    return [found[i] for i in sorted(found)]


def count(store: Store, text: str, grades: Sequence[str] = ()) -> int:
    """Return how many clients meet what was typed, of those grades where some are named."""
    condition, parameters = _where(text, grades)
    join = "JOIN client_figures f ON f.client_id = c.id " if grades else ""
    return int(store.db.execute_sql(f"SELECT count(*) FROM client c {join}{condition}", parameters).fetchone()[0])


def page(
    store: Store, text: str, sort: str, descending: bool, offset: int, limit: int, grades: Sequence[str] = ()
) -> list[ClientRecord]:
    """Return one page of the clients that meet what was typed; those merged into others are not there."""
    condition, parameters = _where(text, grades)
    order = ", ".join(f"{part} {'DESC' if descending else 'ASC'}" for part in _parts(SORTS[sort]))
    return _clients(store, f"{condition} ORDER BY {order} LIMIT ? OFFSET ?", (*parameters, limit, offset))


def family(store: Store, client_id: int) -> list[int]:
    """Return a client and all that were merged into it, whose histories it shows."""
    rows = store.db.execute_sql(
        "WITH RECURSIVE f(id) AS (SELECT ? UNION SELECT c.id FROM client c JOIN f ON c.merged_into_id = f.id)"
        " SELECT id FROM f",
        (client_id,),
    ).fetchall()
    return [row[0] for row in rows]


def entries(store: Store, ids: Sequence[int]) -> list[EntryRecord]:
    """Return the card entries of a client and those merged into it, the newest first."""
    rows = store.db.execute_sql(f"{_ENTRY} WHERE client_id IN ({_marks(ids)}) ORDER BY day DESC, id DESC", tuple(ids))
    return [_entry(row) for row in rows.fetchall()]


def entry(store: Store, entry_id: int) -> EntryRecord | None:
    """Return one card entry, or None."""
    row = store.db.execute_sql(f"{_ENTRY} WHERE id = ?", (entry_id,)).fetchone()
    return None if row is None else _entry(row)


def phones(store: Store, ids: Sequence[int]) -> list[str]:
    """Return the telephones on a client's card that were not taken off."""
    rows = store.db.execute_sql(
        f"SELECT text FROM card_entry WHERE client_id IN ({_marks(ids)}) AND section = 'phone' AND off_at IS NULL",
        tuple(ids),
    ).fetchall()
    return [row[0] for row in rows]


def contacts(store: Store, ids: Sequence[int]) -> list[ContactRecord]:
    """Return a client's people, those of today first."""
    rows = store.db.execute_sql(
        "SELECT id, client_id, name, role, phone, character, hobbies, family, age, by_id, at, ended_at FROM contact"
        f" WHERE client_id IN ({_marks(ids)}) ORDER BY ended_at IS NOT NULL, role DESC, id",
        tuple(ids),
    ).fetchall()
    whole: list[list[Any]] = [[*row[:10], utc(row[10]), utc_or_none(row[11])] for row in rows]
    return [ContactRecord(*values) for values in whole]


def visits(store: Store, ids: Sequence[int]) -> list[VisitRecord]:
    """Return the visits to a client, the newest first."""
    rows = store.db.execute_sql(
        f"SELECT id, client_id, day, met, text, by_id, at FROM visit WHERE client_id IN ({_marks(ids)})"
        " ORDER BY day DESC, id DESC",
        tuple(ids),
    ).fetchall()
    return [VisitRecord(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], utc(r[6])) for r in rows]


def follow_ups(store: Store, where: str, parameters: Sequence[object]) -> list[FollowUpRecord]:
    """Return follow-ups that meet a condition of this module's callers, the soonest due first."""
    rows = store.db.execute_sql(
        "SELECT id, client_id, due_on, what, owner_id, leased_item_id, by_id, at, done_at, done_by_id, outcome"
        f" FROM follow_up WHERE {where} ORDER BY due_on, id",
        tuple(parameters),
    ).fetchall()
    return [
        FollowUpRecord(
            r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], r[6], utc(r[7]), utc_or_none(r[8]), r[9], r[10]
        )
        for r in rows
    ]


def follow_ups_of(store: Store, ids: Sequence[int]) -> list[FollowUpRecord]:
    """Return a client's follow-ups."""
    return follow_ups(store, f"client_id IN ({_marks(ids)})", ids)


def next_follow_ups(store: Store, ids: Sequence[int]) -> dict[int, tuple[date, int]]:
    """Return, by client, when the next open follow-up is due, and whose it is; those of merged clients count in."""
    rows = store.db.execute_sql(
        f"WITH RECURSIVE f(id, top) AS (SELECT id, id FROM client WHERE id IN ({_marks(ids)})"
        " UNION ALL SELECT c.id, f.top FROM client c JOIN f ON c.merged_into_id = f.id)"
        " SELECT f.top, u.due_on, u.owner_id FROM f JOIN follow_up u ON u.client_id = f.id AND u.done_at IS NULL"
        " ORDER BY u.due_on DESC, u.id DESC",
        tuple(ids),
    ).fetchall()
    return {row[0]: (date.fromisoformat(row[1]), row[2]) for row in rows}


def open_follow_ups(store: Store, until: date) -> list[FollowUpRecord]:
    """Return the follow-ups that are not done and due by a day."""
    return follow_ups(store, "done_at IS NULL AND due_on <= ?", (until.isoformat(),))


def waiting_for(store: Store, leased_item_id: int | None = None) -> list[FollowUpRecord]:
    """Return the open follow-ups of clients that wait for a leased item (4.3.1)."""
    if leased_item_id is None:
        return follow_ups(store, "done_at IS NULL AND leased_item_id IS NOT NULL", ())
    return follow_ups(store, "done_at IS NULL AND leased_item_id = ?", (leased_item_id,))


def forms(store: Store, ids: Sequence[int]) -> list[FormRecord]:
    """Return the forms that were sent to a client."""
    return _forms(store, f"client_id IN ({_marks(ids)})", ids)


def forms_out(store: Store) -> list[FormRecord]:
    """Return the forms that have not come back."""
    return _forms(store, "received_on IS NULL", ())


def form(store: Store, form_id: int) -> FormRecord | None:
    """Return one form, or None."""
    return next(iter(_forms(store, "id = ?", (form_id,))), None)


def divisions(store: Store, ids: Sequence[int]) -> dict[tuple[int, str], tuple[str, str, int, int]]:
    """Return each client's overridden divisions: value, reason, by whom, when; an empty value is back to the facts."""
    found: dict[tuple[int, str], tuple[str, str, int, int]] = {}
    for part in chunks(ids):
        rows = store.db.execute_sql(
            "SELECT client_id, division, value, reason, by_id, at FROM client_division"
            f" WHERE client_id IN ({_marks(part)}) ORDER BY id",
            tuple(part),
        ).fetchall()
        found.update({(r[0], r[1]): (r[2], r[3], r[4], r[5]) for r in rows})
    return {key: value for key, value in found.items() if value[0]}


def natures(store: Store) -> list[tuple[str, str, str, str]]:
    """Return the natures of clients (1.3): code, Chinese, English, and the sections that a card of it asks for."""
    return list(store.db.execute_sql("SELECT code, chinese, english, asks FROM client_nature ORDER BY id").fetchall())


def reindex(store: Store, client_id: int) -> None:
    """Index a client anew by its names, codes and phones, and of those merged into it; a merged one not at all."""
    client_search.unindex(store, client_id)
    ids = family(store, client_id)
    rows = store.db.execute_sql(
        f"SELECT id, code, name, merged_into_id FROM client WHERE id IN ({_marks(ids)})", tuple(ids)
    ).fetchall()
    mine = next(row for row in rows if row[0] == client_id)
    if mine[3] is None:
        ordered = sorted(rows, key=lambda row: row[0] != client_id)
        hay = client_search.haystack((r[2] for r in ordered), [*(r[1] for r in ordered), *phones(store, ids)])
        client_search.index(store, client_id, hay)


def last_code(store: Store, prefix: str) -> int:
    """Return the highest number of codes that are the prefix and a number."""
    row = store.db.execute_sql(
        "SELECT max(cast(substr(code, ?) AS INTEGER)) FROM client WHERE code GLOB ?",
        (len(prefix) + 1, f"{prefix}[0-9]*"),
    ).fetchone()
    return int(row[0] or 0)


def chunks(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Yield parts of a long list that one statement can take."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _where(text: str, grades: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    sql, parameters = client_search.matching_ids(text)
    if not client_search.is_empty(text):
        condition = f"WHERE c.id IN ({sql})"
    else:
        condition, parameters = "WHERE c.merged_into_id IS NULL", ()
    if grades:
        condition += f" AND f.grade IN ({_marks(grades)})"
    return condition, (*parameters, *grades)


def _parts(order: str) -> list[str]:
    head, _, last = order.rpartition(", ")
    return [head, last] if head else [last]


def _forms(store: Store, where: str, parameters: Sequence[object]) -> list[FormRecord]:
    rows = store.db.execute_sql(
        f"SELECT id, client_id, sent_to, sent_on, due_on, received_on, by_id, at FROM form_sent WHERE {where}"
        " ORDER BY due_on, id",
        tuple(parameters),
    ).fetchall()
    return [
        FormRecord(
            r[0], r[1], r[2], date.fromisoformat(r[3]), date.fromisoformat(r[4]),
            date.fromisoformat(r[5]) if r[5] else None, r[6], utc(r[7]),
        )
        for r in rows
    ]  # fmt: skip


def _entry(r: Sequence[Any]) -> EntryRecord:
    return EntryRecord(
        r[0], r[1], r[2], r[3], r[4], date.fromisoformat(r[5]), r[6], r[7], utc(r[8]), r[9], utc_or_none(r[10]), r[11],
        utc_or_none(r[12]), r[13],
    )  # fmt: skip


def _in_parts(store: Store, column: str, values: Sequence[Any]) -> list[ClientRecord]:
    return [
        record
        for part in chunks(values)
        for record in _clients(store, f"WHERE {column} IN ({_marks(part)}) ORDER BY c.id", part)
    ]


def _clients(store: Store, where: str, parameters: Sequence[object]) -> list[ClientRecord]:
    rows = store.db.execute_sql(_CLIENT + where, tuple(parameters)).fetchall()
    whole: list[list[Any]] = [[*r[:8], utc(r[8]), utc(r[9]), *r[10:]] for r in rows]
    return [ClientRecord(*values) for values in whole]


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def untouched_since(store: Store, seconds: int, limit: int) -> list[ClientRecord]:
    """Return clients whose card was last touched before a moment, the longest ago first."""
    return _clients(
        store,
        "WHERE c.touched_at < ? AND c.merged_into_id IS NULL ORDER BY c.touched_at, c.id LIMIT ?",
        (seconds, limit),
    )


def with_dealings_ahead(store: Store, limit: int) -> list[ClientRecord]:
    """Return clients with an offer or a contract yet to start, then those without any contract, then the others."""
    return _clients(
        store,
        "WHERE c.merged_into_id IS NULL ORDER BY NOT EXISTS (SELECT 1 FROM lease l WHERE l.client_id = c.id"
        " AND l.state = 'offer'), f.contracts > 0, c.id LIMIT ?",
        (limit,),
    )


def with_unchecked_forms(store: Store, limit: int) -> list[ClientRecord]:
    """Return clients with entries of their own form that nobody has checked."""
    ids = [
        row[0]
        for row in store.db.execute_sql(
            "SELECT DISTINCT client_id FROM card_entry WHERE source = 'form' AND checked_at IS NULL AND off_at IS NULL"
            " LIMIT ?",
            (limit,),
        ).fetchall()
    ]
    return list(clients(store, now_of(store, ids).values()).values())


def filled_sections(store: Store) -> dict[int, frozenset[str]]:
    """Return, by client, the sections of the card that something stands in; what was merged counts for the other."""
    rows = store.db.execute_sql(
        "SELECT DISTINCT client_id, section FROM card_entry WHERE off_at IS NULL"
        " UNION SELECT DISTINCT client_id, 'people' FROM contact WHERE ended_at IS NULL"
    ).fetchall()
    found: dict[int, set[str]] = {}
    now = now_of(store, [row[0] for row in rows])
    for client_id, section in rows:
        found.setdefault(now[client_id], set()).add(section)
    return {client_id: frozenset(sections) for client_id, sections in found.items()}


def now_of(store: Store, ids: Iterable[int]) -> dict[int, int]:
    """Return who each client is now, after merges."""
    into = dict(
        store.db.execute_sql("SELECT id, merged_into_id FROM client WHERE merged_into_id IS NOT NULL").fetchall()
    )
    found: dict[int, int] = {}
    for client_id in ids:
        now = client_id
        while now in into:
            now = into[now]
        found[client_id] = now
    return found


def current_texts(store: Store, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the newest text of each section of clients' cards that was not taken off."""
    found: dict[int, dict[str, str]] = {}
    for part in chunks(ids):
        rows = store.db.execute_sql(
            "SELECT client_id, section, text FROM card_entry WHERE off_at IS NULL"
            f" AND client_id IN ({_marks(part)}) ORDER BY day, id",
            tuple(part),
        ).fetchall()
        for client_id, section, text in rows:
            found.setdefault(client_id, {})[section] = text
    return found


def clients_after(store: Store, after: int, limit: int) -> list[ClientRecord]:
    """Return the next clients in order of entry, without those merged into others."""
    return _clients(store, "WHERE c.id > ? AND c.merged_into_id IS NULL ORDER BY c.id LIMIT ?", (after, limit))


def began_at(store: Store) -> datetime | None:
    """Return when the first client's file was set up, None while there is none."""
    row = store.db.execute_sql("SELECT made_at FROM client ORDER BY id LIMIT 1").fetchone()
    return None if row is None else utc(int(row[0]))
