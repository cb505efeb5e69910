"""What the desk says to a step, and the short words of a slip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from archive_tui.regulation.levels import Kind
from archive_tui.services.finding import ItemShown
from archive_tui.ui.screens.register import withheld_words
from archive_tui.ui.slip import Line, Return, Said, Stage
from archive_tui.ui.widgets.frame import Kind as Answer
from archive_tui.wording import N_, _, ngettext, pgettext
from archive_tui.wording.joining import ended, sentence
from archive_tui.wording.names import incident_word, state_word
from archive_tui.wording.times import due_text, left_text

_SAID: Mapping[str, str] = {
    "double": N_('"{text}" was scanned twice: once is enough, nothing has changed'),
    "answer_first": N_('"{text}" was not taken: {name} is next - Enter, or Esc to stay'),
    "same_person": N_("{name} stands here already"),
    "person": N_("{name} stands here"),
    "next_person": N_("{name} is next: Enter, or Esc to stay with {first}"),
    "on_slip": N_("{code} lies here already"),
    "coming": N_("{code} comes back from {name}"),
    "whose": N_("{code} is here; scan the borrower's card"),
    "finish_first": N_("{label} is another person's: Enter or Esc finishes with {name} first"),
    "form_done": N_("nothing of {label} is open any more"),
    "misread": N_('"{text}" was misread: its check digit is wrong, scan it again'),
    "input_method": N_('"{text}" fits nothing: an input method seems to be on, switch it off and scan again'),
    "nothing": N_('nothing fits "{text}"'),
    "pages": N_("{code}: {pages} pages counted"),
    "pages_more": N_("{code}: {pages} pages, more than the {of} on record"),
    "pages_of": N_("{code}: {pages} pages, complete"),
    "card_first": N_("whose are they? scan the borrower's card, or Esc clears"),
    "ended": N_("the visit of {name} has ended"),
    "cleared": N_("cleared"),
    "stays": N_("{name} stays"),
    "taken_off": N_("{code} taken off the slip"),
    "no_wish": N_("no item on the slip to choose that for"),
    "no_return": N_("nothing on the slip that comes back"),
    "no_closing": N_("this loan ends before the room closes"),
    "as_out": N_("{code} to take out"),
    "as_reading": N_("{code} to read in the room"),
    "as_copy": N_("{code}: a copy of it"),
    "shortened": N_("{code} is due when the room closes"),
    "full_term": N_("{code} has its full term"),
    "found_wrong": N_("{code}: noted, Enter takes it back"),
    "in_order": N_("{code} in good order"),
}


def said_text(said: Said) -> str:
    """Return what the desk says, as a sentence; what was typed stands in it as it was typed."""
    facts = said.facts
    count = facts.get("count")
    number = count if isinstance(count, int) else 0
    match said.code:
        case "several":
            text = ngettext('"{text}" fits {count} thing', '"{text}" fits {count} things: choose one', number)
        case "form":
            text = ngettext("{label}: {count} item for {name}", "{label}: {count} items for {name}", number)
        case "still_open":
            text = ngettext(
                "{code} still needs a sign-off; Enter once more ends the visit",
                "{count} items still need a sign-off; Enter once more ends the visit",
                number,
            )
        case "pages_missing":
            missing = facts.get("missing")
            text = ngettext(
                "{code}: {pages} of {of} pages, {missing} is missing; Enter takes it back so",
                "{code}: {pages} of {of} pages, {missing} are missing; Enter takes it back so",
                missing if isinstance(missing, int) else 1,
            )
        case "blemished":
            return _blemished(facts.get("name"), facts.get("overdue"), facts.get("incidents"))
        case "ended":
            code = "ended" if facts.get("name") else "cleared"
            text = _(_SAID[code])
        case other:
            text = _(_SAID[other])
    return sentence(text).format(**facts)


def answer_of(said: Said) -> Answer:
    """Return how the status line says it."""
    return Answer.REFUSED if said.bad else Answer.NOTE


def _blemished(name: object, overdue: object, incidents: object) -> str:
    late, wrong = (number if isinstance(number, int) else 0 for number in (overdue, incidents))
    parts = []
    if late:
        parts.append(ngettext("{count} item overdue", "{count} items overdue", late).format(count=late))
    if wrong:
        parts.append(ngettext("{count} open incident", "{count} open incidents", wrong).format(count=wrong))
    return ended(_("{name}: {standing}").format(name=name, standing=", ".join(parts)))


def title_of(item: ItemShown) -> tuple[str, str]:
    """Return an item's title, or the words for one that is withheld, and the style of those."""
    return (item.title, "") if item.title is not None else (withheld_words(), "$foreground-muted")


def when_of(line: Line, now: datetime, tz: tzinfo) -> tuple[str, str]:
    """Return the last column of a line of the slip, and its style: red only what is overdue or refused."""
    if isinstance(line, Return):
        return _when_back(line, now, tz)
    ruling, stage = line.ruling, line.stage
    if stage is Stage.LENT and line.kind is Kind.COPY:
        return pgettext("on the slip", "copied"), ""
    if stage is Stage.LENT and line.due_at is not None:
        text = _("in room, {when}") if line.kind is Kind.READING else _("out, {when}")
        return text.format(when=due_text(line.due_at, now, tz)), ""
    if stage is Stage.READY and ruling is not None and ruling.due_at is not None:
        text = _("read, {when}") if line.kind is Kind.READING else _("due {when}")
        return text.format(when=due_text(line.until or ruling.due_at, now, tz)), ""
    if stage is Stage.REFUSED:
        return pgettext("on the slip", "refused"), "$error"
    if stage is Stage.LOOK:
        return state_word(line.item.state), ""
    return {
        Kind.READING: pgettext("on the slip", "room, sign-off"),
        Kind.COPY: pgettext("on the slip", "copy, sign-off"),
    }.get(line.kind, pgettext("on the slip", "needs sign-off")), ""


def _when_back(line: Return, now: datetime, tz: tzinfo) -> tuple[str, str]:
    due = line.item.due_at
    if line.done:
        return (
            (pgettext("on the slip", "returned, late"), "$error")
            if line.late
            else (pgettext("on the slip", "returned"), "")
        )
    if due is None:
        return pgettext("on the slip", "returns"), ""
    if now > due:
        return left_text(due - now), "bold $error"
    return _("due {when}").format(when=due_text(due, now, tz)), ""


def incident_choices() -> tuple[tuple[str, str], ...]:
    """Return what a person can find wrong with an item, as the choices of a field; lateness the clock finds itself."""
    return tuple((kind, incident_word(kind)) for kind in ("damage", "alteration", "loss", "lent_on", "copied"))
