"""The tables of client credit files (schema version 3), as the statements that make them.

Amounts are whole fen, judged points hundredths, days ISO text, times integer UTC seconds. What a person wrote stands
here beside a salt, and the trail holds the salted digest of it. ``client_figures`` and ``client_rental`` are sums that
the services keep in the same transaction as the rows they come from; ``verify`` works them out anew.
"""

from __future__ import annotations

from collections.abc import Iterable

_DAY = "{0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
_FEN = "between 0 and 10000000000000"
_WAYS = "('money','mortgage','in_kind','set_off')"
_GRADES = "('A','B','C','below C')"
#: Each judged criterion within its weight (4.2).
_JUDGED = (("strength", 1000), ("potential", 1500), ("reputation", 2000), ("payment", 3000), ("other", 1000))
_SUM = " + ".join(name for name, _ in _JUDGED)
#: The exact total times 100 times the highest rental, where there is one; else times 100 (4.2.1, 4.2.3).
_RENTAL = "CASE WHEN new = 1 THEN 1000 * highest ELSE 1500 * own END"
_ALONE = f"{_SUM} + CASE WHEN new = 1 THEN 1000 ELSE 0 END"
_TOTAL = f"CASE WHEN highest > 0 THEN ({_SUM}) * highest + {_RENTAL} ELSE {_ALONE} END"
_UNIT = "CASE WHEN highest > 0 THEN highest ELSE 1 END"


def _day(column: str, *, null: bool = False) -> str:
    return f"{column} TEXT {'' if null else 'NOT NULL '}CHECK ({_DAY.format(column)})"


def _fen(column: str, *, null: bool = False) -> str:
    return f"{column} INTEGER {'' if null else 'NOT NULL '}CHECK ({column} {_FEN})"


def _to(table: str, column: str, *, null: bool = False) -> str:
    return f"{column} INTEGER {'' if null else 'NOT NULL '}REFERENCES {table} (id) ON DELETE RESTRICT"


_ID = "id INTEGER NOT NULL PRIMARY KEY"
_WRITTEN = "salt BLOB NOT NULL, digest BLOB NOT NULL CHECK (length(digest) = 32)"
_TOLD = (_to("staff", "by_id"), "at INTEGER NOT NULL", "seq INTEGER NOT NULL")
_REASON = "reason TEXT NOT NULL CHECK (length(reason) between 1 and 500)"

#: Table: its columns and constraints.
TABLES: dict[str, tuple[str, ...]] = {
    "client_nature": (
        _ID, "code TEXT NOT NULL UNIQUE CHECK (length(code) between 1 and 32)",
        "chinese TEXT NOT NULL CHECK (length(chinese) between 1 and 80)",
        "english TEXT NOT NULL CHECK (length(english) between 1 and 80)", "asks TEXT NOT NULL DEFAULT ''",
    ),
    "client": (
        _ID, "code TEXT NOT NULL UNIQUE CHECK (length(code) between 1 and 32)",
        "name TEXT NOT NULL CHECK (length(name) between 1 and 80)", "name_key TEXT NOT NULL",
        "sort_key TEXT NOT NULL", "nature TEXT NOT NULL REFERENCES client_nature (code) ON DELETE RESTRICT",
        "position TEXT NOT NULL DEFAULT '' CHECK (position in ('','leading','middling','minor'))",
        "through TEXT NOT NULL DEFAULT ''", "remark TEXT NOT NULL DEFAULT ''", _to("staff", "made_by_id"),
        "made_at INTEGER NOT NULL", "seq INTEGER NOT NULL", "touched_at INTEGER NOT NULL",
        _to("client", "merged_into_id", null=True),
        _WRITTEN, "CHECK (merged_into_id is null or merged_into_id <> id)",
    ),
    "client_text": ("client_id INTEGER NOT NULL PRIMARY KEY REFERENCES client (id)", "haystack TEXT NOT NULL"),
    "client_figures": (
        "client_id INTEGER NOT NULL PRIMARY KEY REFERENCES client (id)", "contracts INTEGER NOT NULL DEFAULT 0",
        "rental INTEGER NOT NULL DEFAULT 0", "first_year INTEGER", "grade TEXT NOT NULL DEFAULT 'ungraded'",
        "score_id INTEGER",
    ),
    "client_rental": (
        _to("client", "client_id"), "year INTEGER NOT NULL CHECK (year between 1900 and 9999)",
        "amount INTEGER NOT NULL", "PRIMARY KEY (client_id, year)",
    ),
    "client_division": (
        _ID, _to("client", "client_id"),
        "division TEXT NOT NULL CHECK (division in ('time','dealings','volume'))", "value TEXT NOT NULL", _REASON,
        *_TOLD,
    ),
    "client_edit": (
        _ID, _to("client", "client_id"), "field TEXT NOT NULL", "old TEXT NOT NULL", "new TEXT NOT NULL", *_TOLD,
    ),
    "card_entry": (
        _ID, _to("client", "client_id"), "section TEXT NOT NULL",
        "text TEXT NOT NULL CHECK (length(text) between 1 and 2000)", "text_key TEXT NOT NULL DEFAULT ''",
        "source TEXT NOT NULL CHECK (source in ('survey','form','agency'))", _day("day"), _fen("cost", null=True),
        *_TOLD, _to("staff", "checked_by_id", null=True), "checked_at INTEGER",
        _to("staff", "off_by_id", null=True), "off_at INTEGER", "off_reason TEXT NOT NULL DEFAULT ''", _WRITTEN,
        "CHECK (cost is null or source = 'agency')", "CHECK (source <> 'agency' or cost is not null)",
        "CHECK ((checked_at is null) = (checked_by_id is null))", "CHECK ((off_at is null) = (off_by_id is null))",
    ),
    "contact": (
        _ID, _to("client", "client_id"), "name TEXT NOT NULL CHECK (length(name) between 1 and 80)",
        "role TEXT NOT NULL CHECK (role in ('owner','manager','contact'))", "phone TEXT NOT NULL DEFAULT ''",
        "character TEXT NOT NULL DEFAULT ''", "hobbies TEXT NOT NULL DEFAULT ''", "family TEXT NOT NULL DEFAULT ''",
        "age TEXT NOT NULL DEFAULT ''", *_TOLD, "ended_at INTEGER", _WRITTEN,
    ),
    "visit": (
        _ID, _to("client", "client_id"), _day("day"), "met TEXT NOT NULL DEFAULT ''",
        "text TEXT NOT NULL CHECK (length(text) between 1 and 2000)", *_TOLD, _WRITTEN,
    ),
    "follow_up": (
        _ID, _to("client", "client_id"), _day("due_on"), "what TEXT NOT NULL CHECK (length(what) between 1 and 500)",
        _to("staff", "owner_id"), _to("leased_item", "leased_item_id", null=True), *_TOLD, "done_at INTEGER",
        _to("staff", "done_by_id", null=True), "outcome TEXT NOT NULL DEFAULT ''", _WRITTEN,
    ),
    "form_sent": (
        _ID, _to("client", "client_id"), "sent_to TEXT NOT NULL", _day("sent_on"), _day("due_on"),
        _day("received_on", null=True), *_TOLD, _WRITTEN, "CHECK (due_on >= sent_on)",
        "CHECK (received_on is null or received_on >= sent_on)",
    ),
    "leased_item": (
        _ID, "name TEXT NOT NULL UNIQUE CHECK (length(name) between 1 and 80)", "unit TEXT NOT NULL DEFAULT ''",
        "note TEXT NOT NULL DEFAULT ''", "ended_at INTEGER", *_TOLD,
    ),
    "terms_version": (
        _ID, "number INTEGER UNIQUE", _to("staff", "by_id"), "at INTEGER NOT NULL",
        _to("staff", "signed_by_id", null=True), "signed_at INTEGER", "note TEXT NOT NULL DEFAULT ''",
        "seq INTEGER NOT NULL", "CHECK ((number is null) = (signed_at is null))",
        "CHECK ((signed_by_id is null) = (signed_at is null))",
    ),
    "terms_line": (
        _ID, _to("terms_version", "version_id"), "grade TEXT NOT NULL CHECK (grade in ('A','B','C'))",
        "nature TEXT NOT NULL DEFAULT ''", "base TEXT NOT NULL CHECK (base in ('market','market_low'))",
        "percent INTEGER NOT NULL CHECK (percent between 1 and 100000)", "ways TEXT NOT NULL",
        "cycle TEXT NOT NULL CHECK (cycle in ('strict','eased'))", _fen("ceiling", null=True),
        "priority INTEGER NOT NULL CHECK (priority between 1 and 9)", "handling TEXT NOT NULL DEFAULT ''",
        "UNIQUE (version_id, grade, nature)", "CHECK (grade <> 'C' or (ways = 'money' and base = 'market'))",
        "CHECK (grade = 'A' or (cycle = 'strict' and percent >= 10000))",
    ),
    "client_limit": (_ID, _to("client", "client_id"), _fen("amount", null=True), _REASON, *_TOLD),
    "term_exception": (
        _ID, _to("client", "client_id"), _to("lease", "lease_id", null=True), "codes TEXT NOT NULL",
        _fen("amount", null=True), _fen("agreed_price", null=True), "payment_way TEXT", _REASON, _day("until"),
        _to("staff", "signed_by_id"), *_TOLD, "revoked_at INTEGER",
        "CHECK ((lease_id is null) = (amount is null))", "CHECK ((lease_id is null) = (payment_way is null))",
    ),
    "lease": (
        _ID, "number TEXT NOT NULL CHECK (length(number) between 1 and 40)", _to("client", "client_id"),
        _to("leased_item", "leased_item_id"), _day("starts"), _day("ends"), _fen("amount"), _fen("market_price"),
        _fen("market_low"), _fen("agreed_price"), f"payment_way TEXT NOT NULL CHECK (payment_way in {_WAYS})",
        "state TEXT NOT NULL CHECK (state in ('offer','contract','dropped'))",
        "history INTEGER NOT NULL DEFAULT 0 CHECK (history in (0,1))", _day("ended_on", null=True),
        "end_reason TEXT NOT NULL DEFAULT ''", _to("score", "score_id", null=True),
        _to("term_exception", "exception_id", null=True), "remark TEXT NOT NULL DEFAULT ''",
        "contract_at INTEGER", *_TOLD, "CHECK (ends >= starts)", "CHECK (market_low <= market_price)",
        "CHECK (state <> 'contract' or contract_at is not null)",
    ),
    "lease_change": (
        _ID, _to("lease", "lease_id"), "field TEXT NOT NULL", "old TEXT NOT NULL", "new TEXT NOT NULL", _REASON, *_TOLD,
    ),
    "instalment": (
        _ID, _to("lease", "lease_id"), _to("client", "client_id"), _day("due_on"), _fen("amount"),
        "paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0)", _day("settled_on", null=True),
        "void INTEGER NOT NULL DEFAULT 0 CHECK (void in (0,1))", "seq INTEGER NOT NULL", "UNIQUE (lease_id, due_on)",
        "CHECK (paid <= amount)",
    ),
    "payment": (
        _ID, _to("instalment", "instalment_id"), _day("paid_on"),
        "amount INTEGER NOT NULL CHECK (amount between -10000000000000 and 10000000000000 and amount <> 0)",
        f"way TEXT NOT NULL CHECK (way in {_WAYS})", _to("payment", "reverses_id", null=True),
        "reason TEXT NOT NULL DEFAULT ''", *_TOLD, "CHECK ((amount < 0) = (reverses_id is not null))",
    ),
    "opening_balance": (
        _ID, _to("client", "client_id"), "year INTEGER NOT NULL CHECK (year between 1900 and 9999)", _fen("amount"),
        "source TEXT NOT NULL CHECK (length(source) between 1 and 500)", *_TOLD,
    ),
    "score": (
        _ID, _to("client", "client_id"), _day("day"), "own INTEGER NOT NULL CHECK (own >= 0)",
        "highest INTEGER NOT NULL CHECK (highest >= 0)", "new INTEGER NOT NULL CHECK (new in (0,1))",
        *(f"{name} INTEGER NOT NULL CHECK ({name} between 0 and {most})" for name, most in _JUDGED),
        f"grade TEXT NOT NULL CHECK (grade in {_GRADES})", "total TEXT NOT NULL", "figures TEXT NOT NULL",
        "reasons TEXT NOT NULL", "remark TEXT NOT NULL DEFAULT ''",
        "rescore INTEGER NOT NULL DEFAULT 0 CHECK (rescore in (0,1))", *_TOLD, _WRITTEN,
        "CHECK (own <= highest or new = 1)",
        f"CHECK (grade = CASE WHEN {_TOTAL} >= 9000 * {_UNIT} THEN 'A' WHEN {_TOTAL} >= 8000 * {_UNIT} THEN 'B'"
        f" WHEN {_TOTAL} >= 7000 * {_UNIT} THEN 'C' ELSE 'below C' END)",
    ),
    "market_total": (
        _ID, "year INTEGER NOT NULL CHECK (year between 1900 and 9999)",
        _to("leased_item", "leased_item_id", null=True), _fen("amount"),
        "source TEXT NOT NULL CHECK (length(source) between 1 and 500)", *_TOLD,
    ),
    "conclusion": (
        _ID, "analysis TEXT NOT NULL", "kind TEXT NOT NULL CHECK (kind in ('weakness','priority','measure'))",
        "year INTEGER NOT NULL", "text TEXT NOT NULL CHECK (length(text) between 1 and 2000)",
        _to("staff", "owner_id"), _day("due_on", null=True), *_TOLD, "closed_at INTEGER",
        _to("staff", "closed_by_id", null=True), "outcome TEXT NOT NULL DEFAULT ''", _WRITTEN,
    ),
}  # fmt: skip

#: Indexes, and the search index of clients: the same grams as of items (see ``search``), with marks of beginnings.
INDEXES = (
    "CREATE INDEX client_by_name ON client (name_key)",
    "CREATE INDEX client_by_sort ON client (sort_key)",
    "CREATE INDEX client_by_touch ON client (touched_at)",
    "CREATE INDEX client_merged ON client (merged_into_id) WHERE merged_into_id IS NOT NULL",
    "CREATE INDEX client_figures_rental ON client_figures (rental)",
    "CREATE INDEX client_figures_grade ON client_figures (grade)",
    "CREATE INDEX client_rental_year ON client_rental (year, client_id, amount)",
    "CREATE INDEX client_division_of ON client_division (client_id, division)",
    "CREATE INDEX client_edit_of ON client_edit (client_id)",
    "CREATE INDEX card_entry_of ON card_entry (client_id, section)",
    "CREATE INDEX card_entry_key ON card_entry (text_key) WHERE text_key <> ''",
    "CREATE INDEX card_entry_unchecked ON card_entry (client_id) WHERE source = 'form' AND checked_at IS NULL",
    "CREATE INDEX contact_of ON contact (client_id)",
    "CREATE INDEX visit_of ON visit (client_id, day)",
    "CREATE INDEX follow_up_of ON follow_up (client_id)",
    "CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_at IS NULL",
    "CREATE INDEX form_sent_of ON form_sent (client_id)",
    "CREATE INDEX form_sent_open ON form_sent (due_on) WHERE received_on IS NULL",
    "CREATE INDEX terms_line_of ON terms_line (version_id)",
    "CREATE INDEX client_limit_of ON client_limit (client_id)",
    "CREATE INDEX term_exception_of ON term_exception (client_id)",
    "CREATE INDEX lease_by_number ON lease (number)",
    "CREATE INDEX lease_of ON lease (client_id, state)",
    "CREATE INDEX lease_by_item ON lease (leased_item_id)",
    "CREATE INDEX lease_by_end ON lease (ends) WHERE state = 'contract'",
    "CREATE INDEX lease_offers ON lease (leased_item_id) WHERE state = 'offer'",
    "CREATE INDEX lease_change_of ON lease_change (lease_id)",
    "CREATE INDEX instalment_of ON instalment (client_id)",
    "CREATE INDEX instalment_open ON instalment (client_id, due_on, amount, paid) WHERE paid < amount AND void = 0",
    "CREATE INDEX instalment_due ON instalment (due_on) WHERE paid < amount AND void = 0",
    "CREATE INDEX payment_of ON payment (instalment_id)",
    "CREATE INDEX payment_reverses ON payment (reverses_id) WHERE reverses_id IS NOT NULL",
    "CREATE INDEX opening_balance_of ON opening_balance (client_id, year)",
    "CREATE INDEX score_of ON score (client_id)",
    "CREATE INDEX market_total_of ON market_total (year)",
    "CREATE INDEX trail_by_client ON trail (json_extract(body, '$.client'))"
    " WHERE json_extract(body, '$.client') IS NOT NULL",
    "CREATE VIRTUAL TABLE client_search USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)
#: Tables of which no row is ever deleted or replaced: no file ends because dealings do.
KEPT = tuple(name for name in TABLES if name not in ("client_text", "client_figures", "client_rental"))
#: Of these no column ever changes: scores above all (invariant 10).
FIXED = (
    "client_division", "client_edit", "visit", "terms_line", "client_limit", "lease_change", "payment",
    "opening_balance", "score", "market_total",
)  # fmt: skip
#: Of these only the named columns change, and once.
CLOSED_ONCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "card_entry": (("checked_at", "checked_by_id"), ("off_at", "off_by_id", "off_reason")),
    "contact": (("ended_at",),),
    "follow_up": (("done_at", "done_by_id", "outcome"),),
    "form_sent": (("received_on",),),
    "leased_item": (("ended_at",),),
    "terms_version": (("signed_at", "signed_by_id", "number"),),
    "term_exception": (("revoked_at",),),
    "conclusion": (("closed_at", "closed_by_id", "outcome"),),
}


def statements() -> Iterable[str]:
    """Yield the statements that make the tables and their indexes."""
    for name, parts in TABLES.items():
        yield f"CREATE TABLE {name} ({', '.join(parts)}) STRICT"
    yield from INDEXES


def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    parts = (part for whole in TABLES[table] for part in (whole.split(", ") if whole == _WRITTEN else [whole]))
    return tuple(name for name in (part.split()[0] for part in parts) if name.islower())
