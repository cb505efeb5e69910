"""What could not be done, in words: what happened, why, and what to do now.

The exceptions live in rooms above this one, so they are known by their names and told apart by their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from archive_tui.wording import N_, _, client_faults, pgettext
from archive_tui.wording.names import INCIDENTS, setting_word
from archive_tui.wording.rulings import form_label
from archive_tui.wording.times import wait_text

STORE: Mapping[str, str] = {
    "no_archive": N_(
        'There is no archive at {path} yet. "archive-tui demo" shows one, "archive-tui init" makes yours.'
    ),
    "already_there": N_("{path} is there already and stays as it is. Choose another place, or move it away first."),
    "not_an_archive": N_("{path} is not an archive of this program. It was left as it is; please check the path."),
    "damaged": N_(
        'The archive at {path} is damaged. Nothing was written; "archive-tui verify" says where,'
        " and the latest backup holds what was."
    ),
    "newer_schema": N_(
        "The archive at {path} was made by a newer version of archive-tui (schema {version}, this one knows {known})."
        " Please update the program."
    ),
    "no_permission": N_("This account may not read and write {path}. Please ask whoever owns the archive."),
    "no_pepper": N_(
        "The file {path}, which PINs are checked with, is missing or damaged. Please put it back from the backup."
    ),
    "no_key": N_(
        "The file {path}, which checkpoints are signed with, is missing or damaged. Please put it back from the backup."
    ),
    "read_only": N_("The archive at {path} can only be read now. Nothing was written; looking things up still works."),
    "busy": N_(
        "Somebody else has been writing in the archive for more than {seconds} s. Nothing was done; please try again."
    ),
    "disk_full": N_("There is no space left beside the archive. Nothing was written; please make room and try again."),
    "gone": N_("The archive at {path} was moved, deleted or replaced while this session was open. Please start again."),
    "wrong_mode": N_(
        "The archive is kept in a mode that SQLite {sqlite} can't be trusted with here ({mode})."
        ' It was not opened; "archive-tui doctor" says what to install.'
    ),
    "guard": N_("The archive itself refused to write that, and nothing of it was kept. It is a fault of the program."),
    "importing": N_("Another import is running on this archive. Please wait until it is done."),
    "moved_on": N_("The archive was brought to a newer version while this session was open. Please start again."),
}
#: The same fault where it is known whose process holds the archive.
_BUSY_HELD = N_(
    "{account} has been writing in the archive for more than {seconds} s (process {pid})."
    " Nothing was done; please try again."
)
PINS: Mapping[str, str] = {
    "wrong": N_("That is not the right PIN or code. {tries_left} tries are left."),
    "waiting": N_("After several wrong tries this PIN rests. Please try again in {wait}."),
    "locked": N_(
        "This PIN is locked after ten wrong tries. The archivist, the office director or the GM can unlock it."
    ),
    "unset": N_('No PIN has been set yet. The one-time code sets it: "archive-tui pin".'),
    "unknown": N_("No one on the staff list has that login and PIN. Please check both."),
    "no_code": N_("No one-time code is waiting here. The archivist issues a new one."),
    "code_expired": N_("The one-time code has expired. The archivist issues a new one."),
}
_WRONG_WAIT = N_("That is not the right PIN or code. Please try again in {wait}; {tries_left} tries are left.")
_WRONG_LAST = N_("That is not the right PIN or code. Please try again in {wait}; one try is left before it is locked.")
IDENTITY: Mapping[str, str] = {
    "not_listed": N_("The account {name} is not on this archive's staff list. The archivist can add you."),
    "as_not_owner": N_("--as is for the account that owns the archive and for demo archives. You come in as yourself."),
    "unknown_login": N_("No one on the staff list has the login {name}. Please check its spelling."),
    "left": N_("{name} has left the company and can no longer come in. The archivist keeps the staff list."),
}
NOT_THERE: Mapping[str, str] = {
    "person": N_('No one is found under "{name}". Please check the login, the name or the card.'),
    "item": N_('No item is found under "{name}". Please check the code, or search by a word of its title.'),
    "loan": N_("There is no loan number {name}. The desk's board has all that is out."),
    "incident": N_("There is no incident number {name}. The item's card has its incidents."),
    "request": N_("There is no loan application {name}. Please check its number."),
    "department": N_("There is no department number {name}. Please check the department."),
    "account": N_("No OS account {name} is bound to anybody."),
    "volume": N_("There is no volume number {name}. The list of volumes has them all."),
    "letter": N_("There is no letter of delegation number {name}. Please check its number."),
    **client_faults.NOT_THERE,
}
INPUT: Mapping[str, str] = {
    "no_raise": N_("A level is raised to a higher one. Please choose a level above the present one."),
    "no_lowering": N_("A level is lowered to a lower one. Please choose a level below the present one."),
    "incident_kind": N_("{kind} is none of the incidents of 6.7.6. They are: {kinds}."),
    "no_reason": N_("A reason belongs to it. Please write one."),
    "too_long": N_("The {field} is longer than {most} characters. Please shorten it."),
    "no_pledge": N_("The borrower has yet to acknowledge 6.7.6: care, secrecy, no copying, no lending on."),
    "pages": N_("{pages} is no number of pages. Please count again: 0 to 99,999."),
    "copy_is_no_loan": N_("A copy is not handed over like a loan. Please ask for a copy instead."),
    "nothing_asked": N_("The application names no item. Please add one."),
    "asked_already": N_("{code} is on an open application of this borrower already. It waits for its signature."),
    "asked_twice": N_("The same item stands there twice. Please name each item once."),
    "empty": N_("The {field} is empty. Please fill it in."),
    "fonds": N_('"{fonds}" is no fonds code. It has 1 to 8 letters and digits, such as Z109.'),
    "department_code": N_('"{code}" is no department code. It has three capital letters, such as BGS.'),
    "department_there": N_("The department code {code} is taken. Please choose another."),
    "login": N_('"{login}" is no login. It has 1 to 32 letters, digits, dots and hyphens.'),
    "login_there": N_("The login {login} is taken. Please choose another."),
    "no_department": N_('There is no department "{department}". They are: {known}.'),
    "no_day": N_('"{text}" is no day. It reads 2026-03-31, 20260331, 3-31 or +7d.'),
    "no_such_day": N_('There is no day "{text}". Please check month and day.'),
    "day_gone": N_('"{text}" is over already. Please choose a day to come.'),
    "department_same": N_("The department has that name already."),
    "card_there": N_("The card code {card} is {name}'s. Please choose another."),
    "card_is_label": N_("{card} reads as a label or form of the archive. A card needs a code of its own."),
    "account": N_('There is no OS account "{account}" on this machine. Please check its name or number.'),
    "account_there": N_("The OS account {account} is bound to {name} already. It is unbound there first."),
    "role_employee": N_("Everybody on the staff list is an employee; it is no role to give or to end."),
    "role_period": N_("The role ends before it begins. Please check both days."),
    "nothing_proposed": N_("No role is proposed now."),
    "list_changed": N_("The list has changed since it was shown. Please read it again, then sign."),
    "category_code": N_('"{code}" is no category code. It has 1 to 32 small letters, digits and underscores.'),
    "category_there": N_("The category {code} is there already. Please choose another code."),
    "category_class": N_("The class is WS (documents), KJ (science and technology) or KU (accounting)."),
    "category_retention": N_("The retention is Y (permanent), D30 or D10."),
    "manager_of_what": N_("A manager manages one department. Please say which."),
    "letter_scope": N_("A letter of delegation reaches secret loans, confidential readings, or both (6.7.3)."),
    "letter_period": N_("The letter ends before it begins. Please check both days."),
    "letter_holder": N_("Only a deputy may hold a letter of delegation, and {name} is none (6.7.3)."),
    "absence_is_gms": N_("Only the general manager's absence is recorded here (6.7.3)."),
    "absence_period": N_("The absence ends before it begins. Please check both times."),
    "setting": N_('"{value}" can\'t be chosen for: {setting}.'),
    "character": N_("The {field} holds a character that can't be kept: {name}, in place {position}. Please remove it."),
    "anchor": N_('"{text}" is no anchor. It reads SIZE:HEAD, as it stands on your paper.'),
    "fields": N_("The form can't be taken as it is yet: the fields say why."),
    "changed_meanwhile": N_(
        "The description was changed while it was open here. What was changed stands at its fields."
    ),
    "in_volume_already": N_("{code} is in this volume already."),
    "code_there": N_("The archival code {code} is taken already; a code once given never changes."),
    "file_there": N_("{file} is there already and stays as it is. Please choose another name."),
    "file_not_written": N_("{file} can't be written. Please check the folder and its rights."),
    "no_xlsx_yet": N_("Workbooks can't be written yet. Please name a .csv file."),
    "import_overtaken": N_(
        "{code} was changed while the file was being read. Nothing was imported; please start again."
    ),
    "no_pin": N_("A PIN has digits only; this cost no try."),
    "pin_digits": N_("A PIN has digits only. Please choose another."),
    "pin_short": N_("A PIN has at least six digits. Please choose a longer one."),
    "pin_long": N_("A PIN has at most twelve digits. Please choose a shorter one."),
    "pins_differ": N_("The two PINs differ. Please type the new one again."),
    **client_faults.INPUT,
    "pin_easy": N_("That PIN is easily guessed. Please choose one that is no run and no single digit."),
}


def fault_text(fault: Exception) -> str:
    """Return what an exception of the services or the store says to the person at the screen.

    Any other exception, and a code that nobody knows, reads as a fault of the program.
    """
    for kind in type(fault).__mro__:
        told = _TELLERS.get(kind.__name__)
        if told is not None:
            return told(fault)
    return unknown_fault()


def fields() -> dict[str, str]:
    """Return what is typed in, as sentences about it name it."""
    return {
        "purpose": pgettext("field", "purpose"),
        "reason": pgettext("field", "reason"),
        "name": pgettext("field", "name"),
        "note": pgettext("field", "note"),
        "state": pgettext("field", "state at return"),
        "company": pgettext("field", "company's name"),
        **client_faults.fields(),
        **{code: _(text) for code, text in client_faults.SECTIONS.items()},
        "card": pgettext("field", "card code"),
        "chinese": pgettext("field", "Chinese name"),
        "english": pgettext("field", "English name"),
    }


def unknown_fault() -> str:
    """Return the neutral sentence for what nobody foresaw."""
    return _("That could not be done, and nothing was changed. It is a fault of the program.")


def _store(fault: Any) -> str:
    if fault.code == "busy" and {"account", "pid"} <= fault.facts.keys():
        return _filled(_BUSY_HELD, fault.facts)
    return _filled(STORE.get(fault.code), fault.facts)


def _pin(fault: Any) -> str:
    facts = {"tries_left": fault.tries_left, "wait": wait_text(fault.seconds)}
    if fault.code == "wrong" and fault.seconds:
        return _filled(_WRONG_LAST if fault.tries_left == 1 else _WRONG_WAIT, facts)
    return _filled(PINS.get(fault.code), facts)


def _identity(fault: Any) -> str:
    return _filled(IDENTITY.get(fault.code), {"name": fault.name})


def _not_there(fault: Any) -> str:
    name = str(fault.name)
    if fault.what == "request" and name.isdecimal() and 0 < int(name) < 10_000_000:
        name = form_label(int(name))
    return _filled(NOT_THERE.get(fault.what, N_('Nothing is found under "{name}".')), {"name": name})


def _input(fault: Any) -> str:
    facts = dict(fault.facts)
    if "field" in facts:
        facts["field"] = fields().get(str(facts["field"])) or pgettext("field", "text")
    if fault.code == "incident_kind":
        facts["kinds"] = ", ".join(INCIDENTS)
    if fault.code == "setting":
        facts["setting"] = setting_word(str(facts.get("name", "")))
    return _filled(INPUT.get(fault.code, N_("That can't be taken as it is. Please check what was typed.")), facts)


def _filled(text: str | None, facts: Mapping[str, object]) -> str:
    try:
        return _(text).format(**facts) if text is not None else unknown_fault()
    except (KeyError, IndexError):
        return unknown_fault()


_TELLERS: Mapping[str, Callable[[Any], str]] = {
    "StoreFault": _store,
    "PinRefused": _pin,
    "NotOnStaff": _identity,
    "NotThere": _not_there,
    "BadInput": _input,
}
