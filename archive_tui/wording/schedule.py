"""The retention schedule in words: classes of archival codes, from when a term counts, how sure a line is."""

from __future__ import annotations

from archive_tui.wording import N_, _, pgettext

#: What the schedule that ships says of its lines; what a company writes itself stands as it was written.
SHIPPED = (
    N_("Order No. 10 (2013)"),
    N_("Order No. 79 (2016)"),
    N_("design default"),
    N_("the older 15-year term is out of force"),
    N_("5 years after the asset is scrapped; the archival code knows no shorter term than 10 years"),
    N_("kept for ever (6.8.4)"),
)


def class_word(series_class: str) -> str:
    """Return what a class of archival codes holds: ``accounting``."""
    return {
        "WS": pgettext("class of papers", "documents"),
        "KJ": pgettext("class of papers", "science and technology"),
        "KU": pgettext("class of papers", "accounting"),
    }.get(series_class, series_class)


def counts_from_word(counts_from: str) -> str:
    """Return from when a term counts; empty for what is kept for ever."""
    return {
        "year_end": _("the first day after the year"),
        "fiscal_year_end": _("the first day after the fiscal year"),
        "asset_scrapped": _("the day on which the asset is scrapped"),
    }.get(counts_from, counts_from)


def confidence_word(confidence: str) -> str:
    """Return how sure a line of the schedule is."""
    return {
        "H": pgettext("how sure", "the standard's own text, or two sources"),
        "M": pgettext("how sure", "one decent source"),
        "L": pgettext("how sure", "one company's table, or our default"),
    }.get(confidence, confidence)


def shipped_word(text: str) -> str:
    """Return a line's basis or note in the language spoken now, where it is one that ships."""
    return _(text) if text in SHIPPED else text
