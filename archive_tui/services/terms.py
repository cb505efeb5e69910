"""Terms (4.3): versions of the schedule by the GM's PIN, clients' own limits, and the GM's dated exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import MOST, grouped
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.regulation.terms import CLAUSES, BadTerms, Schedule, Terms, check_schedule
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.client_acts import Telling, client_or_raise, day_checked, today, touch
from archive_tui.services.lease_terms import judge
from archive_tui.services.leases import lease_or_raise, wanted_of
from archive_tui.services.office import gm_signs
from archive_tui.services.texts import checked
from archive_tui.store import client_rows, terms_rows
from archive_tui.store.client_records import ClientRecord
from archive_tui.store.terms_rows import ExceptionRecord as ExceptionRecord
from archive_tui.store.terms_rows import VersionRecord as VersionRecord


@dataclass(frozen=True, slots=True)
class NewException:
    """An exception to be granted: for one lease as it is now, or, without one, for the client and the clauses named."""

    client_id: int
    reason: str
    until: date
    lease_id: int | None = None
    codes: Sequence[str] = ()


def in_force(archive: Archive, actor: Actor) -> Schedule:
    """Return the schedule that applies now: number 0 is the regulation itself."""
    with archive.look(actor) as txn:
        return terms_rows.in_force(txn.store)


def versions(archive: Archive, actor: Actor) -> tuple[VersionRecord, ...]:
    """Return all versions and drafts of the schedule, the newest first."""
    with archive.look(actor) as txn:
        return tuple(terms_rows.versions(txn.store)) if txn.may(Act.SEE_CLIENTS).allowed else ()


def draft_terms(archive: Archive, actor: Actor, lines: Iterable[Terms], note: str = "") -> Outcome[int]:
    """Draft a version of the schedule, which applies once the GM has signed it; return its id. Raises BadInput."""
    given = tuple(lines)
    with archive.act(actor) as txn:
        ruling = txn.may(Act.DRAFT_TERMS)
        if not ruling.allowed:
            return txn.refuse("terms_draft", ruling)
        try:
            check_schedule(given)
        except BadTerms as bad:
            raise BadInput(bad.code, article=bad.article, grade=bad.grade, nature=bad.nature) from bad
        known = {code for code, *_ in client_rows.natures(txn.store)} | {""}
        if unknown := [line.nature for line in given if line.nature not in known]:
            raise BadInput("nature", text=unknown[0])
        telling = Telling(txn)
        version_id = telling.add("terms_version", note=checked("note", note, 1000))
        for line in given:
            telling.add(
                "terms_line", version_id=version_id, grade=line.grade.value, nature=line.nature, base=line.base.value,
                percent=line.percent, ways=",".join(sorted(line.ways)), cycle=line.cycle.value, ceiling=line.ceiling,
                priority=line.priority, handling=checked("handling", line.handling),
            )  # fmt: skip
        telling.record("terms_draft", version=version_id)
        return Outcome(ruling, version_id)


def sign_terms(archive: Archive, actor: Actor, version_id: int, gm_login: str, pin: str) -> Outcome[int]:
    """Put a drafted version in force by the GM's PIN; return its number. Raises NotThere, PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        draft = next((v for v in terms_rows.versions(txn.store) if v.id == version_id), None)
        if draft is None:
            raise NotThere("terms", str(version_id))
        ruling = gm_signs(txn, signer_id, Act.SIGN_TERMS)
        if ruling.allowed and draft.signed_at is not None:
            ruling = refusal(Clause("4.3-end", False, "terms_signed"))
        if not ruling.allowed:
            return txn.refuse("terms_sign", ruling, about=[signer_id], version=version_id)
        return Outcome(ruling, put_in_force(txn, version_id, signer_id))


def put_in_force(txn: Transaction, version_id: int, signer_id: int) -> int:
    """Put a drafted version in force within a running act that has the GM's word; return its number."""
    number = terms_rows.in_force(txn.store).number + 1
    telling = Telling(txn)
    telling.close("terms_version", version_id, signed_at=txn.seconds, signed_by_id=signer_id, number=number)
    telling.record("terms_sign", about=[signer_id], signer=signer_id, version=version_id, number=number)
    return number


def set_limit(archive: Archive, actor: Actor, client_id: int, amount: int | None, reason: str) -> Outcome[None]:
    """Set a client's own credit limit in fen, None for none; it lies within the grade's ceiling (3.3 ③, 4.3-end).

    Raises NotThere, BadInput.
    """
    with archive.act(actor) as txn:
        client = client_or_raise(txn, client_id)
        ruling = txn.may(Act.CLIENT_LIMIT)
        terms = terms_rows.in_force(txn.store).terms_for(Grade(client.grade), client.nature)
        ceiling = 0 if terms is None else terms.ceiling
        if amount is not None and not 0 <= amount <= MOST:
            raise BadInput("amount", number=client.code)
        if ruling.allowed and amount is not None and ceiling is not None and amount > ceiling:
            facts = {"limit": grouped(ceiling), "grade": client.grade}
            ruling = refusal(Clause("4.3-end", False, "over_ceiling", facts))
        if not ruling.allowed:
            return txn.refuse("client_limit", ruling, client=client_id, code=client.code)
        telling = Telling(txn)
        telling.add("client_limit", client_id=client_id, amount=amount, reason=checked("reason", reason, needed=True))
        touch(txn, client_id)
        telling.record("client_limit", client, amount=amount)
        return Outcome(ruling)


def grant_exception(archive: Archive, actor: Actor, new: NewException, gm_login: str, pin: str) -> Outcome[int]:
    """Grant a dated exception to the terms by the GM's PIN; return its number. Raises NotThere, BadInput, PinRefused.

    For a lease it covers what speaks against that lease as it is now, and nothing that is made worse afterwards.
    """
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        client = client_or_raise(txn, new.client_id)
        ruling = gm_signs(txn, signer_id, Act.SIGN_TERMS)
        if not ruling.allowed:
            return txn.refuse("exception", ruling, about=[signer_id], client=client.id, code=client.code)
        return Outcome(ruling, grant(txn, client, new, signer_id))


def grant(txn: Transaction, client: ClientRecord, new: NewException, signer_id: int) -> int:
    """Grant an exception within a running act that has the GM's word; return its number. Raises NotThere, BadInput."""
    day = day_checked(txn, "until", new.until)
    if new.until < today(txn):
        raise BadInput("exception_over", day=day)
    row: dict[str, object] = {"lease_id": None, "amount": None, "agreed_price": None, "payment_way": None}
    codes = set(new.codes)
    if new.lease_id is not None:
        lease = lease_or_raise(txn, new.lease_id)
        if lease.client_id != client.id:
            raise NotThere("lease", lease.number)
        wanted = wanted_of(lease)
        codes = {c.code for c in judge(txn, client, wanted, lease.id).against}
        row = {"lease_id": lease.id, "amount": lease.amount, "agreed_price": lease.agreed_price,
               "payment_way": lease.payment_way}  # fmt: skip
    if not codes or not codes <= set(CLAUSES):
        raise BadInput("exception_of_nothing")
    telling = Telling(txn)
    number = telling.add(
        "term_exception", client_id=client.id, **row, codes=",".join(sorted(codes)), until=day,
        reason=checked("reason", new.reason, needed=True), signed_by_id=signer_id,
    )  # fmt: skip
    touch(txn, client.id)
    telling.record(
        "exception", client, about=[signer_id], signer=signer_id, exception=number, lease=new.lease_id,
        codes=sorted(codes), last_day=day,
    )  # fmt: skip
    return number


def revoke_exception(archive: Archive, actor: Actor, number: int, gm_login: str, pin: str) -> Outcome[None]:
    """Take an exception back by the GM's PIN; contracts that it let through stay. Raises NotThere, PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        found = terms_rows.exceptions(txn.store, "id = ?", (number,))
        if not found:
            raise NotThere("exception", str(number))
        ruling = gm_signs(txn, signer_id, Act.SIGN_TERMS)
        if ruling.allowed and found[0].revoked_at is not None:
            ruling = refusal(Clause("4.3-end", False, "exception_revoked"))
        if not ruling.allowed:
            return txn.refuse("exception_revoke", ruling, about=[signer_id], exception=number)
        telling = Telling(txn)
        telling.close("term_exception", number, revoked_at=txn.seconds)
        client = client_rows.client(txn.store, found[0].client_id)
        telling.record("exception_revoke", client, about=[signer_id], signer=signer_id, exception=number)
        return Outcome(ruling)
