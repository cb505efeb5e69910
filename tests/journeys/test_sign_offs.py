"""The sign-offs: what waits for me, what I asked for, what I decided; signed, refused and withdrawn."""

from __future__ import annotations

import pytest

from archive_tui.services import signing
from archive_tui.services.worklists import request_shown
from tests.journeys.desk_work import BOOKS, MINUTES, NOTICE, TOWER
from tests.journeys.screen import LANGUAGES, SIZES, sitting
from tests.world import PIN, World


def ask(world: World, login: str, *parts: str, purpose: str = "结算") -> int:
    """Have somebody ask for items; return the application's number."""
    asked = [signing.Asked(world.item(part)) for part in parts]
    outcome = signing.request(world.archive, world.actor(login), world.people[login], asked, purpose)
    assert outcome.done is not None
    return outcome.done.request_id


def states(world: World, request_id: int) -> list[str]:
    """Return how the lines of an application stand."""
    return [line.state for line in request_shown(world.archive, world.actor(), request_id)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_sign_offs_show_what_they_always_show(world: World, size: tuple[int, int], language: str) -> None:
    number = ask(world, "chenxiaomei", NOTICE, purpose="核对节假日加班费")
    signing.sign_off(world.archive, world.actor("zhoumin"), number, "zhoumin", PIN)
    ask(world, "liuyang", TOWER, BOOKS)
    ask(world, "qinchuan", MINUTES)
    async with sitting(world, "gm", "sign_offs", size=size, language=language) as at:
        await at.sees("周敏")
        await at.matches("sign_offs")


async def test_the_gm_signs_what_waits_by_one_letter_and_the_pin(world: World) -> None:
    number = ask(world, "liuyang", TOWER)
    async with sitting(world, "gm", "sign_offs") as at:
        await at.sees("Waits for me (1)", "刘洋", "secret · sign-off, 4 h", "结算", "王建勋 (GM) or 李卫东")
        await at.press("s")
        await at.sees("Sign F0000001-5", "loan for 刘洋", "2019年塔式起重机租赁合同")
        await at.type(PIN + "\n")
        await at.sees("F0000001-5 is approved for 刘洋.", "Nothing waits for your signature.")
        assert states(world, number) == ["approved"]
        await at.press("3")
        await at.sees("›3 I decided", "王建勋 (GM): approved")


async def test_a_refusal_takes_a_reason(world: World) -> None:
    number = ask(world, "liuyang", TOWER)
    async with sitting(world, "deputy1", "sign_offs") as at:
        await at.sees("刘洋")
        await at.press("f")
        await at.sees("Refuse F0000001-5", "Reason")
        await at.type("\n" + PIN + "\n")
        await at.sees("Please fill in: Reason.")
        await at.type("under review\n\n")
        await at.sees("F0000001-5 is refused for 刘洋.")
        assert states(world, number) == ["refused"]
        await at.press("3")
        await at.sees("李卫东 (deputy in charge): refused - under")


async def test_several_items_of_one_application_are_signed_together_or_one_by_one(world: World) -> None:
    number = ask(world, "liuyang", TOWER, BOOKS)
    async with sitting(world, "gm", "sign_offs") as at:
        await at.sees("Waits for me (2)")
        await at.press("s")
        await at.sees("only I0000003-1", "all 2 items of F0000001-5")
        await at.press("2", "enter")
        await at.type(PIN + "\n")
        await at.sees("F0000001-5 is approved for 刘洋.")
        assert states(world, number) == ["approved", "approved"]


async def test_one_item_of_an_application_may_be_signed_alone(world: World) -> None:
    number = ask(world, "liuyang", TOWER, BOOKS)
    async with sitting(world, "gm", "sign_offs") as at:
        await at.sees("Waits for me (2)")
        await at.press("s")
        await at.sees("only I0000003-1")
        await at.press("enter")
        await at.type(PIN + "\n")
        await at.sees("Waits for me (1)")
        assert states(world, number) == ["approved", "waiting_secret"]


async def test_a_manager_makes_out_the_form_and_the_office_decides(world: World) -> None:
    number = ask(world, "chenxiaomei", NOTICE)
    async with sitting(world, "zhoumin", "sign_offs") as at:
        await at.sees("陈晓梅")
        await at.press("s")
        await at.sees("Sign F0000001-5")
        await at.type(PIN + "\n")
        await at.sees("F0000001-5 is signed for 陈晓梅; one more signature to come.")
        assert states(world, number) == ["waiting_office"]
    async with sitting(world, "director", "sign_offs") as at:
        await at.sees("周敏 (department manager): made out the")


async def test_what_i_asked_for_can_be_withdrawn(world: World) -> None:
    number = ask(world, "liuyang", TOWER)
    async with sitting(world, "liuyang", "sign_offs") as at:
        await at.sees("Nothing waits for your signature.")
        await at.press("tab")
        await at.sees("›2 I asked for", "F0000001-5", "waits for the GM")
        await at.press("u")
        await at.sees("All that is still open of F0000001-5 for 刘洋 is withdrawn.")
        await at.press("enter")
        await at.sees("F0000001-5 is withdrawn.", "State     withdrawn")
        assert states(world, number) == ["withdrawn"]
        await at.press("u")
        await at.sees("Nothing of this application is open any more.")


async def test_what_is_asked_for_meanwhile_appears_with_a_bell(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(world, "gm", "sign_offs") as at:
        rung: list[bool] = []
        monkeypatch.setattr(at.app, "bell", lambda: rung.append(True))
        await at.sees("Nothing waits for your signature.")
        ask(world, "liuyang", TOWER)
        await at.sees("Waits for me (1)", "刘洋")
        await at.until(lambda: rung)
        assert rung == [True]


async def test_a_key_that_does_nothing_says_why(world: World) -> None:
    async with sitting(world, "gm", "sign_offs") as at:
        await at.sees("Nothing waits for your signature.")
        await at.press("s")
        await at.sees("The list is empty.")
