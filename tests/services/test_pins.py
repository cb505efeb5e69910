"""PINs (trust.md, Who you are): paid for before they are checked, waits, the lock, one-time codes, unlocking."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from archive_tui.regulation.people import Role
from archive_tui.services import office, pin_hash, pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome
from archive_tui.services.pins import PinRefused
from tests.services.desk import acts, codes, rows
from tests.world import PIN, World

WRONG, NEW = "000001", "864209"
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)


def prove(world: World, login: str = "gm", pin: str = PIN) -> int:
    return pins.prove(world.archive, world.actor(), login, pin)


def refused(world: World, login: str = "gm", pin: str = WRONG) -> PinRefused:
    with pytest.raises(PinRefused) as refusal:
        prove(world, login, pin)
    return refusal.value


def lock(world: World, login: str = "gm") -> None:
    """Guess wrong ten times, waiting as long as it takes."""
    for _ in range(10):
        world.clock.pass_(timedelta(hours=1))
        refused(world, login)


def test_the_right_pin_proves_its_owner(world: World) -> None:
    assert prove(world) == world.people["gm"]


def test_a_wrong_pin_is_told_with_the_tries_that_are_left_and_stands_in_the_trail(world: World) -> None:
    assert [(refused(world).code, refused(world).tries_left)] == [("wrong", 8)]
    assert acts(world).count("pin_wrong") == 2


def test_after_the_third_wrong_pin_each_try_waits_twice_as_long(world: World) -> None:
    waits = []
    for _ in range(6):
        told = refused(world)
        assert told.code == "wrong"
        waits.append(told.seconds)
        world.clock.pass_(timedelta(seconds=told.seconds))
    assert waits == [0, 0, 0, 5, 10, 20]


def test_while_it_waits_not_even_the_right_pin_is_looked_at_and_no_try_is_counted(world: World) -> None:
    for _ in range(4):
        refused(world)
    for pin in (PIN, WRONG):
        told = refused(world, pin=pin)
        assert (told.code, told.seconds) == ("waiting", 5)
    world.clock.pass_(timedelta(seconds=5))
    assert prove(world) == world.people["gm"]


def test_the_tenth_wrong_pin_locks_and_the_right_one_does_not_open(world: World) -> None:
    lock(world)
    assert acts(world)[-1] == "pin_locked"
    world.clock.pass_(WEEK)
    assert refused(world, pin=PIN).code == "locked"


def test_the_right_pin_forgets_the_wrong_ones_before(world: World) -> None:
    refused(world), refused(world)
    prove(world)
    assert refused(world).tries_left == 9


def test_one_persons_wrong_pins_are_nobody_elses(world: World) -> None:
    lock(world)
    assert prove(world, "director") == world.people["director"]


@pytest.mark.parametrize("login", ["nobody", "", "GM", "gm "])
def test_an_unknown_name_is_refused_after_the_same_work(
    world: World, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    check = pin_hash.check_pin

    def counted(known: str, pin: str, pepper: bytes) -> bool:
        checked.append(known)
        return check(known, pin, pepper)

    monkeypatch.setattr(pin_hash, "check_pin", counted)
    assert refused(world, login).code == "unknown"
    assert checked == [pin_hash.DUMMY_HASH]


def test_who_has_left_proves_nothing(world: World) -> None:
    office.leave(world.archive, world.actor(), world.people["deputy1"])
    assert refused(world, "deputy1", PIN).code == "unknown"


def test_parallel_guesses_are_all_paid_for(world: World) -> None:
    barrier, told = Barrier(6), []

    def guess() -> None:
        archive = Archive.open(world.path, world.clock)
        try:
            barrier.wait()
            pins.prove(archive, Actor(world.people["archivist"]), "gm", WRONG)
        except PinRefused as fault:
            told.append(fault.code)
        finally:
            archive.close()

    threads = [Thread(target=guess) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Three tries are free and the fourth begins a wait: whoever comes while it runs is not looked at.
    assert sorted(told) == ["waiting", "waiting", "wrong", "wrong", "wrong", "wrong"]
    assert rows(world, "SELECT tries FROM credential WHERE staff_id = ?", world.people["gm"]) == [(4,)]


def gm_code(world: World) -> Outcome[str]:
    """Issue a code for the GM, as the archivist and the office director together."""
    return pins.issue_code_with(world.archive, world.actor(), world.people["gm"], "director", PIN)


@pytest.mark.parametrize("second", [None, "archivist", "gm", "deputy1", "heyong"])
def test_nobody_becomes_the_gm_by_a_code_without_the_office_director(world: World, second: str | None) -> None:
    a, gm = world.archive, world.people["gm"]
    if second is None:
        outcome = pins.issue_code(a, world.actor(), gm)
    else:
        outcome = pins.issue_code_with(a, world.actor(), gm, second, PIN)
    assert codes(outcome.ruling) == ["6.3 gm_code_takes_two"]
    assert prove(world) == gm  # the PIN goes on counting
    assert acts(world)[-1] == "refused"


def test_where_there_is_no_office_director_a_deputy_is_the_second(world: World) -> None:
    a, gm = world.archive, world.people["gm"]
    office.end_role(a, world.actor(), world.people["director"], Role.OFFICE_DIRECTOR, None, "gm", PIN)
    assert codes(pins.issue_code(a, world.actor(), gm).ruling) == ["6.3 gm_code_takes_two"]
    assert pins.issue_code_with(a, world.actor(), gm, "deputy2", PIN).done


def test_a_new_pin_is_set_with_a_code_that_counts_once(world: World) -> None:
    a, gm = world.archive, world.people["gm"]
    code = gm_code(world).done
    assert code is not None
    assert refused(world, pin=PIN).code == "unset"  # the old PIN stops counting at once
    typed = code.lower().replace("-", " ")
    assert pins.set_pin(a, world.actor(), "gm", typed, NEW) == gm
    assert prove(world, pin=NEW) == gm
    with pytest.raises(PinRefused, match="no_code"):
        pins.set_pin(a, world.actor(), "gm", code, "975310")


@pytest.mark.parametrize(
    ("login", "code", "why"),
    [("gm", "AAAA-AAAA", "wrong"), ("director", "AAAA-AAAA", "no_code"), ("x", "A", "unknown")],
)
def test_a_code_that_is_not_the_one_sets_nothing(world: World, login: str, code: str, why: str) -> None:
    gm_code(world)
    with pytest.raises(PinRefused, match=why):
        pins.set_pin(world.archive, world.actor(), login, code, NEW)


def test_a_code_is_good_for_a_week(world: World) -> None:
    a, desk, gm = world.archive, world.actor(), world.people["gm"]
    code = gm_code(world).done
    assert code is not None
    world.clock.pass_(WEEK + SECOND)
    with pytest.raises(PinRefused, match="code_expired"):
        pins.set_pin(a, desk, "gm", code, NEW)
    code = gm_code(world).done
    assert code is not None
    world.clock.pass_(WEEK)
    assert pins.set_pin(a, desk, "gm", code, NEW) == gm


@pytest.mark.parametrize(
    ("by", "whose", "clause"),
    [
        ("archivist", "liuyang", None), ("director", "liuyang", None), ("gm", "archivist", None),
        ("archivist", "archivist", "6.3 own_code"), ("heyong", "liuyang", "6.3 may_not"),
        ("deputy1", "liuyang", "6.3 may_not"), ("liuyang", "liuyang", "6.3 own_code"),
    ],
)  # fmt: skip
def test_who_issues_a_code_for_whom(world: World, by: str, whose: str, clause: str | None) -> None:
    outcome = pins.issue_code(world.archive, world.actor(by), world.people[whose])
    assert codes(outcome.ruling) == ([clause] if clause else [])
    assert (outcome.done is None) is (clause is not None)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345", "pin_short"), ("1234567890123", "pin_long"), ("abcdef", "pin_digits"), ("１３５７９０", "pin_digits"),
        ("111111", "pin_easy"), ("123456", "pin_easy"), ("987654", "pin_easy"), ("890123", "pin_easy"),
        ("", "pin_digits"),
    ],
)  # fmt: skip
def test_a_pin_that_is_too_easy_is_not_taken(world: World, pin: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        pins.change_pin(world.archive, world.actor(), "gm", PIN, pin)
    assert prove(world)


def test_a_pin_is_changed_by_the_old_one(world: World) -> None:
    with pytest.raises(PinRefused, match="wrong"):
        pins.change_pin(world.archive, world.actor(), "gm", WRONG, NEW)
    assert pins.change_pin(world.archive, world.actor(), "gm", PIN, NEW) == world.people["gm"]
    assert prove(world, pin=NEW) and refused(world, pin=PIN).code == "wrong"


@pytest.mark.parametrize(
    ("by", "whose", "unlocks"),
    [
        pytest.param(["archivist"], "liuyang", True, id="the archivist"),
        pytest.param(["director"], "liuyang", True, id="the director"),
        pytest.param(["gm"], "archivist", True, id="the GM"),
        pytest.param(["heyong"], "liuyang", False, id="no manager"),
        pytest.param(["deputy1"], "liuyang", False, id="no deputy"),
        pytest.param(["archivist"], "archivist", False, id="not oneself"),
        pytest.param(["archivist", "director"], "archivist", False, id="not oneself with another"),
        pytest.param(["archivist"], "gm", False, id="the GM's not by the archivist alone"),
        pytest.param(["director"], "gm", False, id="the GM's not by the director alone"),
        pytest.param(["archivist", "archivist"], "gm", False, id="the GM's not by one who comes twice"),
        pytest.param(["archivist", "liuyang"], "gm", False, id="the GM's not by archivist and anybody"),
        pytest.param(["archivist", "director"], "gm", True, id="the GM's by both"),
        pytest.param(["director", "archivist"], "gm", True, id="the GM's by both, the other way round"),
    ],
)
def test_who_unlocks_whose_pin(world: World, by: list[str], whose: str, unlocks: bool) -> None:
    lock(world, whose)
    actors = tuple(world.actor(login) for login in by)
    outcome = pins.unlock(world.archive, actors, world.people[whose])
    assert outcome.ruling.allowed is unlocks
    world.clock.pass_(timedelta(days=1))
    if unlocks:
        assert prove(world, whose) == world.people[whose]
    else:
        assert codes(outcome.ruling) == ["6.3 may_not_unlock"]
        assert refused(world, whose, PIN).code == "locked"


def test_who_is_archivist_and_director_in_one_still_needs_another_for_the_gms_pin(world: World) -> None:
    office.give_role(world.archive, world.actor(), world.people["archivist"], Role.OFFICE_DIRECTOR, None, "gm", PIN)
    lock(world)
    unlock = pins.unlock
    pair = (world.actor("archivist"), world.actor("liuyang"))
    assert not unlock(world.archive, pair, world.people["gm"]).ruling.allowed
    pair = (world.actor("archivist"), world.actor("director"))
    assert unlock(world.archive, pair, world.people["gm"]).ruling.allowed


def test_a_locked_pin_stays_locked_under_a_new_code(world: World) -> None:
    lock(world, "liuyang")
    code = pins.issue_code(world.archive, world.actor(), world.people["liuyang"]).done
    assert code is not None
    with pytest.raises(PinRefused, match="locked"):
        pins.set_pin(world.archive, world.actor(), "liuyang", code, NEW)


def test_nobody_who_is_not_there_gets_a_code_or_is_unlocked(world: World) -> None:
    with pytest.raises(NotThere):
        pins.issue_code(world.archive, world.actor(), 999)
    with pytest.raises(NotThere):
        pins.unlock(world.archive, (world.actor(),), 999)


def test_nobody_is_locked_out_without_a_trace_where_there_is_nothing_to_guess_at(world: World) -> None:
    a, gm = world.archive, world.people["gm"]
    before = acts(world)
    for _ in range(12):
        with pytest.raises(PinRefused, match="no_code"):
            pins.set_pin(a, world.actor(), "gm", "AAAA-AAAA", NEW)
    assert acts(world) == before
    assert prove(world) == gm
    code = gm_code(world).done
    assert code is not None
    for _ in range(12):
        assert refused(world).code == "unset"
    assert pins.set_pin(a, world.actor(), "gm", code, NEW) == gm


def test_what_is_no_text_is_a_wrong_pin(world: World) -> None:
    assert refused(world, pin="\udcff\udcfe12345").code == "wrong"
    assert acts(world)[-1] == "pin_wrong"


def test_a_code_that_is_issued_while_a_pin_is_changed_outweighs_the_change(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_pin = pin_hash.hash_pin

    def meanwhile(pin: str, pepper: bytes) -> str:
        monkeypatch.setattr(pin_hash, "hash_pin", hash_pin)
        assert gm_code(world).done
        return hash_pin(pin, pepper)

    monkeypatch.setattr(pin_hash, "hash_pin", meanwhile)
    with pytest.raises(PinRefused, match="unset"):
        pins.change_pin(world.archive, world.actor(), "gm", PIN, NEW)
    assert refused(world, pin=NEW).code == "unset"


def test_no_pin_and_no_code_stands_in_the_file(world: World) -> None:
    code = pins.issue_code(world.archive, world.actor(), world.people["liuyang"]).done
    assert code is not None
    pins.change_pin(world.archive, world.actor(), "gm", PIN, NEW)
    refused(world, pin="777999")
    stored = b"".join(part.read_bytes() for part in world.path.parent.iterdir() if part.is_file())
    for secret in (NEW, "777999", code, code.replace("-", "")):
        assert secret.encode() not in stored
