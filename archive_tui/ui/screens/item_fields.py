"""The fields of the forms of items and volumes for the screen: words, hints, choices and what they are typed by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from archive_tui.regulation.archival_codes import RETENTIONS
from archive_tui.regulation.levels import Level
from archive_tui.services import item_values
from archive_tui.services.item_form import FormField, Ground
from archive_tui.services.item_values import BadValue
from archive_tui.ui.widgets.sheet import SheetField
from archive_tui.ui.widgets.sheet_fields import Choice
from archive_tui.wording import _
from archive_tui.wording.describing import field_hint, field_word, value_text
from archive_tui.wording.names import category_word

#: How many volumes a field offers, the newest; of an older one the code is typed.
_MOST_VOLUMES = 60
#: What is copied from the paper: its full-width signs are its own.
_PROSE = frozenset(("title", "author", "document_number", "keywords", "remark"))
Readings = Mapping[str, Sequence[str]]


def sheet_fields(
    fields: Iterable[FormField], ground: Ground, readings: Readings, fixed: Iterable[str] = ()
) -> list[SheetField]:
    """Return the fields of a form as the sheet shows them; ``readings`` are what words are typed by."""
    still = frozenset(fixed)
    return [
        SheetField(
            each.id, _prompt(each.id), field_hint(each.id), _choices(each.id, ground, readings),
            _tidy_date(ground) if each.id == "document_date" else None, each.id in still, each.id in _PROSE,
        )
        for each in fields
    ]  # fmt: skip


def _prompt(name: str) -> str:
    word = field_word(name)
    return word[:1].upper() + word[1:]


def words_to_read(ground: Ground) -> tuple[str, ...]:
    """Return the words of all choices, to be asked for what they are typed by."""
    names = ("department", "category", "retention", "level", "original", "volume")
    return tuple(dict.fromkeys(words for name in names for _value, words in _offered(name, ground)))


def _choices(name: str, ground: Ground, readings: Readings) -> tuple[Choice, ...]:
    return tuple(Choice(value, words, tuple(readings.get(words, ()))) for value, words in _offered(name, ground))


def _offered(name: str, ground: Ground) -> list[tuple[str, str]]:
    match name:
        case "department":
            return [(each.code, each.name) for each in ground.intake.departments]
        case "category":
            return [(each.code, category_words(ground, each.code)) for each in ground.intake.categories.known]
        case "retention":
            return [(code, value_text(name, code)) for code in RETENTIONS]
        case "level":
            return [(level.value, value_text(name, level.value)) for level in Level]
        case "original":
            return [(value, value_text(name, value)) for value in ("yes", "no")]
        case "volume":
            newest = list(ground.volume_titles.items())[:_MOST_VOLUMES]
            return [(code, f"{code}  {title}") for code, title in newest]
    return []


def category_words(ground: Ground, code: str) -> str:
    """Return a category's name: ours where we know it, else as the archive names it."""
    ours = category_word(code)
    known = ground.intake.categories.named(code)
    if ours != code or known is None:
        return ours
    return _("{chinese} {english}").format(chinese=known.chinese, english=known.english)


def _tidy_date(ground: Ground) -> Callable[[str], str]:
    """Return what makes of ``8-31`` the whole date, to be seen before it is saved."""

    def tidy(text: str) -> str:
        try:
            return item_values.date_of(text.strip(), ground.today)
        except BadValue:
            return text

    return tidy
