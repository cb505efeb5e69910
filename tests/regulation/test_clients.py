"""Which clients have a file, how they are divided, and what a card holds (1.1 to 1.4, 2.1 to 2.4, 3.1, 5.1, 5.2)."""

from __future__ import annotations

from datetime import date

import pytest

from archive_tui.regulation import clients
from archive_tui.regulation.clients import Dealings, Dealt, Division, DivisionRules, Source, Time, Volume

RULES = DivisionRules()
HIGHEST = 1_000_000_00


@pytest.mark.parametrize(
    ("first_year", "contracts", "new_years", "wanted"),
    [
        pytest.param(None, 0, 1, Time.FUTURE, id="1.1 nothing yet"),
        pytest.param(None, 1, 1, Time.NEW, id="1.1 a contract and no rental yet"),
        pytest.param(2027, 1, 1, Time.NEW, id="1.1 rental only next year"),
        pytest.param(2026, 1, 1, Time.NEW, id="4.2.1 the first year with rental has not closed"),
        pytest.param(2025, 1, 1, Time.ESTABLISHED, id="4.2.1 the first year with rental has closed"),
        pytest.param(2025, 0, 1, Time.ESTABLISHED, id="4.2.1 rental from before the program"),
        pytest.param(2025, 1, 2, Time.NEW, id="4.2.1 setting: two years, one closed"),
        pytest.param(2024, 1, 2, Time.ESTABLISHED, id="4.2.1 setting: two years, both closed"),
    ],
)
def test_by_time(first_year: int | None, contracts: int, new_years: int, wanted: Time) -> None:
    assert clients.by_time(first_year, contracts, 2026, new_years) is wanted


@pytest.mark.parametrize(
    ("dealt", "wanted"),
    [
        pytest.param(Dealt(), Dealings.NONE, id="1.2 none yet"),
        pytest.param(Dealt(ahead=True), Dealings.ABOUT, id="1.2 an offer is open"),
        pytest.param(Dealt(contracts=2, first_year=2019, ahead=True), Dealings.ABOUT, id="1.2 before, offer open"),
        pytest.param(Dealt(contracts=2, first_year=2019), Dealings.BEFORE, id="1.2 dealt before"),
        pytest.param(Dealt(first_year=2015), Dealings.BEFORE, id="1.2 dealt before the program"),
        pytest.param(Dealt(contracts=1, running=True, ahead=True), Dealings.NOW, id="1.2 a contract runs"),
        pytest.param(Dealt(contracts=1, owed=True), Dealings.NOW, id="1.2 money is still owed"),
    ],
)
def test_by_dealings(dealt: Dealt, wanted: Dealings) -> None:
    assert clients.by_dealings(dealt) is wanted


@pytest.mark.parametrize(
    ("contracts", "rental", "wanted"),
    [
        pytest.param(3, HIGHEST // 10, Volume.KEY, id="1.4 three contracts and just 10 %"),
        pytest.param(3, HIGHEST // 10 - 1, Volume.GENERAL, id="1.4 three contracts and a fen less than 10 %"),
        pytest.param(2, HIGHEST, Volume.GENERAL, id="1.4 large but only two"),
        pytest.param(1, HIGHEST, Volume.OCCASIONAL, id="1.4 a single one"),
        pytest.param(0, 0, Volume.OCCASIONAL, id="1.4 none"),
    ],
)
def test_by_volume(contracts: int, rental: int, wanted: Volume) -> None:
    assert clients.by_volume(Dealt(contracts=contracts, rental=rental, highest=HIGHEST), RULES) is wanted


def test_nobody_is_a_key_client_while_nobody_has_rental() -> None:
    assert clients.by_volume(Dealt(contracts=9), RULES) is Volume.GENERAL


def test_every_division_says_what_it_can_be() -> None:
    assert [len(clients.choices(d)) for d in Division] == [3, 4, 3]


@pytest.mark.parametrize("article", ["2.1", "2.2", "2.3", "2.4"])
def test_the_card_has_sections_of_each_article(article: str) -> None:
    assert any(section.article == article for section in clients.SECTIONS)


def test_the_card_says_what_is_empty_in_its_own_order() -> None:
    assert clients.empty_sections(clients.CODES) == ()
    assert clients.empty_sections({"phone"}, ["plans", "phone", "address"]) == ("address", "plans")
    assert clients.empty_sections(()) == clients.CODES


@pytest.mark.parametrize(
    ("source", "checked", "counts"),
    [
        pytest.param(Source.SURVEY, False, True, id="3.1.1 survey counts"),
        pytest.param(Source.FORM, False, False, id="3.1.2 a client's own form does not"),
        pytest.param(Source.FORM, True, True, id="3.1.2 checked, it does"),
        pytest.param(Source.AGENCY, False, True, id="3.1.3 an agency's counts"),
    ],
)
def test_what_counts_as_checked(source: Source, checked: bool, counts: bool) -> None:
    assert clients.counts_as_checked(source, checked) is counts


def test_a_form_is_checked_by_somebody_else_than_its_collector() -> None:
    assert not clients.may_check(Source.FORM, 7, 7)
    assert clients.may_check(Source.FORM, 7, 8)
    assert clients.may_check(Source.SURVEY, 7, 7)


@pytest.mark.parametrize(
    ("today", "months", "wanted"),
    [
        (date(2026, 11, 24), 6, date(2026, 5, 24)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 10), 6, date(2025, 9, 10)),
        (date(2026, 1, 31), 12, date(2025, 1, 31)),
    ],
)
def test_a_card_is_stale_after_so_many_calendar_months(today: date, months: int, wanted: date) -> None:
    assert clients.stale_before(today, months) == wanted


def test_future_and_new_clients_come_first_then_key_ones() -> None:
    order = [
        (Time.FUTURE, Volume.OCCASIONAL), (Time.NEW, Volume.GENERAL), (Time.ESTABLISHED, Volume.KEY),
        (Time.ESTABLISHED, Volume.GENERAL), (Time.ESTABLISHED, Volume.OCCASIONAL),
    ]  # fmt: skip
    assert [clients.attention(*one) for one in order] == [0, 1, 2, 3, 4]
