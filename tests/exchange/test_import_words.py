"""Every fault of an import has its sentence, and every sentence a fault."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import archive_tui.exchange
from archive_tui.exchange.csv_table import read_table
from archive_tui.exchange.import_faults import BadFile, ImportFault
from archive_tui.exchange.item_columns import COLUMNS, headed
from archive_tui.regulation import money
from archive_tui.regulation.dates import BadDate
from archive_tui.services import item_values
from archive_tui.wording import imports

#: Which argument of these calls is a fault's code.
CALLS = {
    "BadValue": 0, "_bad": 0, "fault": 1, "fault_of_new": 1, "_fault": -1, "ImportFault": 2, "_twice": 3,
    "BadAmount": 0,
}  # fmt: skip


def codes() -> set[str]:
    """Return all codes that the import can give."""
    found = {"no_date", "no_such_day", "needs_year"}
    modules = (Path(item_values.__file__), Path(money.__file__))
    for path in (*Path(archive_tui.exchange.__path__[0]).glob("*.py"), *modules):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in CALLS and len(node.args) > CALLS[name]:
                    code = node.args[CALLS[name]]
                    found |= {code.value} if isinstance(code, ast.Constant) and isinstance(code.value, str) else set()
    return found


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    # A lease against the terms is told by the clauses that stand against it, which have words of their own.
    assert codes() - {"against_terms"} == set(imports._WORDS)
    assert BadDate("no_date", "x").code in codes()


def test_a_code_that_nobody_knows_is_said_all_the_same() -> None:
    assert imports.import_fault_text(ImportFault(1, "", "new")) == "This can't be imported (new)."


def test_the_sentence_about_columns_names_them_all() -> None:
    with pytest.raises(BadFile) as bad:
        headed(read_table(b"colour,title,category,year,retention\n1,2,3,4,5"))
    sentence = imports.import_fault_text(bad.value.faults[0])
    assert all(f"{column.name} {column.chinese}" in sentence for column in COLUMNS)


def test_whatever_stands_in_the_file_never_becomes_a_field_of_the_sentence() -> None:
    fault = ImportFault(2, "year", "year", {"text": "{path} {0} {"})
    assert imports.import_fault_text(fault) == "“{path} {0} {” is no year; one reads like 2016."
