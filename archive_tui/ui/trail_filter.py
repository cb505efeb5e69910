"""What a person means by the words typed over the trail: somebody, an item, acts, a day, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from archive_tui.services.archive import Actor, Archive
from archive_tui.services.finding import meaning_of
from archive_tui.services.trail_view import Wanted
from archive_tui.ui.typed_days import Span, read_span
from archive_tui.wording import _
from archive_tui.wording.trail import act_words

#: Any of these asks for refusals only, whatever the language: whoever types one means it.
_REFUSALS = frozenset({"refused", "refusal", "refusals", "拒绝", "被拒", "驳回"})
_LONGEST = 4  # words of an act's name


@dataclass(frozen=True, slots=True)
class Understood:
    """What part of the trail is meant; ``told`` says it back, ``unknown`` are the words that mean nothing."""

    wanted: Wanted
    told: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def understand(archive: Archive, actor: Actor, text: str, now: datetime, tz: tzinfo) -> Understood:
    """Return what ``text`` asks for; several words narrow it down, several acts widen it again."""
    found = Understood(Wanted())
    today = now.astimezone(tz).date()
    words = text.split()
    while words:
        taken, found = _next(archive, actor, words, found, today, tz)
        words = words[taken:]
    return found


def _next(
    archive: Archive, actor: Actor, words: Sequence[str], found: Understood, today: date, tz: tzinfo
) -> tuple[int, Understood]:
    """Take the longest run of words that means something; return how many that were."""
    for taken in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:taken]).casefold()
        if phrase in _REFUSALS:
            return taken, replace(found, wanted=replace(found.wanted, refusals_only=True))
        if acts := [act for act, word in act_words().items() if phrase in (act, word.casefold())]:
            return taken, _with_acts(found, acts)
        if (span := read_span(phrase, today)) is not None:
            return taken, _with_span(found, span, tz)
    return 1, _somebody_or_something(archive, actor, words[0], found)


def _somebody_or_something(archive: Archive, actor: Actor, word: str, found: Understood) -> Understood:
    meaning = meaning_of(archive, actor, word)
    wanted = found.wanted
    # Of several things that a fragment fits, the one person is meant: items are searched for in the register.
    person = meaning.persons[0] if len(meaning.persons) == 1 else meaning.person
    if person is not None and wanted.person_id in (None, person.id):
        return _with(found, replace(wanted, person_id=person.id), person.name)
    if meaning.item is not None and wanted.item_id in (None, meaning.item.id):
        return _with(found, replace(wanted, item_id=meaning.item.id), meaning.item.label)
    acts = [act for act, name in act_words().items() if len(word) > 1 and word.casefold() in name.casefold()]
    if acts:
        return _with_acts(found, acts)
    return replace(found, unknown=(*found.unknown, word))


def _with(found: Understood, wanted: Wanted, *told: str) -> Understood:
    return replace(found, wanted=wanted, told=(*found.told, *told))


def _with_acts(found: Understood, acts: Sequence[str]) -> Understood:
    asked = tuple(dict.fromkeys((*found.wanted.acts, *acts)))
    names = act_words()
    return _with(found, replace(found.wanted, acts=asked), *(names[act] for act in acts))


def _with_span(found: Understood, span: Span, tz: tzinfo) -> Understood:
    first, last = span.first, span.last
    since, until = found.wanted.since, found.wanted.until
    if since is not None and until is not None:  # a second day: everything between the two
        first = min(first, since.astimezone(tz).date())
        last = max(last, (until - timedelta(days=1)).astimezone(tz).date())
    told = tuple(each for each in found.told if not _is_day(each))
    words = first.isoformat() if first == last else _("{first} to {last}").format(first=first, last=last)
    wanted = replace(found.wanted, since=_midnight(first, tz), until=_midnight(last + timedelta(days=1), tz))
    return _with(replace(found, told=told), wanted, words)


def _is_day(told: str) -> bool:
    return len(told) >= 10 and told[:4].isdecimal() and told[4] == "-"


def _midnight(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, time(), tz)


def told_words(found: Understood) -> Iterator[str]:
    """Yield what was understood, and last what was not."""
    if found.wanted.refusals_only:
        yield _("refusals")
    yield from found.told
    if found.unknown:
        yield _("not understood: {words}").format(words=" ".join(found.unknown))
