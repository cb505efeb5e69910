"""The words that stand in files for codes, in both languages: exports write them, imports read them.

Fixed here and not in the catalogue: a file written today must be read in years, whatever the screens say by then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from archive_tui.regulation.clients import Volume
from archive_tui.regulation.levels import Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.terms import Way

LEVELS: Mapping[Level, tuple[str, str]] = {
    Level.UNCLASSIFIED: ("unclassified", "非密"),
    Level.SECRET: ("secret", "秘密"),
    Level.CONFIDENTIAL: ("confidential", "机密"),
    Level.TOP_SECRET: ("top secret", "绝密"),
}
RETENTIONS: Mapping[str, tuple[str, str]] = {
    "Y": ("permanent", "永久"),
    "D30": ("30 years", "30年"),
    "D10": ("10 years", "10年"),
}
YES_NO: Mapping[bool, tuple[str, str]] = {True: ("yes", "是"), False: ("no", "否")}
ROLES: Mapping[Role, tuple[str, ...]] = {
    Role.GM: ("general manager", "总经理", "GM"),
    Role.DEPUTY: ("deputy general manager", "副经理", "副总经理", "deputy"),
    Role.OFFICE_DIRECTOR: ("office director", "办公室主任", "总经理办公室主任", "office_director"),
    Role.MANAGER: ("department manager", "部门经理", "manager"),
    Role.ARCHIVIST: ("archivist", "档案管理员"),
    Role.KEEPER: ("keeper of client files", "客户档案专人", "keeper"),
    Role.SALESPERSON: ("salesperson", "业务员"),
    Role.EMPLOYEE: ("employee", "职员", "员工"),
}
WAYS: Mapping[Way, tuple[str, ...]] = {
    Way.MONEY: ("money", "现金转账", "现金", "转账", "cash", "transfer"),
    Way.MORTGAGE: ("mortgage", "抵押房屋", "抵押", "房屋抵押"),
    Way.IN_KIND: ("in kind", "以房抵款", "以房抵租", "抵房", "in_kind"),
    Way.SET_OFF: ("set-off", "抵扣", "抵消", "set_off", "offset"),
}
VOLUMES: Mapping[Volume, tuple[str, ...]] = {
    Volume.KEY: ("key", "主力", "主力客户"),
    Volume.GENERAL: ("general", "一般", "一般客户"),
    Volume.OCCASIONAL: ("occasional", "零散", "零散客户"),
}
#: What parts several roles, or several departments, in one cell.
_SEPARATORS = "、，,;/+"


def role_of(word: str) -> Role | None:
    """Return a role by its word in either language, or None."""
    wanted = _folded(word)
    return next((role for role, words in ROLES.items() if wanted in map(_folded, words)), None)


def parts_of(cell: str) -> list[str]:
    """Return the words of a cell that holds several."""
    folded = unicodedata.normalize("NFKC", cell)
    for mark in _SEPARATORS:
        folded = folded.replace(unicodedata.normalize("NFKC", mark), "\n")
    return [word.strip() for word in folded.split("\n") if word.strip()]


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
