"""The way to the archive: two threads, acts that nobody can lose, and other sessions' commits."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_tui.regulation.levels import Level
from archive_tui.services import care, office
from archive_tui.services.archive import Actor, Archive, NotThere, StoreFault
from archive_tui.services.board import counters
from archive_tui.services.identity import NotOnStaff
from archive_tui.ui.session import Session
from tests.world import World


@pytest.fixture
def session(world: World) -> Iterator[Session]:
    open_one = Session(world.path, world.actor(), world.clock)
    yield open_one
    open_one.close()


def test_who_sits_here_is_known_from_the_start(session: Session) -> None:
    assert (session.seat.login, session.seat.name, session.seat.demo) == ("archivist", "沈静文", False)


async def test_reads_and_acts_are_on_threads_of_their_own(session: Session) -> None:
    async def where(way: str) -> str:
        ask = session.look if way == "look" else session.act
        return await ask(lambda archive, actor: threading.current_thread().name)

    names = {await where("look"), await where("act"), threading.current_thread().name}
    assert len(names) == 3
    assert await where("look") in names


async def test_the_connection_for_reading_can_not_write(session: Session, world: World) -> None:
    with pytest.raises(StoreFault):
        await session.look(care.raise_level, world.item("合同纸"), Level.SECRET, "why")


async def test_reading_does_not_wait_for_an_act(session: Session) -> None:
    gate = threading.Event()
    acting = asyncio.create_task(session.act(lambda archive, actor: gate.wait(10)))
    assert (await session.look(counters)).sign_offs == 0
    gate.set()
    assert await acting


async def test_an_act_is_done_though_who_asked_for_it_has_gone(session: Session, world: World) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(archive: Archive, actor: Actor) -> None:
        begun.set()
        gate.wait(10)
        office.choose_language(archive, actor, "zh_CN")

    asking = asyncio.create_task(session.act(slow))
    while not begun.is_set():
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    gate.set()
    await session.act(lambda archive, actor: None)  # behind it on the same thread
    assert (await session.sit_down_again()).language == "zh_CN"


async def test_a_search_that_was_superseded_before_its_turn_is_never_made(session: Session) -> None:
    gate, made = threading.Event(), []
    first = asyncio.create_task(session.look(lambda archive, actor: gate.wait(10)))
    await asyncio.sleep(0)
    second = asyncio.create_task(session.look(lambda archive, actor: made.append("second")))
    await asyncio.sleep(0)
    second.cancel()
    third = asyncio.create_task(session.look(lambda archive, actor: made.append("third")))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, third)
    assert made == ["third"]


async def test_faults_come_through_as_they_are(session: Session) -> None:
    with pytest.raises(NotThere):
        await session.act(care.recall, 4711)


async def test_another_sessions_commit_is_noticed_and_a_lost_file_once(session: Session, world: World) -> None:
    changes = session.changes()
    waiting = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0.1)
    office.choose_language(world.archive, world.actor("gm"), "en")
    assert await asyncio.wait_for(waiting, 5) is None
    world.path.rename(world.path.with_name("elsewhere"))
    fault = await asyncio.wait_for(anext(changes), 5)
    assert isinstance(fault, StoreFault) and fault.code == "gone"


def test_no_archive_is_a_fault_and_leaves_no_thread(world: World) -> None:
    before = threading.active_count()
    with pytest.raises(StoreFault):
        Session(world.path.with_name("nothing"), world.actor(), world.clock)
    assert threading.active_count() == before


async def test_who_has_left_the_company_can_not_sit_down_again(world: World) -> None:
    session = Session(world.path, world.actor("liuyang"), world.clock)
    try:
        office.leave(world.archive, world.actor(), world.people["liuyang"])
        with pytest.raises(NotOnStaff):
            await session.sit_down_again()
    finally:
        session.close()


async def test_no_transaction_stays_open_between_two_calls(session: Session) -> None:
    await session.look(counters)
    await session.act(office.choose_language, "en")
    for ask in (session.look, session.act):
        assert not await ask(lambda archive, actor: archive.store.db.in_transaction())


@pytest.mark.parametrize("other", [False, True])
async def test_no_act_reaches_a_file_that_took_the_archives_place(
    session: Session, world: World, made_world: Path, other: bool
) -> None:
    world.path.rename(world.path.with_name("away"))
    if other:
        shutil.copy(made_world, world.path)
    with pytest.raises(StoreFault, match="gone"):
        await session.act(care.raise_level, world.item("合同纸"), Level.SECRET, "why")
    world.path.with_name("away").replace(world.path)
    assert (await session.act(care.raise_level, world.item("合同纸"), Level.SECRET, "why")).done
