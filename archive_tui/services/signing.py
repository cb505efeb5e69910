"""Loan applications and sign-offs (6.7.2, 6.7.3): request, sign_off, withdraw, and signing on the spot.

A sign-off always takes the signer's own PIN, whoever's session it is given in, and stands for one item of one
application, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_tui.regulation.authority import Matter, capacity_of, goes_direct, stage_signers
from archive_tui.regulation.lending import rule, stages
from archive_tui.regulation.levels import Kind, Level, ever_allowed, most_allowed
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, Ruling, Signer, Stage, permission, refusal
from archive_tui.services import line_states, pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.lending import case_of, item_or_raise
from archive_tui.services.texts import checked
from archive_tui.store import request_rows
from archive_tui.store.records import ItemRecord, RequestItemRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """One item that is asked for, and how; ``kind`` None means the most that its level allows."""

    item_id: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Requested:
    """A loan application that was started, and who can give the next signature on each item."""

    request_id: int
    needs: tuple[tuple[int, Stage | None, tuple[Signer, ...]], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was given; ``state`` is ``signed`` (more to come), ``approved`` or ``refused``."""

    request_id: int
    line_ids: tuple[int, ...]
    state: str


def request(
    archive: Archive, actor: Actor, borrower_id: int, asked: Sequence[Asked], purpose: str = ""
) -> Outcome[Requested]:
    """Start a loan application for a borrower; it counts once the signatures of 6.7.2 or 6.7.3 are on it.

    Refused where an item can never be had that way, or the actor may not ask for the borrower; an item that the
    borrower has asked for already is BadInput. Raises NotThere.
    """
    purpose = checked("purpose", purpose)
    with archive.act(actor) as txn:
        ruling, items = _may_ask(txn, borrower_id, asked)
        if not ruling.allowed:
            return txn.refuse("request", ruling, items=[i.id for i, _ in items], about=[borrower_id])
        request_id = _start(txn, borrower_id, items, purpose)
        needs = tuple((item.id, *_next(txn, borrower_id, item, kind)) for item, kind in items)
        return Outcome(ruling, Requested(request_id, needs))


def sign_off(
    archive: Archive,
    actor: Actor,
    request_id: int,
    signer_login: str,
    pin: str,
    *,
    approve: bool = True,
    reason: str = "",
    line_ids: Sequence[int] | None = None,
) -> Outcome[Signed]:
    """Sign, or refuse with a reason, what an application next needs, by the signer's own PIN.

    Of the open lines those get their next signature that wait for this signer; where none does, it is refused with
    every reason. With ``line_ids`` it is all of those lines or none. Raises NotThere, BadInput (no reason, too long),
    PinRefused.
    """
    reason = checked("reason", reason, needed=not approve)
    signer_id = pins.prove(archive, actor, signer_login, pin)
    return sign_proven(archive, actor, request_id, signer_id, approve=approve, reason=reason, line_ids=line_ids)


def sign_proven(
    archive: Archive,
    actor: Actor,
    request_id: int,
    signer_id: int,
    *,
    approve: bool = True,
    reason: str = "",
    line_ids: Sequence[int] | None = None,
) -> Outcome[Signed]:
    """Sign as ``sign_off`` does, for a signer who was proved already: no business of a screen or a command.

    Raises NotThere.
    """
    with archive.act(actor) as txn:
        lines = [
            line
            for line in request_rows.request_items(txn.store, request_id)
            if line_ids is None or line.id in line_ids
        ]
        if not lines:
            raise NotThere("request", str(request_id))
        return _sign_lines(txn, signer_id, lines, approve, reason, every=line_ids is not None)


def sign_here(
    archive: Archive, actor: Actor, borrower_id: int, asked: Asked, signer_login: str, pin: str, reason: str = ""
) -> Outcome[Signed]:
    """Sign on the spot at the desk, by the manager's name and PIN: the application is made out if there is none.

    Raises NotThere, BadInput, PinRefused.
    """
    reason = checked("reason", reason)
    signer_id = pins.prove(archive, actor, signer_login, pin)
    with archive.act(actor) as txn:
        item = item_or_raise(txn, asked.item_id)
        kind = asked.kind or most_allowed(item.level)
        open_lines = _waiting_lines(txn, borrower_id, item, kind)
        if not open_lines:
            ruling, items = _may_ask(txn, borrower_id, [asked])
            if not ruling.allowed:
                return txn.refuse("sign_off", ruling, item=item.id, about=[borrower_id, signer_id])
            ruling = _may_sign(txn, signer_id, item, borrower_id, kind, stages(item.level)[0])[0]
            if not ruling.allowed:
                return txn.refuse("sign_off", ruling, item=item.id, about=[borrower_id, signer_id])
            request_id = _start(txn, borrower_id, items, "")
            open_lines = request_rows.request_items(txn.store, request_id)
        return _sign_lines(txn, signer_id, open_lines[-1:], True, reason, every=True)


def withdraw(archive: Archive, actor: Actor, request_id: int) -> Outcome[int]:
    """Withdraw what is still open of an application; return how many lines that were. Raises NotThere."""
    with archive.act(actor) as txn:
        lines = request_rows.request_items(txn.store, request_id)
        if not lines:
            raise NotThere("request", str(request_id))
        borrower = txn.roster.persons[lines[0].borrower_id]
        ruling = txn.may(Act.ASK, borrower.department_id, borrower.id)
        if not ruling.allowed:
            return txn.refuse("withdraw", ruling, request=request_id)
        done = [line for line in lines if request_rows.close_request_item(txn.store, line.id, txn.seconds, "withdrawn")]
        if done:
            txn.record("withdraw", request=request_id, items=[d.item_id for d in done], about=[borrower.id])
        return Outcome(ruling, len(done))


def next_stage(txn: Transaction, line: RequestItemRecord, item: ItemRecord) -> Stage | None:
    """Return the signature that an open line waits for, or None when it has all that it takes."""
    return line_states.missing_stage(line_states.case_of_line(txn, line, item))


def _may_ask(
    txn: Transaction, borrower_id: int, asked: Sequence[Asked]
) -> tuple[Ruling, list[tuple[ItemRecord, Kind]]]:
    borrower = txn.roster.persons.get(borrower_id)
    if borrower is None:
        raise NotThere("person", str(borrower_id))
    if not asked:
        raise BadInput("nothing_asked")
    items = []
    for one in asked:
        item = item_or_raise(txn, one.item_id)
        items.append((item, one.kind or most_allowed(item.level)))
    if len({item.id for item, _ in items}) < len(items):
        raise BadInput("asked_twice")
    if any(kind is Kind.NONE and item.level is not Level.TOP_SECRET for item, kind in items):
        raise BadInput("nothing_asked")
    ruling = txn.may(Act.ASK, borrower.department_id, borrower_id)
    if not ruling.allowed:
        return ruling, items
    against = [] if borrower.active(txn.now.utc) else [Clause("6.7", False, "borrower_not_on_staff")]
    for item, kind in items:
        against += _never(item, kind)
        direct = goes_direct(txn.roster, borrower_id, txn.now.utc)
        if item.level is Level.UNCLASSIFIED and direct:
            against.append(Clause("6.7.1", False, "no_application_needed"))
        if _waiting_lines(txn, borrower_id, item, kind):
            raise BadInput("asked_already", code=item.archival_code)
    return (refusal(*against) if against else ruling), items


def _never(item: ItemRecord, kind: Kind) -> list[Clause]:
    if ever_allowed(item.level, kind):
        return []
    if item.level is Level.TOP_SECRET:
        return [Clause("6.7.3", False, "top_secret_never")]
    return [Clause("6.7.3", False, "confidential_no_copy" if kind is Kind.COPY else "confidential_not_lent")]


def _waiting_lines(txn: Transaction, borrower_id: int, item: ItemRecord, kind: Kind) -> list[RequestItemRecord]:
    """Return the lines that still wait for a signature; those whose approval lapsed or went void are closed."""
    waiting = []
    for line in request_rows.open_lines_of(txn.store, borrower_id, item.id):
        if line.kind is not kind:
            continue
        spent = spent_by(txn, line, item)
        if spent is None:
            waiting.append(line)
        else:
            request_rows.close_request_item(txn.store, line.id, txn.seconds, spent)
    return waiting


def spent_by(txn: Transaction, line: RequestItemRecord, item: ItemRecord) -> str | None:
    """Return why an open line can lead nowhere any more (``lapsed``, ``void``), or None while it can."""
    return line_states.spent_as(line_states.case_of_line(txn, line, item))


def _start(txn: Transaction, borrower_id: int, items: Sequence[tuple[ItemRecord, Kind]], purpose: str) -> int:
    request_id = request_rows.add_request(txn.store, borrower_id, txn.actor.person_id, txn.seconds, purpose)
    lines = [request_rows.add_request_item(txn.store, request_id, item.id, kind) for item, kind in items]
    txn.record(
        "request", request=request_id, borrower=borrower_id, about=[borrower_id], lines=lines,
        items=[item.id for item, _ in items], kinds=[kind.value for _, kind in items],
        levels=[item.level.value for item, _ in items],
    )  # fmt: skip
    return request_id


def _next(txn: Transaction, borrower_id: int, item: ItemRecord, kind: Kind) -> tuple[Stage | None, tuple[Signer, ...]]:
    ruling = rule(case_of(txn, borrower_id, item, kind))
    if ruling.stage is not None or ruling.allowed:
        return ruling.stage, ruling.signers
    # Something else stands in the way as well (the item is out, say): the signature is still the first of its level.
    stage = stages(item.level)[0]
    matter = Matter(item.level, item.department_id, borrower_id, kind)
    return stage, stage_signers(txn.roster, stage, matter, txn.now.utc, txn.settings)


def _sign_lines(
    txn: Transaction, signer_id: int, lines: Sequence[RequestItemRecord], approve: bool, reason: str, *, every: bool
) -> Outcome[Signed]:
    ready: list[tuple[RequestItemRecord, ItemRecord, Stage, Signer]] = []
    refused: list[tuple[RequestItemRecord, Ruling]] = []
    for line in lines:
        if line.outcome is not None:
            continue
        item = item_or_raise(txn, line.item_id)
        ruling, stage, signer = _may_sign_line(txn, signer_id, line, item)
        if stage is None or signer is None:
            refused.append((line, ruling))
        else:
            ready.append((line, item, stage, signer))
    if not ready or (every and refused):
        return _may_sign_none(txn, signer_id, lines, refused)
    for line, item, stage, signer in ready:
        _put_signature(txn, line, item, stage, signer, approve, reason)
    last = all(stage is stages(item.level)[-1] for _, item, stage, _ in ready)
    state = "refused" if not approve else "approved" if last else "signed"
    return Outcome(permission(), Signed(lines[0].request_id, tuple(r[0].id for r in ready), state))


def _may_sign_none(
    txn: Transaction,
    signer_id: int,
    lines: Sequence[RequestItemRecord],
    refused: Sequence[tuple[RequestItemRecord, Ruling]],
) -> Outcome[Signed]:
    request_id = lines[0].request_id
    if not refused:
        ruling = refusal(Clause("6.7.2", False, "request_closed"))
        return txn.refuse("sign_off", ruling, request=request_id, about=[signer_id])
    # The same reason on several lines is told once.
    clauses = dict.fromkeys((c.article, c.code) for _, ruling in refused for c in ruling.against)
    ruling = refusal(*(Clause(article, False, code) for article, code in clauses))
    return txn.refuse(
        "sign_off", ruling, items=[line.item_id for line, _ in refused], request=request_id,
        about=[lines[0].borrower_id, signer_id],
    )  # fmt: skip


def _may_sign_line(
    txn: Transaction, signer_id: int, line: RequestItemRecord, item: ItemRecord
) -> tuple[Ruling, Stage | None, Signer | None]:
    spent = spent_by(txn, line, item)
    if spent is not None:
        never = _never(item, line.kind)
        return refusal(*(never or [Clause("6.7.3", False, f"request_{spent}")])), None, None
    stage = next_stage(txn, line, item)
    if stage is None:
        return refusal(Clause("6.7.2", False, "request_signed_already")), None, None
    ruling, signer = _may_sign(txn, signer_id, item, line.borrower_id, line.kind, stage)
    return ruling, stage if signer else None, signer


def _may_sign(
    txn: Transaction, signer_id: int, item: ItemRecord, borrower_id: int, kind: Kind, stage: Stage | None
) -> tuple[Ruling, Signer | None]:
    if stage is None:
        return refusal(Clause("6.7.2", False, "request_signed_already")), None
    matter = Matter(item.level, item.department_id, borrower_id, kind)
    signer = capacity_of(txn.roster, signer_id, stage, matter, txn.now.utc, txn.settings)
    if signer is not None:
        return permission(), signer
    article = "6.7.2" if item.level is Level.UNCLASSIFIED else "6.7.3"
    own = signer_id == borrower_id and stage is not Stage.MANAGER
    return refusal(Clause(article, False, "own_signature" if own else f"may_not_sign_{stage.value}")), None


def _put_signature(
    txn: Transaction,
    line: RequestItemRecord,
    item: ItemRecord,
    stage: Stage,
    signer: Signer,
    approve: bool,
    reason: str,
) -> None:
    sign_off_id = request_rows.add_sign_off(
        txn.store, line.id, stage, signer, approve, item.level, txn.seconds, reason, txn.seq
    )
    own = signer.person_id == line.borrower_id and stage is not Stage.MANAGER
    txn.record(
        "sign_off", item=item.id, about=[line.borrower_id, signer.person_id], sign_off=sign_off_id,
        request=line.request_id, line=line.id, stage=stage.value, signer=signer.person_id,
        capacity=signer.by.value, letter=signer.letter, approve=approve, level=item.level.value,
        kind=line.kind.value, borrower=line.borrower_id, self_approved=own,
    )  # fmt: skip
    if not approve:
        request_rows.close_request_item(txn.store, line.id, txn.seconds, "refused")
