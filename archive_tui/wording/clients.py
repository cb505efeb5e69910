"""Words of client credit files: grades, divisions, sections of the card, terms, and what is wrong with a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from archive_tui.regulation.clients import Dealings, Division, Position, Source, Time, Volume
from archive_tui.regulation.composition import Analysis, Conclusion
from archive_tui.regulation.grading import WEIGHTS, BadPoints, Criterion, Grade
from archive_tui.regulation.money import BadAmount, grouped
from archive_tui.regulation.terms import WHOLE, Base, Cycle, Terms, Way
from archive_tui.wording import CHINESE, N_, _, current_language, pgettext
from archive_tui.wording.client_faults import SECTIONS
from archive_tui.wording.joining import all_of

AMOUNTS: Mapping[str, str] = {
    "no_amount": N_("“{text}” is no amount. One reads like 1234.50, 1,234.50 or 12.5万."),
    "negative_amount": N_("An amount is not negative. A payment entered wrongly is reversed instead."),
    "part_of_fen": N_("An amount has whole fen: two decimals at most."),
    "absurd_amount": N_("“{text}” is more than a hundred billion yuan. Please check the amount."),
}


class TermsLike(Protocol):
    """What a client gets now, as the services show it."""

    @property
    def version(self) -> int:
        """Return the schedule's version, 0 for the regulation itself."""
        ...

    @property
    def terms(self) -> Terms:
        """Return the schedule's line."""
        ...

    @property
    def limit(self) -> int | None:
        """Return the credit limit in fen, None where none is set."""
        ...

    @property
    def open(self) -> int:
        """Return what is owed, in fen."""
        ...


def grade_word(grade: Grade) -> str:
    """Return a grade: ``A``, ``below C``, ``ungraded``."""
    return {
        Grade.BELOW_C: pgettext("grade", "below C"),
        Grade.UNGRADED: pgettext("grade", "ungraded"),
    }.get(grade, grade.value)


def nature_word(code: str, chinese: str, english: str) -> str:
    """Return a nature in the language spoken: the list is open, so its words are data."""
    return (chinese if current_language() == CHINESE else english) or code


def time_word(time: Time) -> str:
    """Return the division by time (1.1)."""
    return {
        Time.FUTURE: pgettext("client by time", "future"),
        Time.NEW: pgettext("client by time", "new"),
        Time.ESTABLISHED: pgettext("client by time", "established"),
    }[time]


def dealings_word(dealings: Dealings) -> str:
    """Return the division by dealings (1.2)."""
    return {
        Dealings.NOW: pgettext("client by dealings", "dealing now"),
        Dealings.ABOUT: pgettext("client by dealings", "about to deal"),
        Dealings.BEFORE: pgettext("client by dealings", "dealt with before"),
        Dealings.NONE: pgettext("client by dealings", "no dealings yet"),
    }[dealings]


def volume_word(volume: Volume) -> str:
    """Return the division by volume (1.4)."""
    return {
        Volume.KEY: pgettext("client by volume", "key"),
        Volume.GENERAL: pgettext("client by volume", "general"),
        Volume.OCCASIONAL: pgettext("client by volume", "occasional"),
    }[volume]


def division_word(division: Division) -> str:
    """Return what a division divides by."""
    return {
        Division.TIME: pgettext("division", "by time"),
        Division.DEALINGS: pgettext("division", "by dealings"),
        Division.VOLUME: pgettext("division", "by volume"),
    }[division]


def division_value_word(division: Division, value: str) -> str:
    """Return what a division comes to, given by its code."""
    if division is Division.TIME:
        return time_word(Time(value))
    return dealings_word(Dealings(value)) if division is Division.DEALINGS else volume_word(Volume(value))


def position_word(position: Position) -> str:
    """Return a market position (1.4)."""
    return {
        Position.UNSAID: pgettext("market position", "not said"),
        Position.LEADING: pgettext("market position", "leading"),
        Position.MIDDLING: pgettext("market position", "middling"),
        Position.MINOR: pgettext("market position", "minor"),
    }[position]


def section_word(code: str) -> str:
    """Return a section of the card (2.1 to 2.4)."""
    return _(SECTIONS[code]) if code in SECTIONS else code


def source_word(source: Source) -> str:
    """Return where an entry comes from (3.1)."""
    return {
        Source.SURVEY: pgettext("source of an entry", "survey or visit"),
        Source.FORM: pgettext("source of an entry", "client's own form"),
        Source.AGENCY: pgettext("source of an entry", "agency"),
    }[source]


def contact_role_word(role: str) -> str:
    """Return what a person is at a client."""
    return {
        "owner": pgettext("person at a client", "owner"),
        "manager": pgettext("person at a client", "manager"),
        "contact": pgettext("person at a client", "contact person"),
    }.get(role, role)


def criterion_word(criterion: Criterion) -> str:
    """Return what points are given for (4.2)."""
    return {
        Criterion.STRENGTH: pgettext("criterion", "strength"),
        Criterion.POTENTIAL: pgettext("criterion", "potential"),
        Criterion.REPUTATION: pgettext("criterion", "reputation and credit"),
        Criterion.RENTAL: pgettext("criterion", "cumulative rental"),
        Criterion.PAYMENT: pgettext("criterion", "payment"),
        Criterion.OTHER: pgettext("criterion", "other"),
    }[criterion]


def way_word(way: Way) -> str:
    """Return a way of payment (4.3.3, 4.3.4)."""
    return {
        Way.MONEY: pgettext("way of payment", "money"),
        Way.MORTGAGE: pgettext("way of payment", "mortgaged houses"),
        Way.IN_KIND: pgettext("way of payment", "houses given in payment"),
        Way.SET_OFF: pgettext("way of payment", "set-off"),
    }[way]


def cycle_word(cycle: Cycle) -> str:
    """Return how strictly is collected (4.3)."""
    return {
        Cycle.STRICT: pgettext("cycle of collection", "strictly by contract"),
        Cycle.EASED: pgettext("cycle of collection", "may be eased"),
    }[cycle]


def base_word(base: Base) -> str:
    """Return which price a floor is taken of."""
    return {
        Base.MARKET: pgettext("price", "market price"),
        Base.MARKET_LOW: pgettext("price", "market's lowest price"),
    }[base]


def state_word(state: str) -> str:
    """Return what a lease is."""
    return {
        "offer": pgettext("state of a lease", "offer"),
        "contract": pgettext("state of a lease", "contract"),
        "dropped": pgettext("state of a lease", "offer dropped"),
    }.get(state, state)


def analysis_word(analysis: Analysis) -> str:
    """Return an analysis (3.3)."""
    return {
        Analysis.GRADE: pgettext("analysis", "by grade"),
        Analysis.ITEM: pgettext("analysis", "by leased item"),
        Analysis.NATURE: pgettext("analysis", "by nature"),
        Analysis.VOLUME: pgettext("analysis", "by volume"),
        Analysis.ITEM_BY_GRADE: pgettext("analysis", "leased item and grade"),
        Analysis.CREDIT: pgettext("analysis", "credit"),
    }[analysis]


def conclusion_word(kind: Conclusion) -> str:
    """Return what a conclusion is (3.3)."""
    return {
        Conclusion.WEAKNESS: pgettext("conclusion", "weakness"),
        Conclusion.PRIORITY: pgettext("conclusion", "priority"),
        Conclusion.MEASURE: pgettext("conclusion", "measure"),
    }[kind]


def floor_text(terms: Terms) -> str:
    """Return the price rule of a line: ``from 95 % of the market's lowest price``."""
    base = base_word(terms.base)
    if terms.percent == WHOLE:
        return _("from the {base}").format(base=base)
    return _("from {percent} % of the {base}").format(percent=percent_text(terms.percent), base=base)


def percent_text(hundredths: int) -> str:
    """Return a percentage that is kept in hundredths: ``95``, ``97.5``."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)


def terms_text(shown: TermsLike | None, grade: Grade) -> str:
    """Return what a client gets, in one line that can be read out."""
    if shown is None:
        if grade is Grade.UNGRADED:
            return _("offers only: a contract needs a score")
        return _("no co-operation")
    told = [
        _("price {floor}").format(floor=floor_text(shown.terms)),
        _("payment by {ways}").format(ways=all_of([way_word(way) for way in Way if way in shown.terms.ways])),
        _("collection {cycle}").format(cycle=cycle_word(shown.terms.cycle)),
        limit_text(shown.limit, shown.open),
    ]
    if shown.terms.handling:
        told.append(shown.terms.handling)
    return "; ".join(told) if current_language() != CHINESE else "；".join(told)


def limit_text(limit: int | None, open_: int) -> str:
    """Return a credit limit and what of it is taken up."""
    if limit is None:
        return _("no credit limit set, {open} yuan open").format(open=grouped(open_))
    return _("credit limit {limit} yuan, {open} yuan open").format(limit=grouped(limit), open=grouped(open_))


def version_text(number: int) -> str:
    """Return which version of the schedule it is."""
    return _("schedule {number}").format(number=number) if number else _("the regulation itself")


def late_text(late: int, days: int, share: Fraction) -> str:
    """Return how a client pays: ``3 late, 41 days in all, 12.5 % of what fell due``."""
    from archive_tui.regulation.composition import percent

    if not late:
        return _("nothing paid late")
    return _("{late} late, {days} days in all, {share} % of what fell due").format(
        late=late, days=days, share=percent(share)
    )


def value_fault_text(fault: Exception) -> str:
    """Return what is wrong with an amount or points that were typed."""
    if isinstance(fault, BadAmount):
        return _(AMOUNTS[fault.code]).format(text=fault.text.strip())
    if isinstance(fault, BadPoints):
        if fault.code == "over_weight":
            return _("There are 0 to {weight} points here.").format(weight=fault.weight)
        return _("“{text}” is no number of points. One reads like 18 or 18.5.").format(text=fault.text.strip())
    raise TypeError(type(fault).__name__)


def spoken(words: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of a way of payment and a grade among a clause's facts as words."""
    found: dict[str, str] = {}
    if words.get("way") in list(Way):
        found["way"] = way_word(Way(words["way"]))
    if words.get("grade") in list(Grade):
        found["grade"] = grade_word(Grade(words["grade"]))
    return found


def weight_text(criterion: Criterion) -> str:
    """Return a criterion with its weight: ``payment, of 30``."""
    return _("{criterion}, of {weight}").format(criterion=criterion_word(criterion), weight=WEIGHTS[criterion])


def day_text(day: date | None) -> str:
    """Return a day as it is shown, empty for none."""
    return day.isoformat() if day else ""
