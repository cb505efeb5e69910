"""The commands: which module carries each out, and what it does in one line."""

from __future__ import annotations

from collections.abc import Mapping

from archive_tui.wording import N_

#: Command: its module in this package, and what it does.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", N_("opens the desk on a demo archive, made on first use")),
    "init": ("init", N_("makes a new archive and prints the one-time codes of its first people")),
    "import": ("importing", N_("takes items, staff or departments in from a CSV file, all or nothing")),
    "export": ("exporting", N_("writes items, loans, the trail or the staff list to a new CSV file")),
    "find": ("find", N_("finds items by code, title, author, keyword, pinyin or initials")),
    "may": ("may", N_("gives the ruling on a person and an item, without doing anything")),
    "out": ("out", N_("lends items to a person")),
    "read": ("read", N_("hands items to a person in the reading room")),
    "return": ("give_back", N_("takes items back")),
    "request": ("request", N_("starts a loan application")),
    "sign": ("sign", N_("signs a loan application, or refuses it, by your PIN")),
    "grade": ("grade", N_("looks up clients' grades with date and terms")),
    "rescore": ("rescore", N_("lists the grades that would change with today's figures")),
    "due": ("due", N_("lists what is out or in the reading room, soonest due first")),
    "pin": ("pin", N_("sets your PIN with a one-time code, or changes it")),
    "verify": ("verify", N_("checks trail, rules and database, and names the first bad entry")),
    "doctor": ("doctor", N_("says what is fine with terminal, locale and archive, and what to change")),
    "keys": ("keys", N_("lists the keys of all screens")),
}
