"""Every setting is explained: whose reading it is, what the rule leaves open, and each of its values in words."""

from __future__ import annotations

import re

import pytest

from archive_tui import wording
from archive_tui.regulation import settings
from archive_tui.store.seeds import _rows
from archive_tui.wording.readings import READINGS, reading_text, value_word
from archive_tui.wording.schedule import SHIPPED, class_word, confidence_word, counts_from_word, shipped_word

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_setting_has_its_article_and_its_reading_in_both_languages(language: str) -> None:
    wording.install(language)
    assert tuple(settings.ARTICLES) == settings.names() and READINGS.keys() == set(settings.names())
    for name in settings.names():
        assert bool(HAN.search(reading_text(name))) is (language == wording.CHINESE), name
        for value in settings.choices(name):
            assert value_word(name, value) != value or value in ("yes", "no", "both"), value
    assert reading_text("nobody_foresaw_it") == ""


def test_a_reading_cites_nothing_but_articles_that_there_are() -> None:
    assert all(re.fullmatch(r"(\d\.\d(\.\d)?)?", article) for article in settings.ARTICLES.values())


def test_limits_and_choices_are_those_that_a_setting_takes() -> None:
    for name in settings.names():
        for value in settings.choices(name):
            settings.with_text(settings.Settings(), name, value)
        between = settings.limits(name)
        if between is not None:
            for good in between:
                settings.with_text(settings.Settings(), name, str(good))
            for bad in (between[0] - 1, between[1] + 1):
                with pytest.raises(settings.BadSetting):
                    settings.with_text(settings.Settings(), name, str(bad))
    for call in (settings.choices, lambda name: settings.as_text(settings.Settings(), name)):
        with pytest.raises(settings.BadSetting):
            call("nobody_foresaw_it")


def test_the_schedule_that_ships_has_words_for_all_that_it_says() -> None:
    for row in _rows("retention.csv"):
        assert row["basis"] in SHIPPED and (not row["note"] or row["note"] in SHIPPED), row
        assert not row["counts_from"] or counts_from_word(row["counts_from"]) != row["counts_from"]
        assert confidence_word(row["confidence"]) != row["confidence"]
    for row in _rows("categories.csv"):
        assert class_word(row["class"]) != row["class"]
    assert shipped_word("第12号令") == "第12号令"
