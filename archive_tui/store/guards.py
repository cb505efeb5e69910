"""Guard triggers: what careless SQL must not do, by whatever program it comes (regulation.md, invariants 1 to 7 and 9).

They say again, on the level of rows, what the regulation decided above: they do not decide who may, they stop what may
never be. ``INSERT OR REPLACE`` is stopped before it deletes anything, also in a client without recursive triggers:
every table that only grows refuses a key that is there. What this is worth stands in the README: triggers stop
mistakes and careless SQL; ``verify`` finds a forged row; anchors outside the file find a rewrite.
"""

from __future__ import annotations

from collections.abc import Iterator

from peewee import SqliteDatabase

from archive_tui.store import client_guards
from archive_tui.store.loan_guards import COPY_GUARDS, LOAN_GUARDS, SIGN_OFF_GUARDS, UNRETURN_GUARDS

#: The number that the next trail entry gets: a row that an act writes names the entry that tells of it.
_NEXT = "(SELECT coalesce(max(seq), 0) + 1 FROM trail)"
_HEAD = "coalesce((SELECT hash FROM trail ORDER BY seq DESC LIMIT 1), zeroblob(32))"
#: The last second of the year 9999: a time beyond can't be shown.
_LAST = 253_402_300_799
#: Whoever is at the desk: nobody can lower a level but a GM in office.
_BY_GM = (
    "EXISTS (SELECT 1 FROM post p WHERE p.staff_id = NEW.by_id AND p.role = 'gm' AND p.since <= NEW.at"
    " AND (p.until IS NULL OR NEW.at < p.until))"
)
_RANK = "CASE {0} WHEN 'unclassified' THEN 0 WHEN 'secret' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END"

#: Tables of which no row is ever deleted, and whose rows can't be replaced.
_KEPT = (
    "department", "staff", "post", "delegation", "absence", "item", "loan_request", "request_item", "sign_off", "loan",
    "copy", "recall", "reminder", "incident", "level_change", "category", "schedule_line", "volume", "revision",
    "import_batch", "role_proposal", "unreturn",
)  # fmt: skip
#: Of these no column ever changes.
_FIXED = (
    "loan_request", "sign_off", "copy", "reminder", "level_change", "revision", "trail", "trail_subject", "act_key",
    "meta", "unreturn",
)  # fmt: skip
#: Of these only the named columns change, and only from nothing to something.
_CLOSED_ONCE = {
    "request_item": ("closed_at", "outcome"),
    "recall": ("closed_at",),
    "incident": ("closed_by_id", "closed_at", "close_reason"),
    "delegation": ("revoked_at",),
    "post": ("until",),
    "role_proposal": ("decided_at", "decided_by_id", "approve"),
}
#: Unique columns besides the id, through which OR REPLACE could delete another row.
_UNIQUE = {
    "department": ("code",), "staff": ("login", "card"), "delegation": ("number",), "item": ("archival_code",),
    "category": ("code",), "schedule_line": ("code",), "volume": ("archival_code",),
    "unreturn": ("loan_id",),
}  # fmt: skip
#: Of these other columns change, but not those by which a row is known: UPDATE OR REPLACE would delete another row.
_KNOWN_BY = ("department", "absence", "category", "schedule_line", "volume", "import_batch")

_TRAIL = {
    "trail_grows": f"""BEFORE INSERT ON trail
        WHEN NEW.seq IS NOT {_NEXT} OR NEW.prev IS NOT {_HEAD} OR NOT json_valid(NEW.body)
             OR json_extract(NEW.body, '$.at') IS NOT NEW.at OR NEW.at NOT BETWEEN 0 AND {_LAST}""",
    "trail_subject_grows": """BEFORE INSERT ON trail_subject
        WHEN NEW.seq IS NOT (SELECT max(seq) FROM trail)
             OR EXISTS (SELECT 1 FROM trail_subject s
                        WHERE s.seq = NEW.seq AND s.kind = NEW.kind AND s.subject = NEW.subject)""",
}

_LEVELS = {
    "level_change_is_lawful": f"""BEFORE INSERT ON level_change
        WHEN NEW.old IS NOT (SELECT level FROM item WHERE id = NEW.item_id) OR NEW.old = NEW.new
             OR NEW.seq IS NOT {_NEXT}
             OR ({_RANK.format("NEW.new")} < {_RANK.format("NEW.old")} AND NOT {_BY_GM})
             OR ({_RANK.format("NEW.new")} < {_RANK.format("NEW.old")} AND EXISTS
                 (SELECT 1 FROM item i WHERE i.id = NEW.item_id AND i.state IN ('out', 'reading')))""",
    "item_level_has_its_change": f"""BEFORE UPDATE OF level ON item
        WHEN NEW.level IS NOT OLD.level AND NOT EXISTS
             (SELECT 1 FROM level_change c WHERE c.item_id = OLD.id AND c.old = OLD.level AND c.new = NEW.level
              AND c.seq = {_NEXT} AND c.id = (SELECT max(id) FROM level_change WHERE item_id = OLD.id))""",
    "item_level_lowered_in_place": f"""BEFORE UPDATE OF level ON item
        WHEN {_RANK.format("NEW.level")} < {_RANK.format("OLD.level")} AND OLD.state IN ('out', 'reading')""",
    "item_raise_voids": """BEFORE UPDATE ON item
        WHEN NEW.raised_seq < OLD.raised_seq
             OR ({new} > {old} AND NEW.raised_seq IS NOT {next})""".format(
        new=_RANK.format("NEW.level"), old=_RANK.format("OLD.level"), next=_NEXT
    ),
}

_ITEMS = {
    "item_begins_in_place": """BEFORE INSERT ON item
        WHEN NEW.state IS NOT 'in_place' OR NEW.level IS NOT NEW.filed_level""",
    "item_keeps_its_name": """BEFORE UPDATE ON item
        WHEN NEW.id IS NOT OLD.id OR NEW.archival_code IS NOT OLD.archival_code OR NEW.series IS NOT OLD.series
             OR NEW.filed_level IS NOT OLD.filed_level OR NEW.filed_seq IS NOT OLD.filed_seq""",
    "item_state_has_its_cause": """BEFORE UPDATE OF state ON item
        WHEN NEW.state IS NOT OLD.state AND NEW.state IS NOT coalesce(
             (SELECT kind FROM loan WHERE item_id = OLD.id AND returned_at IS NULL),
             CASE WHEN EXISTS (SELECT 1 FROM incident WHERE item_id = OLD.id AND kind = 'loss' AND closed_at IS NULL)
                  THEN NEW.state ELSE 'in_place' END)
             OR NEW.state = 'destroyed'
             OR (NEW.state IN ('out', 'reading') AND NOT EXISTS
                 (SELECT 1 FROM loan WHERE item_id = OLD.id AND returned_at IS NULL AND kind = NEW.state))""",
}

_PEOPLE = {
    "staff_keeps_its_id": "BEFORE UPDATE ON staff WHEN NEW.id IS NOT OLD.id",
    "staff_stays_unique": """BEFORE UPDATE OF login, card ON staff
        WHEN EXISTS (SELECT 1 FROM staff s WHERE s.id <> OLD.id AND (s.login = NEW.login OR s.card = NEW.card))""",
    "letter_is_a_deputys": """BEFORE INSERT ON delegation
        WHEN NOT EXISTS (SELECT 1 FROM post p WHERE p.staff_id = NEW.deputy_id AND p.role = 'deputy'
                         AND (p.until IS NULL OR NEW.since < p.until))
             OR NEW.until <= NEW.since
             OR EXISTS (SELECT 1 FROM json_each(NEW.levels) WHERE value NOT IN ('secret', 'confidential'))""",
    "request_item_can_be_had": """BEFORE INSERT ON request_item
        WHEN (SELECT level FROM item WHERE id = NEW.item_id) IS 'top_secret'
             OR ((SELECT level FROM item WHERE id = NEW.item_id) IS 'confidential' AND NEW.kind IS NOT 'reading')
             OR NEW.closed_at IS NOT NULL
             OR EXISTS (SELECT 1 FROM request_item r WHERE r.request_id = NEW.request_id AND r.item_id = NEW.item_id)
    """,
    "meta_is_made_once": """BEFORE INSERT ON meta
        WHEN EXISTS (SELECT 1 FROM trail) OR EXISTS (SELECT 1 FROM meta m WHERE m.key = NEW.key)""",
    "act_key_is_used_once": "BEFORE INSERT ON act_key WHEN EXISTS (SELECT 1 FROM act_key k WHERE k.key = NEW.key)",
}

#: What moves by itself: an item's state with its loan, and who a trail entry is about.
_FOLLOWERS = {
    "loan_takes_the_item": """AFTER INSERT ON loan BEGIN
        UPDATE item SET state = NEW.kind WHERE id = NEW.item_id; END""",
    "loan_gives_the_item_back": """AFTER UPDATE OF returned_at ON loan
        WHEN OLD.returned_at IS NULL AND NEW.returned_at IS NOT NULL BEGIN
        UPDATE item SET state = 'in_place' WHERE id = NEW.item_id; END""",
    "loan_that_goes_on_has_the_item": """AFTER UPDATE OF returned_at ON loan
        WHEN OLD.returned_at IS NOT NULL AND NEW.returned_at IS NULL BEGIN
        UPDATE item SET state = NEW.kind WHERE id = NEW.item_id; END""",
    "trail_names_its_subjects": """AFTER INSERT ON trail BEGIN
        INSERT INTO trail_subject(seq, kind, subject)
        SELECT NEW.seq, 'item', value FROM json_each(NEW.body, '$.items') WHERE type = 'integer'
        UNION SELECT NEW.seq, 'item', json_extract(NEW.body, '$.item')
              WHERE json_type(NEW.body, '$.item') = 'integer'
        UNION SELECT NEW.seq, 'staff', value FROM json_each(NEW.body, '$.about') WHERE type = 'integer'; END""",
}


def put_on(db: SqliteDatabase) -> None:
    """Make all guard triggers, inside the caller's transaction."""
    for statement in statements():
        db.execute_sql(statement)


def take_off(db: SqliteDatabase) -> None:
    """Drop all triggers, inside a migration's transaction."""
    rows = db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in rows:
        db.execute_sql(f'DROP TRIGGER "{name}"')


def names() -> tuple[str, ...]:
    """Return the names of all triggers that an archive has."""
    return tuple(statement.split()[2] for statement in statements())


def statements() -> Iterator[str]:
    """Yield the CREATE TRIGGER statement of every guard."""
    for table in _KEPT:
        yield _refusing(f"{table}_is_kept", f"BEFORE DELETE ON {table}")
        there = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
        for column in _UNIQUE.get(table, ()):
            there += f" OR EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = NEW.{column})"
        yield _refusing(f"{table}_is_not_replaced", f"BEFORE INSERT ON {table} WHEN {there}")
    for table in _KNOWN_BY:
        moved = "NEW.id IS NOT OLD.id"
        for column in _UNIQUE.get(table, ()):
            moved += f" OR EXISTS (SELECT 1 FROM {table} o WHERE o.id <> OLD.id AND o.{column} = NEW.{column})"
        yield _refusing(f"{table}_keeps_its_place", f"BEFORE UPDATE ON {table} WHEN {moved}")
    for table in ("trail", "trail_subject", "act_key", "meta"):
        yield _refusing(f"{table}_is_kept", f"BEFORE DELETE ON {table}")
    for table in _FIXED:
        yield _refusing(f"{table}_is_fixed", f"BEFORE UPDATE ON {table}")
    for table, columns in _CLOSED_ONCE.items():
        yield _refusing(f"{table}_is_closed_once", f"BEFORE UPDATE ON {table} WHEN {_not_a_closing(table, columns)}")
    for name, condition in {**_TRAIL, **_LEVELS, **_ITEMS, **_PEOPLE}.items():
        yield _refusing(name, condition)
    for name, condition in {**SIGN_OFF_GUARDS, **LOAN_GUARDS, **UNRETURN_GUARDS, **COPY_GUARDS}.items():
        yield _refusing(name, condition)
    for name, condition in client_guards.guards():
        yield _refusing(name, condition)
    for name, body in {**_FOLLOWERS, **client_guards.FOLLOWERS}.items():
        yield f"CREATE TRIGGER {name} {body}"


def _refusing(name: str, condition: str) -> str:
    return f"CREATE TRIGGER {name} {condition} BEGIN SELECT RAISE(ABORT, '{name}'); END"


def _not_a_closing(table: str, columns: tuple[str, ...]) -> str:
    from archive_tui.store import tables

    model = next(t for t in tables.TABLES if t._meta.table_name == table)
    others = [name for name in model._meta.columns if name not in columns]
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in others)
    # A role's end may be set or brought forward; the rest is written once.
    first = "closed_at" if "closed_at" in columns else columns[0]
    written = f"OLD.{first} IS NOT NULL"
    if table == "post":
        written += " AND (NEW.until IS NULL OR NEW.until >= OLD.until)"
    return f"{changed} OR {written}"
