"""What careless SQL can't do, tried with a plain client (regulation.md, invariants 1 to 7 and 9)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import care, lending, signing, verifying
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from tests import world as worlds
from tests.store.plain_client import refused, run
from tests.world import PIN, World

LOAN = (
    "item_id, borrower_id, kind, level, lent_by_id, out_at, out_boot_id, out_boot_ns, due_at, renewed, returned_at,"
    " taken_by_id, pages_back, state_back, late, by_wall_clock, reversed_seq, sign_off_id, manager_sign_off_id, seq"
)
NOW = int(worlds.START.timestamp())


def loan(item: int, borrower: int, kind: str, level: str, due: int, sign_off: object = "NULL", form: object = "NULL",
         verb: str = "INSERT") -> str:  # fmt: skip
    """Return SQL that puts a loan into the table."""
    return (
        f"{verb} INTO loan ({LOAN}) VALUES ({item}, {borrower}, '{kind}', '{level}', 2, {NOW}, 'b', 1, {NOW + due},"
        f" 0, NULL, NULL, NULL, '', 0, 0, NULL, {sign_off}, {form}, (SELECT max(seq) + 1 FROM trail))"
    )


@pytest.fixture
def busy(world: World) -> Iterator[World]:
    """Give a company in which things go on: a secret item out, a paper out directly, a signed form not yet used."""
    a, clerk, gm = world.archive, world.people["liuyang"], "gm"
    secret, unclassified = world.item("塔式"), world.item("放假")
    assert signing.sign_here(a, world.actor(), clerk, Asked(secret), gm, PIN).done
    assert lending.check_out(a, world.actor(), clerk, [Wanted(secret)], pledged=True)[secret].done
    assert lending.check_out(a, world.actor(), world.people["director"], [Wanted(unclassified)], pledged=True)
    assert signing.sign_here(a, world.actor(), clerk, Asked(world.item("结算书")), gm, PIN).done
    assert care.raise_level(a, world.actor(), world.item("合同纸"), Level.SECRET, "涉及报价").done
    yield world


def people(world: World) -> tuple[int, int]:
    return world.people["liuyang"], world.people["gm"]


def test_a_top_secret_item_never_goes_out_1(busy: World) -> None:
    item, (clerk, gm) = busy.item("底价"), people(busy)
    for kind in ("out", "reading"):
        for borrower in (clerk, gm):
            assert "loan" in refused(busy.path, loan(item, borrower, kind, "unclassified", 3600))
            refused(busy.path, loan(item, borrower, kind, "secret", 3600, 2))
            refused(busy.path, loan(item, borrower, kind, "top_secret", 3600, 2))
    refused(busy.path, f"UPDATE item SET state = 'out' WHERE id = {item}")
    refused(busy.path, f"UPDATE item SET state = 'reading' WHERE id = {item}")


def test_a_confidential_item_is_never_lent_2(busy: World) -> None:
    item, (clerk, _) = busy.item("董事会"), people(busy)
    assert "loan" in refused(busy.path, loan(item, clerk, "out", "confidential", 3600, 2))
    refused(busy.path, loan(item, clerk, "out", "unclassified", 3600))
    refused(busy.path, loan(item, clerk, "reading", "confidential", 3600))  # no sign-off either
    refused(busy.path, f"UPDATE item SET state = 'out' WHERE id = {item}")


def test_a_confidential_item_is_read_within_the_day_2(busy: World) -> None:
    item, clerk = busy.item("董事会"), busy.people["liuyang"]
    assert signing.sign_here(busy.archive, busy.actor(), clerk, Asked(item), "gm", PIN).done
    (sign_off,) = run(busy.path, "SELECT max(id) FROM sign_off")[1][0][0]
    days = loan(item, clerk, "reading", "confidential", 10 * 86_400, sign_off)
    assert "loan_confidential_within_the_day" in refused(busy.path, days)
    assert run(busy.path, loan(item, clerk, "reading", "confidential", 8 * 3600, sign_off))[0] is None


def test_a_secret_loan_is_no_longer_than_four_hours_3(busy: World) -> None:
    item, (clerk, _) = busy.item("结算书"), people(busy)
    assert "loan_secret_four_hours" in refused(busy.path, loan(item, clerk, "out", "secret", 4 * 3600 + 1, 2))
    assert run(busy.path, loan(item, clerk, "out", "secret", 4 * 3600, 2))[0] is None


def test_a_secret_loan_needs_an_unused_sign_off_3(busy: World) -> None:
    item, (clerk, gm) = busy.item("结算书"), people(busy)
    refused(busy.path, loan(item, clerk, "out", "secret", 3600))
    refused(busy.path, loan(item, clerk, "out", "secret", 3600, 1))  # used for another item
    refused(busy.path, loan(item, clerk, "out", "secret", 3600, 99))
    assert "loan_is_approved" in refused(busy.path, loan(item, gm, "out", "secret", 3600, 2))  # another's
    refused(busy.path, loan(item, clerk, "reading", "secret", 3600, 2))  # signed for lending
    refused(busy.path, f"UPDATE loan SET due_at = due_at + 3600 WHERE item_id = {busy.item('塔式')}")
    refused(busy.path, f"UPDATE loan SET sign_off_id = 2 WHERE item_id = {busy.item('塔式')}")


def test_a_sign_off_is_used_once_even_by_replacing_3(busy: World) -> None:
    used, clerk = busy.item("塔式"), busy.people["liuyang"]
    assert lending.give_back(busy.archive, busy.actor(), used).done
    for verb in ("INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
        refused(busy.path, loan(used, clerk, "out", "secret", 3600, 1, verb=verb))


def test_nobody_signs_for_himself_or_without_the_role_3(busy: World) -> None:
    line = run(busy.path, "SELECT id FROM request_item WHERE closed_at IS NULL")[1][0][0][0]
    columns = "request_item_id, stage, signer_id, capacity, letter, approve, level, at, reason, seq"
    for signer, capacity in (("liuyang", "deputy_in_charge"), ("chenxiaomei", "gm"), ("deputy1", "gm"),
                             ("deputy1", "delegate"), ("gm", "manager"), ("director", "office_director")):  # fmt: skip
        assert "sign_off_is_lawful" in refused(
            busy.path,
            f"INSERT INTO sign_off ({columns}) VALUES ({line}, 'secret', {busy.people[signer]}, '{capacity}', 7, 1,"
            f" 'secret', {NOW}, '', 1)",
        )


def test_an_unclassified_item_goes_out_directly_only_to_gm_deputies_and_office_director_4(busy: World) -> None:
    item = busy.item("年检")
    for login in ("liuyang", "heyong", "archivist"):
        refused(busy.path, loan(item, busy.people[login], "out", "unclassified", 86400))
    assert run(busy.path, loan(item, busy.people["deputy2"], "out", "unclassified", 86400))[0] is None


def test_a_level_is_not_lowered_around_the_rules_5(busy: World) -> None:
    out, in_place = busy.item("塔式"), busy.item("结算书")
    refused(busy.path, f"UPDATE item SET level = 'unclassified' WHERE id = {in_place}")
    refused(busy.path, f"UPDATE item SET filed_level = 'unclassified' WHERE id = {in_place}")
    change = "INSERT INTO level_change(item_id, old, new, by_id, at, reason, seq) VALUES"
    seq = "(SELECT max(seq) + 1 FROM trail)"
    archivist, gm = busy.people["archivist"], busy.people["gm"]
    refused(busy.path, f"{change} ({in_place}, 'secret', 'unclassified', {archivist}, {NOW}, '', {seq})")
    refused(busy.path, f"{change} ({out}, 'secret', 'unclassified', {gm}, {NOW}, '', {seq})")
    refused(busy.path, f"{change} ({in_place}, 'confidential', 'unclassified', {gm}, {NOW}, '', {seq})")
    refused(busy.path, f"UPDATE item SET raised_seq = 0 WHERE id = {busy.item('合同纸')}")


def test_a_raise_voids_the_sign_offs_before_it_5(busy: World) -> None:
    item, clerk = busy.item("结算书"), busy.people["liuyang"]
    assert care.raise_level(busy.archive, busy.actor(), item, Level.CONFIDENTIAL, "含账号").done
    for kind in ("out", "reading"):
        for level in ("secret", "confidential"):
            refused(busy.path, loan(item, clerk, kind, level, 3600, 2))


def test_an_original_is_owed_where_it_is_not_in_the_room_6(busy: World) -> None:
    refused(busy.path, f"UPDATE item SET original = 0 WHERE id = {busy.item('董事会')}")
    error, _ = run(busy.path, f"UPDATE item SET original = 0, original_owed = 1 WHERE id = {busy.item('董事会')}")
    assert error is None


def test_an_item_has_one_holder_7(busy: World) -> None:
    item, gm = busy.item("放假"), busy.people["gm"]
    for verb in ("INSERT", "INSERT OR REPLACE", "REPLACE"):
        refused(busy.path, loan(item, gm, "out", "unclassified", 86400, verb=verb))
    refused(busy.path, f"UPDATE loan SET item_id = {item} WHERE item_id = {busy.item('塔式')}")
    refused(busy.path, f"UPDATE OR REPLACE loan SET item_id = {item} WHERE item_id = {busy.item('塔式')}")
    refused(busy.path, f"UPDATE loan SET borrower_id = {gm}")
    for state in ("in_place", "reading", "missing", "destroyed"):
        refused(busy.path, f"UPDATE item SET state = '{state}' WHERE id = {item}")


def test_a_loan_ends_once_and_stays(busy: World) -> None:
    assert lending.give_back(busy.archive, busy.actor(), busy.item("放假")).done
    refused(busy.path, f"UPDATE loan SET returned_at = NULL WHERE item_id = {busy.item('放假')}")
    refused(busy.path, f"UPDATE loan SET late = 1 WHERE item_id = {busy.item('放假')}")
    refused(busy.path, "DELETE FROM loan")


def test_an_item_is_missing_only_with_its_incident_7(busy: World) -> None:
    refused(busy.path, f"UPDATE item SET state = 'missing' WHERE id = {busy.item('年检')}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail SET body = '{}' WHERE seq = 1",
        "UPDATE trail SET at = at + 1",
        "UPDATE OR REPLACE trail SET seq = 1 WHERE seq = 2",
        "DELETE FROM trail WHERE seq = (SELECT max(seq) FROM trail)",
        "DELETE FROM trail",
        "INSERT OR REPLACE INTO trail(seq, at, body, prev, hash) SELECT seq, at, body, prev, hash FROM trail"
        " WHERE seq = 1",
        "REPLACE INTO trail(seq, at, body, prev, hash) SELECT seq, at, body, prev, hash FROM trail",
        "INSERT INTO trail(seq, at, body, prev, hash) SELECT max(seq) + 2, at, body, prev, hash FROM trail",
        "INSERT INTO trail(seq, at, body, prev, hash) SELECT max(seq) + 1, at, body, zeroblob(32), hash FROM trail",
        "INSERT INTO trail(seq, at, body, prev, hash) SELECT seq - 10, at, body, prev, hash FROM trail WHERE seq = 1",
        "INSERT INTO trail(seq, at, body, prev, hash) SELECT max(seq) + 1, 5, '{\"at\":6}',"
        " (SELECT hash FROM trail ORDER BY seq DESC LIMIT 1), zeroblob(32) FROM trail",
        "INSERT INTO trail(seq, at, body, prev, hash) SELECT max(seq) + 1, 999999999999, '{\"at\":999999999999}',"
        " (SELECT hash FROM trail ORDER BY seq DESC LIMIT 1), zeroblob(32) FROM trail",
        "UPDATE trail_subject SET subject = 1",
        "DELETE FROM trail_subject",
        "INSERT OR REPLACE INTO trail_subject(seq, kind, subject) SELECT seq, kind, subject FROM trail_subject",
    ],
)
def test_a_past_trail_entry_is_never_touched_9(busy: World, sql: str) -> None:
    refused(busy.path, sql)


KEPT = (
    "category schedule_line department staff post delegation absence item loan_request request_item sign_off loan copy"
    " recall reminder"
)


@pytest.mark.parametrize("table", [*KEPT.split(), "incident", "level_change", "act_key", "meta"])
def test_nothing_that_was_recorded_is_deleted_or_replaced(full: Path, table: str) -> None:
    error, rows = run(full, f"SELECT count(*) FROM {table}")
    assert error is None
    assert rows[0][0][0] > 0, f"the test has no row of {table} to attack"
    refused(full, f"DELETE FROM {table}")
    refused(full, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sign_off SET approve = 1 - approve",
        "UPDATE copy SET borrower_id = 1",
        "UPDATE loan_request SET borrower_id = 1",
        "UPDATE request_item SET closed_at = NULL, outcome = NULL WHERE closed_at IS NOT NULL",
        "UPDATE request_item SET item_id = 1",
        "UPDATE incident SET borrower_id = NULL",
        "UPDATE incident SET closed_at = NULL WHERE closed_at IS NOT NULL",
        "UPDATE recall SET loan_id = 2",
        "UPDATE level_change SET new = 'unclassified'",
        "UPDATE delegation SET until = until + 86400",
        "UPDATE delegation SET revoked_at = NULL WHERE revoked_at IS NOT NULL",
        "UPDATE post SET role = 'gm'",
        "UPDATE post SET until = NULL WHERE until IS NOT NULL",
        "UPDATE meta SET value = 'no' WHERE key = 'demo'",
        "UPDATE item SET archival_code = archival_code || 'x'",
        "UPDATE OR REPLACE item SET id = 1 WHERE id = 2",
        "UPDATE OR REPLACE staff SET login = 'gm'",
        "UPDATE OR REPLACE staff SET id = 1 WHERE id = 2",
        "UPDATE OR REPLACE department SET code = 'ZLB' WHERE code = 'CWB'",
        "UPDATE OR REPLACE department SET id = 1 WHERE id = 2",
        "UPDATE OR REPLACE absence SET id = id + 9",
        "UPDATE OR REPLACE category SET code = (SELECT min(code) FROM category)",
        "UPDATE OR REPLACE schedule_line SET code = (SELECT min(code) FROM schedule_line)",
    ],
)
def test_what_was_recorded_is_not_rewritten(full: Path, sql: str) -> None:
    refused(full, sql)


def test_a_letter_is_a_deputys_and_never_reaches_beyond_secret_and_confidential(world: World) -> None:
    letter = "INSERT INTO delegation(number, deputy_id, since, until, departments, levels) VALUES"
    for login, levels in (("director", '["secret"]'), ("deputy1", '["top_secret"]'), ("deputy1", '["unclassified"]')):
        person = world.people[login]
        assert "letter" in refused(world.path, f"{letter} (9, {person}, {NOW}, {NOW + 9}, NULL, '{levels}')")


def test_after_all_these_attacks_nothing_is_found_wrong(busy: World) -> None:
    attacks = [
        loan(busy.item("底价"), busy.people["gm"], "out", "unclassified", 60),
        "DELETE FROM trail",
        "UPDATE item SET level = 'unclassified'",
        "UPDATE loan SET returned_at = 1",
        "REPLACE INTO loan SELECT * FROM loan",
    ]
    for attack in attacks:
        refused(busy.path, attack)
    assert verifying.verify(busy.archive).problems == ()


@pytest.fixture(scope="module")
def full(made_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive with a row in every table that is kept; attacks must leave it as it is."""
    from datetime import timedelta

    from archive_tui.services import delegation, office

    folder = tmp_path_factory.mktemp("full")
    with worlds.open_copy(made_world, folder) as world:
        a, desk, clerk = world.archive, world.actor(), world.people["liuyang"]
        secret, copied, other = world.item("塔式"), world.item("结算书"), world.item("放假")
        assert signing.sign_here(a, desk, clerk, Asked(secret), "gm", PIN).done
        lent = lending.check_out(a, desk, clerk, [Wanted(secret)], pledged=True, key="k")[secret].done
        assert lent is not None
        assert care.recall(a, desk, lent.loan_id).done
        assert care.remind(a, desk, lent.loan_id).done
        assert signing.sign_here(a, desk, clerk, Asked(copied, Kind.COPY), "gm", PIN).done
        assert lending.make_copy(a, desk, clerk, copied).done
        assert lending.check_out(a, desk, world.people["director"], [Wanted(other)], pledged=True)[other].done
        assert lending.give_back(a, desk, other, incident="damage", note="封面破损").done
        assert care.close_incident(a, desk, 1, "已修补").ruling.allowed
        assert care.raise_level(a, desk, world.item("年检"), Level.SECRET, "测试").done
        until = world.clock.wall + timedelta(days=3)
        letter = delegation.give_letter(
            a, desk, world.people["deputy1"], world.clock.wall, until, None, [Level.SECRET], "gm", PIN
        )
        assert letter.done is not None
        assert delegation.revoke_letter(a, desk, letter.done, "gm", PIN).ruling.allowed
        assert delegation.record_absence(a, desk, world.people["gm"], world.clock.wall, until).ruling.allowed
        assert office.end_role(a, desk, world.people["deputy2"], Role.DEPUTY, None, "gm", PIN).ruling.allowed
    return folder / worlds.NAME
