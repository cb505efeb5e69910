"""The Sign-offs screen: what waits for me, what I asked for, what I decided, what is approved and not handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation.levels import Kind
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act, may
from archive_tui.regulation.rulings import Capacity, Signer, Stage
from archive_tui.services.archive import Actor, Archive, NotThere, Transaction
from archive_tui.services.line_states import LineState, states_of
from archive_tui.services.shown import ItemShown, department_of, form_label, name_of, show_item
from archive_tui.services.sight import Readers
from archive_tui.store import request_rows
from archive_tui.store.records import RequestItemRecord, SignOffRecord

#: Roles without which nobody signs anything (6.7.2, 6.7.3).
_SIGNING = frozenset({Role.GM, Role.DEPUTY, Role.OFFICE_DIRECTOR, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class SignOffShown:
    """A signature as it was given: ``letter`` is the letter of delegation that it was given by."""

    signer: str
    signer_id: int
    stage: Stage
    capacity: Capacity
    letter: int | None
    approve: bool
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One item of a loan application, and how it stands.

    ``state`` is waiting_manager, waiting_office, waiting_secret, approved, used, refused, withdrawn, void or lapsed;
    ``signers`` can give the next signature now; ``by_me`` is the actor's own latest decision on it.
    """

    request_id: int
    label: str
    line_id: int
    borrower_id: int
    borrower: str
    borrower_department: str
    made_by: str
    made_at: datetime
    purpose: str
    item: ItemShown
    kind: Kind
    state: str
    signers: tuple[Signer, ...]
    sign_offs: tuple[SignOffShown, ...]
    by_me: SignOffShown | None = None


def waiting_for(archive: Archive, actor: Actor) -> tuple[LineShown, ...]:
    """Return the lines whose next signature the actor can give right now, letters included, the oldest first."""
    with archive.look(actor) as txn:
        return show_lines(txn, states_waiting_for(txn))


def asked_by(archive: Archive, actor: Actor) -> tuple[LineShown, ...]:
    """Return the lines that the actor asked for or made out, the newest first."""
    with archive.look(actor) as txn:
        return show_lines(txn, states_of(txn, request_rows.lines_asked_by(txn.store, actor.person_id)))


def decided_by(archive: Archive, actor: Actor) -> tuple[LineShown, ...]:
    """Return the lines that the actor signed or refused, the latest decision first."""
    with archive.look(actor) as txn:
        return show_lines(txn, states_of(txn, request_rows.lines_signed_by(txn.store, actor.person_id)))


def approved_waiting(archive: Archive, actor: Actor) -> tuple[LineShown, ...]:
    """Return what is approved and not handed over yet: all of it for who hands over, else the actor's own."""
    with archive.look(actor) as txn:
        return show_lines(txn, states_approved(txn))


def request_shown(archive: Archive, actor: Actor, request_id: int) -> tuple[LineShown, ...]:
    """Return the lines of an application; raises NotThere also where it is none of the actor's business."""
    with archive.look(actor) as txn:
        lines = request_rows.request_items(txn.store, request_id)
        if not lines or not may_see_request(txn, lines):
            raise NotThere("request", str(request_id))
        return show_lines(txn, states_of(txn, lines))


def open_forms(archive: Archive, actor: Actor, borrower_id: int) -> dict[tuple[int, Kind], str]:
    """Return the labels of a borrower's open applications, by item and by how it is asked for.

    What can lead nowhere any more (lapsed, void) is left out; of others than the keeper of the room and the borrower,
    nothing is told.
    """
    with archive.look(actor) as txn:
        if not (txn.may(Act.LEND).allowed or borrower_id == actor.person_id):
            return {}
        states = states_of(txn, request_rows.open_lines_of(txn.store, borrower_id))
        return {(s.line.item_id, s.line.kind): form_label(s.line.request_id) for s in states if s.open}


def states_waiting_for(txn: Transaction) -> list[LineState]:
    """Return how the lines stand whose next signature the actor can give now."""
    me = txn.actor.person_id
    if not txn.roster.roles(me, txn.now.utc) & _SIGNING:
        return []
    return [state for state in states_of(txn, request_rows.open_lines(txn.store)) if state.can_sign(me)]


def states_approved(txn: Transaction) -> list[LineState]:
    """Return how the lines stand that are approved and not handed over, of all borrowers for who hands over."""
    everybody = txn.may(Act.LEND).allowed
    lines = request_rows.open_signed_lines(txn.store) if everybody else request_rows.open_lines_of(txn.store, _me(txn))
    return [state for state in states_of(txn, lines) if state.state == "approved"]


def may_see_request(txn: Transaction, lines: Sequence[RequestItemRecord]) -> bool:
    """Return whether an application is the actor's business: who wants it, made it out, signs it, or keeps the room."""
    me, at, borrower_id = _me(txn), txn.now.utc, lines[0].borrower_id
    if me in (borrower_id, lines[0].made_by) or txn.may(Act.TRAIL).allowed:
        return True
    if may(txn.roster, me, Act.ASK, at, txn.roster.persons[borrower_id].department_id, borrower_id):
        return True
    signed = request_rows.sign_offs_on(txn.store, [line.id for line in lines])
    return any(s.signer_id == me for s in signed) or any(state.can_sign(me) for state in states_of(txn, lines))


def _me(txn: Transaction) -> int:
    return txn.actor.person_id


def show_lines(txn: Transaction, states: Sequence[LineState]) -> tuple[LineShown, ...]:
    """Return lines as the actor may see them, in their order."""
    readers = Readers(txn)
    signed: dict[int, list[SignOffRecord]] = {}
    for record in request_rows.sign_offs_on(txn.store, [state.line.id for state in states]):
        signed.setdefault(record.request_item_id, []).append(record)
    return tuple(_line(txn, readers, state, signed.get(state.line.id, [])) for state in states)


def _line(txn: Transaction, readers: Readers, state: LineState, signed: Sequence[SignOffRecord]) -> LineShown:
    line = state.line
    borrower = txn.roster.persons[line.borrower_id]
    sign_offs = tuple(_sign_off(txn, record) for record in signed)
    return LineShown(
        request_id=line.request_id, label=form_label(line.request_id), line_id=line.id, borrower_id=borrower.id,
        borrower=borrower.name, borrower_department=department_of(txn, borrower.department_id),
        made_by=name_of(txn, line.made_by), made_at=line.made_at, purpose=line.purpose,
        item=show_item(txn, readers, state.item), kind=line.kind, state=state.state, signers=state.signers,
        sign_offs=sign_offs, by_me=next((s for s in reversed(sign_offs) if s.signer_id == _me(txn)), None),
    )  # fmt: skip


def _sign_off(txn: Transaction, record: SignOffRecord) -> SignOffShown:
    return SignOffShown(
        name_of(txn, record.signer_id), record.signer_id, record.stage, record.capacity, record.letter,
        record.approve, record.at, record.reason,
    )  # fmt: skip
