"""What keys make of a slip: the empty Enter, Esc, how an item is wanted, and what became of the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.rulings import Fact, Ruling
from archive_tui.services.finding import ItemShown
from archive_tui.ui.slip import Do, Line, Return, Said, Slip, Stage, Step, Wish
from archive_tui.ui.slip_scans import serve


def enter(slip: Slip) -> Step:
    """Return what an empty Enter does: confirm what is ready, else serve who comes next, else end the visit."""
    if slip.next_person is not None:
        return Step(serve(slip, slip.next_person), Said("person", {"name": slip.next_person.name}), Do.RULE)
    if slip.ready or slip.coming:
        return Step(slip, None, Do.CONFIRM)
    if slip.empty:
        return Step(slip)
    if slip.person is None and any(line.stage is Stage.LOOK for line in slip.lines):
        return Step(slip, Said("card_first", bad=True))
    unsigned = _unsigned(slip)
    if unsigned and not slip.warned:
        facts: dict[str, Fact] = {"code": unsigned[0].item.label, "count": len(unsigned)}
        return Step(replace(slip, warned=True), Said("still_open", facts))
    return Step(Slip(last=slip.last), Said("ended", {"name": slip.person.name if slip.person else ""}), Do.RULE)


def step_back(slip: Slip) -> Step:
    """Return what Esc does: one step back. What is done stays done."""
    if slip.choices is not None:
        return Step(replace(slip, choices=None))
    if slip.next_person is not None:
        name = slip.person.name if slip.person else ""
        return Step(replace(slip, next_person=None), Said("stays", {"name": name}))
    index = next((i for i in range(len(slip.lines) - 1, -1, -1) if not slip.lines[i].done), None)
    if index is not None:
        return take_off(replace(slip, current=index))
    if slip.empty:
        return Step(slip)
    return Step(Slip(last=slip.last), Said("ended", {"name": slip.person.name if slip.person else ""}), Do.RULE)


def take_off(slip: Slip) -> Step:
    """Take the current line off the slip, unless it is done."""
    line = slip.line
    if line is None or line.done:
        return Step(slip)
    lines = (*slip.lines[: slip.current], *slip.lines[slip.current + 1 :])
    slip = replace(slip, lines=lines, current=max(0, len(lines) - 1), warned=False, last=None)
    return Step(slip, Said("taken_off", {"code": line.item.label}))


def as_kind(slip: Slip, kind: Kind) -> Step:
    """Want the current item otherwise: out, to read in the room, or copied, even while the borrower has it."""
    line = slip.line
    if line is None or line.done or (isinstance(line, Return) and kind is not Kind.COPY):
        return Step(slip, Said("no_wish", bad=True))
    wish = Wish(line.item, kind)
    facts = {"code": line.item.label}
    do = Do.RULE if slip.person is not None else Do.NOTHING
    return Step(replace(slip.with_line(slip.current, wish), warned=False), Said(f"as_{kind.value}", facts), do)


def flipped(slip: Slip) -> Kind | None:
    """Return how else the current item can be had, out or in the room, or None if there is no choice."""
    line = slip.line
    if not isinstance(line, Wish) or line.stage is Stage.LENT or line.item.level.rank > Level.SECRET.rank:
        return None
    return Kind.OUT if line.kind is Kind.READING else Kind.READING


def shorten(slip: Slip) -> Step:
    """End the current loan when the room closes, or have it run its full term again."""
    line = slip.line
    closes = closing_of(slip)
    if not isinstance(line, Wish) or closes is None:
        return Step(slip, Said("no_closing", bad=True))
    until = None if line.until is not None else closes
    code = "shortened" if until else "full_term"
    return Step(slip.with_line(slip.current, replace(line, until=until)), Said(code, {"code": line.item.label}))


def closing_of(slip: Slip) -> datetime | None:
    """Return when the room closes, if the current loan would end after that."""
    line = slip.line
    if not isinstance(line, Wish) or line.stage is Stage.LENT or line.ruling is None:
        return None
    return line.ruling.closes_at


def found_wrong(slip: Slip, incident: str | None, note: str) -> Step:
    """Note what was found wrong with the item that comes back (None: nothing)."""
    line = slip.line
    if not isinstance(line, Return) or line.done:
        return Step(slip, Said("no_return", bad=True))
    line = replace(line, incident=incident, note=note)
    said = Said("found_wrong", {"code": line.item.label}) if incident else Said("in_order", {"code": line.item.label})
    return Step(slip.with_line(slip.current, line), said)


def ruled(slip: Slip, seen: Mapping[int, tuple[ItemShown, Ruling | None]]) -> Slip:
    """Return the slip with the items and rulings as they are now, for each open line whose item is in ``seen``."""
    lines: list[Line] = []
    for line in slip.lines:
        if not line.done and line.item.id in seen:
            item, ruling = seen[line.item.id]
            line = replace(line, item=item, ruling=ruling) if isinstance(line, Wish) else replace(line, item=item)
            if isinstance(line, Wish) and line.until is not None and (ruling is None or ruling.closes_at is None):
                line = replace(line, until=None)
        lines.append(line)
    return replace(slip, lines=tuple(lines))


def lent(slip: Slip, loans: Mapping[int, tuple[int, datetime | None]]) -> Slip:
    """Return the slip after the items of ``loans`` were handed over: loan and due time by item."""
    lines = [
        replace(line, loan=loans[line.item.id][0], due_at=loans[line.item.id][1])
        if isinstance(line, Wish) and not line.done and line.item.id in loans
        else line
        for line in slip.lines
    ]
    return replace(slip, lines=tuple(lines), warned=False)


def taken_back(slip: Slip, item_id: int, late: bool, incidents: int, loan: int | None = None) -> Slip:
    """Return the slip after an item was taken back, which ended that loan."""
    index = slip.open_line_of(item_id)
    if index is None:
        return slip
    line = slip.lines[index]
    assert isinstance(line, Return)
    return slip.with_line(index, replace(line, done=True, late=late, incidents=incidents, loan=loan))


def undone(slip: Slip, loan_id: int) -> Slip:
    """Return the slip without the line of a loan, or of its return, that was undone."""
    lines = tuple(line for line in slip.lines if line.loan != loan_id)
    return replace(slip, lines=lines, current=max(0, len(lines) - 1))


def with_forms(slip: Slip, forms: Mapping[tuple[int, Kind], str]) -> Slip:
    """Return the slip with the applications that are open for what still lacks a signature, by item and kind."""
    lines = [
        replace(line, form=forms.get((line.item.id, line.kind), ""))
        if isinstance(line, Wish) and not line.done
        else line
        for line in slip.lines
    ]
    return replace(slip, lines=tuple(lines))


def _unsigned(slip: Slip) -> list[Wish]:
    """Return what waits for a signature that nobody has been asked for."""
    return [line for line in slip.lines if isinstance(line, Wish) and line.stage is Stage.SIGN and not line.form]
