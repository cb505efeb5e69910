"""Every sentence that a person reads, in English or 简体中文.

The keys of the catalogue are the English sentences themselves, so that English needs no catalogue and costs
nothing at the start. ``_`` looks a sentence up when it is called: words that stand in a table made at import
are marked with ``N_`` there and go through ``_`` when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
CHINESE = "zh_CN"
LANGUAGES = (ENGLISH, CHINESE)

_LOCALE = Path(__file__).resolve().parents[1] / "locale"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX.1-2017, 8.2: the first that is set decides

_current = ENGLISH


def install(lang: str) -> None:
    """Speak ``lang`` (``en`` or ``zh_CN``) from now on. Raises ValueError for any other."""
    global _current
    if lang not in LANGUAGES:
        raise ValueError(f"{lang!r} is none of {', '.join(LANGUAGES)}")
    _current = lang


def current_language() -> str:
    """Return the language spoken now: ``en`` or ``zh_CN``."""
    return _current


def language_of(arg: str | None, environment: Mapping[str, str]) -> str:
    """Return the language to speak: ``--lang`` if it was given, else the locale's.

    A locale of Chinese anywhere reads 简体中文, every other English. Raises ValueError for a ``--lang`` that
    is none of ``LANGUAGES``.
    """
    if arg is not None:
        if arg not in LANGUAGES:
            raise ValueError(f"{arg!r} is none of {', '.join(LANGUAGES)}")
        return arg
    locale = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "")
    spoken = locale.partition(".")[0].partition("@")[0].partition("_")[0]
    return CHINESE if spoken.lower() == "zh" else ENGLISH


def _(message: str) -> str:
    """Return the sentence in the language spoken now."""
    return message if _current == ENGLISH else _catalogue(_current).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the sentence for ``number`` things in the language spoken now."""
    if _current == ENGLISH:
        return singular if number == 1 else plural
    return _catalogue(_current).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Return a word that means several things (``context`` says which) in the language spoken now."""
    return message if _current == ENGLISH else _catalogue(_current).pgettext(context, message)


def N_(message: str) -> str:
    """Return ``message`` as it is, marked for the catalogue: for words that are shown through ``_`` later."""
    return message


@cache
def _catalogue(lang: str) -> NullTranslations:
    """Return the catalogue of ``lang``, read once. Raises FileNotFoundError when it was not installed."""
    from gettext import translation

    return translation("archive_tui", _LOCALE, [lang])
