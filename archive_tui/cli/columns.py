"""The heads of the tables that commands print."""

from __future__ import annotations

from archive_tui.wording import pgettext


def heads(*names: str) -> tuple[str, ...]:
    """Return the heads of those columns in the language spoken now."""
    words = {
        "advice": pgettext("column", "Advice"),
        "archival_code": pgettext("column", "Archival code"),
        "back": pgettext("column", "Back"),
        "borrower": pgettext("column", "Borrower"),
        "by": pgettext("column", "By"),
        "check": pgettext("column", "Check"),
        "does": pgettext("column", "Does"),
        "client": pgettext("column", "Client"),
        "code": pgettext("column", "Code"),
        "due": pgettext("column", "Due"),
        "grade": pgettext("column", "Grade"),
        "grade_now": pgettext("column", "Grade now"),
        "help": pgettext("column", "Help"),
        "holder": pgettext("column", "Holder"),
        "incident": pgettext("column", "Incident"),
        "key": pgettext("column", "Key"),
        "kind": pgettext("column", "Kind"),
        "label": pgettext("column", "Label"),
        "late": pgettext("column", "Late"),
        "left": pgettext("column", "Left"),
        "level": pgettext("column", "Level"),
        "loan": pgettext("column", "Loan"),
        "login": pgettext("column", "Login"),
        "name": pgettext("column", "Name"),
        "needs": pgettext("column", "Needs"),
        "one_time_code": pgettext("column", "One-time code"),
        "result": pgettext("column", "Result"),
        "role": pgettext("column", "Role"),
        "screen": pgettext("column", "Screen"),
        "scored_on": pgettext("column", "Scored on"),
        "terms": pgettext("column", "Terms"),
        "title": pgettext("column", "Title"),
        "total": pgettext("column", "Total"),
        "total_now": pgettext("column", "Total now"),
        "where": pgettext("column", "Where"),
    }
    return tuple(words[name] for name in names)
