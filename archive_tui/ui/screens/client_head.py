"""What stands on top of a client's card: grade, terms in force, divisions, what is missing, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from archive_tui.regulation.clients import Position
from archive_tui.services.client_views import ClientCard
from archive_tui.showing import cells
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.wording import _
from archive_tui.wording.client_cards import grade_text, said_text, stale_text
from archive_tui.wording.clients import (
    dealings_word,
    nature_word,
    position_word,
    section_word,
    terms_text,
    time_word,
    version_text,
    volume_word,
)
from archive_tui.wording.joining import clauses

Fact = tuple[str, str | Content]


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a card: on which day, with which words for the natures of clients."""

    card: ClientCard
    today: date
    natures: Mapping[str, tuple[str, str]]

    def facts(self) -> Iterator[Fact]:
        """Yield all that the head says, what is asked for most first; names without a value are left out."""
        card = self.card
        yield _("Grade"), shown(grade_text(card.grade), "bold $accent")
        yield _("Today"), stale_text(card.grade)
        yield _("Terms"), self._terms()
        yield _("Client"), clauses(list(self._divisions()))
        yield _("Gaps"), _(", ").join(section_word(code) for code in card.empty)
        yield _("Next"), self._next()
        yield _("Double?"), self._doubles()
        yield _("Said"), clauses([said_text(d, _value(card, d), *said) for d, said in card.line.standing.said.items()])
        yield _("Merged"), _("the files of {codes} are in this one").format(
            codes=_(", ").join(card.merged)
        ) if card.merged else ""  # fmt: skip
        yield _("Remark"), card.record.remark

    def _terms(self) -> str:
        words = terms_text(self.card.terms, self.card.grade.grade)
        if self.card.terms is None:
            return words
        return clauses([words, version_text(self.card.terms.version)])

    def _divisions(self) -> Iterator[str]:
        card, standing = self.card, self.card.line.standing
        yield nature_word(card.record.nature, *self.natures.get(card.record.nature, ("", "")))
        yield time_word(standing.time)
        yield dealings_word(standing.dealings)
        yield volume_word(standing.volume)
        if card.record.position:
            yield _("market position {position}").format(position=position_word(Position(card.record.position)))
        yield _("indirect, through {name}").format(name=card.record.through) if card.record.through else _("direct")
        if card.line.card_stale:
            yield _("untouched since {day}").format(day=card.line.touched_on)

    def _next(self) -> str:
        planned = [one for one in self.card.follow_ups if one.done_at is None]
        if not planned:
            return ""
        one = planned[0]
        words = _("{day}, overdue, {name}: {what}") if one.due_on < self.today else _("{day}, {name}: {what}")
        return words.format(day=one.due_on, name=self.card.people.get(one.owner, ""), what=one.what)

    def _doubles(self) -> str:
        told = []
        for each in self.card.doubles:
            words = _("{code} {name} has the same telephone")
            if each.by == "name":
                words = _("{code} {name} has the same name but for suffixes")
            told.append(words.format(code=each.code, name=each.name))
        return clauses(told)


def _value(card: ClientCard, division: str) -> str:
    return str(getattr(card.line.standing, division))


def head_lines(told: Told, width: int, most: int, glyphs: Glyphs) -> list[Content]:
    """Return the name, and the facts in ``most`` lines at most; a sign says where there is more to read."""
    name = wrapped(f"{told.card.record.name}  {told.card.record.code}", width - 2, 2)
    heading = [Content(" ") + shown(each, "bold") for each in name]
    facts = [fact for fact in told.facts() if fact[1]]
    whole = fact_lines(facts, width)
    if len(heading) + len(whole) <= most:
        return [*heading, *whole]
    return [*heading, *_short(facts, width, most - len(heading), glyphs)]


def _short(facts: Sequence[Fact], width: int, room: int, glyphs: Glyphs) -> list[Content]:
    """Return as many facts as fit, each in few lines: the first ones of the head matter most."""
    lead = max(cells(name) for name, _value in facts)
    parts = [fact_lines([(name + " " * (lead - cells(name)), value)], width) for name, value in facts]
    given: list[int] = []
    for part, (name, _value) in zip(parts, facts, strict=True):
        if sum(given) < room:
            given.append(min(len(part), 2 if name == _("Terms") else 1, room - sum(given)))
    for number in range(len(given)):  # what is left over goes to the first facts that need it
        given[number] += min(len(parts[number]) - given[number], room - sum(given))
    lines: list[Content] = []
    for part, count in zip(parts, given, strict=False):
        kept = part[:count]
        last = part is parts[len(given) - 1] and len(given) < len(parts)
        if count < len(part) or last:
            kept[-1] = _marked(kept[-1], width, glyphs)
        lines += kept
    return lines


def _marked(line: Content, width: int, glyphs: Glyphs) -> Content:
    mark = shown(f" {glyphs.ellipsis} i", "$accent")
    return fit(line, width - 1 - mark.cell_length, glyphs.ellipsis) + mark
