"""The demo archive's last year: some sixty loans and readings that came back, a few late or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from archive_tui.exchange.demo_people import LETTER_5
from archive_tui.exchange.demo_records import DemoRefusal
from archive_tui.exchange.demo_times import is_open, local, office_day, office_hour
from archive_tui.exchange.demo_visits import Pool, Rules, Visit
from archive_tui.exchange.demo_words import words

_STAFF = (
    "tianyutong", "linzhiyuan", "zhoumin", "chenxiaomei", "sunjing", "wuqian", "liuyang", "luoyan",
    "machunyan", "situwenjie", "denglijuan", "ouyangxue", "fengxiulan", "yaoting", "shilei", "hanlijun",
    "qinchuan", "yinhang", "baiyujie", "niuzhigang", "suming", "renyuanhang", "lixiaotong", "heyong",
)  # fmt: skip
_TRUSTED = (
    "heyong", "liuyang", "xiexiaolong", "denglijuan", "jiangpengfei", "situwenjie", "sunjing", "wuqian",
    "chenxiaomei", "zhoumin", "suming", "shangguanqing", "qinchuan", "hanlijun",
)  # fmt: skip
_DIRECT = ("deputy1", "deputy2", "deputy3", "director", "gm")
#: Besides their own, people mostly need the papers of these departments.
_NEAR = ("BGS", "ZLB")
#: Who was late with an unclassified paper, and how many days ago it went out; the last one has left since.
_LATE = (("guohaitao", 322), ("wangyang", 261), ("xulin", 158), ("qianwenbo", 71), ("taoliqun", 140))

#: Who asked for what could not be had: days ago, level, departments, part of the title, and how it was asked for.
_REFUSED = (
    ("gaofeng", 203, "top_secret", "SCB", "投标底价", "none"),
    ("denglijuan", 118, "confidential", "SCB", "信用调查报告", "out"),
    ("suming", 88, "top_secret", "FWB", "应对策略", "none"),
    ("gm", 64, "top_secret", "BGS", "股权收购", "none"),
    ("luoyan", 23, "confidential", "BGS", "董事会会议记录", "out"),
)


def past(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    """Yield last year's visits, all over before ``now``; no loan stands in the way of its borrower's next."""
    yield from _by_letter(rng, now, pool, rules)
    yield from _unclassified(rng, now, pool, rules)
    yield from _classified(rng, now, pool, rules)
    yield from _late(rng, now, pool, rules)
    yield from _damaged(rng, now, pool, rules)


def refused(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[DemoRefusal]:
    """Yield what the desk had to refuse: nobody has access to a top-secret paper, a confidential one stays here."""
    for login, days, level, office, part, kind in _REFUSED:
        at = _out(rng, now, days)
        item = pool.draw(level, (office,), part)
        yield DemoRefusal(item.archival_code, login, kind, rules.archivist(at), at)


def _out(rng: Random, now: datetime, days: int, last: int = 16) -> datetime:
    return office_hour(rng, office_day(local(now).date() - timedelta(days=days)), 10, last)


def _back(rng: Random, out_at: datetime, least: int, most: int) -> datetime:
    days = [local(out_at).date() + timedelta(days=n) for n in range(least, most + 1)]
    return office_hour(rng, rng.choice([day for day in days if is_open(day)]), 9, 17)


def _unclassified(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    purposes = words().of("purpose")
    for turn in range(38):
        out_at = _out(rng, now, 355 - turn * 9 - rng.randrange(5))
        login = _DIRECT[turn // 5 % len(_DIRECT)] if turn % 5 == 4 else rng.choice(_STAFF)
        item = pool.draw("unclassified", (rules.homes[login], *_NEAR))
        if login in _DIRECT:
            visit = rules.direct(login, item, out_at)
        else:
            office = "director" if turn % 7 else "gm"
            visit = rules.applied(login, (item,), out_at, rng.choice(purposes), office)
        yield replace(visit, returned_at=_back(rng, out_at, 3, 13))


def _classified(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    purposes = words().of("secret_purpose")
    for turn in range(16):
        out_at = _out(rng, now, 350 - turn * 21 - rng.randrange(6), 13)
        login, level = _TRUSTED[turn % len(_TRUSTED)], "confidential" if turn % 3 == 2 else "secret"
        offices = ("BGS", "SCB") if level == "confidential" else (rules.homes[login], "ZLB")
        signer = "gm" if turn % 4 == 1 else None
        visit = rules.classified(login, pool.draw(level, offices), out_at, rng.choice(purposes), signer)
        yield replace(visit, returned_at=out_at + timedelta(minutes=rng.randrange(35, 215)))


def _by_letter(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    """Yield a loan by letter no. 5, the GM being away, by a deputy who is not in charge of the paper."""
    out_at = _out(rng, now, LETTER_5[1] + 2, 13)
    item = pool.draw("secret", ("GCB", "AQB"), strict=True)
    visit = rules.classified("qinchuan", item, out_at, "核对设备报价", "deputy1")
    yield replace(visit, returned_at=out_at + timedelta(hours=2, minutes=5))


def _late(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    reasons = words().of("late_reason")
    for (login, days), reason in zip(_LATE, [*reasons, "离职前已全部归还，记入交接单"], strict=True):
        out_at = _out(rng, now, days)
        item = pool.draw("unclassified", (rules.homes[login], *_NEAR))
        visit = rules.applied(login, (item,), out_at, rng.choice(words().of("purpose")))
        yield _settled(rules, visit, _back(rng, out_at, 16, 26), ("late", ""), reason)
    out_at = _out(rng, now, 47, 12)
    visit = rules.classified("gaofeng", pool.draw("secret", ("SCB", "ZLB")), out_at, "与客户核对结算金额")
    back = out_at + timedelta(hours=4, minutes=26)
    yield _settled(rules, visit, back, ("late", ""), "客户现场堵车，迟还26分钟，已书面说明")


def _damaged(rng: Random, now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    out_at = _out(rng, now, 149)
    visit = rules.applied("yaoting", (pool.draw("unclassified", ("RSB", "GCB")),), out_at, "新员工培训用")
    found = ("damage", "装订线脱落，第1、2页松散")
    yield _settled(rules, visit, _back(rng, out_at, 3, 13), found, "已重新装订，经核对页数齐全")
    out_at = _out(rng, now, 15)
    visit = rules.applied("pengdawei", (pool.draw("unclassified", ("GCB",)),), out_at, "设备年检备查")
    found = ("damage", "封面有油污，第3页右下角水渍，字迹可辨")
    yield replace(visit, returned_at=_back(rng, out_at, 3, 13), trouble=found)


def _settled(rules: Rules, visit: Visit, back: datetime, trouble: tuple[str, str], reason: str) -> Visit:
    at = back + timedelta(minutes=50)
    return replace(visit, returned_at=back, trouble=trouble, settled=(rules.archivist(at), reason, at))
