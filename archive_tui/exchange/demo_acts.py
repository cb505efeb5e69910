"""The acts that the demo company's past is made of, each told through the services as it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from archive_tui.exchange.demo_records import (
    DemoAbsence,
    DemoCompany,
    DemoDepartment,
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
from archive_tui.regulation.levels import Kind, Level
from archive_tui.regulation.people import Role
from archive_tui.services import care, delegation, filing, intake, lending, office, signing
from archive_tui.services.archive import Actor, Outcome
from archive_tui.services.chronicle import Chronicle, give_pin
from archive_tui.services.founding import OFFICE_CODE

T = TypeVar("T")
#: What the trail says about where the demo's items came from.
SOURCE = "demo"


@dataclass
class Teller:
    """Who tells the story: the archive, the PIN that everybody has, and the ids of what was told so far."""

    chronicle: Chronicle
    company: DemoCompany
    pin_hash: str
    people: dict[str, int] = field(default_factory=dict)
    offices: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    requests: dict[int, int] = field(default_factory=dict)
    loans: dict[int, int] = field(default_factory=dict)
    incidents: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Return the moment that is told of."""
        return self.chronicle.hands.at

    def actor(self, login: str) -> Actor:
        """Return somebody at the desk."""
        return Actor(self.people[login])

    def clerk(self) -> Actor:
        """Return whoever keeps the staff list: the archivist of that day; while nobody is listed, the founding."""
        archivists = (r for r in self.company.roles if r.role == Role.ARCHIVIST and r.since <= self.at)
        login = next((r.login for r in archivists if r.until is None or self.at < r.until), "")
        return self.actor(login) if login in self.people else Actor(0, "init")


def done(outcome: Outcome[T]) -> T:
    """Return what was done; raises ValueError where the regulation refused it: then the story is wrong."""
    if outcome.done is None:
        raise ValueError(f"the demo's story has what is not allowed: {outcome.ruling}")
    return outcome.done


def department(one: DemoDepartment, told: Teller) -> None:
    """Tell of a department; the GM's office is there from the founding on."""
    if one.code != OFFICE_CODE:
        with told.chronicle.act(told.clerk()) as txn:
            office.add_department(txn, one.code, one.name)
    told.offices = told.chronicle.ids()[1]


def person(one: DemoPerson, told: Teller) -> None:
    """Tell that somebody came onto the staff list, with a PIN."""
    with told.chronicle.act(told.clerk()) as txn:
        told.people[one.login] = office.add_person(txn, one.login, one.name, told.offices[one.department], one.since)
    give_pin(told.chronicle, told.clerk(), told.people[one.login], told.pin_hash)


def role(one: DemoRole, told: Teller) -> None:
    """Tell that somebody was given a role."""
    with told.chronicle.act(told.clerk()) as txn:
        of = told.offices[one.department] if one.department else None
        office.appoint(txn, told.people[one.login], Role(one.role), of, one.since)


def role_ended(one: DemoRole, told: Teller) -> None:
    """Tell that somebody's role ended."""
    with told.chronicle.act(told.actor("gm")) as txn:
        office.end_posts(txn, told.people[one.login], Role(one.role), None)


def left(one: DemoPerson, told: Teller) -> None:
    """Tell that somebody left the company."""
    ruling = office.leave(told.chronicle, told.clerk(), told.people[one.login]).ruling
    if not ruling.allowed:
        raise ValueError(f"{one.login} can't leave: {ruling}")


def letter(one: DemoLetter, told: Teller) -> None:
    """Tell that the GM gave a letter of delegation."""
    scope = None if one.departments is None else [told.offices[code] for code in one.departments]
    with told.chronicle.act(told.actor("gm")) as txn:
        delegation.delegate(
            txn,
            told.people[one.deputy],
            one.since,
            one.until,
            scope,
            [Level(level) for level in one.levels],
            one.number,
        )


def went_away(one: DemoAbsence, told: Teller) -> None:
    """Tell that the GM left on business."""
    delegation.record_absence(told.chronicle, told.actor("director"), told.people[one.login], one.since, None)


def came_back(one: DemoAbsence, told: Teller) -> None:
    """Tell that the GM came back."""
    done(delegation.come_back(told.chronicle, told.actor("director"), told.people[one.login]))


def filed(items: Sequence[DemoItem], told: Teller) -> None:
    """Tell that papers were filed."""
    new = [
        filing.NewItem(
            i.archival_code, i.series, i.title, i.category, i.year, told.offices[i.department], Level(i.level),
            i.retention, i.document_number, i.document_date, i.author, i.original, i.pages, i.box, i.place, i.keywords,
            i.remark,
        )
        for i in items
    ]  # fmt: skip
    done(filing.file_batch(told.chronicle, told.clerk(), new, SOURCE))


def requested(one: DemoRequest, told: Teller) -> None:
    """Tell that an application was made out."""
    asked = [signing.Asked(_item(told, code), Kind(one.kind)) for code in one.items]
    by, borrower = told.actor(one.made_by), told.people[one.borrower]
    told.requests[one.number] = done(signing.request(told.chronicle, by, borrower, asked, one.purpose)).request_id


def signed(one: DemoSignOff, request: int, told: Teller) -> None:
    """Tell that an application was signed, or refused."""
    signer = told.actor(one.signer)
    done(
        signing.sign_proven(
            told.chronicle, signer, told.requests[request], signer.person_id, approve=one.approve, reason=one.reason
        )
    )


def lent(loans: Sequence[DemoLoan], told: Teller) -> None:
    """Tell that items were handed over at one visit."""
    first = loans[0]
    wanted = [lending.Wanted(_item(told, loan.archival_code), Kind(loan.kind)) for loan in loans]
    outcomes = lending.check_out(
        told.chronicle, told.actor(first.lent_by), told.people[first.borrower], wanted, pledged=True
    )
    for loan, one in zip(loans, wanted, strict=True):
        told.loans[loan.number] = done(outcomes[one.item_id]).loan_id


def returned(loan: DemoLoan, incident: DemoIncident | None, told: Teller) -> None:
    """Tell that an item came back, in good order or with something wrong; lateness tells itself."""
    assert loan.taken_by is not None
    kind = incident.kind if incident is not None and incident.kind != "late" else None
    back = lending.give_back(
        told.chronicle, told.actor(loan.taken_by), _item(told, loan.archival_code), pages=loan.pages_back,
        state=loan.state_back, incident=kind, note=incident.note if incident else "",
    )  # fmt: skip
    told.incidents[loan.number] = done(back).incidents


def incident_closed(one: DemoIncident, told: Teller) -> None:
    """Tell that what was wrong was settled."""
    assert one.closed_by is not None
    for incident_id in told.incidents[one.loan]:
        outcome = care.close_incident(told.chronicle, told.actor(one.closed_by), incident_id, one.close_reason)
        if not outcome.ruling.allowed:
            raise ValueError(f"incident {incident_id} can't be closed: {outcome.ruling}")


def reminded(one: DemoReminder, told: Teller) -> None:
    """Tell that a borrower was reminded."""
    done(care.remind(told.chronicle, told.actor(one.by), told.loans[one.loan]))


def refused(one: DemoRefusal, told: Teller) -> None:
    """Tell that the desk had to refuse an item."""
    lending.note_refusal(
        told.chronicle,
        told.actor(one.at_desk),
        told.people[one.borrower],
        _item(told, one.archival_code),
        Kind(one.kind),
    )


def _item(told: Teller, code: str) -> int:
    if code not in told.items:
        told.items[code] = intake.already_there(told.chronicle, told.clerk(), [code], ()).by_code[code].id
    return told.items[code]
