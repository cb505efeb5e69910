"""Who may know a title, asked of everybody who reads along: the actor, and the borrower who stands at the desk.

A guarded item that one of them may not know is in no list, no order and no count of what is searched for; where it
stands in the way all the same (its label was scanned), it is shown without its title.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from archive_tui.regulation.permissions import TABLE, Act, Scope, may_know_title
from archive_tui.services.archive import Transaction
from archive_tui.store import item_rows
from archive_tui.store.item_records import ItemRecord
from archive_tui.store.search import Sight


class Readers:
    """Everybody who reads along on one screen, in one transaction."""

    def __init__(self, txn: Transaction, eyes: int | None = None) -> None:
        """Take the actor of ``txn``, and with ``eyes`` the borrower at the desk."""
        self._txn = txn
        self._actor = txn.actor.person_id
        self._people = tuple(dict.fromkeys((self._actor, *(() if eyes is None else (eyes,)))))
        self._answers: dict[tuple[int, bool, int | None, bool], bool] = {}

    def know(self, item: ItemRecord) -> bool:
        """Return whether all of them may know the item's title."""
        return all(self._knows(person_id, item) for person_id in self._people)

    def actor_knows(self, item: ItemRecord) -> bool:
        """Return whether the actor, whoever else reads along, may know the item's title."""
        return self._knows(self._actor, item)

    @cached_property
    def sight(self) -> Sight:
        """Return what a search for them may find."""
        reach = [self._origins(person_id) for person_id in self._people]
        if all(origins is None for origins in reach):
            return Sight(all=True)
        limited = [origins for origins in reach if origins is not None]
        own = frozenset().union(*(self._involved[person_id] for person_id in self._people))
        known = frozenset(i.id for i in item_rows.items(self._txn.store, own).values() if self.know(i))
        return Sight(origins=frozenset.intersection(*limited), items=known)

    def _knows(self, person_id: int, item: ItemRecord) -> bool:
        guarded = item.level.guarded
        involved = guarded and item.id in self._involved[person_id]
        asked = (person_id, guarded, item.department_id if guarded else None, involved)
        if asked not in self._answers:
            self._answers[asked] = may_know_title(
                self._txn.roster, person_id, item.level, item.department_id, self._txn.now.utc, involved
            )
        return self._answers[asked]

    def _origins(self, person_id: int) -> frozenset[int] | None:
        """Return the departments whose guarded titles the person may know, None for all of them."""
        roster, at = self._txn.roster, self._txn.now.utc
        held = [(r, s) for r, s in TABLE[Act.SEE_GUARDED_TITLES].items() if roster.holds(person_id, r, at)]
        if any(scope is Scope.ALL for _, scope in held):
            return None
        return frozenset().union(*(roster.departments_of(person_id, role, at) for role, _ in held))

    @cached_property
    def _involved(self) -> Mapping[int, frozenset[int]]:
        """Return, for each of them, the guarded items that an act under way makes them know.

        That is whoever has an item in hand, an approved reader, and who has signed or is asked to sign for one.
        """
        from archive_tui.services.line_states import states_of  # only for guarded items, and 10 ms at a look-up's start
        from archive_tui.store import loan_rows, request_rows

        store = self._txn.store
        found = {person_id: set(loan_rows.guarded_with(store, person_id)) for person_id in self._people}
        for state in states_of(self._txn, request_rows.open_lines_on_guarded(store)):
            if not state.open:
                continue
            concerned = {signer.person_id for signer in state.signers} | {s.signer_id for s in state.signed}
            if state.state == "approved":
                concerned.add(state.line.borrower_id)
            for person_id in concerned & found.keys():
                found[person_id].add(state.item.id)
        return {person_id: frozenset(items) for person_id, items in found.items()}
