"""Rulings in words: clauses, who can sign, and the lawful way forward.

A clause is a fragment that follows its article (``6.7.3  nobody has access …``): no capital, no full stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from archive_tui.regulation import short_codes
from archive_tui.regulation.rulings import Capacity, Clause, Decision, Fact, Ruling, Signer
from archive_tui.wording import N_, _, client_faults, ngettext
from archive_tui.wording.joining import one_of
from archive_tui.wording.names import CAPACITIES
from archive_tui.wording.permissions import permission_text
from archive_tui.wording.times import moment_text, time_text, zone

#: Clauses that always read the same; those with names and times in them are below.
CLAUSES: Mapping[str, str] = {
    "borrower_not_on_staff": N_("the borrower is not on the staff list"),
    "top_secret_never": N_("nobody has access to a top-secret paper, whatever the purpose"),
    "confidential_room_only": N_("a confidential paper is read in the archive room only"),
    "confidential_no_copy": N_("a confidential paper is never copied"),
    "confidential_not_lent": N_("a confidential paper is never lent; it is read in the archive room only"),
    "secret_four_hours": N_("a secret paper goes out on approval, for four hours at the most"),
    "item_out": N_("it is out"),
    "item_reading": N_("it is in the reading room"),
    "item_missing": N_("it is recorded as missing"),
    "item_destroyed": N_("it was destroyed; the destruction ledger has the entry"),
    "room_closed": N_("the reading room is closed"),
    "direct": N_("general manager, deputies and office director see to unclassified papers with the archivist"),
    "signed": N_("the application is signed"),
    "self_approved": N_("approved by the borrower; marked as self-approved"),
    "sign_off_used": N_("the signature has been used; each counts once"),
    "sign_off_refused": N_("the application was not approved"),
    "sign_off_void": N_("the signature is void: the level, or what is asked for, has changed since"),
    "sign_off_lapsed": N_("the approval has lapsed"),
    "sign_off_signer_lost": N_("whoever signed can no longer sign this"),
    "unsigned_manager": N_("the borrower's department manager has yet to make out the application"),
    "unsigned_office": N_("the GM's office has yet to decide on the application"),
    "unsigned_secret": N_("the GM or the deputy in charge has yet to approve it"),
    "not_out": N_("it is not out"),
    "not_back": N_("it has not been taken back"),
    "return_undone": N_("that return was undone meanwhile: the item is still with the borrower"),
    "slip_reversed": N_("that was no return but the undoing of a slip; it is lent anew"),
    "unreturned_before": N_("a return of this loan was undone before, and that is done once; it is lent anew"),
    "unreturn_never": N_("the company has chosen that a return is never undone"),
    "lent_since": N_("it has been lent again since"),
    "lowered_since": N_("its level was lowered since"),
    "loan_goes_on": N_("the loan goes on as it was"),
    "recalled_already": N_("it has been recalled already"),
    "own_incident": N_("an incident is closed by somebody else than the person it stands against"),
    "not_missing": N_("it is not missing"),
    "origin_is_gms": N_("the department of a classified paper decides who signs; the GM's PIN changes it"),
    "retention_is_gms": N_("a retention is shortened by the GM's PIN"),
    "incident_closed": N_("the incident is closed already"),
    "lowering_is_gms": N_("a level is lowered by the GM's signature only"),
    "lowering_waits": N_("the level is lowered once the item is back in its place"),
    "due_too_late": N_("that is later than the rules let it be due"),
    "classified_not_renewed": N_("a classified paper is not renewed; another check-out takes another sign-off"),
    "reading_not_renewed": N_("a reading in the room is not renewed"),
    "original_not_in_room": N_("confidential and above is filed only with its original in the archive room"),
    "left_already": N_("this person has left the company already"),
    "recalled": N_("it has been recalled and is not renewed"),
    "overdue_not_renewed": N_("it is overdue and is not renewed"),
    "renewed_enough": N_("it has been renewed as often as it can be"),
    "renewable": N_("a loan of an unclassified paper can be renewed"),
    "own_code": N_("a one-time code for one's own PIN is issued by somebody else"),
    "gm_code_takes_two": N_(
        "a one-time code for the GM takes a second person's PIN: the office director's, or a deputy's where there is"
        " none"
    ),
    "may_not_unlock": N_(
        "a PIN is unlocked by the archivist, the office director or the GM, never by its owner;"
        " the GM's by archivist and office director together"
    ),
    "no_application_needed": N_("no application is needed: the borrower sees to it directly with the archivist"),
    "request_closed": N_("nothing of this application is open any more"),
    "request_void": N_("the application is void: the level has changed since"),
    "request_lapsed": N_("the approval has lapsed; it takes a new application"),
    "request_signed_already": N_("it has every signature that it takes"),
    "own_signature": N_("nobody approves a loan of their own, save the GM"),
    "may_not_sign_manager": N_("the manager of the borrower's department makes out the application"),
    "may_not_sign_office": N_("the GM's office decides: the office director or the GM"),
    "may_not_sign_secret": N_("the GM or the deputy in charge approves, or a deputy by a letter in force"),
    "last_gm": N_("the company needs a general manager: the next one is appointed first"),
    "gm_role_first": N_("a general manager leaves once the role has been ended by a GM's PIN"),
    "room_handed_over_first": N_("the archivist hands the room over first, and the GM ends the role"),
    "handover_of_archivists": N_("the room is handed over by an archivist to another archivist, who answers for it"),
    "own_account": N_("one's own OS account is unbound by somebody else"),
    "only_gm_signs": N_("this takes the GM's signature"),
    "may_not": N_("this is for somebody in another role"),
    **client_faults.CLAUSES,
}

#: The same clauses with their facts in them; a clause whose facts are missing falls back to ``CLAUSES``.
_FULL: Mapping[str, str] = {
    "item_out": N_("{holder} has it, due back {due_at}"),
    "item_reading": N_("{holder} is reading it in the room, until {due_at}"),
    "room_closed": N_("the reading room closed at {time}"),
    "self_approved": N_("{name} approved it as borrower and as GM, {form}; marked as self-approved"),
    "sign_off_used": N_("the signature of {name} on {form} has been used; each counts once"),
    "sign_off_refused": N_("{name} did not approve application {form}"),
    "sign_off_void": N_(
        "the signature of {name} on {form} is void: the level, or what is asked for, has changed since"
    ),
    "sign_off_lapsed": N_("the approval by {name} on {form}, signed {at}, has lapsed"),
    "sign_off_signer_lost": N_("{name}, who signed {form}, can no longer sign this"),
    "due_too_late": N_("it must be back by {due_at}"),
    **client_faults.FULL,
    "loan_goes_on": N_("the loan goes on as it was, due back {due_at}"),
}
_SIGNED: Mapping[str, str] = {
    "manager": N_("application {form} made out by {name}"),
    "office": N_("application {form} approved by {name} ({by})"),
    "secret": N_("application {form} approved by {name} ({by})"),
}
WAYS: Mapping[str, str] = {
    "custody_only": N_("it stays in the archive room: nobody can sign for it, not even the GM"),
    "read_in_room": N_("ask for a reading in the archive room, on approval by the GM or the deputy in charge"),
    "wait_for_return": N_("wait until it is back"),
    "return_overdue": N_("return what is overdue first"),
    "close_incident": N_("have the open incident closed first"),
    "come_tomorrow": N_("come when the reading room is open, from the next working day on"),
    "ask_signer": N_("ask for the signature that is missing"),
    "nobody_can_sign": N_("nobody can sign this now: a post or a letter of delegation has to be entered first"),
    "read_in_room_too": N_("on the same approval it can be read in the room as well"),
    **client_faults.WAYS,
}


def clause_text(clause: Clause) -> str:
    """Return what a clause says, without its article; times in it are in the archive's zone."""
    counted = _COUNTED.get(clause.code)
    count = clause.facts.get("count")
    if counted is not None:
        return counted(count if isinstance(count, int) else 1)
    if clause.code == "may_not" and "act" in clause.facts:
        return permission_text(str(clause.facts["act"]))
    full = _SIGNED.get(str(clause.facts.get("stage"))) if clause.code == "signed" else _FULL.get(clause.code)
    words = _words_of(clause.facts)
    if full is not None:
        try:
            return _(full).format(**words)
        except KeyError:
            pass
    if clause.code in CLAUSES:
        return _(CLAUSES[clause.code])
    return _("this article speaks for it") if clause.holds else _("this article stands in the way")


def cited(clause: Clause) -> str:
    """Return a clause after its article: ``6.7.3 nobody has access …``."""
    return _("{article} {clause}").format(article=clause.article, clause=clause_text(clause))


def way_text(code: str, ruling: Ruling) -> str:
    """Return one lawful way on from a ruling: ``ask 王总 (GM) or 李副总 (letter 7 until 2026-03-06)``."""
    if code == "ask_signer" and ruling.signers:
        return _("ask {signers} to sign").format(signers=one_of([signer_text(s) for s in ruling.signers]))
    if code == "wait_for_return":
        due = next((c.facts["due_at"] for c in ruling.clauses if c.facts.get("due_at")), None)
        if isinstance(due, datetime):
            return _("wait until it is back, due {due_at}").format(due_at=moment_text(due))
    return _(WAYS[code]) if code in WAYS else _("ask the archivist how to go on")


def signer_text(signer: Signer) -> str:
    """Return who could sign and in what capacity: ``王总 (GM)``, ``赵副总 (letter 7 until 2026-03-06 18:00)``."""
    if signer.by is Capacity.DELEGATE and signer.letter is not None and signer.until is not None:
        return _("{name} (letter {number} until {until})").format(
            name=signer.name, number=signer.letter, until=moment_text(signer.until)
        )
    return _("{name} ({by})").format(name=signer.name, by=_(CAPACITIES[signer.by.value]))


def decision_text(decision: Decision) -> str:
    """Return what a ruling comes to: ``allowed``, ``needs a sign-off``, ``refused``."""
    return {
        Decision.ALLOWED: _("allowed"),
        Decision.NEEDS_SIGN_OFF: _("needs a sign-off"),
        Decision.REFUSED: _("not allowed"),
    }[decision]


def pledge_text() -> str:
    """Return what the borrower acknowledges at every check-out (6.7.6 a and b), on one line of 76 cells."""
    return _("6.7.6: kept clean and unaltered, safe and secret; no copying, no lending on")


def form_label(request_id: int) -> str:
    """Return the label of a loan application: ``F0000381-…``."""
    return short_codes.make(short_codes.FORM, request_id)


def _words_of(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Return the facts that are there as words; a fact that is empty is none."""
    words: dict[str, str] = {}
    for name, fact in facts.items():
        if isinstance(fact, datetime):
            words[name] = moment_text(fact)
        elif fact not in (None, ""):
            words[name] = str(fact)
    closing, request, by = facts.get("closes_at"), facts.get("request"), facts.get("by")
    if isinstance(closing, datetime):
        words["time"] = time_text(closing, zone())
    if isinstance(request, int) and request > 0:
        words["form"] = form_label(request)
    if isinstance(by, str) and by in CAPACITIES:
        letter = facts.get("letter")
        words["by"] = _("by letter {number}").format(number=letter) if letter is not None else _(CAPACITIES[by])
    if "way" in words or "grade" in words:
        from archive_tui.wording.clients import spoken  # only for leases, and some milliseconds at the start

        words |= spoken(words)
    return words


def _overdue(count: int) -> str:
    return ngettext(
        "{count} item is overdue with the borrower", "{count} items are overdue with the borrower", count
    ).format(count=count)


def _incidents(count: int) -> str:
    return ngettext(
        "{count} incident is open against the borrower", "{count} incidents are open against the borrower", count
    ).format(count=count)


def _renewed(count: int) -> str:
    return ngettext(
        "it was renewed {count} time, as often as it can be",
        "it was renewed {count} times, as often as it can be",
        count,
    ).format(count=count)


def _stands(count: int) -> str:
    return ngettext(
        "a return is undone within {count} minute; after that it is lent anew",
        "a return is undone within {count} minutes; after that it is lent anew",
        count,
    ).format(count=count)


def _leaver(count: int) -> str:
    return ngettext(
        "{count} item has to come back before the person leaves",
        "{count} items have to come back before the person leaves",
        count,
    ).format(count=count)


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "borrower_overdue": _overdue,
    "borrower_incident": _incidents,
    "renewed_enough": _renewed,
    "leaver_has_items": _leaver,
    "return_stands": _stands,
}
