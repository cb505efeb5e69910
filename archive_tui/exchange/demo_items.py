"""The items of the demo company: titles, document numbers, archival codes, all from one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from archive_tui.exchange.demo_records import DemoDepartment, DemoItem, DemoPerson
from archive_tui.exchange.demo_shelves import GUARDED, shelved
from archive_tui.exchange.demo_slots import Slots
from archive_tui.exchange.demo_titles import Draft, patterns, plan
from archive_tui.exchange.demo_words import table, words

_REMARKS = (
    "附图纸2张", "含附件3份", "正本1份、副本2份", "附光盘1张", "缺骑缝章，已补盖", "已扫描",
    "封面破损，已修补", "附原始记录",
)  # fmt: skip
#: How often other words are tried before two papers of one title are told apart by a number.
_TRIES = 10


@dataclass
class _Desk:
    """Where drafts become items one by one: what was used up so far."""

    rng: Random
    departments: Mapping[str, str]
    people: Sequence[DemoPerson]
    styles: Mapping[str, tuple[str, int]]
    seen: dict[str, int]
    counts: Counter[tuple[object, ...]]


def items(
    rng: Random,
    today: date,
    count: int,
    offices: Sequence[DemoDepartment],
    people: Sequence[DemoPerson],
    fonds: str,
) -> tuple[DemoItem, ...]:
    """Return ``count`` items in the order of the shelves: by year, class, retention, office and number."""
    every = patterns([office.code for office in offices])
    desk = _Desk(
        rng, {o.code: o.name for o in offices}, people,
        {r["style"]: (r["pattern"], int(r["step"])) for r in table("demo", "numbers.csv")}, {}, Counter(),
    )  # fmt: skip
    filed = [_item(desk, draft) for draft in plan(rng, today, count, every)]
    return shelved(_coded(filed, fonds))


def _item(desk: _Desk, draft: Draft) -> DemoItem:
    pattern, rng = draft.pattern, desk.rng
    slots, title = _titled(desk, draft)
    level = rng.choice(pattern.levels)
    original = level in GUARDED or rng.randrange(100) < pattern.original
    remark = rng.choice(_REMARKS) if rng.random() < 0.06 else ""
    return DemoItem(
        "", title, pattern.kind, draft.day.year, draft.office, level, pattern.retention,
        _number(desk, pattern.number, draft.day.year), draft.day.isoformat(), slots.fill(pattern.author),
        original, rng.randrange(pattern.pages[0], pattern.pages[1] + 1), "", "", slots.fill(pattern.keywords),
        remark if original else "复印件，原件存发文单位",
    )  # fmt: skip


def _titled(desk: _Desk, draft: Draft) -> tuple[Slots, str]:
    """Return the filled slots and a title that no other item has."""
    pattern, day = draft.pattern, draft.day
    in_year, in_month = (pattern.title, day.year), (pattern.title, day.year, day.month)
    desk.counts.update((in_year, in_month))
    for _ in range(_TRIES):
        slots = Slots(desk.rng, words(), draft, desk.people, desk.departments)
        slots.count(desk.counts[in_year], desk.counts[in_month])
        title = slots.fill(pattern.title)
        if title not in desk.seen:
            desk.seen[title] = 1
            return slots, title
    desk.seen[title] += 1
    return slots, f"{title}（第{desk.seen[title]}份）"


def _number(desk: _Desk, style: str, year: int) -> str:
    """Return the next document number of a style; those of the group and the authorities leave gaps."""
    if not style:
        return ""
    pattern, step = desk.styles[style]
    desk.counts[style, year] += desk.rng.randrange(1, step + 1)
    return pattern.format(year=year, no=desk.counts[style, year])


def _coded(filed: Sequence[DemoItem], fonds: str) -> Iterator[DemoItem]:
    """Yield the items with their archival codes, numbered by date within each series (facts.md)."""
    classes = {row["code"]: row["class"] for row in table("categories.csv")}
    counter: Counter[str] = Counter()
    for item in filed:
        series = f"{fonds}-{classes[item.category]}·{item.year}-{item.retention}-{item.department}"
        counter[series] += 1
        yield replace(item, archival_code=f"{series}-{counter[series]:04d}")
