"""Filing: a batch of items taken into the register, all or nothing, as one act (6.4, 6.5.4; commands.md, import)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from archive_tui.regulation.archival_codes import ArchivalCode
from archive_tui.regulation.levels import original_owed
from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome, Transaction
from archive_tui.store import import_rows, item_rows
from archive_tui.store.chain import batch_digest
from archive_tui.store.records import NewItem as NewItem

#: Told how many items are filed so far; raising in it stops the batch, and nothing of it is kept.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Filed:
    """A batch that was filed: how many items, the trail entry that holds number and digest, and the items' ids."""

    count: int
    seq: int
    items: tuple[int, ...] = ()


def file_batch(
    archive: Archive, actor: Actor, new: Sequence[NewItem], source: str, progress: Progress | None = None
) -> Outcome[Filed]:
    """File items in one transaction, with one trail entry that holds their count and digest.

    An item with an empty ``archival_code`` is given the next number of its ``series``. The caller has checked the
    descriptions; what the tables refuse all the same undoes the whole batch, and one confidential item without its
    original in the room refuses it (6.5.4, invariant 6). Raises BadInput for an archival code that
    was given to another item meanwhile.
    """
    with archive.act(actor) as txn:
        ruling = txn.may(Act.FILE)
        if not ruling.allowed:
            return txn.refuse("import", ruling, count=len(new))
        owed = [one for one in new if original_owed(one.level, one.original)]
        if owed:
            ruling = refusal(Clause("6.5.4", False, "original_not_in_room", {"count": len(owed)}))
            return txn.refuse("import", ruling, count=len(new))
        taken = import_rows.taken_codes(txn.store, {one.archival_code for one in new if one.archival_code})
        if taken:
            raise BadInput("code_there", code=taken[0])
        return Outcome(ruling, file_items(txn, new, source, progress))


def file_items(
    txn: Transaction, new: Sequence[NewItem], source: str, progress: Progress | None = None, *, named: bool = False
) -> Filed:
    """File items within a running act and record them as one entry; with ``named`` it names each of them."""
    seq, filed = txn.seq, []
    for done, one in enumerate(numbered(txn, new), start=1):
        filed.append(item_rows.add_item(txn.store, one, seq))
        if progress is not None and done % 500 == 0:
            progress(done)
    ids = tuple(item_id for item_id, _ in filed)
    names = {"items": list(ids)} if named else {}
    digest = batch_digest(digest for _, digest in filed).hex()
    txn.record("import", count=len(new), digest=digest, source=source, **names)
    return Filed(len(new), seq, ids)


def numbered(txn: Transaction, new: Sequence[NewItem]) -> list[NewItem]:
    """Return the items with the codes that were left empty filled in, in order, by each series' counter."""
    series = sorted({one.series for one in new if not one.archival_code})
    last: dict[str, int] = defaultdict(int, item_rows.last_numbers(txn.store, series))
    for one in new:
        if one.archival_code and one.series in last:
            last[one.series] = max(last[one.series], int(one.archival_code.rsplit("-", 1)[1]))
    result = []
    for one in new:
        if not one.archival_code:
            last[one.series] += 1
            one = replace(one, archival_code=f"{one.series}-{last[one.series]:04d}")
        result.append(one)
    return result


def series_of(fonds: str, category: str, year: int, retention: str, office: str) -> str:
    """Return the series within which an item's counter runs (facts.md): all of its code but the number."""
    return ArchivalCode(fonds, category, year, retention, office, 0).series
