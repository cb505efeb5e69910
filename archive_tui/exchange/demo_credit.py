"""The demo company's client files, told into its archive: taken over once, then kept up (chapters 1 to 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from archive_tui.exchange import demo_clients as demo
from archive_tui.exchange.demo_acts import SOURCE, Teller, done
from archive_tui.exchange.demo_clients import DemoClient, DemoLease, DemoPayment, pick
from archive_tui.exchange.demo_records import DemoCompany
from archive_tui.exchange.demo_times import local, moment, office_day
from archive_tui.regulation.clients import Source
from archive_tui.regulation.composition import Analysis, Conclusion
from archive_tui.regulation.grading import JUDGED, WEIGHTS, Criterion, Grade
from archive_tui.regulation.terms import REGULATION, Base, Cycle, Terms, Way
from archive_tui.services import analyses, cards, client_intake, clients, leases, scoring, terms, visits
from archive_tui.services.archive import Actor
from archive_tui.services.cards import NewContact, NewEntry
from archive_tui.services.client_acts import client_or_raise
from archive_tui.services.client_intake import ClientRow, LeaseRow, PaymentRow
from archive_tui.services.clients import NewClient
from archive_tui.services.scoring import Judgement
from archive_tui.services.terms import NewException
from archive_tui.services.visits import NewFollowUp

#: When client files were taken over by the keeper, in days before this one.
_TAKEN_OVER = 1180
_SALES = ("liuyang", "situwenjie", "gaofeng", "denglijuan", "heyong", "ouyangxue")
_REASONS = {
    Criterion.STRENGTH: "资产与在建项目规模", Criterion.POTENTIAL: "未来两年项目储备",
    Criterion.REPUTATION: "同行与供应商评价", Criterion.PAYMENT: "按回款记录", Criterion.OTHER: "配合程度",
}  # fmt: skip
_HEARD = {"plans": "plan", "problems": "problem", "advantages": "advantage", "attitude": "attitude"}
_CEILINGS = {Grade.A: 800_000_000_00, Grade.B: 300_000_000_00, Grade.C: 60_000_000_00}


@dataclass
class _Credit:
    """What was told so far: ids of clients and leases, grades, and what is to come."""

    teller: Teller
    rng: Random
    today: date
    clients: Sequence[DemoClient]
    leases: Sequence[DemoLease]
    ids: dict[int, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    grades: dict[int, str] = field(default_factory=dict)
    entered: list[DemoLease] = field(default_factory=list)
    paid: list[DemoPayment] = field(default_factory=list)

    @property
    def keeper(self) -> str:
        return "ouyangxue"


Dated = tuple[datetime, Callable[[Teller], None]]


def story(company: DemoCompany, now: datetime) -> list[Dated]:
    """Return the acts on client files in order of time, to be told among the others."""
    today, rng = local(now).date(), Random(demo.SEED)
    all_clients = demo.clients(rng, today)
    wanted = demo.leases(rng, today, all_clients)
    at = today - timedelta(days=_TAKEN_OVER)
    held: list[_Credit] = []

    def one(told: Teller) -> _Credit:
        if not held:
            held.append(_Credit(told, rng, today, all_clients, wanted))
        return held[0]

    def dated(day: date, hour: int, minute: int, act: Callable[[_Credit], None]) -> Dated:
        return min(moment(office_day(day), hour, minute), now - timedelta(minutes=5)), lambda told: act(one(told))

    return [dated(day, hour, minute, act) for day, hour, minute, act in _acts(rng, today, at, all_clients, wanted)]


_Act = tuple[date, int, int, Callable[[_Credit], None]]


def _acts(
    rng: Random, today: date, at: date, all_clients: Sequence[DemoClient], wanted: Sequence[DemoLease]
) -> Iterator[_Act]:
    yield at, 10, 0, _taken_over
    yield at + timedelta(days=1), 11, 0, _terms
    for number, client in enumerate(all_clients):
        first = max(at + timedelta(days=2 + number % 40), client.since + timedelta(days=30))
        if client.since > at and client.since < today:
            yield client.since, 9, 40, partial(_met, number)
        if rng.random() < 0.86 and client.volume != "future" and first < today:
            yield first, 14, 10, partial(_scored, number)
    for lease in wanted:
        if lease.signed > at + timedelta(days=45) and lease.signed < today:
            yield lease.signed, 16, 20, partial(_contract, lease)
    for quarter in range(1, _TAKEN_OVER // 91 + 1):
        yield at + timedelta(days=quarter * 91), 17, 0, _quarter
    yield today - timedelta(days=1), 17, 30, _quarter
    yield today - timedelta(days=2), 10, 30, _present
    for number in rng.sample(range(len(all_clients)), 45):
        yield today - timedelta(days=rng.randint(3, 150)), 15, 5, partial(_visited, number)


def _taken_over(credit: _Credit) -> None:
    """Tell that the keeper took in everybody known by then, and ten years of leases and payments."""
    told, at = credit.teller, local(credit.teller.at).date()
    known = [n for n, client in enumerate(credit.clients) if client.since <= at]
    rows = [ClientRow(_new(credit.clients[n])) for n in known]
    actor = told.actor(credit.keeper)
    done(client_intake.take_in_clients(told.chronicle, actor, rows, SOURCE))
    there = client_intake.there(told.chronicle, actor, (), [credit.clients[n].name for n in known])
    credit.ids.update({n: there.by_name[credit.clients[n].name][0].id for n in known})
    past = [one for one in credit.leases if one.signed <= at and one.client in credit.ids and one.starts < at]
    done(client_intake.take_in_leases(told.chronicle, actor, [_row(credit, one) for one in past], SOURCE))
    credit.entered += past
    _pay(credit, past)


def _terms(credit: _Credit) -> None:
    """Tell that the keeper drafted a schedule and the GM signed it."""
    told = credit.teller
    lines = [replace(terms_, ceiling=_CEILINGS[grade]) for grade, terms_ in REGULATION.items()]
    lines[0] = replace(lines[0], percent=97_00, handling="优先保障设备，业务员专人跟进")
    lines[1] = replace(lines[1], handling="正常受理")
    lines[2] = replace(lines[2], handling="预付首期，逐期核对")
    government = Terms(
        Grade.B, "government", Base.MARKET_LOW, 100_00, frozenset({Way.MONEY}), Cycle.STRICT, 500_000_000_00, 2,
        "按财政拨款进度开票",
    )  # fmt: skip
    draft = done(terms.draft_terms(told.chronicle, told.actor(credit.keeper), [*lines, government], "首版政策表"))
    with told.chronicle.act(told.actor("gm")) as txn:
        terms.put_in_force(txn, draft, told.people["gm"])


def _met(number: int, credit: _Credit) -> None:
    """Tell that a salesperson found a client."""
    told = credit.teller
    new = _new(credit.clients[number])
    credit.ids[number] = done(clients.new_client(told.chronicle, _sales(credit, number), new))


def _scored(number: int, credit: _Credit) -> None:
    """Tell that a salesperson scored a client."""
    if number not in credit.ids:
        return
    client = credit.clients[number]
    share = 0.57 + 0.39 * client.quality
    judged = {c: Judgement(min(round(WEIGHTS[c] * 100 * _near(credit.rng, share)), WEIGHTS[c] * 100), _REASONS[c])
              for c in JUDGED}  # fmt: skip
    made = done(scoring.score_client(credit.teller.chronicle, _sales(credit, number), credit.ids[number], judged))
    credit.grades[number] = made.grade


def _contract(lease: DemoLease, credit: _Credit) -> None:
    """Tell that a lease was entered, where the client's terms let it; else it came to nothing, or to a refusal."""
    if lease.client not in credit.ids or lease.signed >= credit.today:
        return
    grade = credit.grades.get(lease.client, "ungraded")
    if grade in ("ungraded", "below C") and credit.rng.random() < 0.8:
        return
    if grade == "C":
        lease = _of_a_c(lease)
    told = credit.teller
    outcome = leases.enter_contract(
        told.chronicle, _sales(credit, lease.client), _wanted(credit, lease), lease.parts
    )  # fmt: skip
    if outcome.done is not None:
        credit.entered.append(lease)


def _quarter(credit: _Credit) -> None:
    """Tell that the keeper took in the payments of a quarter."""
    _pay(credit, credit.entered)


def _visited(number: int, credit: _Credit) -> None:
    """Tell of a visit, with what was heard and what is to be done next."""
    if number not in credit.ids:
        return
    told, rng, client = credit.teller, credit.rng, credit.ids[number]
    actor, day = _sales(credit, number), local(credit.teller.at).date()
    then = NewFollowUp(day + timedelta(days=rng.randint(5, 90)), "回访报价") if rng.random() < 0.5 else None
    done(
        visits.record_visit(
            told.chronicle, actor, client, day, credit.clients[number].owner, pick(rng, "visited"), then
        )
    )
    for section, words in (
        ("plans", "plan"),
        ("problems", "problem"),
        ("advantages", "advantage"),
        ("attitude", "attitude"),
    ):
        source = Source.FORM if rng.random() < 0.2 else Source.SURVEY
        done(cards.add_entry(told.chronicle, actor, client, NewEntry(section, pick(rng, words), source, day)))
    who = NewContact(
        credit.clients[number].owner, "owner", credit.clients[number].phone, pick(rng, "character"), pick(rng, "hobby")
    )
    done(cards.add_contact(told.chronicle, actor, client, who))


def _present(credit: _Credit) -> None:
    """Tell of what waits now: offers, who waits for a crane, a form sent, an exception, totals and conclusions."""
    told, rng = credit.teller, credit.rng
    day, keeper = local(told.at).date(), told.actor(credit.keeper)
    graded = [n for n, grade in credit.grades.items() if grade in ("A", "B", "C")]
    crane = credit.items["塔式起重机"]
    for place, number in enumerate(rng.sample(graded, 6)):
        lease = _offer(credit, number, f"BJ-{day.year}-{place + 1:02d}", day)
        done(leases.offer(told.chronicle, _sales(credit, number), lease))
        if place == 0:
            with told.chronicle.act(told.actor("gm")) as txn:
                new = NewException(
                    lease.client_id, "重点工程，价格另议", day + timedelta(days=20), None, ("terms_price",)
                )
                terms.grant(txn, client_or_raise(txn, lease.client_id), new, told.people["gm"])
    for number in rng.sample(graded, 5):
        then = NewFollowUp(day + timedelta(days=rng.randint(1, 12)), "等塔吊退场后进场", None, crane)
        done(visits.plan_follow_up(told.chronicle, _sales(credit, number), credit.ids[number], then))
    for number in rng.sample(sorted(credit.ids), 4):
        sent = day - timedelta(days=rng.randint(0, 20))
        done(visits.send_form(told.chronicle, keeper, credit.ids[number], credit.clients[number].owner, sent,
                              sent + timedelta(days=15)))  # fmt: skip
    last = day.year - 1
    put = analyses.put_market_total(told.chronicle, keeper, last, None, 3_200_000_000_00, "市租赁协会年报")
    assert put.ruling.allowed
    analyses.put_market_total(told.chronicle, keeper, last, crane, 620_000_000_00, "市租赁协会年报")
    analyses.conclude(
        told.chronicle, keeper, Analysis.GRADE, Conclusion.PRIORITY, last, "B级客户占比高，明年优先保障其设备需求",
        told.people["situwenjie"], day + timedelta(days=60),
    )  # fmt: skip
    analyses.conclude(
        told.chronicle, keeper, Analysis.ITEM, Conclusion.MEASURE, last, "周转材料价格走低，推盘扣架换碗扣架",
        told.people["heyong"], day + timedelta(days=90),
    )  # fmt: skip


def _pay(credit: _Credit, entered: Sequence[DemoLease]) -> None:
    """Tell of the payments of leases that have come and were not told of yet."""
    told, until = credit.teller, local(credit.teller.at).date()
    actor = told.actor(credit.keeper)
    known = {(p.number, p.due_on, p.paid_on, p.paid) for p in credit.paid}
    found: list[DemoPayment] = []
    for lease in entered:
        rng = Random(f"{demo.SEED} {lease.number}")  # the same payments each time a quarter asks for them
        for one in demo.payments(rng, lease, credit.clients[lease.client], credit.today):
            if one.paid_on < until and (one.number, one.due_on, one.paid_on, one.paid) not in known:
                found.append(one)
    first = not credit.paid
    there = client_intake.there(told.chronicle, actor, (), (), {one.number for one in entered})
    rows = [PaymentRow(there.leases[p.number][0], p.due_on, p.amount, p.paid_on, p.paid, p.way) for p in found]
    if first:
        paid = {(p.number, p.due_on) for p in found}
        rows += [
            PaymentRow(there.leases[lease.number][0], due_on, amount)
            for lease in entered
            for due_on, amount in lease.parts
            if (lease.number, due_on) not in paid
        ]
    if rows:
        done(client_intake.take_in_payments(told.chronicle, actor, rows, SOURCE))
    credit.paid += found


def _new(client: DemoClient) -> NewClient:
    volume = "" if client.volume == "future" else client.volume
    card = {"address": "江州市", "phone": client.phone, "assets": client.assets, "client_since": str(client.since.year)}
    return NewClient(client.name, client.nature, "", "", "", "", volume if volume == "key" else "", card)


def _row(credit: _Credit, lease: DemoLease) -> LeaseRow:
    return LeaseRow(0, _wanted(credit, lease), lease.item, history=True)


def _wanted(credit: _Credit, lease: DemoLease) -> leases.Wanted:
    if lease.item not in credit.items:
        _list_items(credit)
    return leases.Wanted(
        lease.number, credit.ids[lease.client], credit.items[lease.item], lease.starts, lease.ends, lease.amount,
        lease.market_price, lease.market_low, lease.agreed_price, lease.way,
    )  # fmt: skip


def _list_items(credit: _Credit) -> None:
    told = credit.teller
    for name in dict.fromkeys(lease.item for lease in credit.leases):
        credit.items[name] = done(leases.add_leased_item(told.chronicle, told.actor(credit.keeper), name))


def _of_a_c(lease: DemoLease) -> DemoLease:
    """Return a lease as a C client gets it: at the market price, in money."""
    amount = lease.amount * lease.market_price // lease.agreed_price
    parts = tuple((day, part * lease.market_price // lease.agreed_price) for day, part in lease.parts)
    parts = (*parts[:-1], (parts[-1][0], parts[-1][1] + amount - sum(part for _, part in parts)))
    return replace(lease, agreed_price=lease.market_price, way=Way.MONEY, amount=amount, parts=parts)


def _offer(credit: _Credit, number: int, label: str, day: date) -> leases.Wanted:
    price = credit.rng.randrange(9_000, 30_000, 100) * 100
    return leases.Wanted(
        label, credit.ids[number], credit.items["塔式起重机"], day + timedelta(days=10), day + timedelta(days=190),
        price * 6, price, price * 9 // 10, price * credit.rng.choice((85, 90, 100)) // 100,
    )  # fmt: skip


def _sales(credit: _Credit, number: int) -> Actor:
    return credit.teller.actor(_SALES[number % len(_SALES)])


def _near(rng: Random, share: float) -> float:
    return min(1.0, max(0.2, share + rng.gauss(0, 0.03)))
