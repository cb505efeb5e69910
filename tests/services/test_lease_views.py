"""Leases as the screens show them: what is late, what goes against the terms of today, what was paid and reversed."""

from __future__ import annotations

from datetime import date

from archive_tui.regulation.terms import Way
from archive_tui.services import analysis_export, lease_views, leases, payments
from archive_tui.services.lease_views import LeasesOfClient
from archive_tui.services.people_named import people_named
from tests.services.credit_ground import Credit, equip
from tests.world import World


def shown(credit: Credit, login: str = "liuyang") -> LeasesOfClient:
    """Return the first client's leases."""
    found = lease_views.leases_of(credit.archive, credit.world.actor(login), credit.clients[0])
    assert found is not None
    return found


def test_a_lease_shows_what_of_it_is_late_and_who_may_not_see_clients_sees_nothing(world: World) -> None:
    credit = equip(world)
    credit.score()
    credit.contract("HT-1", starts=date(2026, 1, 1), ends=date(2026, 12, 31), amount=120_000_00)
    (one,) = shown(credit).leases
    assert one.late == 30_000_00 and one.against == ()
    nobody = world.actor("chenxiaomei")
    assert lease_views.leases_of(credit.archive, nobody, credit.clients[0]) is None
    assert lease_views.open_lease(credit.archive, nobody, one.lease.id) is None


def test_4_3_a_running_lease_shows_what_speaks_against_it_once_the_grade_has_fallen(world: World) -> None:
    credit = equip(world)
    credit.score(percent=90)
    credit.contract("HT-1", agreed_price=900_00)
    credit.score(percent=75)
    (one,) = shown(credit).leases
    assert [clause.code for clause in one.against] == ["terms_price"]
    assert leases.end_lease(credit.archive, credit.sales, one.lease.id, date(2026, 4, 1), "停工").done is not None
    (ended,) = shown(credit).leases
    assert ended.against == ()  # what is over is judged no more


def test_a_payment_and_its_reversal_are_both_shown(world: World) -> None:
    credit = equip(world)
    credit.score()
    lease = credit.contract("HT-1", starts=date(2026, 3, 1), ends=date(2026, 12, 31))
    opened = lease_views.open_lease(credit.archive, credit.sales, lease)
    assert opened is not None
    first = opened.instalments[0]
    paid = payments.pay(credit.archive, credit.sales, first.id, date(2026, 3, 9), 100_00, Way.MONEY).done
    assert paid is not None
    payments.reverse_payment(credit.archive, credit.sales, paid, "录错")
    again = lease_views.open_lease(credit.archive, credit.sales, lease)
    assert again is not None
    assert [(one.amount, one.reversed, one.reverses) for one in again.payments] == [
        (100_00, True, None), (-100_00, False, paid),
    ]  # fmt: skip


def test_5_3_a_table_that_names_clients_leaves_by_the_keeper_alone_and_a_refusal_is_recorded(world: World) -> None:
    credit = equip(world)
    refused = analysis_export.record_table(credit.archive, world.actor("gm"), "by_client", 2026, 3, named=True)
    assert [clause.article for clause in refused.ruling.against] == ["5.3"]
    assert analysis_export.record_table(credit.archive, credit.keeper, "by_client", 2026, 3, named=True).done
    assert analysis_export.record_table(credit.archive, world.actor("gm"), "grade", 2026, 3, named=False).done
    assert not analysis_export.record_table(
        credit.archive, world.actor("archivist"), "grade", 2026, 3, named=False
    ).done
    credit.sums()


def test_people_are_named_by_their_ids(world: World) -> None:
    gm = world.people["gm"]
    assert people_named(world.archive, world.actor(), [gm, None]) == {gm: "王建勋"}
