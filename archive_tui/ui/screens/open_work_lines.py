"""The lists of open work in words: their names, their columns and rows, and one of their lines in full."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.levels import Level
from archive_tui.services.open_work import Fetching, OpenIncident, Owed, RecallShown
from archive_tui.services.shown import ItemShown
from archive_tui.services.worklists import LineShown
from archive_tui.showing import cells
from archive_tui.ui.screens import sign_off_lines
from archive_tui.ui.screens.desk_words import title_of
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.columns import Column, Row, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.joining import clauses
from archive_tui.wording.names import incident_word, level_handling, level_word, line_state_word, recall_word
from archive_tui.wording.times import due_text, left_text, moment_text

Work = RecallShown | OpenIncident | Owed | Fetching | LineShown
#: The lists, in their order.
NAMES = ("recalls", "incidents", "originals", "fetch", "others")
_WIDE = 100


def list_word(name: str) -> str:
    """Return the name of a list."""
    return {
        "recalls": _("Recalls"),
        "incidents": _("Incidents"),
        "originals": _("Originals"),
        "fetch": _("To fetch"),
        "others": _("With others"),
    }[name]


def empty_words(name: str) -> str:
    """Return what an empty list says."""
    return {
        "recalls": _("Nothing that was called back is still away."),
        "incidents": _("No incident is open."),
        "originals": _("No original is owed."),
        "fetch": _("Nothing that is approved waits to be fetched."),
        "others": _("No form waits for another's signature."),
    }[name]


def key_of(work: Work) -> int:
    """Return what a line is known by within its list."""
    match work:
        case RecallShown():
            return work.loan_id
        case OpenIncident():
            return work.incident_id
        case Owed():
            return work.item.id
        case Fetching():
            return work.line.line_id
    return work.line_id


def item_of(work: Work) -> ItemShown:
    """Return the item that a line is about."""
    return work.line.item if isinstance(work, Fetching) else work.item


def form_of(work: Work) -> LineShown | None:
    """Return the line of a form, None where it is no form."""
    if isinstance(work, Fetching):
        return work.line
    return work if isinstance(work, LineShown) else None


def columns(name: str) -> list[Column]:
    """Return the columns of a list, in the language spoken now."""
    short = max(cells(level_word(level)) for level in Level)
    label = Column("code", lambda: pgettext("column", "Label"), 10)
    level = Column("level", lambda: pgettext("column", "Level"), short)
    who = Column("who", lambda: pgettext("column", "Borrower"), 8)
    title = Column("title", lambda: pgettext("column", "Title"), Share(2))
    since = Column("since", lambda: pgettext("open since", "Since"), 10, "right")
    left = Column("left", lambda: pgettext("column", "Left"), 12, "right")
    what = Column("what", lambda: pgettext("column", "Incident"), Share(1))
    form = Column("form", lambda: pgettext("column", "Form"), 10)
    return {
        "recalls": [label, level, who, title, Column("why", lambda: pgettext("column", "Cause"), 18, from_width=_WIDE),
                    since, left],
        "incidents": [label, what, Column("against", lambda: pgettext("column", "Against"), 8), title, since],
        "originals": [label, level, title,
                      Column("from", lambda: pgettext("column", "Department"), 16), since],
        "fetch": [form, level, who, title, Column("lapses", lambda: pgettext("column", "Lapses"), 14, "right"), left],
        "others": [form, level, who, title, Column("for", lambda: pgettext("column", "Waits for"), Share(1))],
    }[name]  # fmt: skip


def row_of(work: Work, now: datetime, tz: tzinfo) -> Row:
    """Return a line as a row of its list."""
    title, style = title_of(item_of(work))
    named, level = shown(title, style), level_word(item_of(work).level)
    told: tuple[Content | str, ...]
    match work:
        case RecallShown():
            left = shown(left_text(work.left), "bold $error" if work.overdue else "")
            told = (work.item.label, level, work.borrower, named, recall_word(work.cause),
                    due_text(work.since, now, tz), left)  # fmt: skip
        case OpenIncident():
            told = (work.item.label, incident_word(work.kind), work.borrower, named, due_text(work.since, now, tz))
        case Owed():
            told = (work.item.label, level, named, work.item.department, due_text(work.since, now, tz))
        case Fetching():
            line = work.line
            told = (line.label, level, line.borrower, named, due_text(work.lapses_at, now, tz), left_text(work.left))
        case LineShown():
            names = _(", ").join(signer.name for signer in work.signers)
            told = (work.label, level, work.borrower, named, names or line_state_word(work.state))
    return Row(key_of(work), told)


def title(work: Work) -> str:
    """Return what stands over a line's details."""
    form, item = form_of(work), item_of(work)
    return f"{form.label}  {item.label}" if form is not None else item.label


def details(work: Work, width: int, glyphs: Glyphs, now: datetime, tz: tzinfo) -> list[Content]:
    """Return all there is to know of a line."""
    form = form_of(work)
    if form is not None:
        return sign_off_lines.details(form, width, glyphs, tz, lapses=_lapses(work, tz))
    item = item_of(work)
    facts: list[tuple[str, str | Content]] = [
        (_("Item"), shown(*title_of(item))), (_("Level"), level_handling(item.level)),
    ]  # fmt: skip
    match work:
        case RecallShown():
            facts += [
                (_("With"), clauses([work.borrower, _("due {due}").format(due=due_text(work.due_at, now, tz)),
                                     left_text(work.left)])),
                (_("Recalled"), _("{at}, by {name}: {why}").format(
                    at=moment_text(work.since, tz), name=work.by, why=recall_word(work.cause))),
                (_("Reason"), work.reason), (_("Reminded"), _reminded(work, tz)),
            ]  # fmt: skip
        case OpenIncident():
            facts += [
                (_("Incident"), incident_word(work.kind)), (_("Against"), work.borrower or _("nobody")),
                (_("Recorded"), _("{at}, by {name}").format(at=moment_text(work.since, tz), name=work.by)),
                (_("Note"), work.note),
            ]  # fmt: skip
        case Owed():
            facts += [
                (_("Department"), item.department), (_("Where"), _(", ").join(filter(None, (item.place, item.box)))),
                (_("Owed since"), _("{at}, by {name}").format(at=moment_text(work.since, tz), name=work.by)),
            ]  # fmt: skip
    return fact_lines([fact for fact in facts if fact[1]], width)


def _lapses(work: Work, tz: tzinfo) -> str:
    if not isinstance(work, Fetching):
        return ""
    return _("{at}, in {left}").format(at=moment_text(work.lapses_at, tz), left=left_text(work.left))


def _reminded(work: RecallShown, tz: tzinfo) -> str:
    if not work.reminders or work.reminded_at is None:
        return ""
    text = ngettext("once, {at}", "{count} times, the last time {at}", work.reminders)
    return text.format(count=work.reminders, at=moment_text(work.reminded_at, tz))
