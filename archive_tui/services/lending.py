"""Handing over and taking back: check_out, give_back, reverse, renew, and copies (6.7.1 to 6.7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from archive_tui.regulation.lending import Case, Standing, rule
from archive_tui.regulation.levels import Kind, Level, State, most_allowed
from archive_tui.regulation.moments import is_late, left, same_boot
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.services.archive import (
    Actor,
    Archive,
    BadInput,
    NotThere,
    Outcome,
    Transaction,
    remember,
    remembered,
)
from archive_tui.services.texts import checked
from archive_tui.store import item_rows, loan_rows, request_rows
from archive_tui.store.records import ItemRecord, LoanRecord, seconds, utc

#: What can be found wrong with an item that comes back (6.7.6).
INCIDENT_KINDS = ("damage", "alteration", "loss", "lent_on", "copied", "late", "pages_missing")


@dataclass(frozen=True, slots=True)
class Lent:
    """One item handed over: the loan, and when it is due back."""

    loan_id: int
    item_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """One item taken back; ``incidents`` are those that the return opened."""

    loan_id: int
    item_id: int
    returned_at: datetime
    late: bool
    incidents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item that is to be handed over; ``kind`` None means the most that its level allows."""

    item_id: int
    kind: Kind | None = None
    due_at: datetime | None = None


def case_of(txn: Transaction, borrower_id: int, item: ItemRecord, kind: Kind | None = None) -> Case:
    """Return all that a ruling on this person and item turns on, as it stands in this transaction.

    Raises BadInput where ``kind`` asks for nothing though the level allows something.
    """
    asked = kind or most_allowed(item.level)
    if asked is Kind.NONE and item.level is not Level.TOP_SECRET:
        raise BadInput("nothing_asked")
    lines = request_rows.open_lines_of(txn.store, borrower_id, item.id)
    since = seconds(txn.now.utc - max(txn.settings.sign_off_lapse, timedelta(days=1)))
    return Case(
        txn.roster, txn.settings, borrower_id, item_rows.paper_of(item), asked, txn.now.utc,
        tuple(request_rows.sign_offs_for_ruling(txn.store, item.id, borrower_id, asked, since)),
        standing_of(txn, borrower_id), tuple(line.request_id for line in lines if line.kind is asked),
    )  # fmt: skip


def standing_of(txn: Transaction, borrower_id: int) -> Standing:
    """Return what is overdue with a person, and the incidents open against that person."""
    overdue = sum(
        1 for loan in loan_rows.open_loans_of(txn.store, borrower_id) if is_late(loan.out, loan.due_at, txn.now)
    )
    return Standing(overdue, len(loan_rows.open_incidents_of(txn.store, borrower_id)))


def item_or_raise(txn: Transaction, item_id: int) -> ItemRecord:
    """Return an item; raises NotThere."""
    found = item_rows.item(txn.store, item_id)
    if found is None:
        raise NotThere("item", str(item_id))
    return found


def check_out(
    archive: Archive,
    actor: Actor,
    borrower_id: int,
    wanted: Sequence[Wanted],
    *,
    pledged: bool,
    key: str | None = None,
) -> Mapping[int, Outcome[Lent]]:
    """Hand items over to a borrower, all of them or none, and return the outcome for each item.

    ``pledged``: the borrower has acknowledged 6.7.6 a and b; without it nothing goes out (BadInput). ``key`` makes
    the call safe to repeat after a lost answer. Raises NotThere for an item or borrower that isn't there, BadInput.
    """
    if not pledged:
        raise BadInput("no_pledge")
    with archive.act(actor) as txn:
        again = remembered(txn, key)
        if again is not None:
            return _lent_before(again)
        if borrower_id not in txn.roster.persons:
            raise NotThere("person", str(borrower_id))
        items = {w.item_id: item_or_raise(txn, w.item_id) for w in wanted}
        if len(items) < len(wanted):
            raise BadInput("asked_twice")
        rulings = {w.item_id: _ruling(txn, borrower_id, items[w.item_id], w) for w in wanted}
        if any(not r.allowed for r in rulings.values()):
            return {i: _refused(txn, "check_out", borrower_id, items[i], r) for i, r in rulings.items()}
        lent = {w.item_id: _hand_over(txn, borrower_id, items[w.item_id], rulings[w.item_id], w) for w in wanted}
        remember(txn, key, {str(i): [o.loan_id, seconds(o.due_at)] for i, o in lent.items()})
        return {i: Outcome(rulings[i], o) for i, o in lent.items()}


def note_refusal(archive: Archive, actor: Actor, borrower_id: int, item_id: int, kind: Kind | None = None) -> Ruling:
    """Record that the desk had to refuse an item to a person who asked for it, and return the ruling.

    Nothing is recorded where the item could be handed over or signed for after all.
    """
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        ruling = rule(case_of(txn, borrower_id, item, kind))
        if ruling.decision.value == "refused":
            _refused(txn, "check_out", borrower_id, item, ruling)
        return ruling


def give_back(
    archive: Archive,
    actor: Actor,
    item_id: int,
    *,
    pages: int | None = None,
    state: str = "",
    incident: str | None = None,
    note: str = "",
    key: str | None = None,
) -> Outcome[Returned]:
    """Take an item back with its pages counted and its state (6.7.6 reading).

    Lateness, missing pages and ``incident`` (one of INCIDENT_KINDS) each open an incident that stays open until it is
    closed with a reason; after ``loss`` the item is missing, not in place. Raises NotThere, BadInput.
    """
    if incident is not None and incident not in INCIDENT_KINDS:
        raise BadInput("incident_kind", kind=incident)
    if pages is not None and not 0 <= pages <= 99_999:
        raise BadInput("pages", pages=pages)
    state, note = checked("state", state), checked("note", note)
    with archive.act(actor) as txn:
        again = remembered(txn, key)
        if again is not None:
            loan = loan_rows.loan(txn.store, int(again["loan"]))
            assert loan is not None
            if loan.returned_at is None:  # it was found to be none since
                return Outcome(refusal(Clause("6.7", False, "return_undone")))
            return Outcome(
                permission(), Returned(loan.id, item_id, loan.returned_at, loan.late, tuple(again["incidents"]))
            )
        item = item_or_raise(txn, item_id)
        loan = loan_rows.open_loan_of_item(txn.store, item_id)
        ruling = _may_take_back(txn, loan)
        if loan is None or not ruling.allowed:
            return txn.refuse("give_back", ruling, item=item_id)
        returned = _take_back(txn, item, loan, pages, state, incident, note)
        remember(txn, key, {"loan": loan.id, "incidents": list(returned.incidents)})
        return Outcome(ruling, returned)


def reverse(archive: Archive, actor: Actor, loan_id: int, reason: str) -> Outcome[Returned]:
    """Undo a slip taken out wrongly by a counter-act; both stand in the trail, nothing is erased.

    The sign-off that the slip used stays used, and an item that is overdue by then is late all the same: a reversal
    takes no lateness away (6.7.6). Raises NotThere, BadInput.
    """
    reason = checked("reason", reason)
    with archive.act(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        ruling = _may_take_back(txn, loan if loan.returned_at is None else None)
        if not ruling.allowed:
            return txn.refuse("reverse", ruling, item=loan.item_id, loan=loan_id)
        late = is_late(loan.out, loan.due_at, txn.now)
        loan_rows.close_loan(
            txn.store, loan.id, txn.seconds, actor.person_id, state=reason, late=late, reversed_seq=txn.seq
        )
        opened = _open_incidents(txn, loan, _lateness(txn, loan, late), None, "")
        txn.record(
            "reverse", item=loan.item_id, loan=loan.id, about=[loan.borrower_id], late=late, incidents=list(opened)
        )
        return Outcome(ruling, Returned(loan.id, loan.item_id, txn.now.utc, late, opened))


def renew(archive: Archive, actor: Actor, loan_id: int) -> Outcome[Lent]:
    """Renew an unclassified loan for another term (6.7.2 reading); never a classified one (6.7.3 reading a).

    Raises NotThere.
    """
    with archive.act(actor) as txn:
        loan = loan_rows.loan(txn.store, loan_id)
        if loan is None:
            raise NotThere("loan", str(loan_id))
        ruling = _may_renew(txn, loan)
        if not ruling.allowed:
            return txn.refuse("renew", ruling, item=loan.item_id, loan=loan_id)
        # Never shorter than it was: the setting may have changed since.
        due_at = max(loan.due_at, txn.now.utc + timedelta(days=txn.settings.loan_days))
        loan_rows.renew_loan(txn.store, loan.id, due_at)
        txn.record("renew", item=loan.item_id, loan=loan.id, about=[loan.borrower_id], due_at=seconds(due_at))
        return Outcome(ruling, Lent(loan.id, loan.item_id, due_at))


def make_copy(archive: Archive, actor: Actor, borrower_id: int, item_id: int) -> Outcome[int]:
    """Record a copy made for a borrower, signed off like a loan of that level (6.7.6 reading); return its number.

    Raises NotThere.
    """
    with archive.act(actor) as txn:
        item = item_or_raise(txn, item_id)
        allowed = txn.may(Act.LEND)
        ruling = rule(case_of(txn, borrower_id, item, Kind.COPY)) if allowed.allowed else allowed
        if not ruling.allowed:
            return _refused(txn, "copy", borrower_id, item, ruling)
        copy_id = loan_rows.add_copy(
            txn.store, item_id, borrower_id, item.level, actor.person_id, txn.seconds, ruling.uses, txn.seq
        )
        txn.record(
            "copy", item=item_id, about=[borrower_id], borrower=borrower_id, copy=copy_id,
            level=item.level.value, uses=list(ruling.uses),
        )  # fmt: skip
        _close_lines(txn, borrower_id, item_id, Kind.COPY)
        return Outcome(ruling, copy_id)


def _ruling(txn: Transaction, borrower_id: int, item: ItemRecord, wanted: Wanted) -> Ruling:
    allowed = txn.may(Act.LEND)
    if not allowed.allowed:
        return allowed
    if wanted.kind is Kind.COPY:
        raise BadInput("copy_is_no_loan")
    ruling = rule(case_of(txn, borrower_id, item, wanted.kind))
    latest, asked = ruling.due_at, wanted.due_at
    soonest = utc(txn.seconds + 1)
    if ruling.allowed and latest is not None and asked is not None and not soonest <= asked <= latest:
        return refusal(Clause("6.7.3", False, "due_too_late", {"due_at": latest}))
    return ruling


def _hand_over(txn: Transaction, borrower_id: int, item: ItemRecord, ruling: Ruling, wanted: Wanted) -> Lent:
    assert ruling.due_at is not None
    due_at = wanted.due_at or ruling.due_at
    uses = ruling.uses
    sign_off, form = (uses[-1] if uses else None), (uses[0] if len(uses) > 1 else None)
    loan_id = loan_rows.add_loan(
        txn.store, item.id, borrower_id, ruling.kind, item.level, txn.actor.person_id, txn.now, due_at,
        sign_off, form, txn.seq,
    )  # fmt: skip
    txn.record(
        "check_out", item=item.id, about=[borrower_id], borrower=borrower_id, loan=loan_id,
        kind=ruling.kind.value, level=item.level.value, due_at=seconds(due_at), uses=list(uses),
        boot=txn.now.boot_id, boot_ms=txn.now.boot_ns // 1_000_000,
    )  # fmt: skip
    _close_lines(txn, borrower_id, item.id, ruling.kind)
    return Lent(loan_id, item.id, due_at)


def _close_lines(txn: Transaction, borrower_id: int, item_id: int, kind: Kind) -> None:
    for line in request_rows.open_lines_of(txn.store, borrower_id, item_id):
        if line.kind is kind:
            request_rows.close_request_item(txn.store, line.id, txn.seconds, "used")


def _refused(txn: Transaction, act: str, borrower_id: int, item: ItemRecord, ruling: Ruling) -> Outcome[Any]:
    if ruling.allowed:
        return Outcome(ruling)
    return txn.refuse(act, ruling, item=item.id, about=[borrower_id], kind=ruling.kind.value, level=item.level.value)


def _lent_before(again: Mapping[str, Sequence[int]]) -> dict[int, Outcome[Lent]]:
    return {int(i): Outcome(permission(), Lent(v[0], int(i), utc(v[1]))) for i, v in again.items()}


def _may_take_back(txn: Transaction, loan: LoanRecord | None) -> Ruling:
    allowed = txn.may(Act.TAKE_BACK)
    if not allowed.allowed or loan is not None:
        return allowed
    return refusal(Clause("6.7", False, "not_out"))


def _may_renew(txn: Transaction, loan: LoanRecord) -> Ruling:
    allowed = txn.may(Act.LEND)
    if not allowed.allowed:
        return allowed
    item = item_or_raise(txn, loan.item_id)
    against = []
    if loan.returned_at is not None:
        against.append(Clause("6.7", False, "not_out"))
    if item.level.classified or loan.level is not Level.UNCLASSIFIED:
        against.append(Clause("6.7.3", False, "classified_not_renewed"))
    elif loan.kind is not Kind.OUT:
        against.append(Clause("6.7.3", False, "reading_not_renewed"))
    if loan.recalled_at is not None:
        against.append(Clause("6.7", False, "recalled"))
    if is_late(loan.out, loan.due_at, txn.now):
        against.append(Clause("6.7.6", False, "overdue_not_renewed"))
    if loan.renewed >= txn.settings.renewals:
        against.append(Clause("6.7.2", False, "renewed_enough", {"count": loan.renewed}))
    return refusal(*against) if against else permission(Clause("6.7.2", True, "renewable"))


def _take_back(
    txn: Transaction,
    item: ItemRecord,
    loan: LoanRecord,
    pages: int | None,
    state: str,
    incident: str | None,
    note: str,
) -> Returned:
    late = is_late(loan.out, loan.due_at, txn.now)
    short = pages is not None and item.pages is not None and pages < item.pages
    found = (incident, "pages_missing" if short else None, *_lateness(txn, loan, late))
    kinds = dict.fromkeys(filter(None, found))
    wall = not same_boot(loan.out, txn.now)
    loan_rows.close_loan(
        txn.store, loan.id, txn.seconds, txn.actor.person_id, pages=pages, state=state, late=late, by_wall_clock=wall
    )
    opened = _open_incidents(txn, loan, kinds, incident, note or state)
    if incident == "loss":
        item_rows.set_state(txn.store, item.id, State.MISSING)  # after its incident: the guards ask for the cause
    txn.record(
        "give_back", item=item.id, about=[loan.borrower_id], borrower=loan.borrower_id, loan=loan.id, late=late,
        left=int(left(loan.out, loan.due_at, txn.now).total_seconds()), pages=pages, by_wall_clock=wall,
        incidents=list(opened), incident_kinds=list(kinds), lost=incident == "loss",
    )  # fmt: skip
    return Returned(loan.id, item.id, txn.now.utc, late, opened)


def _lateness(txn: Transaction, loan: LoanRecord, late: bool) -> tuple[str, ...]:
    """Return the incident of a late return; none where it is open already, from a return that was undone."""
    known = loan_rows.open_incidents_of(txn.store, loan.borrower_id)
    return () if not late or any((each.loan_id, each.kind) == (loan.id, "late") for each in known) else ("late",)


def _open_incidents(
    txn: Transaction, loan: LoanRecord, kinds: Iterable[str], noted: str | None, note: str
) -> tuple[int, ...]:
    """Open incidents against the borrower of a loan; the note belongs to the kind that was ``noted``."""
    return tuple(
        loan_rows.add_incident(
            txn.store, loan.item_id, loan.id, loan.borrower_id, kind, note if kind == noted else "",
            txn.actor.person_id, txn.seconds,
        )
        for kind in kinds
    )  # fmt: skip


def is_away(state: State) -> bool:
    """Return whether an item in that state is with somebody: a scan of it is its return."""
    return state in (State.OUT, State.READING)
