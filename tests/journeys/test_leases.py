"""Leases by terms at the door: the refused lease, the GM's exception, instalments and payments (4.3, invariant 11)."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui import wording
from archive_tui.services import lease_views, leases
from archive_tui.services.lease_views import LeaseShown
from archive_tui.ui.screens.client_limit import ask_limit
from archive_tui.ui.screens.exceptions import ExceptionsScreen
from archive_tui.ui.screens.lease_card import LeaseScreen
from archive_tui.ui.screens.lease_form import LeaseFormScreen
from archive_tui.ui.screens.leased_items import LeasedItemsScreen
from archive_tui.ui.screens.leases import LeasesScreen
from tests.journeys.credit_work import company, filled_card, must, opened, paid_late, scored
from tests.journeys.screen import LANGUAGES, SIZES, Sitting
from tests.services.credit_ground import Credit
from tests.world import PIN, World

#: What is typed into the form of a lease, field by field; the leased item is found by how it begins.
LEASE = ("HT-9", "塔", "4-1", "2027-3-31", "12万", "1000", "900", "1000")


def dealing(world: World) -> Credit:
    """Return the company with a client of grade C: one contract, of which an instalment was late, and one offer."""
    credit = company(world)
    filled_card(credit)
    scored(credit)
    lease = credit.contract("HT-2026-001", months=3, starts=date(2026, 1, 1), ends=date(2026, 12, 31), amount=40_000_00)
    paid_late(credit, lease)
    must(leases.offer(credit.archive, credit.sales, credit.lease("HT-2026-007", agreed_price=850_00)))
    return credit


async def fill_in(at: Sitting, typed: tuple[str, ...] = LEASE, *then: str) -> None:
    """Type the fields of the form, and press what comes then; the caret is in the way of payment at first."""
    for each in typed:
        await at.type(each)
        await at.press("tab")
    await at.press(*then)


def found(credit: Credit, client: int = 0) -> dict[str, LeaseShown]:
    """Return a client's leases by number."""
    shown = lease_views.leases_of(credit.archive, credit.sales, credit.clients[client])
    assert shown is not None
    return {one.lease.number: one for one in shown.leases}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_4_3_4_a_lease_against_the_terms_is_warned_about_as_an_offer_and_stopped_as_a_contract(
    world: World, language: str
) -> None:
    credit, english = dealing(world), language == wording.ENGLISH
    async with opened(credit, lambda: LeasesScreen(credit.clients[0]), language=language) as at:
        await at.sees("HT-2026-001", "4.3.4")
        await at.press("n")
        await at.sees("C, schedule 1" if english else "C，")
        await fill_in(at, (*LEASE[:-1], "850"), "right", "right")  # houses given in payment
        await at.sees("4.3.4 850.00", "1,000.00")
        await at.sees("as a contract it would be stopped" if english else "作为合同将不予登记")
        await at.press("tab", "right", "enter")  # as a contract
        await at.sees("Stopped at the door" if english else "不予登记", "Ctrl+R")
        await at.sees("grade C does not pay by houses" if english else "C 级不能采用以房抵款")
        await at.sees("HT-9", "850")  # everything stays typed
        await at.matches("lease_stopped")
        assert "HT-9" not in found(credit)
        await at.press("up", "up", "ctrl+u")  # back to the agreed price
        await at.type("1000")
        await at.press("tab", "left", "left", "left")
        await at.sees("It keeps to the client's terms." if english else "符合该客户的政策")
        await at.press("enter")
        await at.sees("Lease HT-9 is entered." if english else "HT-9 已录入")
    assert found(credit)["HT-9"].lease.state == "contract"
    credit.sums()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_4_3_end_the_gms_dated_exception_lets_the_stopped_contract_through_and_stays_on_a_list(
    world: World, language: str
) -> None:
    credit, english = dealing(world), language == wording.ENGLISH
    async with opened(credit, lambda: LeaseFormScreen(credit.clients[0]), language=language) as at:
        await fill_in(at, (*LEASE[:-1], "850"), "tab", "right", "enter")
        await at.sees("Ctrl+R")
        await at.press("ctrl+r")
        await at.sees("The GM's exception" if english else "总经理批准例外", "王建勋")
        await at.type("春节前清库存\n+30d\n\n" + PIN + "\n")
        await at.until(lambda: not isinstance(at.app.screen, LeaseFormScreen) and len(at.app.screen_stack) == 1)
    assert found(credit)["HT-9"].lease.state == "contract"
    async with opened(credit, ExceptionsScreen, "gm", language=language) as at:
        await at.sees("HT-9", "春节前清库存", "2026-04-09")
        await at.matches("exceptions")
        await at.press("d")
        await at.type(PIN + "\n")
        await at.sees("Exception 1 no longer counts." if english else "第 1 号例外已失效")
    credit.sums()


async def test_without_the_gm_what_was_stopped_stands_as_an_offer(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeaseFormScreen(credit.clients[0])) as at:
        await fill_in(at, (*LEASE[:-1], "850"), "tab", "right", "enter")
        await at.sees("Ctrl+R")
        await at.press("ctrl+r")
        await at.sees("PIN")
        await at.press("escape")
        await at.until(lambda: len(at.app.screen_stack) == 1)
    assert found(credit)["HT-9"].lease.state == "offer"


async def test_below_c_and_ungraded_clients_get_no_contract(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeaseFormScreen(credit.clients[1])) as at:
        await fill_in(at, LEASE, "tab", "right")
        await at.sees("4.3-end the client has no grade", "have a salesperson score the client first")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (3, "2026-1-1", "Lease HT-9 ends before it begins. Please check both days."),
        (4, "-5", "An amount is not negative."),
        (4, "viel", "is no amount"),
        (6, "2000", "The market's lowest price is above the market price."),
        (2, "2026-02-30", "There is no day"),
    ],
)
async def test_bad_input_is_one_sentence_at_its_field_and_nothing_half_done(
    world: World, field: int, typed: str, said: str
) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeaseFormScreen(credit.clients[0])) as at:
        await fill_in(at, tuple(typed if n == field else each for n, each in enumerate(LEASE)), "enter")
        await at.sees(said)
    assert "HT-9" not in found(credit)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_lists_show_what_they_always_show(world: World, size: tuple[int, int], language: str) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeasesScreen(credit.clients[0]), size=size, language=language) as at:
        await at.matches("leases")
        await at.press("down", "enter")
        await at.sees("2026-03-09")
        await at.matches("lease")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_offer_against_the_terms_becomes_a_contract_by_an_exception_only(world: World, language: str) -> None:
    credit, english = dealing(world), language == wording.ENGLISH
    async with opened(credit, lambda: LeasesScreen(credit.clients[0]), language=language) as at:
        await at.sees("HT-2026-007")
        await at.press("k")
        await at.sees("every quarter" if english else "按季")
        await at.press("enter")
        await at.sees("Stopped: 4.3.4" if english else "不予登记：4.3.4")
        await at.press("r")
        await at.sees("王建勋")
        await at.type("重点工程\n12-31\n\n" + PIN + "\n")
        await at.sees("exception 1 for HT-2026-007" if english else "批准第 1 号例外")
        await at.press("k", "enter")
        await at.sees("HT-2026-007 is a contract now." if english else "HT-2026-007 已转为合同")


async def test_a_payment_is_entered_and_reversed_and_both_stay(world: World) -> None:
    credit = dealing(world)
    lease = found(credit)["HT-2026-001"].lease.id
    async with opened(credit, lambda: LeaseScreen(lease)) as at:
        await at.press("n")
        await at.sees("This instalment is paid.")
        await at.press("down", "n")
        await at.sees("Payment", "10000.00")
        await at.press("shift+tab", "ctrl+u")  # the caret begins at the way: Enter alone is the whole of it, in money
        await at.type("99999\n\n")
        await at.sees("Only 10,000.00 yuan of this instalment")
        await at.press("shift+tab", "ctrl+u")
        await at.type("4000\n\n")
        await at.sees("The payment on HT-2026-001 is entered.", "4,000.00")
        await at.press("u")
        await at.sees("2026-03-10  4,000.00  money")
        await at.type("\n录错\n")
        await at.sees("The payment is reversed.", "-4,000.00 by money", "reversal: 录错")
    credit.sums()


async def test_4_3_4_a_way_that_the_terms_do_not_allow_is_refused_at_the_payment(world: World) -> None:
    credit = dealing(world)
    lease = found(credit)["HT-2026-001"].lease.id
    async with opened(credit, lambda: LeaseScreen(lease)) as at:
        await at.press("down", "n")
        await at.sees("Payment")
        await at.press("3", "enter")
        await at.sees("4.3.4 grade C does not pay by houses given in payment")


async def test_a_lease_is_changed_with_a_reason_copied_ended_and_an_offer_dropped(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeasesScreen(credit.clients[0])) as at:
        await at.press("e")
        await at.sees("850.00", "Reason")
        for _ in range(7):
            await at.press("down")
        await at.press("ctrl+u")
        await at.type("1000")
        await at.press("enter")
        await at.sees("Please fill this in.")
        await at.type("随行就市")
        await at.press("enter")
        await at.sees("Lease HT-2026-007 is changed.")
        await at.press("c")
        await at.sees("1000.00")
        await at.type("HT-2027-001")
        await at.press("tab", "tab")
        await at.type("2027-4-1")
        await at.press("tab")
        await at.type("2028-3-31")
        await at.press("enter")
        await at.sees("Lease HT-2027-001 is entered.")
        await at.press("d")
        await at.sees("Drop the offer")
        await at.type("客户改期\n")
        await at.sees("is dropped.")
    assert found(credit)["HT-2026-007"].lease.agreed_price == 1000_00
    credit.sums()


async def test_a_contract_is_ended_before_its_time_and_opening_balances_are_the_keepers(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeasesScreen(credit.clients[0]), "heyong") as at:
        await at.press("down", "d")
        await at.sees("Last day")
        await at.type("2026-6-30\n工程停工\n")
        await at.sees("Contract HT-2026-001 is ended; 2 instalments lapse.")
        await at.press("b")
        await at.type("2015\n80万\n2015年台账\n")
        await at.sees("The opening balance is entered.")
    async with opened(credit, lambda: LeasesScreen(credit.clients[0])) as at:
        await at.press("b")
        await at.sees("That is for somebody in another role.")
    credit.sums()


async def test_the_list_of_leased_items_is_kept_by_archivist_and_keeper(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, LeasedItemsScreen, "archivist") as at:
        await at.sees("塔式起重机")
        await at.press("n")
        await at.type("施工升降机\n台\n\n")
        await at.sees("It is on the list of leased items.", "施工升降机")
        await at.press("d", "enter")
        await at.sees("no longer leased out")
    async with opened(credit, LeasedItemsScreen) as at:
        await at.press("n")
        await at.sees("That is for somebody in another role.")


async def test_3_3_a_clients_own_limit_lies_within_the_ceiling_of_its_grade(world: World) -> None:
    credit = dealing(world)
    async with opened(credit, lambda: LeasesScreen(credit.clients[0]), "heyong") as at:
        at.app.run_worker(ask_limit(at.app, credit.clients[0]))
        await at.sees("Ceiling of grade C: 150,000.00.")
        await at.type("20万\n风险可控\n")
        await at.sees("4.3-end the ceiling of grade C is 150,000.00 yuan")
        await at.press("shift+tab", "ctrl+u")
        await at.type("8万\n\n")
        await at.sees("credit limit of 80,000.00")
    credit.sums()
