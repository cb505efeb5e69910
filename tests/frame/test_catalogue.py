"""The message catalogue is current and complete, and the check that says so sees what it should."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".ci" / "catalogue"
CODE = """
from archive_tui.wording import N_, _, ngettext, pgettext

_("Scan")
_("{name} has it since {time}").format(name="", time="")
ngettext("{number} item", "{number} items", 2)
pgettext("state of an item", "out")
N_("Desk")
"""
CHINESE = """
msgid "Scan"
msgstr "扫描"

msgid "{name} has it since {time}"
msgstr "{time} 起在 {name} 处"

msgid "{number} item"
msgid_plural "{number} items"
msgstr[0] "{number} 件"

msgctxt "state of an item"
msgid "out"
msgstr "借出"

msgid "Desk"
msgstr "借阅台"
"""


def load() -> ModuleType:
    """Return the script as a module."""
    loader = SourceFileLoader("catalogue", str(SCRIPT))
    spec = spec_from_loader("catalogue", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


catalogue = load()


class Project:
    """A program of one file, with its catalogue."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.code = root / "archive_tui" / "screen.py"
        self.po, self.mo = root / catalogue.TRANSLATION, root / catalogue.COMPILED
        self.code.parent.mkdir()
        self.write(CODE)
        self.merge(CHINESE)

    def write(self, code: str) -> None:
        self.code.write_text(code, encoding="utf-8")

    def merge(self, translations: str) -> None:
        extra = self.root / "extra.po"
        extra.write_text(translations, encoding="utf-8")
        catalogue.update(self.root, [extra])

    def edit(self, old: str, new: str) -> None:
        """Change the translation by hand, and compile it."""
        text = self.po.read_text(encoding="utf-8")
        assert old in text
        self.po.write_text(text.replace(old, new), encoding="utf-8")
        catalogue.compile_(self.root)

    def problems(self) -> list[str]:
        found: list[str] = catalogue.problems(self.root)
        return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a small program whose catalogue is in order."""
    return Project(tmp_path)


def test_the_programs_catalogue_is_current_and_complete() -> None:
    assert catalogue.problems(ROOT) == []


def test_a_catalogue_in_order_has_no_problems(project: Project) -> None:
    assert project.problems() == []


def test_an_update_without_news_changes_no_byte(project: Project) -> None:
    files = [project.root / catalogue.TEMPLATE, project.po, project.mo]
    before = [file.read_bytes() for file in files]
    shutil.copy(project.code, project.code.with_name("another.py"))
    project.write("\n\n\n" + "\n".join(reversed(CODE.splitlines())))
    catalogue.update(project.root)
    assert [file.read_bytes() for file in files] == before
    assert b"Date" not in b"".join(before)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgstr "扫描"', 'msgstr ""', "'Scan': untranslated"),
        ('msgstr[0] "{number} 件"', 'msgstr[0] ""', "('{number} item', '{number} items'): untranslated"),
        ('msgid "Scan"', '#, fuzzy\nmsgid "Scan"', "'Scan': fuzzy"),
        ("{time} 起在 {name} 处", "{time} 起在此处", "the fields of '{time} 起在此处' differ"),
        ("{time} 起在 {name} 处", "{time} 起在 {naem} 处", "the fields of '{time} 起在 {naem} 处' differ"),
        ("{time} 起在 {name} 处", "{time 起在 {name} 处", "its braces do not pair"),
        ('msgstr[0] "{number} 件"', 'msgstr[0] "几件"', "the fields of '几件' differ"),
        ('msgstr "扫描"', 'msgstr "扫描 "', "begins or ends with other white space"),
    ],
)
def test_a_faulty_translation_is_named(project: Project, old: str, new: str, problem: str) -> None:
    project.edit(old, new)
    assert [p for p in project.problems() if problem in p] != []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (CODE + '_("Box")', "'Box': untranslated"),
        (CODE + '_("Box")', "archive_tui.pot is not current"),
        (CODE.replace('_("Scan")', ""), "archive_tui.po is not current"),
        (CODE + 'x = 1\n_(f"Box {x}")', "screen.py:10: _() of a sentence put together"),
        (CODE + '_("Box " + "B")', "screen.py:9: _() of a sentence put together"),
        (CODE + '_("Box %s" % 1)', "screen.py:9: _() of a sentence put together"),
        (CODE + '_("Box {n}".format(n=1))', "screen.py:9: _() of a sentence filled in"),
        (CODE + '_("Box {}")', "'Box {}': its fields have no names"),
        (CODE + '_("Box {0}")', "'Box {0}': its fields have no names"),
    ],
)
def test_a_faulty_sentence_in_the_code_is_named(project: Project, code: str, problem: str) -> None:
    project.write(code)
    assert [p for p in project.problems() if problem in p] != []


@pytest.mark.parametrize(
    "damage",
    [lambda mo: mo.unlink(), lambda mo: mo.write_bytes(mo.read_bytes() + b"\0")],
    ids=["gone", "changed"],
)
def test_a_compiled_catalogue_that_is_not_the_translations_is_named(
    project: Project, damage: Callable[[Path], object]
) -> None:
    damage(project.mo)
    assert project.problems() == [f"{catalogue.COMPILED} is not current: run .ci/catalogue update"]


def test_a_changed_sentence_does_not_inherit_a_guess(project: Project) -> None:
    project.write(CODE.replace('_("Scan")', '_("Scans")'))
    catalogue.update(project.root)
    assert project.problems() == ["'Scans': untranslated"]


def test_a_merged_translation_wins_and_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.merge('msgid "Scan"\nmsgstr "扫码"\n\nmsgid "Desks"\nmsgstr "台"\n')
    assert "扫码" in project.po.read_text(encoding="utf-8")
    assert project.problems() == []
    said = capsys.readouterr().err
    assert "'扫描' is now '扫码'" in said
    assert "not in the code: 'Desks'" in said
    assert "Desks" not in project.po.read_text(encoding="utf-8")


def test_no_sentence_is_looked_up_inside_an_f_string_where_the_catalogue_does_not_see_it() -> None:
    for path in sorted((ROOT / "archive_tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            called = {
                call.func.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
                if isinstance(call.args[0], ast.Constant)
            }
            assert not {"_", "ngettext", "pgettext"} & called, f"{path.name}:{node.lineno}"
