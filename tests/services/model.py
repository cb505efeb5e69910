"""A plain model of an archive room: lists and sums, written from the regulation and not from the program.

The state machine asks it what must come of every act, and holds the archive to that. Times are UTC seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOUR, DAY = 3600, 86_400
LEVELS = ("unclassified", "secret", "confidential", "top_secret")
DIRECT = {"gm", "deputy", "office_director"}
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Post:
    """A role held for a time."""

    person: int
    role: str
    department: int | None
    since: int
    until: int | None = None


@dataclass
class Letter:
    """A letter of delegation."""

    number: int
    deputy: int
    since: int
    until: int
    departments: tuple[int, ...] | None
    levels: tuple[str, ...]
    revoked: int | None = None


@dataclass
class Paper:
    """An item."""

    department: int
    level: str
    state: str = "in_place"
    raised: int = 0
    lowered_in_place: bool = False


@dataclass
class Signature:
    """A decision on a line; ``order`` counts signatures and raises in one row."""

    stage: str
    signer: int
    approve: bool
    level: str
    at: int
    order: int


@dataclass
class Line:
    """One item of an application."""

    request: int
    item: int
    kind: str
    borrower: int
    outcome: str | None = None
    signatures: list[Signature] = field(default_factory=list)


@dataclass
class Loan:
    """One handing over."""

    item: int
    borrower: int
    kind: str
    level: str
    out: int
    boot: tuple[str, int]
    due: int
    renewed: int = 0
    returned: int | None = None
    late: bool = False
    recalled: bool = False
    ran: int = 0
    was_recalled: bool = False
    reversed: bool = False
    undone: bool = False


@dataclass
class Incident:
    """Something wrong, open until closed."""

    item: int
    borrower: int | None
    kind: str
    open: bool = True
    loan: int | None = None


class Room:
    """The archive room as the regulation sees it."""

    def __init__(self, now: int) -> None:
        """Begin with nobody and nothing."""
        self.now = now
        self.boot = ("test-boot", 0)
        self.homes: dict[int, int] = {}
        self.left: dict[int, int] = {}
        self.posts: list[Post] = []
        self.letters: list[Letter] = []
        self.absences: list[list[int | None]] = []
        self.papers: dict[int, Paper] = {}
        self.lines: dict[int, Line] = {}
        self.loans: dict[int, Loan] = {}
        self.incidents: dict[int, Incident] = {}
        self.settings = {
            "sign_off_hours": "24", "in_charge_of": "origin", "confidential_by": "as_secret",
            "blocks_classified": "yes", "loan_days": "14", "renewals": "1", "unreturn_minutes": "30",
        }  # fmt: skip
        self.order = 0

    # --- people

    def active(self, person: int) -> bool:
        """Return whether a person is with the company."""
        return person in self.homes and self.now < self.left.get(person, self.now + 1)

    def posts_of(self, person: int, role: str) -> list[Post]:
        """Return the running posts of a role."""
        if not self.active(person):
            return []
        return [
            p
            for p in self.posts
            if (p.person, p.role) == (person, role) and p.since <= self.now and (p.until is None or self.now < p.until)
        ]

    def holds(self, person: int, *roles: str) -> bool:
        """Return whether a person holds one of the roles."""
        return any(self.posts_of(person, role) for role in roles)

    def gm_away(self) -> bool:
        """Return whether the GM is away on business."""
        return any(
            since is not None and since <= self.now and (until is None or self.now < until) and self.holds(gm, "gm")
            for gm, since, until in self.absences
            if gm is not None
        )

    def may_ask(self, actor: int, borrower: int) -> bool:
        """Return whether one person may ask for another (6.7.2)."""
        if not self.active(actor):
            return False
        mine = {p.department for p in self.posts_of(actor, "manager")}
        return actor == borrower or self.homes[borrower] in mine or self.holds(actor, "archivist")

    def signers(self, stage: str, item: int, borrower: int, kind: str) -> set[int]:
        """Return who can give a signature now (6.7.2, 6.7.3 c, d and e)."""
        return {person for person in self.homes if self._signs(person, stage, self.papers[item], borrower, kind)}

    def _signs(self, person: int, stage: str, paper: Paper, borrower: int, kind: str) -> bool:
        if stage == "manager":
            return any(p.department == self.homes[borrower] for p in self.posts_of(person, "manager"))
        if self.holds(person, "gm"):
            return True
        if person == borrower:
            return False
        if stage == "office":
            return self.holds(person, "office_director")
        return self._in_charge(person, paper, borrower) or (kind != "copy" and self._by_letter(person, paper))

    def _in_charge(self, person: int, paper: Paper, borrower: int) -> bool:
        if paper.level == "confidential" and self.settings["confidential_by"] == "gm_only":
            return False
        mine = {p.department for p in self.posts_of(person, "deputy")}
        wanted = {
            "origin": {paper.department},
            "borrower": {self.homes[borrower]},
            "both": {paper.department, self.homes[borrower]},
        }[self.settings["in_charge_of"]]
        return wanted <= mine

    def _by_letter(self, person: int, paper: Paper) -> bool:
        return (
            self.gm_away()
            and self.holds(person, "deputy")
            and any(
                letter.deputy == person
                and letter.since <= self.now < letter.until
                and (letter.revoked is None or self.now < letter.revoked)
                and paper.level in letter.levels
                and (letter.departments is None or paper.department in letter.departments)
                for letter in self.letters
            )
        )

    # --- applications

    @staticmethod
    def ever(level: str, kind: str) -> bool:
        """Return whether a level ever allows that (6.7.3, 6.7.6)."""
        return level in ("unclassified", "secret") or (level == "confidential" and kind == "reading")

    @staticmethod
    def most(level: str) -> str:
        """Return the most that a level allows."""
        return {"confidential": "reading", "top_secret": "none"}.get(level, "out")

    @staticmethod
    def stages(level: str) -> tuple[str, ...]:
        """Return the signatures that an application takes, in order."""
        return ("manager", "office") if level == "unclassified" else ("secret",)

    def direct(self, person: int, item: int) -> bool:
        """Return whether 6.7.1 is enough."""
        return self.papers[item].level == "unclassified" and self.holds(person, *DIRECT)

    def void(self, line: Line, signature: Signature) -> bool:
        """Return whether a signature is void: the level changed since (invariant 5)."""
        paper = self.papers[line.item]
        return signature.approve and (signature.level != paper.level or signature.order < paper.raised)

    def lapsed(self, signature: Signature) -> bool:
        """Return whether an approval is too old; a manager's form waits."""
        age = self.now - signature.at
        return signature.stage != "manager" and not 0 <= age <= int(self.settings["sign_off_hours"]) * HOUR

    def missing(self, line: Line) -> str | None:
        """Return the signature that an open line waits for."""
        for stage in self.stages(self.papers[line.item].level):
            able = self.signers(stage, line.item, line.borrower, line.kind)
            if not any(
                s.stage == stage and s.approve and not self.void(line, s) and not self.lapsed(s) and s.signer in able
                for s in line.signatures
            ):
                return stage
        return None

    def spent(self, line: Line) -> str | None:
        """Return why an open line leads nowhere any more."""
        if not self.ever(self.papers[line.item].level, line.kind):
            return "void"
        if any(self.void(line, s) for s in line.signatures):
            return "void"
        if any(s.approve and self.lapsed(s) for s in line.signatures) and self.missing(line) is not None:
            return "lapsed"
        return None

    def open_lines(self, borrower: int, item: int, kind: str) -> list[int]:
        """Return the open lines for that."""
        return [
            i
            for i, one in self.lines.items()
            if one.outcome is None and (one.borrower, one.item, one.kind) == (borrower, item, kind)
        ]

    def waiting(self, borrower: int, item: int, kind: str) -> list[int]:
        """Return the open lines for that which still lead somewhere."""
        return [i for i in self.open_lines(borrower, item, kind) if self.spent(self.lines[i]) is None]

    def close_spent(self, borrower: int, item: int, kind: str) -> None:
        """Close the lines for that which lead nowhere: asking anew does so."""
        for i in self.open_lines(borrower, item, kind):
            self.lines[i].outcome = self.spent(self.lines[i])

    def can_sign(self, signer: int, line: Line) -> str | None:
        """Return the stage that the person can sign now on a line, if any."""
        stage = None if line.outcome or self.spent(line) else self.missing(line)
        return stage if stage and signer in self.signers(stage, line.item, line.borrower, line.kind) else None

    # --- lending

    def may_have(self, borrower: int, item: int, kind: str) -> bool:
        """Return whether something may be handed over or copied now."""
        paper = self.papers[item]
        held = next((i for i in self.open_loans(item)), None)
        there = paper.state == "in_place" or (
            kind == "copy" and held is not None and self.loans[held].borrower == borrower
        )
        if not (self.active(borrower) and self.ever(paper.level, kind) and there):
            return False
        if self.blocked(borrower, paper) or (kind == "reading" and self.now >= self.closing()):
            return False
        return self.direct(borrower, item) or any(
            self.missing(self.lines[i]) is None for i in self.open_lines(borrower, item, kind)
        )

    def blocked(self, borrower: int, paper: Paper) -> bool:
        """Return whether 6.7.6 blocks a classified paper."""
        if self.settings["blocks_classified"] == "no" or paper.level == "unclassified":
            return False
        overdue = any(one.borrower == borrower and self.is_late(one) for one in self.out())
        return overdue or any(one.open and one.borrower == borrower for one in self.incidents.values())

    def closing(self) -> int:
        """Return when the room closes today."""
        local = datetime.fromtimestamp(self.now, UTC).astimezone(ZONE)
        return int(local.replace(hour=17, minute=30, second=0).timestamp())

    def due(self, item: int, kind: str) -> int:
        """Return when something handed over now would be due."""
        level = self.papers[item].level
        latest = self.now + (4 * HOUR if level == "secret" else int(self.settings["loan_days"]) * DAY)
        return min(latest, self.closing()) if kind == "reading" else latest

    def is_late(self, loan: Loan) -> bool:
        """Return whether a loan would be late were it back now: by the boot clock within one boot."""
        return self.run_of(loan) > loan.due - loan.out

    def out(self) -> list[Loan]:
        """Return all open loans."""
        return [one for one in self.loans.values() if one.returned is None]

    def open_loans(self, item: int) -> list[int]:
        """Return the open loans of an item."""
        return [i for i, one in self.loans.items() if one.item == item and one.returned is None]

    def may_renew(self, loan: Loan) -> bool:
        """Return whether a loan may be renewed (6.7.2; 6.7.3 a)."""
        return (
            loan.returned is None
            and (loan.kind, loan.level, self.papers[loan.item].level) == ("out", "unclassified", "unclassified")
            and not loan.recalled
            and not self.is_late(loan)
            and loan.renewed < int(self.settings["renewals"])
        )

    def may_go_on(self, loan_id: int) -> bool:
        """Return whether a return was a mistake that may still be undone: lately, once, and nothing became of it."""
        loan, paper = self.loans[loan_id], self.papers[self.loans[loan_id].item]
        if loan.returned is None or loan.reversed or loan.undone:
            return False
        window = int(self.settings["unreturn_minutes"]) * 60
        # Both clocks: the wall's, and how long the loan had run by its own clock when it was taken back.
        ago = self.run_of(loan) - loan.ran
        return (
            window > 0
            and 0 <= self.now - loan.returned <= window
            and ago <= window
            and paper.state == "in_place"
            and not paper.lowered_in_place
            and loan_id == max(i for i, one in self.loans.items() if one.item == loan.item)
            and self.active(loan.borrower)
        )

    def run_of(self, loan: Loan) -> int:
        """Return for how long a loan has run, by the boot clock within one boot."""
        return self.boot[1] - loan.boot[1] if loan.boot[0] == self.boot[0] else self.now - loan.out
