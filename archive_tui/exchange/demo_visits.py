"""Visits to the demo archive's desk: an application with its signatures, and what was handed over on it.

Whatever is made here keeps to 6.7.1 to 6.7.3: the signer is the department's manager, the office director,
the deputy in charge of the paper's department, or who is named; nobody signs for himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from archive_tui.exchange.demo_records import DemoItem, DemoPerson, DemoRole, DemoSignOff
from archive_tui.exchange.demo_times import closing_of

#: How long a loan runs (6.7.2 and 6.7.3 readings): unclassified, and secret.
TERM, SECRET_TERM = timedelta(days=14), timedelta(hours=4)


@dataclass(frozen=True)
class Visit:
    """What one person asked for at one time, and got; ``returned_at`` is None while it has not come back.

    ``made_at`` is None where no application is needed (6.7.1), ``out_at`` where nothing went out. ``trouble``
    is the kind and note of what was found wrong at the return, ``settled`` who closed it, why and when.
    """

    borrower: str
    kind: str
    items: tuple[DemoItem, ...]
    made_by: str = ""
    made_at: datetime | None = None
    purpose: str = ""
    sign_offs: tuple[DemoSignOff, ...] = ()
    state: str = "used"
    out_at: datetime | None = None
    due_at: datetime | None = None
    returned_at: datetime | None = None
    trouble: tuple[str, str] | None = None
    settled: tuple[str, str, datetime] | None = None


class Pool:
    """The items that visits draw from, none of them twice."""

    def __init__(self, rng: Random, items: Iterable[DemoItem], newest: date) -> None:
        """Take the items whose original is in the room and whose date is not after ``newest``."""
        self._items: dict[str, list[DemoItem]] = {}
        for item in items:
            if item.original and item.document_date <= newest.isoformat():
                self._items.setdefault(item.level, []).append(item)
        for some in self._items.values():
            rng.shuffle(some)
        self._taken: set[str] = set()

    def draw(self, level: str, offices: Sequence[str] = (), part: str = "", strict: bool = False) -> DemoItem:
        """Return a free item of that level, if it can be of those offices and with ``part`` in its title.

        ``strict``: of those offices it must be. Raises ValueError when there is none left.
        """
        free = [i for i in self._items.get(level, ()) if i.archival_code not in self._taken]
        fitting = [i for i in free if not offices or i.department in offices]
        named = (i for i in fitting if part in i.title)
        best = next(named, None) or next(iter(fitting or (() if strict else free)), None)
        if best is None:
            raise ValueError(f"no {level} item is left for the demo: make it with more items")
        self._taken.add(best.archival_code)
        return best


@dataclass(frozen=True)
class Rules:
    """Who signs for which department, as of the demo's last two years, and when the reading room closes."""

    closes: time
    homes: Mapping[str, str]
    managers: Mapping[str, str]
    deputies: Mapping[str, str]
    archivists: Sequence[DemoRole] = field(default=())

    def archivist(self, at: datetime) -> str:
        """Return who was the archivist at a moment."""
        return next(r.login for r in self.archivists if r.since <= at and (r.until is None or at < r.until))

    def due(self, kind: str, level: str, out_at: datetime) -> datetime:
        """Return when an item is due back that was handed over at ``out_at``."""
        if kind == "reading":
            return closing_of(out_at, self.closes)
        return out_at + (SECRET_TERM if level == "secret" else TERM)

    def direct(self, borrower: str, item: DemoItem, out_at: datetime) -> Visit:
        """Return an unclassified loan to the GM, a deputy or the office director (6.7.1)."""
        return Visit(borrower, "out", (item,), out_at=out_at, due_at=out_at + TERM)

    def applied(
        self,
        borrower: str,
        items: tuple[DemoItem, ...],
        out_at: datetime,
        purpose: str,
        office: str = "director",
    ) -> Visit:
        """Return an unclassified loan on the manager's application, approved by the GM's office (6.7.2)."""
        manager = self.managers[self.homes[borrower]]
        # In the GM's office the manager is the office director: two different people sign all the same.
        office = "gm" if manager == "director" else office
        signed = (
            DemoSignOff("manager", manager, out_at - timedelta(minutes=64)),
            DemoSignOff("office", office, out_at - timedelta(minutes=23), reason="同意"),
        )
        return Visit(
            borrower, "out", items, manager, out_at - timedelta(minutes=66), purpose, signed,
            out_at=out_at, due_at=out_at + TERM,
        )  # fmt: skip

    def classified(
        self, borrower: str, item: DemoItem, out_at: datetime, purpose: str, signer: str | None = None
    ) -> Visit:
        """Return a secret loan or a confidential reading, signed by the deputy in charge or ``signer``."""
        kind = "out" if item.level == "secret" else "reading"
        by = signer or self.deputies[item.department]
        signed = (DemoSignOff("secret", by, out_at - timedelta(minutes=11), reason="同意，按规定时限归还"),)
        return Visit(
            borrower, kind, (item,), borrower, out_at - timedelta(minutes=24), purpose, signed,
            out_at=out_at, due_at=self.due(kind, item.level, out_at),
        )  # fmt: skip


def rules(people: Iterable[DemoPerson], roles: Sequence[DemoRole], closes: time) -> Rules:
    """Return who signs for which department."""
    posts = {
        role: {r.department: r.login for r in roles if r.role == role and r.department and r.until is None}
        for role in ("manager", "deputy")
    }
    return Rules(
        closes, {p.login: p.department for p in people}, posts["manager"], posts["deputy"],
        [r for r in roles if r.role == "archivist"],
    )  # fmt: skip
