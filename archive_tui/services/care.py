"""Care for what is out and what is kept: levels, recalls, reminders, incidents, clock steps (6.5.4, 6.7.3, 6.7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from archive_tui.regulation.levels import Change, Level, State, change_of, original_owed
from archive_tui.regulation.permissions import Act, may
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.lending import INCIDENT_KINDS, item_or_raise
from archive_tui.services.texts import checked
from archive_tui.store import item_rows, level_rows, loan_rows, request_rows, trail_rows
from archive_tui.store.records import ItemRecord

#: Two clocks that stand no more seconds apart than this stand alike: a step has to be larger.
_SAME_STEP = 30


@dataclass(frozen=True, slots=True)
class LevelChanged:
    """A level that was changed: the recall it caused and the applications it voided; whether an original is owed."""

    item_id: int
    old: Level
    new: Level
    recall_id: int | None
    voided: int
    owed: bool


def raise_level(archive: Archive, actor: Actor, item_id: int, new: Level, reason: str) -> Outcome[LevelChanged]:
    """Raise an item's level at once: open approvals are void, and the item is recalled if it is out (invariant 5).

    A raise to confidential or above without the original in the room is recorded as *original owed* (invariant 6).
    Raises NotThere, BadInput (no reason, no raise).
    """
    reason = checked("reason", reason, needed=True)
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        if change_of(item.level, new) is not Change.RAISE:
            raise BadInput("no_raise", level=item.level.value)
        ruling = txn.may(Act.RAISE_LEVEL)
        if not ruling.allowed:
            return txn.refuse("raise_level", ruling, item=item_id, level=new.value)
        return Outcome(ruling, _change(txn, actor.person_id, item, new, reason))


def lower_level(
    archive: Archive, actor: Actor, item_id: int, new: Level, reason: str, gm_login: str, pin: str
) -> Outcome[LevelChanged]:
    """Lower an item's level by the GM's PIN, once the item is back in its place (invariant 5).

    Raises NotThere, BadInput, PinRefused.
    """
    reason = checked("reason", reason, needed=True)
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        if change_of(item.level, new) is not Change.LOWER:
            raise BadInput("no_lowering", level=item.level.value)
        ruling = _may_lower(txn, signer_id, item)
        if not ruling.allowed:
            return txn.refuse("lower_level", ruling, item=item_id, level=new.value, about=[signer_id])
        return Outcome(ruling, _change(txn, signer_id, item, new, reason))


def recall(archive: Archive, actor: Actor, loan_id: int, reason: str = "") -> Outcome[int]:
    """Call an item back that is out; return the recall's id. Raises NotThere, BadInput."""
    reason = checked("reason", reason)
    with archive.act(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        ruling = txn.may(Act.RECALL)
        if ruling.allowed and loan.returned_at is not None:
            ruling = refusal(Clause("6.7", False, "not_out"))
        if ruling.allowed and loan.recalled_at is not None:
            ruling = refusal(Clause("6.7", False, "recalled_already"))
        if not ruling.allowed:
            return txn.refuse("recall", ruling, item=loan.item_id, loan=loan_id)
        recall_id = loan_rows.add_recall(txn.store, loan_id, actor.person_id, txn.seconds, "asked", reason)
        txn.record("recall", item=loan.item_id, loan=loan_id, about=[loan.borrower_id], cause="asked")
        return Outcome(ruling, recall_id)


def remind(archive: Archive, actor: Actor, loan_id: int) -> Outcome[int]:
    """Write a reminder (催还) for a loan and record it; return how many it has had. Raises NotThere."""
    with archive.act(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        ruling = txn.may(Act.TAKE_BACK)
        if ruling.allowed and loan.returned_at is not None:
            ruling = refusal(Clause("6.7", False, "not_out"))
        if not ruling.allowed:
            return txn.refuse("remind", ruling, item=loan.item_id, loan=loan_id)
        loan_rows.add_reminder(txn.store, loan_id, actor.person_id, txn.seconds)
        txn.record("remind", item=loan.item_id, loan=loan_id, about=[loan.borrower_id], count=loan.reminders + 1)
        return Outcome(ruling, loan.reminders + 1)


def open_incident(archive: Archive, actor: Actor, item_id: int, kind: str, note: str) -> Outcome[int]:
    """Record an incident on an item that is away or back already, against whoever has or last had it (6.7.6).

    An item that is lost from its place is missing from then on; one that is away is, once its return says so.
    Raises NotThere, BadInput.
    """
    if kind not in INCIDENT_KINDS:
        raise BadInput("incident_kind", kind=kind)
    note = checked("note", note)
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        ruling = txn.may(Act.TAKE_BACK)
        if not ruling.allowed:
            return txn.refuse("incident_open", ruling, item=item_id)
        loan = loan_rows.open_loan_of_item(txn.store, item_id) or loan_rows.latest_return(txn.store, item_id)
        borrower = loan.borrower_id if loan else None
        incident_id = loan_rows.add_incident(
            txn.store, item.id, loan.id if loan else None, borrower, kind, note, actor.person_id, txn.seconds
        )
        lost = kind == "loss" and item.state is State.IN_PLACE
        if lost:
            item_rows.set_state(txn.store, item.id, State.MISSING)
        about = [borrower] if borrower is not None else []
        txn.record("incident_open", item=item_id, about=about, incident=incident_id, kind=kind, lost=lost)
        return Outcome(ruling, incident_id)


def close_incident(archive: Archive, actor: Actor, incident_id: int, reason: str) -> Outcome[None]:
    """Close an incident with a reason (6.7.6 reading); whom it stands against can't close it.

    Raises NotThere, BadInput.
    """
    reason = checked("reason", reason, needed=True)
    with archive.act(actor) as txn:
        incident = loan_rows.incident(txn.store, incident_id)
        if incident is None:
            raise NotThere("incident", str(incident_id))
        ruling = txn.may(Act.CLOSE_INCIDENT)
        if ruling.allowed and incident.borrower_id == actor.person_id:
            ruling = refusal(Clause("6.7.6", False, "own_incident"))
        if ruling.allowed and incident.closed_at is not None:
            ruling = refusal(Clause("6.7.6", False, "incident_closed"))
        if not ruling.allowed:
            return txn.refuse("incident_close", ruling, item=incident.item_id, incident=incident_id)
        loan_rows.close_incident(txn.store, incident_id, actor.person_id, txn.seconds, reason)
        about = [incident.borrower_id] if incident.borrower_id is not None else []
        txn.record("incident_close", item=incident.item_id, about=about, incident=incident_id)
        return Outcome(ruling)


def found(archive: Archive, actor: Actor, item_id: int, reason: str) -> Outcome[tuple[int, ...]]:
    """Record that a missing item is found and back in its place; its losses are closed with that reason (6.7.6).

    Return the incidents that were closed. Raises NotThere, BadInput.
    """
    reason = checked("reason", reason, needed=True)
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        known = loan_rows.incidents_of_item(txn.store, item_id)
        losses = sorted((i for i in known if i.kind == "loss" and i.closed_at is None), key=lambda one: one.id)
        ruling = txn.may(Act.CLOSE_INCIDENT)
        if ruling.allowed and item.state is not State.MISSING:
            ruling = refusal(Clause("6.7.6", False, "not_missing"))
        if ruling.allowed and any(one.borrower_id == actor.person_id for one in losses):
            ruling = refusal(Clause("6.7.6", False, "own_incident"))
        if not ruling.allowed:
            return txn.refuse("found", ruling, item=item_id)
        for one in losses:
            loan_rows.close_incident(txn.store, one.id, actor.person_id, txn.seconds, reason)
        item_rows.set_state(txn.store, item_id, State.IN_PLACE)
        closed = tuple(one.id for one in losses)
        about = sorted({one.borrower_id for one in losses if one.borrower_id is not None})
        txn.record("found", item=item_id, about=about, incidents=list(closed))
        return Outcome(ruling, closed)


def note_clock_step(archive: Archive, actor: Actor, step: timedelta) -> int | None:
    """Record that the wall clock moved against the boot clock; return the trail entry's number.

    Every open session notices the same step; whoever comes first has it recorded, the others get None.
    """
    with archive.act(actor) as txn:
        ahead = int(txn.now.utc.timestamp()) - txn.now.boot_ns // 1_000_000_000
        last = trail_rows.latest_of(txn.store, "clock_step")
        if last.get("boot") == txn.now.boot_id and abs(int(last.get("ahead", 0)) - ahead) <= _SAME_STEP:
            return None
        return txn.record("clock_step", seconds=int(step.total_seconds()), boot=txn.now.boot_id, ahead=ahead)


def _may_lower(txn: Transaction, signer_id: int, item: ItemRecord) -> Ruling:
    against = []
    if not may(txn.roster, signer_id, Act.LOWER_LEVEL, txn.now.utc):
        against.append(Clause("6.7.3", False, "lowering_is_gms"))
    if item.state is not State.IN_PLACE:
        against.append(Clause("6.7.3", False, "lowering_waits"))
    return refusal(*against) if against else permission()


def _change(txn: Transaction, by: int, item: ItemRecord, new: Level, reason: str) -> LevelChanged:
    seq, raised = txn.seq, change_of(item.level, new) is Change.RAISE
    owed = original_owed(new, item.original)
    level_rows.add_change(txn.store, item.id, item.level, new, by, txn.seconds, reason, seq)
    item_rows.raise_or_lower(txn.store, item, new, seq, raised, owed)
    voided, recall_id = [], None
    if raised:
        voided = [
            line.id
            for line in request_rows.open_lines_of_item(txn.store, item.id)
            if request_rows.close_request_item(txn.store, line.id, txn.seconds, "void")
        ]
        loan = loan_rows.open_loan_of_item(txn.store, item.id)
        if loan is not None and loan.recalled_at is None:
            recall_id = loan_rows.add_recall(txn.store, loan.id, by, txn.seconds, "level_raised", reason)
    txn.record(
        "level_change", item=item.id, about=[by], signer=by, old=item.level.value, new=new.value, voided=voided,
        recall=recall_id, original_owed=owed,
    )  # fmt: skip
    return LevelChanged(item.id, item.level, new, recall_id, len(voided), owed)
