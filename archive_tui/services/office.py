"""People and powers: departments, staff, roles, settings.

Roles and settings take the GM's PIN, as letters do (``delegation``); the trail holds every one of them, for the rules
turn on them.
"""

from __future__ import annotations

from datetime import datetime

from archive_tui.regulation import short_codes
from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import Act, may
from archive_tui.regulation.rulings import Clause, Ruling, permission, refusal
from archive_tui.regulation.settings import BadSetting, with_text
from archive_tui.services import pins
from archive_tui.services.archive import Actor, Archive, BadInput, NotThere, Outcome, Transaction
from archive_tui.services.texts import checked
from archive_tui.store import loan_rows, request_rows, roster_rows, search
from archive_tui.store.records import seconds


def add_department(txn: Transaction, code: str, name: str) -> int:
    """Add a department within a running act and return its id; raises BadInput."""
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise BadInput("department_code", code=code)
    if any(d.code == code for d in txn.roster.departments.values()):
        raise BadInput("department_there", code=code)
    department_id = roster_rows.add_department(txn.store, code, checked("name", name, 80, needed=True))
    txn.record("department", department=department_id, code=code)
    return department_id


def add_person(
    txn: Transaction, login: str, name: str, department_id: int | None, since: datetime | None = None
) -> int:
    """Put a person on the staff list within a running act, as a plain employee, and return the id.

    Raises BadInput for a login or name that can't be, or a login that is taken.
    """
    if not (1 <= len(login) <= 32 and login.isascii() and login.replace("-", "").replace(".", "").isalnum()):
        raise BadInput("login", login=login)
    if any(p.login.casefold() == login.casefold() for p in txn.roster.persons.values()):
        raise BadInput("login_there", login=login)
    clean = checked("name", name, 80, needed=True)
    hay = search.haystack(clean, (login,))
    start = seconds(since) if since is not None else txn.seconds
    person_id = roster_rows.add_person(txn.store, login, clean, hay, department_id, start, login)
    roster_rows.set_card(txn.store, person_id, short_codes.make(short_codes.STAFF, person_id))
    txn.record("staff_add", about=[person_id], login=login, department=department_id, since=start)
    return person_id


def appoint(
    txn: Transaction,
    person_id: int,
    role: Role,
    department_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    signer: int | None = None,
) -> None:
    """Give a person a role within a running act that has the GM's word, given by ``signer`` (or is the founding)."""
    start, end = (seconds(since) if since else txn.seconds), (seconds(until) if until else None)
    roster_rows.add_post(txn.store, person_id, role, department_id, start, end)
    txn.record(
        "appoint", about=[person_id], role=role.value, department=department_id, since=start, until=end,
        **signed(signer),
    )  # fmt: skip


def give_role(
    archive: Archive,
    actor: Actor,
    person_id: int,
    role: Role,
    department_id: int | None,
    gm_login: str,
    pin: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Outcome[None]:
    """Give a person a role by the GM's PIN, from now on unless ``since`` says when, for good unless ``until`` does.

    Raises NotThere, BadInput, PinRefused.
    """
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        ruling = gm_signs(txn, signer_id, Act.APPOINT)
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        if role is Role.EMPLOYEE:
            raise BadInput("role_employee")
        if role is Role.MANAGER and department_id is None:
            raise BadInput("manager_of_what")
        # Not back in time: what was decided then was decided without that role.
        start = max(since or txn.now.utc, txn.now.utc)
        if until is not None and until <= start:
            raise BadInput("role_period")
        if department_id is not None and department_id not in txn.roster.departments:
            raise NotThere("department", str(department_id))
        if not ruling.allowed:
            return txn.refuse("appoint", ruling, about=[person_id, signer_id], role=role.value)
        appoint(txn, person_id, role, department_id, start, until, signer_id)
        return Outcome(ruling)


def end_role(
    archive: Archive,
    actor: Actor,
    person_id: int,
    role: Role,
    department_id: int | None,
    gm_login: str,
    pin: str,
) -> Outcome[int]:
    """End a person's running role by the GM's PIN; return how many posts that were. Raises NotThere, PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        ruling = gm_signs(txn, signer_id, Act.APPOINT)
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        if ruling.allowed and role is Role.GM and len(txn.roster.holders(Role.GM, txn.now.utc)) < 2:
            ruling = refusal(Clause("6.3", False, "last_gm"))
        if not ruling.allowed:
            return txn.refuse("end_post", ruling, about=[person_id, signer_id], role=role.value)
        return Outcome(ruling, end_posts(txn, person_id, role, department_id, signer_id))


def end_posts(
    txn: Transaction, person_id: int, role: Role, department_id: int | None, signer: int | None = None
) -> int:
    """End a person's running role within a running act that has the GM's word; return how many posts that were."""
    ended = roster_rows.end_posts(txn.store, person_id, role, department_id, txn.seconds)
    txn.record("end_post", about=[person_id], role=role.value, department=department_id, **signed(signer))
    return ended


def leave(archive: Archive, actor: Actor, person_id: int) -> Outcome[None]:
    """Record that a person left; what the person has asked for is withdrawn with it. Raises NotThere.

    One who still has items out is refused, and they are counted; so is who is GM or archivist still.
    """
    with archive.act(actor) as txn:
        if person_id not in txn.roster.persons:
            raise NotThere("person", str(person_id))
        ruling = txn.may(Act.STAFF)
        if ruling.allowed and not txn.roster.active(person_id, txn.now.utc):
            ruling = refusal(Clause("6.3", False, "left_already"))
        out = loan_rows.open_loans_of(txn.store, person_id)
        if ruling.allowed and out:
            ruling = refusal(Clause("6.7.6", False, "leaver_has_items", {"count": len(out)}))
        if ruling.allowed:
            ruling = _may_go(txn, person_id)
        if not ruling.allowed:
            return txn.refuse("leave", ruling, about=[person_id])
        roster_rows.end_person(txn.store, person_id, txn.seconds)
        lines = [line.id for line in request_rows.open_lines_of(txn.store, person_id)]
        for line in lines:
            request_rows.close_request_item(txn.store, line, txn.seconds, "withdrawn")
        txn.record("leave", about=[person_id], withdrawn=lines)
        return Outcome(ruling)


def _may_go(txn: Transaction, person_id: int) -> Ruling:
    """Return whether the roles that a person holds let the person leave: two of them are handed on first."""
    roles = txn.roster.roles(person_id, txn.now.utc)
    if Role.GM in roles:
        last = len(txn.roster.holders(Role.GM, txn.now.utc)) < 2
        return refusal(Clause("6.3", False, "last_gm" if last else "gm_role_first"))
    if Role.ARCHIVIST in roles:
        return refusal(Clause("6.4", False, "room_handed_over_first"))
    return permission()


def choose_setting(archive: Archive, actor: Actor, name: str, value: str, gm_login: str, pin: str) -> Outcome[None]:
    """Change a setting by the GM's PIN. Raises BadInput (unknown, or a value that can't be), PinRefused."""
    signer_id = pins.prove(archive, actor, gm_login, pin)
    with archive.act(actor) as txn:
        ruling = gm_signs(txn, signer_id, Act.SETTINGS)
        if not ruling.allowed:
            return txn.refuse("setting", ruling, about=[signer_id], name=name)
        put_setting(txn, name, value, signer_id)
        return Outcome(ruling)


def put_setting(txn: Transaction, name: str, value: str, signer: int | None = None) -> None:
    """Store a setting within a running act that has the GM's word (or is the founding); raises BadInput."""
    try:
        with_text(txn.settings, name, value)
    except BadSetting as fault:
        raise BadInput("setting", name=name, value=value) from fault
    roster_rows.put_setting(txn.store, name, value)
    txn.record("setting", name=name, value=value, **signed(signer))


def choose_language(archive: Archive, actor: Actor, language: str | None) -> None:
    """Record in which language the actor wants the screens; None goes back to the locale's."""
    with archive.act(actor) as txn:
        roster_rows.set_language(txn.store, actor.person_id, language)
        txn.record("language", about=[actor.person_id], language=language)


def gm_signs(txn: Transaction, signer_id: int, act: Act) -> Ruling:
    """Return whether whoever proved a PIN may sign ``act``, which is the GM's."""
    if may(txn.roster, signer_id, act, txn.now.utc):
        return permission()
    return refusal(Clause("6.3", False, "only_gm_signs"))


def signed(signer: int | None) -> dict[str, int]:
    """Return the fact that says whose PIN it took; none for the founding, before there was one."""
    return {} if signer is None else {"signer": signer}
