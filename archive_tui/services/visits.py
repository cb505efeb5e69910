"""Visits, what is to be done next, and the blank forms that clients are asked to fill in (2.1, 3.1, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome
from archive_tui.services.client_acts import Telling, client_or_raise, day_checked, touch
from archive_tui.services.texts import checked
from archive_tui.store import client_rows, lease_rows


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """Something to be done with a client by a day; ``leased_item_id`` where the client waits for one (4.3.1)."""

    due_on: date
    what: str
    owner_id: int | None = None
    leased_item_id: int | None = None


def record_visit(
    archive: Archive,
    actor: Actor,
    client_id: int,
    day: date,
    met: str,
    text: str,
    then: NewFollowUp | None = None,
) -> Outcome[int]:
    """Record a visit, with what is to be done next where there is something. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("visit", ruling, client=client_id, code=record.code)
        telling = Telling(txn)
        visit_id = telling.add(
            "visit", client_id=client_id, day=day_checked(txn, "day", day, past=True), met=checked("met", met, 200),
            text=checked("visit", text, 2000, needed=True),
        )  # fmt: skip
        if then is not None:
            add_follow_up(telling, client_id, then)
        touch(txn, client_id)
        telling.record("visit", record, visit=visit_id, day=day.isoformat())
        return Outcome(ruling, visit_id)


def plan_follow_up(archive: Archive, actor: Actor, client_id: int, new: NewFollowUp) -> Outcome[int]:
    """Plan what is to be done with a client. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("follow_up", ruling, client=client_id, code=record.code)
        telling = Telling(txn)
        follow_up_id = add_follow_up(telling, client_id, new)
        touch(txn, client_id)
        telling.record("follow_up", record, follow_up=follow_up_id, due_on=new.due_on.isoformat())
        return Outcome(ruling, follow_up_id)


def add_follow_up(telling: Telling, client_id: int, new: NewFollowUp) -> int:
    """Plan a follow-up within a running act; raises NotThere, BadInput."""
    txn = telling.txn
    owner = new.owner_id if new.owner_id is not None else txn.actor.person_id
    if not txn.roster.active(owner, txn.now.utc):
        raise NotThere("person", str(owner))
    if new.leased_item_id is not None and new.leased_item_id not in {i for i, *_ in lease_rows.leased_items(txn.store)}:
        raise NotThere("leased_item", str(new.leased_item_id))
    return telling.add(
        "follow_up", client_id=client_id, due_on=day_checked(txn, "due_on", new.due_on),
        what=checked("what", new.what, needed=True), owner_id=owner, leased_item_id=new.leased_item_id,
    )  # fmt: skip


def finish_follow_up(archive: Archive, actor: Actor, follow_up_id: int, outcome: str) -> Outcome[None]:
    """Note what came of a follow-up. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        found = client_rows.follow_ups(txn.store, "id = ?", (follow_up_id,))
        if not found:
            raise NotThere("follow_up", str(follow_up_id))
        ruling = txn.may(Act.ENTER_CLIENTS)
        if ruling.allowed and found[0].done_at is not None:
            ruling = refusal(Clause("5.1", False, "follow_up_done"))
        if not ruling.allowed:
            return txn.refuse("follow_up_done", ruling, client=found[0].client_id, follow_up=follow_up_id)
        telling = Telling(txn)
        telling.close(
            "follow_up", follow_up_id, done_at=txn.seconds, done_by_id=actor.person_id,
            outcome=checked("outcome", outcome),
        )  # fmt: skip
        touch(txn, found[0].client_id)
        record = client_rows.client(txn.store, found[0].client_id)
        telling.record("follow_up_done", record, follow_up=follow_up_id)
        return Outcome(ruling)


def send_form(
    archive: Archive, actor: Actor, client_id: int, sent_to: str, sent_on: date, due_on: date
) -> Outcome[int]:
    """Note that the blank form was sent to a client, and when it is to be back (3.1 ②). Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        record = client_or_raise(txn, client_id)
        ruling = txn.may(Act.ENTER_CLIENTS)
        if not ruling.allowed:
            return txn.refuse("form_sent", ruling, client=client_id, code=record.code)
        if due_on < sent_on:
            raise BadInput("form_due")
        telling = Telling(txn)
        form_id = telling.add(
            "form_sent", client_id=client_id, sent_to=checked("sent_to", sent_to, 200, needed=True),
            sent_on=day_checked(txn, "sent_on", sent_on, past=True), due_on=day_checked(txn, "due_on", due_on),
        )  # fmt: skip
        touch(txn, client_id)
        telling.record("form_sent", record, form=form_id, due_on=due_on.isoformat())
        return Outcome(ruling, form_id)


def receive_form(archive: Archive, actor: Actor, form_id: int, received_on: date) -> Outcome[None]:
    """Note that a form came back; what it says is entered as of a client's own form. Raises NotThere, BadInput."""
    with archive.act(actor) as txn:
        form = client_rows.form(txn.store, form_id)
        if form is None:
            raise NotThere("form", str(form_id))
        ruling = txn.may(Act.ENTER_CLIENTS)
        if ruling.allowed and form.received_on is not None:
            ruling = refusal(Clause("3.1", False, "form_received"))
        if not ruling.allowed:
            return txn.refuse("form_received", ruling, client=form.client_id, form=form_id)
        if received_on < form.sent_on:
            raise BadInput("form_received_early", day=form.sent_on.isoformat())
        telling = Telling(txn)
        telling.close("form_sent", form_id, received_on=day_checked(txn, "received_on", received_on, past=True))
        touch(txn, form.client_id)
        telling.record("form_received", client_rows.client(txn.store, form.client_id), form=form_id)
        return Outcome(ruling)
