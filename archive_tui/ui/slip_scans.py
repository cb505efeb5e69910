"""What a scan means on a slip. The same code within two seconds is a double scan and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Kind, Level, State, most_allowed
from archive_tui.regulation.rulings import Fact
from archive_tui.services.finding import FormShown, ItemShown, Meaning, PersonShown
from archive_tui.ui.slip import DOUBLE, Do, Return, Said, Slip, Step, Wish
from archive_tui.ui.widgets.scan_line import looks_like_input_method

_MOST_PAGES = 5


def is_double(slip: Slip, text: str, at: float) -> bool:
    """Return whether ``text`` at ``at`` is the scan before once more."""
    return slip.last is not None and slip.last[0] == _folded(text) and 0 <= at - slip.last[1] <= DOUBLE


def double(slip: Slip, text: str, at: float) -> Step:
    """Say that a scan was a double one; a third within two seconds of it is one too."""
    return Step(replace(slip, last=(_folded(text), at)), Said("double", {"text": text}))


def is_count(slip: Slip, text: str) -> bool:
    """Return whether ``text`` is the number of pages of what comes back: few digits, while something does."""
    line = slip.line
    digits = text.isascii() and text.isdecimal() and len(text) <= _MOST_PAGES
    return digits and isinstance(line, Return) and not line.done and slip.choices is None


def count(slip: Slip, text: str) -> Step:
    """Take ``text`` as the pages counted of the item that comes back."""
    line = slip.line
    assert isinstance(line, Return)
    counted = replace(line, pages=int(text))
    facts: dict[str, Fact] = {
        "code": line.item.label,
        "pages": int(text),
        "of": line.item.pages,
        "missing": counted.missing,
    }
    code = "pages_of"
    if line.item.pages is None:
        code = "pages"
    elif counted.missing or int(text) > line.item.pages:
        code = "pages_missing" if counted.missing else "pages_more"
    said = Said(code, facts, bad=counted.missing > 0)
    return Step(replace(slip.with_line(slip.current, counted), last=None), said)


def scan(slip: Slip, meaning: Meaning, at: float, kinds: Mapping[int, Kind] | None = None) -> Step:
    """Return what a scan or typed text makes of the slip; it is no double one and no count of pages.

    ``kinds``: for a form, how each of its items was asked for.
    """
    slip = replace(slip, last=(_folded(meaning.text), at))
    if slip.next_person is not None and not (meaning.kind == "person" and meaning.person is not None):
        return Step(slip, Said("answer_first", {"text": meaning.text, "name": slip.next_person.name}, bad=True))
    slip = replace(slip, choices=None)
    if meaning.person is not None:
        return _person(slip, meaning.person)
    if meaning.item is not None:
        return _item(slip, meaning.item, meaning.text)
    if meaning.form is not None:
        return _form(slip, meaning.form, kinds or {})
    if meaning.kind == "several":
        number = len(meaning.persons) + len(meaning.items) + meaning.more
        return Step(replace(slip, choices=meaning), Said("several", {"text": meaning.text, "count": number}))
    return Step(slip, Said(_unknown(meaning), {"text": meaning.text}, bad=True))


def picked(slip: Slip, index: int) -> Meaning | None:
    """Return the meaning chosen from a list of several, persons first, or None if there is no such row."""
    if slip.choices is None:
        return None
    persons, items = slip.choices.persons, slip.choices.items
    if 0 <= index < len(persons):
        return Meaning("person", slip.choices.text, person=persons[index])
    if 0 <= index - len(persons) < len(items):
        return Meaning("item", slip.choices.text, item=items[index - len(persons)])
    return None


def serve(slip: Slip, person: PersonShown) -> Slip:
    """Return the slip of the next visit, with ``person`` standing there."""
    return Slip(person, last=slip.last)


def _person(slip: Slip, person: PersonShown) -> Step:
    facts: dict[str, Fact] = {"name": person.name, "overdue": person.overdue, "incidents": person.open_incidents}
    stands = Said("blemished" if person.overdue or person.open_incidents else "person", facts)
    if slip.next_person is not None and person.id == slip.next_person.id:
        return Step(serve(slip, person), stands, Do.RULE)
    if slip.person is None:
        return Step(replace(slip, person=person, warned=False), stands, Do.RULE)
    if person.id == slip.person.id:
        return Step(replace(slip, next_person=None), Said("same_person", facts))
    if not slip.open:
        return Step(serve(slip, person), stands, Do.RULE)
    asks: dict[str, Fact] = {"name": person.name, "first": slip.person.name, "count": len(slip.open)}
    return Step(replace(slip, next_person=person), Said("next_person", asks))


def _item(slip: Slip, item: ItemShown, text: str) -> Step:
    facts: dict[str, Fact] = {"code": item.label}
    index = slip.open_line_of(item.id)
    if index is not None:
        return Step(replace(slip, current=index), Said("on_slip", facts))
    if _comes_back(slip, item, text):
        return Step(slip.plus(Return(item)), Said("coming", {**facts, "name": item.holder}))
    said = None if slip.person is not None else Said("whose", facts)
    return Step(slip.plus(Wish(item, usual_kind(item))), said, Do.RULE if slip.person is not None else Do.NOTHING)


def _comes_back(slip: Slip, item: ItemShown, text: str) -> bool:
    """Return whether a scan of an item is its return.

    Its label lies on the desk, or nobody else stands there: a title typed for one borrower, which another has
    taken out, is a wish for it and no return.
    """
    if item.state not in (State.OUT, State.READING):
        return False
    return slip.person is None or slip.person.id == item.holder_id or _is_label(text)


def usual_kind(item: ItemShown) -> Kind:
    """Return how an item is wanted unless it is said otherwise: as the most that its level ever allows.

    A top-secret item is ruled on as if it were to be lent: the refusal says why it can't be.
    """
    return Kind.OUT if item.level is Level.TOP_SECRET else most_allowed(item.level)


def _form(slip: Slip, form: FormShown, kinds: Mapping[int, Kind]) -> Step:
    other = slip.person is not None and slip.person.id != form.borrower.id
    if other and slip.open:
        assert slip.person is not None
        return Step(slip, Said("finish_first", {"name": slip.person.name, "label": form.label}, bad=True))
    before = serve(slip, form.borrower) if other else replace(slip, person=form.borrower)
    after = before
    for item in form.items:
        if after.open_line_of(item.id) is None:
            after = after.plus(Wish(item, kinds.get(item.id) or usual_kind(item), form=form.label))
    added = len(after.lines) - len(before.lines)
    facts: dict[str, Fact] = {"label": form.label, "name": form.borrower.name, "count": added}
    return Step(after, Said("form" if added else "form_done", facts, bad=not added), Do.RULE)


def _unknown(meaning: Meaning) -> str:
    if meaning.kind == "misread":
        return "misread"
    return "input_method" if looks_like_input_method(meaning.text) else "nothing"


def _is_label(text: str) -> bool:
    try:
        found = short_codes.read(text)
    except short_codes.BadCheckDigit:
        return False
    return found is not None and found[0] == short_codes.ITEM


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
