"""What stands in the tables that rules turn on, as plain values: to be held against the replay of the trail.

Each section is a dictionary from a key to a tuple; ``services.replay`` builds the same from the trail alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from peewee import DatabaseError

from archive_tui.regulation.levels import Level
from archive_tui.store import guards, item_rows, migrations, search
from archive_tui.store.chain import salted_digest
from archive_tui.store.door import Store
from archive_tui.store.faults import StoreFault
from archive_tui.store.records import NewItem

Section = dict[Any, tuple[Any, ...]]

_SECTIONS = {
    "items": "SELECT id, level, state, raised_seq FROM item",
    "loans": """SELECT id, item_id, borrower_id, kind, level, out_at, due_at, renewed, returned_at, late,
                reversed_seq IS NOT NULL, sign_off_id, manager_sign_off_id, lent_by_id, out_boot_id,
                out_boot_ns / 1000000 FROM loan""",
    "unreturns": "SELECT loan_id, by_id, at, returned_at, late FROM unreturn",
    "copies": "SELECT id, item_id, borrower_id, level, at, sign_off_id, manager_sign_off_id FROM copy",
    "request_lines": """SELECT ri.id, ri.request_id, ri.item_id, ri.kind, r.borrower_id, ri.closed_at IS NOT NULL
                        FROM request_item ri JOIN loan_request r ON r.id = ri.request_id""",
    "sign_offs": """SELECT id, request_item_id, stage, signer_id, capacity, letter, approve, level, at, seq
                    FROM sign_off""",
    "incidents": "SELECT id, item_id, kind, borrower_id, closed_by_id, closed_at IS NULL FROM incident",
    "recalls": "SELECT DISTINCT loan_id, 1 FROM recall WHERE closed_at IS NULL",
    "level_changes": "SELECT seq, item_id, old, new, by_id, at FROM level_change",
    "departments": "SELECT id, code FROM department",
    "staff": "SELECT id, login, since, left_at, department_id, card FROM staff",
    "os_accounts": "SELECT uid, staff_id FROM os_account",
    "proposals": """SELECT id, staff_id, role, department_id, decided_by_id, decided_at, approve
                    FROM role_proposal""",
    "posts": "SELECT id, staff_id, role, department_id, since, until FROM post",
    "letters": "SELECT number, deputy_id, since, until, departments, levels, revoked_at FROM delegation",
    "absences": "SELECT id, staff_id, since, until FROM absence",
    "settings": "SELECT name, value FROM setting",
    "meta": "SELECT key, value FROM meta WHERE key IN ('id', 'demo')",
}

#: What may never stand in the rows, whatever the trail says (invariants 1 to 4, 6 and 7): a name and a query of ids.
_NEVER = {
    "top_secret_out": """SELECT l.item_id FROM loan l JOIN item i ON i.id = l.item_id
        WHERE l.returned_at IS NULL AND i.level = 'top_secret'
          AND NOT EXISTS (SELECT 1 FROM recall r WHERE r.loan_id = l.id AND r.closed_at IS NULL)""",
    "confidential_lent": "SELECT item_id FROM loan WHERE level = 'confidential' AND kind <> 'reading'",
    "secret_too_long": "SELECT item_id FROM loan WHERE level = 'secret' AND due_at - out_at > 14400",
    "classified_unsigned": "SELECT item_id FROM loan WHERE level <> 'unclassified' AND sign_off_id IS NULL",
    "state_without_cause": """SELECT i.id FROM item i LEFT JOIN loan l ON l.item_id = i.id AND l.returned_at IS NULL
        WHERE (i.state IN ('out', 'reading')) IS NOT (l.id IS NOT NULL) OR (l.id IS NOT NULL AND l.kind <> i.state)""",
    "two_holders": "SELECT item_id FROM loan WHERE returned_at IS NULL GROUP BY item_id HAVING count(*) > 1",
    "original_not_owed": """SELECT id FROM item
        WHERE level IN ('confidential', 'top_secret') AND original = 0 AND original_owed = 0""",
}


def section_names() -> tuple[str, ...]:
    """Return the names of the sections, in the order in which they are checked."""
    return tuple(_SECTIONS)


def section(store: Store, name: str) -> Section:
    """Return what stands in one section: its key to the rest of the row."""
    rows = store.db.execute_sql(_SECTIONS[name]).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def filed_levels(store: Store) -> dict[int, str]:
    """Return each item's level at its filing (the description that the trail holds a digest of begins with it)."""
    return dict(store.db.execute_sql("SELECT id, filed_level FROM item").fetchall())


def descriptions(store: Store) -> Iterator[tuple[int, int, bytes, bool]]:
    """Yield ``(filed_seq, item_id, digest, right)``, in order: whether a description still has its digest."""
    cursor = store.db.execute_sql(
        "SELECT filed_seq, id, digest, salt, archival_code, series, title, category, year, department_id, filed_level,"
        " retention, document_number, document_date, author, original, pages, box, place, keywords, remark"
        " FROM item ORDER BY filed_seq, id"
    )
    while rows := cursor.fetchmany(1000):
        for seq, item_id, digest, salt, *fields in rows:
            code, series, title, category, year, department, level, retention, *texts = fields
            number, date, author, original, *rest = texts
            try:
                new = NewItem(
                    code, series, title, category, year, department, Level(level), retention, number, date, author,
                    bool(original), *rest,
                )  # fmt: skip
                right = salted_digest(bytes(salt), item_rows.description(new)) == bytes(digest)
            except ValueError:  # no level at all, or a text that no program of ours writes
                right = False
            yield seq, item_id, bytes(digest), right


def misdated(store: Store) -> list[int]:
    """Return the entries whose time, as it is shown and sought by, is not the one in the body that was hashed."""
    # CASE, for a condition beside it would not keep SQLite from reading what is no JSON.
    told = "CASE WHEN json_valid(body) THEN json_extract(body, '$.at') END"
    return [row[0] for row in store.db.execute_sql(f"SELECT seq FROM trail WHERE at IS NOT {told} ORDER BY seq")]


def misfiled(store: Store) -> list[int]:
    """Return the entries that are not found, or wrongly found, under the items and people that they are about."""
    sound = "(SELECT seq, CASE WHEN json_valid(body) THEN body ELSE '{}' END AS body FROM trail)"
    told = (
        f"SELECT seq, 'item', value FROM {sound} t, json_each(t.body, '$.items') WHERE type = 'integer'"
        f" UNION SELECT seq, 'item', json_extract(body, '$.item') FROM {sound}"
        " WHERE json_type(body, '$.item') = 'integer'"
        f" UNION SELECT seq, 'staff', value FROM {sound} t, json_each(t.body, '$.about') WHERE type = 'integer'"
    )
    there = "SELECT seq, kind, subject FROM trail_subject"
    rows = store.db.execute_sql(
        f"SELECT DISTINCT seq FROM (SELECT * FROM ({told} EXCEPT {there})"
        f" UNION ALL SELECT * FROM ({there} EXCEPT SELECT * FROM ({told}))) ORDER BY seq"
    )
    return [row[0] for row in rows]


def misindexed(store: Store) -> list[int]:
    """Return the items that the search index shows to others than may know them, or hides from who may."""
    rows = store.db.execute_sql(
        "SELECT i.id, i.level, i.department_id, i.title, x.haystack"
        " FROM item i LEFT JOIN item_text x ON x.item_id = i.id"
    ).fetchall()
    known = set(Level)
    marks = {i: search.marks(Level(level), origin) for i, level, origin, *_ in rows if level in known}
    # An item is found by its title at the least; whether by its pinyin too, is not worth what it would cost here.
    wrong = {i for i, _, _, title, hay in rows if hay is None or search.fold(title) not in hay}
    for mark in {*marks.values(), search.marks(Level.UNCLASSIFIED, None)}:
        hits = store.db.execute_sql("SELECT rowid FROM item_search WHERE item_search MATCH ?", (mark,)).fetchall()
        found = {row[0] for row in hits} & marks.keys()
        wrong |= found ^ {i for i, its in marks.items() if its == mark}
    return sorted(wrong)


def broken_rules(store: Store) -> Iterator[tuple[str, int]]:
    """Yield ``(rule, item_id)`` for every item that stands as none may ever stand."""
    for rule, query in _NEVER.items():
        for (item_id,) in store.db.execute_sql(query).fetchall():
            yield rule, item_id


def broken_database(store: Store) -> Iterator[tuple[str, str]]:
    """Yield ``(what, where)`` for faults of the file itself: damage, loose tables, guards missing or changed."""
    # FTS5 remembers how its index lay when this connection last used it, and its own check doesn't look again: what
    # another connection has merged since would pass for damage. A look-up does look again.
    with suppress(DatabaseError):  # an index that is really damaged is found and named below
        store.db.execute_sql("SELECT rowid FROM item_search WHERE item_search MATCH 'zzopen' LIMIT 1").fetchall()
    for (line,) in store.db.execute_sql("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield "damaged", str(line)
    for row in store.db.execute_sql("PRAGMA foreign_key_check").fetchall():
        yield "dangling", f"{row[0]} {row[1]}"
    try:
        migrations.check_strict(store.path, store.db)
    except StoreFault as fault:
        yield "not_strict", str(fault.facts.get("table", ""))
    there = dict(store.db.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    for statement in guards.statements():
        name = statement.split()[2]
        if there.pop(name, None) != statement:
            yield "guard_missing", name
    for name in there:
        yield "guard_foreign", name
