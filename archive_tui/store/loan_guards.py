"""The guards of lending: sign-offs, loans and copies (6.7.1 to 6.7.3, 6.7.6; invariants 1 to 4 and 7).

Each is the head of a trigger and the condition under which a row is refused.
"""

from __future__ import annotations

_HOURS = "3600 * coalesce((SELECT cast(value AS INTEGER) FROM setting WHERE name = 'sign_off_hours'), 24)"


def _holds(person: str, roles: str, at: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM post p JOIN staff w ON w.id = p.staff_id WHERE p.staff_id = {person}"
        f" AND p.role IN ({roles}) AND p.since <= {at} AND (p.until IS NULL OR {at} < p.until)"
        f" AND (w.left_at IS NULL OR {at} < w.left_at))"
    )


def _signature(column: str, stages: str, kind: str, at: str) -> str:
    """Return the condition that NEW.<column> is a good and unused signature for NEW's item and borrower."""
    fresh = "1" if stages == "'manager'" else f"{at} - s.at <= {_HOURS} AND s.at <= {at}"
    return f"""EXISTS (
        SELECT 1 FROM sign_off s JOIN request_item ri ON ri.id = s.request_item_id
        JOIN loan_request r ON r.id = ri.request_id JOIN item i ON i.id = ri.item_id
        WHERE s.id = NEW.{column} AND s.stage IN ({stages}) AND s.approve = 1 AND ri.item_id = NEW.item_id
          AND r.borrower_id = NEW.borrower_id AND ri.kind = {kind} AND ri.closed_at IS NULL AND s.level = i.level
          AND s.seq > i.raised_seq AND {fresh}
          AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.sign_off_id = s.id OR l.manager_sign_off_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM copy c WHERE c.sign_off_id = s.id OR c.manager_sign_off_id = s.id))"""


def _approved(kind: str, at: str) -> str:
    """Return the condition that NEW has the signatures that its level takes (6.7.1, 6.7.2, 6.7.3)."""
    direct = _holds("NEW.borrower_id", "'gm','deputy','office_director'", at)
    office = _signature("sign_off_id", "'office'", kind, at)
    manager = _signature("manager_sign_off_id", "'manager'", kind, at)
    secret = _signature("sign_off_id", "'secret'", kind, at)
    return f"""CASE WHEN NEW.level = 'unclassified'
        THEN (NEW.sign_off_id IS NULL AND NEW.manager_sign_off_id IS NULL AND {direct}) OR ({office} AND {manager})
        ELSE NEW.manager_sign_off_id IS NULL AND {secret} END"""


SIGN_OFF_GUARDS = {
    # Of the level that the item has, at the stage that the level takes, by someone who holds such a role; nobody
    # approves for himself save the GM (6.7.3 reading d).
    "sign_off_is_lawful": f"""BEFORE INSERT ON sign_off
        WHEN NOT EXISTS (SELECT 1 FROM request_item ri JOIN item i ON i.id = ri.item_id
                         WHERE ri.id = NEW.request_item_id AND ri.closed_at IS NULL AND i.level = NEW.level)
             OR NEW.level = 'top_secret'
             OR (NEW.stage = 'secret') IS NOT (NEW.level <> 'unclassified')
             OR NOT CASE NEW.capacity
                WHEN 'manager' THEN NEW.stage = 'manager' AND {_holds("NEW.signer_id", "'manager'", "NEW.at")}
                WHEN 'gm' THEN NEW.stage <> 'manager' AND {_holds("NEW.signer_id", "'gm'", "NEW.at")}
                WHEN 'office_director'
                THEN NEW.stage = 'office' AND {_holds("NEW.signer_id", "'office_director'", "NEW.at")}
                WHEN 'deputy_in_charge'
                THEN NEW.stage = 'secret' AND {_holds("NEW.signer_id", "'deputy'", "NEW.at")}
                WHEN 'delegate' THEN NEW.stage = 'secret' AND {_holds("NEW.signer_id", "'deputy'", "NEW.at")}
                     AND (SELECT kind FROM request_item WHERE id = NEW.request_item_id) <> 'copy'
                     AND EXISTS (SELECT 1 FROM delegation d WHERE d.number = NEW.letter AND d.deputy_id = NEW.signer_id
                                 AND d.since <= NEW.at AND NEW.at < d.until
                                 AND (d.revoked_at IS NULL OR NEW.at < d.revoked_at))
                ELSE 0 END
             OR (NEW.stage <> 'manager' AND NEW.capacity <> 'gm' AND NEW.signer_id =
                 (SELECT r.borrower_id FROM request_item ri JOIN loan_request r ON r.id = ri.request_id
                  WHERE ri.id = NEW.request_item_id))""",
}

_NEXT = "(SELECT coalesce(max(seq), 0) + 1 FROM trail)"
_RANK = "CASE {0} WHEN 'unclassified' THEN 0 WHEN 'secret' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END"
_WINDOW = "60 * coalesce((SELECT cast(value AS INTEGER) FROM setting WHERE name = 'unreturn_minutes'), 30)"
#: A loan that ended goes on in one way only: its return is undone in this very act, and nothing of its term changes.
#: An item whose level is another one now, or that was under recall, is under recall again before it goes on.
_GOES_ON = f"""NEW.returned_at IS NULL AND NEW.taken_by_id IS NULL AND NEW.pages_back IS NULL AND NEW.state_back = ''
             AND NEW.late = 0 AND NEW.by_wall_clock = 0 AND OLD.reversed_seq IS NULL AND NEW.reversed_seq IS NULL
             AND NEW.due_at IS OLD.due_at AND NEW.renewed IS OLD.renewed
             AND EXISTS (SELECT 1 FROM unreturn u WHERE u.loan_id = OLD.id AND u.seq = {_NEXT}
                         AND u.returned_at = OLD.returned_at)
             AND (EXISTS (SELECT 1 FROM recall r WHERE r.loan_id = OLD.id AND r.closed_at IS NULL)
                  OR (OLD.level IS (SELECT level FROM item WHERE id = OLD.item_id)
                      AND NOT EXISTS (SELECT 1 FROM recall r WHERE r.loan_id = OLD.id
                                      AND r.closed_at = OLD.returned_at)))"""

LOAN_GUARDS = {
    "loan_top_secret_never": """BEFORE INSERT ON loan
        WHEN (SELECT level FROM item WHERE id = NEW.item_id) IS 'top_secret'""",
    "loan_confidential_in_the_room": """BEFORE INSERT ON loan
        WHEN (SELECT level FROM item WHERE id = NEW.item_id) IS 'confidential' AND NEW.kind IS NOT 'reading'""",
    "loan_secret_four_hours": """BEFORE INSERT ON loan
        WHEN (SELECT level FROM item WHERE id = NEW.item_id) IS 'secret' AND NEW.due_at - NEW.out_at > 14400""",
    # Back by the closing of the room on the same day (6.7.3 reading b); when that is, only the archive's zone says.
    "loan_confidential_within_the_day": """BEFORE INSERT ON loan
        WHEN (SELECT level FROM item WHERE id = NEW.item_id) IS 'confidential' AND NEW.due_at - NEW.out_at > 90000""",
    "loan_one_holder_at_a_time": """BEFORE INSERT ON loan
        WHEN EXISTS (SELECT 1 FROM loan l WHERE l.item_id = NEW.item_id AND l.returned_at IS NULL)
             OR (SELECT state FROM item WHERE id = NEW.item_id) IS NOT 'in_place'""",
    "loan_begins_open": """BEFORE INSERT ON loan
        WHEN NEW.returned_at IS NOT NULL OR NEW.level IS NOT (SELECT level FROM item WHERE id = NEW.item_id)
             OR NOT EXISTS (SELECT 1 FROM staff WHERE id = NEW.borrower_id)""",
    "loan_is_approved": f"BEFORE INSERT ON loan WHEN NOT coalesce({_approved('NEW.kind', 'NEW.out_at')}, 0)",
    "loan_ends_once": f"""BEFORE UPDATE ON loan
        WHEN (OLD.returned_at IS NOT NULL AND NOT ({_GOES_ON}))
             OR NEW.id IS NOT OLD.id OR NEW.item_id IS NOT OLD.item_id
             OR NEW.borrower_id IS NOT OLD.borrower_id OR NEW.kind IS NOT OLD.kind OR NEW.level IS NOT OLD.level
             OR NEW.lent_by_id IS NOT OLD.lent_by_id OR NEW.out_at IS NOT OLD.out_at
             OR NEW.out_boot_id IS NOT OLD.out_boot_id OR NEW.out_boot_ns IS NOT OLD.out_boot_ns
             OR NEW.sign_off_id IS NOT OLD.sign_off_id OR NEW.manager_sign_off_id IS NOT OLD.manager_sign_off_id
             OR NEW.seq IS NOT OLD.seq""",
    # Only an unclassified loan is renewed, and that is counted (6.7.2; 6.7.3 reading a).
    "loan_classified_not_renewed": """BEFORE UPDATE OF due_at, renewed ON loan
        WHEN (NEW.due_at IS NOT OLD.due_at OR NEW.renewed IS NOT OLD.renewed)
             AND (OLD.level <> 'unclassified' OR OLD.kind <> 'out' OR NEW.renewed IS NOT OLD.renewed + 1
                  OR (SELECT level FROM item WHERE id = OLD.item_id) <> 'unclassified')""",
}

#: The number of the entry that told of the return.
_RETURN = """(SELECT max(t.seq) FROM trail_subject s JOIN trail t ON t.seq = s.seq
              WHERE s.kind = 'item' AND s.subject = l.item_id AND t.act = 'give_back'
                AND json_extract(t.body, '$.loan') = l.id)"""

UNRETURN_GUARDS = {
    # By the archivist, within minutes, once a loan, while the item lies there, neither lent nor lowered since.
    "unreturn_is_lawful": f"""BEFORE INSERT ON unreturn
        WHEN NEW.seq IS NOT {_NEXT} OR NOT {_holds("NEW.by_id", "'archivist'", "NEW.at")}
             OR NOT EXISTS (
                SELECT 1 FROM loan l JOIN item i ON i.id = l.item_id JOIN staff b ON b.id = l.borrower_id
                WHERE l.id = NEW.loan_id AND l.reversed_seq IS NULL AND l.returned_at = NEW.returned_at
                  AND l.taken_by_id = NEW.taken_by_id AND l.pages_back IS NEW.pages_back
                  AND l.state_back = NEW.state_back AND l.late = NEW.late AND l.by_wall_clock = NEW.by_wall_clock
                  AND {_WINDOW} > 0 AND NEW.at BETWEEN l.returned_at AND l.returned_at + {_WINDOW}
                  AND (b.left_at IS NULL OR NEW.at < b.left_at)
                  AND i.state = 'in_place' AND l.id = (SELECT max(id) FROM loan WHERE item_id = l.item_id)
                  AND NOT EXISTS (SELECT 1 FROM level_change c WHERE c.item_id = l.item_id
                                  AND coalesce(c.seq > {_RETURN}, 1)
                                  AND {_RANK.format("c.new")} < {_RANK.format("c.old")}))""",
}

_COPY = "'copy'"

COPY_GUARDS = {
    "copy_level": """BEFORE INSERT ON copy
        WHEN NEW.level IS NOT (SELECT level FROM item WHERE id = NEW.item_id)
             OR NEW.level NOT IN ('unclassified', 'secret')""",
    "copy_is_approved": f"BEFORE INSERT ON copy WHEN NOT coalesce({_approved(_COPY, 'NEW.at')}, 0)",
}
