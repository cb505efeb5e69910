"""How a line of a loan application stands: what it waits for, who could sign it, why it leads nowhere (6.7.2, 6.7.3).

The acts and the work lists ask here, so that what a list offers for signing is what signing accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_tui.regulation.authority import Matter, stage_signers
from archive_tui.regulation.lending import Case, SignOff, fault_of, stages
from archive_tui.regulation.levels import ever_allowed
from archive_tui.regulation.rulings import Signer, Stage
from archive_tui.services.archive import Transaction
from archive_tui.store import item_rows, request_rows
from archive_tui.store.records import ItemRecord, RequestItemRecord


@dataclass(frozen=True, slots=True)
class LineState:
    """A line with its item and its state: ``waiting_manager|office|secret``, ``approved``, or what it ended as.

    ``stage`` is the signature it waits for and ``signers`` who can give it now; ``signed`` the signatures on it.
    """

    line: RequestItemRecord
    item: ItemRecord
    state: str
    stage: Stage | None = None
    signers: tuple[Signer, ...] = ()
    signed: tuple[SignOff, ...] = ()

    @property
    def open(self) -> bool:
        """Return whether the line still can lead to its item."""
        return self.stage is not None or self.state == "approved"

    def can_sign(self, person_id: int) -> bool:
        """Return whether the person can give the signature that the line waits for."""
        return any(signer.person_id == person_id for signer in self.signers)


def missing_stage(case: Case) -> Stage | None:
    """Return the signature that an open line waits for, or None when it has all that it takes.

    ``case`` holds the signatures on that line and no others.
    """
    for stage in stages(case.paper.level):
        if not any(s.stage is stage and fault_of(case, s) is None for s in case.sign_offs):
            return stage
    return None


def spent_as(case: Case) -> str | None:
    """Return why an open line can lead nowhere any more (``lapsed``, ``void``), or None while it can.

    ``case`` holds the signatures on that line and no others.
    """
    faults = {fault_of(case, s) for s in case.sign_offs}
    if not ever_allowed(case.paper.level, case.kind) or "void" in faults:
        return "void"
    # An approval that lapsed spends the line, unless another has been given in its place since.
    return "lapsed" if "lapsed" in faults and missing_stage(case) is not None else None


def case_of_line(txn: Transaction, line: RequestItemRecord, item: ItemRecord) -> Case:
    """Return what the state of one line turns on."""
    return _case(txn, line, item, request_rows.sign_offs_of_lines(txn.store, [line.id])[line.id])


def states_of(txn: Transaction, lines: Sequence[RequestItemRecord]) -> list[LineState]:
    """Return how those lines stand, in their order; however many they are, it takes a few queries."""
    items = item_rows.items(txn.store, (line.item_id for line in lines))
    open_ids = [line.id for line in lines if line.outcome is None]
    signed = request_rows.sign_offs_of_lines(txn.store, open_ids)
    # Most lines of a list ask the same question: who signs for that level, origin and borrower.
    who: dict[tuple[Stage, Matter], tuple[Signer, ...]] = {}
    return [_state(txn, line, items[line.item_id], signed.get(line.id, []), who) for line in lines]


def _state(
    txn: Transaction,
    line: RequestItemRecord,
    item: ItemRecord,
    signed: Sequence[SignOff],
    who: dict[tuple[Stage, Matter], tuple[Signer, ...]],
) -> LineState:
    if line.outcome is not None:
        return LineState(line, item, line.outcome)
    case = _case(txn, line, item, signed)
    spent = spent_as(case)
    if spent is not None:
        return LineState(line, item, spent, signed=tuple(signed))
    stage = missing_stage(case)
    if stage is None:
        return LineState(line, item, "approved", signed=tuple(signed))
    asked = (stage, case.matter)
    if asked not in who:
        who[asked] = stage_signers(txn.roster, stage, case.matter, txn.now.utc, txn.settings)
    return LineState(line, item, f"waiting_{stage.value}", stage, who[asked], tuple(signed))


def _case(txn: Transaction, line: RequestItemRecord, item: ItemRecord, signed: Sequence[SignOff]) -> Case:
    return Case(
        txn.roster, txn.settings, line.borrower_id, item_rows.paper_of(item), line.kind, txn.now.utc, tuple(signed)
    )
