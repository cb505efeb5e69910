"""What ``verify`` found, in words: every code that it can produce, and where it is wrong."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.wording.verifying import WORDS, place_text, problem_text

ROOT = Path(__file__).resolve().parents[2] / "archive_tui"
SOURCES = ("services/verifying.py", "services/client_replay.py", "store/standing.py", "store/checkpoint.py")


def codes() -> set[str]:
    """Return the codes of problems: what stands second in a Problem, and first in what ``standing`` yields."""
    found: set[str] = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse((ROOT / source).read_bytes())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
                found |= {str(a.value) for a in node.args[1:2] if isinstance(a, ast.Constant)}
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "BadNote":
                found |= {"note_" + str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant)}
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                found |= {str(e.value) for e in node.value.elts[:1] if isinstance(e, ast.Constant)}
    return found


@pytest.mark.parametrize("lang", wording.LANGUAGES)
@pytest.mark.parametrize("code", sorted(codes()))
def test_every_problem_has_words(code: str, lang: str) -> None:
    wording.install(lang)
    text = problem_text(code)
    assert code in WORDS and text != code
    assert bool(re.search(r"[\u4e00-\u9fff]", text)) is (lang == "zh_CN")


@pytest.mark.parametrize(
    ("where", "english", "chinese"),
    [
        ("entry 12", "entry 12", "条目 12"),
        ("item 7", "item I0000007-4", "档案 I0000007-4"),
        ("anchor 3", "anchor 3", "锚点 3"),
        ("note", "signed checkpoint", "已签署的检查点"),
        ("loan 3", "loan 3", "loan 3"),
        ("", "", ""),
    ],
)
def test_a_place_is_named_as_people_find_it(where: str, english: str, chinese: str) -> None:
    assert place_text(where) == english
    wording.install("zh_CN")
    assert place_text(where) == chinese
