"""The guards of client files: what only grows, what closes once, and leases against the terms (invariant 11)."""

from __future__ import annotations

from collections.abc import Iterator

from archive_tui.store import client_tables as t

_TODAY = "date(NEW.contract_at, 'unixepoch', '-1 day')"  # a day's grace: the archive's zone is not the database's
_GRADE = "(SELECT grade FROM score WHERE id = NEW.score_id)"
#: The line of the schedule in force for the grade: of the client's nature where it has one of its own.
_LINE = f"""FROM terms_line l WHERE l.version_id = (SELECT max(id) FROM terms_version WHERE number =
    (SELECT max(number) FROM terms_version)) AND l.grade = {_GRADE}
    AND l.nature IN ('', (SELECT nature FROM client WHERE id = NEW.client_id)) ORDER BY l.nature DESC LIMIT 1"""
_BASE = f"coalesce((SELECT base {_LINE}), CASE WHEN {_GRADE} = 'C' THEN 'market' ELSE 'market_low' END)"
_PERCENT = f"coalesce((SELECT percent {_LINE}), 10000)"
_FOR_ALL = f"CASE WHEN {_GRADE} = 'C' THEN 'money' ELSE 'money,mortgage,in_kind,set_off' END"
_WAYS = f"coalesce((SELECT ways {_LINE}), {_FOR_ALL})"
_UNDER = f"""NEW.agreed_price * 10000 < CASE WHEN {_BASE} = 'market' THEN NEW.market_price ELSE NEW.market_low END
    * {_PERCENT}"""
_LAWFUL = f"""({_GRADE} IN ('A','B','C') AND NOT ({_UNDER})
    AND instr(',' || {_WAYS} || ',', ',' || NEW.payment_way || ',') > 0)"""
_EXCEPTED = f"""EXISTS (SELECT 1 FROM term_exception e JOIN post p ON p.staff_id = e.signed_by_id
    WHERE e.id = NEW.exception_id AND e.client_id = NEW.client_id AND (e.lease_id IS NULL OR e.lease_id = NEW.id)
      AND e.revoked_at IS NULL AND e.until >= {_TODAY} AND p.role = 'gm' AND p.since <= e.at
      AND (p.until IS NULL OR e.at < p.until))"""
#: A lease from before the first client's file was set up is a record of what was, not a contract made here.
_BEGAN = "(SELECT date(made_at, 'unixepoch', '+1 day') FROM client ORDER BY id LIMIT 1)"
_HISTORY = f"(NEW.history = 1 AND NEW.starts < {_BEGAN})"
_NEWEST = "NEW.score_id IS (SELECT max(id) FROM score WHERE client_id = NEW.client_id)"
_CONTRACT = f"NOT ({_HISTORY} OR ({_NEWEST} AND ({_LAWFUL} OR {_EXCEPTED})))"

_GUARDS = {
    "lease_keeps_to_its_terms": f"BEFORE INSERT ON lease WHEN NEW.state = 'contract' AND coalesce({_CONTRACT}, 1)",
    "lease_goes_on_keeping_to_its_terms": f"""BEFORE UPDATE ON lease
        WHEN NEW.state = 'contract' AND (OLD.state IS NOT NEW.state OR NEW.agreed_price IS NOT OLD.agreed_price
             OR NEW.market_price IS NOT OLD.market_price OR NEW.market_low IS NOT OLD.market_low
             OR NEW.payment_way IS NOT OLD.payment_way OR NEW.amount IS NOT OLD.amount
             OR (NEW.client_id IS NOT OLD.client_id AND NEW.client_id IS NOT
                 (SELECT merged_into_id FROM client WHERE id = OLD.client_id)))
             AND coalesce({_CONTRACT}, 1)""",
    "lease_keeps_its_name": """BEFORE UPDATE ON lease
        WHEN NEW.id IS NOT OLD.id OR NEW.seq IS NOT OLD.seq OR NEW.history IS NOT OLD.history
             OR OLD.state = 'dropped' OR (OLD.state = 'contract' AND NEW.state = 'offer')""",
    "instalment_keeps_its_lease": """BEFORE UPDATE ON instalment
        WHEN NEW.id IS NOT OLD.id OR NEW.lease_id IS NOT OLD.lease_id OR NEW.due_on IS NOT OLD.due_on
             OR NEW.seq IS NOT OLD.seq OR NEW.client_id IS NOT (SELECT client_id FROM lease WHERE id = OLD.lease_id)""",
    "instalment_is_of_a_contract": """BEFORE INSERT ON instalment
        WHEN (SELECT state FROM lease WHERE id = NEW.lease_id) IS NOT 'contract'
             OR NEW.client_id IS NOT (SELECT client_id FROM lease WHERE id = NEW.lease_id)""",
    "payment_follows_its_lease": """BEFORE INSERT ON payment
        WHEN (SELECT void FROM instalment WHERE id = NEW.instalment_id) IS NOT 0""",
    "client_keeps_its_id": """BEFORE UPDATE ON client
        WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.seq IS NOT OLD.seq
             OR NEW.made_at IS NOT OLD.made_at OR NEW.made_by_id IS NOT OLD.made_by_id
             OR (OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NOT OLD.merged_into_id)""",
    "nature_keeps_its_code": "BEFORE UPDATE ON client_nature WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code",
    "terms_line_is_of_a_draft": """BEFORE INSERT ON terms_line
        WHEN (SELECT signed_at FROM terms_version WHERE id = NEW.version_id) IS NOT NULL""",
    "terms_are_signed_by_the_gm": """BEFORE UPDATE OF signed_at ON terms_version
        WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM terms_version)
             OR NOT EXISTS (SELECT 1 FROM post p WHERE p.staff_id = NEW.signed_by_id AND p.role = 'gm'
                            AND p.since <= NEW.signed_at AND (p.until IS NULL OR NEW.signed_at < p.until))""",
    "terms_begin_as_a_draft": "BEFORE INSERT ON terms_version WHEN NEW.signed_at IS NOT NULL",
    "form_is_checked_by_another": """BEFORE UPDATE OF checked_by_id ON card_entry
        WHEN OLD.source = 'form' AND NEW.checked_by_id IS OLD.by_id""",
    "entry_begins_unchecked": """BEFORE INSERT ON card_entry
        WHEN NEW.checked_at IS NOT NULL OR NEW.off_at IS NOT NULL""",
    "exception_is_the_gms": """BEFORE INSERT ON term_exception
        WHEN NEW.revoked_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM post p WHERE p.staff_id = NEW.signed_by_id
             AND p.role = 'gm' AND p.since <= NEW.at AND (p.until IS NULL OR NEW.at < p.until))""",
}

#: What moves by itself: how much of an instalment is paid follows its payments.
FOLLOWERS = {
    "payment_counts": """AFTER INSERT ON payment BEGIN
        UPDATE instalment SET paid = paid + NEW.amount,
               settled_on = CASE WHEN paid + NEW.amount >= amount THEN
                   (SELECT max(p.paid_on) FROM payment p WHERE p.instalment_id = NEW.instalment_id) END
        WHERE id = NEW.instalment_id; END""",
}
_UNIQUE = {"client": ("code",), "client_nature": ("code",), "leased_item": ("name",)}


def guards() -> Iterator[tuple[str, str]]:
    """Yield the name and the head of every guard of client files."""
    for table in t.KEPT:
        yield f"{table}_is_kept", f"BEFORE DELETE ON {table}"
        there = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
        for column in _UNIQUE.get(table, ()):
            there += f" OR EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = NEW.{column})"
        yield f"{table}_is_not_replaced", f"BEFORE INSERT ON {table} WHEN {there}"
    for table in t.FIXED:
        yield f"{table}_is_fixed", f"BEFORE UPDATE ON {table}"
    for table, groups in t.CLOSED_ONCE.items():
        yield f"{table}_is_closed_once", f"BEFORE UPDATE ON {table} WHEN {_not_a_closing(table, groups)}"
    yield from _GUARDS.items()


def _not_a_closing(table: str, groups: tuple[tuple[str, ...], ...]) -> str:
    closing = {column for group in groups for column in group}
    changed = [f"NEW.{c} IS NOT OLD.{c}" for c in t.columns(table) if c not in closing]
    again = [
        f"(OLD.{group[0]} IS NOT NULL AND ({' OR '.join(f'NEW.{c} IS NOT OLD.{c}' for c in group)}))"
        for group in groups
    ]
    return " OR ".join([*changed, *again])
