"""The clients of the demo company: some 400, what they lease over ten years, and how they pay; from one seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from archive_tui.exchange.demo_words import Leased, table, words
from archive_tui.regulation.instalments import add_months, divided
from archive_tui.regulation.terms import Way

SEED = 20161024
_COUNT = 400
#: How many leases a client has in ten years, the least and the most, by its class.
_LEASES = {"key": (7, 14), "general": (2, 6), "occasional": (1, 1), "future": (0, 0)}
_NATURES = (("ordinary", 12), ("developer", 4), ("state_invested", 2), ("central_soe", 2), ("individual", 3))
#: What a leased item costs a month, by family, in yuan.
_PRICES = {"机械": (9_000, 38_000), "车辆": (6_000, 24_000), "周转材料": (4_000, 30_000)}
_FUTURE = 0.11


@dataclass(frozen=True, slots=True)
class DemoClient:
    """A client of the demo: ``quality`` from 0 to 1 says how good a client it is; ``since`` when it was found."""

    name: str
    nature: str
    volume: str
    quality: float
    since: date
    phone: str
    assets: str
    owner: str


@dataclass(frozen=True, slots=True)
class DemoLease:
    """A lease of the demo, wanted on ``signed``; money in fen, ``parts`` what falls due when."""

    number: str
    client: int
    item: str
    signed: date
    starts: date
    ends: date
    amount: int
    market_price: int
    market_low: int
    agreed_price: int
    way: Way
    parts: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class DemoPayment:
    """What was paid of an instalment, and when."""

    number: str
    due_on: date
    amount: int
    paid_on: date
    paid: int
    way: Way


@cache
def parts() -> Mapping[str, tuple[Sequence[str], Sequence[int]]]:
    """Return the word lists of clients with their weights."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    for row in table("demo", "client_parts.csv"):
        words_, weights = found.setdefault(row["list"], ([], []))
        words_.append(row["word"])
        weights.append(int(row["weight"]))
    return found


def pick(rng: Random, name: str) -> str:
    """Return a word of a list, the heavier ones oftener."""
    words_, weights = parts()[name]
    return rng.choices(words_, weights)[0]


def clients(rng: Random, today: date) -> tuple[DemoClient, ...]:
    """Return all clients: those that papers of the archive name first, then others; some have never leased yet."""
    named = [(r["name"], r["nature"], r["volume"]) for r in table("demo", "clients.csv")]
    named += [(name, "ordinary", "general") for name in parts()["named"][0]]
    seen = {name for name, _, _ in named}
    while len(named) < _COUNT:
        nature = rng.choices([n for n, _ in _NATURES], [w for _, w in _NATURES])[0]
        name = _person(rng) if nature == "individual" else _company(rng)
        if name not in seen:
            seen.add(name)
            future = rng.random() < _FUTURE
            named.append((name, nature, "future" if future else rng.choice(("general", "general", "occasional"))))
    return tuple(_client(rng, today, *one) for one in named)


def leases(rng: Random, today: date, all_clients: Sequence[DemoClient]) -> tuple[DemoLease, ...]:
    """Return the leases of ten years in the order in which they were signed."""
    items = [item for some in words().leased.values() for item in some]
    wanted = [
        (_signed(rng, today, client.since), number)
        for number, client in enumerate(all_clients)
        for _ in range(rng.randint(*_LEASES[client.volume]))
    ]
    counts: dict[int, int] = {}
    made = []
    for signed, number in sorted(wanted):
        counts[signed.year] = counts.get(signed.year, 0) + 1
        label = f"ZL-{signed.year}-{counts[signed.year]:03d}"
        made.append(_lease(rng, label, signed, number, all_clients[number], rng.choice(items)))
    return tuple(made)


def payments(rng: Random, lease: DemoLease, client: DemoClient, until: date) -> tuple[DemoPayment, ...]:
    """Return what a client paid on a lease by a day: good clients on time, others late, a few not yet or in part."""
    found = []
    for due_on, amount in lease.parts:
        late = 0 if rng.random() < client.quality else int(rng.expovariate(1 / (70 * (1.05 - client.quality)))) + 1
        paid_on = due_on + timedelta(days=late)
        if paid_on >= until or (due_on > until - timedelta(days=500) and rng.random() < 0.3 * (1 - client.quality)):
            continue
        half = rng.random() < 0.04
        found.append(DemoPayment(lease.number, due_on, amount, paid_on, amount // 2 if half else amount, lease.way))
        if half and paid_on + timedelta(days=40) < until:
            later = paid_on + timedelta(days=rng.randint(5, 40))
            found.append(DemoPayment(lease.number, due_on, amount, later, amount - amount // 2, Way.MONEY))
    return tuple(found)


def _company(rng: Random) -> str:
    return "".join(pick(rng, name) for name in ("place", "mark", "trade", "ending"))


def _person(rng: Random) -> str:
    return rng.choice(words().of("surname")) + rng.choice(words().of("given"))


def _client(rng: Random, today: date, name: str, nature: str, volume: str) -> DemoClient:
    quality = min(0.99, max(0.05, rng.gauss(0.9 if volume == "key" else 0.78, 0.14)))
    back = rng.randint(20, 900) if volume == "future" else rng.randint(200, 3650)
    phone = f"138{rng.randrange(10**8):08d}" if nature == "individual" else f"0571-{rng.randrange(10**7, 10**8)}"
    assets = f"{rng.choice((200, 500, 1200, 3000, 8000, 20000, 60000))}万元"
    return DemoClient(name, nature, volume, quality, today - timedelta(days=back), phone, assets, _person(rng))


def _signed(rng: Random, today: date, since: date) -> date:
    days = max((today - since).days - 5, 1)
    return since + timedelta(days=rng.randrange(days))


def _lease(rng: Random, number: str, signed: date, client: int, who: DemoClient, item: Leased) -> DemoLease:
    months, pieces = rng.choice((3, 4, 6, 6, 9, 12, 12, 18, 24)), rng.choice((1, 1, 2, 2, 3, 4, 6))
    if who.volume == "key":
        pieces *= rng.choice((1, 2, 3))
    starts = signed + timedelta(days=rng.randint(1, 20))
    ends = add_months(starts, months) - timedelta(days=1)
    low, high = _PRICES[item.family]
    market = rng.randrange(low, high, 50) * 100
    lowest = market * 9 // 10 // 100 * 100
    agreed = market if who.quality < 0.7 else rng.choice((market, (market + lowest) // 200 * 100, lowest))
    amount = agreed * pieces * months
    way = Way.IN_KIND if who.quality > 0.9 and rng.random() < 0.06 else Way.MONEY
    cycle = rng.choice((1, 3, 3, 6))
    return DemoLease(
        number, client, item.name, signed, starts, ends, amount, market, lowest, agreed, way,
        divided(amount, starts, ends, cycle),
    )  # fmt: skip
