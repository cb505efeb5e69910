"""A large import, so that nobody waits: rows are put aside in short transactions, and appear in one flip.

What costs (pinyin, digests, grams) is worked out before any transaction begins. Rows that wait are in no list, count,
search or check; what is not flipped in the end is taken away again, and what an import left that was killed is taken
away by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial

from archive_tui.regulation.permissions import Act
from archive_tui.regulation.rulings import Clause, refusal
from archive_tui.services.archive import Actor, Archive, BadInput, Outcome, StoreFault, Transaction
from archive_tui.services.filing import Filed
from archive_tui.store import import_rows, item_rows
from archive_tui.store.chain import batch_digest
from archive_tui.store.import_lock import only_import
from archive_tui.store.import_rows import Prepared
from archive_tui.store.records import NewItem, seconds

#: How many rows one short transaction takes: about 20 ms, which a desk doesn't notice.
CHUNK = 250
_CLEARED = 1000


class Staging:
    """The rows of one import, put aside bit by bit; ``flip`` makes items of them."""

    def __init__(self, archive: Archive, actor: Actor, source: str, batch: int, floors: Mapping[str, int]) -> None:
        """Take the import's number; ``floors`` are the highest numbers that the file itself gives in each series."""
        self._archive, self._actor, self._source, self._batch = archive, actor, source, batch
        self._floors, self._last = floors, dict[str, int]()

    def add(self, new: Sequence[NewItem]) -> None:
        """Put rows aside, at most ``CHUNK`` at a time; an empty archival code is given the next of its series.

        Raises BadInput for an archival code that another item was given meanwhile.
        """
        named = {one.archival_code for one in new if one.archival_code}
        while True:
            prepared = self._prepared(new)
            with self._archive.store.write():
                taken = import_rows.taken_codes(self._archive.store, [one.new.archival_code for one in prepared])
                if not taken:
                    import_rows.stage(self._archive.store, self._batch, prepared)
                    return
            given = sorted(named.intersection(taken))
            if given:
                raise BadInput("code_there", code=given[0])
            self._last.clear()  # somebody filed meanwhile: count on from there

    def flip(self, also: Callable[[Transaction], None] | None = None) -> Outcome[Filed]:
        """Make items of all rows in one short act, recorded as one entry; no rows make no entry.

        ``also`` is done first in the same act; what it raises undoes all of it. The ruling is a refusal where the
        actor may not file any more.
        """
        store = self._archive.store
        with store.read():
            digest = batch_digest(import_rows.digests(store, self._batch))
            count, owed = import_rows.counted(store, self._batch)
        with self._archive.act(self._actor) as txn:
            ruling = txn.may(Act.FILE)
            if ruling.allowed and owed:
                ruling = refusal(Clause("6.5.4", False, "original_not_in_room", {"count": owed}))
            if not ruling.allowed:
                return txn.refuse("import", ruling, count=count)
            if also is not None:
                also(txn)
            seq = txn.seq
            import_rows.flip(txn.store, self._batch, seq)
            if count:
                txn.record("import", count=count, digest=digest.hex(), source=self._source)
            return Outcome(ruling, Filed(count, seq if count else 0))

    def _prepared(self, new: Sequence[NewItem]) -> list[Prepared]:
        unknown = sorted({one.series for one in new if not one.archival_code} - self._last.keys())
        if unknown:
            with self._archive.store.read():
                there = item_rows.last_numbers(self._archive.store, unknown)
            self._last |= {series: max(number, self._floors.get(series, 0)) for series, number in there.items()}
        last = dict(self._last)
        numbered = []
        for one in new:
            if not one.archival_code:
                last[one.series] += 1
                one = replace(one, archival_code=f"{one.series}-{last[one.series]:04d}")
            numbered.append(one)
        self._last = last
        return [import_rows.prepare(one, self._batch) for one in numbered]


@contextmanager
def staging(archive: Archive, actor: Actor, source: str, floors: Mapping[str, int]) -> Iterator[Staging]:
    """Begin an import; in the end whatever was not flipped is taken away. Raises StoreFault (importing, busy ...)."""
    with only_import(archive.path):
        clear_up(archive)
        with archive.store.write():
            at = seconds(archive.clock.now().utc)
            batch = import_rows.begin_batch(archive.store, source, actor.person_id, at)
        try:
            yield Staging(archive, actor, source, batch, floors)
        finally:
            with suppress(StoreFault):  # what can't be taken away now, the next import takes away
                clear_up(archive)


def clear_up(archive: Archive) -> None:
    """Take away what imports have left that were stopped or killed, and clear rows that have become items.

    For who holds the lock of the imports.
    """
    store = archive.store
    with store.read():
        left = import_rows.unfinished(store)
    for batch in left:
        _in_parts(archive, partial(import_rows.drop_some, store, batch, CHUNK))
        with store.write():
            import_rows.end_batch(store, batch, "dropped")
    _in_parts(archive, partial(import_rows.clear_some, store, _CLEARED))


def _in_parts(archive: Archive, act: Callable[[], int]) -> None:
    while True:
        with archive.store.write():
            if not act():
                return
