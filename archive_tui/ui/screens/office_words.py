"""Words of the office: letters, periods, roles and PINs, as the screens say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from archive_tui.regulation.people import Department
from archive_tui.services.letters_view import AbsenceShown, LetterShown, LetterState
from archive_tui.services.person_card import PersonCard, Pin, PostShown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.joining import all_of
from archive_tui.wording.names import level_word, role_word
from archive_tui.wording.times import date_text, moment_text


def department_offers(departments: Sequence[Department]) -> tuple[str, ...]:
    """Return how departments are offered in a field: ``CWB 财务部``."""
    return tuple(f"{each.code} {each.name}" for each in departments)


def role_of(post: PostShown) -> str:
    """Return a role with its department: ``deputy general manager (租赁部)``."""
    if not post.department:
        return role_word(post.role)
    return _("{role} ({department})").format(role=role_word(post.role), department=post.department)


def post_words(post: PostShown, tz: tzinfo) -> str:
    """Return a role with its department and period: ``… since 2026-03-05``, ``… from 2026-04-01``."""
    words = {
        (True, False): _("{role}, since {since}"),
        (True, True): _("{role}, since {since} until {until}"),
        (False, False): _("{role}, from {since} on"),
        (False, True): _("{role}, from {since} until {until}"),
    }[post.running, post.until is not None]
    until = last_day_text(post.until, tz) if post.until is not None else ""
    return words.format(role=role_of(post), since=date_text(post.since, tz), until=until)


def last_day_text(until: datetime, tz: tzinfo) -> str:
    """Return the last day of a period that ends at midnight; the moment itself for one that ends within a day."""
    local = until.astimezone(tz)
    if (local.hour, local.minute) == (0, 0):
        return date_text(until - timedelta(seconds=1), tz)
    return moment_text(until, tz)


def letter_state(letter: LetterShown, tz: tzinfo) -> str:
    """Return how a letter stands, and what it waits for."""
    if letter.state is LetterState.REVOKED and letter.revoked_at is not None:
        return _("taken back {at}").format(at=moment_text(letter.revoked_at, tz))
    return {
        LetterState.IN_FORCE: pgettext("state of a letter", "in force"),
        LetterState.WAITS: pgettext("state of a letter", "waits for the GM's absence"),
        LetterState.TO_COME: pgettext("state of a letter", "begins later"),
        LetterState.NO_DEPUTY: pgettext("state of a letter", "the holder is no deputy now"),
        LetterState.EXPIRED: pgettext("state of a letter", "expired"),
        LetterState.REVOKED: pgettext("state of a letter", "taken back"),
    }[letter.state]


def letter_scope(letter: LetterShown) -> str:
    """Return what a letter reaches: ``all departments: secret and confidential``."""
    levels = all_of([level_word(level) for level in letter.levels])
    where = _("all departments") if letter.departments is None else _(", ").join(letter.departments)
    return _("{where}: {levels}").format(where=where, levels=levels)


def absence_words(absence: AbsenceShown, tz: tzinfo) -> str:
    """Return an absence: ``王建勋 is away since 2026-03-08 08:30``."""
    words = {
        (True, False): _("{name} is away since {since}"),
        (True, True): _("{name} is away since {since}, until {until}"),
        (False, False): _("{name} goes away on {since}"),
        (False, True): _("{name}: {since} until {until}"),
    }[absence.running, absence.until is not None]
    until = last_day_text(absence.until, tz) if absence.until is not None else ""
    return words.format(name=absence.gm, since=moment_text(absence.since, tz), until=until)


def pin_words(card: PersonCard, tz: tzinfo) -> str:
    """Return how a person's PIN stands."""
    until = moment_text(card.code_until, tz) if card.code_until is not None else ""
    return {
        Pin.NONE: _("none yet: a one-time code is needed"),
        Pin.CODE: _("one-time code open until {until}").format(until=until),
        Pin.CODE_EXPIRED: _("one-time code expired {until}").format(until=until),
        Pin.SET: pgettext("state of a PIN", "set"),
        Pin.LOCKED: pgettext("state of a PIN", "locked after ten wrong tries"),
    }[card.pin]


def language_words(language: str | None) -> str:
    """Return in which language a person has the screens."""
    return {"en": "English", "zh_CN": "简体中文"}.get(language or "", _("the terminal's"))


def open_words(card: PersonCard) -> list[str]:
    """Return what stands open with a person, in a few words each: for whoever is about to leave."""
    told = []
    if card.out:
        labels = _(", ").join(row.item.label for row in card.out)
        told.append(ngettext("{count} item out: {labels}", "{count} items out: {labels}", len(card.out)).format(
            count=len(card.out), labels=labels))  # fmt: skip
    if card.forms:
        labels = _(", ").join(dict.fromkeys(form.form for form in card.forms))
        told.append(ngettext(
            "{count} item asked for, which is withdrawn: {labels}",
            "{count} items asked for, which are withdrawn: {labels}", len(card.forms),
        ).format(count=len(card.forms), labels=labels))  # fmt: skip
    if card.to_sign:
        told.append(ngettext(
            "{count} signature waits for this person", "{count} signatures wait for this person", card.to_sign
        ).format(count=card.to_sign))  # fmt: skip
    if card.incidents:
        told.append(ngettext(
            "{count} incident is open", "{count} incidents are open", len(card.incidents)
        ).format(count=len(card.incidents)))  # fmt: skip
    return told
