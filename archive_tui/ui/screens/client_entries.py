"""What stands on a client's card, section by section: current, not yet checked, older, and taken off (2.1 to 2.4)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from archive_tui.regulation.clients import PEOPLE
from archive_tui.regulation.money import grouped
from archive_tui.services.client_views import EntryOnCard, SectionOnCard
from archive_tui.ui.screens.client_head import Fact
from archive_tui.ui.screens.client_lists import Shown
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.client_cards import more_text, origin_text
from archive_tui.wording.clients import section_word
from archive_tui.wording.joining import clauses
from archive_tui.wording.times import moment_text

_MUTED = "$foreground-muted"


class Entries:
    """The card itself: a row for each entry, and one for each section that is asked for and empty."""

    HEIGHT = 3

    def columns(self) -> list[Column]:
        """Return article, section, text, whether it counts, and the day."""
        return [
            Column("article", lambda: "", 3, from_width=96),
            Column("section", lambda: pgettext("column", "Section"), 20),
            Column("text", lambda: pgettext("column", "Entry"), Share()),
            Column("state", lambda: "", 11),
            Column("day", lambda: pgettext("column", "Day"), 10),
        ]

    def rows(self, shown: Shown) -> list[Row]:
        """Return the rows in the card's order; older ones and those taken off only in the history."""
        return [row for section in shown.card.sections for row in _rows(section, shown)]

    def title(self, shown: Shown, key: Hashable | None) -> str:
        """Return the section with its article."""
        section = self.section(shown, key)
        if section is None:
            return ""
        more = more_text(len(section.older), len(section.off))
        return clauses([f"{section.article} {section_word(section.code)}", *filter(None, (more,))])

    def details(self, shown: Shown, key: Hashable | None) -> Sequence[Fact]:
        """Return the whole text, where it comes from, and what else there is of the section."""
        section, one = self.section(shown, key), self.entry(shown, key)
        if section is None:
            return ()
        if one is None:
            return ((_("Gaps"), _("Nothing is entered here yet; n enters it.")),)
        entry = one.entry
        origin = [origin_text(entry.source, entry.checked_at is not None, one.checked_by)]
        if entry.cost is not None:
            origin.append(_("cost {amount} yuan").format(amount=grouped(entry.cost)))
        origin.append(
            _("of {day}, entered {at} by {name}").format(day=entry.day, at=moment_text(entry.at), name=one.by)
        )
        off = ""
        if entry.off_at is not None:
            off = _("{at} by {name}: {reason}").format(
                at=moment_text(entry.off_at), name=one.off_by, reason=entry.off_reason
            )
        return ((_("Entry"), entry.text), (_("Source"), clauses(origin)), (_("Off"), off))

    def empty(self, shown: Shown) -> str:
        """Return what an empty list says."""
        return _("Nothing is entered yet.")

    def section(self, shown: Shown, key: Hashable | None) -> SectionOnCard | None:
        """Return the section that a row belongs to."""
        return next(
            (each for each in shown.card.sections if key in {("section", each.code), *map(_key, _all(each))}), None
        )

    def entry(self, shown: Shown, key: Hashable | None) -> EntryOnCard | None:
        """Return the entry of a row, None for an empty section."""
        return next((one for each in shown.card.sections for one in _all(each) if _key(one) == key), None)


def _rows(section: SectionOnCard, shown: Shown) -> Iterator[Row]:
    word = section_word(section.code)
    if section.current is not None:
        yield _row(section, section.current, word, "")
    for one in section.beside:
        yield _row(section, one, word, pgettext("entry on a card", "NOT CHECKED"))
    if section.current is None and not section.beside and section.code in shown.card.asked and section.code != PEOPLE:
        cells = (section.article, word, pgettext("section of a card", "empty"), "", "")
        yield Row(("section", section.code), cells, _MUTED)
    if shown.history:
        for one in section.older:
            yield _row(section, one, word, pgettext("entry on a card", "older"), _MUTED)
        for one in section.off:
            yield _row(section, one, word, pgettext("entry on a card", "taken off"), _MUTED)


def _row(section: SectionOnCard, one: EntryOnCard, word: str, state: str, style: str = "") -> Row:
    if not one.counts and style:
        state = pgettext("entry on a card", "NOT CHECKED")
    return Row(_key(one), (section.article, word, one.entry.text, state, one.entry.day.isoformat()), style)


def _all(section: SectionOnCard) -> list[EntryOnCard]:
    current = [section.current] if section.current is not None else []
    return [*current, *section.beside, *section.older, *section.off]


def _key(one: EntryOnCard) -> Hashable:
    return ("entry", one.entry.id)
