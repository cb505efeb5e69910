"""People, roles, letters, absences, departments and settings, read as the regulation's records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Absence, Delegation, Department, Person, Post, Role, Roster
from archive_tui.regulation.settings import Settings, with_text
from archive_tui.store import tables as t
from archive_tui.store.door import Store
from archive_tui.store.times import utc, utc_or_none


def load_roster(store: Store) -> Roster:
    """Return everybody with roles, letters and absences over all time; questions are asked as of a moment."""
    db = store.db
    return Roster(
        persons={r["id"]: _person(r) for r in t.Staff.select().dicts().execute(db)},
        posts=tuple(_post(r) for r in t.Post.select().order_by(t.Post.id).dicts().execute(db)),
        delegations=tuple(_letter(r) for r in t.Delegation.select().dicts().execute(db)),
        absences=tuple(
            Absence(r["staff"], utc(r["since"]), utc_or_none(r["until"]))
            for r in t.Absence.select().dicts().execute(db)
        ),
        departments={
            r["id"]: Department(r["id"], r["code"], r["name"]) for r in t.Department.select().dicts().execute(db)
        },
    )


def load_settings(store: Store) -> Settings:
    """Return the archive's settings: the defaults with what the company chose otherwise."""
    settings = Settings()
    for row in t.Setting.select().dicts().execute(store.db):
        settings = with_text(settings, row["name"], row["value"])
    return settings


def find_people(store: Store, typed: Sequence[str]) -> list[int]:
    """Return the people whose name, pinyin, initials or login hold all the folded words, in order of login."""
    condition = " AND ".join(["instr(haystack, ?) > 0"] * len(typed)) or "0"
    rows = store.db.execute_sql(f"SELECT id FROM staff WHERE {condition} ORDER BY login", tuple(typed)).fetchall()
    return [row[0] for row in rows]


def put_setting(store: Store, name: str, value: str) -> None:
    """Store one setting's text; the caller has checked it."""
    t.Setting.insert(name=name, value=value).on_conflict(
        conflict_target=[t.Setting.name], update={t.Setting.value: value}
    ).execute(store.db)


def add_department(store: Store, code: str, name: str) -> int:
    """Add a department and return its id."""
    return int(t.Department.insert(code=code, name=name).execute(store.db))


def add_person(
    store: Store, login: str, name: str, haystack: str, department_id: int | None, since: int, card: str
) -> int:
    """Add a person and return the id; ``card`` is unique and may be replaced by ``set_card``."""
    return int(
        t.Staff.insert(
            login=login, name=name, haystack=haystack, department=department_id, since=since, card=card
        ).execute(store.db)
    )


def set_card(store: Store, person_id: int, card: str) -> None:
    """Give a person the card whose short code is ``card``."""
    t.Staff.update(card=card).where(t.Staff.id == person_id).execute(store.db)


def end_person(store: Store, person_id: int, left_at: int) -> None:
    """Record that a person left the company at ``left_at`` (UTC seconds)."""
    t.Staff.update(left_at=left_at).where(t.Staff.id == person_id).execute(store.db)


def add_post(store: Store, person_id: int, role: Role, department_id: int | None, since: int, until: int | None) -> int:
    """Record a role held from ``since`` until before ``until`` (UTC seconds) and return the post's id."""
    return int(
        t.Post.insert(staff=person_id, role=role.value, department=department_id, since=since, until=until).execute(
            store.db
        )
    )


def end_posts(store: Store, person_id: int, role: Role, department_id: int | None, until: int) -> int:
    """End the posts of that kind that are not over by ``until`` (UTC seconds), and return how many there were."""
    query = t.Post.update(until=until).where(
        t.Post.staff == person_id, t.Post.role == role.value, t.Post.until.is_null() | (t.Post.until > until)
    )
    if department_id is not None:
        query = query.where(t.Post.department == department_id)
    return int(query.execute(store.db))


def add_delegation(
    store: Store,
    number: int,
    deputy_id: int,
    since: int,
    until: int,
    departments: Iterable[int] | None,
    levels: Iterable[Level],
) -> int:
    """Record a letter of delegation and return its id."""
    scope = None if departments is None else json.dumps(sorted(departments))
    return int(
        t.Delegation.insert(
            number=number, deputy=deputy_id, since=since, until=until, departments=scope,
            levels=json.dumps(sorted(level.value for level in levels)),
        ).execute(store.db)
    )  # fmt: skip


def revoke_delegation(store: Store, delegation_id: int, at: int) -> None:
    """Record that a letter was taken back at ``at`` (UTC seconds)."""
    t.Delegation.update(revoked_at=at).where(
        t.Delegation.id == delegation_id, t.Delegation.revoked_at.is_null()
    ).execute(store.db)


def next_letter_number(store: Store) -> int:
    """Return the number that the next letter of delegation gets."""
    rows = t.Delegation.select(t.Delegation.number).dicts().execute(store.db)
    return max((r["number"] for r in rows), default=0) + 1


def add_absence(store: Store, person_id: int, since: int, until: int | None) -> int:
    """Record an absence on business and return its id."""
    return int(t.Absence.insert(staff=person_id, since=since, until=until).execute(store.db))


def end_absences(store: Store, person_id: int, at: int) -> int:
    """End the person's running absences at ``at`` (UTC seconds) and return how many there were."""
    return int(
        t.Absence.update(until=at)
        .where(
            t.Absence.staff == person_id,
            t.Absence.since <= at,
            t.Absence.until.is_null() | (t.Absence.until > at),
        )
        .execute(store.db)
    )


def set_language(store: Store, person_id: int, language: str | None) -> None:
    """Record in which language a person wants the screens."""
    t.Staff.update(language=language).where(t.Staff.id == person_id).execute(store.db)


def person_of_uid(store: Store, uid: int) -> int | None:
    """Return the person bound to an operating-system account, or None."""
    rows = list(t.OsAccount.select().where(t.OsAccount.uid == uid).dicts().execute(store.db))
    return rows[0]["staff"] if rows else None


def bind_uid(store: Store, uid: int, person_id: int) -> None:
    """Bind an operating-system account to a person."""
    t.OsAccount.insert(uid=uid, staff=person_id).execute(store.db)


def _person(row: dict[str, Any]) -> Person:
    return Person(
        row["id"], row["login"], row["name"], row["department"], row["card"], utc(row["since"]),
        utc_or_none(row["left_at"]), row["language"],
    )  # fmt: skip


def _post(row: dict[str, Any]) -> Post:
    return Post(row["staff"], Role(row["role"]), row["department"], utc(row["since"]), utc_or_none(row["until"]))


def _letter(row: dict[str, Any]) -> Delegation:
    scope = row["departments"]
    return Delegation(
        row["id"], row["number"], row["deputy"], utc(row["since"]), utc(row["until"]),
        None if scope is None else frozenset(json.loads(scope)),
        frozenset(Level(v) for v in json.loads(row["levels"])),
        utc_or_none(row["revoked_at"]),
    )  # fmt: skip
