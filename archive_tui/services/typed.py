"""What people type into the office's forms, read as departments, people and days; one clear fault for each."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

from archive_tui.regulation.dates import BadDate, read_date
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Capacity, Signer
from archive_tui.services.archive import Actor, Archive, BadInput, Transaction
from archive_tui.store import search


def department_typed(archive: Archive, actor: Actor, text: str) -> int | None:
    """Return the department that is named by its letters, its name, or both; None for nothing. Raises BadInput."""
    wanted = _plain(text)
    if not wanted:
        return None
    with archive.look(actor) as txn:
        every = sorted(txn.roster.departments.values(), key=lambda d: d.code)
        for one in every:
            if wanted in (_plain(one.code), _plain(one.name), _plain(f"{one.code}{one.name}")):
                return one.id
        raise BadInput("no_department", department=text.strip(), known=", ".join(one.code for one in every))


def departments_typed(archive: Archive, actor: Actor, text: str) -> list[int] | None:
    """Return the departments that are named with blanks or commas between them; None for nothing. Raises BadInput."""
    named = re.split(r"[\s,，、;；]+", text.strip())
    found = [department_typed(archive, actor, each) for each in named]
    return [each for each in found if each is not None] or None


def first_day(archive: Archive, actor: Actor, text: str) -> datetime | None:
    """Return when a typed day begins, but not before now; None for nothing. Raises BadInput."""
    with archive.look(actor) as txn:
        begins = _midnight(txn, text, 0)
        return None if begins is None else max(begins, txn.now.utc)


def last_day(archive: Archive, actor: Actor, text: str) -> datetime | None:
    """Return when a typed day is over, the day itself counted in; None for nothing. Raises BadInput."""
    with archive.look(actor) as txn:
        ends = _midnight(txn, text, 1)
        if ends is not None and ends <= txn.now.utc:
            raise BadInput("day_gone", text=text.strip())
        return ends


def holders(archive: Archive, actor: Actor, role: Role) -> tuple[Signer, ...]:
    """Return who holds a role now, to be offered where the name of one is asked for."""
    by = Capacity.GM if role is Role.GM else Capacity.MANAGER
    with archive.look(actor) as txn:
        return tuple(Signer(p.id, p.login, p.name, by) for p in txn.roster.holders(role, txn.now.utc))


def _midnight(txn: Transaction, text: str, later: int) -> datetime | None:
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    zone = txn.settings.tz
    try:
        day = read_date(typed, txn.now.utc.astimezone(zone).date(), ahead=True)
        return datetime.combine(day + timedelta(days=later), time(0), zone)
    except BadDate as bad:
        raise BadInput("no_such_day" if bad.code == "no_such_day" else "no_day", text=typed) from bad
    except OverflowError:
        raise BadInput("no_such_day", text=typed) from None


def _plain(text: str) -> str:
    return search.fold(text)
