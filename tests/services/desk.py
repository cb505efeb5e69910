"""What the tests of the services do at the desk, in a word each: sign, lend, take back, and read raw rows."""

from __future__ import annotations

from typing import Any

from archive_tui.regulation.levels import Kind, State
from archive_tui.regulation.rulings import Ruling
from archive_tui.services import lending, signing
from archive_tui.services.archive import Outcome
from archive_tui.services.lending import Lent, Returned, Wanted
from archive_tui.services.signing import Asked, Requested, Signed
from tests.world import PIN, World

PLAIN, OTHER_PLAIN, LEASING_SECRET, FINANCE_SECRET = "放假", "年检", "塔式", "结算书"
OFFICE_CONFIDENTIAL, FINANCE_CONFIDENTIAL, TOP_SECRET = "董事会", "信用调查", "底价"

#: A form of an item as it is typed.
FORM = {
    "title": "塔吊租赁合同", "department": "ZLB", "category": "contracts", "year": "2026", "retention": "D10",
    "document_number": "岳衡租字〔2026〕1号", "document_date": "3-1", "pages": "12", "author": "租赁部",
    "place": "甲-1-2", "box": "7",
}  # fmt: skip
#: The archival code of the first volume with what stands in that form.
FIRST_VOLUME = "Z109-WS·2026-D10-ZLB-AJ0001"


def sign(world: World, borrower: str, item: str, by: str, kind: Kind | None = None) -> Outcome[Signed]:
    """Sign on the spot for a borrower, at the archivist's desk."""
    asked = Asked(world.item(item), kind)
    return signing.sign_here(world.archive, world.actor(), world.people[borrower], asked, by, PIN)


def lend(world: World, borrower: str, item: str, kind: Kind | None = None, by: str = "archivist") -> Outcome[Lent]:
    """Hand an item over."""
    wanted = Wanted(world.item(item), kind)
    done = lending.check_out(world.archive, world.actor(by), world.people[borrower], [wanted], pledged=True)
    return done[wanted.item_id]


def lent(world: World, borrower: str, item: str, kind: Kind | None = None) -> Lent:
    """Hand an item over that can be handed over."""
    done = lend(world, borrower, item, kind).done
    assert done is not None
    return done


def back(world: World, item: str, **found: Any) -> Outcome[Returned]:
    """Take an item back."""
    return lending.give_back(world.archive, world.actor(), world.item(item), **found)


def ask(world: World, borrower: str, *items: str, by: str = "archivist", kind: Kind | None = None) -> Requested:
    """Start an application that can be started."""
    done = request(world, borrower, *items, by=by, kind=kind).done
    assert done is not None
    return done


def request(
    world: World, borrower: str, *items: str, by: str = "archivist", kind: Kind | None = None
) -> Outcome[Requested]:
    """Start an application."""
    asked = [Asked(world.item(item), kind) for item in items]
    return signing.request(world.archive, world.actor(by), world.people[borrower], asked)


def decide(world: World, request_id: int, by: str, **how: Any) -> Outcome[Signed]:
    """Sign an application, or refuse it."""
    return signing.sign_off(world.archive, world.actor(by), request_id, by, PIN, **how)


def form(world: World, borrower: str, item: str, manager: str, kind: Kind | None = None) -> None:
    """Have an application made out and approved as 6.7.2 wants it."""
    assert sign(world, borrower, item, manager, kind).done
    assert sign(world, borrower, item, "director", kind).done


def codes(ruling: Ruling) -> list[str]:
    """Return the clauses that speak against."""
    return [f"{clause.article} {clause.code}" for clause in ruling.against]


def state(world: World, item: str) -> State:
    """Return where an item is, from its row."""
    return State(rows(world, "SELECT state FROM item WHERE id = ?", world.item(item))[0][0])


def rows(world: World, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return raw rows."""
    return list(world.archive.store.db.execute_sql(sql, parameters).fetchall())


def acts(world: World) -> list[str]:
    """Return the acts in the trail, in order."""
    return [row[0] for row in rows(world, "SELECT act FROM trail ORDER BY seq")]


def last_body(world: World) -> dict[str, Any]:
    """Return the body of the trail's last entry."""
    import json

    return dict(json.loads(rows(world, "SELECT body FROM trail ORDER BY seq DESC LIMIT 1")[0][0]))
