"""The demo company's past as a list of dated acts, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from archive_tui.exchange import demo_acts as acts
from archive_tui.exchange.demo_filing import filings
from archive_tui.exchange.demo_records import DemoCompany, DemoLoan
from archive_tui.regulation.people import Role

#: A moment, and what happened then.
Dated = tuple[datetime, Callable[[acts.Teller], None]]


def begins_at(company: DemoCompany) -> datetime:
    """Return when the archive was founded: when its first archivist was appointed."""
    return min(role.since for role in company.roles if role.role == Role.ARCHIVIST)


def story(company: DemoCompany, now: datetime) -> list[Dated]:
    """Return all acts of the company's past in order of time; those of one moment in the order of cause and effect."""
    told = [*_people(company), *_powers(company), *_filings(company, now), *_applications(company), *_loans(company)]
    return sorted(told, key=lambda dated: dated[0])


def _people(company: DemoCompany) -> Iterator[Dated]:
    begins = begins_at(company)
    for department in company.departments:
        yield begins, partial(acts.department, department)
    # Who was there when the archive was founded came onto its list that day, with the roles held since earlier.
    for person in company.people:
        yield max(begins, person.since), partial(acts.person, person)
    for role in company.roles:
        if role.role != Role.EMPLOYEE:
            yield max(begins, role.since), partial(acts.role, role)
            if role.until is not None:
                yield role.until, partial(acts.role_ended, role)
    for person in company.people:
        if person.left_at is not None:
            yield person.left_at, partial(acts.left, person)


def _powers(company: DemoCompany) -> Iterator[Dated]:
    for letter in company.letters:
        yield letter.since - timedelta(hours=7, minutes=40), partial(acts.letter, letter)
    for absence in company.absences:
        yield absence.since, partial(acts.went_away, absence)
        if absence.until is not None:
            yield absence.until, partial(acts.came_back, absence)


def _filings(company: DemoCompany, now: datetime) -> Iterator[Dated]:
    needed: dict[str, datetime] = {}
    for request in company.requests:
        needed |= dict.fromkeys(request.items, request.made_at)
    for loan in company.loans:
        needed.setdefault(loan.archival_code, loan.out_at)
    for refusal in company.refusals:
        needed.setdefault(refusal.archival_code, refusal.at)
    for at, items in filings(company.items, begins_at(company), needed, now):
        yield at, partial(acts.filed, items)


def _applications(company: DemoCompany) -> Iterator[Dated]:
    for request in company.requests:
        yield request.made_at, partial(acts.requested, request)
        for sign_off in request.sign_offs:
            yield sign_off.at, partial(acts.signed, sign_off, request.number)


def _loans(company: DemoCompany) -> Iterator[Dated]:
    visits: dict[tuple[datetime, str, str, int | None], list[DemoLoan]] = defaultdict(list)
    for loan in company.loans:
        visits[loan.out_at, loan.borrower, loan.kind, loan.request].append(loan)
    for (out_at, *_), loans in visits.items():
        yield out_at, partial(acts.lent, loans)
    wrong = {incident.loan: incident for incident in company.incidents}
    for loan in company.loans:
        if loan.returned_at is not None:
            yield loan.returned_at, partial(acts.returned, loan, wrong.get(loan.number))
    for incident in company.incidents:
        if incident.closed_at is not None:
            yield incident.closed_at, partial(acts.incident_closed, incident)
    for reminder in company.reminders:
        yield reminder.at, partial(acts.reminded, reminder)
    for refusal in company.refusals:
        yield refusal.at, partial(acts.refused, refusal)
