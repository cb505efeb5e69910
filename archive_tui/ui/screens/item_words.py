"""An item's card in words: its facts as names and values, and what became of it as rows, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.levels import Kind, State
from archive_tui.services.history import IncidentShown, ItemCard, LevelChangeShown, LoanShown, RevisionShown
from archive_tui.ui.screens.trail_words import what_of
from archive_tui.ui.widgets.rows import Row
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.describing import field_word, value_text
from archive_tui.wording.joining import clauses
from archive_tui.wording.names import (
    category_word,
    incident_word,
    kind_word,
    level_handling,
    level_word,
    retention_word,
    state_word,
)
from archive_tui.wording.times import due_text, moment_text


@dataclass(frozen=True)
class Told:
    """What is shown of a card: at which moment and in which zone."""

    card: ItemCard
    now: datetime
    tz: tzinfo

    def facts(self) -> Iterator[tuple[str, str | Content]]:
        """Yield the facts that there are, each code on a line of its own, for copying."""
        item, card = self.card.item, self.card
        yield _("Label"), item.label
        yield _("Archival code"), item.archival_code
        yield _("Document no."), item.document_number
        yield _("Level"), self._level()
        if item.title is None:
            return
        yield _("Where"), self._where()
        filed = [str(item.year), item.department, category_word(item.category), retention_word(item.retention)]
        yield _("Filed"), listed(filed)
        yield _("Paper"), listed(self._paper())
        yield _("Volume"), card.volume
        yield _("Keywords"), card.keywords
        yield _("Remark"), card.remark

    def history(self) -> list[Row]:
        """Return loans, incidents and changes of level as rows, the newest first."""
        told = [
            *((each.out_at, self._loan(each)) for each in self.card.loans),
            *((each.opened_at, self._incident(each)) for each in self.card.incidents),
            *((each.at, self._change(each)) for each in self.card.levels),
            *((each.at, self._revision(each)) for each in self.card.revisions),
        ]
        return [row for _at, row in sorted(told, key=lambda pair: pair[0], reverse=True)]

    def entries(self, cross: str) -> list[Row]:
        """Return the trail's entries about the item as rows; ``cross`` marks refusals."""
        return [
            Row(("entry", each.seq), (moment_text(each.at, self.tz), each.actor, what_of(each, cross)))
            for each in self.card.entries
        ]

    def _level(self) -> Content:
        item = self.card.item
        words = [level_handling(item.level)]
        if self.card.filed_level is not item.level:
            words.append(_("filed as {level}").format(level=level_word(self.card.filed_level)))
        told = shown(clauses(words))
        return told + shown("  " + _("original owed"), "$error") if item.original_owed else told

    def _where(self) -> Content:
        item = self.card.item
        if item.state in (State.OUT, State.READING) and item.due_at is not None:
            due = due_text(item.due_at, self.now, self.tz)
            words = _("{state}, with {name}, due {due}").format(state=state_word(item.state), name=item.holder, due=due)
            return shown(words, "$error" if item.due_at < self.now else "")
        place = listed([item.place, _("box {box}").format(box=item.box) if item.box else ""])
        state = state_word(item.state)
        return shown(_("{state}: {place}").format(state=state, place=place) if place else state)

    def _paper(self) -> Iterator[str]:
        item = self.card.item
        if item.pages is not None:
            yield ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages)
        if item.document_date:
            yield _("dated {date}").format(date=item.document_date)
        if item.author:
            yield _("by {name}").format(name=item.author)
        yield _("the original") if self.card.original else _("a copy")

    def _loan(self, loan: LoanShown) -> Row:
        told = [loan.borrower]
        if loan.returned_at is None:
            told.append(_("due {due}").format(due=due_text(loan.due_at, self.now, self.tz)))
        elif loan.reversed:
            told.append(_("reversed {at}").format(at=moment_text(loan.returned_at, self.tz)))
        else:
            told.append(_("back {at}").format(at=moment_text(loan.returned_at, self.tz)))
        if loan.late:
            told.append(_("late"))
        if loan.renewed:
            told.append(ngettext("renewed once", "renewed {count} times", loan.renewed).format(count=loan.renewed))
        if loan.recalled:
            told.append(_("recalled"))
        if loan.reminders:
            told.append(ngettext("{count} reminder", "{count} reminders", loan.reminders).format(count=loan.reminders))
        if loan.state_back:
            told.append(loan.state_back)
        if loan.undone_return is not None:
            undone = _("return of {at} undone by {name}: {reason}")
            at = moment_text(loan.undone_return, self.tz)
            told.append(undone.format(at=at, name=loan.undone_by, reason=loan.undone_reason))
        late = loan.late or (loan.returned_at is None and loan.due_at < self.now)
        what = pgettext("history of an item", "reading") if loan.kind is Kind.READING else kind_word(loan.kind)
        return self._row(("loan", loan.loan_id), loan.out_at, what, told, late)

    def _incident(self, incident: IncidentShown) -> Row:
        told = [incident_word(incident.kind), incident.borrower, incident.note]
        if incident.closed_at is None:
            told.append(_("open"))
        else:
            closed = _("closed {at} by {name}").format(
                at=moment_text(incident.closed_at, self.tz), name=incident.closed_by
            )
            told += [closed, incident.close_reason]
        what = pgettext("history of an item", "incident")
        return self._row(("incident", incident.incident_id), incident.opened_at, what, told, incident.closed_at is None)

    def _change(self, change: LevelChangeShown) -> Row:
        words = _("from {old} to {new}, by {name}").format(
            old=level_word(change.old), new=level_word(change.new), name=change.by
        )
        return self._row(("level", change.at), change.at, pgettext("history of an item", "level"),
                         [words, change.reason], False)  # fmt: skip

    def _revision(self, revision: RevisionShown) -> Row:
        words = _("{field}: from {old} to {new}, by {name}").format(
            field=field_word(revision.field), old=value_text(revision.field, revision.old),
            new=value_text(revision.field, revision.new), name=revision.by,
        )  # fmt: skip
        what = pgettext("history of an item", "corrected")
        return self._row(("revision", (revision.seq, revision.field)), revision.at, what, [words], False)

    def _row(self, key: tuple[str, object], at: datetime, what: str, told: list[str], bad: bool) -> Row:
        words = clauses([each for each in told if each])
        return Row(key, (moment_text(at, self.tz), shown(what, "$error" if bad else ""), words))


def listed(words: Iterable[str]) -> str:
    """Return the words that there are, with the comma of a list between them."""
    return _(", ").join(filter(None, words))
