"""Undoing a return that was none: the loan goes on, and both the return and its correction stay in the trail."""

from __future__ import annotations

from datetime import timedelta

from archive_tui.regulation.moments import elapsed
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Ruling
from archive_tui.regulation.wrong_returns import WrongReturn, rule_unreturn
from archive_tui.services.archive import Actor, Archive, NotThere, Outcome, Transaction
from archive_tui.services.lending import Lent, item_or_raise
from archive_tui.services.shown import name_of
from archive_tui.services.texts import checked
from archive_tui.store import loan_rows, unreturn_rows
from archive_tui.store.records import ItemRecord, LoanRecord, seconds


def unreturn(archive: Archive, actor: Actor, loan_id: int, reason: str) -> Outcome[Lent]:
    """Let a loan go on whose item was taken back by mistake and is still with the borrower.

    Its due time and the sign-off that it used stay as they were. What the return opened (lateness, damage) stays open
    until it is closed with a reason. An item that was under recall is so again, and one that was raised meanwhile is
    recalled at once (invariants 1 and 5). Raises NotThere, BadInput (no reason).
    """
    reason = checked("reason", reason, needed=True)
    with archive.act(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        item = item_or_raise(txn, loan.item_id)
        ruling = _ruling(txn, loan, item)
        if not ruling.allowed or loan.returned_at is None:
            return txn.refuse("unreturn", ruling, item=item.id, loan=loan_id, about=[loan.borrower_id])
        unreturn_rows.add_unreturn(txn.store, loan_id, actor.person_id, txn.seconds, reason, txn.seq)
        recall_id = _recall_again(txn, loan, item)
        unreturn_rows.go_on(txn.store, loan_id)
        txn.record(
            "unreturn", item=item.id, loan=loan_id, about=[loan.borrower_id], due_at=seconds(loan.due_at),
            returned_at=seconds(loan.returned_at), late=loan.late, recall=recall_id,
        )  # fmt: skip
        return Outcome(ruling, Lent(loan_id, item.id, loan.due_at))


def may_unreturn(archive: Archive, actor: Actor, loan_id: int) -> Ruling:
    """Return the ruling on undoing a loan's return, without doing anything; raises NotThere."""
    with archive.look(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        return _ruling(txn, loan, item_or_raise(txn, loan.item_id))


def latest_return(archive: Archive, actor: Actor, item_id: int) -> int | None:
    """Return the loan that an item was taken back from last, or None."""
    with archive.look(actor) as txn:
        loan = loan_rows.latest_return(txn.store, item_id)
        return loan.id if loan is not None else None


def _ruling(txn: Transaction, loan: LoanRecord, item: ItemRecord) -> Ruling:
    allowed = txn.may(Act.TAKE_BACK)
    if not allowed.allowed:
        return allowed
    seq, told = unreturn_rows.return_entry(txn.store, item.id, loan.id)
    newest = loan_rows.loans_of_item(txn.store, item.id, 1)[0]
    case = WrongReturn(
        due_at=loan.due_at, returned_at=loan.returned_at,
        since=_since(txn, loan, int(told.get("left", 0))), state=item.state,
        borrower_active=txn.roster.active(loan.borrower_id, txn.now.utc), last=newest.id == loan.id,
        lowered=unreturn_rows.was_lowered_since(txn.store, item.id, seq),
        undone=unreturn_rows.unreturn_of(txn.store, loan.id) is not None, reversed=loan.reversed,
        holder=name_of(txn, item.holder_id), held_until=item.due_at,
    )  # fmt: skip
    return rule_unreturn(case, txn.settings, txn.now.utc)


def _since(txn: Transaction, loan: LoanRecord, left_then: int) -> timedelta:
    """Return how long ago the return was by the boot clock, which no clock step moves.

    The return told how much was left of the loan then; the check-out's boot clock says how much is left now.
    """
    return elapsed(loan.out, txn.now) - (loan.due_at - loan.out.utc - timedelta(seconds=left_then))


def _recall_again(txn: Transaction, loan: LoanRecord, item: ItemRecord) -> int | None:
    ended = unreturn_rows.recall_ended_with(txn.store, loan.id)
    if item.level is not loan.level:
        ended = ("level_raised", ended[1] if ended is not None else "")
    if ended is None:
        return None
    return loan_rows.add_recall(txn.store, loan.id, txn.actor.person_id, txn.seconds, *ended)
