"""A change of archivist: what is out and open, on one list that both archivists confirm (6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, permission, refusal
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome, Transaction
from archive_tui.services.board import BoardRow, rows_away
from archive_tui.store import loan_rows, office_rows


@dataclass(frozen=True, slots=True)
class HandoverList:
    """What stands open in the room: all that is out or read there, and how many incidents, missing, originals owed."""

    out: tuple[BoardRow, ...]
    incidents: int
    missing: int
    owed: int
    items: int

    @property
    def loans(self) -> tuple[int, ...]:
        """Return the loans on the list: what both confirm."""
        return tuple(row.loan_id for row in self.out)


def handover_list(archive: Archive, actor: Actor) -> HandoverList:
    """Return the list as of now; an empty one for who may not keep the staff list."""
    with archive.look(actor) as txn:
        if not txn.may(Act.STAFF).allowed:
            return HandoverList((), 0, 0, 0, 0)
        return _list(txn)


def hand_over(
    archive: Archive, actor: Actor, giver: str, giver_pin: str, taker: str, taker_pin: str, seen: Sequence[int]
) -> Outcome[int]:
    """Record that an archivist handed the room over to another, both by their PINs; return how many items are out.

    ``seen``: the loans on the list that both read. Roles stay as they are: the GM ends the giver's.
    Raises PinRefused, BadInput (the list has changed since).
    """
    giver_id = pins.prove(archive, actor, giver, giver_pin)
    taker_id = pins.prove(archive, actor, taker, taker_pin)
    with archive.act(actor) as txn:
        at = txn.now.utc
        archivists = all(txn.roster.holds(i, Role.ARCHIVIST, at) for i in (giver_id, taker_id))
        ruling = permission()
        if not archivists or giver_id == taker_id:
            ruling = refusal(Clause("6.4", False, "handover_of_archivists"))
        if not ruling.allowed:
            return txn.refuse("handover", ruling, about=[giver_id, taker_id])
        loans = loan_rows.open_loans(txn.store)
        if sorted(seen) != sorted(loan.id for loan in loans):
            raise BadInput("list_changed")
        open_incidents = [incident.id for incident in loan_rows.open_incidents(txn.store)]
        txn.record(
            "handover", about=[giver_id, taker_id], items=[loan.item_id for loan in loans],
            loans=[loan.id for loan in loans], incidents=open_incidents, count=len(loans),
        )  # fmt: skip
        return Outcome(ruling, len(loans))


def _list(txn: Transaction) -> HandoverList:
    items, missing, owed = office_rows.room_counts(txn.store)
    return HandoverList(rows_away(txn), len(loan_rows.open_incidents(txn.store)), missing, owed, items)
