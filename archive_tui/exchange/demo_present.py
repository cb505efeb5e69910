"""What goes on in the demo archive right now: what is out or read in the room, what waits for a signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from archive_tui.exchange.demo_records import DemoSignOff
from archive_tui.exchange.demo_times import days_ago, local, moment
from archive_tui.exchange.demo_visits import Pool, Rules, Visit

#: Out without an application (6.7.1): borrower, days ago, hour, minute, department, part of the title.
_DIRECT = (
    ("deputy1", 5, 9, 20, "SCB", "调研报告"),
    ("deputy2", 9, 15, 5, "GCB", "专项施工方案"),
    ("director", 1, 10, 40, "BGS", "管理"),
)
#: Out on an application (6.7.2): borrower, days ago, hour, minute, approved by, departments, titles, purpose.
_APPLIED = (
    ("wuqian", 11, 14, 30, "director", "BGS", ("年度经营计划",), "编制财务预算参考"),
    ("gaofeng", 3, 9, 50, "director", "ZLB SCB", ("塔式起重机", "投标文件"), "编制投标文件参考"),
    ("qinchuan", 7, 11, 15, "gm", "GCB", ("技术档案",), "设备年检备查"),
    ("yaoting", 1, 15, 45, "director", "RSB", ("劳动合同书",), "办理合同续签"),
    ("baiyujie", 16, 10, 10, "director", "AQB GCB", ("安全",), "迎接安全标准化考评"),
    ("lixiaotong", 13, 16, 20, "director", "XXB", ("通知",), "起草信息系统管理规定"),
    ("shangguanqing", 4, 10, 5, "director", "ZLB", ("租赁合同",), "审核合同范本"),
)
#: Secret and out (6.7.3): borrower, minutes ago, department, part of the title, purpose.
_SECRET = (
    ("liuyang", 252, "GCB ZLB", "安装验收报告", "与客户核对设备交接数量"),
    ("suming", 233, "FWB", "诉讼案卷", "准备诉讼证据"),
    ("heyong", 79, "ZLB", "结算书", "与客户核对结算金额"),
)


def present(now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    """Yield what is out or waits at ``now``."""
    for login, days, hour, minute, office, part in _DIRECT:
        item = pool.draw("unclassified", (office,), part)
        yield rules.direct(login, item, days_ago(now, days, hour, minute))
    for login, days, hour, minute, by, offices, parts, purpose in _APPLIED:
        items = tuple(pool.draw("unclassified", offices.split(), part) for part in parts)
        yield rules.applied(login, items, days_ago(now, days, hour, minute), purpose, by)
    for login, minutes, offices, part, purpose in _SECRET:
        item = pool.draw("secret", offices.split(), part)
        yield rules.classified(login, item, now - timedelta(minutes=minutes), purpose)
    # A reading starts and ends on one day: just after midnight it has only begun.
    begun = max(now - timedelta(minutes=50), moment(local(now).date(), 0))
    item = pool.draw("confidential", ("BGS",), "董事会会议记录")
    yield rules.classified("sunjing", item, begun, "核对历次利润分配决议")
    yield from _waiting(now, pool, rules)
    yield from _decided(now, pool, rules)


def _waiting(now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    def ask(
        login: str,
        minutes: int,
        level: str,
        offices: str,
        parts: tuple[str, ...],
        purpose: str,
        *signed: DemoSignOff,
    ) -> Visit:
        items = tuple(pool.draw(level, offices.split(), part, strict=level == "secret") for part in parts)
        stage = "secret" if level != "unclassified" else "office" if signed else "manager"
        return Visit(
            login, "reading" if level == "confidential" else "out", items, login,
            now - timedelta(minutes=minutes), purpose, signed, f"waiting_{stage}",
        )  # fmt: skip

    def form(login: str, minutes: int) -> DemoSignOff:
        return DemoSignOff("manager", rules.managers[rules.homes[login]], now - timedelta(minutes=minutes))

    yield ask("yinhang", 35, "unclassified", "GCB", ("检验检测报告", "验收记录"), "设备年检备查")
    yield ask("xulin", 170, "unclassified", "SCB", ("投标文件",), "编制投标文件参考", form("xulin", 140))
    yield ask("shilei", 95, "unclassified", "RSB", ("培训",), "编制下年度培训计划", form("shilei", 52))
    # The GM, the deputy in charge of Leasing, or who holds letter no. 7.
    yield ask("xiexiaolong", 28, "secret", "ZLB", ("租赁合同",), "续签合同前核对原价格条款")
    # The deputy in charge asks for himself: only the GM or who holds letter no. 7 can sign.
    yield ask("deputy1", 64, "secret", "ZLB", ("框架合同",), "与客户洽谈年度框架合同")
    yield ask("shangguanqing", 17, "confidential", "CWB SCB", ("信用调查报告",), "起诉前核实客户资信")


def _decided(now: datetime, pool: Pool, rules: Rules) -> Iterator[Visit]:
    def at(minutes: int) -> datetime:
        return now - timedelta(minutes=minutes)

    item = pool.draw("unclassified", ("BGS",), "放假")
    form = DemoSignOff("manager", "zhoumin", at(120))
    signed = (form, DemoSignOff("office", "director", at(48), reason="同意"))
    yield Visit("chenxiaomei", "out", (item,), "zhoumin", at(125), "核对节假日加班费", signed, "approved")
    item = pool.draw("secret", ("SCB", "ZLB"), "框架")
    yes = DemoSignOff("secret", rules.deputies[item.department], at(26), reason="同意，按规定时限归还")
    yield Visit("denglijuan", "out", (item,), "denglijuan", at(55), "与客户洽谈续签", (yes,), "approved")
    item = pool.draw("secret", ("ZLB",), "结算书")
    why = "该项目正在办理结算复核，暂不外借，复核结束后再申请"
    no = DemoSignOff("secret", rules.deputies[item.department], at(1105), False, why)
    yield Visit("jiangpengfei", "out", (item,), "jiangpengfei", at(1150), "与客户对账", (no,), "refused")
