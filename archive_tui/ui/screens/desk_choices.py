"""The list of what a typed text may mean: people first, then items."""

from __future__ import annotations

from archive_tui.services.finding import ItemShown, Meaning, PersonShown
from archive_tui.ui.screens.desk_words import title_of
from archive_tui.ui.widgets.columns import Column, Row, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, pgettext
from archive_tui.wording.names import level_word, role_word, state_word


def choice_columns() -> list[Column]:
    """Return the columns, in the language spoken now."""
    return [
        Column("code", lambda: pgettext("column", "Label"), 10),
        Column("name", lambda: pgettext("column", "Name or title"), Share(1)),
        Column("about", lambda: pgettext("column", "Role or level"), 24),
        Column("where", lambda: pgettext("column", "Where"), 12),
    ]


def choice_rows(meaning: Meaning) -> list[Row]:
    """Return the choices as rows, in the order in which ``slip_scans.picked`` counts them."""
    people = [_person(index, person) for index, person in enumerate(meaning.persons)]
    items = [_item(len(people) + index, item, item.id in meaning.asked) for index, item in enumerate(meaning.items)]
    rows = [*people, *items]
    if meaning.more:
        words = _("and {count} more: type more")
        rows.append(Row(-1, ("", shown(words.format(count=meaning.more), "$foreground-muted"), "", "")))
    return rows


def _person(index: int, person: PersonShown) -> Row:
    roles = _(", ").join(role_word(role) for role in person.roles)
    return Row(index, (person.card, person.name, roles, person.department))


def _item(index: int, item: ItemShown, asked: bool) -> Row:
    title, style = title_of(item)
    where = pgettext("in a list", "asked for") if asked and not item.holder else item.holder or state_word(item.state)
    return Row(index, (item.label, shown(title, style), level_word(item.level), where))
