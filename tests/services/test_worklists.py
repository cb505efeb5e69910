"""What waits for whom, what was asked for and decided, and every state that a line can have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.services import care, delegation, lending, office, signing, worklists
from archive_tui.services.archive import NotThere
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from archive_tui.services.worklists import LineShown
from tests.world import PIN, World


def ask(world: World, login: str, *parts: str, kind: Kind | None = None, by: str | None = None) -> int:
    """Make out an application and return its number."""
    asked = [Asked(world.item(part), kind) for part in parts]
    done = signing.request(world.archive, world.actor(by or login), world.people[login], asked, "核对数据").done
    assert done is not None
    return done.request_id


def sign(world: World, request_id: int, login: str, *, approve: bool = True) -> None:
    reason = "" if approve else "不合用途"
    actor = world.actor(login)
    assert signing.sign_off(world.archive, actor, request_id, login, PIN, approve=approve, reason=reason).done


def states(world: World, request_id: int, login: str = "archivist") -> list[str]:
    return [line.state for line in worklists.request_shown(world.archive, world.actor(login), request_id)]


def waiting(world: World, login: str) -> list[int]:
    return [line.item.id for line in worklists.waiting_for(world.archive, world.actor(login))]


def signers(lines: Sequence[LineShown]) -> list[str]:
    return [signer.login for line in lines for signer in line.signers]


def test_an_unclassified_item_waits_for_the_manager_then_the_office_then_is_approved_and_used(world: World) -> None:
    number, item = ask(world, "chenxiaomei", "放假"), world.item("放假")
    assert states(world, number) == ["waiting_manager"]
    assert [waiting(world, login) for login in ("zhoumin", "heyong", "director", "gm")] == [[item], [], [], []]
    sign(world, number, "zhoumin")
    assert states(world, number) == ["waiting_office"]
    assert [waiting(world, login) for login in ("zhoumin", "director", "gm", "deputy1")] == [[], [item], [item], []]
    sign(world, number, "director")
    assert states(world, number) == ["approved"]
    assert not any(waiting(world, login) for login in world.people)
    (line,) = worklists.approved_waiting(world.archive, world.actor())
    assert (line.label, line.borrower, line.borrower_department) == ("F0000001-5", "陈晓梅", "财务部")
    assert [(s.signer, s.stage, s.capacity) for s in line.sign_offs] == [
        ("周敏", Stage.MANAGER, Capacity.MANAGER), ("单国栋", Stage.OFFICE, Capacity.OFFICE_DIRECTOR),
    ]  # fmt: skip
    borrower = world.people["chenxiaomei"]
    assert lending.check_out(world.archive, world.actor(), borrower, [Wanted(item)], pledged=True)[item].done
    assert states(world, number) == ["used"]
    assert worklists.approved_waiting(world.archive, world.actor()) == ()


def test_a_secret_item_waits_for_the_gm_and_the_deputy_in_charge_of_its_origin(world: World) -> None:
    number = ask(world, "liuyang", "塔式")
    lines = worklists.request_shown(world.archive, world.actor(), number)
    assert ([line.state for line in lines], signers(lines)) == (["waiting_secret"], ["gm", "deputy1"])
    assert [bool(waiting(world, login)) for login in ("gm", "deputy1", "deputy2", "heyong")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_nobody_is_asked_to_approve_for_himself_save_the_gm(world: World) -> None:
    ask(world, "deputy1", "塔式")
    assert (waiting(world, "deputy1"), waiting(world, "gm")) == ([], [world.item("塔式")])
    ask(world, "gm", "结算书")
    assert world.item("结算书") in waiting(world, "gm")


def test_a_letter_puts_secret_papers_before_its_holder_while_the_gm_is_away_and_no_others(world: World) -> None:
    ask(world, "liuyang", "塔式")
    plain = ask(world, "chenxiaomei", "放假")
    sign(world, plain, "zhoumin")
    with world.archive.act(world.actor("gm")) as txn:
        now = txn.now.utc
        delegation.delegate(txn, world.people["deputy2"], now, now + timedelta(days=2), None, [Level.SECRET])
    assert waiting(world, "deputy2") == []
    delegation.record_absence(world.archive, world.actor(), world.people["gm"], world.clock.wall, None)
    (line,) = worklists.waiting_for(world.archive, world.actor("deputy2"))
    assert line.item.id == world.item("塔式")
    assert [(s.by, s.letter) for s in line.signers if s.login == "deputy2"] == [(Capacity.DELEGATE, 1)]
    world.clock.pass_(timedelta(days=2))
    assert waiting(world, "deputy2") == []


@pytest.mark.parametrize("asked", [("liuyang", "塔式"), ("deputy1", "塔式"), ("chenxiaomei", "放假"), ("gm", "董事会")])
def test_what_waits_for_somebody_is_what_signing_accepts_from_them(world: World, asked: tuple[str, str]) -> None:
    for login in world.people:
        number = ask(world, *asked)
        offered = bool(waiting(world, login))
        outcome = signing.sign_off(world.archive, world.actor(), number, login, PIN, approve=False, reason="试")
        assert outcome.ruling.allowed is offered, login
        signing.withdraw(world.archive, world.actor(asked[0]), number)


def test_a_line_is_refused_withdrawn_void_or_lapsed(world: World) -> None:
    refused, withdrawn = ask(world, "liuyang", "塔式"), ask(world, "liuyang", "结算书")
    sign(world, refused, "deputy1", approve=False)
    assert signing.withdraw(world.archive, world.actor("liuyang"), withdrawn).done == 1
    lapsed, void = ask(world, "liuyang", "塔式"), ask(world, "liuyang", "结算书")
    sign(world, lapsed, "gm")
    sign(world, void, "gm")
    assert care.raise_level(world.archive, world.actor(), world.item("结算书"), Level.CONFIDENTIAL, "更正").done
    world.clock.pass_(timedelta(hours=24))
    assert states(world, lapsed) == ["approved"]
    world.clock.pass_(timedelta(seconds=1))
    found = [states(world, number) for number in (refused, withdrawn, lapsed, void)]
    assert found == [["refused"], ["withdrawn"], ["lapsed"], ["void"]]
    assert not any(waiting(world, login) for login in world.people)
    assert worklists.approved_waiting(world.archive, world.actor()) == ()


def test_an_approval_whose_signer_lost_the_role_waits_again(world: World) -> None:
    number = ask(world, "liuyang", "塔式")
    sign(world, number, "deputy1")
    assert states(world, number) == ["approved"]
    assert office.end_role(
        world.archive, world.actor(), world.people["deputy1"], Role.DEPUTY, world.departments["ZLB"], "gm", PIN
    ).done  # fmt: skip
    assert states(world, number) == ["waiting_secret"]
    assert (waiting(world, "gm"), waiting(world, "deputy1")) == ([world.item("塔式")], [])


def test_asked_and_decided_list_the_newest_first_with_ones_own_decision(world: World) -> None:
    first, second = ask(world, "chenxiaomei", "放假"), ask(world, "chenxiaomei", "塔式", by="zhoumin")
    asked = worklists.asked_by(world.archive, world.actor("chenxiaomei"))
    assert [line.request_id for line in asked] == [second, first]
    assert [line.request_id for line in worklists.asked_by(world.archive, world.actor("zhoumin"))] == [second]
    assert (asked[0].made_by, asked[0].purpose, asked[1].made_by) == ("周敏", "核对数据", "陈晓梅")
    sign(world, second, "gm", approve=False)
    sign(world, first, "zhoumin")
    sign(world, first, "gm")
    decided = worklists.decided_by(world.archive, world.actor("gm"))
    assert [(line.request_id, line.state) for line in decided] == [(first, "approved"), (second, "refused")]
    mine = [line.by_me for line in decided]
    assert [(m.stage, m.approve, m.reason) for m in mine if m] == [
        (Stage.OFFICE, True, ""), (Stage.SECRET, False, "不合用途"),
    ]  # fmt: skip
    assert [line.request_id for line in worklists.decided_by(world.archive, world.actor("zhoumin"))] == [first]
    assert worklists.decided_by(world.archive, world.actor("liuyang")) == ()


def test_a_guarded_title_is_told_to_the_signer_and_to_the_borrower_once_approved(world: World) -> None:
    number = ask(world, "liuyang", "董事会")

    def title(login: str) -> str | None:
        return worklists.request_shown(world.archive, world.actor(login), number)[0].item.title

    assert (title("gm"), title("archivist"), title("liuyang"), title("director")) == (
        "董事会会议记录", "董事会会议记录", None, None,
    )  # fmt: skip
    assert worklists.asked_by(world.archive, world.actor("liuyang"))[0].item.title is None
    sign(world, number, "gm")
    assert worklists.approved_waiting(world.archive, world.actor("liuyang"))[0].item.title == "董事会会议记录"
    assert (title("liuyang"), title("director")) == ("董事会会议记录", None)


def test_an_application_is_shown_to_those_whose_business_it_is(world: World) -> None:
    number = ask(world, "liuyang", "塔式")
    for login in ("liuyang", "heyong", "archivist", "gm", "deputy1", "director"):
        assert worklists.request_shown(world.archive, world.actor(login), number)
    for login in ("chenxiaomei", "zhoumin", "qinchuan"):
        with pytest.raises(NotThere):
            worklists.request_shown(world.archive, world.actor(login), number)
    with pytest.raises(NotThere):
        worklists.request_shown(world.archive, world.actor(), 999)


def test_who_hands_over_sees_all_approvals_and_others_their_own(world: World) -> None:
    for login, part in (("liuyang", "塔式"), ("chenxiaomei", "结算书")):
        sign(world, ask(world, login, part), "gm")
    assert len(worklists.approved_waiting(world.archive, world.actor())) == 2
    assert [line.borrower for line in worklists.approved_waiting(world.archive, world.actor("liuyang"))] == ["刘洋"]
