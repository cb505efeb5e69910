"""What the words typed over the trail mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive_tui import wording
from archive_tui.regulation import short_codes
from archive_tui.regulation.settings import Settings
from archive_tui.ui.trail_filter import Understood, told_words, understand
from tests.world import World

TZ = Settings().tz


def asked(world: World, text: str) -> Understood:
    return understand(world.archive, world.actor(), text, world.clock.now().utc, TZ)


def test_nothing_typed_asks_for_everything(world: World) -> None:
    assert asked(world, "  ") == Understood(asked(world, "").wanted)
    assert list(told_words(asked(world, ""))) == []


@pytest.mark.parametrize("typed", ["何勇", "heyong", "hy", short_codes.make("S", 8)])
def test_a_person_by_name_login_initials_or_card(world: World, typed: str) -> None:
    found = asked(world, typed)
    assert (found.wanted.person_id, found.told) == (world.people["heyong"], ("何勇",))


@pytest.mark.parametrize("typed", ["I0000003-1", "i00000031", "Z109-WS·2018-D30-ZLB-0001", "tsqzj"])
def test_an_item_by_label_code_or_initials(world: World, typed: str) -> None:
    found = asked(world, typed)
    assert (found.wanted.item_id, found.told) == (world.item("塔式"), ("I0000003-1",))


def test_acts_by_their_names_in_the_language_spoken_and_by_their_codes(world: World) -> None:
    assert asked(world, "loan application").wanted.acts == ("request",)
    assert asked(world, "give_back sign-off").wanted.acts == ("give_back", "sign_off")
    assert set(asked(world, "level").wanted.acts) == {"level_change", "raise_level", "lower_level"}
    wording.install(wording.CHINESE)
    word = wording.pgettext("act in the trail", "return")
    assert asked(world, word).wanted.acts == ("give_back",)


def test_a_day_is_a_day_of_the_archives_zone_and_two_make_a_span(world: World) -> None:
    found = asked(world, "2026-03-10").wanted
    assert found.since == datetime(2026, 3, 9, 16, tzinfo=UTC) and found.until == datetime(2026, 3, 10, 16, tzinfo=UTC)
    found = asked(world, "3-1 何勇 3-5").wanted
    assert (found.since, found.until) == (
        datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 5, 16, tzinfo=UTC)
    )  # fmt: skip
    assert list(told_words(asked(world, "3-1 3-5"))) == ["2026-03-01 to 2026-03-05"]


@pytest.mark.parametrize("typed", ["refused", "Refusals", "拒绝", "驳回"])
def test_refusals_in_either_language(world: World, typed: str) -> None:
    assert asked(world, typed).wanted.refusals_only


def test_a_second_person_and_nonsense_are_named_as_not_understood(world: World) -> None:
    found = asked(world, "何勇 刘洋 xyzzy [/]")
    assert found.wanted.person_id == world.people["heyong"]
    assert found.unknown == ("刘洋", "xyzzy", "[/]")
    assert list(told_words(found))[-1] == "not understood: 刘洋 xyzzy [/]"
