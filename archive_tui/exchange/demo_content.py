"""The demo company: an archive that feels like a real one, one seed, with times around ``now``.

Pure content: nothing is written here and nothing but ``now`` is asked for. What is out, signed and waiting
keeps to the regulation: a loader can carry it out through the services, or write it straight to the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from archive_tui.exchange import demo_people
from archive_tui.exchange.demo_history import past, refused
from archive_tui.exchange.demo_items import items as all_items
from archive_tui.exchange.demo_present import present
from archive_tui.exchange.demo_records import (
    DemoAbsence,
    DemoCompany,
    DemoDepartment,
    DemoExamples,
    DemoIncident,
    DemoItem,
    DemoLetter,
    DemoLoan,
    DemoPerson,
    DemoRefusal,
    DemoReminder,
    DemoRequest,
    DemoRole,
    DemoSignOff,
)
from archive_tui.exchange.demo_times import ZONE, closing_time, local, moment, months_ago
from archive_tui.exchange.demo_visits import Pool, Rules, Visit, rules

__all__ = [
    "DemoAbsence", "DemoCompany", "DemoDepartment", "DemoExamples", "DemoIncident", "DemoItem", "DemoLetter",
    "DemoLoan", "DemoPerson", "DemoRefusal", "DemoReminder", "DemoRequest", "DemoRole", "DemoSignOff", "demo_company",
]  # fmt: skip

COMPANY, GROUP, FONDS = "岳衡设备租赁有限公司", "岳衡建工集团有限公司", "Z109"
#: The seed is the day on which the regulation came into force.
SEED = 20161023
#: With fewer items than this there is not enough of each level to lend.
LEAST = 2000


def demo_company(now: datetime, items: int = 3000) -> DemoCompany:
    """Return the demo company as of ``now`` (aware) with so many items, 2,000 at least; raises ValueError.

    The last item's date is not after ``now``; requests and loans are numbered from 1 in order of time.
    """
    if now.tzinfo is None or items < LEAST:
        raise ValueError("now must be aware, and there must be at least 2,000 items")
    now = now.astimezone(UTC).replace(microsecond=0)
    today, rng = local(now).date(), Random(SEED)
    people, roles, offices = demo_people.people(now), demo_people.roles(now), demo_people.departments()
    closes = closing_time(now)
    filed = all_items(rng, today, items, offices, people, FONDS)
    # What was lent during the last year was filed before it.
    pool, who = Pool(rng, filed, today - timedelta(days=400)), rules(people, roles, closes)
    visits = [*present(now, pool, who), *past(rng, now, pool, who)]
    requests = _requests(visits)
    loans = _loans(visits, requests, who)
    examples = _examples(pool)
    return DemoCompany(
        COMPANY, GROUP, FONDS, ZONE, closes, months_ago(now, 144), offices, people, roles,
        demo_people.letters(now), demo_people.absences(now), filed, tuple(requests), tuple(loans),
        tuple(_incidents(visits, loans)), tuple(_reminders(now, loans, who)), tuple(refused(rng, now, pool, who)),
        examples,
    )  # fmt: skip


def _requests(visits: Iterable[Visit]) -> list[DemoRequest]:
    asked = [(v.made_at, v) for v in visits if v.made_at is not None]
    return [
        DemoRequest(
            number, v.borrower, v.made_by, made_at, v.kind, tuple(i.archival_code for i in v.items),
            v.purpose, v.sign_offs, v.state,
        )
        for number, (made_at, v) in enumerate(sorted(asked, key=lambda pair: pair[0]), start=1)
    ]  # fmt: skip


def _loans(visits: Iterable[Visit], requests: Iterable[DemoRequest], who: Rules) -> list[DemoLoan]:
    by_item = {code: request.number for request in requests for code in request.items}
    handed = sorted(_handed_over(visits), key=lambda one: (one[0], one[2].archival_code))
    return [
        DemoLoan(
            number, item.archival_code, v.borrower, v.kind, who.archivist(out_at), out_at, due_at,
            by_item.get(item.archival_code), v.returned_at,
            *((who.archivist(v.returned_at), item.pages, _state(v)) if v.returned_at else ()),
        )
        for number, (out_at, due_at, item, v) in enumerate(handed, start=1)
    ]  # fmt: skip


def _handed_over(visits: Iterable[Visit]) -> Iterator[tuple[datetime, datetime, DemoItem, Visit]]:
    for visit in visits:
        if visit.out_at is not None and visit.due_at is not None:
            for item in visit.items:
                yield visit.out_at, visit.due_at, item, visit


def _state(visit: Visit) -> str:
    return (visit.trouble[1] if visit.trouble else "") or "完好"


def _incidents(visits: Iterable[Visit], loans: Iterable[DemoLoan]) -> Iterator[DemoIncident]:
    by_item = {loan.archival_code: loan for loan in loans}
    for visit in visits:
        if visit.trouble is not None:
            loan = by_item[visit.items[0].archival_code]
            assert loan.taken_by is not None and loan.returned_at is not None
            closed_by, reason, closed_at = visit.settled or (None, "", None)
            yield DemoIncident(
                loan.archival_code, loan.borrower, loan.number, *visit.trouble, loan.taken_by,
                loan.returned_at, closed_by, closed_at, reason,
            )  # fmt: skip


def _reminders(now: datetime, loans: Iterable[DemoLoan], who: Rules) -> Iterator[DemoReminder]:
    """Yield a reminder on the morning after each day on which something was due and had not come back."""
    for loan in loans:
        at = moment(local(loan.due_at).date() + timedelta(days=1), 9, 20)
        if loan.due_at < at < min(now, loan.returned_at or now):
            yield DemoReminder(loan.number, who.archivist(at), at)


def _examples(pool: Pool) -> DemoExamples:
    return DemoExamples(
        pool.draw("unclassified", ("BGS",), "放假安排").archival_code,
        pool.draw("secret", ("ZLB",), "塔式起重机").archival_code,
        pool.draw("confidential", ("SCB",), "信用调查报告").archival_code,
        pool.draw("top_secret", part="投标底价").archival_code,
        pool.draw("unclassified", ("BGS",), "合同纸采购合同").archival_code,
    )
