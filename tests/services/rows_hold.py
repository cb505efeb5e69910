"""What raw rows must show after every step: invariants 1 to 7 and 9 of the regulation, and what the model shows."""

from __future__ import annotations

from archive_tui.store import trail_rows
from archive_tui.store.chain import GENESIS, entry_hash
from archive_tui.store.door import Store
from tests.services.model import Room

#: Queries of what may never be there, by the invariant that they attack. Whether a role was held at the moment is the
#: model's to say: the wall clock is turned back and forth meanwhile, and a role may end "before" the loan that it gave.
NEVER = {
    "1: a top-secret item was handed over": "SELECT id FROM loan WHERE level = 'top_secret'",
    "1: a top-secret item is away and not recalled": """
        SELECT l.id FROM loan l JOIN item i ON i.id = l.item_id
        WHERE l.returned_at IS NULL AND i.level = 'top_secret'
          AND NOT EXISTS (SELECT 1 FROM recall r WHERE r.loan_id = l.id AND r.closed_at IS NULL)""",
    "2: a confidential item was lent": "SELECT id FROM loan WHERE level = 'confidential' AND kind <> 'reading'",
    "2: a confidential item is out and not recalled": """
        SELECT l.id FROM loan l JOIN item i ON i.id = l.item_id
        WHERE l.returned_at IS NULL AND i.level = 'confidential' AND l.kind <> 'reading'
          AND NOT EXISTS (SELECT 1 FROM recall r WHERE r.loan_id = l.id AND r.closed_at IS NULL)""",
    "3: a classified item went out on no good sign-off": """
        SELECT l.id FROM loan l WHERE l.level <> 'unclassified' AND NOT EXISTS (
            SELECT 1 FROM sign_off s JOIN request_item ri ON ri.id = s.request_item_id
            JOIN loan_request r ON r.id = ri.request_id
            WHERE s.id = l.sign_off_id AND s.stage = 'secret' AND s.approve = 1 AND s.level = l.level
              AND ri.item_id = l.item_id AND ri.kind = l.kind AND r.borrower_id = l.borrower_id AND s.seq < l.seq
              AND (s.signer_id <> l.borrower_id OR s.capacity = 'gm'))""",
    "3: a sign-off was used twice": """
        SELECT used FROM (SELECT sign_off_id AS used FROM loan UNION ALL SELECT manager_sign_off_id FROM loan
                          UNION ALL SELECT sign_off_id FROM copy UNION ALL SELECT manager_sign_off_id FROM copy)
        WHERE used IS NOT NULL GROUP BY used HAVING count(*) > 1""",
    "3: a secret item was given for more than four hours": """
        SELECT id FROM loan WHERE level = 'secret' AND due_at - out_at > 14400""",
    "3: a classified loan was renewed": "SELECT id FROM loan WHERE level <> 'unclassified' AND renewed <> 0",
    "4: an unclassified item went out neither directly nor on form and decision": """
        SELECT l.id FROM loan l WHERE l.level = 'unclassified'
          AND NOT (l.sign_off_id IS NULL AND EXISTS (
            SELECT 1 FROM post p WHERE p.staff_id = l.borrower_id AND p.role IN ('gm', 'deputy', 'office_director')))
          AND NOT EXISTS (
            SELECT 1 FROM sign_off o JOIN sign_off m ON m.request_item_id = o.request_item_id
            JOIN request_item ri ON ri.id = o.request_item_id JOIN loan_request r ON r.id = ri.request_id
            WHERE o.id = l.sign_off_id AND m.id = l.manager_sign_off_id AND o.stage = 'office' AND m.stage = 'manager'
              AND o.approve = 1 AND m.approve = 1 AND ri.item_id = l.item_id AND r.borrower_id = l.borrower_id
              AND m.capacity = 'manager' AND o.capacity IN ('gm', 'office_director')
              AND (o.signer_id <> l.borrower_id OR o.capacity = 'gm'))""",
    "5: a level changed without its trace": """
        SELECT i.id FROM item i WHERE i.level IS NOT coalesce(
            (SELECT c.new FROM level_change c WHERE c.item_id = i.id ORDER BY c.id DESC LIMIT 1), i.filed_level)""",
    "5: a level was lowered by another than a GM": """
        SELECT c.id FROM level_change c
        WHERE {rank} AND NOT EXISTS (SELECT 1 FROM post p WHERE p.staff_id = c.by_id AND p.role = 'gm'
              AND p.since <= c.at AND (p.until IS NULL OR c.at <= p.until))""".format(
        rank="instr('u s c t', substr(c.new, 1, 1)) < instr('u s c t', substr(c.old, 1, 1))"
    ),
    "5: a level was lowered while the item was away": """
        SELECT c.id FROM level_change c JOIN loan l ON l.item_id = c.item_id AND l.seq < c.seq
        WHERE instr('u s c t', substr(c.new, 1, 1))
            < instr('u s c t', substr(c.old, 1, 1)) AND l.returned_at IS NULL""",
    "5: an approval survived a raise": """
        SELECT ri.id FROM request_item ri JOIN item i ON i.id = ri.item_id
        JOIN sign_off s ON s.request_item_id = ri.id WHERE ri.closed_at IS NULL AND s.seq <= i.raised_seq""",
    "6: an original is owed and not recorded so": """
        SELECT id FROM item WHERE level IN ('confidential', 'top_secret') AND original = 0 AND original_owed = 0""",
    "7: an item has two holders": """
        SELECT item_id FROM loan WHERE returned_at IS NULL GROUP BY item_id HAVING count(*) > 1""",
    "7: an item is not where its loan says": """
        SELECT i.id FROM item i LEFT JOIN loan l ON l.item_id = i.id AND l.returned_at IS NULL
        WHERE i.state IS NOT coalesce(l.kind, CASE WHEN i.state = 'missing' THEN 'missing' ELSE 'in_place' END)""",
    "7: an item is missing and no loss was recorded": """
        SELECT i.id FROM item i WHERE i.state = 'missing'
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.item_id = i.id AND n.kind = 'loss')""",
}


def invariants(store: Store) -> None:
    """Check that nothing stands in the rows that never may."""
    for what, query in NEVER.items():
        found = store.db.execute_sql(query).fetchall()
        assert not found, f"invariant {what}: {found}"


def as_in(room: Room, store: Store) -> None:
    """Check that the rows say what the model says of items, loans, applications and incidents."""

    def rows(sql: str) -> list[tuple[object, ...]]:
        return list(store.db.execute_sql(sql).fetchall())

    assert rows("SELECT id, level, state FROM item ORDER BY id") == [
        (i, paper.level, paper.state) for i, paper in sorted(room.papers.items())
    ]
    loans = rows("SELECT id, item_id, borrower_id, kind, level, out_at, due_at, renewed, returned_at, late FROM loan")
    assert loans == [
        (i, n.item, n.borrower, n.kind, n.level, n.out, n.due, n.renewed, n.returned, int(n.late))
        for i, n in sorted(room.loans.items())
    ]
    lines = rows(
        "SELECT ri.id, ri.request_id, ri.item_id, ri.kind, r.borrower_id, ri.outcome,"
        " (SELECT count(*) FROM sign_off s WHERE s.request_item_id = ri.id)"
        " FROM request_item ri JOIN loan_request r ON r.id = ri.request_id ORDER BY ri.id"
    )
    assert lines == [
        (i, n.request, n.item, n.kind, n.borrower, n.outcome, len(n.signatures)) for i, n in sorted(room.lines.items())
    ]
    incidents = rows("SELECT id, item_id, borrower_id, kind, closed_at IS NULL FROM incident ORDER BY id")
    assert incidents == [(i, n.item, n.borrower, n.kind, int(n.open)) for i, n in sorted(room.incidents.items())]
    recalled = rows("SELECT DISTINCT loan_id FROM recall WHERE closed_at IS NULL ORDER BY 1")
    assert recalled == [(i,) for i, n in sorted(room.loans.items()) if n.recalled]


class Trail:
    """The trail as it was seen last: it only grows, and each entry hangs on the one before (invariant 9)."""

    def __init__(self, store: Store) -> None:
        """Begin before the first entry."""
        self.store = store
        self.size, self.hash = 0, GENESIS

    def only_grew(self) -> None:
        """Check that what was seen is still there, and that what came since is chained to it."""
        if self.size:
            row = self.store.db.execute_sql("SELECT hash FROM trail WHERE seq = ?", (self.size,)).fetchone()
            assert row is not None and bytes(row[0]) == self.hash, f"invariant 9: entry {self.size} was touched"
        for seq, body, prev, stored in trail_rows.entries(self.store, self.size):
            assert (seq, bytes(prev)) == (self.size + 1, self.hash), f"invariant 9: entry {seq} is not chained"
            assert entry_hash(seq, bytes(prev), body) == bytes(stored), f"invariant 9: entry {seq} was altered"
            self.size, self.hash = seq, bytes(stored)
