"""``verify`` finds and names what was altered, removed or put in between (invariant 9), each with a planted fault."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import accounts, care, delegation, lending, office, pins, proposals, signing, staff, verifying
from archive_tui.services.archive import BadInput
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from archive_tui.services.verifying import Problem
from archive_tui.store.chain import canonical, entry_hash
from tests.store.plain_client import run
from tests.world import PIN, World


@pytest.fixture
def busy(world: World) -> World:
    """Give a company with one of every act in its trail."""
    a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
    secret, plain, lost = world.item("塔式"), world.item("放假"), world.item("年检")
    asked = signing.request(a, desk, clerk, [Asked(plain)]).done
    assert asked is not None
    assert signing.sign_off(a, desk, asked.request_id, "heyong", PIN).done
    assert signing.sign_off(a, desk, asked.request_id, "director", PIN, approve=False, reason="在用").done
    assert signing.sign_here(a, desk, clerk, Asked(secret), "deputy1", PIN).done
    assert signing.sign_here(a, desk, clerk, Asked(world.item("结算书"), Kind.COPY), "gm", PIN).done
    assert lending.make_copy(a, desk, clerk, world.item("结算书")).done
    lent = lending.check_out(a, desk, clerk, [Wanted(secret)], pledged=True)[secret].done
    assert lent is not None
    assert care.recall(a, desk, lent.loan_id).done
    assert care.remind(a, desk, lent.loan_id).done
    world.clock.pass_(timedelta(hours=5))
    assert lending.give_back(a, desk, secret, pages=9, incident="damage", note="封面破损").done
    assert care.close_incident(a, desk, 1, "已修补").ruling.allowed
    for item in (plain, lost):
        assert lending.check_out(a, desk, world.people["director"], [Wanted(item)], pledged=True)[item].done
    assert lending.renew(a, desk, 2).done
    assert lending.give_back(a, desk, lost, incident="loss").done
    assert lending.reverse(a, desk, 2, "拿错了").done
    assert care.raise_level(a, desk, plain, Level.CONFIDENTIAL, "含名单").done
    assert care.lower_level(a, desk, plain, Level.SECRET, "名单已公开", "gm", PIN).done
    assert care.open_incident(a, desk, secret, "copied", "拍照").done
    until = world.clock.wall + timedelta(days=3)
    delegation.record_absence(a, desk, world.people["gm"], world.clock.wall, until)
    letter = delegation.give_letter(
        a, desk, world.people["deputy2"], world.clock.wall, until, [1, 2], [Level.SECRET], "gm", PIN
    )
    assert letter.done is not None
    delegation.revoke_letter(a, desk, letter.done, "gm", PIN)
    delegation.come_back(a, desk, world.people["gm"])
    office.end_role(a, desk, world.people["deputy1"], Role.DEPUTY, world.departments["CWB"], "gm", PIN)
    office.choose_setting(a, desk, "loan_days", "10", "gm", PIN)
    staff.edit_person(a, desk, clerk, "刘阳", world.departments["CWB"], "B-07")
    accounts.bind_account(a, desk, 4711, "gm", PIN)
    with a.act(desk) as txn:
        proposals.propose_roles(txn, [(clerk, Role.SALESPERSON, None), (clerk, Role.MANAGER, 1)])
    assert proposals.decide_roles(a, desk, True, "gm", PIN).done == 2
    office.leave(a, desk, world.people["qinchuan"])
    pins.change_pin(a, desk, "gm", PIN, "864209")
    return world


def problems(world: World) -> list[tuple[str, str]]:
    return [(p.where, p.what) for p in verifying.verify(world.archive).problems]


def unguarded(world: World, *script: str) -> None:
    """Do to the file what its owner could: drop the guards, write, and put them back."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    rows = run(world.path, triggers)[1][0]
    drops = [f"DROP TRIGGER {name}" for name, _ in rows]
    unchecked = "PRAGMA ignore_check_constraints = 1"
    error, _ = run(world.path, unchecked, *drops, *script, *(sql for _, sql in rows))
    assert error is None, error


def test_after_one_of_every_act_the_tables_equal_the_replay_of_the_trail(busy: World) -> None:
    assert problems(busy) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE trail SET body = replace(body, '\"by\":', '\"by\":1') WHERE seq = 20", ("entry 20", "entry_altered")),
        ("UPDATE trail SET hash = zeroblob(32) WHERE seq = 20", ("entry 20", "entry_altered")),
        ("DELETE FROM trail WHERE seq = 20", ("entry 20", "entry_missing")),
        ("UPDATE trail SET at = at - 86400 WHERE seq = 20", ("entry 20", "row_differs")),
        ("DELETE FROM trail_subject WHERE seq = 20", ("trail_subject 20", "row_differs")),
        ("INSERT INTO trail_subject(seq, kind, subject) VALUES (20, 'item', 3)", ("trail_subject 20", "row_differs")),
        ("UPDATE trail SET prev = zeroblob(32) WHERE seq = 20", ("entry 20", "entry_unchained")),
        ("UPDATE loan SET due_at = due_at - 60 WHERE id = 1", ("loans 1", "row_differs")),
        ("UPDATE loan SET late = 0 WHERE id = 1", ("loans 1", "row_differs")),
        ("UPDATE sign_off SET signer_id = 1 WHERE id = 2", ("sign_offs 2", "row_differs")),
        ("UPDATE sign_off SET seq = seq + 9 WHERE id = 2", ("sign_offs 2", "row_differs")),
        ("UPDATE request_item SET closed_at = NULL, outcome = NULL WHERE outcome = 'refused'",
         ("request_lines 1", "row_differs")),
        ("UPDATE request_item SET closed_at = NULL, outcome = NULL WHERE outcome = 'used'",
         ("request_lines 2", "row_differs")),
        ("UPDATE loan SET out_boot_ns = out_boot_ns + 3600000000000 WHERE id = 1", ("loans 1", "row_differs")),
        ("UPDATE loan SET lent_by_id = 3 WHERE id = 1", ("loans 1", "row_differs")),
        ("UPDATE incident SET borrower_id = 8 WHERE id = 2", ("incidents 2", "row_differs")),
        ("UPDATE credential SET pin_hash = (SELECT pin_hash FROM credential WHERE staff_id = 9) WHERE staff_id = 1",
         ("pins 1", "row_differs")),
        ("UPDATE meta SET value = 'yes' WHERE key = 'demo'", ("meta demo", "row_differs")),
        ("INSERT INTO item_search(rowid, grams) VALUES (7, 'zzopen')", ("item_search 7", "row_differs")),
        ("INSERT INTO item_search(item_search, rowid, grams) VALUES ('delete', 7, 'zzorigin2')",
         ("item_search 7", "row_differs")),
        ("UPDATE item_text SET haystack = 'hidden' WHERE item_id = 4", ("item_search 4", "row_differs")),
        ("DELETE FROM item_text WHERE item_id = 4", ("item_search 4", "row_differs")),
        ("UPDATE item SET filed_level = 'secret!' WHERE id = 3", ("item 3", "description_altered")),
        ("DELETE FROM copy", ("copies 1", "row_missing")),
        ("INSERT INTO post(staff_id, role, since) VALUES (7, 'gm', 1)", ("posts 12", "row_untold")),
        ("UPDATE post SET department_id = 2 WHERE id = 11", ("posts 11", "row_differs")),
        ("UPDATE role_proposal SET approve = 0 WHERE id = 1", ("proposals 1", "row_differs")),
        ("UPDATE staff SET department_id = 2 WHERE id = 9", ("staff 9", "row_differs")),
        ("UPDATE staff SET card = 'S-1' WHERE id = 7", ("staff 7", "row_differs")),
        ("UPDATE os_account SET staff_id = 2 WHERE uid = 4711", ("os_accounts 4711", "row_differs")),
        ("INSERT INTO os_account(uid, staff_id) VALUES (815, 1)", ("os_accounts 815", "row_untold")),
        ("UPDATE department SET code = 'XXX' WHERE id = 2", ("departments 2", "row_differs")),
        ("UPDATE delegation SET revoked_at = NULL", ("letters 1", "row_differs")),
        ("UPDATE setting SET value = '300' WHERE name = 'loan_days'", ("settings loan_days", "row_differs")),
        ("UPDATE incident SET closed_at = 5, closed_by_id = 1 WHERE id = 2", ("incidents 2", "row_differs")),
        ("UPDATE item SET level = 'unclassified' WHERE id = 3", ("items 3", "row_differs")),
        ("UPDATE item SET title = title || '。' WHERE id = 3", ("item 3", "description_altered")),
        ("UPDATE item SET filed_level = 'unclassified', level = 'unclassified' WHERE id = 3",
         ("item 3", "description_altered")),
        ("UPDATE staff SET left_at = NULL WHERE login = 'qinchuan'", ("staff 10", "row_differs")),
        ("DROP TRIGGER IF EXISTS loan_is_approved", ("loan_is_approved", "guard_missing")),
    ],
)  # fmt: skip
def test_a_forged_row_is_found_and_named(busy: World, sql: str, found: tuple[str, str]) -> None:
    if sql.startswith("DROP"):
        assert run(busy.path, sql)[0] is None
    else:
        unguarded(busy, sql)
    assert found in problems(busy)


def test_an_item_that_was_slipped_in_is_found(busy: World) -> None:
    columns = [row[1] for row in run(busy.path, "PRAGMA table_xinfo(item)")[1][0] if row[1] != "id" and row[6] == 0]
    names = ", ".join(columns)
    values = names.replace("archival_code", "archival_code || '9'", 1).replace("level, level", "level, level")
    unguarded(busy, f"INSERT INTO item({names}) SELECT {values} FROM item WHERE id = 8")
    assert {what for _, what in problems(busy)} & {"import_differs", "description_altered"}


def rewritten(world: World, first: int) -> None:
    """Do what an owner could who rewrites the trail from an entry on, so that its chain holds again."""
    rows = run(world.path, "SELECT seq, body FROM trail ORDER BY seq", "SELECT hex(hash) FROM trail ORDER BY seq")[1]
    prev = bytes.fromhex(rows[1][first - 2][0])
    script = []
    for seq, body in rows[0][first - 1 :]:
        told = json.loads(body)
        if seq == first:
            told["via"] = "elsewhere"
        text = canonical(told)
        now = entry_hash(seq, prev, text)
        quoted = text.replace("'", "''")
        script.append(
            f"UPDATE trail SET body = '{quoted}', prev = x'{prev.hex()}', hash = x'{now.hex()}' WHERE seq = {seq}"
        )
        prev = now
    unguarded(world, *script)


def test_a_rewrite_is_found_by_an_anchor_from_outside_and_only_by_one(busy: World) -> None:
    before = verifying.verify(busy.archive)
    note = verifying.signed_checkpoint(busy.archive)
    rewritten(busy, before.entries - 5)
    assert problems(busy) == []
    found = verifying.verify(busy.archive, anchor=(before.entries, before.head))
    assert found.problems == (Problem(f"anchor {before.entries}", "anchor_broken"),)
    assert verifying.verify(busy.archive, note=note).problems == (Problem("note", "anchor_broken"),)


def test_a_rewrite_is_found_by_the_anchors_kept_beside_the_archive(busy: World) -> None:
    before = verifying.verify(busy.archive)
    assert verifying.put_anchor(busy.archive, before, busy.clock.wall)
    rewritten(busy, before.entries - 5)
    assert problems(busy) == [("anchor 1", "anchor_broken")]


def test_a_tail_that_was_cut_off_is_found_by_an_anchor(busy: World) -> None:
    before = verifying.verify(busy.archive)
    note = verifying.signed_checkpoint(busy.archive)
    unguarded(busy, f"DELETE FROM trail WHERE seq = {before.entries}")
    found = verifying.verify(busy.archive, anchor=(before.entries, before.head), note=note)
    assert Problem(f"anchor {before.entries}", "anchor_beyond") in found.problems
    assert Problem("note", "anchor_beyond") in found.problems


def test_it_says_up_to_where_good_anchors_vouch(busy: World) -> None:
    before = verifying.verify(busy.archive)
    assert before.anchored == 0
    busy.clock.pass_(timedelta(minutes=1))
    office.choose_language(busy.archive, busy.actor(), "en")
    after = verifying.verify(busy.archive, anchor=(before.entries, before.head))
    assert (after.ok, after.anchored, after.entries) == (True, before.entries, before.entries + 1)


@pytest.mark.parametrize(
    "text", ["", "7", "7:", *(a + ":" + "0" * 64 for a in ("x", "７", "9" * 5000)), "7:" + "0" * 63, "7:" + "g" * 64]
)
def test_an_anchor_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        verifying.anchor_from(text)


def test_an_anchor_is_read_as_it_stands_on_paper() -> None:
    assert verifying.anchor_from(" 7:" + "AB" * 32 + " ") == (7, "ab" * 32)
