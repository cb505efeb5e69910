"""Entries of the trail in words: who did it stands beside the entry, so a sentence begins with what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Capacity, Clause
from archive_tui.wording import N_, _, client_trail, ngettext, pgettext
from archive_tui.wording.describing import field_word
from archive_tui.wording.joining import all_of, clauses
from archive_tui.wording.names import capacity_word, export_word, incident_word, level_word, role_word, setting_word
from archive_tui.wording.rulings import cited, form_label
from archive_tui.wording.times import moment_of, moment_text

#: What was done, for the acts that always read the same.
TEXTS: Mapping[str, str] = {
    "setting": N_("set {setting}: {value}"),
    "department": N_("added department {code}"),
    "department_name": N_("renamed department {code} from {was} to {now}"),
    "staff_add": N_("put {name} on the staff list, login {login}"),
    "staff_edit": N_("corrected the staff list: {name}"),
    "appoint": N_("appointed {name}: {role}"),
    "end_post": N_("ended the post of {name}: {role}"),
    "leave": N_("recorded that {name} left"),
    "os_account": N_("bound OS account {uid} to {name}"),
    "os_account_end": N_("unbound OS account {uid} from {name}"),
    "language": N_("chose a language"),
    "one_time_code": N_("issued a one-time code for {name}"),
    "pin_set": N_("set a PIN"),
    "pin_locked": N_("the PIN of {name} is locked"),
    "unlock": N_("unlocked the PIN of {name}"),
    "delegation": N_("letter {letter} for {name}, {since} until {until}"),
    "revoke": N_("took letter {letter} of {name} back"),
    "handover": N_("{giver} handed the archive room over to {taker}, {count} out"),
    "category": N_("added category {code}"),
    "absence_end": N_("{name} is back from business"),
    "request": N_("application {form} for {name}: {items}"),
    "withdraw": N_("withdrew application {form}: {items}"),
    "reverse": N_("reversed the check-out of {item} to {name}"),
    "unreturn": N_("undid the return of {item}: still with {name}, due back {due_at}"),
    "renew": N_("renewed {item} for {name}, due back {due_at}"),
    "copy": N_("made a copy of {item} for {name}"),
    "recall": N_("recalled {item} from {name}"),
    "edit": N_("corrected {item}: {fields}"),
    "found": N_("{item} is found and back in its place"),
    "volume": N_("made volume {code}"),
    "volume_edit": N_("corrected volume {code}: {fields}"),
    "volume_put": N_("put into volume {code}: {items}"),
    "volume_take": N_("took out of volume {code}: {items}"),
    "remind": N_("reminded {name} of {item}, reminder {count}"),
    "incident_open": N_("incident on {item}: {incident}"),
    "incident_close": N_("closed an incident on {item}"),
    "clock_step": N_("the wall clock moved by {seconds} s"),
    **client_trail.TEXTS,
}


class Entry(Protocol):
    """An entry as it is shown: its act and facts, and the names and labels of the people and items in them."""

    @property
    def act(self) -> str:
        """Return the code of what was done."""
        ...

    @property
    def facts(self) -> Mapping[str, object]:
        """Return the entry's body."""
        ...

    @property
    def people(self) -> Mapping[int, str]:
        """Return the names of the people in it."""
        ...

    @property
    def items(self) -> Mapping[int, str]:
        """Return the labels of the items in it."""
        ...


def act_word(act: str) -> str:
    """Return what kind of entry it is, for a list or a filter: ``check-out``."""
    return act_words().get(act) or pgettext("act in the trail", "other act")


def act_words() -> dict[str, str]:
    """Return the kinds of entries, in the order in which a filter offers them."""
    return {
        "init": pgettext("act in the trail", "founding"),
        "setting": pgettext("act in the trail", "setting"),
        "department": pgettext("act in the trail", "department"),
        "department_name": pgettext("act in the trail", "department's name"),
        "staff_add": pgettext("act in the trail", "new staff"),
        "staff_edit": pgettext("act in the trail", "correction of staff"),
        "appoint": pgettext("act in the trail", "appointment"),
        "end_post": pgettext("act in the trail", "end of a post"),
        "leave": pgettext("act in the trail", "leaving"),
        "propose_roles": pgettext("act in the trail", "proposed roles"),
        "decide_roles": pgettext("act in the trail", "decision on roles"),
        "handover": pgettext("act in the trail", "hand-over of the room"),
        "category": pgettext("act in the trail", "category"),
        "os_account": pgettext("act in the trail", "OS account"),
        "os_account_end": pgettext("act in the trail", "OS account unbound"),
        "language": pgettext("act in the trail", "language"),
        "one_time_code": pgettext("act in the trail", "one-time code"),
        "pin_set": pgettext("act in the trail", "PIN set"),
        "pin_wrong": pgettext("act in the trail", "wrong PIN"),
        "pin_locked": pgettext("act in the trail", "PIN locked"),
        "unlock": pgettext("act in the trail", "PIN unlocked"),
        "delegation": pgettext("act in the trail", "letter of delegation"),
        "revoke": pgettext("act in the trail", "letter taken back"),
        "absence": pgettext("act in the trail", "absence on business"),
        "absence_end": pgettext("act in the trail", "end of an absence"),
        "import": pgettext("act in the trail", "filing"),
        "export": pgettext("act in the trail", "export"),
        "request": pgettext("act in the trail", "loan application"),
        "sign_off": pgettext("act in the trail", "sign-off"),
        "withdraw": pgettext("act in the trail", "withdrawal"),
        "check_out": pgettext("act in the trail", "check-out"),
        "give_back": pgettext("act in the trail", "return"),
        "reverse": pgettext("act in the trail", "reversal"),
        "unreturn": pgettext("act in the trail", "return undone"),
        "renew": pgettext("act in the trail", "renewal"),
        "copy": pgettext("act in the trail", "copy"),
        "recall": pgettext("act in the trail", "recall"),
        "remind": pgettext("act in the trail", "reminder"),
        "incident_open": pgettext("act in the trail", "incident"),
        "incident_close": pgettext("act in the trail", "incident closed"),
        "edit": pgettext("act in the trail", "correction"),
        "found": pgettext("act in the trail", "found again"),
        "volume": pgettext("act in the trail", "volume"),
        "volume_edit": pgettext("act in the trail", "correction of a volume"),
        "volume_put": pgettext("act in the trail", "putting into a volume"),
        "volume_take": pgettext("act in the trail", "taking out of a volume"),
        "level_change": pgettext("act in the trail", "change of level"),
        "raise_level": pgettext("act in the trail", "raise of a level"),
        "lower_level": pgettext("act in the trail", "lowering of a level"),
        "clock_step": pgettext("act in the trail", "clock step"),
        **client_trail.act_words(),
        "refused": pgettext("act in the trail", "refusal"),
    }


def entry_text(entry: Entry) -> str:
    """Return what was done: ``lent I0002214-3 to 陈晓梅, due back 2026-03-05 17:30``.

    Never raises: a body of another make (a forged row, a later version) reads as its kind and what it is about.
    """
    words = _Words(entry)
    try:
        if entry.act in _TELLERS:
            return _TELLERS[entry.act](words)
        if entry.act in TEXTS:
            return _signed(words, _(TEXTS[entry.act]).format_map(words))
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError):
        pass
    about = [*entry.items.values(), *entry.people.values()]
    if not about:
        return act_word(entry.act)
    return _("{act}: {about}").format(act=act_word(entry.act), about=all_of(about))


class _Words(dict[str, str]):
    """The facts of one entry as words, each made when a sentence asks for it.

    Raises KeyError, TypeError or ValueError for a fact that isn't what it should be.
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.facts, self.people, self.labels = entry.facts, entry.people, entry.items

    def __missing__(self, field: str) -> str:
        match field:
            case "name":
                return self.people[self.numbers("about")[0]]
            case "signer":
                return self.people[self.number("signer")]
            case "giver" | "taker":
                return self.people[self.numbers("about")[0 if field == "giver" else 1]]
            case "item":
                return self.labels[self.number("item")]
            case "items":
                return all_of([self.labels[i] for i in self.numbers("items")])
            case "fields":
                return all_of([field_word(str(one)) for one in self.listed("fields")])
            case "form":
                return form_label(self.number("request"))
            case "since" | "until" | "due_at":
                return moment_text(moment_of(self.number(field)))
            case "setting":
                return setting_word(str(self.facts["name"]))
            case "role":
                return role_word(Role(str(self.facts["role"])))
            case "by":
                return capacity_word(Capacity(str(self.facts["capacity"])))
            case "incident":
                return incident_word(str(self.facts["kind"]))
            case "old" | "new":
                return level_word(self.level(field))
        return str(self.facts[field])

    def number(self, field: str) -> int:
        value = self.facts[field]
        if not isinstance(value, int):
            raise TypeError(field)
        return value

    def numbers(self, field: str) -> list[int]:
        return [int(str(one)) for one in self.listed(field)]

    def listed(self, field: str) -> list[object]:
        value = self.facts.get(field) or []
        if not isinstance(value, list):
            raise TypeError(field)
        return value

    def level(self, field: str) -> Level:
        return Level(str(self.facts[field]))


def _signed(words: _Words, told: str) -> str:
    """Return what was done, with whose PIN it took where that is somebody else than who did it."""
    if words.facts.get("signer") in (None, words.facts.get("by")):
        return told
    return clauses([told, _("signed by {signer}").format_map(words)])


def _init(words: _Words) -> str:
    return _("founded the demo archive") if words.facts.get("demo") else _("founded the archive")


def _pin_wrong(words: _Words) -> str:
    if words.facts.get("what") == "one_time_code":
        return _("a wrong one-time code for {name}, try {tries}").format_map(words)
    return _("a wrong PIN for {name}, try {tries}").format_map(words)


def _absence(words: _Words) -> str:
    if words.facts.get("until") is None:
        return _("{name} is away on business from {since}").format_map(words)
    return _("{name} is away on business, {since} until {until}").format_map(words)


def _import(words: _Words) -> str:
    if words.listed("items"):
        return _("filed {items}").format_map(words)
    count = words.number("count")
    return ngettext("filed {count} item from {source}", "filed {count} items from {source}", count).format_map(words)


def _propose_roles(words: _Words) -> str:
    count = words.number("count")
    return ngettext("proposed {count} role to the GM", "proposed {count} roles to the GM", count).format_map(words)


def _decide_roles(words: _Words) -> str:
    if not words.facts["approve"]:
        return _("{signer} gave none of the proposed roles").format_map(words)
    count = words.number("count")
    told = ngettext("{signer} gave {count} proposed role", "{signer} gave {count} proposed roles", count)
    return told.format_map(words)


def _export(words: _Words) -> str:
    count = words.number("count")
    words["kind"] = export_word(str(words.facts["kind"]))
    return ngettext("exported {count} row of {kind}", "exported {count} rows of {kind}", count).format_map(words)


def _sign_off(words: _Words) -> str:
    if not words.facts["approve"]:
        return _("{signer} ({by}) refused {form}, {item}").format_map(words)
    if words.facts.get("self_approved"):
        return _("{signer} ({by}) signed {form}, {item}, as borrower too: self-approved").format_map(words)
    if words.facts.get("letter") is not None:
        return _("{signer} (by letter {letter}) signed {form}, {item}").format_map(words)
    return _("{signer} ({by}) signed {form}, {item}").format_map(words)


def _check_out(words: _Words) -> str:
    if words.facts["kind"] == Kind.READING.value:
        return _("handed {item} to {name} in the reading room, until {due_at}").format_map(words)
    return _("lent {item} to {name}, due back {due_at}").format_map(words)


def _give_back(words: _Words) -> str:
    kinds = [incident_word(str(kind)) for kind in words.listed("incident_kinds")]
    if not kinds:
        return _("took {item} back from {name}").format_map(words)
    words["incidents"] = all_of(kinds)
    return _("took {item} back from {name}: {incidents}").format_map(words)


def _level_change(words: _Words) -> str:
    if words.level("new").rank < words.level("old").rank:
        return _("lowered {item} from {old} to {new}, signed by {name}").format_map(words)
    told = [_("raised {item} from {old} to {new}").format_map(words)]
    if words.facts.get("recall") is not None:
        told.append(_("recalled at once"))
    if words.facts.get("original_owed"):
        told.append(_("original owed"))
    return clauses(told)


def _refused(words: _Words) -> str:
    items = [words.number("item")] if words.facts.get("item") is not None else words.numbers("items")
    about = [words.labels[i] for i in items] + [words.people[i] for i in words.numbers("about")]
    about += [str(words.facts["code"])] if words.facts.get("client") is not None and "code" in words.facts else []
    # "6.7.3 top_secret_never": what stood in the way, by its code; the clause's own facts are not in the trail.
    why = [str(one).partition(" ") for one in words.listed("clauses")]
    told = [_("{act} refused").format(act=act_word(str(words.facts["of"]))), *filter(None, [all_of(about)])]
    return clauses([*told, *(cited(Clause(article, False, code)) for article, _blank, code in why)])


_TELLERS: Mapping[str, Callable[[_Words], str]] = {
    "init": _init,
    "pin_wrong": _pin_wrong,
    "absence": _absence,
    "import": _import,
    "export": _export,
    "propose_roles": _propose_roles,
    "decide_roles": _decide_roles,
    "sign_off": _sign_off,
    "check_out": _check_out,
    "give_back": _give_back,
    "level_change": _level_change,
    "refused": _refused,
}
