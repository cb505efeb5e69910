"""What stands beneath an item on the slip: each clause with its article, who could sign now, and the way forward."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.rulings import Clause, Ruling
from archive_tui.ui.actions import action
from archive_tui.ui.slip import Line, Return, Stage, Wish
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext
from archive_tui.wording.joining import one_of
from archive_tui.wording.names import incident_word
from archive_tui.wording.rulings import clause_text, signer_text, way_text
from archive_tui.wording.times import left_text, time_text

_INDENT, _ARTICLE = 3, 7
_MUTED = "$foreground-muted"


def details(line: Line, width: int, glyphs: Glyphs, now: datetime, tz: tzinfo, *, keys: bool = True) -> list[Content]:
    """Return the lines beneath an item, none for what is done; ``keys``: what it lacks can be had by keys now."""
    if isinstance(line, Return):
        return [] if line.done else _coming(line, width, now)
    if line.stage is Stage.LOOK:
        return _about(line, width)
    if line.done or line.ruling is None:
        return []
    told = [each for clause in line.ruling.clauses for each in _clause(clause, width, glyphs)]
    if line.stage is Stage.SIGN:
        told += _sign(line, line.ruling, width, keys)
    elif line.stage is Stage.REFUSED:
        told += _ways(line.ruling, line.ruling.way_forward, width)
    elif line.ruling.closes_at is not None:
        told += _closing(line, line.ruling.closes_at, width, glyphs, tz)
    return told


def _clause(clause: Clause, width: int, glyphs: Glyphs) -> list[Content]:
    if clause.holds:
        mark, style = glyphs.tick, "$accent"
    elif clause.code.startswith("unsigned_"):
        mark, style = glyphs.warn, "bold"
    else:
        mark, style = glyphs.cross, "$error"
    lead = Content(" " * _INDENT) + shown(f"{mark} ", style) + shown(f"{clause.article:<{_ARTICLE}}", _MUTED)
    return _hung(lead, clause_text(clause), width)


def in_brief(line: Line, width: int, *, keys: bool = True) -> list[Content]:
    """Return what must not be missing where there is no room for all: who can sign, and by which keys."""
    if isinstance(line, Return) or line.stage is not Stage.SIGN or line.ruling is None:
        return []
    return _signers(line, line.ruling, width, keys)


def _sign(line: Wish, ruling: Ruling, width: int, with_keys: bool) -> list[Content]:
    ways = [way for way in ruling.way_forward if way != "ask_signer"]
    return _signers(line, ruling, width, with_keys) + _ways(ruling, ways, width)


def _signers(line: Wish, ruling: Ruling, width: int, with_keys: bool) -> list[Content]:
    told: list[Content] = []
    if ruling.signers:
        names = one_of([signer_text(signer) for signer in ruling.signers])
        text = _("application {form} is under way: {names} can sign") if line.form else _("{names} can sign now")
        told = _hung(_lead(), text.format(form=line.form, names=names), width)
        keys = _keys(line) if with_keys else Content("")
        if keys and told[-1].cell_length + keys.cell_length + 3 > width:
            told.append(Content(""))
        if keys:
            told[-1] += " " * (width - 1 - told[-1].cell_length - keys.cell_length) + keys
    return told


def _keys(line: Wish) -> Content:
    keys = [("desk.sign", _("sign here"))] + ([] if line.form else [("desk.ask", _("ask them"))])
    return Content("   ").join(shown(action(name).key, "$accent") + " " + shown(word) for name, word in keys)


def _ways(ruling: Ruling, codes: tuple[str, ...] | list[str], width: int) -> list[Content]:
    return [each for code in codes for each in _hung(_lead(), way_text(code, ruling), width)]


def _closing(line: Wish, closes: datetime, width: int, glyphs: Glyphs, tz: tzinfo) -> list[Content]:
    if line.until is not None:
        text = _("shortened: back by {time}, when the room closes").format(time=time_text(closes, tz))
    else:
        text = _("four hours end after closing at {time}; {key} ends it then").format(
            time=time_text(closes, tz), key=action("desk.shorten").key
        )
    return _hung(_lead(), text, width)


def _coming(line: Return, width: int, now: datetime) -> list[Content]:
    told: list[str] = []
    who = line.item.holder
    if line.item.due_at is not None and now > line.item.due_at:
        late = left_text(line.item.due_at - now)
        told.append(_("{name} brings it back {late}: recorded as an incident").format(name=who, late=late))
    told.append(_pages(line, who if not told else ""))
    if line.incident is not None:
        told.append(_("found: {incident}").format(incident=incident_word(line.incident)))
        told[-1] += f" - {line.note}" if line.note else ""
    return [each for text in told for each in _hung(_lead(), text, width)]


def _pages(line: Return, who: str) -> str:
    if line.missing:
        return ngettext(
            "{pages} of {of} pages: {missing} page is missing, recorded as an incident",
            "{pages} of {of} pages: {missing} pages are missing, recorded as an incident",
            line.missing,
        ).format(pages=line.pages, of=line.item.pages, missing=line.missing)
    state = _("with what was found") if line.incident else _("in good order")
    count = line.pages if line.pages is not None else line.item.pages
    if count is None:
        text = _("all pages, {state}").format(state=state)
    else:
        text = ngettext("{count} page, {state}", "{count} pages, {state}", count).format(count=count, state=state)
    if who:
        text = _("from {name}: {state}").format(name=who, state=text)
    if line.pages is None and line.incident is None:
        text = _("{state}; if not: type the pages, {key} for damage and the like").format(
            state=text, key=action("desk.acts").key
        )
    return text


def _about(line: Wish, width: int) -> list[Content]:
    item = line.item
    pages = "" if item.pages is None else ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages)
    holder = _("with {name}").format(name=item.holder) if item.holder else ""
    parts = [item.archival_code, str(item.year), item.department, item.place, item.box, pages, holder]
    return _hung(Content(" " * (_INDENT + 2)), "  ".join(filter(None, parts)), width)


def _lead() -> Content:
    return Content(" " * (_INDENT + 2 + _ARTICLE))


def _hung(lead: Content, text: str, width: int) -> list[Content]:
    """Return ``text`` behind ``lead``; what doesn't fit hangs beneath its beginning."""
    first, *rest = wrapped(text, width - lead.cell_length - 1)
    return [lead + shown(first), *(Content(" " * lead.cell_length) + shown(each) for each in rest)]
