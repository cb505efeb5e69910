"""Every code that the program can produce, read out of its sources: what the catalogue must have words for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from archive_tui.regulation.levels import State
from archive_tui.regulation.rulings import Stage

ROOT = Path(__file__).resolve().parents[2] / "archive_tui"
ROOMS = ("regulation", "store", "services", "exchange")


class Unforeseen(AssertionError):
    """A code that is put together in a way that this module can't follow."""


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))
    return tuple((path, ast.parse(path.read_bytes())) for path in paths)


def clause_codes() -> set[str]:
    """Return the codes of all clauses."""
    return _codes("Clause", 2)


def input_codes() -> set[str]:
    """Return the codes of bad input."""
    return _codes("BadInput", 0)


def missing_things() -> set[str]:
    """Return what can be missing."""
    return _codes("NotThere", 0)


def pin_codes() -> set[str]:
    """Return why a PIN is refused."""
    return _codes("PinRefused", 0)


def identity_codes() -> set[str]:
    """Return why somebody is not let in."""
    return _codes("NotOnStaff", 0)


def store_codes() -> set[str]:
    """Return what can keep the store from doing something."""
    return _codes("StoreFault", 0)


def acts() -> set[str]:
    """Return the acts that stand in the trail, and those whose refusal does."""
    return _codes("record", 0) | _codes("refuse", 0) | _codes("_refused", 1)


def way_codes() -> set[str]:
    """Return the lawful ways forward."""
    found: set[str] = set()
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name in ("_ways", "_missing") and path.stem == "lending":
                found |= set(_of_ways(node))
            if isinstance(node, ast.keyword) and node.arg == "way_forward":
                found |= set(_constants(node.value))
    return found


def _of_ways(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ways.append":
            yield from _constants(node.args[0])
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ways":
            yield from _constants(node.value)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            yield from _constants(node.value)


def _codes(called: str, position: int) -> set[str]:
    """Return the codes given at a position in all calls of something, whatever module it is called in."""
    found: set[str] = set()
    for _path, tree in _trees():
        for scope in ast.walk(tree):
            if isinstance(scope, ast.FunctionDef | ast.Module):
                for call in _calls_in(scope, called):
                    # Where the code stands first, a keyword ``code`` is a fact of the sentence: an archival code, say.
                    named = [k.value for k in call.keywords if k.arg == "code"]
                    given = call.args[position : position + 1] or named
                    found |= {code for value in given for code in _values(value, scope)}
    return found


def _calls_in(scope: ast.AST, called: str) -> Iterator[ast.Call]:
    """Yield the calls of ``called`` in a function or module, without those in functions inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not isinstance(scope, ast.ClassDef):
            if isinstance(node, ast.ClassDef):
                yield from _calls_in(node, called)
            continue
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            if name == called:
                yield node
        yield from _calls_in(node, called)


def _values(value: ast.expr, scope: ast.AST) -> Iterator[str]:
    """Yield what an expression can come to: constants, the ends of an f-string, a variable of the same function."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _values(value.body, scope)
        yield from _values(value.orelse, scope)
    elif isinstance(value, ast.JoinedStr):
        yield from _expanded(value)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "get":
        yield from _constants(value.args[1])
        yield from _values(value.func.value, scope)
    elif isinstance(value, ast.Name):
        yield from _assigned(value.id, scope)
    elif isinstance(value, ast.Attribute | ast.Subscript):
        return  # a code that was made elsewhere and is found there
    else:
        raise Unforeseen(ast.unparse(value))


def _assigned(name: str, scope: ast.AST) -> Iterator[str]:
    if isinstance(scope, ast.FunctionDef) and name in [a.arg for a in scope.args.args + scope.args.kwonlyargs]:
        return  # handed in: the caller's code
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and name in [ast.unparse(t) for t in node.targets]:
            yield from _constants(node.value.values if isinstance(node.value, ast.Dict) else node.value)


def _expanded(value: ast.JoinedStr) -> Iterator[str]:
    head = value.values[0]
    prefix = str(head.value) if isinstance(head, ast.Constant) else ""
    ends = {
        "item_": [s.value for s in State if s is not State.IN_PLACE],
        "unsigned_": [s.value for s in Stage],
        "may_not_sign_": [s.value for s in Stage],
        "sign_off_": _returned("fault_of"),
        "request_": _returned("spent_as"),
        "pin_": _returned("acceptable"),
    }.get(prefix)
    if not ends or len(value.values) != 2:
        raise Unforeseen(ast.unparse(value))
    yield from (prefix + end for end in ends)


def _returned(function: str) -> list[str]:
    """Return the codes that a function returns."""
    for _path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == function:
                returns = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value is not None]
                return sorted({code for value in returns for code in _ends(value)})
    raise Unforeseen(function)


def _ends(value: ast.expr) -> list[str]:
    if isinstance(value, ast.IfExp):
        return [*_ends(value.body), *_ends(value.orelse)]
    return [value.value] if isinstance(value, ast.Constant) and isinstance(value.value, str) else []


def _constants(value: ast.AST | Iterable[ast.AST]) -> list[str]:
    """Return the strings that stand in an expression, outside of its conditions."""
    if not isinstance(value, ast.AST):
        return [text for one in value for text in _constants(one)]
    if isinstance(value, ast.IfExp):
        return _constants([value.body, value.orelse])
    if isinstance(value, ast.Constant):
        return [value.value] if isinstance(value.value, str) else []
    return _constants(list(ast.iter_child_nodes(value)))
