"""What stands beneath a score sheet: the total as it is typed, what it changes, and the figures for the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from textual.content import Content

from archive_tui.regulation.clients import Source
from archive_tui.regulation.grading import JUDGED, Criterion, Grade, Points, rental_points, shown
from archive_tui.regulation.terms import Schedule
from archive_tui.services.client_views import ClientCard, EntryOnCard
from archive_tui.services.scoring import Sheet as FiguresSheet
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit
from archive_tui.ui.widgets.showing import shown as words_of
from archive_tui.wording import _, ngettext
from archive_tui.wording.clients import criterion_word, grade_word, late_text, section_word, source_word
from archive_tui.wording.joining import ended, sentence
from archive_tui.wording.scores import change_text, part_text, rental_text, terms_change, total_text

#: Which sections of the card say something about which criterion, the most telling first.
SECTIONS: Mapping[Criterion, tuple[str, ...]] = {
    Criterion.STRENGTH: ("assets", "founded", "management"),
    Criterion.POTENTIAL: ("potential", "plans", "construction"),
    Criterion.REPUTATION: ("attitude", "ties", "philosophy"),
    Criterion.RENTAL: ("client_since", "leasing_record"),
    Criterion.PAYMENT: ("problems", "leasing_now"),
    Criterion.OTHER: ("advantages", "leasing_record", "answer"),
}
_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Given:
    """What a score sheet is filled in by: today's figures, the client's card, and the terms in force."""

    figures: FiguresSheet
    card: ClientCard
    schedule: Schedule

    @property
    def grade(self) -> Grade:
        """The client's grade now."""
        return Grade(self.figures.client.grade)


def beneath(
    given: Given, judged: Mapping[Criterion, int], at: Criterion | None, width: int, room: int, glyphs: Glyphs
) -> list[Content]:
    """Return the lines: the total and what it changes, then what is known about the criterion at the caret."""
    lines = [Content(""), *_head(_total(given, judged), _last(given), width)]
    lines += _told(_effect(given, judged), width, 3, "$accent")
    if at is not None and len(lines) + 1 < room:
        head = _("On {criterion}:").format(criterion=criterion_word(at))
        lines.append(Content(" ") + words_of(head, _MUTED))
        lines += _facts(list(figures_of(given, at)), width, room - len(lines), glyphs)
    return [fit(line, width, glyphs.ellipsis) for line in lines[:room]]


def _facts(facts: Sequence[str], width: int, room: int, glyphs: Glyphs) -> list[Content]:
    """Return facts as lines: whole where there is room for all of them, else as far as each goes in one line."""
    whole = [line for fact in facts for line in _told(f"{glyphs.dot} {fact}", width, 3, "")]
    if len(whole) <= room:
        return whole
    return [fit(Content(" ") + words_of(f"{glyphs.dot} {fact}"), width - 1, glyphs.ellipsis) for fact in facts]


def figures_of(given: Given, criterion: Criterion) -> Iterator[str]:
    """Yield what stands on the card and in the books about a criterion; what nobody has checked says so."""
    if criterion is Criterion.RENTAL:
        yield rental_text(given.figures.rental, given.figures.highest_code)
    if criterion is Criterion.PAYMENT:
        yield _payment(given)
    sections = {each.code: each for each in given.card.sections}
    found = False
    for code in SECTIONS[criterion]:
        if (section := sections.get(code)) is None:
            continue
        for entry in (*section.beside, *filter(None, (section.current,))):
            found = True
            yield _entry(code, entry)
    if given.card.visits and criterion is not Criterion.RENTAL:
        visit = given.card.visits[0]
        found = True
        yield _("visit {day}: {text}").format(day=visit.day, text=visit.text)
    if not found and criterion not in (Criterion.RENTAL, Criterion.PAYMENT):
        yield _("nothing on the card yet")


def _entry(code: str, entry: EntryOnCard) -> str:
    words = _("{section} ({source}, {day}): {text}")
    if not entry.counts:
        words = _("{section} (NOT CHECKED: {source}, {day}): {text}")
    return words.format(
        section=section_word(code), text=entry.entry.text, source=source_word(Source(entry.entry.source)),
        day=entry.entry.day,
    )  # fmt: skip


def _payment(given: Given) -> str:
    conduct = given.figures.conduct
    if not conduct.due:
        return _("nothing has fallen due yet")
    due = ngettext("{count} instalment fell due", "{count} instalments fell due", conduct.due).format(count=conduct.due)
    late = late_text(conduct.late, conduct.days_late, conduct.share_late)
    return _("{due}: {late}").format(due=due, late=late)


def _total(given: Given, judged: Mapping[Criterion, int]) -> str:
    missing = [each for each in JUDGED if each not in judged]
    if missing:
        so_far = Fraction(sum(judged.values()), 100) + rental_points(given.figures.rental)
        return part_text(so_far, missing)
    points = Points(judged, given.figures.rental)
    return total_text(points.total, points.grade)


def _effect(given: Given, judged: Mapping[Criterion, int]) -> str:
    """Return what the score changes against the grade that the client has now."""
    if any(each not in judged for each in JUDGED):
        return ""
    new, old = Points(judged, given.figures.rental).grade, given.grade
    nature = given.figures.client.nature
    changed = terms_change(given.schedule.terms_for(old, nature), given.schedule.terms_for(new, nature))
    told = change_text(old, new)
    if old is not new and changed:
        return ended(_("{change}: {terms}").format(change=told, terms=changed))
    return sentence(told)


def _last(given: Given) -> str:
    if not given.card.scores or given.figures.last is None:
        return _("This is the client's first score.")
    last = given.card.scores[0]
    words = _("Last score: {total}, {grade}, {day} by {name}.").format(
        total=shown(last.total), grade=grade_word(Grade(last.score.grade)), day=last.score.day, name=last.by
    )
    quick = given.card.grade
    if quick.stale and quick.today_grade is not None:
        today = _("With today's figures: {total}, {grade}.")
        words += " " + today.format(total=quick.today_total, grade=grade_word(quick.today_grade))
    return words


def _head(total: str, last: str, width: int) -> list[Content]:
    """Return the total and the last score, in one line where there is room."""
    line = Content(" ") + words_of(total, "bold") + "  " + words_of(last, _MUTED)
    if line.cell_length < width:
        return [line]
    return [*_told(total, width, 2, "bold"), *_told(last, width, 2, _MUTED)]


def _told(text: str, width: int, most: int, style: str) -> Sequence[Content]:
    return [Content(" ") + words_of(each, style) for each in wrapped(text, width - 2, most)] if text else []
