"""One word for each thing that has a code: levels, states, roles, kinds, signatures, incidents, categories."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Capacity, Stage
from archive_tui.wording import N_, _, pgettext

ROLES: Mapping[str, str] = {
    "gm": N_("general manager"),
    "deputy": N_("deputy general manager"),
    "office_director": N_("office director"),
    "manager": N_("department manager"),
    "archivist": N_("archivist"),
    "keeper": N_("keeper of client files"),
    "salesperson": N_("salesperson"),
    "employee": N_("employee"),
}
STAGES: Mapping[str, str] = {
    "manager": N_("made out by the department manager"),
    "office": N_("decided by the GM's office"),
    "secret": N_("approved by the GM or the deputy in charge"),
}
CAPACITIES: Mapping[str, str] = {
    "gm": N_("GM"),
    "deputy_in_charge": N_("deputy in charge"),
    "delegate": N_("deputy by letter of delegation"),
    "manager": N_("department manager"),
    "office_director": N_("office director"),
}
INCIDENTS: Mapping[str, str] = {
    "damage": N_("damage"),
    "alteration": N_("alteration"),
    "loss": N_("loss"),
    "lent_on": N_("lent on to somebody else"),
    "copied": N_("copied or transcribed without permission"),
    "late": N_("returned late"),
    "pages_missing": N_("pages missing"),
}
RECALL_CAUSES: Mapping[str, str] = {"asked": N_("called back"), "level_raised": N_("the level was raised")}
RETENTIONS: Mapping[str, str] = {"Y": N_("permanent"), "D30": N_("30 years"), "D10": N_("10 years")}
SETTINGS: Mapping[str, str] = {
    "zone": N_("time zone"),
    "room_closes": N_("closing time of the reading room"),
    "loan_days": N_("days of an unclassified loan"),
    "renewals": N_("renewals of an unclassified loan"),
    "sign_off_hours": N_("hours in which an approval can be used"),
    "in_charge_of": N_("which department a deputy must be in charge of"),
    "confidential_by": N_("who approves the reading of a confidential paper"),
    "blocks_classified": N_("lateness and incidents block classified papers"),
    "unreturn_minutes": N_("minutes in which a mistaken return can be undone"),
    "stale_months": N_("months until an untouched client card is stale"),
    "new_client_years": N_("calendar years for which a client with rental is new"),
    "key_leases": N_("contracts from which on a client can be a key client"),
    "key_percent": N_("per cent of the highest client's rental that make a key client"),
    "bell": N_("bell"),
    "blank_minutes": N_("minutes until the screen is blank"),
    "end_minutes": N_("minutes until the session ends"),
}
#: The kinds of paper that are filed (6.2): code, the regulation's word as registers write it, and our words.
CATEGORIES: Mapping[str, tuple[str, str]] = {
    "rules": ("管理制度", N_("Rules")),
    "company_plans": ("公司规划", N_("Company plans")),
    "annual_plans": ("年度计划", N_("Annual plans")),
    "statistics": ("统计资料", N_("Statistics")),
    "audits": ("财务审计", N_("Financial audits")),
    "accounting": ("会计档案", N_("Accounting records")),
    "wages": ("劳动工资", N_("Labour and wages")),
    "operations": ("经营情况", N_("Operations")),
    "personnel": ("人事档案", N_("Personnel files")),
    "minutes": ("会议记录", N_("Minutes")),
    "decisions": ("决定", N_("Decisions")),
    "powers_of_attorney": ("委托书", N_("Powers of attorney")),
    "agreements": ("协议", N_("Agreements")),
    "contracts": ("合同", N_("Contracts")),
    "proposals": ("项目方案", N_("Project proposals")),
    "notices": ("通知", N_("Notices")),
    "technical": ("设备技术资料", N_("Technical papers")),
    "destruction": ("销毁审批与登记", N_("Destruction forms and ledger")),
    "other": ("其他", N_("Other papers of reference value")),
}


def level_word(level: Level) -> str:
    """Return a level: ``top secret``."""
    return {
        Level.UNCLASSIFIED: pgettext("level", "unclassified"),
        Level.SECRET: pgettext("level", "secret"),
        Level.CONFIDENTIAL: pgettext("level", "confidential"),
        Level.TOP_SECRET: pgettext("level", "top secret"),
    }[level]


def level_handling(level: Level) -> str:
    """Return a level with its handling, as it always stands on screen: ``secret · sign-off, 4 h``."""
    return {
        Level.UNCLASSIFIED: pgettext("level", "unclassified"),
        Level.SECRET: pgettext("level", "secret · sign-off, 4 h"),
        Level.CONFIDENTIAL: pgettext("level", "confidential · room only"),
        Level.TOP_SECRET: pgettext("level", "top secret · never"),
    }[level]


def state_word(state: State) -> str:
    """Return where an item is: ``in place``, ``out``, ``in the reading room``."""
    return {
        State.IN_PLACE: pgettext("state of an item", "in place"),
        State.OUT: pgettext("state of an item", "out"),
        State.READING: pgettext("state of an item", "in the reading room"),
        State.MISSING: pgettext("state of an item", "missing"),
        State.DESTROYED: pgettext("state of an item", "destroyed"),
    }[state]


def kind_word(kind: Kind) -> str:
    """Return what a person may get of an item: ``loan``, ``reading``, ``copy``, ``nothing``."""
    return {
        Kind.OUT: pgettext("what is asked for", "loan"),
        Kind.READING: pgettext("what is asked for", "reading"),
        Kind.COPY: pgettext("what is asked for", "copy"),
        Kind.NONE: pgettext("what is asked for", "nothing"),
    }[kind]


def role_word(role: Role) -> str:
    """Return a role: ``archivist``."""
    return _(ROLES[role.value])


def stage_word(stage: Stage) -> str:
    """Return which signature it is: ``decided by the GM's office``."""
    return _(STAGES[stage.value])


def capacity_word(capacity: Capacity) -> str:
    """Return in what capacity somebody signs: ``deputy in charge``."""
    return _(CAPACITIES[capacity.value])


def line_state_word(state: str) -> str:
    """Return how one item of an application stands: ``waits for the GM's office``, ``lapsed``."""
    return line_states().get(state) or _("other")


def line_states() -> dict[str, str]:
    """Return the states of one item of an application: what it waits for, or what became of it."""
    return {
        "waiting_manager": pgettext("state of an application", "waits for the department manager"),
        "waiting_office": pgettext("state of an application", "waits for the GM's office"),
        "waiting_secret": pgettext("state of an application", "waits for the GM or the deputy in charge"),
        "signed": pgettext("state of an application", "signed, more to come"),
        "approved": pgettext("state of an application", "approved"),
        "used": pgettext("state of an application", "handed over"),
        "refused": pgettext("state of an application", "refused"),
        "withdrawn": pgettext("state of an application", "withdrawn"),
        "void": pgettext("state of an application", "void, the level was raised"),
        "lapsed": pgettext("state of an application", "lapsed"),
    }


def incident_word(kind: str) -> str:
    """Return a kind of incident (6.7.6): ``damage``."""
    return _word(INCIDENTS, kind)


def export_word(kind: str) -> str:
    """Return what is exported or imported: ``items``, ``loans``, ``trail``, ``staff``, ``departments``."""
    return {
        "items": pgettext("what is exported", "items"),
        "loans": pgettext("what is exported", "loans"),
        "trail": pgettext("what is exported", "trail"),
        "staff": pgettext("what is exported", "staff"),
        "departments": pgettext("what is exported", "departments"),
        "composition": pgettext("what is exported", "composition"),
        "clients": pgettext("what is exported", "clients"),
        "leases": pgettext("what is exported", "leases"),
        "payments": pgettext("what is exported", "payments"),
    }.get(kind) or _("other")


def recall_word(cause: str) -> str:
    """Return why an item was recalled: ``the level was raised``."""
    return _word(RECALL_CAUSES, cause)


def retention_word(code: str) -> str:
    """Return how long an item is kept: ``30 years``."""
    return _(RETENTIONS[code]) if code in RETENTIONS else code


def setting_word(name: str) -> str:
    """Return what a setting chooses: ``days of an unclassified loan``."""
    return _word(SETTINGS, name)


def category_word(category: str) -> str:
    """Return a category, given by its code or as the register writes it in either language; others as they are."""
    words = CATEGORIES.get(_category_codes().get(category.casefold(), ""))
    return _(words[1]) if words else category


@cache
def _category_codes() -> dict[str, str]:
    known = {code: code for code in CATEGORIES}
    for code, (chinese, english) in CATEGORIES.items():
        known |= {chinese: code, english.casefold(): code}
    return known


def _word(table: Mapping[str, str], code: str) -> str:
    return _(table[code]) if code in table else _("other")
