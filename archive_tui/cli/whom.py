"""Whom and what a command means: people, items and applications named as on the desk, but never guessed at."""

from __future__ import annotations

from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.opening import Sitting
from archive_tui.regulation import short_codes
from archive_tui.services.archive import NotThere
from archive_tui.services.finding import ItemShown, Meaning, PersonShown, meaning_of
from archive_tui.wording import _

_MOST_NAMED = 5


def person(sitting: Sitting, text: str) -> PersonShown:
    """Return whom a text means: a card, a login, a name or the start of its pinyin; raises NotThere and Stop."""
    meaning = _meaning(sitting, text)
    if meaning.person is not None:
        return meaning.person
    if len(meaning.persons) == 1:
        return meaning.persons[0]
    if meaning.persons:
        raise _several(text, [f"{one.name} {one.login}" for one in meaning.persons], 0)
    raise NotThere("person", text)


def item(sitting: Sitting, text: str) -> ItemShown:
    """Return which item a text means: a label, an archival code, a piece of its title; raises NotThere and Stop."""
    meaning = _meaning(sitting, text)
    if meaning.item is not None:
        return meaning.item
    if len(meaning.items) == 1 and not meaning.more:
        return meaning.items[0]
    if meaning.items:
        raise _several(text, [one.label for one in meaning.items], meaning.more)
    raise NotThere("item", text)


def items(sitting: Sitting, texts: list[str]) -> list[ItemShown]:
    """Return the items that texts mean, each once, in order; raises NotThere and Stop."""
    return list({found.id: found for found in (item(sitting, text) for text in texts)}.values())


def request_number(text: str) -> int:
    """Return the number of a loan application: ``381``, ``F381`` or its label; raises NotThere and Stop."""
    try:
        label = short_codes.read(text)
    except short_codes.BadCheckDigit:
        raise _misread(text) from None
    prefix, number = label or short_codes.read_number(text) or ("", 0)
    if prefix == short_codes.FORM:
        return number
    if text.isascii() and text.isdigit() and 0 < int(text) < 10_000_000:
        return int(text)
    raise NotThere("request", text)


def _meaning(sitting: Sitting, text: str) -> Meaning:
    meaning = meaning_of(sitting.archive, sitting.actor, text)
    if meaning.kind == "misread":
        raise _misread(text)
    return meaning


def _misread(text: str) -> Stop:
    return Stop(
        Exit.USAGE,
        _('The check digit of "{text}" is not right: it was misread. Please scan or type it again.').format(text=text),
    )


def _several(text: str, names: list[str], more: int) -> Stop:
    listed = ", ".join([*names[:_MOST_NAMED], *(["..."] if more or len(names) > _MOST_NAMED else [])])
    return Stop(Exit.USAGE, _('"{text}" fits several: {names}. Please name one.').format(text=text, names=listed))
