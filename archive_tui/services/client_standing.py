"""How clients stand: divisions by the facts or as a person has said, and terms as of now (1.1 to 1.4, 4.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive_tui.regulation.clients import (
    Dealings,
    Dealt,
    Division,
    DivisionRules,
    Time,
    Volume,
    attention,
    by_dealings,
    by_time,
    by_volume,
)
from archive_tui.regulation.terms import Schedule
from archive_tui.services.archive import Transaction
from archive_tui.services.client_acts import today
from archive_tui.services.score_figures import highest_now
from archive_tui.services.terms_shown import TermsShown as TermsShown
from archive_tui.services.terms_shown import shown_of
from archive_tui.store import client_rows, grade_rows, lease_rows
from archive_tui.store.client_records import ClientRecord

if TYPE_CHECKING:
    from archive_tui.services.score_figures import Highest


@dataclass(frozen=True, slots=True)
class Standing:
    """A client's divisions; ``said`` names those that a person has overridden, with value by the facts and reason."""

    time: Time
    dealings: Dealings
    volume: Volume
    said: Mapping[Division, tuple[str, str]]

    @property
    def attention(self) -> int:
        """Return how early the client comes on a worklist, 0 first (1.1, 1.4, 5.2)."""
        return attention(self.time, self.volume)


def standings(txn: Transaction, records: Sequence[ClientRecord], highest: Highest | None = None) -> dict[int, Standing]:
    """Return the divisions of clients by id."""
    ids = [record.id for record in records]
    top = (highest or highest_now(txn)).amount
    dealt = lease_rows.dealings(txn.store, ids, today(txn))
    said = client_rows.divisions(txn.store, ids)
    return {record.id: _standing(txn, record, dealt[record.id], said, top) for record in records}


def terms_shown(txn: Transaction, record: ClientRecord, schedule: Schedule | None = None) -> TermsShown | None:
    """Return what a client gets now, None below C and while ungraded."""
    schedule = schedule or grade_rows.in_force(txn.store)
    return shown_of(txn.store, schedule, record.id, record.grade, record.nature)


def _standing(
    txn: Transaction,
    record: ClientRecord,
    now: tuple[bool, bool, bool],
    said: Mapping[tuple[int, str], tuple[str, str, int, int]],
    highest: int,
) -> Standing:
    settings = txn.settings
    rules = DivisionRules(settings.new_client_years, settings.key_leases, settings.key_percent)
    dealt = Dealt(record.contracts, record.first_year, record.rental, highest, *now)
    facts = {
        Division.TIME: by_time(record.first_year, record.contracts, today(txn).year, rules.new_client_years).value,
        Division.DEALINGS: by_dealings(dealt).value,
        Division.VOLUME: by_volume(dealt, rules).value,
    }
    over = {d: said[record.id, d.value] for d in Division if (record.id, d.value) in said}
    now_is = {d: over[d][0] if d in over else fact for d, fact in facts.items()}
    return Standing(
        Time(now_is[Division.TIME]), Dealings(now_is[Division.DEALINGS]), Volume(now_is[Division.VOLUME]),
        {d: (facts[d], one[1]) for d, one in over.items()},
    )  # fmt: skip
