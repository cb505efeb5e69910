"""One table of who may do what; the README prints it, the services ask it, nothing else decides it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role, Roster


class Act(StrEnum):
    """What can be done, as far as it depends on who does it."""

    FILE = "file"
    EDIT = "edit"
    LEND = "lend"
    TAKE_BACK = "take_back"
    RECALL = "recall"
    CLOSE_INCIDENT = "close_incident"
    RAISE_LEVEL = "raise_level"
    LOWER_LEVEL = "lower_level"
    ASK = "ask"
    SIGN_MANAGER = "sign_manager"
    SIGN_OFFICE = "sign_office"
    SIGN_SECRET = "sign_secret"
    SEE_REGISTER = "see_register"
    SEE_GUARDED_TITLES = "see_guarded_titles"
    STAFF = "staff"
    APPOINT = "appoint"
    SETTINGS = "settings"
    TRAIL = "trail"
    EXPORT = "export"
    UNLOCK = "unlock"
    SEE_CLIENTS = "see_clients"
    SEE_PERSONAL = "see_personal"
    ENTER_CLIENTS = "enter_clients"
    CHECK_ENTRIES = "check_entries"
    LEASE = "lease"
    SCORE = "score"
    RESCORE = "rescore"
    KEEP_CLIENTS = "keep_clients"
    LEASED_ITEMS = "leased_items"
    IMPORT_CLIENTS = "import_clients"
    EXPORT_CLIENTS = "export_clients"
    DRAFT_TERMS = "draft_terms"
    SIGN_TERMS = "sign_terms"
    CLIENT_LIMIT = "client_limit"
    ANALYSE = "analyse"


class Scope(StrEnum):
    """How far a permission reaches: everything, the department managed or in charge of, or oneself."""

    ALL = "all"
    IN_CHARGE = "in_charge"
    MANAGED = "managed"
    SELF = "self"


_GM, _DEPUTY, _DIRECTOR = Role.GM, Role.DEPUTY, Role.OFFICE_DIRECTOR
_MANAGER, _ARCHIVIST, _EVERYBODY = Role.MANAGER, Role.ARCHIVIST, Role.EMPLOYEE
_KEEPER, _SALES = Role.KEEPER, Role.SALESPERSON

#: Who may do what. Signing is judged further by ``authority``: the paper, the borrower and the moment count too.
TABLE: Mapping[Act, Mapping[Role, Scope]] = {
    Act.FILE: {_ARCHIVIST: Scope.ALL},
    Act.EDIT: {_ARCHIVIST: Scope.ALL},
    Act.LEND: {_ARCHIVIST: Scope.ALL},
    Act.TAKE_BACK: {_ARCHIVIST: Scope.ALL},
    Act.RECALL: {_ARCHIVIST: Scope.ALL, _GM: Scope.ALL},
    Act.CLOSE_INCIDENT: {_ARCHIVIST: Scope.ALL, _DIRECTOR: Scope.ALL, _GM: Scope.ALL},
    Act.RAISE_LEVEL: {_ARCHIVIST: Scope.ALL, _GM: Scope.ALL},
    Act.LOWER_LEVEL: {_GM: Scope.ALL},
    Act.ASK: {_EVERYBODY: Scope.SELF, _MANAGER: Scope.MANAGED, _ARCHIVIST: Scope.ALL},
    Act.SIGN_MANAGER: {_MANAGER: Scope.MANAGED},
    Act.SIGN_OFFICE: {_DIRECTOR: Scope.ALL, _GM: Scope.ALL},
    Act.SIGN_SECRET: {_GM: Scope.ALL, _DEPUTY: Scope.IN_CHARGE},
    Act.SEE_REGISTER: {_EVERYBODY: Scope.ALL},
    Act.SEE_GUARDED_TITLES: {_ARCHIVIST: Scope.ALL, _GM: Scope.ALL, _DEPUTY: Scope.IN_CHARGE},
    Act.STAFF: {_ARCHIVIST: Scope.ALL, _DIRECTOR: Scope.ALL, _GM: Scope.ALL},
    Act.APPOINT: {_GM: Scope.ALL},
    Act.SETTINGS: {_GM: Scope.ALL},
    Act.TRAIL: {_ARCHIVIST: Scope.ALL, _GM: Scope.ALL, _DEPUTY: Scope.ALL, _DIRECTOR: Scope.ALL},
    Act.EXPORT: {_ARCHIVIST: Scope.ALL, _GM: Scope.ALL, _DIRECTOR: Scope.ALL},
    Act.UNLOCK: {_ARCHIVIST: Scope.ALL, _DIRECTOR: Scope.ALL, _GM: Scope.ALL},
    Act.SEE_CLIENTS: dict.fromkeys((_SALES, _KEEPER, _MANAGER, _ARCHIVIST, _DIRECTOR, _DEPUTY, _GM), Scope.ALL),
    Act.SEE_PERSONAL: dict.fromkeys((_SALES, _KEEPER, _GM), Scope.ALL),
    Act.ENTER_CLIENTS: dict.fromkeys((_SALES, _KEEPER), Scope.ALL),
    Act.CHECK_ENTRIES: dict.fromkeys((_SALES, _KEEPER, _MANAGER), Scope.ALL),
    Act.LEASE: dict.fromkeys((_SALES, _KEEPER), Scope.ALL),
    Act.SCORE: {_SALES: Scope.ALL},
    Act.RESCORE: dict.fromkeys((_SALES, _KEEPER), Scope.ALL),
    Act.KEEP_CLIENTS: {_KEEPER: Scope.ALL},
    Act.LEASED_ITEMS: dict.fromkeys((_ARCHIVIST, _KEEPER), Scope.ALL),
    Act.IMPORT_CLIENTS: dict.fromkeys((_ARCHIVIST, _KEEPER), Scope.ALL),
    Act.EXPORT_CLIENTS: {_KEEPER: Scope.ALL},
    Act.DRAFT_TERMS: dict.fromkeys((_KEEPER, _GM), Scope.ALL),
    Act.SIGN_TERMS: {_GM: Scope.ALL},
    Act.CLIENT_LIMIT: dict.fromkeys((_KEEPER, _MANAGER, _GM), Scope.ALL),
    Act.ANALYSE: dict.fromkeys((_SALES, _KEEPER, _MANAGER, _DEPUTY, _GM), Scope.ALL),
}


#: The acts of client files, whose article is 5.3; that of the archive room is 6.3.
CLIENT_ACTS: frozenset[Act] = frozenset(list(Act)[list(Act).index(Act.SEE_CLIENTS) :])


def may(
    roster: Roster,
    person_id: int,
    act: Act,
    at: datetime,
    department_id: int | None = None,
    subject_id: int | None = None,
) -> bool:
    """Return whether the person may do ``act`` at ``at``.

    ``department_id`` is the department concerned (a paper's origin, or the borrower's), ``subject_id`` the person
    concerned; a permission that reaches less than everything needs the one that it is limited to.
    """
    return any(
        _reaches(roster, person_id, role, scope, at, department_id, subject_id)
        for role, scope in TABLE[act].items()
        if roster.holds(person_id, role, at)
    )


def may_at_all(roster: Roster, person_id: int, act: Act, at: datetime) -> bool:
    """Return whether the person may do ``act`` in some scope: whether its screen is shown."""
    return bool(roster.roles(person_id, at) & TABLE[act].keys())


def may_know_title(
    roster: Roster, person_id: int, level: Level, origin_id: int | None, at: datetime, involved: bool = False
) -> bool:
    """Return whether the person may know the title of a paper ("Who may know a title").

    ``involved``: the person needs it for an act that is running (approved reader, signer of the application).
    """
    if not level.guarded:
        return roster.active(person_id, at)
    if involved:
        return roster.active(person_id, at)
    return may(roster, person_id, Act.SEE_GUARDED_TITLES, at, department_id=origin_id)


def _reaches(
    roster: Roster,
    person_id: int,
    role: Role,
    scope: Scope,
    at: datetime,
    department_id: int | None,
    subject_id: int | None,
) -> bool:
    if scope is Scope.ALL:
        return True
    if scope is Scope.SELF:
        return subject_id == person_id
    return department_id is not None and department_id in roster.departments_of(person_id, role, at)
