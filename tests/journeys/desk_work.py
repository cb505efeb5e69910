"""Working at the desk in a test: scanning cards, labels and forms, and counting what it took."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from archive_tui import wording
from archive_tui.regulation.levels import Kind
from archive_tui.regulation.short_codes import FORM, ITEM, make
from archive_tui.services import lending, signing
from archive_tui.services.lending import Wanted
from archive_tui.ui.screens.desk import DeskScreen
from archive_tui.ui.slip import Slip
from tests.journeys.screen import Sitting, sitting
from tests.world import PEOPLE, PIN, World

NOTICE, PAPER, TOWER, BOOKS, MINUTES, CREDIT, BID, CHECK = (
    "国庆", "合同纸", "塔式", "结算书", "董事会", "信用", "投标", "年检",
)  # fmt: skip


class AtTheDesk:
    """An archivist at the desk; ``scans`` and ``keys`` count what was done."""

    def __init__(self, at: Sitting, world: World) -> None:
        """Take the seat and the world."""
        self.at, self.world = at, world
        self.scans, self.keys = 0, 0

    def label(self, part: str) -> str:
        """Return the short code on the label of the item whose title holds ``part``."""
        return make(ITEM, self.world.item(part))

    async def card(self, login: str) -> None:
        """Scan the card of somebody (in the tests, type the login), three seconds after the scan before."""
        await self.scan(login)
        name = next(name for each, name, *_ in PEOPLE if each == login)
        await self.at.until(lambda: name in self.at.text(), f"no {name} at the desk")

    async def item(self, part: str) -> None:
        """Scan the label of an item."""
        await self.scan(self.label(part))
        await self.at.sees(self.label(part))

    async def form(self, number: int) -> None:
        """Scan a form."""
        await self.scan(make(FORM, number))

    async def scan(self, text: str, after: float = 3.0) -> None:
        """Scan or type a text, with its Enter, ``after`` seconds."""
        self.world.clock.pass_(timedelta(seconds=after))
        self.scans += 1
        await self.at.type(text + "\n")
        await self.done()

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until what they began is done."""
        self.keys += len(keys)
        await self.at.press(*keys)
        await self.done()

    async def done(self) -> None:
        """Wait until everything that was scanned has been handled, or a panel is open."""
        desk = self.screen
        await self.at.until(lambda: not desk._turn.locked() or self.at.app.screen is not desk)

    @property
    def screen(self) -> DeskScreen:
        """The desk itself."""
        desk = self.at.app.work_screen
        assert isinstance(desk, DeskScreen)
        return desk

    @property
    def slip(self) -> Slip:
        """What lies there."""
        return self.screen.slip

    async def sees(self, *texts: str) -> str:
        """Wait for texts on the screen."""
        return await self.at.sees(*texts)


@asynccontextmanager
async def desk_of(
    world: World, size: tuple[int, int] = (80, 24), language: str = wording.ENGLISH
) -> AsyncIterator[AtTheDesk]:
    """Sit down at the desk as the archivist."""
    async with sitting(world, start="desk", size=size, language=language) as at:
        desk = AtTheDesk(at, world)
        await at.until(lambda: desk.screen.board is not None)
        yield desk


def lend(world: World, login: str, part: str, kind: Kind | None = None, signer: str = "gm") -> int:
    """Have somebody take an item, signed for if it is classified; return the loan."""
    item, borrower = world.item(part), world.people[login]
    if part in (TOWER, BOOKS, MINUTES, CREDIT):
        signing.sign_here(world.archive, world.actor(), borrower, signing.Asked(item, kind), signer, PIN)
    (outcome,) = lending.check_out(
        world.archive, world.actor(), borrower, [Wanted(item, kind)], pledged=True
    ).values()  # fmt: skip
    assert outcome.done is not None
    return outcome.done.loan_id


def state_of(world: World, part: str) -> str:
    """Return where an item is, as the archive has it."""
    from archive_tui.services.finding import item_shown

    return item_shown(world.archive, world.actor(), world.item(part)).state.value
