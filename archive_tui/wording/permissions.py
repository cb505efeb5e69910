"""Whose an act is, in words: what is said to somebody whose role it is not (the table: ``regulation.permissions``)."""

from __future__ import annotations

from collections.abc import Mapping

from archive_tui.wording import N_, _

PERMISSIONS: Mapping[str, str] = {
    "file": N_("papers are filed by the archivist"),
    "edit": N_("the register is kept by the archivist"),
    "lend": N_("papers are handed over by the archivist"),
    "take_back": N_("papers are taken back by the archivist"),
    "recall": N_("papers are recalled by the archivist or the GM"),
    "close_incident": N_("incidents are closed by the archivist, the office director or the GM"),
    "raise_level": N_("levels are raised by the archivist or the GM"),
    "lower_level": N_("levels are lowered by the GM"),
    "ask": N_("an application is for the borrower, the manager of the borrower's department, or the archivist"),
    "sign_manager": N_("an application is made out by the manager of the borrower's department"),
    "sign_office": N_("applications are decided by the office director or the GM"),
    "sign_secret": N_("secret loans are approved by the GM or the deputy in charge"),
    "see_register": N_("the register is for people on the staff list"),
    "see_guarded_titles": N_("this title is known to the archivist, the GM and the deputy in charge"),
    "staff": N_("the staff list is kept by the archivist, the office director or the GM"),
    "appoint": N_("roles and letters of delegation are given by the GM"),
    "settings": N_("settings are chosen by the GM"),
    "trail": N_("the trail is open to the archivist, the office director, the deputies and the GM"),
    "export": N_("exports are for the archivist, the office director and the GM"),
    "unlock": N_("PINs are unlocked by the archivist, the office director or the GM"),
    "see_clients": N_("client files are for salespeople, keeper, managers, archivist and the heads of the company"),
    "see_personal": N_("personal data of clients' people is for salespeople, the keeper and the GM"),
    "enter_clients": N_("client cards are filled in by salespeople and the keeper of client files"),
    "check_entries": N_("entries are checked by salespeople, department managers and the keeper of client files"),
    "lease": N_("leases and payments are entered by salespeople and the keeper of client files"),
    "score": N_("clients are scored by salespeople"),
    "rescore": N_("clients are re-scored by salespeople and the keeper of client files"),
    "keep_clients": N_("merging, taking off and opening balances are for the keeper of client files"),
    "leased_items": N_("the list of leased items is kept by the archivist and the keeper of client files"),
    "import_clients": N_("client files are imported by the archivist and the keeper of client files"),
    "export_clients": N_("client files are exported by the keeper of client files"),
    "draft_terms": N_("a schedule of terms is drafted by the keeper of client files or the GM"),
    "sign_terms": N_("terms and exceptions to them are signed by the GM"),
    "client_limit": N_("a client's credit limit is set by the keeper, a department manager or the GM"),
    "analyse": N_("analyses are for salespeople, keeper, managers, deputies and the GM"),
}


def permission_text(act: str) -> str:
    """Return whose act it is: ``papers are handed over by the archivist``."""
    return _(PERMISSIONS[act]) if act in PERMISSIONS else _("this is for somebody in another role")
