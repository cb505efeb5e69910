"""What the desk asks of the archive: rulings for what lies there, and the acts of one Enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from archive_tui.regulation.levels import Kind
from archive_tui.regulation.rulings import Decision, Ruling
from archive_tui.services import finding, lending
from archive_tui.services.archive import Actor, Archive, NotThere, Outcome
from archive_tui.services.finding import ItemShown, Meaning, PersonShown
from archive_tui.services.lending import Lent, Wanted
from archive_tui.services.worklists import open_forms, request_shown
from archive_tui.ui import slip_keys
from archive_tui.ui.session import Session
from archive_tui.ui.slip import Return, Slip, Wish
from archive_tui.wording import _, ngettext
from archive_tui.wording.joining import clauses
from archive_tui.wording.names import incident_word
from archive_tui.wording.rulings import cited
from archive_tui.wording.times import due_text

Seen = Mapping[int, tuple[ItemShown, Ruling | None]]


@dataclass(frozen=True)
class Done:
    """What became of an Enter: the slip now, what was done and what was not, in sentences."""

    slip: Slip
    said: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    loans: tuple[int, ...] = field(default=())


class Attempts:
    """Keys for acts that must not be done twice: the same act, tried again after a lost answer, has the same key."""

    def __init__(self) -> None:
        """Start with nothing tried."""
        self._open: dict[object, str] = {}

    def key(self, act: object) -> str:
        """Return the key of an act that is tried now."""
        return self._open.setdefault(act, uuid4().hex)

    def answered(self, act: object) -> None:
        """Forget an act whose answer is there: the next like it is another."""
        self._open.pop(act, None)


async def looked_at(session: Session, slip: Slip, *, afresh: bool) -> tuple[Slip, list[Wish]]:
    """Return the slip with rulings for what has none yet (``afresh``: for all that is open), and what was refused.

    The refused ones are those that were not before: a refusal is told once, and recorded once.
    """
    lines = [line for line in slip.open if afresh or (isinstance(line, Wish) and line.ruling is None)]
    kinds = {line.item.id: line.kind if isinstance(line, Wish) else None for line in lines}
    person, seen, forms = await session.look(_seen, slip.eyes, kinds)
    ruled = replace(slip_keys.with_forms(slip_keys.ruled(slip, seen), forms), person=person)
    known = {line.item.id for line in slip.open if isinstance(line, Wish) and _is_refused(line)}
    fresh = [line for line in ruled.open if isinstance(line, Wish) and _is_refused(line) and line.item.id not in known]
    return ruled, fresh


async def forms_kinds(session: Session, meaning: Meaning) -> dict[int, Kind]:
    """Return how each item of a form was asked for; empty for what is no form."""
    if meaning.form is None:
        return {}
    try:
        lines = await session.look(request_shown, meaning.form.request_id)
    except NotThere:
        return {}
    return {line.item.id: line.kind for line in lines}


async def confirm(session: Session, slip: Slip, attempts: Attempts) -> Done:
    """Take back what comes back, then copy and hand over what is ready."""
    done = Done(slip)
    for line in slip.coming:
        done = await _take_back(session, done, line, attempts)
    for wish in slip.ready:
        if wish.kind is Kind.COPY:
            done = await _copy(session, done, wish)
    out = tuple(wish for wish in slip.ready if wish.kind is not Kind.COPY)
    return await _hand_over(session, done, out, attempts) if out else done


async def _take_back(session: Session, done: Done, line: Return, attempts: Attempts) -> Done:
    pages = line.pages if line.pages is not None else line.item.pages
    act = ("give_back", line.item.id)
    outcome = await session.act(
        lending.give_back, line.item.id, pages=pages, state=_state(line), incident=line.incident, note=line.note,
        key=attempts.key(act),
    )  # fmt: skip
    attempts.answered(act)
    back = outcome.done
    if back is None:
        return replace(done, refused=(*done.refused, _against(line.item, outcome)))
    slip = slip_keys.taken_back(done.slip, line.item.id, back.late, len(back.incidents), back.loan_id)
    words = _("{code} back from {name}").format(code=line.item.label, name=line.item.holder)
    if back.incidents:
        count = len(back.incidents)
        more = ngettext("{count} incident opened", "{count} incidents opened", count).format(count=count)
        words = clauses([words, more])
    return replace(done, slip=slip, said=(*done.said, words))


def _state(line: Return) -> str:
    """Return the state of an item that comes back, as it is recorded."""
    if line.incident is not None:
        return line.note or incident_word(line.incident)
    return _("pages missing") if line.missing else _("complete and in good order")


async def _copy(session: Session, done: Done, wish: Wish) -> Done:
    assert done.slip.person is not None
    outcome = await session.act(lending.make_copy, done.slip.person.id, wish.item.id)
    if outcome.done is None:
        slip = slip_keys.ruled(done.slip, {wish.item.id: (wish.item, outcome.ruling)})
        return replace(done, slip=slip, refused=(*done.refused, _against(wish.item, outcome)))
    words = _("{code} copied for {name}").format(code=wish.item.label, name=done.slip.person.name)
    slip = slip_keys.lent(done.slip, {wish.item.id: (outcome.done, None)})
    return replace(done, slip=slip, said=(*done.said, words))


async def _hand_over(session: Session, done: Done, out: tuple[Wish, ...], attempts: Attempts) -> Done:
    person = done.slip.person
    assert person is not None
    wanted = [Wanted(wish.item.id, wish.kind, wish.until) for wish in out]
    act = ("check_out", person.id, tuple(wanted))
    outcomes = await session.act(lending.check_out, person.id, wanted, pledged=True, key=attempts.key(act))
    attempts.answered(act)
    lent = {item: outcome.done for item, outcome in outcomes.items() if outcome.done is not None}
    if lent:
        slip = slip_keys.lent(done.slip, {item: (loan.loan_id, loan.due_at) for item, loan in lent.items()})
        words = _out_words(out, lent, person.name, session)
        loans = tuple(loan.loan_id for loan in lent.values())
        return replace(done, slip=slip, said=(*done.said, words), loans=loans)
    seen: Seen = {wish.item.id: (wish.item, outcomes[wish.item.id].ruling) for wish in out}
    against = [_against(wish.item, outcomes[wish.item.id]) for wish in out if not outcomes[wish.item.id].ruling.allowed]
    told = [_("nothing went out: {why}").format(why=clauses(against))]
    return replace(done, slip=slip_keys.ruled(done.slip, seen), refused=(*done.refused, *told))


def _out_words(out: Iterable[Wish], lent: Mapping[int, Lent], name: str, session: Session) -> str:
    wishes = list(out)
    if len(wishes) > 1:
        text = ngettext("{count} item out to {name}", "{count} items out to {name}", len(wishes))
        return text.format(count=len(wishes), name=name)
    (wish,) = wishes
    now, tz = session.clock.now().utc, session.seat.settings.tz
    text = (
        _("{code} to {name} in the room, until {when}")
        if wish.kind is Kind.READING
        else _("{code} out to {name}, due {when}")
    )
    return text.format(code=wish.item.label, name=name, when=due_text(lent[wish.item.id].due_at, now, tz))


def _against(item: ItemShown, outcome: Outcome[Any]) -> str:
    return f"{item.label} {clauses([cited(clause) for clause in outcome.ruling.against])}"


def _is_refused(line: Wish) -> bool:
    return line.ruling is not None and line.ruling.decision is Decision.REFUSED


def _seen(
    archive: Archive, actor: Actor, borrower_id: int | None, kinds: Mapping[int, Kind | None]
) -> tuple[PersonShown | None, Seen, Mapping[tuple[int, Kind], str]]:
    """Return who stands at the desk, those items with their rulings (none for what comes back), and open forms."""
    person = finding.person_shown(archive, actor, borrower_id) if borrower_id is not None else None
    seen: dict[int, tuple[ItemShown, Ruling | None]] = {}
    for item_id, kind in kinds.items():
        ruling = None
        if borrower_id is not None and kind is not None:
            ruling = finding.ruling_for(archive, actor, borrower_id, item_id, kind)
        seen[item_id] = (finding.item_shown(archive, actor, item_id, borrower_id), ruling)
    forms = open_forms(archive, actor, borrower_id) if borrower_id is not None else {}
    return person, seen, forms
