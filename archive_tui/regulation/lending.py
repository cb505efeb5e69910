"""Lending and reading (6.7.1 to 6.7.6): one ruling for one person, one item and one way of using it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive_tui.regulation.authority import Matter, capacity_of, goes_direct, stage_signers
from archive_tui.regulation.levels import Kind, Level, State, ever_allowed, most_allowed
from archive_tui.regulation.moments import closing_of_day
from archive_tui.regulation.people import Roster
from archive_tui.regulation.rulings import Clause, Decision, Fact, Ruling, Stage
from archive_tui.regulation.settings import Settings

#: A secret paper is back four hours after it went out, nights and holidays included (6.7.3 reading a).
SECRET_TERM = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Paper:
    """What the rules need to know of an item: where it is, its level, where it came from, who has it."""

    id: int
    level: Level
    origin_id: int | None
    state: State
    holder_id: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """A decision on one item of an application, as it was signed.

    ``level`` is the item's level when it was signed; ``voided`` says that the level rose since; ``used`` that a
    check-out used it up; ``closed`` is what became of its application (used, refused, withdrawn, void, lapsed), None
    while that is open; ``office`` and ``manager`` signatures go together (6.7.2).
    """

    id: int
    request_id: int
    stage: Stage
    kind: Kind
    borrower_id: int
    item_id: int
    signer_id: int
    approve: bool
    level: Level
    at: datetime
    voided: bool = False
    used: bool = False
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the borrower stands: what is overdue, and incidents still open (6.7.6 reading)."""

    overdue: int = 0
    open_incidents: int = 0


@dataclass(frozen=True)
class Case:
    """All that one ruling turns on: who wants what of which paper, when, and what was signed for it.

    ``applications`` are the borrower's open applications for it, whether anybody signed them yet or not.
    """

    roster: Roster
    settings: Settings
    borrower_id: int
    paper: Paper
    kind: Kind
    at: datetime
    sign_offs: Sequence[SignOff] = ()
    standing: Standing = Standing()
    applications: Sequence[int] = ()

    def __post_init__(self) -> None:
        """Refuse to be asked for nothing where the level allows something: that would be no question."""
        if self.kind is Kind.NONE and self.paper.level is not Level.TOP_SECRET:
            raise ValueError("nothing is asked for")

    @property
    def matter(self) -> Matter:
        """Return what is to be signed."""
        return Matter(self.paper.level, self.paper.origin_id, self.borrower_id, self.kind)


def rule(case: Case) -> Ruling:
    """Return the ruling on a check-out, a reading or a copy (6.7.1 to 6.7.3, 6.7.6; invariants 1 to 4 and 7)."""
    clauses = [*_borrower(case), *_level(case), *_whereabouts(case), *_standing(case), *_room(case)]
    if any(not c.holds for c in clauses):
        return _ruling(case, Decision.REFUSED, clauses, way_forward=_ways(case))
    if case.paper.level is Level.UNCLASSIFIED and goes_direct(case.roster, case.borrower_id, case.at):
        return _ruling(case, Decision.ALLOWED, [*clauses, Clause("6.7.1", True, "direct")])
    return _signed(case, clauses)


def due(case: Case) -> datetime:
    """Return when the paper would be due back, were it handed over now (6.7.2 and 6.7.3 readings a and b)."""
    closing = closing_of_day(case.at, case.settings.room_closes, case.settings.tz)
    if case.kind is Kind.READING:
        if case.paper.level is Level.SECRET:
            return min(case.at + SECRET_TERM, closing)
        return closing
    if case.paper.level is Level.SECRET:
        return case.at + SECRET_TERM
    return case.at + timedelta(days=case.settings.loan_days)


def stages(level: Level) -> tuple[Stage, ...]:
    """Return the signatures that an application for a paper of that level takes, in order."""
    return (Stage.MANAGER, Stage.OFFICE) if level is Level.UNCLASSIFIED else (Stage.SECRET,)


def _borrower(case: Case) -> list[Clause]:
    if case.roster.active(case.borrower_id, case.at):
        return []
    return [Clause("6.7", False, "borrower_not_on_staff")]


def _level(case: Case) -> list[Clause]:
    level = case.paper.level
    if level is Level.TOP_SECRET:
        return [Clause("6.7.3", False, "top_secret_never")]
    if level is Level.CONFIDENTIAL:
        code = {Kind.READING: "confidential_room_only", Kind.COPY: "confidential_no_copy"}
        return [Clause("6.7.3", case.kind is Kind.READING, code.get(case.kind, "confidential_not_lent"))]
    if level is Level.SECRET and case.kind is not Kind.COPY:
        return [Clause("6.7.3", True, "secret_four_hours")]
    return []


def _whereabouts(case: Case) -> list[Clause]:
    paper = case.paper
    if paper.state is State.IN_PLACE:
        return []
    if paper.state in (State.OUT, State.READING):
        holder = case.roster.persons.get(paper.holder_id or 0)
        facts: dict[str, Fact] = {"holder": holder.name if holder else "", "due_at": paper.due_at}
        if case.kind is Kind.COPY and paper.holder_id == case.borrower_id:
            return []
        return [Clause("6.7", False, f"item_{paper.state.value}", facts)]
    return [Clause("6.4" if paper.state is State.MISSING else "6.8.4", False, f"item_{paper.state.value}")]


def _standing(case: Case) -> list[Clause]:
    standing = case.standing
    blocks = case.settings.blocks_classified and case.paper.level.classified
    clauses = []
    if standing.overdue:
        clauses.append(Clause("6.7.6", not blocks, "borrower_overdue", {"count": standing.overdue}))
    if standing.open_incidents:
        clauses.append(Clause("6.7.6", not blocks, "borrower_incident", {"count": standing.open_incidents}))
    return clauses


def _room(case: Case) -> list[Clause]:
    if case.kind is not Kind.READING or not ever_allowed(case.paper.level, case.kind):
        return []
    closing = closing_of_day(case.at, case.settings.room_closes, case.settings.tz)
    if case.at < closing:
        return []
    return [Clause("6.7.3", False, "room_closed", {"closes_at": closing})]


def _ways(case: Case) -> tuple[str, ...]:
    level, kind = case.paper.level, case.kind
    ways = []
    if level is Level.TOP_SECRET:
        return ("custody_only",)
    if not ever_allowed(level, kind) and ever_allowed(level, Kind.READING):
        ways.append("read_in_room")
    if case.paper.state in (State.OUT, State.READING):
        ways.append("wait_for_return")
    if case.settings.blocks_classified and level.classified:
        if case.standing.overdue:
            ways.append("return_overdue")
        if case.standing.open_incidents:
            ways.append("close_incident")
    if any(c.code == "room_closed" for c in _room(case)):
        ways.append("come_tomorrow")
    return tuple(ways)


def _signed(case: Case, clauses: list[Clause]) -> Ruling:
    live = [s for s in case.sign_offs if s.closed is None]
    rulings = [
        _with_request(case, clauses, [s for s in live if s.request_id == request_id])
        for request_id in sorted({*case.applications, *(s.request_id for s in live)}, reverse=True)
    ]
    if not rulings:
        first = stages(case.paper.level)[0]
        told = _closed_before(case) or Clause(_article(case), False, f"unsigned_{first.value}")
        return _missing(case, [*clauses, told], first)
    # The application that is furthest on tells best what is missing; the newest of several.
    return max(rulings, key=lambda ruling: (ruling.allowed, _progress(ruling)))


def _closed_before(case: Case) -> Clause | None:
    """Return what became of the latest application, closed lately, where none is open: why it doesn't count now."""
    latest = max((s.request_id for s in case.sign_offs), default=0)
    signed = [s for s in case.sign_offs if s.request_id == latest]
    for sign_off in sorted(signed, key=lambda s: (s.approve, -s.id)):
        told = "refused" if not sign_off.approve else sign_off.closed
        # Whoever made out a form that another refused didn't refuse it; and what was withdrawn is as if never asked.
        if told not in ("withdrawn", None) and (told == "refused") is not sign_off.approve:
            return Clause(_article(case), False, f"sign_off_{told}", _facts(case, sign_off))
    return None


def _article(case: Case) -> str:
    return "6.7.2" if case.paper.level is Level.UNCLASSIFIED else "6.7.3"


def _facts(case: Case, sign_off: SignOff) -> dict[str, Fact]:
    signer = case.roster.persons.get(sign_off.signer_id)
    return {
        "name": signer.name if signer else "", "stage": sign_off.stage.value,
        "request": sign_off.request_id, "at": sign_off.at,
    }  # fmt: skip


def _progress(ruling: Ruling) -> int:
    return sum(1 for c in ruling.clauses if c.code in ("signed", "self_approved"))


def _with_request(case: Case, clauses: list[Clause], sign_offs: list[SignOff]) -> Ruling:
    told, uses = list(clauses), []
    for stage in stages(case.paper.level):
        clause, used = _stage(case, stage, [s for s in sign_offs if s.stage is stage])
        told.append(clause)
        if used is None:
            return _missing(case, told, stage)
        uses.append(used)
    return _ruling(case, Decision.ALLOWED, told, uses=tuple(uses))


def _stage(case: Case, stage: Stage, sign_offs: list[SignOff]) -> tuple[Clause, int | None]:
    against: Clause | None = None
    for sign_off in sorted(sign_offs, key=lambda s: s.id, reverse=True):
        facts = _facts(case, sign_off)
        fault = fault_of(case, sign_off)
        if fault is None:
            own = sign_off.signer_id == case.borrower_id and stage is not Stage.MANAGER
            by = capacity_of(case.roster, sign_off.signer_id, stage, case.matter, case.at, case.settings)
            if by is not None:
                facts |= {"by": by.by.value, "letter": by.letter}
            return Clause(_article(case), True, "self_approved" if own else "signed", facts), sign_off.id
        against = against or Clause(_article(case), False, f"sign_off_{fault}", facts)
    return against or Clause(_article(case), False, f"unsigned_{stage.value}"), None


def fault_of(case: Case, sign_off: SignOff) -> str | None:
    """Return why a sign-off does not count for the case now, or None if it does.

    Judged again at every check-out: single use, the item's level, the lapse, and whether the signer could still
    sign it today (6.7.2, 6.7.3; invariants 3 and 5).
    """
    if sign_off.used:
        return "used"
    if not sign_off.approve:
        return "refused"
    if sign_off.closed is not None:
        return sign_off.closed
    if sign_off.voided or sign_off.level is not case.paper.level or sign_off.kind is not case.kind:
        return "void"
    if sign_off.item_id != case.paper.id or sign_off.borrower_id != case.borrower_id:
        return "void"
    if sign_off.stage is not Stage.MANAGER and not _fresh(case, sign_off):
        return "lapsed"
    by = capacity_of(case.roster, sign_off.signer_id, sign_off.stage, case.matter, case.at, case.settings)
    return None if by else "signer_lost"


def _fresh(case: Case, sign_off: SignOff) -> bool:
    return sign_off.at <= case.at <= sign_off.at + case.settings.sign_off_lapse


def _missing(case: Case, clauses: list[Clause], stage: Stage) -> Ruling:
    signers = stage_signers(case.roster, stage, case.matter, case.at, case.settings)
    ways = ["ask_signer" if signers else "nobody_can_sign"]
    if case.kind is Kind.OUT and case.paper.level is Level.SECRET:
        ways.append("read_in_room_too")
    ruling = _ruling(case, Decision.NEEDS_SIGN_OFF, clauses, way_forward=tuple(ways))
    return Ruling(
        ruling.decision, ruling.kind, ruling.most, ruling.clauses, stage, signers, ruling.way_forward,
        due_at=ruling.due_at, closes_at=ruling.closes_at,
    )  # fmt: skip


def _ruling(
    case: Case,
    decision: Decision,
    clauses: Sequence[Clause],
    uses: tuple[int, ...] = (),
    way_forward: tuple[str, ...] = (),
) -> Ruling:
    due_at = None if decision is Decision.REFUSED or case.kind is Kind.COPY else due(case)
    closes_at = None
    if due_at is not None and case.kind is Kind.OUT and case.paper.level is Level.SECRET:
        closing = closing_of_day(case.at, case.settings.room_closes, case.settings.tz)
        # After closing there is no shorter loan to offer any more.
        closes_at = closing if case.at < closing < due_at else None
    return Ruling(
        decision, case.kind, most_allowed(case.paper.level), tuple(clauses),
        way_forward=way_forward, uses=uses, due_at=due_at, closes_at=closes_at,
    )  # fmt: skip
