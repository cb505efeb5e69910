"""The settings in words: the reading that each default is, and its values."""

from __future__ import annotations

from collections.abc import Mapping

from archive_tui.wording import N_, _, pgettext

#: What the rule leaves open, and how the program reads it by default.
READINGS: Mapping[str, str] = {
    "zone": N_("Times are kept in UTC and shown in this zone; its midnight begins a day."),
    "room_closes": N_(
        "Reading (b): a confidential paper is back when the room closes. A secret loan that would end after it"
        " can be shortened."
    ),
    "loan_days": N_("Reading: an unclassified paper is lent for 14 days, and the loan can be renewed."),
    "renewals": N_("Reading: a loan of an unclassified paper is renewed once. A classified one never is."),
    "sign_off_hours": N_(
        "Reading: an approval is used within a day, or lapses. The four hours begin at the check-out."
    ),
    "in_charge_of": N_(
        "Reading (c): the deputy in charge is the one of the department that the paper came from;"
        " it may be the borrower's, or both."
    ),
    "confidential_by": N_(
        "Reading (b): what is guarded more can't be easier to reach: a confidential reading takes the approval of"
        " a secret loan, or the GM's alone."
    ),
    "blocks_classified": N_("Reading: with something overdue or an open incident, no classified paper is handed over."),
    "unreturn_minutes": N_(
        "Reading: what was taken back by mistake goes on under its old sign-off and due time, once and within half an"
        " hour; 0 for never."
    ),
    "stale_months": N_("Reading: a card that nobody has touched for six months is stale and comes on a worklist."),
    "new_client_years": N_("Reading: a client is new until the first calendar year with rental has closed."),
    "key_leases": N_("Reading: a key client has three contracts or more, and a large share of the rental."),
    "key_percent": N_("Reading: a key client has a tenth of the highest client's rental or more."),
    "bell": N_("The bell rings for what is due and what waits. Each bell can be read on the status line as well."),
    "blank_minutes": N_("A screen left alone goes blank, and shows itself again for the person's PIN."),
    "end_minutes": N_("A session left alone ends."),
}


def reading_text(name: str) -> str:
    """Return what the regulation leaves open there, and how it is read by default."""
    return _(READINGS[name]) if name in READINGS else ""


def value_word(name: str, value: str) -> str:
    """Return a setting's value as it is read: ``the department of origin``, ``yes``, ``14``."""
    return _words().get((name, value)) or _words().get(("", value)) or value


def _words() -> dict[tuple[str, str], str]:
    return {
        ("", "yes"): pgettext("value of a setting", "yes"),
        ("", "no"): pgettext("value of a setting", "no"),
        ("in_charge_of", "origin"): pgettext("value of a setting", "the department of origin"),
        ("in_charge_of", "borrower"): pgettext("value of a setting", "the borrower's department"),
        ("in_charge_of", "both"): pgettext("value of a setting", "both"),
        ("confidential_by", "as_secret"): pgettext("value of a setting", "as for a secret loan"),
        ("confidential_by", "gm_only"): pgettext("value of a setting", "the GM alone"),
    }
