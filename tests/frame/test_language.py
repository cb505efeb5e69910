"""Which language is spoken, and that it can change while the program runs."""

from __future__ import annotations

import gettext
import subprocess
import sys
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from archive_tui import wording
from archive_tui.wording import N_, _, language_of, ngettext, pgettext

CATALOGUE = r"""
msgid ""
msgstr "Language: zh_CN\nPlural-Forms: nplurals=1; plural=0;\nContent-Type: text/plain; charset=utf-8\n"

msgid "Scan"
msgstr "扫描"

msgid "{number} item"
msgid_plural "{number} items"
msgstr[0] "{number} 件"

msgctxt "state of an item"
msgid "out"
msgstr "借出"
"""


@pytest.fixture
def small_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a catalogue of three sentences in the place of the program's own."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(CATALOGUE.encode()), locale="zh_CN"))
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    monkeypatch.setattr(wording, "_catalogue", {"zh_CN": catalogue}.__getitem__)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_option_wins_over_the_locale(lang: str) -> None:
    """``--lang`` overrides what the environment says."""
    assert language_of(lang, {"LC_ALL": "zh_CN.UTF-8"}) == lang
    assert language_of(lang, {"LC_ALL": "en_GB.UTF-8"}) == lang


@pytest.mark.parametrize("lang", ["", "de", "zh", "EN", "zh_CN.UTF-8", "../en"])
def test_an_option_that_names_no_language_of_ours_is_refused(lang: str) -> None:
    """Both by ``language_of`` and by ``install``, which names those that there are."""
    with pytest.raises(ValueError, match="en, zh_CN"):
        language_of(lang, {})
    with pytest.raises(ValueError, match="en, zh_CN"):
        wording.install(lang)


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh_CN.GB18030", "zh_CN"),
        ("zh_CN", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh_TW.UTF-8", "zh_CN"),
        ("zh_HK.UTF-8", "zh_CN"),
        ("zh_Hans_CN.UTF-8@stroke", "zh_CN"),
        ("zh.UTF-8", "zh_CN"),
        ("zh@radical", "zh_CN"),
        ("zha_CN.UTF-8", "en"),
        ("C.UTF-8", "en"),
        ("C", "en"),
        ("POSIX", "en"),
        ("en_US.UTF-8", "en"),
        ("de_DE.UTF-8", "en"),
        ("", "en"),
    ],
)
@pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_locale_decides_where_no_option_does(variable: str, locale: str, lang: str) -> None:
    """Every Chinese locale reads the Chinese catalogue, every other English."""
    assert language_of(None, {variable: locale}) == lang


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, "zh_CN"),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LC_CTYPE": "zh_CN.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], lang: str) -> None:
    """LC_ALL before LC_MESSAGES before LANG; an empty one counts as not set (POSIX.1-2017, 8.2)."""
    assert language_of(None, environment) == lang


@pytest.mark.usefixtures("small_catalogue")
def test_the_language_changes_while_the_program_runs() -> None:
    """Also for a word that was marked before the change."""
    marked = N_("Scan")
    assert (wording.current_language(), _("Scan"), _(marked)) == ("en", "Scan", "Scan")
    wording.install("zh_CN")
    assert (wording.current_language(), _("Scan"), _(marked)) == ("zh_CN", "扫描", "扫描")
    wording.install("en")
    assert (wording.current_language(), _("Scan"), _(marked)) == ("en", "Scan", "Scan")


@pytest.mark.usefixtures("small_catalogue")
@pytest.mark.parametrize(
    ("lang", "number", "sentence"),
    [
        ("en", 0, "0 items"),
        ("en", 1, "1 item"),
        ("en", 2, "2 items"),
        ("zh_CN", 1, "1 件"),
        ("zh_CN", 2, "2 件"),
    ],
)
def test_a_sentence_counts_as_its_language_does(lang: str, number: int, sentence: str) -> None:
    """English has two forms, Chinese one."""
    wording.install(lang)
    assert ngettext("{number} item", "{number} items", number).format(number=number) == sentence


@pytest.mark.usefixtures("small_catalogue")
def test_a_word_of_several_meanings_is_found_by_its_context() -> None:
    """And without a translation for that context it stays English."""
    assert pgettext("state of an item", "out") == "out"
    wording.install("zh_CN")
    assert pgettext("state of an item", "out") == "借出"
    assert pgettext("of the building", "out") == "out"


@pytest.mark.usefixtures("small_catalogue")
def test_a_sentence_without_a_translation_stays_english() -> None:
    """A gap in the catalogue must not stop the desk."""
    wording.install("zh_CN")
    assert _("No such sentence") == "No such sentence"


def test_the_programs_own_catalogue_is_there() -> None:
    """The .mo that ships is found and says that it is Chinese."""
    assert wording._catalogue("zh_CN").info()["language"] == "zh_CN"


def test_english_reads_no_catalogue_and_chinese_only_when_a_sentence_is_asked_for() -> None:
    """A quick look-up pays for no language it does not speak."""
    program = (
        "import sys; from archive_tui import wording; wording._('Scan'); assert 'gettext' not in sys.modules;"
        "wording.install('zh_CN'); assert 'gettext' not in sys.modules;"
        "wording._('Scan'); assert 'gettext' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
