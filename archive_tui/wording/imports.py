"""What is wrong with a file that is imported, in words: one sentence for each code of ``exchange/import_faults.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from archive_tui.regulation.levels import Level
from archive_tui.regulation.rulings import Clause
from archive_tui.wording import N_, _, ngettext, pgettext
from archive_tui.wording.joining import all_of
from archive_tui.wording.names import category_word, level_word

Fact = str | int | Sequence[str]

_WORDS: Mapping[str, str] = {
    # the file
    "file_not_there": N_("There is no file {path}."),
    "no_plain_file": N_("{path} is no file."),
    "file_not_readable": N_("{path} can't be read."),
    "rejected_there": N_("The bad rows would go into {path}, but that file is there already: move it first."),
    "rejected_not_written": N_("The bad rows can't be written to {path}."),
    "too_big": N_("The file is larger than {most} MB: divide it."),
    "empty_file": N_("The file is empty."),
    "workbook": N_("This is an Excel workbook: save it as “CSV UTF-8” and import that."),
    "utf16": N_("This is UTF-16 text: save it as “CSV UTF-8” and import that."),
    "encoding": N_("This is neither UTF-8 (byte {utf8} is wrong) nor GB18030 (byte {gb18030} is wrong)."),
    "separator": N_("The columns are separated by {found}; separate them by commas."),
    "no_rows": N_("There is a header, but no row beneath it."),
    "too_many_rows": N_("The file has more than {most} rows: divide it."),
    "quotes": N_("A quotation mark is opened here and not closed, or stands in the middle of a cell."),
    # clients, leases, payments
    "client_twice": N_("Row {other} is the same client."),
    "client_ambiguous": N_("Several clients are called that: {codes}. Please name it by its code."),
    "client_merged": N_("Client {code} was merged into another one."),
    "client_other_name": N_("Client {code} is called {name} here. A name is corrected on the card."),
    "client_unknown": N_("There is no client “{text}” here. Import the clients first."),
    "nature": N_("“{text}” is no nature of clients here. Known are {known}."),
    "volume": N_("“{text}” is no class of clients here. Known are {known}."),
    "way": N_("“{text}” is no way of payment here. Known are {known}."),
    "no_amount": N_("“{text}” is no amount in yuan; one reads like 1234.50."),
    "negative_amount": N_("An amount is not negative."),
    "part_of_fen": N_("An amount has two decimals at most."),
    "absurd_amount": N_("“{text}” is more than a hundred billion yuan."),
    "lease_period": N_("The lease ends before it begins."),
    "market_low": N_("The market's lowest price is above the market price."),
    "lease_twice": N_("Row {other} is a lease of the same number at the same time."),
    "lease_there": N_("A lease {number} is here already, at the same time."),
    "lease_there_different": N_("Lease {number} is here already and says something else. It is changed on its screen."),
    "lease_unknown": N_("There is no lease “{text}” here. Import the leases first."),
    "lease_no_contract": N_("Lease {number} is an offer and no contract: nothing falls due on it."),
    "due_before_lease": N_("This is due before the lease begins on {starts}."),
    "paid_before_lease": N_("This was paid before the lease begins on {starts}."),
    "paid_half": N_("A payment takes both its day and its amount."),
    "paid_too_much": N_("More is paid than falls due."),
    "payment_twice": N_("The same payment stands in the file twice."),
    "instalment_differs": N_("Another amount is due on that day already."),
    "instalments_over": N_("What falls due on lease {number} comes to more than its amount."),
    "day_ahead": N_("This day is yet to come."),
    # the header
    "unknown_column": N_("This column is unknown here. Known are {columns}."),
    "double_column": N_("This column stands here twice, the other time as “{other}”."),
    "nameless_column": N_("Column {number} has no heading, but something stands in it."),
    "missing_column": N_("The column {name} ({chinese}) is missing."),
    # the row
    "too_many_cells": N_("This row has {cells} cells, but the header {columns}."),
    "empty": N_("This must not be empty."),
    "needed_for_number": N_("This must not be empty where the archival code is left to the program."),
    "too_long": N_("This has {length} characters; {most} at most."),
    "character": N_("Character {position} is {name}, which may not enter the archive."),
    "code": N_("“{text}” is no archival code; one reads like Z109-WS·2011-Y-BGS-0001."),
    "code_year": N_("The archival code {named} is of the year {year}."),
    "code_twice": N_("Row {other} has the same archival code."),
    "there_other_title": N_("{named} is in the register already, with another title."),
    "there_other_level": N_("{named} is in the register already, at another level. An import never changes a level."),
    "there_other_place": N_(
        "{named} is in the register already, at another place. An import never moves a paper: leave this empty."
    ),
    "there_destroyed": N_("{named} was destroyed; its description stays as it was."),
    "there_department_is_gms": N_(
        "{named} is classified: its department changes by the GM's PIN only, on the item's card (6.7.3)."
    ),
    "there_retention_is_gms": N_(
        "{named} is kept longer in the register: a shorter time takes the GM's PIN, on the item's card (6.8.2)."
    ),
    "too_many_corrections": N_("The file corrects more than {most} items that are in the register already: divide it."),
    "level": N_("“{text}” is no level here. Known are {levels}; empty means unclassified."),
    "year": N_("“{text}” is no year; one reads like 2016."),
    "retention": N_(
        "“{text}” is no retention period. Known are permanent (永久, Y), 30 years (30年, D30), 10 years (10年, D10)."
    ),
    "no_date": N_("“{text}” is no date; one reads like 20160831, 2016-08-31 or 2016/8/31."),
    "no_such_day": N_("There is no day “{text}”."),
    "needs_year": N_("“{text}” is no date without its year."),
    "yes_or_no": N_("“{text}” is neither yes (是) nor no (否)."),
    "original_unsaid": N_(
        "At the level {level} it must be said that the original is in the archive room: yes or no (6.5.4)."
    ),
    "original_needed": N_("At the level {level} the original must be in the archive room before it is filed (6.5.4)."),
    "pages": N_("“{text}” is no number of pages, 1 to {most}."),
    "category": N_("“{text}” is no category here. Known are {known}."),
    "department": N_("“{text}” is no department here. Known are {known}."),
    "department_unsaid": N_("There is no department {office} here: name another one."),
    # staff and departments
    "login": N_("“{text}” is no login; one has 1 to 32 letters, digits, dots and hyphens."),
    "login_twice": N_("Row {other} has the same login."),
    "login_of_another": N_("The login {login} is {name}'s."),
    "has_left": N_("{name} has left the company and stays as it was."),
    "card_taken": N_("The card {text} is the one of {login}."),
    "card_twice": N_("Row {other} has the same card."),
    "card_is_label": N_("“{text}” reads as a label or form of the archive; a card needs a code of its own."),
    "role": N_("“{text}” is no role here. Known are {known}."),
    "oversees_without_deputy": N_("Only a deputy general manager is in charge of departments."),
    "manager_of_what": N_("A department manager needs a department."),
    "letters": N_("“{text}” is no department code; one has three letters, such as BGS."),
    "code_letters_twice": N_("Row {other} has the same department code."),
    "letters_of_another": N_("The department code {code} is that of {name}."),
    "name_twice": N_("Row {other} has the same name."),
    "name_of_another": N_("The department {code} has that name already."),
}
_SEPARATORS: Mapping[str, str] = {
    "semicolon": N_("semicolons"),
    "tab": N_("tabs"),
    "full_width_comma": N_("full-width commas"),
    "bar": N_("bars"),
}
#: The level words of an import, the same in both languages' sentences: a level must not be guessed.
_LEVELS = "unclassified 非密, secret 秘密, confidential 机密, top secret 绝密"


class Fault(Protocol):
    """A fault of an import: where it is, its code and the facts of its sentence."""

    @property
    def row(self) -> int:
        """Return the row as a spreadsheet counts it, 0 for the whole file."""
        ...

    @property
    def column(self) -> str:
        """Return how the column is headed in the file, empty for the whole row."""
        ...

    @property
    def code(self) -> str:
        """Return what is wrong."""
        ...

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Return with what."""
        ...


class Done(Protocol):
    """What an import came to."""

    @property
    def added(self) -> int:
        """Return how many were added."""
        ...

    @property
    def updated(self) -> int:
        """Return how many were corrected."""
        ...

    @property
    def proposed(self) -> int:
        """Return how many roles wait for the GM."""
        ...

    @property
    def unchanged(self) -> Sequence[object]:
        """Return the rows that were there already."""
        ...

    @property
    def encoding(self) -> str:
        """Return the file's encoding."""
        ...

    @property
    def rejected_file(self) -> object:
        """Return where the bad rows were put, or None."""
        ...


def import_fault_text(fault: Fault) -> str:
    """Return why a file, row or cell was refused, as one sentence without the place where it stands."""
    return value_fault_text(fault.code, fault.facts) or _("This can't be imported ({code}).").format(code=fault.code)


def value_fault_text(code: str, facts: Mapping[str, Fact]) -> str:
    """Return what is wrong with a value, in a file or in a form; empty for a code that nobody knows."""
    if code == "against_terms":
        return _against_terms(facts)
    sentence = _WORDS.get(code)
    if sentence is None:
        return ""
    return _(sentence).format(**{"levels": _LEVELS, **_facts(code, facts)})


def _against_terms(facts: Mapping[str, Fact]) -> str:
    from archive_tui.wording.rulings import cited

    known = {name: fact for name, fact in facts.items() if isinstance(fact, str | int)}
    told = cited(Clause(str(known.pop("article", "")), False, str(known.pop("clause", "")), known))
    return _("Against the client's terms: {clause}.").format(clause=told)


def import_place_text(fault: Fault) -> str:
    """Return where a fault is: ``row 7, level``; empty for the whole file."""
    if not fault.row:
        return ""
    if not fault.column:
        return _("row {row}").format(row=fault.row)
    return pgettext("where a fault of an import is", "row {row}, {column}").format(row=fault.row, column=fault.column)


def progress_text(stage: str, done: int, of: int) -> str:
    """Return how far an import or export is: ``checking 12,000 of 20,000 rows``."""
    words = {
        "checking": N_("checking {done} of {of} rows"),
        "staging": N_("preparing {done} of {of} rows"),
        "appearing": N_("taking {of} rows in"),
        "writing": N_("writing {done} of {of} rows"),
    }
    return _(words[stage]).format(done=f"{done:,}", of=f"{of:,}")


def outcome_lines(kind: str, name: str, done: Done, *, dry_run: bool = False) -> list[str]:
    """Return what an import came to, line by line; ``name`` is the file's."""
    counted = [_added(kind, done.added, dry_run)]
    if done.updated:
        counted.append(_updated(done.updated, dry_run))
    lines = [
        _("{file} ({encoding}): {words}.").format(
            file=name, encoding=encoding_text(done.encoding), words=all_of(counted)
        )
    ]
    if done.unchanged:
        count = len(done.unchanged)
        lines.append(
            ngettext("{count} row was there already.", "{count} rows were there already.", count).format(count=count)
        )
    if done.proposed:
        lines.append(
            ngettext(
                "{count} role is proposed and waits for the GM's sign-off.",
                "{count} roles are proposed and wait for the GM's sign-off.",
                done.proposed,
            ).format(count=done.proposed)
        )
    if done.rejected_file:
        lines.append(_("The bad rows are in {path}.").format(path=done.rejected_file))
    return lines


def _added(kind: str, count: int, dry_run: bool) -> str:
    words = {
        ("clients", False): ngettext("{count} client was added", "{count} clients were added", count),
        ("clients", True): ngettext("{count} client would be added", "{count} clients would be added", count),
        ("leases", False): ngettext("{count} lease was added", "{count} leases were added", count),
        ("leases", True): ngettext("{count} lease would be added", "{count} leases would be added", count),
        ("payments", False): ngettext(
            "{count} row of payments was added", "{count} rows of payments were added", count
        ),
        ("payments", True): ngettext(
            "{count} row of payments would be added", "{count} rows of payments would be added", count
        ),
        ("items", False): ngettext("{count} item was added", "{count} items were added", count),
        ("items", True): ngettext("{count} item would be added", "{count} items would be added", count),
        ("staff", False): ngettext("{count} person was added", "{count} people were added", count),
        ("staff", True): ngettext("{count} person would be added", "{count} people would be added", count),
        ("departments", False): ngettext("{count} department was added", "{count} departments were added", count),
        ("departments", True): ngettext(
            "{count} department would be added", "{count} departments would be added", count
        ),
    }
    return words[kind, dry_run].format(count=count)


def _updated(count: int, dry_run: bool) -> str:
    if dry_run:
        return ngettext("{count} would be corrected", "{count} would be corrected", count).format(count=count)
    return ngettext("{count} was corrected", "{count} were corrected", count).format(count=count)


def encoding_text(encoding: str) -> str:
    """Return in which encoding a file was read: ``UTF-8``, ``UTF-8 with BOM``, ``GB18030``."""
    return {"utf-8": "UTF-8", "utf-8-sig": _("UTF-8 with BOM"), "gb18030": "GB18030"}.get(encoding, encoding)


def _facts(code: str, facts: Mapping[str, Fact]) -> dict[str, str | int]:
    worded: dict[str, str | int] = {}
    for name, value in facts.items():
        if not isinstance(value, str | int):
            word: Callable[[str], str] = category_word if code == "category" else str
            value = all_of([word(one) for one in value])
        worded[name] = value
    if "level" in worded:
        worded["level"] = level_word(Level(str(worded["level"])))
    if "found" in worded:
        worded["found"] = _(_SEPARATORS[str(worded["found"])])
    return worded
